// The faults panel: what can go wrong, each by one switch, and below it what came of it.
import * as api from "./api.js";
import { el } from "./dom.js";
import { makeIncident } from "./incidents.js";
import { t } from "./language.js";
import { makeOrders } from "./orders.js";
import { on, refresh, world } from "./state.js";
import { attempt } from "./toast.js";

export const ALWAYS = 1_000_000; // calls: until the faults are forgotten
const PAUSE = 3; // seconds that the storm asks the bot to wait

export function mountFaults(root) {
  const switches = [
    makeSwitch({ name: "down", kind: "faults", isOn: () => ordered("500"), turn: down, spoiled: ({ error }) => /^Internal Server Error/.test(error ?? "") }),
    makeSwitch({ name: "storm", kind: "faults", isOn: () => ordered("429"), turn: storm, spoiled: ({ error }) => /^Too Many Requests/.test(error ?? "") }),
    makeBlock(),
    makeSwitch({ name: "kill", kind: "process", isOn: () => world.process?.running === false, turn: (kill) => api.setProcess(!kill), spoiled: null, missing: () => world.process === null && t("killNobody") }),
  ];
  const orders = makeOrders();
  root.replaceChildren(el("p", { class: "hint" }, t("faultsText")), ...switches.map((each) => each.root), orders.root);

  function draw() {
    for (const each of switches) each.draw();
    orders.draw();
    document.body.classList.toggle("trouble", world.faults.length > 0 || world.process?.running === false);
  }

  on("world", draw);
  draw();
  return { root, title: t("faults"), drawing: "bolt" };
}

// --- what the switches do -------------------------------------------------------------------------------------------

const ordered = (kind) => world.faults.some((fault) => fault.method === "*" && fault.kind === kind && fault.times > ALWAYS / 2);

/** "*" leaves getUpdates out, since nobody can foresee how often it is called: an outage orders it too. */
async function down(on) {
  if (!on) return api.clearFaults("500");
  for (const method of ["*", "getUpdates"]) await api.addFault({ method, kind: "500", times: ALWAYS });
  return undefined;
}

const storm = (on) => (on ? api.addFault({ method: "*", kind: "429", retry_after: PAUSE, times: ALWAYS }) : api.clearFaults("429"));

// --- one switch -----------------------------------------------------------------------------------------------------

/** Words are those of `name`, `kind` is what the events call a change of it. `isOn()` reads the world, `turn(on)` changes it; `missing()` says why there is nothing to turn. */
function makeSwitch({ name, kind, isOn, turn, spoiled, missing = () => null, extra = null }) {
  const knob = el("button", { type: "button", role: "switch", class: "switch", "aria-label": t(`${name}Title`), onclick: press });
  const what = el("p", { class: "what", role: "status" });
  const incident = makeIncident(what, kind, spoiled);
  const root = el("section", { class: "trouble-card", "aria-label": t(`${name}Title`) },
    el("div", { class: "line" }, el("h3", {}, t(`${name}Title`)), knob), el("p", {}, t(`${name}Text`)), extra, what);

  async function press() {
    knob.disabled = true;
    await attempt(async () => { await turn(!isOn()); await refresh(); });
    draw();
    knob.focus();
  }

  function draw() {
    const reason = missing();
    knob.disabled = Boolean(reason);
    knob.setAttribute("aria-checked", String(isOn()));
    if (reason) what.textContent = reason;
    else incident.set(isOn());
  }

  return { root, draw, clear: incident.clear };
}

function makeBlock() {
  const who = el("select", { "aria-label": t("member"), onchange: () => { block.clear(); block.draw(); } });
  const person = () => world.users.get(Number(who.value));
  const block = makeSwitch({
    name: "block",
    kind: "member",
    isOn: () => Boolean(person()?.blocked),
    turn: (on) => api.block(person().id, on),
    spoiled: ({ chat, error }) => chat === person()?.id && /blocked by the user/.test(error ?? ""),
    missing: () => !person() && t("noPeople"),
    extra: who,
  });
  let listed = null;

  function draw() {
    const people = [...world.users.values()].map((u) => [u.id, u.blocked ? `${u.name} · ${t("blockedBot")}` : u.name]);
    if (JSON.stringify(people) !== listed) {
      const chosen = who.value;
      listed = JSON.stringify(people);
      who.replaceChildren(...people.map(([value, label]) => el("option", { value }, label)));
      if (chosen) who.value = chosen;
    }
    block.draw();
  }

  return { root: block.root, draw };
}
