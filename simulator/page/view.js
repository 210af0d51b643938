// What a pane knows of one chat as one person sees it: the newest messages, older ones on demand, kept true by events.
import * as api from "./api.js";
import { toKeyboard, toMessage } from "./model.js";
import { world } from "./state.js";

const PAGE = 60; // messages read at once
const KEPT = 240; // messages kept: a browser lays out some hundreds of them quickly, not thousands

export class View {
  constructor(user, chat) {
    Object.assign(this, { user, chat, messages: [], commands: [], keyboard: null, pinned: null, ready: false });
    this.more = false; // there are older messages than these
    this.later = false; // there are newer ones, which were let go while somebody read further up
    this.answered = new Map(); // messages that are quoted here but not among `messages`
    this.pending = null; // events that came while the server was asked: its answer may be older
  }

  /** Reads the end of the chat; or, with the id of a message, what stands around it. */
  async load(around = null) {
    const events = (this.pending = []);
    const raw = await this.read({ limit: PAGE, ...(around === null ? {} : { before: around + PAGE / 2 }) });
    this.messages = raw.messages.map(toMessage);
    Object.assign(this, { more: raw.more, later: raw.later, ready: true });
    this.takeFrame(raw);
    if (this.pending !== events) return; // a later reading is under way and has these events too
    this.pending = null;
    events.forEach((event) => this.apply(event));
  }

  /** Reads only what stands around the messages. */
  async loadFrame() {
    this.takeFrame(await this.read({ limit: 0 }));
  }

  async read(part) {
    const raw = await api.chatView(this.user, this.chat, part);
    for (const message of raw.answered) this.answered.set(message.id, toMessage(message));
    return raw;
  }

  takeFrame(raw) {
    this.commands = raw.commands;
    this.keyboard = toKeyboard(raw.keyboard);
    this.pinned = raw.pinned && toMessage(raw.pinned);
  }

  async loadOlder() {
    const first = this.messages[0];
    const raw = await this.read({ limit: PAGE, before: first.id });
    if (this.messages[0] !== first) return; // somebody else was faster
    const all = [...raw.messages.map(toMessage), ...this.messages];
    this.messages = all.slice(0, KEPT);
    Object.assign(this, { more: raw.more, later: this.later || all.length > KEPT });
  }

  async loadNewer() {
    const last = this.messages.at(-1);
    const raw = await this.read({ limit: PAGE, after: last.id });
    if (this.messages.at(-1) !== last) return;
    const all = [...this.messages, ...raw.messages.map(toMessage)];
    this.messages = all.slice(-KEPT);
    Object.assign(this, { later: raw.later, more: this.more || all.length > KEPT });
  }

  /** Answers whether a message is there, after reading what stands around it if need be. */
  async reach(id) {
    const there = () => this.messages.some((message) => message.id === id);
    if (!there()) await this.load(id);
    return there();
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
    else if (at + 1 === this.messages.length && !this.later) this.append(message);
  }

  append(message) {
    this.messages = [...this.messages, message];
    if (this.messages.length <= KEPT) return;
    this.messages = this.messages.slice(-PAGE);
    this.more = true;
  }

  find(id) {
    return this.messages.find((m) => m.id === id) ?? this.answered.get(id) ?? null;
  }

  /** The message that demands a reply, while it is the newest and somebody else's. */
  get forced() {
    if (this.later) return null;
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
