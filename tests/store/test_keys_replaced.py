"""Keys are replaced: by two processes at once, by one that is killed on the way, by root."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bot import keys
from bot.console.installation import rotate_keys
from bot.keys import Keys
from tests.process.running import ROOT
from tests.scene import Scene

_CALLS = {"open": 8, "fsync": 10, "link": 2, "replace": 2, "unlink": 2}  # that a rotation makes
_STEPS = [(call, nth) for call, times in _CALLS.items() for nth in range(1, times + 1)]
_TIMES = 20
_ROTATES = f"""
import sys
from pathlib import Path
from bot import keys
loaded = keys.load(Path(sys.argv[1]))
for _ in range({_TIMES}):
    loaded.doors.end_rotation(loaded.doors.begin_rotation())
    loaded.reports.end_rotation(loaded.reports.begin_rotation())
"""


class Killed(BaseException):
    """The process is gone."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keys.make(tmp_path / "keys")
    return tmp_path / "keys"


def _dies(patch: pytest.MonkeyPatch, call: str, nth: int) -> None:
    """The nth such call to the system is never made."""
    real, left = getattr(os, call), [nth]

    def counted(*arguments: object, **named: object) -> object:
        left[0] -= 1
        if not left[0]:
            raise Killed
        return real(*arguments, **named)

    patch.setattr(os, call, counted)


def _rotate_doors(loaded: Keys, waiting: list[bytes]) -> None:
    """What waits is sealed anew between the two halves."""
    old = loaded.doors.begin_rotation()
    waiting[:] = [loaded.doors.seal(loaded.doors.open(body)) for body in waiting]
    loaded.doors.end_rotation(old)


def _rotated(loaded: Keys) -> None:
    loaded.doors.end_rotation(loaded.doors.begin_rotation())
    loaded.reports.end_rotation(loaded.reports.begin_rotation())


def test_of_two_rotations_at_once_neither_destroys_the_key_of_the_other(folder: Path) -> None:
    here, there = keys.load(folder), keys.load(folder)
    old = here.doors.begin_rotation(), here.reports.begin_rotation()
    tap, report = here.doors.seal(b"tap"), here.reports.seal("汇报")
    newer = there.doors.begin_rotation(), there.reports.begin_rotation()
    here.doors.end_rotation(old[0])
    here.reports.end_rotation(old[1])
    tap, report = there.doors.seal(there.doors.open(tap)), there.reports.renew(report)
    there.doors.end_rotation(newer[0])
    there.reports.end_rotation(newer[1])
    assert (here.doors.open(tap), here.reports.open(report)) == (b"tap", "汇报")
    assert [len(path.read_bytes().split()) for path in folder.iterdir()] == [1, 1]


async def test_rotations_beside_each_other_lose_no_report(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/report 我的汇报内容")
    await chen.sees("已记入草稿")
    await asyncio.gather(*(rotate_keys(branch.settings) for _ in range(4)))
    await chen.presses("预览")
    await chen.sees("我的汇报内容")
    assert len((branch.settings.keys_dir / "reports.key").read_bytes().split()) == 1


async def test_processes_that_rotate_at_once_do_not_meet_in_the_folder(folder: Path) -> None:
    processes = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", _ROTATES, str(folder), cwd=ROOT) for _ in range(2)
    ]
    assert [await process.wait() for process in processes] == [0, 0]
    assert keys.problems(folder) == []
    _rotated(keys.load(folder))
    assert [len(path.read_bytes().split()) for path in folder.iterdir()] == [1, 1]


@pytest.mark.parametrize(("call", "nth"), _STEPS)
def test_a_rotation_killed_at_any_step_loses_nothing_and_leaves_no_key_behind(
    folder: Path, call: str, nth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = keys.load(folder)
    waiting = [loaded.doors.seal(b"tap")]
    with monkeypatch.context() as patch, (folder / "doors.key").open("rb") as before:
        _dies(patch, call, nth)
        with pytest.raises(Killed):
            _rotate_doors(loaded, waiting)
        patch.undo()
        loaded = keys.load(folder)
        assert keys.problems(folder) == []
        _rotate_doors(loaded, waiting)
        assert loaded.doors.open(*waiting) == b"tap"
        assert before.read() == b""
    assert [len(path.read_bytes().split()) for path in folder.iterdir()] == [1, 1]


@pytest.mark.parametrize(("call", "nth"), [("open", 1), ("fsync", 1), ("fsync", 2)])
def test_the_erasure_of_a_ballots_key_killed_at_any_step_is_finished_when_repeated(
    folder: Path, call: str, nth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ballots = keys.load(folder).ballots
    ballots.make(1)
    key = ballots.path(1).read_bytes().strip()
    with monkeypatch.context() as patch, ballots.path(1).open("rb") as before:
        _dies(patch, call, nth)
        with pytest.raises(Killed):
            ballots.erase(1)
        patch.undo()
        assert ballots.kept() == [1]
        ballots.erase(1)
        assert before.read() == ballots.path(1).read_bytes() == b""
    assert not any(key in path.read_bytes() for path in folder.iterdir())


def test_what_a_kill_has_left_is_told_by_check_and_destroyed_by_the_next_start(folder: Path) -> None:
    left = folder / "ballot-3.key.new"
    left.write_bytes(b"ab" * 32)
    assert keys.problems(folder) == [("key_left", left)]
    with left.open("rb") as held:
        keys.load(folder)
        assert held.read() == b""
    assert keys.problems(folder) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_keys_replaced_by_root_still_belong_to_the_bot(folder: Path) -> None:
    bot = 65534
    for path in (folder, *folder.iterdir()):
        os.chown(path, bot, bot)
    loaded = keys.load(folder)
    _rotated(loaded)
    loaded.ballots.make(1)
    assert {(path.stat().st_uid, path.stat().st_gid) for path in folder.iterdir()} == {(bot, bot)}
    os.chown(folder / "doors.key", 0, 0)
    assert keys.problems(folder) == [("key_owner", folder / "doors.key")]
