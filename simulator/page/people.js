// The left column: people with search and unread counts, and group chats.
import { askGroup, askPerson } from "./adding.js";
import { avatar, badge, el, iconButton, nameNode } from "./dom.js";
import { keyedList } from "./keyed.js";
import { t } from "./language.js";
import { groupUnread, on, unread, world } from "./state.js";

/** `open(userId, chatId or null)` shows a chat; `current()` answers what the active pane shows. */
export function mountPeople(root, { open, current }) {
  const search = el("input", { type: "search", placeholder: t("search"), "aria-label": t("search"), oninput: draw });
  const add = iconButton("plus", t("add"), () => addMenu(add, open), { "aria-haspopup": "menu" });
  const empty = el("p", { class: "empty", role: "status" });
  const groups = section(t("groups"));
  const people = section(t("persons"));
  const rows = el("div", { class: "rows" }, groups.root, people.root, empty);
  root.replaceChildren(el("div", { class: "search" }, search, add), rows);
  root.setAttribute("aria-label", t("people"));

  function draw() {
    const wanted = search.value.trim().toLowerCase();
    const foundPeople = [...world.users.values()].filter((u) => matches(wanted, u.name, u.note, u.username));
    const foundGroups = [...world.groups.values()].filter((g) => matches(wanted, g.title));
    groups.draw(foundGroups.map(groupRow));
    people.draw(foundPeople.map(personRow));
    empty.textContent = foundPeople.length || foundGroups.length ? "" : t(wanted ? "nothingFound" : "noPeople");
    keepOneStop(rows);
  }

  function personRow(user) {
    const acting = current().user === user.id;
    const chosen = acting && current().chat === null;
    const state = user.blocked ? t("blockedBot") : user.started ? "" : t("notStarted");
    const under = [user.note, state].filter(Boolean).join(" · ") || (user.username && `@${user.username}`);
    return row(user.id, user.name, under, chosen ? 0 : unread(user.id, null), { chosen, acting }, () => open(user.id, null));
  }

  function groupRow(group) {
    const chosen = current().chat === group.id;
    const under = t("members", { n: group.members.length });
    return row(group.id, group.title, under, chosen ? 0 : groupUnread(group), { chosen }, () => openGroup(group.id, current().user, open));
  }

  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); rows.querySelector("button")?.focus(); }
    if (event.key === "Enter") rows.querySelector("button")?.click();
    if (event.key === "Escape") { search.value = ""; draw(); }
  });
  rows.addEventListener("keydown", (event) => walk(event, rows, search));
  rows.addEventListener("focusin", (event) => keepOneStop(rows, event.target));
  on("world", draw);
  on("unread", draw);
  draw();
  return { draw, search };
}

function matches(wanted, ...texts) {
  return !wanted || texts.some((text) => text.toLowerCase().includes(wanted));
}

function section(title) {
  const list = el("ul", { "aria-label": title });
  const root = el("section", {}, el("h2", {}, title), list);
  const keyed = keyedList(list);
  return { root, draw: (entries) => { keyed.draw(entries); root.hidden = !entries.length; } };
}

/** An entry of a keyed list. */
function row(id, name, under, count, { chosen, acting = false }, onclick) {
  const make = () => el("li", {}, el("button", { type: "button", class: "row-button", tabindex: "-1", onclick }));
  const change = ({ firstChild: button }) => {
    button.classList.toggle("acting", acting);
    if (chosen) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
    const words = el("span", { class: "words" }, nameNode(name), under && el("bdi", { class: "under" }, under));
    button.replaceChildren(...[avatar(id, name), words, badge(count)].filter(Boolean));
  };
  return [id, [name, under, count, chosen, acting], make, change];
}

/** A group is seen through a member's eyes: the present person if a member, else the first one. */
function openGroup(id, user, open) {
  const { members } = world.groups.get(id);
  const viewer = members.includes(user) ? user : members[0];
  if (viewer !== undefined) open(viewer, id);
}

// --- the keyboard ---------------------------------------------------------------------------------------------------

/** However many people there are, Tab passes the list in one step; arrows walk within it. */
function keepOneStop(rows, wanted = null) {
  const old = rows.querySelector('.row-button[tabindex="0"]');
  const next = wanted ?? old ?? rows.querySelector("[aria-current]") ?? rows.querySelector(".row-button");
  if (old && old !== next) old.tabIndex = -1;
  if (next) next.tabIndex = 0;
}

function walk(event, rows, search) {
  const all = [...rows.querySelectorAll(".row-button")];
  const at = all.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  (next < 0 ? search : all[Math.min(next, all.length - 1)]).focus();
}

function addMenu(anchor, open) {
  const old = document.querySelector(".menu.add");
  if (old) return old.remove();
  const close = () => { anchor.focus(); menu.remove(); };
  const choice = (label, fn) => el("button", { type: "button", role: "menuitem", onclick: () => { close(); fn(open); } }, label);
  const menu = el("div", { class: "menu add", role: "menu" }, choice(t("addPerson"), askPerson), choice(t("addGroup"), askGroup));
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  menu.addEventListener("focusout", ({ relatedTarget: next }) => { if (next !== anchor && !menu.contains(next)) menu.remove(); });
  anchor.parentNode.append(menu);
  menu.firstChild.focus();
  return menu;
}
