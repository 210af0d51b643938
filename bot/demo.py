"""The demo: Telegram's stand-in in this process, the real bot as a child process, a sample branch between them.

No token and no network: the page listens on 127.0.0.1 only, and all data lies in a folder that is thrown away.
"""

import asyncio
import errno
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import click
from pydantic import SecretStr

from bot.console import Problem
from bot.console.installation import init
from bot.console.roster import import_roster, invites
from bot.rules.words import Status
from bot.sample import BRANCH, NOT_YET_BOUND, ROSTER, WITHOUT_TELEGRAM
from bot.settings import Settings
from simulator import Simulator

TOKEN = "1:demo"
BINDER = "孙组织"  # who binds the groups
_READY = 60.0  # seconds that a slow machine may take
_STOP_WITHIN = 5.0  # seconds until a bot that does not end is killed


async def run(port: int) -> None:
    """Serves the page until Ctrl-C or SIGTERM; Problem when the port is taken or the bot ends by itself."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with tempfile.TemporaryDirectory(prefix="branch-bot-demo-") as folder:
        simulator = Simulator(
            token=TOKEN, bot_username="branch_bot", bot_name=BRANCH, clock_file=Path(folder) / "clock"
        )
        try:
            async with simulator.serve(port) as address:
                await _play(simulator, address, Path(folder), stop)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise Problem(f"端口 {port} 已被占用。请换一个：DEMO_PORT={port + 1} make demo") from error


async def _play(simulator: Simulator, address: str, folder: Path, stop: asyncio.Event) -> None:
    settings = settings_of(address, folder)
    await init(settings, BRANCH)
    await import_roster(settings, ROSTER)
    codes = await _people(simulator, settings)
    async with _child(settings) as child:
        for name, code in codes.items():
            simulator.say(name, f"/start {code}")
        await _groups(simulator)
        click.echo(f"演示已就绪 / the demo is ready:  {address}/\n按 Ctrl-C 结束 / Ctrl-C ends it.")
        ended = asyncio.create_task(child.wait())
        asked = asyncio.create_task(stop.wait())
        await asyncio.wait([ended, asked], return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        if not stop.is_set():
            raise Problem(f"机器人进程自行退出（状态 {ended.result()}），请看上面的日志。")


def settings_of(address: str, folder: Path) -> Settings:
    """Every setting is the demo's own: of the surroundings only BOT_LANGUAGE counts."""
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    own = {
        "token": SecretStr(TOKEN), "api_url": address, "data_dir": folder / "data", "keys_dir": folder / "keys",
        "clock_file": folder / "clock", "log_level": "WARNING",
        "language": os.environ.get("BOT_LANGUAGE", defaults["language"]),
    }  # fmt: skip
    return Settings(**defaults | own)


def environment_of(settings: Settings) -> dict[str, str]:
    """The same for another process. All are named, for a variable wins over what a `.env` says."""
    named = {f"BOT_{name.upper()}": str(getattr(settings, name)) for name in Settings.model_fields}
    return os.environ | named | {"BOT_TOKEN": settings.token.get_secret_value()}


async def _people(simulator: Simulator, settings: Settings) -> dict[str, str]:
    """Gives everybody with Telegram an account, and two groups; answers the codes that are used at once."""
    rows = [row for row in await invites(settings) if row["name"] not in WITHOUT_TELEGRAM]
    for row in rows:
        note = " · ".join(part for part in (row["post"] or row["status"], row["team"]) if part)
        simulator.add_user(row["name"]).note = note
    simulator.add_user("路人甲").note = "不在名册上"
    names = [row["name"] for row in rows if Status.of(row["status"]).is_member]
    simulator.add_group(BRANCH, members=names)
    simulator.add_group("第一党小组", members=[row["name"] for row in rows if row["team"] == "第一党小组"])
    return {row["name"]: row["code"] for row in rows if row["name"] not in NOT_YET_BOUND}


async def _groups(simulator: Simulator) -> None:
    """Binds both groups, as the organization member does it."""
    await simulator.until(lambda: "bind" in simulator.menu(BINDER), what=f"{BINDER} to be bound", timeout=_READY)
    for group in (BRANCH, "第一党小组"):
        simulator.say(BINDER, "/bind", chat=group)
        # Each group is named as what it is bound to.
        await simulator.until(partial(_has_button, simulator, group), what="the card of the group", timeout=_READY)
        simulator.press(BINDER, group, chat=group)


def _has_button(simulator: Simulator, group: str) -> bool:
    return any(group in message.labels for message in simulator.messages(BINDER, chat=group))


@asynccontextmanager
async def _child(settings: Settings) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot, as it runs anywhere; told everything by its environment."""
    environment = environment_of(settings)
    # A group of its own: Ctrl-C reaches this process alone, which then ends the child in order.
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environment, start_new_session=True
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.terminate()
            try:
                await asyncio.wait_for(child.wait(), _STOP_WITHIN)
            except TimeoutError:
                child.kill()
                await child.wait()
