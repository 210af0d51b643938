"""The engine: the one writer. It takes what is ready, begins one transaction, runs each thing in turn, commits, and
only then answers and hands the fresh rows to the courier. No network call happens inside.

If one thing of a group raises, the group is rolled back and redone one by one; the one that fails is set aside with
an apology, and everything else takes effect.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from telegram import Update
from telegram.ext import Application, BaseHandler, CallbackContext

from bot.actions import delivery
from bot.actions.base import Deed, Job
from bot.clock import Clock
from bot.context import Here, Toast
from bot.failures import new_reference, record
from bot.gateway.answers import Answers
from bot.gateway.courier import Courier, Report
from bot.routing import Routes
from bot.store import branch as people
from bot.store import inbox
from bot.store.database import Database
from bot.store.inbox import Arrival, Item
from bot.store.outbox import Call, Outcome
from bot.tray import Studio, Tray

GROUP = 64  # things in one transaction at most

App = Application[Any, Any, Any, Any, Any, Any]


class Door(BaseHandler[Here, CallbackContext[Any, Any, Any, Any], None]):
    """The one handler of the Application: hands every update to our routes and keeps what they raise.

    ``process_update`` would swallow the exception; the engine must see it to roll back.
    """

    def __init__(self, routes: Routes) -> None:
        super().__init__(self._never)
        self._routes = routes
        self.raised: Exception | None = None

    def check_update(self, update: object) -> bool:
        """Everything the engine sends in is ours."""
        return isinstance(update, Here)

    async def handle_update(self, update: Here, application: App, check_result: object, context: object) -> None:
        """Runs the route of this update."""
        try:
            await self._routes.run(update)
        except Exception as error:
            self.raised = error

    async def _never(self, update: Here, context: CallbackContext[Any, Any, Any, Any]) -> None:
        raise LookupError("the door calls routes, not a callback")


@dataclass
class _Group:
    """What a committed group leaves to be done outside."""

    handled: int = 0
    toasts: list[Toast] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)


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
    _reports: list[Report] = field(default_factory=list)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: bool = False
    _working: bool = False

    def __post_init__(self) -> None:
        self._door = Door(self.routes)
        self.application.add_handler(self._door)
        kinds = self.studio.gallery.kinds
        self._reports_to = {name: kind.reports_to for name, kind in kinds.items() if kind.reports_to}

    @property
    def idle(self) -> bool:
        """Whether everything that arrived has been worked on."""
        return not (self._working or self._ticks or self._reports or self._wake.is_set())

    def wake(self) -> None:
        """Something is ready in the inbox."""
        self._wake.set()

    def tick(self, job: str) -> None:
        """The clock wants this job run; ticks of one job that wait together are one."""
        if job not in self._ticks:
            self._ticks.append(job)
        self._wake.set()

    def report(self, reports: list[Report]) -> None:
        """What the courier has to say."""
        self._reports.extend(reports)
        self._wake.set()

    async def run(self) -> None:
        """Until :meth:`stop`; the group at hand is finished first."""
        while not self._stopping:
            await self._wake.wait()
            self._wake.clear()
            self._working = True
            while not self._stopping and await self.work():
                pass
            self._working = False
        await self._write_reports()

    def stop(self) -> None:
        """Ends :meth:`run` after the group at hand."""
        self._stopping = True
        self._wake.set()

    async def work(self) -> int:
        """One round; answers how many things it handled."""
        if self.courier is not None:
            self.courier.flush()  # before a press is looked at, the message that carries it is known
        settled = await self._write_reports()
        ticks, self._ticks = self._ticks, []
        for job in ticks:
            await self._guarded_tick(job)
        return settled + len(ticks) + await self._inbox()

    async def _write_reports(self) -> int:
        reports, self._reports = self._reports, []
        if reports:
            await self._commit(lambda tray, group: self._settle(tray, reports))
        return len(reports)

    async def _inbox(self) -> int:
        async with self.database.reading() as session:
            items = await inbox.ready(session, GROUP)
        if not items:
            return 0
        try:
            await self._handle(items)
        except Exception as error:
            record(error, "group", "redone one by one")
            for item in items:
                await self._alone(item)
        return len(items)

    async def _handle(self, items: Sequence[Item]) -> None:
        async def each(tray: Tray, group: _Group) -> None:
            for item in items:
                await self._one(tray, group, item.kind, item.body(self.studio.keys.doors))
                # So that a refusal can tell its own changes from its neighbours'.
                await tray.session.flush()
            await inbox.finish(tray.session, [item.id for item in items])

        await self._commit(each)

    async def _alone(self, item: Item) -> None:
        try:
            await self._handle([item])
        except Exception as error:
            reference = new_reference()
            record(error, reference, item.kind)
            await self._commit(lambda tray, group: self._set_aside(tray, group, item, reference))

    async def _set_aside(self, tray: Tray, group: _Group, item: Item, reference: str) -> None:
        await inbox.set_aside(tray.session, item.id, reference)
        here = await self._whom_to_tell(tray, group, item)
        if here is not None:
            here.toast("home.failed", alert=True, reference=reference)
            await here.say("home/failed", reference=reference)

    async def _whom_to_tell(self, tray: Tray, group: _Group, item: Item) -> Here | None:
        """Where the failed update came from; None where that is the very thing that cannot be read."""
        if item.kind != Arrival.UPDATE:
            return None
        try:
            return await self._here(tray, group, item.body(self.studio.keys.doors))
        except Exception:  # what reading it may raise is as many things as an update may hold
            return None

    async def _commit(self, fill: Callable[[Tray, _Group], Awaitable[None]]) -> None:
        group = _Group()
        async with self.database.writing() as session:
            branch = await people.only_branch(session)
            if branch is None:
                raise LookupError("no branch yet: run `init` first")
            tray = Tray(session, self.studio, branch, self.clock.now())
            await fill(tray, group)
            group.calls = await tray.flush()
        self.answers.send(group.toasts)
        if self.courier is not None:
            self.courier.take(group.calls)
        for chore in tray.chores:
            await self._guarded_chore(chore)

    async def _one(self, tray: Tray, group: _Group, kind: str, body: dict[str, Any]) -> None:
        if kind == Arrival.ERRAND:
            await self._errand(tray, body)
            return
        here = await self._here(tray, group, body)
        if here is None:
            return
        await self.application.process_update(here)
        if self._door.raised is not None:
            error, self._door.raised = self._door.raised, None
            raise error
        tray.take(here.deed)

    async def _here(self, tray: Tray, group: _Group, body: dict[str, Any]) -> Here | None:
        update = Update.de_json(body, self.application.bot)
        chat, user = update.effective_chat, update.effective_user
        if chat is None:
            # A button under a message sent elsewhere through the bot: nothing to do, but whoever taps waits.
            group.toasts.extend([Toast(update.callback_query.id)] if update.callback_query else [])
            return None
        actor = await people.person_by_telegram(tray.session, user.id) if user else None
        if actor is not None and actor.branch_id != tray.branch.id:
            actor = None  # nothing crosses branches
        here = Here(update, self._deed(tray, actor), tray, chat.id, private=chat.type == "private")
        if here.private and update.message is not None and actor is not None and not actor.reachable:
            actor.reachable = True  # whoever writes to the bot lets it write back
            await tray.session.flush()
        if update.callback_query is not None:
            here.toasts.append(Toast(update.callback_query.id))
            group.toasts.extend(here.toasts)
        return here

    async def _errand(self, tray: Tray, body: dict[str, Any]) -> None:
        route = self.routes.find("errand", body["then"])
        if route is None:
            raise LookupError(f"nobody waits for the errand {body['then']}")
        deed = self._deed(tray, None)
        await route.run(deed, body["chat_id"], body["result"])
        tray.take(deed)

    async def _guarded_tick(self, job: str) -> None:
        try:
            await self._commit(lambda tray, group: self._tick(tray, job))
        except Exception as error:
            # The job computes what is due from the store, so its next tick makes up for this one.
            record(error, new_reference(), f"job {job}")

    async def _guarded_chore(self, chore: str) -> None:
        try:
            await self.chores[chore]()
        except Exception as error:
            # A chore finds out by itself what is left to do: whichever tick asks for it next makes up for this one.
            record(error, new_reference(), f"chore {chore}")

    async def _tick(self, tray: Tray, job: str) -> None:
        deed = self._deed(tray, None)
        await self.jobs[job](deed)
        tray.take(deed)

    async def _settle(self, tray: Tray, reports: list[Report]) -> None:
        deed = self._deed(tray, None)
        await delivery.settle(deed, reports, self._reports_to)
        tray.take(deed)
        if any(isinstance(report, Outcome) and report.errand for report in reports):
            self._wake.set()

    def _deed(self, tray: Tray, actor: people.Person | None) -> Deed:
        studio = self.studio
        return Deed(
            tray.session, tray.now, self.zone, studio.book, studio.holidays, tray.branch, studio.keys, actor
        )  # fmt: skip
