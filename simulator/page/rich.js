// Message text → DOM nodes. Bot formatting is read in an inert document and rebuilt from an allow-list;
// everything else, and everything people write, stays text.
import { el } from "./dom.js";
import { t } from "./language.js";

const PLAIN_TAGS = {
  b: "b", strong: "b", i: "i", em: "i", u: "u", ins: "u", s: "s", strike: "s", del: "s",
  code: "code", pre: "pre", blockquote: "blockquote",
};
const NO_LINKS_INSIDE = new Set(["a", "code", "pre"]);

/** Nodes for a bot's message. `actions` = {follow(url), command(text)}. */
export function richNodes(html, actions) {
  // A document made by DOMParser runs no scripts and loads no pictures; only its tree is read.
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return convertAll(parsed.body, actions, false);
}

/** Nodes for a person's message: text, with addresses and commands made clickable as Telegram does. */
export function plainNodes(text, actions) {
  return linkify(text, actions);
}

function convertAll(parent, actions, insideLink) {
  return Array.from(parent.childNodes).flatMap((node) => convert(node, actions, insideLink));
}

/** The line break after a block is the block's own end: kept, it would draw an empty line. */
function shownText(node) {
  return ["pre", "blockquote"].includes(node.previousSibling?.localName) ? node.data.replace(/^\n/, "") : node.data;
}

function convert(node, actions, insideLink) {
  if (node.nodeType === Node.TEXT_NODE) return insideLink ? [shownText(node)] : linkify(shownText(node), actions);
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const tag = node.localName;
  if (tag === "script" || tag === "style") return [node.textContent];
  if (tag === "br") return ["\n"];
  const children = convertAll(node, actions, insideLink || NO_LINKS_INSIDE.has(tag));
  if (PLAIN_TAGS[tag]) return [styled(tag, node, children)];
  if (tag === "a") return [link(node.getAttribute("href") || "", children, actions)];
  if (tag === "tg-spoiler" || (tag === "span" && node.classList.contains("tg-spoiler"))) return [spoiler(children)];
  return children; // unknown tags (tg-emoji, …) keep their text only
}

function styled(tag, source, children) {
  const node = el(PLAIN_TAGS[tag], {}, children);
  if (tag === "blockquote" && source.hasAttribute("expandable") && isLong(source.textContent)) makeExpandable(node);
  if (tag === "pre") node.setAttribute("tabindex", "0"); // long lines scroll: the keyboard must reach them
  return node;
}

/** Telegram folds what is longer than three lines. */
const isLong = (text) => text.length > 120 || text.split("\n").length > 3;

function makeExpandable(node) {
  node.classList.add("folded");
  const toggle = el("button", { type: "button", class: "fold", "aria-expanded": "false" }, t("unfold"));
  toggle.addEventListener("click", () => {
    const folded = node.classList.toggle("folded");
    toggle.setAttribute("aria-expanded", String(!folded));
    toggle.textContent = t(folded ? "unfold" : "fold");
  });
  node.append(toggle);
}

function spoiler(children) {
  const inner = el("span", { class: "hidden-text", "aria-hidden": "true" }, children);
  const node = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler") }, inner);
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (node.classList.contains("shown")) return;
    event.preventDefault();
    event.stopPropagation();
    node.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
    inner.removeAttribute("aria-hidden");
  };
  // Capturing: the first press only reveals, it must not follow a link under the cover.
  node.addEventListener("click", reveal, true);
  node.addEventListener("keydown", reveal, true);
  return node;
}

// --- links ----------------------------------------------------------------------------------------------------------

/** A deep link starts the bot or adds it to a group: the simulator follows it itself. */
export function isDeepLink(url) {
  try {
    const parsed = new URL(url);
    if (parsed.protocol === "tg:") return /[?&](start|startgroup)\b/.test(url);
    const telegram = ["t.me", "telegram.me", "telegram.dog"].includes(parsed.hostname);
    return telegram && (parsed.searchParams.has("start") || parsed.searchParams.has("startgroup"));
  } catch {
    return false;
  }
}

/** The address if a browser may open it, otherwise null (javascript:, data:, tg: and nonsense). */
export function safeAddress(url) {
  try {
    const parsed = new URL(url);
    return ["http:", "https:", "mailto:", "tel:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

export function link(url, children, actions) {
  if (isDeepLink(url)) {
    const follow = (event) => { event.preventDefault(); actions.follow(url); };
    return el("a", { href: safeAddress(url) || "#", title: url, onclick: follow }, children);
  }
  const address = safeAddress(url);
  if (!address) return el("span", { class: "mention", title: url }, children);
  return el("a", { href: address, title: url, target: "_blank", rel: "noopener noreferrer" }, children);
}

const LINKS = /(https?:\/\/[^\s<>"'，。；、！？）】》”]+)|(?<![\w/@.])(t\.me\/[\w?=&%\-+]+)|(?<![\w/<])(\/[A-Za-z]\w{0,31}(?:@\w+)?)(?![\w/])/gu;

function linkify(text, actions) {
  const parts = [];
  let last = 0;
  for (const match of text.matchAll(LINKS)) {
    const found = match[3] ? match[0] : match[0].replace(/[.,;:!?)\]]+$/, "");
    if (match.index > last) parts.push(text.slice(last, match.index));
    parts.push(match[3] ? commandLink(found, actions) : link(match[2] ? `https://${found}` : found, [found], actions));
    last = match.index + found.length;
  }
  if (last < text.length) parts.push(text.slice(last));
  return parts;
}

function commandLink(command, actions) {
  return el("button", { type: "button", class: "command-link", title: t("sendCommand", { command }), onclick: () => actions.command(command) },
    command);
}
