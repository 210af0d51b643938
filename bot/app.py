"""The composition root: settings become a running bot. Nothing else builds services."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.error import InvalidToken, TelegramError

from bot import keys
from bot.application import App, application
from bot.cards.base import GALLERY
from bot.chores import CHORES
from bot.clock import Clock
from bot.documents.holidays import calendar
from bot.engine import Engine
from bot.gateway.answers import Answers
from bot.gateway.api import Api
from bot.gateway.courier import Courier
from bot.gateway.intake import Intake
from bot.gateway.outcomes import trouble
from bot.gateway.pace import NoPace, Pace
from bot.gateway.transport import Transport
from bot.handlers import ROUTERS
from bot.jobs import JOBS
from bot.patience import wait_after
from bot.routing import Routes, Where
from bot.rules import rulebook
from bot.settings import Settings
from bot.store import cards, outbox, post
from bot.store.database import Database
from bot.texts import texts_of
from bot.tray import Studio

log = structlog.get_logger()

_GRACE = 2.0  # seconds that calls in flight get when the bot is stopped


@dataclass
class Bot:
    """The running parts; made by :func:`build`."""

    settings: Settings
    database: Database
    application: App
    engine: Engine
    courier: Courier
    intake: Intake
    api: Api
    clock: Clock
    transports: tuple[Transport, ...]
    _awake: bool = False  # the first ticks have been given
    _offered: bool = False  # the general menus are set, or were tried

    async def run(self, stop: asyncio.Event) -> None:
        """Works until ``stop`` is set, then ends cleanly: nothing new is begun, what is in flight is finished."""
        async with contextlib.AsyncExitStack() as stack:
            stack.push_async_callback(self.database.close)
            for transport in self.transports:
                await stack.enter_async_context(transport)
            if await self._started(stop):
                async with self._resumed():
                    await self._work(stop)

    async def _started(self, stop: asyncio.Event) -> bool:
        """Greets Telegram, however long its network is away; False where ``stop`` came first."""
        begun, asked = asyncio.create_task(self._greet()), asyncio.create_task(stop.wait())
        await asyncio.wait([begun, asked], return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        if not begun.done():
            begun.cancel()
            await asyncio.gather(begun, return_exceptions=True)
            return False
        await begun
        return True

    async def _greet(self) -> None:
        """Learns the bot's own name; while the network is away it is asked again, as nothing works without."""
        failures = 0
        while True:
            try:
                await self.application.bot.initialize()
            except InvalidToken:
                raise
            except TelegramError as error:
                wait = wait_after(failures)
                failures += 1
                log.warning("start.waiting", reason=trouble(error), wait=wait)
                await asyncio.sleep(wait)
            else:
                break
        await self.application.initialize()
        self.engine.studio.username = self.application.bot.username

    async def _set_menus(self) -> None:
        """What strangers and groups are offered (Bot API, setMyCommands); a person's menu follows from the grants."""
        studio, routes = self.engine.studio, self.engine.routes
        in_groups = [
            (route.key, route.system)
            for route in routes.all
            if route.kind == "command" and route.listed and route.where is not Where.PRIVATE
        ]
        for scope, commands in (("default", [("start", "home")]), ("all_group_chats", in_groups)):
            listed = [
                {"command": name, "description": studio.texts.short(studio.texts.default, f"{system}.command_{name}")}
                for name, system in commands
            ]
            try:
                await self.api.call("setMyCommands", {"commands": listed, "scope": {"type": scope}})
            except TelegramError as error:
                # A convenience: the bot works without, and the next start tries again.
                log.warning("menus.not_set", scope=scope, error=type(error).__name__)
        self._offered = True

    @contextlib.asynccontextmanager
    async def _resumed(self) -> AsyncIterator[None]:
        """What was ready when the last run ended is ready again."""
        async with self.database.writing() as session:  # so that nobody replaces the doors' key meanwhile
            waiting = await outbox.ready(session, self.engine.studio.keys.doors)
            ids = [call.card_id for call in waiting.calls if call.card_id is not None]
            known = await cards.cards_by_id(session, ids)
            pauses = await post.resume_pauses(session, self.clock.now())
        for pause in pauses:
            self.courier.obey(pause)
        self.courier.learn(known)
        self.courier.take(waiting.calls)
        if waiting.unreadable:
            log.warning("start.unreadable", calls=len(waiting.unreadable))
            self.engine.report(list(waiting.unreadable))
        self.engine.wake()
        yield
        await self.application.shutdown()

    async def _work(self, stop: asyncio.Event) -> None:
        scheduler = _scheduler(self.settings, self.engine)
        scheduler.start()
        intake = asyncio.create_task(self.intake.run())
        workers = [
            asyncio.create_task(self.engine.run()),
            asyncio.create_task(self.courier.run()),
            asyncio.create_task(self.clock.watch(self._wake_all)),
            asyncio.create_task(self._set_menus()),
            asyncio.create_task(self._first_ticks()),
        ]
        watch = asyncio.create_task(stop.wait())
        # A worker that ends by itself has failed: then the whole bot ends, and its keeper starts it again.
        await asyncio.wait([watch, intake, *workers[:2]], return_when=asyncio.FIRST_COMPLETED)
        scheduler.shutdown(wait=False)
        await self._end([watch, intake, *workers[2:]], workers[:2])

    async def _end(self, now: list[asyncio.Task[Any]], after: list[asyncio.Task[None]]) -> None:
        failures = [task.exception() for task in (*now, *after) if task.done() and not task.cancelled()]
        for task in now:
            task.cancel()
        await asyncio.gather(*now, return_exceptions=True)
        await self.courier.stop(_GRACE)
        await self.answers.stop(_GRACE)
        self.engine.stop()
        await asyncio.gather(*after, return_exceptions=True)
        for failure in failures:
            if failure is not None:
                raise failure

    @property
    def shown(self) -> bool:
        """Whether everybody sees what has happened so far."""
        return self.engine.idle and self.courier.empty

    @property
    def idle(self) -> bool:
        """Whether nothing is left to do until somebody writes or the clock moves on."""
        begun = self._awake and self._offered and self.clock.told
        return begun and self.engine.idle and self.courier.idle and self.answers.idle

    @property
    def answers(self) -> Answers:
        """The engine's answers to presses."""
        return self.engine.answers

    async def _first_ticks(self) -> None:
        """What people wrote while the bot was away comes first: nobody is reminded of what has been done by then."""
        await self.intake.looked.wait()
        self._wake_all()

    def _wake_all(self) -> None:
        for job in JOBS:
            self.engine.tick(job.name)
        self._awake = True


def build(settings: Settings, clock: Clock | None = None) -> Bot:
    """All parts for these settings, with any clock. The database must be at the newest revision (``migrate``)."""
    token = settings.token.get_secret_value()
    calls, polls = Transport(), Transport(connections=2)
    api = Api(calls, settings.api_url, token)
    telegram = application(settings.api_url, token, calls, polls)
    database, clock = Database(settings.database), clock or Clock(settings.clock_file)
    rulebook.load()  # a mistake in it stops the start
    routes = Routes(ROUTERS)
    studio = _studio(settings, routes, clock)
    jobs = {job.name: job.run for job in JOBS}
    chores = {name: partial(chore, database, studio.keys) for name, chore in CHORES.items()}
    engine = Engine(database, telegram, routes, studio, clock, settings.zone, jobs, chores, Answers(api))
    pace = Pace() if settings.pace == "telegram" else NoPace()
    engine.courier = courier = Courier(api, clock, pace, engine.report)
    intake = Intake(Api(polls, settings.api_url, token), engine.receive)
    return Bot(settings, database, telegram, engine, courier, intake, api, clock, (calls, polls))


def _studio(settings: Settings, routes: Routes, clock: Clock) -> Studio:
    year = clock.now().year
    holidays = partial(calendar, settings.data_dir, range(year - 1, year + 2))
    texts = texts_of(settings.zone, settings.language)
    return Studio(GALLERY, texts, holidays, keys.load(settings.keys_dir), routes.menu)


def _scheduler(settings: Settings, engine: Engine) -> AsyncIOScheduler:
    """Wakes the engine, nothing more. The library's default grace of one second would skip wake-ups silently."""
    scheduler = AsyncIOScheduler(
        timezone=settings.zone, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    for job in JOBS:
        scheduler.add_job(engine.tick, job.trigger, args=[job.name], id=job.name)
    scheduler.add_listener(_schedule_failed, EVENT_JOB_ERROR | EVENT_JOB_MISSED)
    return scheduler


def _schedule_failed(event: Any) -> None:  # noqa: ANN401 - the library is untyped
    log.error("schedule.failed", job=event.job_id)
