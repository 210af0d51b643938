"""The world as the control interface shows it. Shapes are those of the README."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from .calls import LoggedCall, Violation
from .changes import Change
from .faults import Fault
from .model import Button, Chat, Message, Press, StoredFile, User
from .simulator import Simulator
from .wire import Json


def user_view(user: User) -> Json:
    """A person."""
    return {
        "id": user.id,
        "name": user.name,
        "username": user.username,
        "is_bot": user.is_bot,
        "language": user.language,
        "note": user.note,
        "started": user.started,
        "blocked": user.blocked,
    }


def chat_view(chat: Chat) -> Json:
    """A chat without its messages."""
    members = [{"id": user_id, "status": status} for user_id, status in chat.members.items()]
    return {
        "id": chat.id,
        "type": chat.kind,
        "title": chat.title,
        "members": members,
        "migrated_to": chat.migrated_to,
    }


def message_view(message: Message) -> Json:
    """A message as people see it."""
    media = message.media
    shown: Json = {
        "id": message.id,
        "from": {"id": message.sender.id, "name": message.sender.name, "is_bot": message.sender.is_bot},
        "date": message.date.isoformat(),
        "html": message.html,
        "text": message.text,
        "buttons": [[_button_view(button) for button in row] for row in message.buttons],
        "edited": message.edited,
        "deleted": message.deleted,
        "pinned": message.pinned,
        "protected": message.protected,
        "reply_to": message.reply_to.id if message.reply_to is not None else None,
        "document": file_view(message.document),
        "photo": file_view(message.photo),
        "voice": file_view(message.voice),
        "sticker": file_view(media.file if media is not None and media.kind == "sticker" else None),
        "service": message.service,
        "poll": message.poll,
        "reactions": [reaction.get("emoji", "") for reaction in message.reactions],
    }
    markup = message.markup or {}
    if "force_reply" in markup:
        shown |= {"force_reply": True, "placeholder": markup.get("input_field_placeholder", "")}
    return shown


def file_view(file: StoredFile | None) -> Json | None:
    """A file with the address it can be fetched from."""
    if file is None:
        return None
    shown: Json = {"name": file.name, "mime": file.mime, "size": file.size, "url": f"/control/files/{file.path}"}
    return shown | {"width": file.width, "height": file.height} if file.mime.startswith("image/") else shown


def _button_view(button: Button) -> Json:
    shown = {"text": button.text, "data": button.data, "url": button.url}
    return {name: value for name, value in shown.items() if value is not None}


def press_view(press: Press) -> Json:
    """A press and what came of it."""
    return {
        "id": press.id,
        "message": press.message.id if press.message is not None else None,
        "answered": press.answered,
        "answer": press.answer,
        "alert": press.alert,
        "url": press.url,
    }


def change_view(change: Change) -> Json:
    """One event of the stream. The message is shown as it is now, which may be newer than the event."""
    shown: Json = {"seq": change.seq, "kind": change.kind, "chat": change.chat, **change.detail}
    return shown | {"message": message_view(change.message)} if change.message is not None else shown


def call_view(call: LoggedCall) -> Json:
    """A call of the bot."""
    return {
        "seq": call.seq,
        "method": call.method,
        "chat": call.chat,
        "ok": call.ok,
        "error": call.error,
        "time": call.time.isoformat(),
    }


def violation_view(violation: Violation) -> Json:
    """A breach of the rules."""
    return {"method": violation.method, "parameters": list(violation.parameters), "error": violation.reason}


def fault_view(fault: Fault) -> Json:
    """An order, with the number of times it will still strike."""
    return {"method": fault.method, "kind": fault.kind, "chat": fault.chat, "nth": fault.nth, "times": fault.left}


def clock_view(sim: Simulator) -> Json:
    """The clock."""
    return {"now": sim.clock.now().isoformat(), "offset": sim.clock.offset}


@dataclass(frozen=True)
class Part:
    """Which of a chat's messages: between two, and of these the newest ``limit``, or with ``after`` the oldest."""

    limit: int | None = None
    before: int | None = None
    after: int | None = None

    def of(self, messages: list[Message]) -> slice:
        """Where they stand among all, which come in order."""
        start = 0 if self.after is None else bisect_right(messages, self.after, key=lambda m: m.id)
        end = len(messages) if self.before is None else bisect_left(messages, self.before, key=lambda m: m.id)
        if self.limit is None:
            return slice(start, end)
        if self.after is not None:
            return slice(start, min(end, start + self.limit))
        return slice(max(start, end - self.limit), end)


def person_view(sim: Simulator, user: User, chat: Chat, part: Part) -> Json:
    """One chat as that person sees it."""
    everything = sim.messages(user, chat)
    place = part.of(everything)
    shown = everything[place]
    ids = {m.id for m in shown}
    answered = {m.reply_to.id: m.reply_to for m in shown if m.reply_to is not None and not m.reply_to.deleted}
    pinned = [m for m in everything if m.pinned]
    return {
        "chat": chat_view(chat),
        "messages": [message_view(m) for m in shown],
        "more": place.start > 0,
        "later": place.stop < len(everything),
        "answered": [message_view(m) for m in answered.values() if m.id not in ids],
        "pinned": message_view(pinned[-1]) if pinned else None,
        "commands": sim.world.menus.shown(user, chat),
        "keyboard": chat.keyboard,
    }


def _unread(chat: Chat, shown: list[Message]) -> dict[str, int]:
    """For each person there, how many messages have come since the last one of their own."""
    people = [chat.user.id] if chat.user is not None else list(chat.members)
    counts: dict[str, int] = {}
    for count, message in enumerate(reversed(shown)):
        counts.setdefault(str(message.sender.id), count)
    return {str(person): counts.get(str(person), len(shown)) for person in people}


def _chat_state(sim: Simulator, chat: Chat, *, messages: bool) -> Json:
    shown = sim.world.visible(chat)
    if messages:
        return chat_view(chat) | {"messages": [message_view(message) for message in shown]}
    return chat_view(chat) | {"last": chat.last_id, "unread": _unread(chat, shown)}


def state_view(sim: Simulator, *, messages: bool = True) -> Json:
    """Everything; without messages, what a page needs that reads the chats one by one."""
    world = sim.world
    return {
        "seq": world.changes.seq,
        "changed": world.changes.last,
        "bot": user_view(world.bot),
        "users": [user_view(user) for user in world.users.values()],
        "chats": [_chat_state(sim, chat, messages=messages) for chat in world.chats.values()],
        "menus": [
            {"scope": scope[0], "chat": scope[1], "user": scope[2], "language": language, "commands": commands}
            for (scope, language), commands in world.menus.commands.items()
        ],
        "clock": clock_view(sim),
        "limits": {"on": sim.limits.on, "floods": sim.floods},
        "faults": [fault_view(fault) for fault in sim.faults.ordered],
        "calls": len(sim.calls),
        "process": {"running": sim.keeper.running} if sim.keeper is not None else None,
        "language": sim.language,
    }
