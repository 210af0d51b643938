// What a move of the clock caused: how many messages, to whom, and a way to them.
import { el, iconButton, nameNode } from "./dom.js";
import { t } from "./language.js";
import { on, world } from "./state.js";
import { showDay, showTime } from "./time.js";

const QUIET = 15_000; // milliseconds without a message after which the bot has worked

/**
 * Counts what the bot writes after a move, until somebody acts or the bot is quiet: later messages have other causes.
 * `show(places)` opens a chat.
 */
export function makeTally(status, show) {
  let count = null;
  const line = el("p", { role: "status" });
  const list = el("ul", { class: "chips", "aria-label": t("movedList"), hidden: true });
  const opener = el("button", { type: "button", class: "plain", "aria-expanded": "false", onclick: toggle }, t("movedOpen"));
  status.replaceChildren(line, opener, iconButton("close", t("close"), close), list);

  function begin(target) {
    clearTimeout(count?.timer);
    count = { target, places: new Map(), messages: 0, edits: new Set(), over: false };
    fold(true);
    wait();
    draw();
  }

  function wait() {
    clearTimeout(count.timer);
    count.timer = setTimeout(end, QUIET);
  }

  function end() {
    if (!count) return;
    count.over = true;
    draw();
  }

  on("event", (event) => {
    if (!count || count.over) return;
    const byBot = event.message?.from.isBot;
    if (event.kind === "press" || (event.kind === "message" && !byBot)) return end();
    if (event.kind === "message") arrived(event);
    else if (event.kind === "edited" && byBot) count.edits.add(`${event.chat}:${event.message.id}`);
    else return undefined;
    wait();
    return draw();
  });

  function arrived({ chat, message }) {
    const place = count.places.get(chat) ?? { first: message.id, messages: 0 };
    place.messages += 1;
    count.places.set(chat, place);
    count.messages += 1;
  }

  function draw() {
    status.hidden = false;
    line.textContent = `${t("movedTo", { time: `${showDay(count.target)} ${showTime(count.target)}` })}${caused()}`;
    opener.hidden = !count.places.size;
    list.replaceChildren(...Array.from(count.places, ([chat, place]) => el("li", {}, chip(chat, place))));
  }

  function caused() {
    const places = [...count.places.keys()];
    const groups = places.filter((chat) => world.groups.has(chat)).length;
    const people = places.length - groups;
    const where = [people && t("movedPeople", { n: people }), groups && t("movedGroups", { n: groups })].filter(Boolean).join(t("listMark"));
    const sent = count.messages && t("movedSent", { what: t("movedMessages", { n: count.messages }), where });
    const changed = count.edits.size && t("movedEdits", { n: count.edits.size });
    return [sent, changed].filter(Boolean).join(t("listMark")) || t(count.over ? "movedNothing" : "movedWaiting");
  }

  function chip(chat, { first, messages }) {
    const group = world.groups.get(chat);
    const name = group?.title ?? world.users.get(chat)?.name;
    const place = group ? { user: group.members[0], chat } : { user: chat, chat: null };
    const visit = async () => (await show([place]))[0].jump(first);
    return el("button", { type: "button", onclick: visit }, nameNode(name), ` ${messages}`);
  }

  function toggle() {
    fold(!list.hidden);
  }

  function fold(folded) {
    list.hidden = folded;
    opener.setAttribute("aria-expanded", String(!folded));
  }

  function close() {
    clearTimeout(count?.timer);
    count = null;
    status.hidden = true;
  }

  return { begin };
}
