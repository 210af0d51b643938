"""What many methods share: the chat they aim at, formatted text, reply and buttons."""

from ..calls import Call
from ..checks import check_markup, format_text
from ..errors import RefusedError, forbidden, refused, wrong
from ..model import Chat, Message
from ..wire import Json
from ..world import World


def known_chat(world: World, call: Call, name: str = "chat_id") -> Chat:
    """The chat a parameter names, if the bot knows it."""
    chat_id = call.params.get(name)
    chat = world.chats.get(chat_id) if isinstance(chat_id, int) else None
    if chat is None:
        raise wrong("chat not found")
    if chat.migrated_to is not None:
        text = "Bad Request: group chat was upgraded to a supergroup chat"
        raise RefusedError(400, text, parameters={"migrate_to_chat_id": chat.migrated_to})
    if chat.user is not None and not chat.user.started:
        raise refused("chat not found")
    if chat.user is None and world.bot.id not in chat.members:
        raise refused("chat not found")
    return chat


def open_chat(world: World, call: Call, name: str = "chat_id") -> Chat:
    """The chat a parameter names, if the bot may act in it."""
    chat_id = call.params.get(name)
    chat = world.chats.get(chat_id) if isinstance(chat_id, int) else None
    if chat is not None and chat.user is not None and not chat.user.started:
        raise forbidden("bot can't initiate conversation with a user")
    chat = known_chat(world, call, name)
    if chat.user is not None and chat.user.blocked:
        raise forbidden("bot was blocked by the user")
    if world.bot_status(chat) == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if world.bot_status(chat) == "left":
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    return chat


def message_in(chat: Chat, message_id: int, what: str) -> Message:
    """A message that is there. Naming one that people deleted is not the bot's fault."""
    message = chat.messages.get(message_id)
    if message is None or (message.deleted and message.deleted_by_bot):
        raise wrong(f"message {what} not found")
    if message.deleted:
        raise refused(f"message {what} not found")
    return message


def formatted(call: Call, name: str, mode: str = "parse_mode", entities: str = "entities") -> tuple[str, list[Json]]:
    """A text parameter with its formatting."""
    return format_text(call.text(name), call.text(mode), call.items(entities), call.notes)


def reply_markup(call: Call) -> Json | None:
    """The buttons, checked. An inline keyboard without rows is none."""
    markup = call.item("reply_markup")
    if markup is None:
        return None
    check_markup(markup)
    return None if markup.get("inline_keyboard") == [] else markup


def replied(world: World, call: Call, chat: Chat) -> Message | None:
    """The message that is answered: https://core.telegram.org/bots/api#replyparameters."""
    parameters = call.item("reply_parameters")
    if parameters is None:
        return None
    if parameters.get("chat_id", chat.id) not in (chat.id, str(chat.id)):
        raise wrong("Not implemented by the simulator: replies to another chat")
    message = chat.messages.get(parameters["message_id"])
    if message is not None and not message.deleted:
        return message
    if parameters.get("allow_sending_without_reply"):
        return None
    raise refused("message to be replied not found") if message else wrong("message to be replied not found")
