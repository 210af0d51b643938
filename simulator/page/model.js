// The server's shapes → the page's own, in one place. Every field the page reads passes through here,
// so a missing or differently spelled one degrades to an empty value instead of breaking the drawing.

const list = (value) => (Array.isArray(value) ? value : value && typeof value === "object" ? Object.values(value) : []);

/** Dates come as ISO text or as Unix seconds. */
export function toDate(value) {
  if (typeof value === "number") return new Date(value * 1000);
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}

export function toUser(raw) {
  return {
    id: raw.id,
    name: raw.name || [raw.last_name, raw.first_name].filter(Boolean).join(" ") || String(raw.id),
    username: raw.username || "",
    note: raw.note || "",
    isBot: Boolean(raw.is_bot),
    started: raw.started !== false,
    blocked: Boolean(raw.blocked),
  };
}

export function toChat(raw) {
  const present = list(raw.members).filter((m) => !["left", "kicked"].includes(m.status));
  const members = present.map((m) => (typeof m === "object" ? m.id : m));
  return {
    id: raw.id,
    type: raw.type || (raw.id > 0 ? "private" : "group"),
    title: raw.title || raw.name || "",
    members,
    messages: list(raw.messages).map(toMessage),
    migratedTo: raw.migrated_to ?? null,
  };
}

export function toMessage(raw) {
  const markup = raw.reply_markup || {};
  return {
    id: raw.id ?? raw.message_id,
    from: raw.from && typeof raw.from === "object" ? toUser(raw.from) : { id: raw.from, name: "", isBot: false },
    date: toDate(raw.date),
    html: raw.html ?? null,
    text: raw.text ?? raw.caption ?? "",
    buttons: list(raw.buttons ?? markup.inline_keyboard).map((row) => list(row).map(toButton)),
    edited: Boolean(raw.edited || raw.edit_date),
    document: raw.document || null,
    photo: toPhoto(raw.photo),
    voice: raw.voice || null,
    sticker: raw.sticker || null,
    pinned: Boolean(raw.pinned),
    protected: Boolean(raw.protected ?? raw.protect_content ?? raw.has_protected_content),
    replyTo: toReply(raw.reply_to ?? raw.reply_to_message),
    forceReply: raw.force_reply || markup.force_reply ? { placeholder: raw.placeholder || markup.input_field_placeholder || "" } : null,
    poll: toPoll(raw.poll),
    reactions: list(raw.reactions),
    service: toService(raw.service, raw.from),
  };
}

function toButton(raw) {
  return {
    text: raw.text,
    data: raw.data ?? raw.callback_data ?? null,
    url: raw.url ?? raw.login_url?.url ?? raw.web_app?.url ?? null,
    copy: raw.copy_text?.text ?? null,
    style: ["primary", "success", "danger"].includes(raw.style) ? raw.style : "",
  };
}

function toPoll(raw) {
  if (!raw) return null;
  const options = list(raw.options).map((o) => ({ text: o.text, count: o.voter_count || 0 }));
  return { question: raw.question, options, closed: Boolean(raw.is_closed) };
}

/** A service message ({"new_chat_members": …}) in words. */
function toService(raw, from) {
  if (!raw) return null;
  if (typeof raw === "string") return raw;
  const by = (from && typeof from === "object" && toUser(from).name) || "";
  const who = (users) => list(users).map((u) => (typeof u === "object" ? toUser(u).name : u)).join("、");
  if (raw.new_chat_members) return `${by} 邀请 ${who(raw.new_chat_members)} 入群`;
  if (raw.left_chat_member) return `${who([raw.left_chat_member])} 已离开群`;
  if (raw.pinned_message) return `${by} 置顶了一条消息`;
  if (raw.migrate_to_chat_id || raw.migrate_from_chat_id) return "此群已升级为超级群";
  if (raw.new_chat_title) return `${by} 将群名改为“${raw.new_chat_title}”`;
  return Object.keys(raw).join("、") || null;
}

/** The Bot API lists several sizes of one picture: the last is the largest. */
function toPhoto(raw) {
  return Array.isArray(raw) ? raw.at(-1) || null : raw || null;
}

function toReply(raw) {
  if (!raw) return null;
  return typeof raw === "object" ? (raw.id ?? raw.message_id) : raw;
}

/** One chat as a person sees it, ready to draw. */
export function toView(raw, userId, world) {
  const messages = list(raw.messages).map(toMessage);
  const newest = messages.filter((m) => !m.service).at(-1);
  const user = world.users.get(userId);
  const isPrivate = raw.chat === undefined || toChat(raw.chat).type === "private";
  return {
    messages,
    commands: list(raw.commands ?? raw.menu).map((c) => ({ command: c.command, description: c.description || "" })),
    keyboard: toKeyboard(raw.keyboard ?? raw.reply_keyboard),
    pinned: messages.filter((m) => m.pinned).at(-1) || null,
    forced: newest?.forceReply && newest.from.id !== userId ? newest : null,
    gate: isPrivate ? gate(user, messages) : null,
  };
}

/** Telegram shows one big button instead of the writing line until the bot is started, and while it is blocked. */
function gate(user, messages) {
  if (user?.blocked) return "blocked";
  return user && !user.started && !messages.length ? "start" : null;
}

function toKeyboard(raw) {
  const rows = list(raw?.keyboard ?? raw?.rows ?? raw);
  if (!rows.length) return null;
  return {
    rows: rows.map((row) => list(row).map((key) => (typeof key === "string" ? key : key.text))),
    placeholder: raw.input_field_placeholder || "",
    oneTime: Boolean(raw.one_time_keyboard),
  };
}
