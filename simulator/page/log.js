// The list of bubbles of one pane. Unchanged messages keep their nodes, so that revealed spoilers, the focus and the
// place one is reading survive every update. What is out of sight is not laid out (content-visibility in chat.css).
import { bubble } from "./bubble.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { keyedList } from "./keyed.js";
import { t } from "./language.js";

const NEAR = 60; // pixels from the end that still count as the end
const AHEAD = 1500; // pixels from the top and the bottom at which further messages are wished for

/** `onNear("older" | "newer")` is called when the reader nears either end, `onNewest()` on the wish to be at the very end. */
export function makeLog({ onNear, onNewest }) {
  const list = el("ol", { class: "messages" });
  const down = el("button", { type: "button", class: "down", hidden: true, "aria-label": t("toNewest"), title: t("toNewest"), onclick: onNewest }, icon("down"));
  const scroller = el("div", { class: "scroller", role: "log", tabindex: "0", "aria-label": t("messages") }, list);
  const root = el("div", { class: "log" }, scroller, down);
  const keyed = keyedList(list);
  let place = null;
  let pointed = null; // id of the message that is pointed at
  let held = false; // the reader has not moved since a message was pointed at: it stays in sight
  let later = false; // the newest messages are not here

  // A keyboard, a reply bar or a picture changes the height: whoever was reading the end stays there.
  let stick = true;
  let height = 0;
  scroller.addEventListener("scroll", () => {
    // The scroll that a change of height brings about is no wish of the reader's.
    if (scroller.clientHeight === height) stick = atEnd();
    down.hidden = stick;
    near();
  });
  const sizes = new ResizeObserver(() => {
    height = scroller.clientHeight;
    keep();
  });
  sizes.observe(scroller);
  sizes.observe(list);
  for (const kind of ["wheel", "pointerdown", "touchmove", "keydown"]) scroller.addEventListener(kind, () => { held = false; }, { passive: true });

  function keep() {
    if (held) bringPointed();
    else if (stick) toEnd();
  }

  /** A log that is not shown is near nothing. */
  function near() {
    if (!scroller.clientHeight) return;
    if (scroller.scrollTop < AHEAD) onNear("older");
    if (toGo() < AHEAD) onNear("newer");
  }

  const toGo = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  const atEnd = () => !later && toGo() < NEAR;

  function toEnd() {
    scroller.scrollTop = scroller.scrollHeight;
  }

  /** Draws a view; another one than before starts at its end. */
  function draw(view, ctx) {
    const moved = view !== place;
    if (moved) keyed.forget();
    place = view;
    later = view.later;
    stick = (moved || stick) && !later;
    if (moved) held = false;
    const keepPlace = held || stick ? keep : placeKeeper(scroller, list);
    const refocus = focusKeeper(list);
    keyed.draw(entries(view.messages, ctx));
    refocus();
    markPointed();
    keepPlace();
    down.hidden = stick;
  }

  /** Brings a message into sight and marks it, until another is pointed at or none. */
  function point(id) {
    pointed = id;
    held = markPointed() !== null;
    if (held) bringPointed();
  }

  /** A message longer than the window is shown from its beginning. */
  function bringPointed() {
    const node = list.querySelector(".pointed");
    if (!node) return;
    node.scrollIntoView({ block: node.offsetHeight < scroller.clientHeight ? "center" : "start", behavior: "instant" });
    stick = atEnd();
  }

  function markPointed() {
    for (const old of list.querySelectorAll(".pointed")) { old.classList.remove("pointed"); old.removeAttribute("aria-current"); }
    const node = pointed === null ? null : list.querySelector(`[data-message="${pointed}"]`);
    node?.classList.add("pointed");
    node?.setAttribute("aria-current", "true");
    return node;
  }

  return { root, draw, point, near, toEnd: () => { held = false; stick = true; toEnd(); } };
}

/** Day headings and messages in order, as entries of a keyed list. */
function* entries(messages, ctx) {
  let day = null;
  for (const message of messages) {
    if (message.day !== day) {
      day = message.day;
      yield [`day ${day} ${message.id}`, [], () => el("li", { class: "service day" }, el("span", {}, message.day))];
    }
    const quoted = message.replyTo ? ctx.find(message.replyTo) : null;
    yield [message.id, [message, quoted], () => bubble(message, ctx)];
  }
}

/** Older messages are put in above: what one is reading stays where it is on the screen. */
function placeKeeper(scroller, list) {
  const top = scroller.getBoundingClientRect().top;
  const shown = [...list.children].find((node) => node.getBoundingClientRect().bottom > top);
  const before = shown?.getBoundingClientRect().top;
  return () => {
    if (shown?.isConnected) scroller.scrollTop += shown.getBoundingClientRect().top - before;
  };
}

/** A pressed button often has its message edited: the focus goes to the same place of the new drawing. */
function focusKeeper(list) {
  const message = document.activeElement?.closest("[data-message]");
  if (!message || !list.contains(message)) return () => {};
  const places = "button, a, [tabindex]";
  const index = [...message.querySelectorAll(places)].indexOf(document.activeElement);
  return () => {
    if (list.contains(document.activeElement)) return;
    const again = list.querySelector(`[data-message="${message.dataset.message}"]`);
    again?.querySelectorAll(places)[index]?.focus({ preventScroll: true });
  };
}
