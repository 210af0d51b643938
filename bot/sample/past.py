"""Time already lived: the real bot runs in this process, under a clock that is moved by hand, and its actions are done.

Each event is one transaction of actions. Tapped by simulated people one after the other, the receipts of dues alone
took longer than all of it. Either way notices and cards go out by the real courier, so whoever opens a chat finds there
what that person was told. Of what people write, the commands are said.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.actions.base import Deed
from bot.app import Bot, build
from bot.clock import Clock
from bot.settings import Settings
from bot.store import branch as people
from bot.store.branch import Person
from simulator import Simulator

_LOOK_EVERY = 0.002  # seconds
_JOB = "sample"


class Cast:
    """The people by name, one of whom acts."""

    def __init__(self, deed: Deed, everybody: Mapping[str, Person]) -> None:
        self._deed = deed
        self._everybody = everybody

    def __getitem__(self, name: str) -> Person:
        return self._everybody[name]

    def members(self, team: str | None = None) -> list[Person]:
        """The members of the branch, or of one team."""
        return [p for p in self._everybody.values() if p.status.is_member and team in (None, p.team and p.team.name)]

    def acts(self, name: str) -> Deed:
        """The deed at hand, as this person's."""
        self._deed.actor = self._everybody[name]
        return self._deed


Work = Callable[[Cast], Awaitable[None]]


@dataclass(frozen=True)
class Event:
    """Something that happened, and when."""

    moment: datetime
    act: Callable[["Past"], Awaitable[None]]


def done(moment: datetime, work: Work) -> Event:
    """Actions of people, in one transaction."""
    return Event(moment, lambda past: past.do(work))


def said(moment: datetime, name: str, text: str) -> Event:
    """What somebody wrote to the bot; what it answers is on the screen when the next thing happens."""
    return Event(moment, lambda past: past.say(name, text))


def woken(moment: datetime, *jobs: str) -> Event:
    """What the clock did."""
    return Event(moment, lambda past: past.wake(*jobs))


class _GivenClock(Clock):
    """The simulator's time, which nothing waits for: who moves it says what wakes."""

    def __init__(self, simulator: Simulator) -> None:
        super().__init__()
        self._simulator = simulator

    def now(self) -> datetime:
        """The time of the simulated world."""
        return self._simulator.clock.now()


class Past:
    """The bot at work in earlier days."""

    def __init__(self, bot: Bot, running: "asyncio.Task[None]", simulator: Simulator) -> None:
        self._bot = bot
        self._running = running
        self._simulator = simulator
        self._work: Work | None = None
        self._done: asyncio.Future[None] | None = None
        bot.engine.jobs = {**bot.engine.jobs, _JOB: self._run}

    async def at(self, moment: datetime) -> None:
        """Nothing is left of what was before, and it is ``moment``."""
        await self.rest()
        self._simulator.clock.move(to=moment)

    async def do(self, work: Work) -> None:
        """Does it in one transaction, and waits until everybody has seen it."""
        self._work, self._done = work, asyncio.get_running_loop().create_future()
        self._bot.engine.tick(_JOB)
        await self._done
        await self.rest()

    async def say(self, name: str, text: str, chat: str | None = None) -> None:
        """Writes to the bot, in private or in a group, and waits for what it answers."""
        self._simulator.say(name, text, chat=chat)
        await self.rest()

    async def press(self, name: str, label: str, chat: str | None = None) -> None:
        """Presses a button, and waits for what it causes."""
        self._simulator.press(name, label, chat=chat)
        await self.rest()

    def vote(self, name: str, option: int) -> None:
        """Chooses an option of the newest poll in that person's chat; what it causes comes while one waits."""
        message = next(each for each in reversed(self._simulator.messages(name)) if each.poll is not None)
        self._simulator.vote(name, message, [option])

    async def wake(self, *jobs: str) -> None:
        """What the clock does at this moment."""
        for job in jobs:
            self._bot.engine.tick(job)
        await self.rest()

    async def rest(self) -> None:
        """Waits until everybody sees what has happened so far; LookupError where the bot has ended."""
        updates = self._simulator.world.updates
        while updates.pending or not self._bot.shown:  # neither tells when it is done
            if self._running.done():
                raise LookupError("the bot has ended") from self._running.exception()
            await asyncio.sleep(_LOOK_EVERY)

    async def _run(self, deed: Deed) -> None:
        """The job: the engine would only log what goes wrong, so it is handed to whoever waits."""
        if self._work is None or self._done is None:
            return
        try:
            everybody = await people.people(deed.session, deed.branch.id)
            await self._work(Cast(deed, {person.name: person for person in everybody}))
        except Exception as error:
            self._done.set_exception(error)
            raise
        self._done.set_result(None)


@asynccontextmanager
async def past(settings: Settings, simulator: Simulator) -> AsyncIterator[Past]:
    """The bot of these settings in this process, out of the flood limits, until the end of the context."""
    limits, simulator.limits.on = simulator.limits.on, False
    stop = asyncio.Event()
    bot = build(settings.model_copy(update={"pace": "off"}), _GivenClock(simulator))
    bot.engine.studio.repaints.every = 0.0  # nobody looks on who would want one second of half a year
    running = asyncio.create_task(bot.run(stop))
    try:
        yield Past(bot, running, simulator)
    finally:
        stop.set()
        await running
        simulator.limits.on = limits
