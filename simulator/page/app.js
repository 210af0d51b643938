// Puts the page together: columns, one or two panes, the strip, and the address that remembers what is shown.
import { makePane } from "./chat.js";
import { mountClock } from "./clock.js";
import { el } from "./dom.js";
import { mountFaults } from "./faults.js";
import { speak, t } from "./language.js";
import { languageButton, themeButton, wearTheme } from "./looks.js";
import { mountPanels } from "./panels.js";
import { mountPeople } from "./people.js";
import { on, start, world } from "./state.js";
import { toast } from "./toast.js";
import { keepPage } from "./files.js";
import { mountTour } from "./tour.js";

const byId = (id) => document.getElementById(id);
const panes = [];
let active = null;
let people = null;
let panels = null;

const shell = {
  open(user, chat, pane = active) {
    active = pane;
    document.body.classList.add("in-chat", "begun");
    const opened = pane.open(user, chat);
    mark();
    return opened;
  },
  /** Shows these one or two chats and nothing else; answers their panes when they are drawn. */
  async show(places) {
    while (panes.length > places.length) shell.close(panes.at(-1));
    while (panes.length < places.length) addPane();
    await Promise.all(places.map(({ user, chat }, index) => shell.open(user, chat, panes[index])));
    shell.activated(panes[0]);
    return panes;
  },
  back() {
    document.body.classList.remove("in-chat");
    byId("people").querySelector("[aria-current]")?.focus();
  },
  split(from) {
    if (panes.length > 1) return;
    active = addPane();
    const other = [...world.users.keys()].find((id) => id !== from.user);
    if (other !== undefined) shell.open(other, null, active);
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
  welcome: () => el("div", { class: "nobody" }, el("h2", {}, t("welcome")), el("p", {}, t("welcomeText")),
    el("button", { type: "button", class: "primary", onclick: () => panels.open("tour") }, t("welcomeTour"))),
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
  people.draw();
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

/** The keys for the whole page: Ctrl+K or ⌘K searches, as in Telegram. */
function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && event.key === "k") {
    event.preventDefault();
    shell.back();
    people.search.focus();
  }
}

function mountFrame() {
  document.title = `${world.bot.name} · ${t("title")}`;
  byId("skip").textContent = t("skip");
  byId("skip").addEventListener("click", (event) => { event.preventDefault(); active.focus(); });
  const offline = byId("offline");
  offline.textContent = t("offline");
  on("online", (online) => {
    if (online && !offline.hidden) toast(t("online"));
    offline.hidden = online;
  });
  document.addEventListener("keydown", onKey);
}

function mount() {
  const wanted = location.hash.slice(1);
  speak(world.language);
  mountFrame();
  active = addPane();
  people = mountPeople(byId("people"), { open: (user, chat) => shell.open(user, chat).then(focusWriting), current: () => active });
  const first = shell.welcome(); // on a telephone, where the pane that says it is not seen yet
  first.classList.add("first");
  byId("people").querySelector(".rows").before(first);
  keepPage();
  const { show } = shell;
  mountClock(byId("clock"), byId("moved"), show);
  panels = mountPanels(byId("tools"), {
    tour: mountTour(byId("tour"), byId("guide"), { show, open: () => panels.open("tour"), uncover: () => panels.uncover() }),
    faults: mountFaults(byId("faults")),
  });
  byId("tools").append(themeButton(), languageButton());
  if (wanted) recall(wanted);
  mark();
}

wearTheme();
start().then(mount);
