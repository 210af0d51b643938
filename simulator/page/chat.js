// One pane: a person's view of one chat. Two panes side by side make the split view.
import * as api from "./api.js";
import { alertBox, attempt, complain, toast } from "./toast.js";
import { el, throttled } from "./dom.js";
import { acceptDrops } from "./files.js";
import { icon } from "./icons.js";
import { chooseGroup } from "./people.js";
import { makeComposer } from "./composer.js";
import { makeHeader } from "./header.js";
import { makeLog } from "./log.js";
import { markRead, on, refresh, world } from "./state.js";
import { summary } from "./bubble.js";
import { toView } from "./model.js";

const ANSWER_WAIT = 10; // seconds a pressed button waits for the bot, as the spinning mark in Telegram does

/** `shell` = {open(user, chat, pane), back(), split(pane), close(pane), activated(pane), moved()} */
export function makePane(shell) {
  const pane = { user: null, chat: null };
  const where = () => ({ user: pane.user, chat: pane.chat });
  const log = makeLog();
  const composer = makeComposer({ where, afterSend: () => { log.toEnd(false); load(); } });
  const header = makeHeader(pane, shell);
  const pinned = el("button", { type: "button", class: "pinned", hidden: true, onclick: () => log.jump(pinned.dataset.id) });
  const root = el("section", { class: "pane", "aria-label": "聊天" }, header.root, pinned, log.root, composer.root);
  const nobody = el("div", { class: "nobody" }, "从左边选一个人，就能以这个人的身份聊天。");
  let view = null;
  let asked = 0; // loads are numbered: an older answer never overwrites a newer one

  root.addEventListener("pointerdown", () => shell.activated(pane), true);
  root.addEventListener("focusin", () => shell.activated(pane));
  acceptDrops(root, (files) => pane.user !== null && composer.attach(files));

  // --- reading ---

  async function load() {
    if (pane.user === null) return;
    const mine = ++asked;
    const place = placeName();
    try {
      const raw = await api.chatView(pane.user, pane.chat);
      if (mine !== asked || place !== placeName()) return;
      view = toView(raw, pane.user, world);
    } catch (error) {
      if (mine !== asked || place !== placeName()) return;
      view = null;
      complain(error);
    }
    draw();
  }

  const placeName = () => `${pane.user}:${pane.chat ?? ""}`;
  const loadSoon = throttled(load, 60);

  function draw() {
    header.draw();
    root.classList.toggle("vacant", pane.user === null);
    if (pane.user === null || !view) return;
    const byId = new Map(view.messages.map((message) => [message.id, message]));
    const ctx = { user: pane.user, group: pane.chat !== null, find: (id) => byId.get(id) || null, actions };
    log.draw(view.messages, ctx, placeName());
    drawPinned();
    composer.show({ ...view, botName: pane.chat === null ? "" : world.bot?.username });
    if (!document.hidden) markRead(pane.user, pane.chat, view.messages.at(-1)?.id);
  }

  function drawPinned() {
    const message = view.pinned;
    pinned.hidden = !message;
    if (!message) return;
    pinned.dataset.id = message.id;
    pinned.replaceChildren(icon("pin"),
      el("span", { class: "words" }, el("b", {}, "置顶消息"), el("span", { class: "cut", dir: "auto" }, summary(message))));
  }

  // --- acting ---

  const actions = {
    press,
    follow,
    command: (text) => composer.sendText(text),
    copy: (text) => attempt(async () => { await navigator.clipboard.writeText(text); toast("已复制"); }),
    reply: (message) => composer.reply(message),
    edit: (message) => composer.edit(message),
    remove: (message) => attempt(() => api.remove(pane.user, pane.chat, message.id)),
    vote: (message, option) => attempt(() => api.vote(pane.user, pane.chat, message, option)),
    jump: (id) => { if (!log.jump(id)) toast("原消息已不在这里"); },
  };

  async function press(message, button, node) {
    if (node.getAttribute("aria-busy")) return;
    node.setAttribute("aria-busy", "true");
    const { user, chat } = where();
    try {
      showAnswer(await api.press(user, chat, message.id, button, ANSWER_WAIT));
    } catch (error) {
      complain(error);
    }
    node.removeAttribute("aria-busy");
    load();
  }

  function showAnswer({ answer, alert, answered }) {
    if (answered === false) return toast("机器人没有回应这个按钮");
    if (!answer) return;
    if (alert) alertBox(answer, world.bot?.name || "机器人");
    else toast(answer);
  }

  /** A start link lands in the private chat with the bot, whichever chat it was pressed in. */
  function follow(url) {
    if (/[?&]startgroup\b/.test(url)) return chooseGroup(url, pane.user, (group) => shell.open(pane.user, group, pane));
    return attempt(async () => {
      await api.follow(pane.user, url);
      await refresh();
      shell.open(pane.user, null, pane);
    });
  }

  // --- the pane's own life ---

  function open(user, chat) {
    const same = pane.user === user && pane.chat === chat;
    pane.user = user;
    pane.chat = chat;
    if (!same) { composer.reset(); view = null; }
    root.classList.toggle("vacant", user === null);
    header.draw();
    return load();
  }

  const offChat = on("chat", (chatId) => {
    if (chatId === null || chatId === (pane.chat ?? pane.user)) loadSoon();
  });
  const offWorld = on("world", () => { followMigration(); header.draw(); loadSoon(); });
  const seenAgain = () => { if (!document.hidden) draw(); };
  document.addEventListener("visibilitychange", seenAgain);

  /** A group that became a supergroup goes on under its new id. */
  function followMigration() {
    const next = world.migrated.get(pane.chat);
    if (next === undefined) return;
    open(pane.user, next);
    shell.moved();
  }

  function dispose() {
    offChat();
    offWorld();
    document.removeEventListener("visibilitychange", seenAgain);
    root.remove();
  }

  root.append(nobody);
  header.draw();
  root.classList.add("vacant");
  return Object.assign(pane, { root, open, dispose, focus: composer.focus });
}

