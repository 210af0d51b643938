// What the page knows of the world, and who is told when it changes.
import * as api from "./api.js";
import { toChat, toMessage, toUser } from "./model.js";
import { throttled } from "./dom.js";

export const world = {
  users: new Map(), // id → user
  groups: new Map(), // id → chat
  migrated: new Map(), // id of a former group → id of the supergroup it became
  bot: null,
  faults: [],
  limits: false,
  process: null, // {running} where somebody keeps the bot's process
  seq: 0, // number of the latest event when the state was read
  changed: {}, // kind → number of its latest event
  calls: 0, // how many calls of the bot the server knew when it was last read
  language: "zh",
  offset: 0, // milliseconds the simulated clock is ahead of this computer's
};

const listeners = { world: new Set(), unread: new Set(), event: new Set(), again: new Set(), online: new Set() };

/** Topics: world() people, groups, faults …; unread(); event(event) each change; again() all was read anew; online(bool). */
export function on(topic, fn) {
  listeners[topic].add(fn);
  return () => listeners[topic].delete(fn);
}

function tell(topic, value) {
  for (const fn of listeners[topic]) fn(value);
}

export const now = () => new Date(Date.now() + world.offset);

// --- unread ---------------------------------------------------------------------------------------------------------

const unreadCounts = new Map(); // "user:chat" → count; a private chat's id is its user's
const seen = new Map(); // "user:chat" → highest message id this page has shown to that person
const key = (user, chat) => `${user}:${chat ?? user}`;
const tellUnread = throttled(() => tell("unread"), 100);

export const unread = (user, chat) => unreadCounts.get(key(user, chat)) || 0;

/** A group's own badge: what nobody has looked at, on whomever's behalf. */
export function groupUnread(group) {
  return group.members.length ? Math.min(...group.members.map((member) => unread(member, group.id))) : 0;
}

export function markRead(user, chat, lastMessage) {
  const k = key(user, chat);
  seen.set(k, Math.max(seen.get(k) || 0, lastMessage));
  if (unreadCounts.delete(k)) tellUnread();
}

function readers(chatId) {
  return world.groups.get(chatId)?.members ?? (world.users.has(chatId) ? [chatId] : []);
}

/** Whoever writes has read what stands above. */
function countUnread(chatId, message) {
  for (const user of readers(chatId)) {
    const k = key(user, chatId);
    if (message.from.id === user) unreadCounts.delete(k);
    else if (message.id > (seen.get(k) || 0)) unreadCounts.set(k, (unreadCounts.get(k) || 0) + 1);
  }
  tellUnread();
}

function recount(chats) {
  unreadCounts.clear();
  for (const chat of chats) {
    for (const [user, count] of Object.entries(chat.unread)) {
      const k = key(user, chat.id);
      if (count && chat.last > (seen.get(k) || 0)) unreadCounts.set(k, count);
    }
  }
}

// --- reading the state ----------------------------------------------------------------------------------------------

async function read() {
  const raw = await api.state();
  const chats = raw.chats.map(toChat);
  world.users = new Map(raw.users.map((u) => [u.id, toUser(u)]));
  const groups = chats.filter((c) => c.type !== "private" && !c.migratedTo);
  for (const group of groups) group.members = group.members.filter((id) => world.users.has(id)); // the bot reads nothing
  world.groups = new Map(groups.map((c) => [c.id, c]));
  world.migrated = new Map(chats.filter((c) => c.migratedTo).map((c) => [c.id, c.migratedTo]));
  world.bot = toUser(raw.bot);
  world.faults = raw.faults;
  world.limits = raw.limits.on;
  world.process = raw.process ?? null;
  world.seq = raw.seq;
  world.changed = raw.changed;
  world.calls = raw.calls;
  world.language = raw.language ?? "zh";
  setClock(raw.clock);
  return chats;
}

export async function refresh() {
  await read();
  tell("world");
}

export function setClock(clock) {
  world.offset = new Date(clock.now).getTime() - Date.now();
}

let lastSeq = 0;

/** Everything anew, as after a break of the line; answers the number of the last event in it. */
async function begin() {
  const chats = await read();
  if (world.seq < lastSeq) seen.clear(); // another world than before
  lastSeq = world.seq;
  recount(chats);
  tell("world");
  tell("unread");
  tell("again");
  return world.seq;
}

const refreshSoon = throttled(() => refresh().catch(console.error), 150);

const REREAD = new Set(["user", "chat", "member", "clock", "faults", "limits", "profile", "process"]); // rare

function onEvent(raw) {
  lastSeq = raw.seq;
  const event = raw.message ? { ...raw, message: toMessage(raw.message) } : raw;
  if (event.kind === "message") countUnread(event.chat, event.message);
  if (REREAD.has(event.kind)) refreshSoon();
  tell("event", event);
}

/** Reads the state, then follows the events for ever. Resolves when the first state is there. */
export function start() {
  return api.listen({ start: begin, onEvent, onState: (online) => tell("online", online) });
}
