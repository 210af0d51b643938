// Following a trouble that somebody switched on: what the bot was refused meanwhile, and how it caught up afterwards.
import * as api from "./api.js";
import { t } from "./language.js";
import { now, on, world } from "./state.js";
import { showTime } from "./time.js";
import { attempt } from "./toast.js";

const EVERY = 1000; // milliseconds between two looks at the log of calls
const all = new Set();
let next = null; // number of the first call not looked at yet
let looking = false;

/** `spoiled(call)` tells whether a call of the log fell to this trouble; null: it stops all calls. Texts go to `status`. */
export function makeIncident(status, spoiled) {
  const incident = { phase: "none", since: null, until: null, refused: new Map(), acts: 0, sent: 0, edits: 0, caught: false };

  /** Follows whether the trouble is there; only a change does anything. */
  async function set(there) {
    if (there === (incident.phase === "on")) return;
    if (!there && incident.phase === "none") return;
    if (there) {
      Object.assign(incident, { phase: "on", since: now(), refused: new Map(), acts: 0, sent: 0, edits: 0, caught: false });
    } else {
      Object.assign(incident, { phase: "over", until: now() });
    }
    draw();
    await look();
  }

  /** Nothing has happened (to whom it is about now). */
  function clear() {
    incident.phase = "none";
    draw();
  }

  function takeCalls(calls) {
    if (incident.phase !== "on" || !spoiled) return;
    for (const { method } of calls.filter(spoiled)) incident.refused.set(method, (incident.refused.get(method) || 0) + 1);
    draw();
  }

  function takeEvent(event) {
    const byBot = event.message?.from.isBot;
    const acted = event.kind === "press" || (event.kind === "message" && !byBot);
    if (incident.phase === "on") {
      if (acted) incident.acts += 1;
    } else if (incident.phase === "over" && !incident.caught) {
      if (acted) incident.caught = true; // what comes now answers that act
      else if (event.kind === "message") incident.sent += 1;
      else if (event.kind === "edited" && byBot) incident.edits += 1;
    }
    draw();
  }

  function draw() {
    const words = text(incident, spoiled !== null);
    if (status.textContent !== words) status.textContent = words;
  }

  all.add({ incident, takeCalls, takeEvent });
  return { set, clear };
}

function text({ phase, since, until, refused, acts, sent, edits }, counts) {
  if (phase === "none") return "";
  if (phase === "over") {
    const what = [sent && t("movedMessages", { n: sent }), edits && t("movedEdits", { n: edits })].filter(Boolean).join(t("listMark"));
    const caught = what ? t("caughtUp", { what }) : t("caughtUpNone");
    return `${t("over", { time: showTime(until, true) })}${caught}`;
  }
  const lost = [...refused.values()].reduce((sum, count) => sum + count, 0);
  const methods = Array.from(refused, ([method, count]) => `${method} ${count}`).join(t("listMark"));
  const met = lost ? t("refused", { n: lost, methods }) : t("refusedNone");
  const waits = acts ? t("waiting", { n: acts }) : t("waitingNone");
  return `${t("since", { time: showTime(since, true) })}${counts ? met : waits}`;
}

/** Reads the calls made since the last look. */
async function look() {
  if (looking) return;
  looking = true;
  await attempt(async () => {
    const calls = await api.calls(next ?? world.calls);
    next = (next ?? world.calls) + calls.length;
    for (const { takeCalls } of all) takeCalls(calls);
  });
  looking = false;
}

on("again", () => { next = world.calls; });
on("event", (event) => { for (const { takeEvent } of all) takeEvent(event); });
setInterval(() => { if ([...all].some(({ incident }) => incident.phase === "on")) look(); }, EVERY);
