// What the page knows of the world, and who is told when it changes.
import * as api from "./api.js";
import { toChat, toDate, toMessage, toUser } from "./model.js";
import { throttled } from "./dom.js";

export const world = {
  users: new Map(), // id → user
  groups: new Map(), // id → chat
  migrated: new Map(), // id of a former group → id of the supergroup it became
  bot: null,
  faults: [],
  limits: null,
  offset: 0, // milliseconds the simulated clock is ahead of this computer's
};

const listeners = { world: new Set(), chat: new Set(), arrival: new Set(), online: new Set() };

/** Topics: world(), chat(chatId or null for any), arrival(event), online(bool). */
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

export const unread = (user, chat) => unreadCounts.get(key(user, chat)) || 0;

/** A group's own badge: what nobody has looked at, on whomever's behalf. */
export function groupUnread(group) {
  return group.members.length ? Math.min(...group.members.map((member) => unread(member, group.id))) : 0;
}

export function markRead(user, chat, lastMessage) {
  const k = key(user, chat);
  if (lastMessage) seen.set(k, Math.max(seen.get(k) || 0, lastMessage));
  if (!unreadCounts.get(k)) return;
  unreadCounts.delete(k);
  tell("world");
}

function readers(chatId) {
  const group = world.groups.get(chatId);
  if (group) return group.members;
  return world.users.has(chatId) ? [chatId] : [];
}

function countUnread(chatId, message) {
  for (const user of readers(chatId)) {
    const k = key(user, chatId);
    if (message.from.id === user || message.id <= (seen.get(k) || 0)) continue;
    unreadCounts.set(k, (unreadCounts.get(k) || 0) + 1);
  }
}

function recount(chats) {
  unreadCounts.clear();
  for (const chat of chats) for (const message of chat.messages) countUnread(chat.id, message);
}

// --- reading the state ----------------------------------------------------------------------------------------------

export async function refresh() {
  const raw = await api.world();
  const people = Object.values(raw.users || {}).map(toUser);
  const chats = Object.values(raw.chats || {}).map(toChat);
  world.users = new Map(people.filter((u) => !u.isBot).map((u) => [u.id, u]));
  const groups = chats.filter((c) => c.type !== "private" && !c.migratedTo);
  for (const group of groups) group.members = group.members.filter((id) => world.users.has(id)); // the bot reads nothing
  world.groups = new Map(groups.map((c) => [c.id, c]));
  world.migrated = new Map(chats.filter((c) => c.migratedTo).map((c) => [c.id, c.migratedTo]));
  world.bot = raw.bot ? toUser(raw.bot) : people.find((u) => u.isBot) || null;
  world.faults = Object.values(raw.faults || {});
  world.limits = typeof raw.limits === "object" && raw.limits ? Boolean(raw.limits.on) : raw.limits ?? null;
  setClock(raw.clock);
  recount(chats);
  tell("world");
  return raw.seq ?? 0;
}

export function setClock(clock) {
  const date = toDate(clock?.now);
  if (date) world.offset = date.getTime() - Date.now();
}

const refreshSoon = throttled(() => refresh().catch(console.error), 150);
const tellWorldSoon = throttled(() => tell("world"), 150);

const REREAD = new Set(["user", "chat", "member", "clock", "faults", "limits", "profile"]); // rare: simply read again

/** Writing in private starts the bot and is told by no event of its own. */
function noteStart(chatId, message) {
  const user = world.users.get(chatId);
  if (user && message.from.id === user.id) user.started = true;
}

function onEvent(event) {
  const chatId = event.chat ?? null;
  if (event.kind === "message" && event.message) {
    const message = toMessage(event.message);
    noteStart(chatId, message);
    countUnread(chatId, message);
    tell("arrival", { chat: chatId, message });
    tellWorldSoon();
  } else if (REREAD.has(event.kind)) {
    refreshSoon();
  }
  tell("chat", chatId);
}

export function start() {
  return api.listen({
    start: async () => {
      const since = await refresh();
      tell("chat", null);
      return since;
    },
    onEvent,
    onState: (online) => tell("online", online),
  });
}

export { refreshSoon };
