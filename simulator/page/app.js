// Puts the page together: columns, one or two panes, the strip, and the address that remembers what is shown.
import { el } from "./dom.js";
import { makePane } from "./chat.js";
import { mountClock } from "./clock.js";
import { mountFaults } from "./faults.js";
import { mountPeople } from "./people.js";
import { on, start, world } from "./state.js";

const byId = (id) => document.getElementById(id);
const panes = [];
let active = null;

const shell = {
  open(user, chat, pane = active) {
    active = pane;
    document.body.classList.add("in-chat");
    const opened = pane.open(user, chat);
    mark();
    return opened;
  },
  back() {
    document.body.classList.remove("in-chat");
    byId("people").querySelector("[aria-current]")?.focus();
  },
  split(from) {
    if (panes.length > 1) return;
    const pane = addPane();
    active = pane;
    const other = [...world.users.keys()].find((id) => id !== from.user) ?? null;
    if (other !== null) shell.open(other, null, pane);
    mark();
  },
  close(pane) {
    if (panes.length < 2) return;
    panes.splice(panes.indexOf(pane), 1);
    pane.dispose();
    active = panes[0];
    mark();
  },
  activated(pane) {
    if (active === pane) return;
    active = pane;
    mark();
  },
  moved: () => mark(),
};

/** Not on telephones, where the focus would raise the keyboard over the chat. */
function focusWriting() {
  if (matchMedia("(hover: hover)").matches) active.focus();
}

function addPane() {
  const pane = makePane(shell);
  panes.push(pane);
  byId("panes").append(pane.root);
  return pane;
}

function mark() {
  byId("panes").classList.toggle("two", panes.length > 1);
  for (const pane of panes) pane.root.classList.toggle("active", pane === active);
  drawPeople();
  remember();
}

// --- the address ----------------------------------------------------------------------------------------------------

/** #12:,15:-100 — one "user:chat" for each pane, so that a reload or a link shows the same. */
function remember() {
  const places = panes.filter((pane) => pane.user !== null).map((pane) => `${pane.user}:${pane.chat ?? ""}`);
  history.replaceState(null, "", places.length ? `#${places.join(",")}` : location.pathname + location.search);
}

function recall(wanted) {
  for (const [index, place] of wanted.split(",").slice(0, 2).entries()) {
    const [user, chat] = place.split(":").map((part) => (part ? Number(part) : null));
    const known = chat === null || world.groups.get(chat)?.members.includes(user);
    if (world.users.has(user)) shell.open(user, known ? chat : null, panes[index] || addPane());
  }
}

// --- start ----------------------------------------------------------------------------------------------------------

const wanted = location.hash.slice(1);
active = addPane();
const drawPeople = mountPeople(byId("people"), { open: (user, chat) => shell.open(user, chat).then(focusWriting), current: () => active });
mountClock(byId("clock"), byId("moved"));

const faultsButton = el("button", { type: "button", "aria-expanded": "false", "aria-controls": "faults", onclick: toggleFaults }, "故障");
byId("tools").append(faultsButton);
mountFaults(byId("faults"), toggleFaults);

function toggleFaults() {
  const panel = byId("faults");
  panel.hidden = !panel.hidden;
  faultsButton.setAttribute("aria-expanded", String(!panel.hidden));
  (panel.hidden ? faultsButton : panel.querySelector("button")).focus();
}

on("world", () => faultsButton.classList.toggle("alarm", world.faults.length > 0));
on("online", (online) => { byId("offline").hidden = online; });
start().then(() => { if (wanted) recall(wanted); });
