// One message → DOM nodes. `ctx` = {user, group, find(id), actions}: who looks, where, and what presses do.
import { colourClass, el, fileSize, iconButton, nameNode } from "./dom.js";
import { icon, sign } from "./icons.js";
import { plainNodes, richNodes, isDeepLink, safeAddress } from "./rich.js";
import { showFull, showTime } from "./time.js";

export function bubble(message, ctx) {
  if (message.service) return el("li", { class: "service" }, el("span", { dir: "auto" }, message.service));
  const mine = message.from.id === ctx.user;
  const content = el("div", { class: `bubble${mine ? " mine" : ""}${message.sticker ? " bare" : ""}` },
    sender(message, mine, ctx), quote(message, ctx), attachment(message), body(message, ctx), pollBox(message, ctx), reactions(message), foot(message));
  return el("li", { class: `message${mine ? " mine" : ""}`, id: null, "data-message": message.id },
    el("div", { class: "stack" }, content, keyboard(message, ctx)), tools(message, mine, ctx));
}

/** In groups everyone else's messages carry their name; in a private chat there are only two. */
function sender(message, mine, ctx) {
  if (!ctx.group || mine) return null;
  return el("div", { class: `sender ${colourClass(message.from.id)}` }, nameNode(message.from.name),
    message.from.isBot && el("span", { class: "tag" }, "机器人"));
}

function quote(message, ctx) {
  if (!message.replyTo) return null;
  const original = ctx.find(message.replyTo);
  const name = original ? original.from.name : "";
  return el("button", { type: "button", class: "quote", "aria-label": `回复的消息：${summary(original)}`, onclick: () => ctx.actions.jump(message.replyTo) },
    name && nameNode(name), el("span", { class: "cut", dir: "auto" }, summary(original)));
}

/** One line standing for a message, as in the pinned bar and in quotes. */
export function summary(message) {
  if (!message) return "已删除的消息";
  if (message.service) return message.service;
  const text = message.text.replace(/\s+/g, " ").trim();
  const kind = message.document ? `[文件] ${message.document.name}` : message.photo ? "[图片]"
    : message.voice ? "[语音]" : message.sticker ? "[贴纸]" : message.poll ? `[投票] ${message.poll.question}` : "";
  return [kind, text].filter(Boolean).join(" ") || "（空消息）";
}

function attachment(message) {
  if (message.photo) return photo(message.photo);
  const file = message.document || message.voice;
  if (file) return fileCard(file, message.document ? "file" : "voice", message.document ? file.name : "语音消息");
  if (message.sticker) return sticker(message.sticker);
  return null;
}

function photo(file) {
  if (!file.url) return el("div", { class: "file" }, "[图片]");
  return el("a", { class: "photo", href: file.url, target: "_blank", rel: "noopener", "aria-label": "图片，打开原图" },
    el("img", { src: file.url, alt: "图片", loading: "lazy" }));
}

function sticker(file) {
  if (!file.url || !file.mime?.startsWith("image/")) return el("div", { class: "file" }, "[贴纸]");
  return el("img", { class: "sticker", src: file.url, alt: "贴纸" });
}

function fileCard(file, drawing, name) {
  const words = [el("span", { class: "file-icon" }, icon(drawing)),
    el("span", { class: "words" }, el("bdi", { class: "file-name" }, name), el("span", { class: "under" }, fileSize(file.size)))];
  if (!file.url) return el("div", { class: "file" }, words);
  return el("a", { class: "file", href: file.url, download: name, title: `下载 ${name}` }, words);
}

function body(message, ctx) {
  // What people write is text and nothing else; only the bot's formatting is drawn.
  const rich = message.from.isBot && message.html !== null;
  const nodes = rich ? richNodes(message.html, ctx.actions) : plainNodes(message.text, ctx.actions);
  return nodes.length ? el("div", { class: "text", dir: "auto" }, nodes) : null;
}

function foot(message) {
  return el("div", { class: "foot" },
    message.pinned && sign("pin", "已置顶"),
    message.protected && sign("lock", "受保护内容：不能转发和保存"),
    message.edited && el("span", {}, "已编辑"),
    message.date && el("time", { datetime: message.date.toISOString(), title: showFull(message.date) }, showTime(message.date)));
}

function tools(message, mine, ctx) {
  const editable = mine && message.text && !message.document && !message.photo;
  return el("div", { class: "tools" },
    iconButton("reply", "回复这条消息", () => ctx.actions.reply(message)),
    editable && iconButton("pencil", "编辑这条消息", () => ctx.actions.edit(message)),
    mine && iconButton("bin", "删除这条消息", () => ctx.actions.remove(message)));
}

/** A poll: what was chosen is told by the counts; pressing an option votes for it alone. */
function pollBox({ id, poll }, ctx) {
  if (!poll) return null;
  const closed = poll.closed ? "（已结束）" : "";
  const option = (o, index) => el("button", { type: "button", disabled: poll.closed, onclick: () => ctx.actions.vote(id, index) },
    el("span", { dir: "auto" }, o.text), el("span", { class: "under" }, `${o.count} 票`));
  return el("div", { class: "poll", role: "group", "aria-label": "投票" }, el("b", { dir: "auto" }, poll.question + closed), poll.options.map(option));
}

function reactions(message) {
  return message.reactions.length ? el("div", { class: "reactions" }, message.reactions.join(" ")) : null;
}

// --- inline keyboard ------------------------------------------------------------------------------------------------

function keyboard(message, ctx) {
  if (!message.buttons.length) return null;
  return el("div", { class: "inline-keyboard", role: "group", "aria-label": "消息按钮" },
    message.buttons.map((row) => el("div", { class: "button-row" }, row.map((button) => inlineButton(message, button, ctx)))));
}

function inlineButton(message, button, ctx) {
  const label = el("span", { dir: "auto" }, button.text);
  const { url, style } = button;
  if (url && !isDeepLink(url)) return urlButton(url, label);
  if (url) return action(label, { drawing: "out", title: url, style }, () => ctx.actions.follow(url));
  if (button.data !== undefined && button.data !== null) return action(label, { style }, (event) => ctx.actions.press(message, button, event.currentTarget));
  if (button.copy) return action(label, { drawing: "copy", title: `复制：${button.copy}`, style }, () => ctx.actions.copy(button.copy));
  return el("button", { type: "button", disabled: true, title: "模拟器不支持这种按钮" }, label);
}

function urlButton(url, label) {
  const address = safeAddress(url);
  if (!address) return el("button", { type: "button", disabled: true, title: `打不开：${url}` }, label);
  return el("a", { class: "button", href: address, target: "_blank", rel: "noopener noreferrer", title: url }, label, mark("out"));
}

function action(label, { drawing, title, style }, onclick) {
  return el("button", { type: "button", class: style, title, onclick }, label, drawing && mark(drawing));
}

const mark = (drawing) => el("span", { class: "corner" }, icon(drawing));
