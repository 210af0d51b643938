// Small helpers for building DOM nodes. Nothing here ever parses a string as markup.
import { icon } from "./icons.js";
import { t } from "./language.js";

/** Builds one element. Props: class, on* handlers, boolean/string attributes; children: nodes, text, arrays, null. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) setProp(node, key, value);
  append(node, children);
  return node;
}

function setProp(node, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
  else if (key === "class") { if (value) node.className = value; }
  else if (key === "value") node.value = value;
  else node.setAttribute(key, value === true ? "" : String(value));
}

function append(node, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(node, child);
    else node.append(child);
  }
}

/** A round button: the drawing is for the eye, the label for screen readers and tooltips. */
export function iconButton(name, label, onclick, extra = {}) {
  return el("button", { type: "button", class: "icon", title: label, "aria-label": label, onclick, ...extra }, icon(name));
}

/** A person's or chat's name, isolated so that right-to-left text in it cannot reorder its surroundings. */
export function nameNode(name, cls = "name") {
  return el("bdi", { class: cls }, name || t("nameless"));
}

const COLOURS = 7;

export function colourClass(id) {
  return `c${Math.abs(Number(id) || 0) % COLOURS}`;
}

/** The coloured disc with the first letter of a name. */
export function avatar(id, name) {
  const [letter = "?"] = Array.from((name || "").replace(/[\p{C}\p{Z}\p{P}]/gu, ""));
  return el("span", { class: `avatar ${colourClass(id)}`, "aria-hidden": "true" }, letter.toUpperCase());
}

export function badge(count) {
  if (!count) return null;
  return el("span", { class: "badge", role: "img", "aria-label": t("unread", { n: count }) }, count > 999 ? "999+" : String(count));
}

/** Calls fn once, `ms` after the first of a burst of calls: a burst costs one call but never starves. */
export function throttled(fn, ms) {
  let timer = null;
  return () => {
    if (timer !== null) return;
    timer = setTimeout(() => { timer = null; fn(); }, ms);
  };
}

export function fileSize(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
