"""Sending text, showing what the bot does, reacting: https://core.telegram.org/bots/api#available-methods."""

from ..calls import Call
from ..checks import check_text
from ..errors import wrong
from ..model import Message
from ..render import message_json
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
    "setMessageReaction": set_message_reaction,
}
