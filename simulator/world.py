"""The state of the simulated Telegram and the few ways it changes. Who is told of a change is decided here."""

import random
from pathlib import Path
from typing import TypeAlias

from .changes import Changes
from .clock import Clock
from .entities import utf16_slice
from .files import FileStore
from .menus import Menus
from .model import Chat, Message, Press, User
from .render import chat_json, member_json, message_json, user_json
from .updates import Updates
from .wire import Json

UserRef: TypeAlias = User | int | str
ChatRef: TypeAlias = Chat | int | str

GONE = frozenset({"left", "kicked"})  # statuses of those who are not in the group

_PERSON = "tg://user?id="
_FIRST_USER, _FIRST_GROUP, _FIRST_SUPERGROUP = 1_000_001, -4_000_001, -1_002_000_000_001


class World:
    """Everybody and everything."""

    def __init__(self, token: str, bot_username: str, bot_name: str, clock_file: Path | str | None, seed: int) -> None:
        self.chance = random.Random(seed)
        self.changes = Changes()
        self.clock = Clock(clock_file, lambda offset: self.changes.record("clock", offset=offset))
        self.updates = Updates(self.chance.randrange(100_000_000, 900_000_000))
        self.files = FileStore(self.chance)
        self.menus = Menus()
        self.bot = User(int(token.split(":")[0]), bot_name, bot_username, is_bot=True)
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.profile: dict[tuple[str, str], str] = {}  # the bot's (name/description/…, language) → text
        self._next_user, self._next_group, self._next_supergroup = _FIRST_USER, _FIRST_GROUP, _FIRST_SUPERGROUP

    # --- who and where -------------------------------------------------------------------------------------------

    def user(self, who: UserRef) -> User:
        """A person by id or name."""
        if isinstance(who, User):
            return who
        if isinstance(who, int):
            found = [self.users[who]] if who in self.users else []
        else:
            found = [u for u in self.users.values() if who in (u.name, u.username)]
        if len(found) != 1:
            raise LookupError(f"{'several users are' if found else 'no user is'} called {who!r}")
        return found[0]

    def chat(self, which: ChatRef) -> Chat:
        """A chat by id or title; of a migrated group's two chats the new one."""
        if isinstance(which, Chat):
            return which
        if isinstance(which, int):
            found = [self.chats[which]] if which in self.chats else []
        else:
            found = [c for c in self.chats.values() if c.title == which and c.migrated_to is None]
            found = [c for c in found if not c.private] or found
        if len(found) != 1:
            raise LookupError(f"{'several chats are' if found else 'no chat is'} called {which!r}")
        return found[0]

    def place(self, user: User, chat: ChatRef | None) -> Chat:
        """The chat a person acts in: the private one unless another is named, and then only as its member."""
        if chat is None:
            return self.chats[user.id]
        place = self.chat(chat)
        if place.id != user.id and place.members.get(user.id, "left") in GONE:
            raise LookupError(f"{user.name} is not in {place.title}")
        return place

    def add_user(self, name: str, username: str | None, user_id: int | None, language: str | None) -> User:
        """A new person with an empty private chat."""
        if user_id is None:
            while self._next_user in self.users:
                self._next_user += 1
            user_id = self._next_user
        if user_id in self.users or user_id == self.bot.id:
            raise ValueError(f"the id {user_id} is taken")
        user = self.users[user_id] = User(user_id, name, username, language=language)
        self.chats[user_id] = Chat(user_id, "private", name, user=user, instance=self.number())
        self.changes.record("user", chat=user_id)
        return user

    def add_chat(self, title: str, *, supergroup: bool = False) -> Chat:
        """A new, empty group."""
        if supergroup:
            chat = Chat(self._next_supergroup, "supergroup", title, instance=self.number())
            self._next_supergroup -= 1
        else:
            chat = Chat(self._next_group, "group", title, instance=self.number())
            self._next_group -= 1
        self.chats[chat.id] = chat
        return chat

    def take_over(self, chat: Chat) -> None:
        """A chat with its own number, which is not given again."""
        self.chats[chat.id] = chat
        if chat.kind == "group":
            self._next_group = min(self._next_group, chat.id - 1)
        elif chat.kind == "supergroup":
            self._next_supergroup = min(self._next_supergroup, chat.id - 1)

    def number(self) -> str:
        """A long number as Telegram gives to queries and chat instances."""
        return str(self.chance.randrange(10**17, 10**18))

    # --- messages ------------------------------------------------------------------------------------------------

    def post(self, message: Message) -> Message:
        """Puts a new message into its chat. The bot is told of it if Telegram would."""
        chat = message.chat
        chat.last_id += 1
        message.id, message.date = chat.last_id, self.clock.now()
        message.entities = self.with_mentions(message.entities)
        chat.messages[message.id] = message
        markup = message.markup or {}
        if "keyboard" in markup:
            chat.keyboard = markup
        elif "remove_keyboard" in markup:
            chat.keyboard = None
        self.changes.record("message", chat=chat.id, message=message)
        self.tell("message", message)
        return message

    def with_mentions(self, entities: list[Json]) -> list[Json]:
        """A link to a person (`tg://user?id=…`) becomes a mention, if that person is known."""
        if not any(entity.get("url", "").startswith(_PERSON) for entity in entities):
            return entities
        return [self._mention(entity) for entity in entities]

    def _mention(self, entity: Json) -> Json:
        number = entity.get("url", "").removeprefix(_PERSON)
        user = self.users.get(int(number)) if number.isdigit() else None
        if user is None:
            return entity
        place = {"offset": entity["offset"], "length": entity["length"]}
        return {"type": "text_mention", **place, "user": user_json(user)}

    def tell(self, kind: str, message: Message) -> None:
        """Sends the bot an update about a message, if it may see it."""
        if self._bot_sees(message):
            self.updates.put(kind, message_json(message))

    def edited(self, message: Message) -> None:
        """Marks a message as edited now."""
        message.edit_date = self.clock.now()
        self.changes.record("edited", chat=message.chat.id, message=message)

    def delete(self, message: Message, *, by_bot: bool) -> None:
        """Takes a message away for everybody."""
        message.deleted, message.deleted_by_bot = True, by_bot
        message.pinned = False
        self.changes.record("deleted", chat=message.chat.id, message=message)

    def visible(self, chat: Chat) -> list[Message]:
        """The messages still there, oldest first."""
        return [m for m in chat.messages.values() if not m.deleted]

    def bot_status(self, chat: Chat) -> str:
        """What the bot is in that chat, in words of ChatMember.status."""
        if chat.user is not None:
            return "kicked" if chat.user.blocked else "member"
        return chat.members.get(self.bot.id, "left")

    def set_member(self, chat: Chat, by: User, who: User, status: str) -> None:
        """Changes somebody's place in a group; coming and going is seen by all."""
        if chat.private:
            raise ValueError(f"{chat.title} is no group")
        old = chat.members.get(who.id, "left")
        if old == status:
            return
        if status in GONE and old not in GONE:
            self.post(Message(chat, by, service={"left_chat_member": user_json(who)}))
        chat.members[who.id] = status
        self.member_changed(chat, by, who, old, status)
        if old in GONE and status not in GONE:
            self.post(Message(chat, by, service={"new_chat_members": [user_json(who)]}))

    def member_changed(self, chat: Chat, by: User, who: User, old: str, new: str) -> None:
        """Tells the bot of a change of somebody's membership: https://core.telegram.org/bots/api#chatmemberupdated."""
        kind = "my_chat_member" if who is self.bot else "chat_member"
        sees = who is self.bot or self.bot_status(chat) == "administrator"
        if sees:
            body: Json = {
                "chat": chat_json(chat),
                "from": user_json(by),
                "date": int(self.clock.now().timestamp()),
                "old_chat_member": member_json(who, old),
                "new_chat_member": member_json(who, new),
            }
            self.updates.put(kind, body)
        self.changes.record("member", chat=chat.id, user=who.id, status=new)

    def _bot_sees(self, message: Message) -> bool:
        """Privacy mode: https://core.telegram.org/bots/features#privacy-mode."""
        if message.sender is self.bot:
            return message.service is not None
        if message.chat.private:
            return True
        status = self.bot_status(message.chat)
        if status in GONE:
            return False
        return status == "administrator" or message.service is not None or self._meant_for_bot(message)

    def _meant_for_bot(self, message: Message) -> bool:
        if message.reply_to is not None and message.reply_to.sender is self.bot:
            return True
        me = f"@{self.bot.username}".lower()
        for entity in message.entities:
            words = utf16_slice(message.text, entity["offset"], entity["length"]).lower()
            if entity["type"] == "mention" and words == me:
                return True
            if entity["type"] == "bot_command" and entity["offset"] == 0 and ("@" not in words or words.endswith(me)):
                return True
        return False
