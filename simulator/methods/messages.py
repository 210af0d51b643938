"""Sending text, copying and forwarding: https://core.telegram.org/bots/api#available-methods."""

from ..calls import Call
from ..checks import check_caption, check_text
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
    "setMessageReaction": set_message_reaction,
}
