"""The bots that are compared, each with a simulator of its own and the same number of people."""

import asyncio
import os
import sys
import tempfile
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from benchmarks.measured import PATIENCE, Measured
from bot.settings import Settings
from simulator import Simulator
from simulator.model import Message, User
from tests.databases import Place
from tests.process.running import ROOT, environment
from tests.scene import TOKEN, ZONE, Scene
from tests.waiting import until

_LABELS = ("参加", "未定")
_HEAD = "姓名,党小组,职务,党员类别,入党日期,转正日期,人员类别,党费基数"
_MEETING = "/newmeeting\n类型：集中学习\n主题：学习\n时间：{} 15:00\n地点：会议室\n参加：全体党员"


@asynccontextmanager
async def running(settings: Settings, log: Path) -> AsyncIterator[Process]:
    """``python -m bot run`` as it runs anywhere, its log in a file; ended with the block."""
    with log.open("ab") as file:
        async with _program("bot", "run", variables=environment(settings), output=file.fileno()) as process:
            yield process


@asynccontextmanager
async def _program(
    *words: str, variables: Mapping[str, str] = os.environ, output: int | None = None
) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *words, cwd=ROOT, env=variables, stdout=output, stderr=output
    )
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def bare(people: int) -> AsyncIterator[Measured]:
    """The yardstick, see benchmarks/bare.py."""
    simulator = Simulator(token=TOKEN, limits=False)
    async with simulator.serve(), _program("benchmarks.bare", TOKEN, simulator.url) as process:
        users = [simulator.add_user(f"党员{number:03d}") for number in range(people)]
        for user in users:
            simulator.say(user, "/card")
        yield await _ready("bare PTB", simulator, process.pid, users)


@asynccontextmanager
async def ours(people: int, place: Place) -> AsyncIterator[Measured]:
    """The bot with everything durable: a meeting is called, and everybody has its notice."""
    with tempfile.TemporaryDirectory() as folder:
        simulator = Simulator(token=TOKEN, limits=False)
        async with simulator.serve(), Scene(Path(folder), simulator, place) as scene:
            users = await _called(scene, people)
            settings = scene.settings.model_copy(update={"clock_file": None})  # an office's clock cannot be moved
            async with running(settings, Path(folder) / "log") as bot:
                yield await _ready(f"branch-bot, {place.kind}", simulator, bot.pid, users)


async def start_time(place: Place) -> float:
    """Seconds from the start of the process to its first poll."""
    with tempfile.TemporaryDirectory() as folder:
        simulator = Simulator(token=TOKEN, limits=False)
        async with simulator.serve(), Scene(Path(folder), simulator, place) as scene:
            await scene.found()
            start = perf_counter()
            async with running(scene.settings, Path(folder) / "log"):
                await until(lambda: simulator.world.updates.polled, "a poll", PATIENCE)
                return perf_counter() - start


async def _called(scene: Scene, people: int) -> list[User]:
    names = [f"党员{number:03d}" for number in range(people)]
    members = "\n".join(f"{name},第一党小组,,正式党员,,,在职,5000" for name in names)
    await scene.found(f"{_HEAD}\n郑书记,第一党小组,书记,正式党员,,,在职,9000\n{members}\n")
    await scene.start()
    await scene.bind("郑书记", *names)
    secretary = scene.person("郑书记")
    secretary.says(_MEETING.format((datetime.now(ZONE) + timedelta(days=7)).date()))
    await secretary.presses("确认")
    await scene.quiet()
    await scene.stop()
    return [scene.person(name).user for name in names]


async def _ready(name: str, simulator: Simulator, pid: int, users: list[User]) -> Measured:
    def card(user: User) -> Message | None:
        shown = [each for each in simulator.messages(user) if each.from_bot and _LABELS[0] in "".join(each.labels)]
        return shown[-1] if shown else None

    await until(lambda: all(card(user) for user in users), f"cards of {name}", PATIENCE)
    cards = {user.id: found for user in users if (found := card(user))}
    return Measured(name, simulator, pid, cards, _LABELS)
