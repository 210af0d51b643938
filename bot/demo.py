"""The demo: Telegram's stand-in in this process, the real bot as a child process, a sample branch between them.

No token and no network: the page listens on 127.0.0.1 only. All data lies in a folder that is thrown away, unless
another is named to be kept.
"""

import asyncio
import contextlib
import errno
import fcntl
import os
import signal
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from pydantic import SecretStr

from bot import sample
from bot.child import Child
from bot.console import Problem
from bot.console.installation import init
from bot.console.roster import import_roster, invites
from bot.documents.holidays import announced
from bot.rules.calendar import workday_on_or_before
from bot.rules.words import Status
from bot.sample.days import Days
from bot.settings import Settings
from simulator import Simulator, Tour
from simulator.saved import load, save

TOKEN = "1:demo"
_MARK = "demo.lock"  # in a folder that is kept: it is a demo's, and whoever works in it holds it
_SAVE_EVERY = 5.0  # seconds


async def run(port: int, keep: Path | None, *, limits: bool) -> None:
    """Serves the page until Ctrl-C or SIGTERM; Problem when the port is taken or the bot ends by itself."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with _folder(keep) as folder:
        simulator = Simulator(
            token=TOKEN, bot_username="branch_bot", bot_name=sample.BRANCH, clock_file=folder / "clock", limits=limits
        )
        try:
            async with simulator.serve(port) as address:
                world = folder / "telegram.json" if keep is not None else None
                await _play(simulator, settings_of(address, folder, limits=limits), world, stop)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise Problem(
                f"端口 {port} 已被占用，请换一个 / the port is in use, take another:  DEMO_PORT={port + 1} make demo"
            ) from error


@contextlib.contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """The folder of all data; Problem when another demo works in it."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="branch-bot-demo-") as name:
            yield Path(name)
        return
    if keep.exists() and any(keep.iterdir()) and not (keep / _MARK).exists():
        raise Problem(f"{keep} 里有别的文件，请换一个空文件夹 / this folder holds something else, name an empty one")
    keep.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (keep / _MARK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Problem(f"{keep} 正由另一个演示使用 / another demo works in this folder") from error
        yield keep.absolute()


async def _play(simulator: Simulator, settings: Settings, world: Path | None, stop: asyncio.Event) -> None:
    """``world``: where the simulated Telegram is kept, that of an earlier time included."""
    if world is not None and world.exists():
        load(simulator.world, world)
    else:
        if settings.data_dir.exists():
            folder = settings.data_dir.parent
            raise Problem(f"{folder} 里有没建完的数据，请删除它 / this folder holds unfinished data, please delete it")
        await begin(simulator, settings, days_until(datetime.now(settings.zone).date(), settings))
    child = Child(settings)
    simulator.keeper, simulator.tour, simulator.language = child, Tour.read(sample.TOUR), settings.language.value
    await child.start()
    saving = asyncio.create_task(_keep_saving(simulator, world))
    try:
        click.echo(f"演示已就绪 / the demo is ready:  {settings.api_url}/\n按 Ctrl-C 结束 / Ctrl-C ends it.")
        await _until_asked(child, stop)
    finally:
        saving.cancel()
        await child.stop()
        if world is not None:
            save(simulator.world, world)


async def _keep_saving(simulator: Simulator, world: Path | None) -> None:
    """Every few seconds, so that little is lost where the demo is killed."""
    saved = -1
    while world is not None:
        if simulator.world.changes.seq != saved:
            saved = simulator.world.changes.seq
            save(simulator.world, world)
        await asyncio.sleep(_SAVE_EVERY)


async def _until_asked(child: Child, stop: asyncio.Event) -> None:
    """Until ``stop`` is set; Problem when the bot ends by itself."""
    ended, asked = asyncio.create_task(child.failed()), asyncio.create_task(stop.wait())
    await asyncio.wait([ended, asked], return_when=asyncio.FIRST_COMPLETED)
    for task in (ended, asked):
        if not task.done():
            task.cancel()
    if not stop.is_set():
        raise Problem(f"机器人进程自行退出，请看上面的日志 / the bot ended by itself, see its log:  {ended.result()}")


def settings_of(address: str, folder: Path, *, limits: bool = True) -> Settings:
    """Every setting is the demo's own: of the surroundings only BOT_LANGUAGE counts."""
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    own = {
        "token": SecretStr(TOKEN), "api_url": address, "data_dir": folder / "data", "keys_dir": folder / "keys",
        "clock_file": folder / "clock", "log_level": "WARNING", "pace": "telegram" if limits else "off",
        "language": os.environ.get("BOT_LANGUAGE", defaults["language"]),
    }  # fmt: skip
    return Settings(**defaults | own)


async def begin(simulator: Simulator, settings: Settings, days: Days) -> None:
    """The branch is founded half a year before, and lives until the last of these days."""
    from bot.sample import history
    from bot.sample.past import past

    simulator.clock.move(to=days.founding)
    await init(settings, sample.BRANCH)
    roster = settings.data_dir / "roster.csv"
    roster.write_text(sample.roster(days.today), encoding="utf-8")
    await import_roster(settings, roster)
    codes = await _people(simulator, settings)
    async with past(settings, simulator) as lived:
        for name, code in codes.items():
            simulator.say(name, f"/start {code}")
        await lived.rest()
        await history.live(lived, days)


def days_until(today: date, settings: Settings) -> Days:
    """The sample's half year up to this day, or the last workday before it."""
    holidays = announced(range(today.year - 1, today.year + 2), None)
    return Days(workday_on_or_before(today, holidays), holidays, settings.zone)


async def _people(simulator: Simulator, settings: Settings) -> dict[str, str]:
    """Gives everybody with Telegram an account, and the groups; answers the codes that are used at once."""
    rows = [row for row in await invites(settings) if row["name"] not in sample.WITHOUT_TELEGRAM]
    for row in rows:
        simulator.add_user(row["name"]).note = _note(row, settings)
    simulator.add_user(sample.STRANGER).note = sample.NOTES[sample.STRANGER].say(settings.language)
    members = {row["name"]: row["team"] for row in rows if Status.of(row["status"]).is_member}
    for group in sample.GROUPS:
        names = [name for name, team in members.items() if group in (sample.BRANCH, team)]
        simulator.add_group(group, members=names)
    return {row["name"]: row["code"] for row in rows if row["name"] not in sample.NOT_YET_BOUND}


def _note(row: dict[str, Any], settings: Settings) -> str:
    """What stands beside a name on the page."""
    remark = sample.NOTES.get(row["name"])
    facts = (row["post"] or row["status"], row["team"], remark.say(settings.language) if remark else "")
    return " · ".join(fact for fact in facts if fact)
