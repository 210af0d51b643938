"""Copying and forwarding: https://core.telegram.org/bots/api#forwardmessage and what follows there."""

from ..calls import Call
from ..checks import check_caption
from ..errors import wrong
from ..model import Chat, Message
from ..render import message_json, user_json
from ..wire import Json
from ..world import World
from .common import formatted, message_in, open_chat, replied, reply_markup

_MOST = 100


def copy_message(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#copymessage."""
    markup = reply_markup(call)
    chat, source = open_chat(world, call), _source(world, call)
    _check(source, "copied")
    copy = _copy(world, call, chat, source)
    if source.media is not None and "caption" in call.params:
        copy.text, copy.entities = formatted(call, "caption", entities="caption_entities")
        check_caption(copy.text)
    copy.markup, copy.reply_to = markup, replied(world, call, chat)
    return {"message_id": world.post(copy).id}


def forward_message(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#forwardmessage."""
    chat, source = open_chat(world, call), _source(world, call)
    _check(source, "forwarded")
    return message_json(world.post(_forward(world, call, chat, source)))


def copy_messages(world: World, call: Call) -> list[Json]:
    """https://core.telegram.org/bots/api#copymessages: those that can't be copied are skipped."""
    chat, sources = open_chat(world, call), _sources(world, call)
    copies = [_copy(world, call, chat, source) for source in sources]
    if call.flag("remove_caption"):
        for copy in copies:
            if copy.media is not None:
                copy.text, copy.entities = "", []
    return [{"message_id": world.post(copy).id} for copy in copies]


def forward_messages(world: World, call: Call) -> list[Json]:
    """https://core.telegram.org/bots/api#forwardmessages: those that can't be forwarded are skipped."""
    chat, sources = open_chat(world, call), _sources(world, call)
    return [{"message_id": world.post(_forward(world, call, chat, source)).id} for source in sources]


def _copy(world: World, call: Call, chat: Chat, source: Message) -> Message:
    protected = call.flag("protect_content")
    return Message(
        chat, world.bot, source.text, list(source.entities), media=source.media, poll=source.poll, protected=protected
    )


def _forward(world: World, call: Call, chat: Chat, source: Message) -> Message:
    message = _copy(world, call, chat, source)
    date, sender = int(source.date.timestamp()), user_json(source.sender)
    message.origin = source.origin or {"type": "user", "date": date, "sender_user": sender}
    return message


def _source(world: World, call: Call) -> Message:
    return message_in(open_chat(world, call, "from_chat_id"), call.number("message_id"), "to be copied or forwarded")


def _check(source: Message, done: str) -> None:
    if source.protected or source.service is not None:
        raise wrong(f"message can't be {done}")


def _sources(world: World, call: Call) -> list[Message]:
    origin = open_chat(world, call, "from_chat_id")
    numbers: list[int] = call.params["message_ids"]
    if not 1 <= len(numbers) <= _MOST or numbers != sorted(set(numbers)):
        raise wrong("message identifiers must be 1-100 in strictly increasing order")
    found = [message for number in numbers if (message := origin.messages.get(number)) is not None]
    return [m for m in found if not m.deleted and not m.protected and m.service is None]


METHODS = {
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
}
