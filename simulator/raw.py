"""Updates made elsewhere, handed to the bot as they are: kinds that the simulated people never cause, and odd ones."""

from .model import Chat, Message, Press, User
from .wire import Json
from .world import World


def deliver(world: World, kind: str, body: Json) -> None:
    """Queues an update whether or not the bot asked for its kind.

    What it names exists from then on, so that the bot may answer: whoever writes, the chat, the pressed message of the
    bot, the query.
    """
    message = body.get("message", {}) if "message_id" not in body else body
    chat = _chat(world, body.get("chat") or message.get("chat"))
    if chat is not None and "migrate_to_chat_id" in body:
        _chat(world, {"id": body["migrate_to_chat_id"], "type": "supergroup", "title": chat.title})
    if kind == "callback_query":
        _query(world, body, chat, _pressed(world, chat, message) if chat is not None else None)
    world.updates.queue(kind, body)


def _chat(world: World, given: Json | None) -> Chat | None:
    if given is None:
        return None
    chat = world.chats.get(given["id"])
    if chat is None and given["type"] == "private":
        world.add_user(given.get("first_name", ""), given.get("username"), given["id"], None)
    elif chat is None:
        # A channel too: the bot may write there, and nothing else of it is simulated.
        members = {world.bot.id: "administrator"}
        world.chats[given["id"]] = Chat(given["id"], "supergroup", given.get("title", ""), members=members)
    chat = world.chats[given["id"]]
    if chat.user is not None:
        chat.user.started = True
    return chat


def _pressed(world: World, chat: Chat, given: Json) -> Message:
    """The message below which a button was pressed; one of which the bot gets no content (its date is 0) is gone."""
    number = given["message_id"]
    if number not in chat.messages:
        gone = given["date"] == 0
        text = given.get("text", "") or given.get("caption", "")
        message = Message(chat, world.bot, text, id=number, date=world.clock.now(), deleted=gone)
        chat.messages[number] = message
        chat.last_id = max(chat.last_id, number)
    return chat.messages[number]


def _query(world: World, body: Json, chat: Chat | None, message: Message | None) -> None:
    sender = body["from"]
    user = world.users.get(sender["id"]) or User(sender["id"], sender["first_name"])
    # A button of an inline message is pressed in a chat that the bot does not learn of.
    place = chat or Chat(user.id, "private", user.name, user=user)
    world.presses[body["id"]] = Press(body["id"], user, place, message, body.get("data"))
