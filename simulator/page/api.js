// Calls of the control interface. Every function answers plain data or throws an Error with the server's words.
import { t } from "./language.js";

async function call(method, path, body) {
  const options = { method, headers: { Accept: "application/json" } };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error(t("unreachable"));
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error || t("serverSaid", { status: response.status }));
  return answer;
}

const get = (path) => call("GET", path);
const post = (path, body) => call("POST", `/control/${path}`, body);

/** A private chat is named by the user alone, so `chat` is left out when it is null. */
const place = (user, chat) => (chat === null ? { user } : { user, chat });

/** Everything but the messages. */
export const state = () => get("/control/state?messages=0");

/** `part` = {limit, before}: which of the chat's messages. */
export const chatView = (user, chat, part) => get(`/control/chat?${new URLSearchParams({ ...place(user, chat), ...part })}`);

export const say = (user, chat, text, replyTo) =>
  post("say", { ...place(user, chat), text, ...(replyTo ? { reply_to: replyTo } : {}) });

export const edit = (user, chat, message, text) => post("edit", { ...place(user, chat), message, text });
export const remove = (user, chat, message) => post("delete", { ...place(user, chat), message });
export const vote = (user, chat, message, option) => post("vote", { ...place(user, chat), message, options: [option] });

export async function sendFile(user, chat, file, kind, caption) {
  const content = await base64(file);
  const mime = file.type || "application/octet-stream";
  return post("file", { ...place(user, chat), name: file.name, mime, content, kind, ...(caption ? { caption } : {}) });
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(new Error(t("unreadable", { name: file.name })));
    reader.readAsDataURL(file);
  });
}

export const press = (user, chat, message, button, wait) =>
  post("press", { ...place(user, chat), message, data: button.data, wait });

/** `group` is only for links that add the bot to one; null makes a new group. */
export const follow = (user, url, group = null) => post("link", { ...place(user, group), url });
export const block = (user, blocked) => post(blocked ? "block" : "unblock", { user });
export const addUser = (fields) => post("users", fields);
export const addGroup = (fields) => post("groups", fields);

export const moveClock = (fields) => post("clock", fields);
export const setProcess = (running) => post("process", { do: running ? "start" : "kill" });
export const addFault = (fault) => post("faults", fault);
export const clearFaults = (kind = null) => call("DELETE", kind ? `/control/faults?kind=${kind}` : "/control/faults");
export const setLimits = (on) => post("limits", { on });
export const calls = (since) => get(`/control/calls?since=${since}`);
export const violations = () => get("/control/violations");

export const tour = () => get("/control/tour");
export const tourStep = (step) => post("tour", { step });

/**
 * Live updates. `start()` reads the state and answers the number of its last event; `onEvent(event)` for each change;
 * `onState(connected)` when the line opens or breaks. After a break all begins anew. Resolves when `start` has once succeeded.
 */
export function listen({ start, onEvent, onState }) {
  let delay = 500;
  return new Promise((ready) => {
    async function connect() {
      let since;
      try {
        since = await start();
      } catch (error) {
        console.error(error);
        return again();
      }
      const source = new EventSource(`/control/events?since=${since}`);
      source.onopen = () => { delay = 500; onState(true); };
      source.onmessage = (message) => onEvent(JSON.parse(message.data));
      source.onerror = () => { source.close(); again(); };
      return ready();
    }
    function again() {
      onState(false);
      setTimeout(connect, delay);
      delay = Math.min(delay * 2, 5000);
    }
    connect();
  });
}
