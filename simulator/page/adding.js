// The boxes that add a person, a group, or the bot to a group.
import * as api from "./api.js";
import { el, nameNode } from "./dom.js";
import { t } from "./language.js";
import { refresh, world } from "./state.js";
import { openForm } from "./toast.js";

function field(label, name, extra = {}) {
  return el("label", { class: "field" }, label, el("input", { name, autocomplete: "off", ...extra }));
}

/** `open(user, chat)` shows what was added. */
export function askPerson(open) {
  const fields = [
    field(t("name"), "name", { required: true, maxlength: 128 }),
    field(t("username"), "username", { placeholder: "zhangsan" }),
    field(t("note"), "note", { placeholder: t("noteExample") }),
  ];
  openForm(t("addPerson"), fields, t("addDo"), async (form) => {
    const data = new FormData(form);
    const wanted = { name: data.get("name").trim() };
    for (const name of ["username", "note"]) if (data.get(name).trim()) wanted[name] = data.get(name).trim().replace(/^@/, "");
    const user = await api.addUser(wanted);
    await refresh();
    open(user.id, null);
  });
}

export function askGroup(open) {
  const people = [...world.users.values()];
  const bot = el("input", { type: "checkbox", name: "bot", checked: true });
  const fields = [
    field(t("groupTitle"), "title", { required: true, maxlength: 128 }),
    el("fieldset", { class: "choices" }, el("legend", {}, t("groupMembers")), people.map(memberChoice)),
    el("label", { class: "check" }, bot, t("groupBot")),
  ];
  openForm(t("addGroup"), fields, t("groupDo"), async (form) => {
    const data = new FormData(form);
    const admins = data.getAll("admin").map(Number);
    const members = [...new Set([...data.getAll("member").map(Number), ...admins])];
    if (!members.length) throw new Error(t("groupEmpty"));
    const group = await api.addGroup({ title: data.get("title").trim(), members, admins, bot: bot.checked });
    await refresh();
    open(members[0], group.id);
  });
}

function memberChoice(user) {
  return el("div", { class: "check-row" },
    el("label", { class: "check" }, el("input", { type: "checkbox", name: "member", value: user.id }), nameNode(user.name)),
    el("label", { class: "check" }, el("input", { type: "checkbox", name: "admin", value: user.id, "aria-label": `${t("groupAdmin")}: ${user.name}` }), t("groupAdmin")));
}

/** A startgroup link asks which group the bot is brought into. `open(groupId)` shows it afterwards. */
export function chooseGroup(url, user, open) {
  const mine = [...world.groups.values()].filter((group) => group.members.includes(user));
  const select = el("select", {}, mine.map((group) => el("option", { value: group.id }, group.title)), el("option", { value: "" }, t("joinNew")));
  openForm(t("joinTitle"), [el("label", { class: "field" }, t("joinGroup"), select)], t("joinDo"), async () => {
    const before = new Set(world.groups.keys());
    await api.follow(user, url, select.value ? Number(select.value) : null);
    await refresh();
    const group = select.value ? Number(select.value) : [...world.groups.keys()].find((id) => !before.has(id));
    if (group !== undefined) open(group);
  });
}
