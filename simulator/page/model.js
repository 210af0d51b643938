// The server's shapes (see the README) → the page's own, in one place.
import { t } from "./language.js";
import { showDay } from "./time.js";

const GONE = ["left", "kicked"]; // statuses of those who are no longer in the group

export function toUser(raw) {
  return { id: raw.id, name: raw.name, username: raw.username || "", note: raw.note || "", isBot: raw.is_bot, started: raw.started, blocked: raw.blocked };
}

export function toChat(raw) {
  return {
    id: raw.id,
    type: raw.type,
    title: raw.title,
    members: raw.members.filter((m) => !GONE.includes(m.status)).map((m) => m.id),
    migratedTo: raw.migrated_to,
    last: raw.last ?? 0,
    unread: raw.unread ?? {},
  };
}

export function toMessage(raw) {
  const date = new Date(raw.date);
  return {
    id: raw.id,
    from: { id: raw.from.id, name: raw.from.name, isBot: raw.from.is_bot },
    date,
    day: showDay(date), // kept, because writing a date out is slow and a long chat is drawn often
    html: raw.html,
    text: raw.text,
    buttons: raw.buttons,
    edited: raw.edited,
    deleted: raw.deleted,
    document: raw.document,
    photo: raw.photo,
    voice: raw.voice,
    sticker: raw.sticker,
    pinned: raw.pinned,
    protected: raw.protected,
    replyTo: raw.reply_to,
    forceReply: raw.force_reply ? { placeholder: raw.placeholder } : null,
    poll: raw.poll && toPoll(raw.poll),
    reactions: raw.reactions,
    service: raw.service && toService(raw.service, raw.from.name),
  };
}

function toPoll(raw) {
  const options = raw.options.map((o) => ({ text: o.text, count: o.voter_count }));
  const answered = raw.type === "quiz" && raw.total_voter_count > 0; // in a private chat nobody else votes
  return {
    question: raw.question, options, closed: raw.is_closed, answered, right: raw.correct_option_ids || [],
    explanation: answered ? raw.explanation || "" : "",
  };
}

/** A service message ({"new_chat_members": …}) in words. */
function toService(raw, by) {
  const who = (users) => users.map((u) => u.first_name).join(t("listMark"));
  if (raw.new_chat_members) return t("joined", { by, who: who(raw.new_chat_members) });
  if (raw.left_chat_member) return t("left", { who: who([raw.left_chat_member]) });
  if (raw.pinned_message) return t("pinnedBy", { by });
  if (raw.migrate_to_chat_id || raw.migrate_from_chat_id) return t("upgraded");
  if (raw.new_chat_title) return t("retitled", { by, title: raw.new_chat_title });
  return Object.keys(raw).join(t("listMark"));
}

/** A reply keyboard as rows of labels; null where there is none. */
export function toKeyboard(raw) {
  if (!raw) return null;
  return {
    rows: raw.keyboard.map((row) => row.map((key) => (typeof key === "string" ? key : key.text))),
    placeholder: raw.input_field_placeholder || "",
    oneTime: Boolean(raw.one_time_keyboard),
  };
}
