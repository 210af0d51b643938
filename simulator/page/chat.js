// One pane: a person's view of one chat. Two panes side by side make the split view.
import { chooseGroup } from "./adding.js";
import * as api from "./api.js";
import { summary } from "./bubble.js";
import { makeComposer } from "./composer.js";
import { el, throttled } from "./dom.js";
import { acceptDrops } from "./files.js";
import { makeHeader } from "./header.js";
import { icon } from "./icons.js";
import { t } from "./language.js";
import { makeLog } from "./log.js";
import { markRead, on, refresh, world } from "./state.js";
import { alertBox, attempt, complain, toast } from "./toast.js";
import { View } from "./view.js";

const ANSWER_WAIT = 10; // seconds a pressed button waits for the bot, as the spinning mark in Telegram does

/** `shell` = {open(user, chat, pane), back(), split(pane), close(pane), activated(pane), moved(), welcome} */
export function makePane(shell) {
  const pane = { user: null, chat: null };
  const where = () => ({ user: pane.user, chat: pane.chat });
  const log = makeLog({ onNear: loadFurther, onNewest: toNewest });
  const composer = makeComposer({ where, afterSend: toNewest });
  const header = makeHeader(pane, shell);
  const pinned = el("button", { type: "button", class: "pinned", hidden: true, onclick: () => jump(view.pinned.id) });
  const root = el("section", { class: "pane vacant", "aria-label": t("chat"), "data-drop": t("drop") },
    header.root, pinned, log.root, composer.root, shell.welcome());
  let view = null;

  root.addEventListener("pointerdown", () => shell.activated(pane), true);
  root.addEventListener("focusin", () => shell.activated(pane));
  acceptDrops(root, (files) => pane.user !== null && composer.attach(files));

  // --- reading ---

  /** Whatever is read for a view that is no longer shown is dropped. */
  async function reading(read) {
    const mine = view;
    try {
      await read(mine);
    } catch (error) {
      if (mine === view) complain(error);
    }
    if (mine === view) draw();
  }

  const load = () => reading((mine) => mine.load());
  const loadFrameSoon = throttled(() => { if (view) reading((mine) => mine.loadFrame()); }, 60);
  const drawSoon = throttled(draw, 30);
  let further = false;

  async function loadFurther(direction) {
    const wanted = direction === "older" ? view?.more : view?.later;
    if (!wanted || further) return;
    further = true;
    try {
      await reading((mine) => (direction === "older" ? mine.loadOlder() : mine.loadNewer()));
    } finally {
      further = false;
    }
    log.near(); // whoever scrolls fast may have come to the end meanwhile, where no scrolling tells of it
  }

  async function toNewest() {
    if (view?.later) await load();
    log.toEnd();
  }

  function draw() {
    header.draw();
    root.classList.toggle("vacant", pane.user === null);
    if (!view?.ready) return;
    const ctx = { user: pane.user, group: pane.chat !== null, find: (id) => view.find(id), actions };
    log.draw(view, ctx);
    drawPinned(view.pinned);
    composer.show(view, pane.chat === null ? "" : world.bot.username);
    const newest = view.messages.at(-1);
    if (newest && !document.hidden) markRead(pane.user, pane.chat, newest.id);
  }

  function drawPinned(message) {
    pinned.hidden = !message;
    if (!message) return;
    pinned.replaceChildren(icon("pin"),
      el("span", { class: "words" }, el("b", {}, t("pinnedMessage")), el("span", { class: "cut", dir: "auto" }, summary(message))));
  }

  // --- acting ---

  const actions = {
    press,
    follow,
    command: (text) => composer.sendText(text),
    reply: composer.reply,
    edit: composer.edit,
    remove: (message) => attempt(() => api.remove(pane.user, pane.chat, message.id)),
    vote: (message, option) => attempt(() => api.vote(pane.user, pane.chat, message, option)),
    jump,
  };

  /** Shows and marks one message, however far back it is; without one the mark goes. */
  async function jump(id) {
    const mine = view;
    const found = await attempt(() => mine.reach(id));
    if (mine !== view) return;
    draw();
    if (found) log.point(id);
    else toast(t("gone"));
  }

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
  }

  function showAnswer({ answer, alert, answered }) {
    if (answered === false) return toast(t("noAnswer"));
    if (!answer) return undefined;
    return alert ? alertBox(answer, world.bot.name) : toast(answer);
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

  /** Shows a chat; resolves when it is drawn. */
  function open(user, chat) {
    const same = pane.user === user && pane.chat === chat && view !== null;
    Object.assign(pane, { user, chat });
    if (same) { log.point(null); return load(); }
    composer.reset();
    view = new View(user, chat);
    header.draw();
    return load();
  }

  function onEvent(event) {
    if (!view || (event.kind !== "menu" && event.chat !== (pane.chat ?? pane.user))) return;
    if (event.kind === "action") header.typing(event.action);
    if (event.kind === "message" && event.message.from.isBot) header.typing(null);
    if (view.apply(event)) loadFrameSoon();
    drawSoon();
  }

  const off = [
    on("event", onEvent),
    on("again", () => { if (view) load(); }),
    on("unread", header.draw),
    on("world", () => { followMigration(); draw(); }),
  ];
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
    off.forEach((stop) => stop());
    document.removeEventListener("visibilitychange", seenAgain);
    root.remove();
  }

  header.draw();
  return Object.assign(pane, { root, open, jump, dispose, focus: composer.focus, newest: () => view?.messages.at(-1)?.id ?? null });
}
