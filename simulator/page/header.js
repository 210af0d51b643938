// The head of a pane: as whom one acts, and in which of that person's chats.
import { avatar, badge, el, iconButton, nameNode } from "./dom.js";
import { icon } from "./icons.js";
import { unread, world } from "./state.js";

export function makeHeader(pane, shell) {
  let shownPlace = null;
  const face = el("span", { class: "face" });
  const who = el("select", { class: "who", "aria-label": "以谁的身份", onchange: () => shell.open(Number(who.value), stay(Number(who.value)), pane) });
  const note = el("bdi", { class: "under" });
  const tabs = el("div", { class: "tabs", role: "group", "aria-label": "选择聊天" });
  const root = el("header", { class: "pane-head" },
    el("div", { class: "line" },
      iconButton("back", "返回列表", shell.back, { class: "icon back" }), face,
      el("div", { class: "words" }, who, note),
      iconButton("split", "并排显示两个人", () => shell.split(pane), { class: "icon split" }),
      iconButton("close", "关闭这一栏", () => shell.close(pane), { class: "icon close-pane" })),
    tabs);

  /** Changing the person keeps the group when the new person is a member too. */
  function stay(user) {
    return world.groups.get(pane.chat)?.members.includes(user) ? pane.chat : null;
  }

  function draw() {
    const user = world.users.get(pane.user);
    drawWho();
    face.replaceChildren(...(user ? [avatar(user.id, user.name)] : []));
    note.textContent = user ? [user.note, user.blocked && "已屏蔽机器人"].filter(Boolean).join(" · ") : "";
    note.hidden = !note.textContent;
    drawTabs(user);
  }

  function drawWho() {
    if (document.activeElement === who && who.value === String(pane.user)) return; // an open list is left alone
    const people = [...world.users.values()];
    const nobody = el("option", { value: "", disabled: true }, "选择人员");
    who.replaceChildren(...(pane.user === null ? [nobody] : []), ...people.map((p) => el("option", { value: p.id }, p.name)));
    who.value = pane.user === null ? "" : String(pane.user);
  }

  function drawTabs(user) {
    const focused = document.activeElement?.dataset?.tab;
    tabs.hidden = !user;
    if (!user) return tabs.replaceChildren();
    const groups = [...world.groups.values()].filter((group) => group.members.includes(user.id));
    const botName = world.bot?.name || "机器人";
    tabs.replaceChildren(tab(user.id, null, "bot", botName), ...groups.map((group) => tab(user.id, group.id, "group", group.title)));
    showChosen();
    if (focused) tabs.querySelector(`[data-tab="${focused}"]`)?.focus();
  }

  /** Many groups do not fit: the chosen one is scrolled into view when it changes. */
  function showChosen() {
    const place = `${pane.user}:${pane.chat}`;
    if (place === shownPlace) return;
    const chosen = tabs.querySelector("[aria-pressed=true]");
    if (!chosen) return; // a group just made is not known yet
    shownPlace = place;
    tabs.scrollLeft = chosen.offsetLeft - (tabs.clientWidth - chosen.offsetWidth) / 2;
  }

  function tab(user, chat, drawing, label) {
    const chosen = pane.chat === chat;
    return el("button", {
      type: "button", "data-tab": String(chat), "aria-pressed": String(chosen), onclick: () => shell.open(user, chat, pane),
    }, icon(drawing), nameNode(label), chosen ? null : badge(unread(user, chat)));
  }

  return { root, draw };
}
