"""The simulated world as JSON, so that it can be gone on with another day; without faults, limits and logs."""

import base64
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from .files import FileStore
from .model import Chat, Media, Message, Press, StoredFile, User
from .updates import Updates
from .wire import Json, encode
from .world import World

_USER = ("id", "name", "username", "language", "note", "started", "blocked")
_CHAT = ("id", "kind", "title", "last_id", "migrated_to", "instance", "keyboard")
_MESSAGE = (
    "id", "text", "entities", "markup", "protected", "pinned", "deleted", "deleted_by_bot", "service", "poll", "origin",
    "album", "reactions",
)  # fmt: skip
_FILE = ("id", "unique_id", "name", "mime", "path", "width", "height", "duration")
_SIZE = ("id", "unique_id", "width", "height")
_PRESS = ("id", "data", "url")


def world_json(world: World) -> Json:
    """Everything that people and the bot have done."""
    version, state, following = world.chance.getstate()
    return {
        "chance": [version, list(state), following],
        "users": [_fields(user, _USER) for user in world.users.values()],
        "chats": [_chat_json(chat) for chat in world.chats.values()],
        "files": [_media_json(media) for media in _distinct(world.files)],
        "presses": [_press_json(press) for press in world.presses.values() if not press.answered],
        "menus": [[*key, commands] for key, commands in world.menus.commands.items()],
        "menu_buttons": [*world.menus.buttons.items()],
        "profile": [[*key, text] for key, text in world.profile.items()],
        "updates": {"next": world.updates.next_id, "pending": [*world.updates.pending]},
    }


def fill(world: World, saved: Json) -> None:
    """Makes an empty world as it was."""
    version, state, following = saved["chance"]
    world.chance.setstate((version, tuple(state), following))
    for user in saved["users"]:
        world.users[user["id"]] = User(**user)
    for media in saved["files"]:
        world.files.take_over(_media(media))
    for chat in saved["chats"]:
        _fill_chat(world, chat)
    for press in saved["presses"]:
        world.presses[press["id"]] = _press(world, press)
    for (kind, chat_id, user_id), language, commands in saved["menus"]:
        world.menus.commands[(kind, chat_id, user_id), language] = commands
    world.menus.buttons = dict(saved["menu_buttons"])
    world.profile = {(name, language): text for name, language, text in saved["profile"]}
    world.updates = Updates(saved["updates"]["next"])
    world.updates.pending.extend(saved["updates"]["pending"])


def _fields(thing: object, names: tuple[str, ...]) -> Json:
    return {name: getattr(thing, name) for name in names}


def _chat_json(chat: Chat) -> Json:
    messages = [_message_json(message) for message in chat.messages.values()]
    return _fields(chat, _CHAT) | {"members": [*chat.members.items()], "messages": messages}


def _message_json(message: Message) -> Json:
    return _fields(message, _MESSAGE) | {
        "sender": message.sender.id,
        "media": message.media.file.id if message.media is not None else None,
        "reply_to": message.reply_to.id if message.reply_to is not None else None,
        "date": message.date.isoformat(),
        "edit_date": message.edit_date.isoformat() if message.edit_date is not None else None,
        "votes": [*message.votes.items()],
    }


def _fill_chat(world: World, saved: Json) -> None:
    members = dict(saved["members"])
    chat = Chat(**{name: saved[name] for name in _CHAT}, user=world.users.get(saved["id"]), members=members)
    for given in saved["messages"]:  # an answered message stands before its answer
        chat.messages[given["id"]] = _message(world, chat, given)
    world.take_over(chat)


def _message(world: World, chat: Chat, saved: Json) -> Message:
    edited = saved["edit_date"]
    sender = world.users.get(saved["sender"], world.bot)
    return Message(
        chat,
        sender,
        media=world.files.by_id[saved["media"]] if saved["media"] is not None else None,
        reply_to=chat.messages.get(saved["reply_to"]),
        date=datetime.fromisoformat(saved["date"]),
        edit_date=datetime.fromisoformat(edited) if edited is not None else None,
        votes=dict(saved["votes"]),
        **{name: saved[name] for name in _MESSAGE},
    )


def _distinct(files: FileStore) -> list[Media]:
    """Each once, though several identifiers lead to a photo."""
    return [*{media.file.id: media for media in files.by_id.values()}.values()]


def _media_json(media: Media) -> Json:
    content = base64.b64encode(media.file.content).decode()
    sizes = [_fields(size, _SIZE) for size in media.sizes]
    return {"kind": media.kind, "file": _fields(media.file, _FILE) | {"content": content}, "sizes": sizes}


def _media(saved: Json) -> Media:
    given: dict[str, Any] = saved["file"]
    file = StoredFile(**given | {"content": base64.b64decode(given["content"])})
    return Media(saved["kind"], file, tuple(replace(file, **size) for size in saved["sizes"]))


def _press_json(press: Press) -> Json:
    message = press.message.id if press.message is not None else None
    return _fields(press, _PRESS) | {"user": press.user.id, "chat": press.chat.id, "message": message}


def _press(world: World, saved: Json) -> Press:
    chat = world.chats[saved["chat"]]
    return Press(
        saved["id"], world.users[saved["user"]], chat, chat.messages.get(saved["message"]), saved["data"], saved["url"]
    )  # fmt: skip


def save(world: World, file: Path) -> None:
    """Writes the world into a file, whole or not at all."""
    new = file.with_name(file.name + ".new")
    new.write_bytes(encode(world_json(world)))
    new.replace(file)


def load(world: World, file: Path) -> None:
    """Fills an empty world from a file."""
    fill(world, json.loads(file.read_bytes()))
