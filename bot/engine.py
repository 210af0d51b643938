"""The engine: the one writer. It takes what is ready, begins one transaction, runs each thing in turn, commits, and
only then answers and hands the fresh calls to the courier. No network call happens inside.

While the database is in trouble (locked, full, gone) all work waits, and is then done again.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.base import Deed, Job
from bot.application import App
from bot.clock import Clock
from bot.context import Group
from bot.failures import new_reference, record
from bot.gateway.answers import Answers
from bot.gateway.courier import Courier, Report
from bot.handling import Handling
from bot.patience import wait_after
from bot.repaints import REPAINTS, Repainting, paint_apart
from bot.routing import Routes
from bot.rules.rulebook import Rulebook
from bot.settling import Settling, Work
from bot.store import branch as people
from bot.store import outbox
from bot.store import rulebook as rules
from bot.store.database import Database
from bot.store.inbox import Raw
from bot.store.outage import is_outage
from bot.store.outbox import Outcome
from bot.tray import Studio, Tray

log = structlog.get_logger()


@dataclass
class Engine:
    """See the module. ``jobs``: what a tick of that name does; ``chores``: what follows a commit."""

    database: Database
    application: App
    routes: Routes
    studio: Studio
    clock: Clock
    zone: ZoneInfo
    jobs: Mapping[str, Job]
    chores: Mapping[str, Callable[[], Awaitable[None]]]
    answers: Answers
    courier: Courier | None = None
    _ticks: list[str] = field(default_factory=list)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _working: bool = False
    _unsure: bool = False  # whether what was last committed held
    _errands: bool = False  # answers of errands are among the reports
    _branch: people.Branch | None = None
    _book: Rulebook | None = None  # the branch's; None: to be read

    def __post_init__(self) -> None:
        kinds = self.studio.gallery.kinds
        reports_to = {name: kind.reports_to for name, kind in kinds.items() if kind.reports_to}
        self._repainting = Repainting(lambda: self.tick(REPAINTS))
        self._settling = Settling(self._commit_deed, reports_to, self._settled, self._dropped)
        self._handling = Handling(
            self.database, self.application, self.routes, self._commit, self._deed, self._settling
        )  # fmt: skip

    @property
    def idle(self) -> bool:
        """Whether everything that arrived has been worked on."""
        waits = self._ticks or self._settling.reports or self._repainting.waits or self._handling.waits
        return not (self._working or waits or self._wake.is_set())

    def wake(self) -> None:
        """Something is ready in the inbox."""
        self._handling.look()
        self._wake.set()

    async def receive(self, batch: Sequence[Raw]) -> None:
        """Takes updates as Telegram gave them, and returns once they are kept, however long the database is away."""
        delivery = self._handling.receive(batch)
        self._wake.set()
        await delivery.kept.wait()

    def tick(self, job: str) -> None:
        """The clock wants this job run; ticks of one job that wait together are one."""
        if job not in self._ticks:
            self._ticks.append(job)
        self._wake.set()

    def report(self, reports: list[Report]) -> None:
        """What the courier has to say."""
        self._settling.reports.extend(reports)
        self._errands |= any(isinstance(report, Outcome) and report.errand is not None for report in reports)
        self._wake.set()

    async def run(self) -> None:
        """Until :meth:`stop`; the group at hand is finished first. While the database is in trouble, all work waits."""
        failures = 0
        while not self._stop.is_set():
            await self._wake.wait()
            self._wake.clear()
            self._working = True
            try:
                while not self._stop.is_set() and await self.work():
                    failures = 0
                self._working = False
            except Exception as error:
                await self._wait(error, wait_after(failures))
                failures += 1
        await self._last_reports()

    async def _wait(self, error: Exception, seconds: float) -> None:
        """What was at hand has been rolled back, as far as anybody knows, and is done again after a while."""
        self._unsure, self._book = True, None
        record(error, new_reference(), "all work")
        log.warning("engine.waiting", database=is_outage(error), wait=seconds)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), seconds)
        self._wake.set()

    async def _last_reports(self) -> None:
        try:
            await self._settling.write()
        except Exception as error:
            record(error, new_reference(), "reports: what they tell of is sent again at the next start")

    def stop(self) -> None:
        """Ends :meth:`run` after the group at hand."""
        self._stop.set()
        self._wake.set()

    def _settled(self, row_ids: Sequence[int]) -> None:
        if self.courier is not None:
            self.courier.let_go(row_ids)

    def _dropped(self, row_ids: Sequence[int]) -> None:
        if self.courier is not None:
            self.courier.give_up(row_ids)

    async def _look_out(self, courier: Courier) -> None:
        """A commit may have held although its answer was lost: then its calls wait in the outbox, and nowhere else."""
        async with self.database.reading() as session:
            waiting = await outbox.ready(session, self.studio.keys.doors)
        courier.take(waiting.calls)
        self.tick(REPAINTS)  # and what was put off waits in the cards
        self._unsure = False

    async def work(self) -> int:
        """One round; answers how many things it handled. Raises where the database is in trouble."""
        if self.courier is not None:
            self.courier.flush()  # before a press is looked at, the message that carries it is known
            if self._unsure:
                await self._look_out(self.courier)
        settled = await self._settle()
        return settled + await self._run_ticks() + await self._handling.work()

    async def _run_ticks(self) -> int:
        """Those that wait now; one whose time comes meanwhile, be it of the same job, is for the next round."""
        ticks, self._ticks = self._ticks, []
        try:
            if ticks:
                await self._tick_together(ticks)
        except Exception:
            self._ticks = ticks + [job for job in self._ticks if job not in ticks]
            raise
        return len(ticks)

    async def _settle(self) -> int:
        """The courier's reports, unless what is at the door takes them into its own transaction."""
        if self._handling.at_once and not self._errands:
            return 0
        errands, self._errands = self._errands, False
        try:
            settled = await self._settling.write()
        except Exception:
            self._errands = True
            raise
        if errands:
            self._handling.look()  # their answers are in the inbox now
        return settled

    async def _tick_together(self, jobs: Sequence[str]) -> None:
        """In one transaction, for every minute has several; where any of them fails, each in its own."""
        if any(job != REPAINTS for job in jobs):
            self._book = None  # another process may have changed it
        try:
            await self._commit_deed(*(self.jobs[job] for job in jobs))
        except Exception as error:
            if is_outage(error):
                raise
            record(error, new_reference(), "jobs, now each alone")
            for job in jobs:
                await self._guarded_tick(job)

    async def _guarded_tick(self, job: str) -> None:
        try:
            await self._commit_deed(self.jobs[job])
        except Exception as error:
            if is_outage(error):
                raise
            # The job computes what is due from the store, so its next tick makes up for this one.
            record(error, new_reference(), f"job {job}")
            if job == REPAINTS:
                await paint_apart(self.database, self._commit_deed)

    async def _guarded_chore(self, chore: str) -> None:
        try:
            await self.chores[chore]()
        except Exception as error:
            # A chore finds out by itself what is left to do: whichever tick asks for it next makes up for this one.
            record(error, new_reference(), f"chore {chore}")

    async def _commit_deed(self, *works: Work) -> None:
        """Deeds of nobody's, in a transaction of their own."""

        async def fill(group: Group) -> None:
            for work in works:
                deed = self._deed(group.tray, None)
                await work(deed)
                group.tray.take(deed)

        await self._commit(fill)

    async def _commit(self, fill: Callable[[Group], Awaitable[None]]) -> None:
        async with self.database.writing() as session:
            branch = await self._branch_of(session)
            book = self._book or await rules.book_of(session, branch.id, self.zone)
            group = Group(Tray(session, self.studio, branch, self.clock.now(), book))
            await fill(group)
            calls = await group.tray.flush()
        self._book = group.tray.book
        self.answers.send(group.toasts)
        self._repainting.within(group.tray.put_off)
        if self.courier is not None:
            self.courier.take(calls)
        for chore in group.tray.chores:
            await self._guarded_chore(chore)

    async def _branch_of(self, session: AsyncSession) -> people.Branch:
        """Read once: `init` makes it, and nothing changes it."""
        if self._branch is None:
            self._branch = await people.only_branch(session)
            if self._branch is None:
                raise LookupError("no branch yet: run `init` first")
            session.expunge(self._branch)
        return self._branch

    def _deed(self, tray: Tray, actor: people.Person | None) -> Deed:
        studio = self.studio
        return Deed(
            tray.session, tray.now, self.zone, tray.book.on(tray.now), studio.holidays, tray.branch, studio.keys, actor
        )  # fmt: skip
