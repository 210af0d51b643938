// What a pane knows of one chat as one person sees it: the newest messages, older ones on demand, kept true by events.
import * as api from "./api.js";
import { toKeyboard, toMessage } from "./model.js";
import { world } from "./state.js";

const PAGE = 60; // messages read at once
const LEAP = 500; // the same while looking for one far back
const KEPT = 180; // messages kept while nobody reads further up

export class View {
  constructor(user, chat) {
    Object.assign(this, { user, chat, messages: [], more: false, commands: [], keyboard: null, pinned: null, ready: false });
    this.answered = new Map(); // messages that are quoted here but not among `messages`
    this.pending = null; // events that came while the server was asked: its answer may be older
  }

  /** Reads the end of the chat. */
  async load() {
    const events = (this.pending = []);
    const raw = await api.chatView(this.user, this.chat, { limit: PAGE });
    this.messages = raw.messages.map(toMessage);
    this.more = raw.more;
    this.answered = new Map(raw.answered.map((m) => [m.id, toMessage(m)]));
    this.takeFrame(raw);
    this.ready = true;
    if (this.pending !== events) return; // a later reading is under way and has these events too
    this.pending = null;
    events.forEach((event) => this.apply(event));
  }

  /** Reads only what stands around the messages. */
  async loadFrame() {
    this.takeFrame(await api.chatView(this.user, this.chat, { limit: 0 }));
  }

  takeFrame(raw) {
    this.commands = raw.commands;
    this.keyboard = toKeyboard(raw.keyboard);
    this.pinned = raw.pinned && toMessage(raw.pinned);
  }

  async loadOlder(limit = PAGE) {
    const first = this.messages[0];
    if (!this.more || !first) return;
    const raw = await api.chatView(this.user, this.chat, { limit, before: first.id });
    if (this.messages[0] !== first) return; // somebody else was faster
    this.messages = [...raw.messages.map(toMessage), ...this.messages];
    this.more = raw.more;
    for (const message of raw.answered) this.answered.set(message.id, toMessage(message));
  }

  /** Reads back to a message; answers whether it is there. */
  async reach(id) {
    while (this.more && this.messages[0].id > id) await this.loadOlder(LEAP);
    return this.messages.some((message) => message.id === id);
  }

  /** Lets go of what lies far up. Answers whether anything did. */
  trim() {
    if (this.messages.length <= KEPT) return false;
    this.messages = this.messages.slice(-PAGE);
    this.more = true;
    return true;
  }

  /** Follows one event; answers whether the frame must be read anew. */
  apply(event) {
    this.pending?.push(event);
    const { message } = event;
    if (message && event.kind !== "press") this.put(message);
    if (event.kind === "menu" || event.kind === "member") return true;
    return event.kind === "message" ? message.from.isBot : ["pinned", "unpinned"].includes(event.kind) || message?.id === this.pinned?.id;
  }

  put(message) {
    const at = this.messages.findLastIndex((m) => m.id <= message.id);
    const known = this.messages[at]?.id === message.id;
    if (message.deleted) this.messages = known ? this.messages.toSpliced(at, 1) : this.messages;
    else if (known) this.messages = this.messages.with(at, message);
    else if (at >= 0 || !this.more) this.messages = this.messages.toSpliced(at + 1, 0, message);
  }

  find(id) {
    return this.messages.find((m) => m.id === id) ?? this.answered.get(id) ?? null;
  }

  /** The message that demands a reply, while it is the newest and somebody else's. */
  get forced() {
    const newest = this.messages.findLast((m) => !m.service);
    return newest?.forceReply && newest.from.id !== this.user ? newest : null;
  }

  /** Telegram shows one big button instead of the writing line until the bot is started, and while it is blocked. */
  get gate() {
    const person = world.users.get(this.user);
    if (this.chat !== null || !person) return null;
    if (person.blocked) return "blocked";
    return !person.started && !this.messages.length ? "start" : null;
  }
}
