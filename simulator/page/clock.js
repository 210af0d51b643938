// The strip at the top: what time it is in the simulated world, and the jumps.
import * as api from "./api.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./language.js";
import { now, on, setClock } from "./state.js";
import { makeTally } from "./tally.js";
import { fromInput, monthEnd, nextMorning, plusDay, quarterEnd, showFull, toInput, ZONE } from "./time.js";
import { attempt, openForm } from "./toast.js";

/** `status` is where the strip tells what a move caused; `show(places)` opens chats. */
export function mountClock(root, status, show) {
  const shown = el("time", { class: "now", title: t("zone", { zone: ZONE }) });
  const toggle = el("button", { type: "button", class: "tool toggle-jumps", "aria-label": t("moveClock"), title: t("moveClock"), "aria-expanded": "false", onclick: open }, icon("clock"));
  const jumps = el("div", { class: "jumps" },
    jump("realTime", () => new Date(), "realTimeHint"), jump("plusDay", plusDay), jump("nextMorning", nextMorning),
    jump("monthEnd", monthEnd, "monthEndHint"), jump("quarterEnd", quarterEnd, "quarterEndHint"),
    el("button", { type: "button", onclick: pick }, t("pickTime")));
  const tally = makeTally(status, show);
  let moving = false; // from here
  root.setAttribute("aria-label", t("clock"));
  root.replaceChildren(shown, toggle, jumps);

  function jump(word, target, hint) {
    return el("button", { type: "button", title: hint && t(hint), onclick: () => attempt(() => move(target(now()))) }, t(word));
  }

  function open() {
    toggle.setAttribute("aria-expanded", String(root.classList.toggle("open")));
  }

  function pick() {
    const input = el("input", { type: "datetime-local", name: "when", required: true, value: toInput(now()) });
    const note = el("p", { class: "hint" }, `${t("zone", { zone: ZONE })} · ${t("backwards")}`);
    openForm(t("moveTo"), [el("label", { class: "field" }, t("dateTime"), input), note], t("moveClock"), async () => {
      const target = fromInput(input.value);
      if (!target) throw new Error(t("noDate"));
      await move(target);
    });
  }

  async function move(target) {
    moving = true; // begun before the answer, which comes after the first messages
    tally.begin(target);
    setClock(await api.moveClock({ now: target.toISOString() }));
    moving = false;
    tick();
  }

  /** The tour or another window has moved it. */
  function moved({ kind, offset }) {
    if (kind === "clock" && !moving) tally.begin(new Date(Date.now() + offset * 1000));
  }

  function tick() {
    const time = now();
    shown.textContent = showFull(time);
    shown.dateTime = time.toISOString();
  }

  on("world", tick);
  on("event", moved);
  setInterval(tick, 1000);
  tick();
}
