"""The bot's clock: whoever moves it writes seconds into a file, and whoever watches is told."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock import Clock
from tests.waiting import until


def _move(file: Path, seconds: float) -> None:
    """As the simulator does: another file takes the place of the old one."""
    fresh = file.with_suffix(".new")
    fresh.write_text(str(seconds))
    fresh.replace(file)


async def test_whoever_watches_is_told_of_each_move_without_asking(tmp_path: Path) -> None:
    clock, told = Clock(tmp_path / "clock"), list[datetime]()
    watching = asyncio.create_task(clock.watch(lambda: told.append(clock.now())))
    for seconds in (3600.0, 7200.0):
        _move(tmp_path / "clock", seconds)
        await until(lambda: told, "the move to be told")
        assert clock.told
        assert told.pop() - datetime.now(UTC) > timedelta(seconds=seconds - 60)
        assert not told
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching


async def test_a_look_tells_at_once_and_once(tmp_path: Path) -> None:
    clock, told = Clock(tmp_path / "clock"), list[int]()
    _move(tmp_path / "clock", 60.0)
    clock.look()  # nobody watches yet: it is told when somebody does
    assert not clock.told
    watching = asyncio.create_task(clock.watch(lambda: told.append(1)))
    await until(lambda: told, "what was moved before to be told")
    _move(tmp_path / "clock", 120.0)
    clock.look()
    clock.look()
    assert told == [1, 1]
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching


async def test_where_nothing_moves_it_the_watch_is_over_at_once() -> None:
    clock = Clock()
    await clock.watch(lambda: None)
    assert clock.told
