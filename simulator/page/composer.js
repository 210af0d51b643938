// The writing area of a pane: text, commands, reply keyboard, replies and edits, attachments.
import * as api from "./api.js";
import { commandMenu } from "./commands.js";
import { el, iconButton } from "./dom.js";
import { askFiles } from "./files.js";
import { icon } from "./icons.js";
import { t } from "./language.js";
import { summary } from "./bubble.js";
import { attempt } from "./toast.js";

const LONGEST = 4096; // Telegram's own programs split longer texts into several messages

/** `where()` answers {user, chat} of the pane; `afterSend()` lets the pane show the end of the chat. */
export function makeComposer({ where, afterSend }) {
  const text = el("textarea", { rows: 1, class: "writing", placeholder: t("write"), "aria-label": t("write"), dir: "auto", enterkeyhint: "send" });
  const target = el("div", { class: "target", hidden: true });
  const keys = el("div", { class: "reply-keyboard", role: "group", "aria-label": t("replyKeyboard"), hidden: true });
  const gate = el("div", { class: "gate", hidden: true });
  const files = el("input", { type: "file", multiple: true, hidden: true, onchange: () => { attach([...files.files]); files.value = ""; } });
  const menu = commandMenu({ text, send: sendText });
  const keysButton = iconButton("keyboard", t("keyboard"), toggleKeys, { hidden: true, "aria-expanded": "true" });
  const attachButton = iconButton("clip", t("attach"), () => files.click());
  const sendButton = iconButton("send", t("send"), send, { class: "icon send" });
  const line = el("div", { class: "line" }, menu.button, text, keysButton, attachButton, files, sendButton);
  const root = el("div", { class: "composer" }, menu.list, target, line, keys, gate);

  let mode = null; // {kind: "reply" | "edit", message}
  let answered = 0; // the forced reply already dealt with, so that it is not asked again
  let keyboardMark = null;
  let oneTime = false;
  let place = null; // the chat that is shown
  const drafts = new Map(); // chat → what was being written there

  // --- sending ---

  async function send() {
    if (sendButton.disabled) return; // a second Enter while the first is on its way
    const words = text.value.trim();
    if (!words) return text.focus();
    const used = mode;
    const done = used?.kind === "edit" ? await saveEdit(used.message, words) : await sendText(words, used?.message);
    if (done) clear();
    text.focus();
  }

  async function sendText(words, replyTo = null) {
    const { user, chat } = where();
    sendButton.disabled = true;
    const done = await attempt(async () => {
      for (const piece of pieces(words)) await api.say(user, chat, piece, replyTo?.id);
    });
    sendButton.disabled = false;
    if (done) afterSend();
    return done;
  }

  function saveEdit(message, words) {
    const { user, chat } = where();
    return attempt(() => api.edit(user, chat, message.id, words));
  }

  async function attach(list) {
    if (!list.length) return;
    const { user, chat } = where();
    askFiles(list, async (file, kind, caption) => { await api.sendFile(user, chat, file, kind, caption); afterSend(); });
  }

  function clear() {
    text.value = "";
    aim(null);
    grow();
    menu.update();
  }

  // --- replying and editing ---

  function aim(next) {
    if (mode?.kind === "edit" && next?.kind !== "edit") text.value = "";
    mode = next;
    target.hidden = !mode;
    if (!mode) return target.replaceChildren();
    const label = mode.kind === "edit" ? t("editing") : t("replyingTo", { name: mode.message.from.name });
    const words = el("span", { class: "words" }, el("bdi", { class: "name" }, label), el("span", { class: "under cut", dir: "auto" }, summary(mode.message)));
    target.replaceChildren(icon(mode.kind === "edit" ? "pencil" : "reply"), words,
      iconButton("close", t("cancel"), () => { aim(null); grow(); text.focus(); }));
  }

  function reply(message) {
    aim({ kind: "reply", message });
    text.focus();
  }

  function edit(message) {
    aim({ kind: "edit", message });
    text.value = message.text;
    grow();
    text.focus();
  }

  // --- what the chat prescribes ---

  /** `view` has commands, keyboard, forced (message or null) and gate (null, "start", "blocked"); `botName` is for groups. */
  function show(view, botName) {
    menu.setCommands(view.commands, botName);
    showKeys(view.keyboard);
    showGate(view.gate);
    const asked = view.forced;
    if (asked && asked.id > answered && mode?.message.id !== asked.id) aim({ kind: "reply", message: asked });
    if (asked) answered = Math.max(answered, asked.id);
    text.placeholder = (asked && asked.forceReply.placeholder) || view.keyboard?.placeholder || t("write");
  }

  function showKeys(keyboard) {
    const marked = JSON.stringify(keyboard);
    if (marked === keyboardMark) return;
    keyboardMark = marked;
    oneTime = Boolean(keyboard?.oneTime);
    keysButton.hidden = keys.hidden = !keyboard;
    keysButton.setAttribute("aria-expanded", "true");
    keys.replaceChildren(...(keyboard?.rows || []).map((row) => el("div", { class: "button-row" }, row.map(key))));
  }

  function key(label) {
    return el("button", { type: "button", dir: "auto", onclick: () => pressKey(label) }, label);
  }

  /** A key is an ordinary message; one-time keyboards fold away after it. */
  async function pressKey(label) {
    const done = await sendText(label, mode?.kind === "reply" ? mode.message : null);
    if (!done) return;
    if (mode?.kind === "reply") aim(null);
    if (oneTime) toggleKeys();
  }

  function toggleKeys() {
    keys.hidden = !keys.hidden;
    keysButton.setAttribute("aria-expanded", String(!keys.hidden));
  }

  function showGate(kind) {
    gate.hidden = !kind;
    line.hidden = Boolean(kind);
    if (!kind || gate.dataset.kind === kind) return;
    gate.dataset.kind = kind;
    const press = kind === "start" ? () => sendText("/start") : () => attempt(() => api.block(where().user, false));
    gate.replaceChildren(el("button", { type: "button", class: "primary wide", onclick: press }, t(kind === "start" ? "start" : "unblockBot")));
  }

  // --- keys and growth ---

  function grow() {
    text.style.height = text.value.length > LONGEST ? "100vh" : ""; // a book is not measured: the style sheet sets the most
    if (text.value && text.value.length <= LONGEST) text.style.height = `${text.scrollHeight + 2}px`; // the most is set in the style sheet
  }

  text.addEventListener("input", () => { grow(); menu.update(); });
  text.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // Enter that only confirms an input method's choice
    if (menu.keydown(event)) return;
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); send(); }
    if (event.key === "Escape" && mode) { aim(null); grow(); }
  });
  text.addEventListener("paste", (event) => {
    const pasted = [...(event.clipboardData?.files || [])];
    if (pasted.length) { event.preventDefault(); attach(pasted); }
  });

  /** The pane shows another chat: what was being written here waits until one comes back. */
  function reset() {
    if (place) drafts.set(place, mode?.kind === "edit" ? "" : text.value);
    const { user, chat } = where();
    place = `${user}:${chat ?? ""}`;
    clear();
    text.value = drafts.get(place) ?? "";
    grow();
    answered = 0;
    keyboardMark = null;
  }

  return { root, show, reset, reply, edit, attach, sendText, focus: () => text.focus() };
}

/** Cuts a text into pieces Telegram takes, at line ends where there are any. */
export function pieces(text) {
  const found = [];
  let rest = text;
  while (rest.length > LONGEST) {
    const line = rest.lastIndexOf("\n", LONGEST);
    const end = line > LONGEST / 2 ? line : LONGEST;
    found.push(rest.slice(0, end));
    rest = rest.slice(end).trim();
  }
  return rest ? [...found, rest] : found;
}
