// Following a trouble that somebody switched on: what the bot was refused meanwhile, and how it caught up afterwards.
import * as api from "./api.js";
import { t } from "./language.js";
import { now, on, world } from "./state.js";
import { showTime } from "./time.js";
import { attempt } from "./toast.js";

const EVERY = 1000; // milliseconds between two looks at the log of calls
const KEPT = 2000; // events remembered, since one may come before it is known that a trouble began or ended with another
const all = new Set();
let told = []; // {seq, what}, in order; `what` is "act" of a person, "sent" or "edit" by the bot
let next = null; // number of the first call not looked at yet
let looking = false;

/**
 * `kind` is what the events call a change of this trouble; `spoiled(call)` tells whether a call of the log fell to it, null:
 * it stops all calls. Texts go to `status`.
 */
export function makeIncident(status, kind, spoiled) {
  const incident = { phase: "none", since: null, until: null, from: 0, to: 0, refused: new Map() };

  /** Follows whether the trouble is there; only a change does anything. */
  async function set(there) {
    if (there === (incident.phase === "on")) return;
    if (!there && incident.phase === "none") return;
    const seq = world.changed[kind] ?? 0;
    if (there) Object.assign(incident, { phase: "on", since: now(), from: seq, refused: new Map() });
    else Object.assign(incident, { phase: "over", until: now(), to: seq });
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

  function draw() {
    const words = text(incident, spoiled !== null);
    if (status.textContent !== words) status.textContent = words;
  }

  all.add({ incident, takeCalls, draw });
  return { set, clear };
}

function text({ phase, since, until, from, to, refused }, counts) {
  if (phase === "none") return "";
  if (phase === "over") return `${t("over", { time: showTime(until, true) })}${caughtUp(to)}`;
  const lost = [...refused.values()].reduce((sum, count) => sum + count, 0);
  const methods = Array.from(refused, ([method, count]) => `${method} ${count}`).join(t("listMark"));
  const met = lost ? t("refused", { n: lost, methods }) : t("refusedNone");
  const acts = told.filter(({ seq, what }) => seq > from && what === "act").length;
  const waits = acts ? t("waiting", { n: acts }) : t("waitingNone");
  return `${t("since", { time: showTime(since, true) })}${counts ? met : waits}`;
}

/** What the bot did after event `to`, until somebody acted again: what comes then answers that act. */
function caughtUp(to) {
  const after = told.filter(({ seq }) => seq > to);
  const again = after.findIndex(({ what }) => what === "act");
  const whats = (again < 0 ? after : after.slice(0, again)).map(({ what }) => what);
  const [sent, edits] = ["sent", "edit"].map((each) => whats.filter((what) => what === each).length);
  const done = [sent && t("movedMessages", { n: sent }), edits && t("movedEdits", { n: edits })].filter(Boolean);
  return done.length ? t("caughtUp", { what: done.join(t("listMark")) }) : t("caughtUpNone");
}

function whatWas({ kind, message }) {
  if (kind === "press") return "act";
  if (kind === "message") return message.from.isBot ? "sent" : "act";
  return kind === "edited" && message.from.isBot ? "edit" : null;
}

function takeEvent(event) {
  const what = whatWas(event);
  if (!what) return;
  told.push({ seq: event.seq, what });
  if (told.length > KEPT) told.shift();
  for (const { draw } of all) draw();
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

on("again", () => {
  next = world.calls;
  told = told.filter(({ seq }) => seq <= world.seq); // what is later belongs to another world
});
on("event", takeEvent);
setInterval(() => { if ([...all].some(({ incident }) => incident.phase === "on")) look(); }, EVERY);
