"""Routes: which handler an update goes to, and whether the person may.

``need`` is mandatory on every route and checked here, before any handler; OPEN marks the few doors for people
whom the bot does not know. A test enumerates routes × posts.
"""

import functools
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, Literal

from telegram import Message

from bot import refusals
from bot.actions.base import Refused
from bot.cards.base import Open
from bot.context import Here
from bot.presses import BadPress, Press, unpack
from bot.rules.check_in import typed_code
from bot.rules.permissions import Need
from bot.rules.typed import command_in
from bot.store import post
from bot.store.branch import Person
from bot.store.writes import writes_of

Handler = Callable[..., Awaitable[None]]
Meant = Callable[[Here], Awaitable[bool]]
Register = Callable[[Handler], Handler]


class Where(Enum):
    """Where a route works. A private matter asked for in a group leads to the private chat."""

    PRIVATE = "private"
    GROUP = "group"
    ANYWHERE = "anywhere"


class Open_(Enum):  # noqa: N801 - the type of the OPEN constant
    """See OPEN."""

    OPEN = "open"


OPEN: Final = Open_.OPEN
OpenDoor = Literal[Open_.OPEN]


@dataclass(frozen=True)
class Route:
    """One way in. ``kind`` is command, press, answer, digits, event or errand."""

    kind: str
    key: str
    need: Need | OpenDoor
    where: Where
    run: Handler
    system: str
    words: tuple[str, ...] = ()
    listed: bool = True
    long: bool = False
    meant: "Meant | None" = None

    def permits(self, person: Person | None) -> bool:
        """Whether this person (None: unknown) may take this route."""
        if self.need is OPEN:
            return True
        return person is not None and person.grants.satisfies(self.need)


@dataclass
class Router:
    """The routes of one system."""

    system: str
    routes: list[Route] = field(default_factory=list)

    def command(
        self, name: str, *, need: Need | OpenDoor, where: Where = Where.PRIVATE, words: tuple[str, ...] = (),
        listed: bool = True,
    ) -> Register:  # fmt: skip
        """``async def run(here)`` for ``/name``, and for ``name`` or the ``words`` typed alone in a private chat."""
        return self._add("command", name, need, where, words=words, listed=listed)

    def press(self, kind: type[Press], *, need: Need | OpenDoor, where: Where = Where.ANYWHERE) -> Register:
        """``async def run(here, press)`` for a button that carries this kind of press."""
        return self._add("press", kind.tag, need, where)

    def answer(self, dialog: str, *, need: Need | OpenDoor, long: bool = False) -> Register:
        """``async def run(here)`` for any message in the private chat while that dialog is open; ``long``: for every
        part of a text that Telegram had to cut, too."""
        return self._add("answer", dialog, need, Where.PRIVATE, long=long)

    def digits(self, *, need: Need | OpenDoor, meant: Meant) -> Register:
        """``async def run(here)`` for six digits alone; while something is asked, where ``meant(here)`` says so."""
        return self._add("digits", "six", need, Where.PRIVATE, meant=meant)

    def event(self, name: str) -> Register:
        """``async def run(here)`` for what Telegram tells of a chat; nobody asks for it, so nobody is checked."""
        return self._add("event", name, OPEN, Where.ANYWHERE)

    def errand(self, name: str) -> Register:
        """``async def run(deed, chat_id, result)`` for the answer of an errand."""
        return self._add("errand", name, OPEN, Where.ANYWHERE)

    def _add(self, kind: str, key: str, need: Need | OpenDoor, where: Where, **more: Any) -> Register:  # noqa: ANN401
        def register(run: Handler) -> Handler:
            self.routes.append(Route(kind, key, need, where, run, self.system, **more))
            return run

        return register


class Routes:
    """All routes; finds the one for an update and runs it."""

    def __init__(self, routers: Sequence[Router]) -> None:
        self.all = [route for router in routers for route in router.routes]
        self._by_key = {(route.kind, route.key): route for route in self.all}
        self._by_word = {word: route for route in self.all for word in route.words}
        self._by_word |= {route.key: route for route in self.all if route.kind == "command" and route.listed}
        if len(self._by_key) != len(self.all):
            raise ValueError("two routes have the same key")

    def find(self, kind: str, key: str) -> Route | None:
        """The route of that kind and key."""
        return self._by_key.get((kind, key))

    def menu(self, person: Person | None) -> list[tuple[str, str]]:
        """The commands that stand in this person's menu, each with its system."""
        listed = (route for route in self.all if route.kind == "command" and route.listed)
        return [(route.key, route.system) for route in listed if route.permits(person)]

    async def run(self, here: Here) -> None:
        """Takes one update to its handler. A refusal is said; anything else raised is the engine's."""
        here.written = writes_of(here.deed.session)
        try:
            await self._dispatch(here)
        except Refused as refused:
            if writes_of(here.deed.session) != here.written:
                raise RuntimeError("refused after a change: check first, then write") from refused
            await refusals.refuse(here, refused)
        here.remember_the_cut()

    async def _dispatch(self, here: Here) -> None:
        update = here.update
        here.open = functools.partial(self.command, here)
        if update.callback_query is not None:
            await self._press(here, update.callback_query.data or "")
        elif update.my_chat_member is not None:
            await self._event(here, "my_chat_member")
        elif update.message is not None:
            await self._message(here, update.message)
        elif update.edited_message is not None:
            await self._edited(here, update.edited_message)
        elif update.poll_answer is not None:
            await self._event(here, "poll_answer")
        elif update.poll is not None:
            await self._event(here, "poll")
        # Channel posts and every other kind change nothing here: they are only marked as seen.

    async def _message(self, here: Here, message: Message) -> None:
        if message.migrate_to_chat_id is not None:
            await self._event(here, "migrated")
            return
        if not here.private:
            await self._event(here, "group_message")
        command = command_in(message.text or "", here.tray.studio.username)
        if command is not None:
            name, here.argument = command
            await self.command(here, name)
        elif here.private:
            await self._text(here)

    async def _edited(self, here: Here, message: Message) -> None:
        """What was said stays said. A report or an answer corrected in place would look as if it had been taken."""
        if not here.private:
            await self._event(here, "group_message")
        elif here.deed.actor is not None and (message.text or message.caption):
            await here.say("home/edited")

    async def command(self, here: Here, name: str) -> None:
        """Runs a command by name, as typed, as a word, or from a button that opens it."""
        route = self.find("command", name)
        if route is None:
            await refusals.unclear(here)
        else:
            await self._take(route, here)

    async def _text(self, here: Here) -> None:
        if here.deed.actor is None:
            await here.say("home/stranger")
            return
        here.dialog = await post.dialog(here.deed.session, here.person.id)
        word = self._by_word.get(here.text.casefold())
        digits = self.find("digits", "six") if typed_code(here.text) else None
        if digits is not None and await self._are_meant(digits, here):
            await self._take(digits, here)
        elif here.dialog is not None:
            await self._answer(here, here.dialog.name, word)
        elif word is not None:
            await self._take(word, here)
        else:
            await refusals.unclear(here)

    async def _are_meant(self, digits: Route, here: Here) -> bool:
        return here.dialog is None or (digits.meant is not None and await digits.meant(here))

    async def _answer(self, here: Here, dialog: str, word: Route | None) -> None:
        """Text while something is asked. A command's word may be the answer or the command: the person says which."""
        route = self.find("answer", dialog)
        if word is not None and word.key == "cancel":
            await self._take(word, here)
        elif route is None or not route.permits(here.person):
            await refusals.close_dialog(here)
        elif here.continues_a_long_text and not route.long:
            await here.say("home/rest")
        elif word is None or not word.permits(here.person) or not await refusals.ask_which(here, word.key):
            await self._take(route, here)

    async def _press(self, here: Here, data: str) -> None:
        try:
            press = unpack(data)
        except BadPress:
            here.toast("home.old_button", alert=True)
            return
        if here.deed.actor is not None:
            here.dialog = await post.dialog(here.deed.session, here.person.id)
        if isinstance(press, Open):
            await self.command(here, press.command)
            return
        route = self.find("press", press.tag)
        if route is None:
            raise LookupError(f"no route takes the press {press.tag}")
        await self._take(route, here, press)

    async def _event(self, here: Here, name: str) -> None:
        route = self.find("event", name)
        if route is not None:
            await route.run(here)

    async def _take(self, route: Route, here: Here, *args: Any) -> None:  # noqa: ANN401 - the press, typed by its route
        if not route.permits(here.deed.actor):
            await refusals.turn_away(here)
        elif route.where is Where.PRIVATE and not here.private:
            await refusals.lead_away(here, route.key)
        elif route.where is Where.GROUP and here.private:
            await here.say("home/group_only")
        else:
            await route.run(here, *args)
