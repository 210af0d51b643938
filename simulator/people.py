"""What people do: write, send files, press buttons, follow links, edit, delete, block the bot."""

import mimetypes
import re
from urllib.parse import parse_qs, urlsplit

from .checks import TEXT_MOST, format_text
from .entities import detect
from .files import Upload
from .groups import Groups
from .model import Button, Chat, MediaKind, Message, Press, User
from .render import message_json, user_json
from .wire import Json
from .world import ChatRef, UserRef, World

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class People:
    """The acts of people. Every one changes the world at once and queues the bot's updates."""

    def __init__(self, world: World, groups: Groups) -> None:
        self._world = world
        self._groups = groups

    def say(
        self, who: UserRef, text: str, chat: ChatRef | None = None, reply_to: Message | int | None = None
    ) -> Message:
        """Writes a message; a long text goes as several, and the last is answered."""
        user, place = self._start(who, chat)
        answered = self._message(place, reply_to) if reply_to is not None else None
        for part in _parts(text):
            words, entities = _written(part)
            message = self._world.post(Message(place, user, text=words, entities=entities, reply_to=answered))
        return message

    def send_file(
        self, who: UserRef, upload: Upload, kind: MediaKind, caption: str | None = None, chat: ChatRef | None = None,
        album: str | None = None,
    ) -> Message:  # fmt: skip
        """Sends a document, photo, voice message or sticker; several of one album one after the other."""
        user, place = self._start(who, chat)
        mime = upload.mime or mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
        media = self._world.files.keep(Upload(upload.name, mime, upload.content), kind)
        words = caption or ""
        return self._world.post(Message(place, user, text=words, entities=detect(words), media=media, album=album))

    def press(
        self, who: UserRef, label: str, chat: ChatRef | None = None, message: Message | int | None = None
    ) -> Press:
        """Presses the newest button with this label, or that of the given message."""
        user = self._world.user(who)
        place = self._where(user, message, chat)
        shown = self._world.visible(place) if message is None else [self._message(place, message)]
        for candidate in reversed(shown):
            for button in (b for row in candidate.buttons for b in row if b.text == label):
                return self._press_button(user, candidate, button)
        if message is None and label in _keyboard_labels(place):
            self.say(user, label, place)
            return Press(self._world.number(), user, place, None, answered=True)
        labels = [text for m in shown for text in m.labels] + _keyboard_labels(place)
        raise LookupError(f"{user.name} sees no button {label!r} in {place.title}; there are {labels}")

    def press_data(self, who: UserRef, data: str, message: Message | int, chat: ChatRef | None = None) -> Press:
        """Presses a button that the message does not (or no longer) show: an old client, or a foreign one."""
        user = self._world.user(who)
        place = self._where(user, message, chat)
        return self._query(
            user, place, message if isinstance(message, Message) else self._message(place, message), data
        )

    def follow(self, who: UserRef, url: str, chat: ChatRef | None = None) -> Message:
        """Opens a link to the bot and presses start; a startgroup link adds the bot to ``chat`` or to a new group."""
        user = self._world.user(who)
        parts, bot = urlsplit(url), self._world.bot
        query = parse_qs(parts.query, keep_blank_values=True)
        name = query.get("domain", [""])[0] if parts.scheme == "tg" else parts.path.strip("/")
        if name.lower() != (bot.username or "").lower():
            raise LookupError(f"{url} leads not to @{bot.username}")
        for payload in (*query.get("start", []), *query.get("startgroup", [])):
            if payload and not _PAYLOAD.fullmatch(payload):
                raise ValueError(f"{payload!r} is no start parameter: 1-64 characters of A-Z a-z 0-9 _ -")
        if "startgroup" not in query:
            return self.say(user, f"/start {query.get('start', [''])[0]}".strip())
        place = self._world.place(user, chat) if chat is not None else self._groups.add(f"{user.name}的群", [user])
        self._groups.add_bot(place, user)
        return self.say(user, f"/start@{bot.username} {query['startgroup'][0]}".strip(), place)

    def edit(self, who: UserRef, message: Message | int, text: str, chat: ChatRef | None = None) -> Message:
        """Changes the text of one's own message."""
        user = self._world.user(who)
        changed = self._own(user, message, chat)
        changed.text, changed.entities = _written(text)
        self._world.edited(changed)
        self._world.tell("edited_message", changed)
        return changed

    def delete(self, who: UserRef, message: Message | int, chat: ChatRef | None = None) -> None:
        """Deletes a message for both sides: any in private, one's own in a group (an administrator: any)."""
        user = self._world.user(who)
        place = self._where(user, message, chat)
        gone = self._message(place, message)
        admin = place.members.get(user.id) in {"creator", "administrator"}
        if not place.private and gone.sender is not user and not admin:
            raise ValueError(f"{user.name} may not delete a message of {gone.sender.name}")
        self._world.delete(gone, by_bot=False)

    def block(self, who: UserRef, blocked: bool = True) -> None:
        """Blocks the bot or lets it in again."""
        user = self._world.user(who)
        if user.blocked != blocked:
            chat = self._world.chats[user.id]
            user.blocked = blocked
            old, new = ("member", "kicked") if blocked else ("kicked", "member")
            self._world.member_changed(chat, user, self._world.bot, old, new)

    def vote(self, who: UserRef, message: Message, options: list[int]) -> None:
        """Chooses options of a poll; none takes the vote back."""
        user = self._world.user(who)
        poll = message.poll
        if poll is None or poll["is_closed"]:
            raise ValueError("there is no open poll in the message")
        if poll["type"] == "quiz" and not poll["allows_revoting"] and user.id in message.votes:
            raise ValueError("an answer to a quiz stays")
        message.votes[user.id] = options
        message.votes = {u: chosen for u, chosen in message.votes.items() if chosen}
        for index, option in enumerate(poll["options"]):
            option["voter_count"] = sum(index in chosen for chosen in message.votes.values())
        poll["total_voter_count"] = len(message.votes)
        if not poll["is_anonymous"]:
            ids = [poll["options"][index]["persistent_id"] for index in options]
            body = {"poll_id": poll["id"], "user": user_json(user), "option_ids": options, "option_persistent_ids": ids}
            self._world.updates.put("poll_answer", body)
        self._world.updates.put("poll", message_json(message)["poll"])
        self._world.changes.record("vote", chat=message.chat.id, message=message)

    def _start(self, who: UserRef, chat: ChatRef | None) -> tuple[User, Chat]:
        user = self._world.user(who)
        place = self._world.place(user, chat)
        if place.migrated_to is not None:
            raise ValueError(f"{place.title} has become the supergroup {place.migrated_to}")
        if place.private:
            if user.blocked:
                raise ValueError(f"{user.name} has blocked the bot")
            if not user.started:
                user.started = True
                self._world.changes.record("user", chat=place.id)
        return user, place

    def _message(self, place: Chat, message: Message | int) -> Message:
        number = message.id if isinstance(message, Message) else message
        found = place.messages.get(number)
        if found is None or found.deleted:
            raise LookupError(f"no message {number} in {place.title}")
        return found

    def _where(self, user: User, message: Message | int | None, chat: ChatRef | None) -> Chat:
        """The chat meant: a message tells it by itself."""
        return self._world.place(user, message.chat if chat is None and isinstance(message, Message) else chat)

    def _own(self, user: User, message: Message | int, chat: ChatRef | None) -> Message:
        found = self._message(self._where(user, message, chat), message)
        if found.sender is not user:
            raise ValueError(f"{user.name} may not edit a message of {found.sender.name}")
        return found

    def _press_button(self, user: User, message: Message, button: Button) -> Press:
        if button.url is not None:
            return self._open(user, message, button.url)
        if button.data is None:
            raise ValueError(f"the simulator can't press {button.text!r}: it neither asks the bot nor is a link")
        return self._query(user, message.chat, message, button.data)

    def _open(self, user: User, message: Message, url: str) -> Press:
        """A link button asks the bot nothing. A link to the bot itself is followed."""
        parts = urlsplit(url)
        if parts.netloc == "t.me" and parts.path.strip("/").lower() == (self._world.bot.username or "").lower():
            self.follow(user, url)
        return Press(self._world.number(), user, message.chat, message, url=url, answered=True)

    def _query(self, user: User, place: Chat, message: Message, data: str) -> Press:
        press = Press(self._world.number(), user, place, message, data)
        self._world.presses[press.id] = press
        body = {
            "id": press.id,
            "from": user_json(user),
            "chat_instance": place.instance,
            "message": message_json(message),
            "data": data,
        }
        self._world.updates.put("callback_query", body)
        self._world.changes.record("press", chat=place.id, message=message, user=user.id, data=data, press=press.id)
        return press


def _parts(text: str) -> list[str]:
    """As Telegram's own programs send a text that is too long: cut at a line's end in its later half, or hard."""
    parts, rest = [], text.strip()
    while len(rest) > TEXT_MOST:
        line = rest.rfind("\n", TEXT_MOST // 2, TEXT_MOST)
        cut = line if line > 0 else TEXT_MOST
        parts.append(rest[:cut])
        rest = rest[cut:].strip()
    return [*parts, rest]


def _written(text: str) -> tuple[str, list[Json]]:
    """What becomes of the words people write: trimmed, commands and links found."""
    words, entities = format_text(text, "", None, [])
    if not 1 <= len(words) <= TEXT_MOST:
        raise ValueError(f"a message has 1-{TEXT_MOST} characters, not {len(words)}")
    return words, entities


def _keyboard_labels(place: Chat) -> list[str]:
    rows = (place.keyboard or {}).get("keyboard", [])
    return [button if isinstance(button, str) else button["text"] for row in rows for button in row]
