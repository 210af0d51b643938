// Calls of the control interface. Every function answers plain data or throws an Error with the server's words.

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
    throw new Error("连不上模拟器，稍后自动重试");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error || `模拟器答复 ${response.status}`);
  return answer;
}

const get = (path) => call("GET", path);
const post = (path, body) => call("POST", `/control/${path}`, body);

/** A private chat is named by the user alone, so `chat` is left out when it is null. */
function place(user, chat) {
  return chat === null || chat === undefined ? { user } : { user, chat };
}

export const world = () => get("/control/state");

export function chatView(user, chat) {
  return get(`/control/chat?${new URLSearchParams(place(user, chat))}`);
}

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
    reader.onerror = () => reject(new Error(`读不了文件 ${file.name}`));
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
export const addFault = (fault) => post("faults", fault);
export const clearFaults = () => call("DELETE", "/control/faults");
export const setLimits = (on) => post("limits", { on });
export const violations = () => get("/control/violations");

/**
 * Live updates. `onEvent(event)` for each change, `onState(connected)` when the line opens or breaks.
 * After a break the caller re-reads the state (which gives the new `since`) before the line is opened again.
 */
export function listen({ start, onEvent, onState }) {
  let delay = 500;
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
  }
  function again() {
    onState(false);
    setTimeout(connect, delay);
    delay = Math.min(delay * 2, 5000);
  }
  return connect();
}
