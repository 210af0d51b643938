// The left column: people with search and unread counts, group chats, and the boxes that add either.
import * as api from "./api.js";
import { avatar, badge, el, iconButton, nameNode } from "./dom.js";
import { groupUnread, on, refresh, unread, world } from "./state.js";
import { openForm } from "./toast.js";

/** `open(userId, chatId or null)` shows a chat; `current()` answers what the active pane shows. */
export function mountPeople(root, { open, current }) {
  const search = el("input", { type: "search", placeholder: "搜索人员或群", "aria-label": "搜索人员或群", oninput: draw });
  const add = iconButton("plus", "添加人员或群", () => addMenu(add, open), { "aria-haspopup": "menu" });
  const rows = el("div", { class: "rows" });
  root.replaceChildren(el("div", { class: "search" }, search, add), rows);

  function draw() {
    const wanted = search.value.trim().toLowerCase();
    const people = [...world.users.values()].filter((u) => matches(wanted, u.name, u.note, u.username));
    const groups = [...world.groups.values()].filter((g) => matches(wanted, g.title));
    const focused = document.activeElement?.dataset?.row;
    rows.replaceChildren(...section("群聊", groups.map(groupRow)), ...section("人员", people.map(personRow)));
    if (!people.length && !groups.length) rows.append(el("p", { class: "empty" }, wanted ? "没有找到" : "还没有人。按 ＋ 添加。"));
    if (focused) rows.querySelector(`[data-row="${focused}"]`)?.focus();
  }

  function personRow(user) {
    const chosen = current().user === user.id && current().chat === null;
    const state = user.blocked ? "已屏蔽机器人" : user.started ? "" : "未开始";
    const under = [user.note, state].filter(Boolean).join(" · ") || (user.username && `@${user.username}`);
    const acting = current().user === user.id;
    return row(user.id, user.name, under, chosen ? 0 : unread(user.id, null), { chosen, acting }, () => open(user.id, null));
  }

  function groupRow(group) {
    const chosen = current().chat === group.id;
    const show = () => openGroup(group, current().user, open);
    return row(group.id, group.title, `${group.members.length} 人`, chosen ? 0 : groupUnread(group), { chosen }, show);
  }

  on("world", draw);
  draw();
  return draw;
}

function matches(wanted, ...texts) {
  return !wanted || texts.some((text) => text.toLowerCase().includes(wanted));
}

function section(title, rows) {
  return rows.length ? [el("h2", {}, title), el("ul", {}, rows)] : [];
}

function row(id, name, under, count, { chosen, acting }, onclick) {
  const words = el("span", { class: "words" }, nameNode(name), under && el("bdi", { class: "under" }, under));
  return el("li", {}, el("button", {
    type: "button", class: `row-button${acting ? " acting" : ""}`, "data-row": id, "aria-current": chosen ? "true" : null, onclick,
  }, avatar(id, name), words, badge(count)));
}

/** A group is seen through a member's eyes: the present person if a member, else the first one. */
function openGroup(group, user, open) {
  const viewer = group.members.includes(user) ? user : group.members.find((id) => world.users.has(id));
  if (viewer !== undefined) open(viewer, group.id);
}

// --- adding ---------------------------------------------------------------------------------------------------------

function addMenu(anchor, open) {
  const old = document.querySelector(".menu.add");
  if (old) return old.remove();
  const close = () => { anchor.focus(); menu.remove(); };
  const choice = (label, fn) => el("button", { type: "button", role: "menuitem", onclick: () => { close(); fn(open); } }, label);
  const menu = el("div", { class: "menu add", role: "menu" }, choice("添加人员", askPerson), choice("建立群聊", askGroup));
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  menu.addEventListener("focusout", ({ relatedTarget: next }) => { if (next !== anchor && !menu.contains(next)) menu.remove(); });
  anchor.parentNode.append(menu);
  menu.firstChild.focus();
}

function field(label, name, extra = {}) {
  return el("label", { class: "field" }, label, el("input", { name, autocomplete: "off", ...extra }));
}

function askPerson(open) {
  const fields = [
    field("姓名", "name", { required: true, maxlength: 128 }),
    field("用户名（可不填）", "username", { placeholder: "zhangsan" }),
    field("备注（可不填）", "note", { placeholder: "如：书记 · 第一党小组" }),
  ];
  openForm("添加人员", fields, "添加", async (form) => {
    const data = new FormData(form);
    const wanted = { name: data.get("name").trim() };
    for (const name of ["username", "note"]) if (data.get(name).trim()) wanted[name] = data.get(name).trim().replace(/^@/, "");
    const user = await api.addUser(wanted);
    open(user.id, null);
  });
}

function askGroup(open) {
  const people = [...world.users.values()];
  const bot = el("input", { type: "checkbox", name: "bot", checked: true });
  const fields = [
    field("群名", "title", { required: true, maxlength: 128 }),
    el("fieldset", { class: "choices" }, el("legend", {}, "成员（勾“管理”设为管理员）"), people.map(memberChoice)),
    el("label", { class: "check" }, bot, "机器人也入群"),
  ];
  openForm("建立群聊", fields, "建立", async (form) => {
    const data = new FormData(form);
    const admins = data.getAll("admin").map(Number);
    const members = [...new Set([...data.getAll("member").map(Number), ...admins])];
    if (!members.length) throw new Error("请至少选择一名成员");
    const group = await api.addGroup({ title: data.get("title").trim(), members, admins, bot: bot.checked });
    open(members[0], group.id);
  });
}

function memberChoice(user) {
  return el("div", { class: "check-row" },
    el("label", { class: "check" }, el("input", { type: "checkbox", name: "member", value: user.id }), nameNode(user.name)),
    el("label", { class: "check" }, el("input", { type: "checkbox", name: "admin", value: user.id }), "管理"));
}


/** A startgroup link asks which group the bot is brought into. `open(groupId)` shows it afterwards. */
export function chooseGroup(url, user, open) {
  const mine = [...world.groups.values()].filter((group) => group.members.includes(user));
  const select = el("select", {}, mine.map((group) => el("option", { value: group.id }, group.title)), el("option", { value: "" }, "新建一个群"));
  openForm("把机器人加入群", [el("label", { class: "field" }, "群", select)], "加入", async () => {
    const before = new Set(world.groups.keys());
    await api.follow(user, url, select.value ? Number(select.value) : null);
    await refresh();
    const group = select.value ? Number(select.value) : [...world.groups.keys()].find((id) => !before.has(id));
    if (group !== undefined) open(group);
  });
}
