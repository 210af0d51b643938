"""Editing, deleting and pinning: https://core.telegram.org/bots/api#updating-messages."""

from datetime import timedelta

from ..calls import Call
from ..checks import check_caption, check_text
from ..errors import refused, wrong
from ..model import Chat, Media, Message
from ..render import message_json
from ..wire import Json
from ..world import World
from .common import formatted, message_in, open_chat, reply_markup
from .media import captioned, referred

_DELETABLE = timedelta(hours=48)
_DELETED_AT_ONCE = 100
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


def edit_message_text(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#editmessagetext. Buttons that are not given again go away."""
    if "rich_message" in call.params:
        raise wrong("Not implemented by the simulator: rich messages")
    if not call.text("text"):
        raise wrong("message text is empty")
    text, entities = formatted(call, "text")
    check_text(text)
    message = _own(world, call)
    if message.media is not None or message.poll is not None:
        raise wrong("there is no text in the message to edit")
    return _edit(world, message, text, entities, reply_markup(call))


def edit_message_caption(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#editmessagecaption."""
    text, entities = formatted(call, "caption", entities="caption_entities")
    check_caption(text)
    message = _own(world, call)
    if message.media is None:
        raise wrong("there is no caption in the message to edit")
    return _edit(world, message, text, entities, reply_markup(call))


def edit_message_media(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#editmessagemedia. The caption goes with the file that it stood under."""
    item = call.params["media"]
    text, entities = captioned(call, item)
    message = _own(world, call)
    if message.media is None or message.album is not None:
        raise wrong("Not implemented by the simulator: a file in place of a text, or in an album")
    media = referred(world, call, item["type"], item["media"])
    return _edit(world, message, text, entities, reply_markup(call), media)


def edit_message_reply_markup(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#editmessagereplymarkup."""
    message = _own(world, call)
    return _edit(world, message, message.text, message.entities, reply_markup(call))


def _own(world: World, call: Call) -> Message:
    if "inline_message_id" in call.params:
        raise wrong("Not implemented by the simulator: inline messages")
    for name in ("chat_id", "message_id"):
        if name not in call.params:
            raise wrong("message identifier is not specified" if name == "message_id" else "chat_id is empty")
    message = message_in(open_chat(world, call), call.number("message_id"), "to edit")
    foreign = message.sender is not world.bot or message.service is not None
    if foreign or (message.markup is not None and "inline_keyboard" not in message.markup):
        raise wrong("message can't be edited")
    return message


def _edit(
    world: World, message: Message, text: str, entities: list[Json], markup: Json | None, media: Media | None = None
) -> Json:
    entities, media = world.with_mentions(entities), media or message.media
    if (message.text, message.entities, message.markup, message.media) == (text, entities, markup, media):
        raise refused(_NOT_MODIFIED)
    message.text, message.entities, message.markup, message.media = text, entities, markup, media
    world.edited(message)
    return message_json(message)


def delete_message(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#deletemessage."""
    chat = open_chat(world, call)
    message = message_in(chat, call.number("message_id"), "to delete")
    if not _may_delete(world, chat, message):
        raise refused("message can't be deleted for everyone")
    world.delete(message, by_bot=True)
    return True


def delete_messages(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#deletemessages. Messages that can't be found are skipped."""
    chat = open_chat(world, call)
    numbers: list[int] = call.params["message_ids"]
    if not 1 <= len(numbers) <= _DELETED_AT_ONCE:
        raise wrong("there must be 1-100 message identifiers")
    for number in numbers:
        message = chat.messages.get(number)
        if message is not None and not message.deleted and _may_delete(world, chat, message):
            world.delete(message, by_bot=True)
    return True


def _may_delete(world: World, chat: Chat, message: Message) -> bool:
    """The bot's own and, in private, the other's messages for 48 hours; an administrator's reach has no end."""
    if world.bot_status(chat) == "administrator" and not chat.private:
        return True
    recent = world.clock.now() - message.date < _DELETABLE
    return recent and (chat.private or message.sender is world.bot)


def pin_chat_message(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#pinchatmessage. Everybody in the chat sees a service message about it."""
    chat = open_chat(world, call)
    message = message_in(chat, call.number("message_id"), "to pin")
    if not message.pinned:
        message.pinned = True
        world.changes.record("pinned", chat=chat.id, message=message)
        world.post(Message(chat, world.bot, service={"pinned_message": message_json(message, with_reply=False)}))
    return True


def unpin_chat_message(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#unpinchatmessage. Without a message: the newest pinned one."""
    chat = open_chat(world, call)
    pinned = [m for m in world.visible(chat) if m.pinned]
    if "message_id" in call.params:
        pinned = [message_in(chat, call.number("message_id"), "to unpin")]
    if not pinned:
        raise refused("message to unpin not found")
    _unpin(world, pinned[-1])
    return True


def unpin_all_chat_messages(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#unpinallchatmessages."""
    for message in world.visible(open_chat(world, call)):
        _unpin(world, message)
    return True


def _unpin(world: World, message: Message) -> None:
    if message.pinned:
        message.pinned = False
        world.changes.record("unpinned", chat=message.chat.id, message=message)


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
}
