// The head of a pane: as whom one acts, in which of that person's chats, and what the bot is just doing.
import { avatar, badge, el, iconButton, nameNode } from "./dom.js";
import { icon } from "./icons.js";
import { keyedList } from "./keyed.js";
import { t } from "./language.js";
import { unread, world } from "./state.js";

const TYPING = 5000; // milliseconds, as Telegram shows it (sendChatAction)

export function makeHeader(pane, shell) {
  let shownPlace = null;
  let listed = null; // the names that `who` offers
  let doing = ""; // what the bot is doing, in words
  let timer = null;
  const face = el("span", { class: "face" });
  const who = el("select", { class: "who", "aria-label": t("asWhom"), onchange: () => shell.open(Number(who.value), stay(Number(who.value)), pane) });
  const note = el("bdi", { class: "under", role: "status" });
  const tabs = el("div", { class: "tabs", role: "group", "aria-label": t("chooseChat") });
  const keyed = keyedList(tabs);
  const root = el("header", { class: "pane-head" },
    el("div", { class: "line" },
      iconButton("back", t("back"), shell.back, { class: "icon back" }), face,
      el("div", { class: "words" }, who, note),
      iconButton("split", t("split"), () => shell.split(pane), { class: "icon split" }),
      iconButton("close", t("closePane"), () => shell.close(pane), { class: "icon close-pane" })),
    tabs);

  /** Changing the person keeps the group when the new person is a member too. */
  function stay(user) {
    return world.groups.get(pane.chat)?.members.includes(user) ? pane.chat : null;
  }

  function draw() {
    const user = world.users.get(pane.user);
    drawWho();
    face.replaceChildren(...(user ? [avatar(user.id, user.name)] : []));
    const under = user ? [user.note, user.blocked && t("blockedBot")].filter(Boolean).join(" · ") : "";
    note.textContent = doing || under;
    note.classList.toggle("doing", Boolean(doing));
    note.hidden = !note.textContent;
    drawTabs(user);
  }

  /** A thousand names are not listed anew for every message. */
  function drawWho() {
    const people = [...world.users.values()];
    const names = JSON.stringify([pane.user === null, people.map((p) => p.name)]);
    if (names !== listed) {
      listed = names;
      const nobody = el("option", { value: "", disabled: true }, t("choosePerson"));
      who.replaceChildren(...(pane.user === null ? [nobody] : []), ...people.map((p) => el("option", { value: p.id }, p.name)));
    }
    who.value = pane.user === null ? "" : String(pane.user);
  }

  function drawTabs(user) {
    tabs.hidden = !user;
    const groups = user ? [...world.groups.values()].filter((group) => group.members.includes(user.id)) : [];
    keyed.draw(user ? [tab(null, "bot", t("private")), ...groups.map((group) => tab(group.id, "group", group.title))] : []);
    showChosen();
  }

  /** Many groups do not fit: the chosen one is scrolled into view when it changes. */
  function showChosen() {
    const place = `${pane.user}:${pane.chat}`;
    if (place === shownPlace) return;
    const chosen = tabs.querySelector("[aria-pressed=true]");
    if (!chosen) return; // a group just made is not known yet
    shownPlace = place;
    chosen.scrollIntoView({ inline: "nearest", block: "nearest" });
  }

  /** An entry of a keyed list. */
  function tab(chat, drawing, label) {
    const chosen = pane.chat === chat;
    const count = chosen ? 0 : unread(pane.user, chat);
    const make = () => el("button", { type: "button", onclick: () => shell.open(pane.user, chat, pane) });
    const change = (button) => {
      button.setAttribute("aria-pressed", String(chosen));
      button.replaceChildren(...[icon(drawing), nameNode(label), badge(count)].filter(Boolean));
    };
    return [chat, [label, chosen, count], make, change];
  }

  /** Shows a chat action for a while; null ends it. */
  function typing(action) {
    clearTimeout(timer);
    doing = action === null ? "" : t(action.startsWith("upload") ? "sending" : "typing");
    if (doing) timer = setTimeout(() => typing(null), TYPING);
    draw();
  }

  return { root, draw, typing };
}
