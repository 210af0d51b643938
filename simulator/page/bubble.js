// One message → DOM nodes. `ctx` = {user, group, find(id), actions}: who looks, where, and what presses do.
import { colourClass, el, fileSize, iconButton, nameNode } from "./dom.js";
import { icon, sign } from "./icons.js";
import { t } from "./language.js";
import { plainNodes, richNodes, isDeepLink, safeAddress } from "./rich.js";
import { showFull, showTime } from "./time.js";

export function bubble(message, ctx) {
  if (message.service) return el("li", { class: "service" }, el("span", { dir: "auto" }, message.service));
  const mine = message.from.id === ctx.user;
  const content = el("div", { class: `bubble${mine ? " mine" : ""}${message.sticker ? " bare" : ""}` },
    sender(message, mine, ctx), quote(message, ctx), attachment(message), body(message, ctx), pollBox(message, ctx), reactions(message), foot(message));
  return el("li", { class: `message${mine ? " mine" : ""}`, "data-message": message.id },
    el("div", { class: "stack" }, content, keyboard(message, ctx)), tools(message, mine, ctx));
}

/** In groups everyone else's messages carry their name; in a private chat there are only two. */
function sender(message, mine, ctx) {
  if (!ctx.group || mine) return null;
  return el("div", { class: `sender ${colourClass(message.from.id)}` }, nameNode(message.from.name),
    message.from.isBot && el("span", { class: "tag" }, t("bot")));
}

function quote(message, ctx) {
  if (!message.replyTo) return null;
  const original = ctx.find(message.replyTo);
  const name = original ? original.from.name : "";
  return el("button", { type: "button", class: "quote", "aria-label": t("repliedTo", { text: summary(original) }), onclick: () => ctx.actions.jump(message.replyTo) },
    name && nameNode(name), el("span", { class: "cut", dir: "auto" }, summary(original)));
}

/** One line standing for a message, as in the pinned bar and in quotes. */
export function summary(message) {
  if (!message) return t("deletedMessage");
  if (message.service) return message.service;
  const text = message.text.replace(/\s+/g, " ").trim();
  const kind = message.document ? `${t("kindFile")} ${message.document.name}` : message.photo ? t("kindPhoto")
    : message.voice ? t("kindVoice") : message.sticker ? t("kindSticker") : message.poll ? `${t("kindPoll")} ${message.poll.question}` : "";
  return [kind, text].filter(Boolean).join(" ") || t("emptyMessage");
}

function attachment(message) {
  if (message.photo) return photo(message.photo);
  const file = message.document || message.voice;
  if (file) return fileCard(file, message.document ? "file" : "voice", message.document ? file.name : t("voice"));
  if (message.sticker) return sticker(message.sticker);
  return null;
}

function photo(file) {
  return el("a", { class: "photo", href: file.url, target: "_blank", rel: "noopener", "aria-label": t("openPhoto") },
    el("img", { src: file.url, alt: t("photo"), loading: "lazy" }));
}

function sticker(file) {
  if (!file.mime.startsWith("image/")) return el("div", { class: "file" }, t("kindSticker"));
  return el("img", { class: "sticker", src: file.url, alt: t("sticker") });
}

function fileCard(file, drawing, name) {
  const words = [el("span", { class: "file-icon" }, icon(drawing)),
    el("span", { class: "words" }, el("bdi", { class: "file-name" }, name), el("span", { class: "under" }, fileSize(file.size)))];
  return el("a", { class: "file", href: file.url, download: name, title: t("download", { name }) }, words);
}

function body(message, ctx) {
  // What people write is text and nothing else; only the bot's formatting is drawn.
  const rich = message.from.isBot && message.html !== null;
  const nodes = rich ? richNodes(message.html, ctx.actions) : plainNodes(message.text, ctx.actions);
  return nodes.length ? el("div", { class: "text", dir: "auto" }, nodes) : null;
}

function foot(message) {
  return el("div", { class: "foot" },
    message.pinned && sign("pin", t("pinned")),
    message.protected && sign("lock", t("protected")),
    message.edited && el("span", {}, t("edited")),
    el("time", { datetime: message.date.toISOString(), title: showFull(message.date) }, showTime(message.date)));
}

function tools(message, mine, ctx) {
  const editable = mine && message.text && !message.document && !message.photo;
  return el("div", { class: "tools" },
    iconButton("reply", t("reply"), () => ctx.actions.reply(message)),
    editable && iconButton("pencil", t("edit"), () => ctx.actions.edit(message)),
    mine && iconButton("bin", t("remove"), () => ctx.actions.remove(message)));
}

/** A poll: what was chosen is told by the counts; pressing an option votes for it alone. A quiz tells what was right, once. */
function pollBox({ id, poll }, ctx) {
  if (!poll) return null;
  const closed = poll.closed ? t("pollClosed") : "";
  const sign = (o, index) => !poll.answered ? "" : poll.right.includes(index) ? "✓ " : o.count ? "✗ " : "";
  const option = (o, index) => el("button", { type: "button", disabled: poll.closed || poll.answered, onclick: () => ctx.actions.vote(id, index) },
    el("span", { dir: "auto" }, sign(o, index) + o.text), el("span", { class: "under" }, t("votes", { n: o.count })));
  return el("div", { class: "poll", role: "group", "aria-label": t("poll") }, el("b", { dir: "auto" }, poll.question + closed),
    poll.options.map(option), poll.explanation && el("p", { class: "under", dir: "auto" }, poll.explanation));
}

function reactions(message) {
  return message.reactions.length ? el("div", { class: "reactions" }, message.reactions.join(" ")) : null;
}

// --- inline keyboard ------------------------------------------------------------------------------------------------

function keyboard(message, ctx) {
  if (!message.buttons.length) return null;
  return el("div", { class: "inline-keyboard", role: "group", "aria-label": t("buttons") },
    message.buttons.map((row) => el("div", { class: "button-row" }, row.map((button) => inlineButton(message, button, ctx)))));
}

function inlineButton(message, button, ctx) {
  const label = el("span", { dir: "auto" }, button.text);
  const { url } = button;
  if (url && !isDeepLink(url)) return urlButton(url, label);
  if (url) return action(label, { drawing: "out", title: url }, () => ctx.actions.follow(url));
  if (button.data !== undefined) return action(label, {}, (event) => ctx.actions.press(message, button, event.currentTarget));
  return el("button", { type: "button", disabled: true, title: t("strangeButton") }, label);
}

function urlButton(url, label) {
  const address = safeAddress(url);
  if (!address) return el("button", { type: "button", disabled: true, title: t("badLink", { url }) }, label);
  return el("a", { class: "button", href: address, target: "_blank", rel: "noopener noreferrer", title: url }, label, mark("out"));
}

function action(label, { drawing, title }, onclick) {
  return el("button", { type: "button", title, onclick }, label, drawing && mark(drawing));
}

const mark = (drawing) => el("span", { class: "corner" }, icon(drawing));
