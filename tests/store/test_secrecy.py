"""A secret ballot in the store: whoever reads every byte of it learns nothing of who chose what.

By experiment, not by trust: the same people vote in the same order, once so, once otherwise, and all that an observer
can measure is compared: every cell that is not random, the length of every one that is, the order in which rows lie on
the disk, and in PostgreSQL the order of the transactions. And by search: for words, for the data of buttons, and with
every key of the key folder for anything that it opens.
"""

import base64
import hashlib
import hmac
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import text

from bot.clock import Clock
from bot.store.database import Database
from simulator import Simulator
from tests.databases import Place, Server, sqlite
from tests.process.running import Process
from tests.scene import TOKEN, Scene
from tests.stories.test_ballots_secret import CODE, SECRET
from tests.waiting import until

VOTERS = ("党员一", "党员二", "党员三", "党员四", "党员五")
ROSTER = "姓名,党小组,职务,党员类别,入党日期,转正日期,人员类别,党费基数\n" + "\n".join(
    f"{name},第一党小组,{'书记' if name == '郑书记' else ''},正式党员,,,在职,5000" for name in ("郑书记", *VOTERS)
)
MOMENT = datetime(2026, 10, 12, 1, 30, tzinfo=UTC)

ONE_WAY = ("赞成", "反对", "弃权", "赞成", "反对")
ANOTHER = ("反对", "赞成", "赞成", "反对", "弃权")  # the same figures, given by others
ALL_ALIKE = ("反对", "反对", "反对", "反对", "反对")

RANDOM = {"code_hash"}  # cells that differ between any two runs, besides bytes
DOORS = {"inbox", "outbox", "cards"}  # in PostgreSQL their rows move whenever Telegram happens to have answered
RESULTS = {"ballots/outcome", "ballots/tally"}  # cards that show the published figures
# Not shorter than five bytes: three of them turn up by chance in the megabytes of a sealed or a fresh store.
TRACES = tuple(word.encode() for word in ("赞成", "反对", "弃权", "vm:1:", "vc:1:", "abstain", "against"))
TRACES += tuple(word.encode("unicode_escape") for word in ("赞成", "反对", "弃权"))


@dataclass
class Seen:
    """What an observer without keys has collected: measurements, and raw bytes."""

    measured: list[dict[str, Any]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    boxes: list[bytes] = field(default_factory=list)
    left: bytes = b""  # of the store, as soon as the ballot's key is gone


@asynccontextmanager
async def world(folder: Path, place: Place, more: str = "", names: Sequence[str] = ()) -> AsyncIterator[Scene]:
    """A branch of six and these, everybody bound, and nobody's clock moves."""
    folder.mkdir(exist_ok=True)
    double = Simulator(token=TOKEN, limits=False, clock_file=folder / "clock")
    async with double.serve(port=0), Scene(folder, double, place) as scene:
        await scene.found(ROSTER + more)
        await scene.start()
        for name in ("郑书记", *VOTERS, *names):  # one by one, so that every run's rows come in the same order
            await scene.bind(name)
            await scene.quiet()
        yield scene
    assert double.violations == []


async def measured(place: Place) -> dict[str, Any]:
    """All that can be told without a key: rows as they lie on the disk, lengths of bytes, the order of transactions."""
    database, found = Database(place.url), {}
    async with database.reading() as session:
        for name in await place.rows():
            if name != "alembic_version":
                where = "rowid" if place.kind == "sqlite" else "id" if name in DOORS else "ctid"
                rows = (await session.execute(text(f'SELECT * FROM "{name}" ORDER BY {where}'))).mappings()
                found[name] = [{key: _plain(key, value) for key, value in row.items()} for row in rows]
        if place.kind == "postgresql":
            voters = "SELECT 'voter ' || person_id, xmin::text::bigint FROM electors"
            box = "SELECT 'box', xmin::text::bigint FROM boxes"
            order = (await session.execute(text(f"{voters} UNION ALL {box} ORDER BY 2, 1"))).all()
            numbers = sorted({row[1] for row in order})
            found["transactions"] = [{row[0]: numbers.index(row[1])} for row in order]
    await database.close()
    return found


def _plain(key: str, value: Any) -> Any:  # noqa: ANN401 - any cell
    if key in RANDOM:
        return len(value)
    return len(value) if isinstance(value, bytes) else value


async def casts(scene: Scene, name: str, choice: str) -> None:
    """Looks at another choice first, then casts this one; each step has come to its end before the next."""
    voter = scene.person(name)
    for label in ("弃权", "« 返回", choice, "确认投票"):
        await voter.presses(label)
        await scene.quiet()


async def observed(scene: Scene, choices: Sequence[str]) -> Seen:
    """A whole ballot, watched: with somebody about to confirm, in the middle, before the end, and after it."""
    seen, zheng = Seen(), scene.person("郑书记")
    zheng.says(SECRET)
    await zheng.presses("确认")
    await scene.quiet()
    for place, (name, choice) in enumerate(zip(VOTERS, choices, strict=True)):
        if place == 2:
            await scene.person(name).presses(choice)
            await _look(scene, seen)
            await scene.person(name).presses("« 返回")
        await casts(scene, name, choice)
    await _look(scene, seen)
    zheng.says("/tally")
    await zheng.presses("结束投票")
    await zheng.presses("确认")
    await scene.quiet()
    await _look(scene, seen)
    return seen


async def _look(scene: Scene, seen: Seen) -> None:
    await scene.quiet()
    seen.measured.append(await measured(scene.place))
    seen.raw.append(scene.place.on_disk())
    seen.boxes += [row["sealed"] for row in (await scene.place.rows("boxes"))["boxes"]]


@pytest.fixture
def places(tmp_path: Path, place: Place, postgresql: Callable[[], Server]) -> Callable[[str], Place]:
    """One more database of the same kind, by name."""
    return lambda name: sqlite(tmp_path / name / "data") if place.kind == "sqlite" else postgresql().fresh()


async def test_all_that_can_be_measured_is_the_same_whoever_chose_what(
    tmp_path: Path, places: Callable[[str], Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Clock, "now", lambda clock: MOMENT)
    found = {}
    for name, choices in {"one": ONE_WAY, "another": ANOTHER, "alike": ALL_ALIKE}.items():
        # The ballot's key is drawn alike: so codes and what is painted with them can be compared too.
        monkeypatch.setattr("bot.keys.ballots.os", _drawn_alike())
        async with world(tmp_path / name, places(name)) as scene:
            found[name] = await observed(scene, choices)
    confirming, before, after = zip(*(seen.measured for seen in found.values()), strict=True)
    assert confirming[0] == confirming[1] == confirming[2]
    assert before[0] == before[1] == before[2]
    assert [row["voted"] for row in before[0]["electors"]].count(True) == len(VOTERS)
    assert after[0] == after[1]
    # Other figures show where they are published, and nowhere else.
    (one,), (alike,) = after[0].pop("published"), after[2].pop("published")
    for result in (card for each in after for card in each["cards"] if card["name"] in RESULTS):
        del result["digest"]
    assert after[0] == after[2]
    assert one["codes"] == alike["codes"]
    assert one["choices"] == '["for","for","against","against","abstain"]'


def _drawn_alike() -> SimpleNamespace:
    """An ``os`` whose random bytes are the same in every run, one call after the other."""
    calls = iter(range(1_000_000))
    return SimpleNamespace(urandom=lambda size: hashlib.shake_128(str(next(calls)).encode()).digest(size))


async def test_nothing_is_in_clear_and_what_was_copied_opens_for_nobody_once_it_is_closed(
    tmp_path: Path, places: Callable[[str], Place]
) -> None:
    """With the bot as a process of its own, logging all it can; the observer copies files while it runs."""
    copied = tmp_path / "keys during"
    async with world(tmp_path / "one", places("one")) as scene:
        await scene.stop()
        fresh = scene.place.on_disk()
        async with Process(scene.settings, tmp_path / "log") as bot:
            seen = await _from_outside(scene, copied)
            bot.terminate()
            assert await bot.ended() == 0
            log = bot.log().encode()
        after, rows = scene.place.on_disk(), await scene.place.rows()
        after += _backup(scene.place, tmp_path / "backup.db")
    # PostgreSQL's own catalogue is English prose: what stands there before the ballot says nothing.
    traces = [trace for trace in TRACES if trace not in fresh]
    assert len(traces) >= len(TRACES) - 2
    for trace in traces:
        assert trace not in b"".join(seen.raw), trace
        assert trace not in log, trace
    for name in VOTERS:
        assert name.encode() not in log

    # So that the search is known to find something: the keys of then open the box of then, and the taps in the log.
    assert _opened(copied, b"".join(seen.raw), seen.boxes[-1:])
    assert any(b"vc:1:" in body for body in _opened(copied, b"".join(seen.raw), []))
    # The keys that are left open nothing of what was copied, and nothing of a vote that lies in the store.
    keys = scene.settings.keys_dir
    assert sorted(path.name for path in keys.iterdir()) == ["doors.key", "reports.key"]
    assert _opened(keys, b"".join(seen.raw), seen.boxes) == []
    assert [body for body in _opened(keys, after, seen.boxes) if b"vc:1:" in body or b"vm:1:" in body] == []
    # Nor could the keys of then be used on what is left: it holds neither box nor tap.
    assert _opened(copied, seen.left, []) == []
    assert not any(box in seen.left for box in seen.boxes)
    assert rows["boxes"] == []
    (published,) = rows["published"]
    assert published["choices"] == '["for","for","against","against","abstain"]'
    assert all(row["choice"] is None for row in rows["electors"])


async def _from_outside(scene: Scene, copied: Path) -> Seen:
    """A ballot, with copies of all files once somebody is about to confirm and before the end."""
    seen, zheng = Seen(), scene.person("郑书记")
    zheng.says(SECRET)
    await zheng.sees("请核对")
    await zheng.presses("确认")
    for place, (name, choice) in enumerate(zip(VOTERS, ONE_WAY, strict=True)):
        voter = scene.person(name)
        await voter.presses(choice)
        await voter.sees(f"● {choice}")
        if place in (2, len(VOTERS) - 1):
            seen.raw.append(scene.place.on_disk())
        await voter.presses("确认投票")
        receipt = await voter.sees("您的票已投入票箱", "回执码：")
        assert CODE.search(receipt.text)
    seen.raw.append(scene.place.on_disk())
    seen.boxes += [row["sealed"] for row in (await scene.place.rows("boxes"))["boxes"]]
    shutil.copytree(scene.settings.keys_dir, copied)
    zheng.says("/tally")
    await zheng.presses("结束投票")
    await zheng.sees("要结束这次投票吗？")
    await zheng.presses("确认")
    for name in VOTERS:
        await scene.person(name).sees("公布的选票", "公布的回执码")
    key = scene.settings.keys_dir / "ballot-1.key"
    await until(lambda: not key.exists(), "the ballot's key to be gone")
    # PostgreSQL's own log keeps what was sealed for a while.
    seen.left = b"".join(file.read_bytes() for file in scene.place.files() if file.parent.name != "pg_wal")
    return seen


def _backup(place: Place, file: Path) -> bytes:
    """An online copy of the database, as a backup is made."""
    if place.kind != "sqlite":
        return b""
    (source,) = (each for each in place.files() if each.suffix == ".db")
    with sqlite3.connect(source) as live, sqlite3.connect(file) as copy:
        live.backup(copy)
    return file.read_bytes()


def _opened(folder: Path, raw: bytes, boxes: Sequence[bytes]) -> list[bytes]:
    """Everything that any key of the folder opens: sealed bodies anywhere in the raw bytes, and these boxes."""
    found = []
    for name, key in _keys(folder):
        for each in (key, hmac.digest(key, b"box", hashlib.sha256)):
            found += [_decrypted(each, box, b"ballot 1") for box in boxes]
        if name == "doors.key":
            found += _bodies(key, raw)
    return [body for body in found if body]


def _keys(folder: Path) -> list[tuple[str, bytes]]:
    """Each line of each file as a key: hexadecimal, after the mark of 4 bytes for the doors', or Fernet's."""
    found = []
    for path in sorted(folder.iterdir()):
        for line in path.read_bytes().split():
            try:
                key = bytes.fromhex(line.decode())
            except ValueError:
                key = base64.urlsafe_b64decode(line)
            found.append((path.name, key))
    return found


def _bodies(line: bytes, raw: bytes) -> list[bytes]:
    """Sealed bodies (keys/doors.py: 1, mark, nonce, padded to 512 bytes, tag) wherever they lie among these bytes."""
    mark, key, found, start = line[:4], line[4:], [], 0
    while (start := raw.find(b"\x01" + mark, start)) >= 0:
        for blocks in range(1, 8):
            sealed = raw[start + 5 : start + 5 + 12 + 512 * blocks + 16]
            if body := _decrypted(key, sealed, mark):
                found.append(body)
                break
        start += 1
    return found


def _decrypted(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    if len(key) not in (16, 24, 32):
        return b""
    try:
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], bound_to)
    except InvalidTag:
        return b""
