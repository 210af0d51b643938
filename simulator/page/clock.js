// The strip at the top: what time it is in the simulated world, the jumps, and what a jump brought.
import * as api from "./api.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { now, on, setClock, world } from "./state.js";
import { fromInput, monthEnd, nextMorning, plusDay, quarterEnd, showFull, toInput, ZONE } from "./time.js";
import { attempt, openForm } from "./toast.js";

export function mountClock(root, status) {
  const shown = el("time", { class: "now", title: `时区 ${ZONE}` });
  const toggle = el("button", { type: "button", class: "toggle-jumps", "aria-expanded": "false", onclick: open }, "拨钟");
  const jumps = el("div", { class: "jumps" },
    jump("+1 天", plusDay), jump("下个 08:30", nextMorning), jump("月末", monthEnd, "本月最后一天 18:00"),
    jump("季末", quarterEnd, "本季最后一天 18:00"),
    el("button", { type: "button", onclick: pick }, "选日期时间…"));
  root.replaceChildren(shown, toggle, jumps);

  function jump(label, target, title) {
    return el("button", { type: "button", title, onclick: () => attempt(() => move(target(now()))) }, label);
  }

  function open() {
    const wide = root.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(wide));
  }

  function pick() {
    const input = el("input", { type: "datetime-local", name: "when", required: true, value: toInput(now()) });
    const note = el("p", { class: "hint" }, `时区 ${ZONE}。往回拨会让已经发过的提醒再次到期，请小心。`);
    openForm("拨到", [el("label", { class: "field" }, "日期和时间", input), note], "拨钟", async () => {
      const target = fromInput(input.value);
      if (!target) throw new Error("请填写日期和时间");
      await move(target);
    });
  }

  const tally = makeTally(status);

  async function move(target) {
    tally.begin(target);
    setClock(await api.moveClock({ now: target.toISOString() }));
    tick();
  }

  function tick() {
    const time = now();
    shown.textContent = showFull(time);
    shown.dateTime = time.toISOString();
  }

  on("world", tick);
  setInterval(tick, 1000);
  tick();
}

/** Counts what arrives after a jump, until the next one. Bots need a moment, so the count keeps growing. */
function makeTally(status) {
  let count = null;

  function begin(target) {
    count = { target, messages: 0, people: new Set(), groups: new Set() };
    draw();
  }

  on("arrival", ({ chat, message }) => {
    if (!count || !message.from.isBot) return;
    count.messages += 1;
    (world.groups.has(chat) ? count.groups : count.people).add(chat);
    draw();
  });

  function draw() {
    const { target, messages, people, groups } = count;
    const where = [people.size ? `${people.size} 人` : "", groups.size ? `${groups.size} 个群` : ""].filter(Boolean).join("、");
    const what = messages ? `收到 ${messages} 条消息，送达 ${where}` : "还没有消息";
    const close = el("button", { type: "button", class: "plain", "aria-label": "收起", onclick: () => { count = null; status.replaceChildren(); } }, icon("close"));
    status.replaceChildren(el("span", {}, `已拨到 ${showFull(target).slice(0, -3)}：${what}`), close);
  }

  return { begin };
}

