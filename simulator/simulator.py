"""The simulator as Python sees it: a Telegram in the test's own process."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from .calls import CallLog, LoggedCall, Violation
from .clock import Clock
from .faults import Fault, FaultKind, Faults
from .files import Upload
from .groups import Groups
from .limits import Limits
from .model import Chat, MediaKind, Message, Press, User
from .people import People
from .raw import deliver
from .updates import Delivery
from .waiting import Look
from .wire import Json
from .world import ChatRef, UserRef, World

if TYPE_CHECKING:
    from .tour import Tour  # which needs the simulator

T = TypeVar("T")


class Keeper(Protocol):
    """Who keeps the bot's process."""

    @property
    def running(self) -> bool: ...
    async def kill(self) -> None: ...
    async def start(self) -> None: ...


_SHOWN = 12  # recent messages in the report of a wait that failed


class Simulator:
    """Everything tests and the demo need. Acts of people take effect at once; the bot hears of them by its poll."""

    def __init__(
        self,
        token: str = "1:test",
        bot_username: str = "branch_bot",
        *,
        limits: bool = True,
        clock_file: Path | str | None = None,
        seed: int = 1,
        bot_name: str = "Branch bot",
    ) -> None:
        self.token = token
        self.world = World(token, bot_username, bot_name, clock_file, seed)
        self.groups = Groups(self.world)
        self.people = People(self.world, self.groups)
        self.limits = Limits(limits)
        self.faults = Faults()
        self.log = CallLog()
        self.url = ""
        self.latency = 0.0  # seconds that a call and its answer are on their way, half of it each
        self.keeper: Keeper | None = None  # who starts the bot, where somebody does
        self.tour: Tour | None = None
        self.language = "zh"  # of the page, for whoever has not chosen

    # --- people and groups ---------------------------------------------------------------------------------------

    def add_user(
        self, name: str, username: str | None = None, id: int | None = None, language: str | None = None
    ) -> User:
        """A new person, who has not written to the bot yet."""
        return self.world.add_user(name, username, id, language)

    def add_group(
        self,
        title: str,
        members: Iterable[UserRef] = (),
        admins: Iterable[UserRef] = (),
        bot: bool = True,
        supergroup: bool = False,
    ) -> Chat:
        """A new group."""
        return self.groups.add(title, members, admins, bot=bot, supergroup=supergroup)

    def migrate(self, group: ChatRef) -> Chat:
        """The group becomes a supergroup; answers the new chat."""
        return self.groups.migrate(group)

    def say(
        self, user: UserRef, text: str, chat: ChatRef | None = None, reply_to: Message | int | None = None
    ) -> Message:
        """Writes a message: to the bot in private, or in a group."""
        return self.people.say(user, text, chat, reply_to)

    def send_file(
        self,
        user: UserRef,
        name: str,
        content: bytes,
        kind: MediaKind = "document",
        caption: str | None = None,
        chat: ChatRef | None = None,
        mime: str = "",
        album: str | None = None,
    ) -> Message:
        """Sends a file; with the same ``album`` several as one."""
        return self.people.send_file(user, Upload(name, mime, content), kind, caption, chat, album)

    def press(
        self, user: UserRef, label: str, chat: ChatRef | None = None, message: Message | int | None = None
    ) -> Press:
        """Presses the newest button so labelled; LookupError, naming the labels there are, where there is none."""
        return self.people.press(user, label, chat, message)

    def press_data(self, user: UserRef, data: str, message: Message | int, chat: ChatRef | None = None) -> Press:
        """Sends any data as if a button of the message held it."""
        return self.people.press_data(user, data, message, chat)

    def follow(self, user: UserRef, url: str, chat: ChatRef | None = None) -> Message:
        """Opens a link to the bot."""
        return self.people.follow(user, url, chat)

    def edit(self, user: UserRef, message: Message | int, text: str, chat: ChatRef | None = None) -> Message:
        """Changes one's own message."""
        return self.people.edit(user, message, text, chat)

    def delete(self, user: UserRef, message: Message | int, chat: ChatRef | None = None) -> None:
        """Deletes a message."""
        self.people.delete(user, message, chat)

    def vote(self, user: UserRef, message: Message, options: list[int]) -> None:
        """Votes in a poll."""
        self.people.vote(user, message, options)

    def block(self, user: UserRef) -> None:
        """The user blocks the bot."""
        self.people.block(user)

    def unblock(self, user: UserRef) -> None:
        """The user lets the bot in again."""
        self.people.block(user, False)

    def deliver(self, kind: str, body: Json) -> None:
        """Hands the bot an update as it is, of any kind; what it names exists from then on."""
        deliver(self.world, kind, body)

    # --- what is to be seen --------------------------------------------------------------------------------------

    def messages(self, user: UserRef, chat: ChatRef | None = None) -> list[Message]:
        """The messages a person sees in a chat, oldest first, deleted ones left out."""
        person = self.world.user(user)
        return self.world.visible(self.world.place(person, chat))

    def menu(self, user: UserRef, chat: ChatRef | None = None) -> list[str]:
        """The commands (without slash) a person is offered there."""
        person = self.world.user(user)
        return [c["command"] for c in self.world.menus.shown(person, self.world.place(person, chat))]

    @property
    def clock(self) -> Clock:
        """The movable clock."""
        return self.world.clock

    @property
    def calls(self) -> list[LoggedCall]:
        """Every answered call."""
        return self.log.calls

    @property
    def violations(self) -> list[Violation]:
        """What the bot did wrong."""
        return self.log.violations

    @property
    def unimplemented(self) -> list[str]:
        """Methods called that are not simulated."""
        return self.log.unimplemented

    @property
    def floods(self) -> int:
        """How often the flood limits refused a call."""
        return self.limits.floods

    @property
    def deliveries(self) -> list[Delivery]:
        """Every update handed to the bot, repetitions included."""
        return self.world.updates.deliveries

    # --- faults and waiting --------------------------------------------------------------------------------------

    def fault(
        self,
        method: str = "*",
        kind: FaultKind = "500",
        *,
        retry_after: int = 1,
        seconds: float = 30.0,
        description: str | None = None,
        nth: int = 1,
        times: int = 1,
        chat: ChatRef | None = None,
        after: bool = False,
    ) -> Fault:
        """Orders a fault for the n-th matching call from now."""
        place = self.world.chat(chat).id if chat is not None else None
        fault = Fault(kind, method, place, nth, times, retry_after, seconds, description, after)
        self.faults.ordered.append(fault)
        if fault.matches("getUpdates", None):
            self.world.updates.release()  # or the poll under way would go on for long as if nothing were wrong
        self.world.changes.record("faults")
        return fault

    async def until(self, predicate: Callable[[], T], timeout: float = 10.0, what: str = "the expected change") -> T:  # noqa: ASYNC109
        """Waits until ``predicate`` answers something true; looks after every change of the simulated world.

        A LookupError (no such message, no such button yet) counts as "not yet" and is told if the time runs out.
        """
        look = Look(predicate)
        try:
            async with asyncio.timeout(timeout):
                while not (found := look()):
                    await self.world.changes.next()
                return found
        except TimeoutError:
            if found := look():  # it may depend on more than this world
                return found
            raise TimeoutError(self._report(what, timeout)) from look.pending

    def _report(self, what: str, timeout: float) -> str:
        recent = sorted((m for c in self.world.chats.values() for m in c.messages.values()), key=lambda m: m.date)
        lines = [f"waited {timeout} s in vain for {what}; the last messages:"]
        lines += [f"  {message!r}" for message in recent[-_SHOWN:]]
        lines += [f"  violation: {v.method}: {v.reason}" for v in self.violations]
        lines += [f"  refused: {c.method}: {c.error}" for c in self.calls[-_SHOWN:] if c.error]
        return "\n".join(lines)

    def serve(self, port: int = 0) -> AbstractAsyncContextManager[str]:
        """Opens the doors on 127.0.0.1; answers the address."""
        from .server import serve

        return serve(self, port)
