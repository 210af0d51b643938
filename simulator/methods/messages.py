"""Sending text and polls, copying and forwarding: https://core.telegram.org/bots/api#available-methods."""

from ..calls import Call
from ..checks import check_caption, check_length, check_text, format_text
from ..errors import wrong
from ..model import Message
from ..render import message_json, user_json
from ..wire import Json
from ..world import World
from .common import formatted, message_in, open_chat, replied, reply_markup

_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def send_message(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#sendmessage."""
    text, entities = formatted(call, "text")
    check_text(text)
    markup = reply_markup(call)
    chat = open_chat(world, call)
    reply = replied(world, call, chat)
    protected = call.flag("protect_content")
    message = world.post(
        Message(chat, world.bot, text=text, entities=entities, markup=markup, reply_to=reply, protected=protected)
    )
    return message_json(message)


def send_chat_action(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#sendchataction."""
    if call.text("action") not in _ACTIONS:
        raise wrong("wrong parameter action in request")
    chat = open_chat(world, call)
    world.changes.record("action", chat=chat.id, action=call.text("action"))
    return True


def copy_message(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#copymessage."""
    chat = open_chat(world, call)
    source = _source(world, call, "copied")
    text, entities = source.text, source.entities
    if source.media is not None and "caption" in call.params:
        text, entities = formatted(call, "caption", entities="caption_entities")
        check_caption(text)
    message = world.post(
        Message(
            chat,
            world.bot,
            text=text,
            entities=entities,
            media=source.media,
            markup=reply_markup(call),
            reply_to=replied(world, call, chat),
            protected=call.flag("protect_content"),
        )
    )
    return {"message_id": message.id}


def forward_message(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#forwardmessage."""
    chat = open_chat(world, call)
    source = _source(world, call, "forwarded")
    message = world.post(
        Message(
            chat,
            world.bot,
            text=source.text,
            entities=source.entities,
            media=source.media,
            protected=call.flag("protect_content"),
            origin=source.origin or _origin(source),
        )
    )
    return message_json(message)


def _source(world: World, call: Call, done: str) -> Message:
    chat = open_chat(world, call, "from_chat_id")
    message = message_in(chat, call.number("message_id"), "to copy" if done == "copied" else "to forward")
    if message.protected or message.service is not None:
        raise wrong(f"message can't be {done}")
    return message


def _origin(source: Message) -> Json:
    return {"type": "user", "date": int(source.date.timestamp()), "sender_user": user_json(source.sender)}


def send_poll(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#sendpoll."""
    poll = _poll(world, call)
    markup = reply_markup(call)
    chat = open_chat(world, call)
    message = world.post(
        Message(
            chat,
            world.bot,
            poll=poll,
            markup=markup,
            reply_to=replied(world, call, chat),
            protected=call.flag("protect_content"),
        )
    )
    return message_json(message)


def _poll(world: World, call: Call) -> Json:
    question, entities = formatted(call, "question", "question_parse_mode", "question_entities")
    if not 1 <= len(question) <= 300:
        raise wrong("poll question must be 1-300 characters long")
    options = call.items("options") or []
    if not 1 <= len(options) <= 12:
        raise wrong("poll must have 1-12 options")
    kind = call.text("type", "regular")
    if kind not in {"regular", "quiz"}:
        raise wrong("wrong poll type specified")
    poll: Json = {
        "id": world.number(),
        "question": question,
        "options": [_option(option, index, call) for index, option in enumerate(options)],
        "total_voter_count": 0,
        "is_closed": call.flag("is_closed"),
        "is_anonymous": call.flag("is_anonymous", True),
        "type": kind,
        "allows_multiple_answers": call.flag("allows_multiple_answers"),
        "allows_revoting": call.flag("allows_revoting", kind == "regular"),
        "members_only": call.flag("members_only"),
    }
    if entities:
        poll["question_entities"] = entities
    return poll | _quiz(call, len(options)) if kind == "quiz" else poll


def _option(option: Json, index: int, call: Call) -> Json:
    text, entities = format_text(
        option["text"], option.get("text_parse_mode", ""), option.get("text_entities"), call.notes
    )
    if not 1 <= len(text) <= 100:
        raise wrong("poll option must be 1-100 characters long")
    shown: Json = {"persistent_id": str(index), "text": text, "voter_count": 0}
    return shown | {"text_entities": entities} if entities else shown


def _quiz(call: Call, options: int) -> Json:
    correct = call.params.get("correct_option_ids") or []
    if not correct or not all(0 <= index < options for index in correct):
        raise wrong("quiz must have correct options")
    explanation, entities = formatted(call, "explanation", "explanation_parse_mode", "explanation_entities")
    check_length("explanation", explanation, 200)
    shown: Json = {"correct_option_ids": correct}
    return shown | {"explanation": explanation, "explanation_entities": entities} if explanation else shown


def stop_poll(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#stoppoll."""
    chat = open_chat(world, call)
    message = message_in(chat, call.number("message_id"), "with poll to stop")
    if message.poll is None or message.sender is not world.bot or message.poll["is_closed"]:
        raise wrong("poll can't be stopped")
    message.poll["is_closed"] = True
    message.markup = reply_markup(call)
    world.changes.record("edited", chat=chat.id, message=message)
    return message.poll


def set_message_reaction(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#setmessagereaction."""
    chat = open_chat(world, call)
    message = message_in(chat, call.number("message_id"), "to react")
    reactions = call.items("reaction") or []
    if len(reactions) > 1:
        raise wrong("REACTIONS_TOO_MANY")
    message.reactions = reactions
    world.changes.record("reaction", chat=chat.id, message=message)
    return True


METHODS = {
    "sendMessage": send_message,
    "sendChatAction": send_chat_action,
    "copyMessage": copy_message,
    "forwardMessage": forward_message,
    "sendPoll": send_poll,
    "stopPoll": stop_poll,
    "setMessageReaction": set_message_reaction,
}
