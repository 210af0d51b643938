"""Groups: who is in them, the bot's place in them, and becoming a supergroup."""

from collections.abc import Iterable

from .model import Chat, Message, User
from .world import ChatRef, UserRef, World


class Groups:
    """What happens to groups and their members."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add(
        self,
        title: str,
        members: Iterable[UserRef] = (),
        admins: Iterable[UserRef] = (),
        *,
        bot: bool = False,
        supergroup: bool = False,
    ) -> Chat:
        """A new group. The first administrator (else the first member) has made it."""
        chiefs = [self._world.user(who) for who in admins]
        everyone = chiefs + [user for who in members if (user := self._world.user(who)) not in chiefs]
        chat = self._world.add_chat(title, supergroup=supergroup)
        chat.members = {user.id: "administrator" if user in chiefs else "member" for user in everyone}
        if everyone:
            chat.members[everyone[0].id] = "creator"
        self._world.changes.record("chat", chat=chat.id)
        if bot:
            self.add_bot(chat)
        return chat

    def add_bot(self, which: ChatRef, by: UserRef | None = None, *, admin: bool = False) -> None:
        """Somebody brings the bot into the group (or makes it administrator)."""
        self._bot(which, by, "administrator" if admin else "member")

    def remove_bot(self, which: ChatRef, by: UserRef | None = None) -> None:
        """Somebody removes the bot from the group."""
        self._bot(which, by, "kicked")

    def join(self, which: ChatRef, who: UserRef, *, admin: bool = False) -> None:
        """A person enters the group, or becomes administrator."""
        user = self._world.user(who)
        self._world.set_member(self._world.chat(which), user, user, "administrator" if admin else "member")

    def leave(self, which: ChatRef, who: UserRef) -> None:
        """A person leaves the group."""
        user = self._world.user(who)
        self._world.set_member(self._world.chat(which), user, user, "left")

    def migrate(self, which: ChatRef) -> Chat:
        """The group becomes a supergroup with a new id and its own message numbers."""
        old = self._world.chat(which)
        if old.kind != "group" or old.migrated_to is not None:
            raise ValueError(f"{old.title} is no basic group")
        new = self._world.add_chat(old.title, supergroup=True)
        new.members = dict(old.members)
        by = self.creator(old)
        self._world.post(Message(old, by, service={"migrate_to_chat_id": new.id}))
        old.migrated_to = new.id
        self._world.changes.record("chat", chat=new.id)
        self._world.post(Message(new, by, service={"migrate_from_chat_id": old.id}))
        return new

    def _bot(self, which: ChatRef, by: UserRef | None, status: str) -> None:
        chat = self._world.chat(which)
        self._world.set_member(
            chat, self._world.user(by) if by is not None else self.creator(chat), self._world.bot, status
        )

    def creator(self, chat: Chat) -> User:
        """Who made the group."""
        for user_id in chat.members:
            if user_id in self._world.users:
                return self._world.users[user_id]
        raise ValueError(f"{chat.title} has no members")
