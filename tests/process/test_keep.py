"""A demo that is kept is gone on with, the Telegram around it too; and what a demo says where it cannot go on."""

import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.process.demos import Demo, begun, demo
from tests.waiting import PATIENCE, until


async def _said(*options: str) -> tuple[int | None, str]:
    """The exit status of a demo that does not begin, or ends by itself, and what it says."""
    process = await begun(*options)
    _, error = await process.communicate()
    return process.returncode, error.decode()


async def test_a_demo_that_is_kept_is_gone_on_with_and_old_buttons_work(lived: Callable[[], str]) -> None:
    folder = Path(lived())
    async with demo("--no-limits", "--keep", str(folder)) as first:
        sent = len(first.page.seen("陈同志", "130.50", "状态：未交"))  # the month's card came by itself
        first.page.say("陈同志", "/dues")
        both = await until(lambda: first.page.seen("陈同志", "130.50", "状态：未交")[sent:], "the answer")
        card = both[-1]
        first.page.act("clock", by=3600)
        offset = first.page.look("clock")["offset"]
        await _in_the_way_of_others(first, folder)
    async with demo("--no-limits", "--keep", str(folder)) as second:
        page = second.page
        assert page.look("clock")["offset"] == offset
        assert page.seen("陈同志", "130.50", "状态：未交")[-1]["id"] == card["id"]
        page.act("press", user="陈同志", label="确认已交", message=card["id"], wait=PATIENCE)
        assert (await page.sees("陈同志", "130.50", "状态：已报已交"))["id"] == card["id"]
        page.act("tour", step="dues")
    await _ends_with_its_bot(folder)
    (folder / "telegram.json").unlink()
    status, said = await _said("--keep", str(folder))
    assert (status, "holds unfinished data" in said) == (2, True)


async def _in_the_way_of_others(running: Demo, folder: Path) -> None:
    """Its folder and its port are taken, which is said with the way out; no other address leads to it."""
    status, said = await _said("--keep", str(folder))
    assert (status, "another demo works in this folder" in said) == (2, True)
    status, said = await _said("--port", str(running.port))
    assert (status, f"DEMO_PORT={running.port + 1} make demo" in said) == (2, True)
    with socket.create_connection(("127.0.0.1", running.port)):
        pass
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", running.port)).close()


async def _ends_with_its_bot(folder: Path) -> None:
    """A bot that ends by itself ends the demo, which says so."""
    process = await begun("--keep", str(folder))
    assert process.stdout is not None
    assert b"127.0.0.1" in await process.stdout.readline()
    (child,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(child), signal.SIGKILL)
    _, error = await process.communicate()
    assert process.returncode == 2
    assert "the bot ended by itself, see its log:  -9" in error.decode()


async def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mine.txt").write_text("mine", encoding="utf-8")
    status, said = await _said("--keep", str(tmp_path))
    assert (status, "name an empty one" in said, "delete" in said) == (2, True, False)
    assert [path.name for path in tmp_path.rglob("*")] == ["data", "mine.txt"]
