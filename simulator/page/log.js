// The list of bubbles of one pane. Unchanged messages keep their nodes, so that revealed spoilers, the focus and the
// place one is reading survive every update.
import { bubble } from "./bubble.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { showDay } from "./time.js";

export function makeLog() {
  const list = el("ol", { class: "messages" });
  const down = el("button", { type: "button", class: "down", hidden: true, "aria-label": "到最新消息", onclick: () => toEnd(true) }, icon("down"));
  const scroller = el("div", { class: "scroller", role: "log", tabindex: "0", "aria-label": "消息" }, list);
  const root = el("div", { class: "log" }, scroller, down);
  let drawn = new Map(); // key → {signature, node}
  let place = null;

  // A keyboard, a reply bar or a picture changes the height: whoever was reading the end stays there.
  let stick = true;
  let height = 0;
  scroller.addEventListener("scroll", () => {
    down.hidden = atEnd();
    // The scroll that a change of height brings about is no wish of the reader's.
    if (scroller.clientHeight === height) stick = atEnd();
  });
  new ResizeObserver(() => {
    height = scroller.clientHeight;
    if (stick) toEnd(false);
  }).observe(scroller);
  list.addEventListener("load", () => { if (stick) toEnd(false); }, true);

  const atEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;

  function toEnd(smooth) {
    scroller.scrollTo({ top: scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  /** Draws `messages`; `newPlace` names person and chat, so another chat starts at its end. */
  function draw(messages, ctx, newPlace) {
    const moved = newPlace !== place;
    const follow = moved || stick;
    if (moved) drawn = new Map();
    place = newPlace;
    const next = new Map();
    for (const [key, signature, make] of entries(messages, ctx)) {
      const old = drawn.get(key);
      next.set(key, old && old.signature === signature ? old : { signature, node: make() });
    }
    const refocus = focusKeeper(list);
    arrange(list, [...next.values()].map((entry) => entry.node));
    refocus();
    drawn = next;
    stick = follow;
    if (follow) toEnd(false);
    down.hidden = atEnd();
  }

  function jump(id) {
    const node = list.querySelector(`[data-message="${id}"]`);
    if (!node) return false;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), 1600);
    return true;
  }

  return { root, draw, jump, toEnd };
}

/** Day headings and messages in order, each with a key and a text that changes whenever its look would. */
function* entries(messages, ctx) {
  let day = null;
  for (const message of messages) {
    const today = message.date ? showDay(message.date) : day;
    if (today !== day) {
      day = today;
      yield [`day ${today} ${message.id}`, today, () => el("li", { class: "service day" }, el("span", {}, today))];
    }
    const quoted = message.replyTo ? ctx.find(message.replyTo) : null;
    const signature = JSON.stringify([message, quoted?.text ?? null]);
    yield [`message ${message.id}`, signature, () => bubble(message, ctx)];
  }
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

/** Makes the children of `list` exactly `nodes` while touching only what differs. */
function arrange(list, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] || null);
  });
}
