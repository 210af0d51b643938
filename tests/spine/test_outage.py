"""The database locked, full or gone for a while; a painter that raises: work waits, nothing is lost or doubled."""

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import engine
from bot.actions import delivery
from bot.actions.base import Refused
from bot.cards.base import GALLERY, Card, View
from bot.gateway import courier, intake
from bot.store import inbox, outbox, sqlite
from bot.store.cards import CardRow
from bot.store.outage import is_outage
from bot.store.post import Audit
from tests.databases import Place
from tests.scene import Scene
from tests.stories.sending import prepare
from tests.waiting import until


def _locked() -> OperationalError:
    original = sqlite3.OperationalError("database is locked")
    original.sqlite_errorcode = sqlite3.SQLITE_BUSY_SNAPSHOT
    return OperationalError("", None, original)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Waits are short; how often each was needed is kept."""
    waits: list[int] = []

    def short(failures: int) -> float:
        waits.append(failures)
        return 0.05

    monkeypatch.setattr(engine, "wait_after", short)
    monkeypatch.setattr(intake, "wait_after", short)
    return waits


def _troubled(
    real: Callable[..., Awaitable[Any]], times: int, error: Callable[[], Exception]
) -> Callable[..., Awaitable[Any]]:
    """The same, raising the first times."""
    left = [times]

    async def troubled(*args: object, **more: object) -> Any:  # noqa: ANN401 - whatever the real one answers
        if left[0]:
            left[0] -= 1
            raise error()
        return await real(*args, **more)

    return troubled


async def _count(scene: Scene, chat_id: int) -> int:
    rows = await scene.place.rows()
    return sum(row["chat_id"] == chat_id and row["stage"] == "ready" for row in rows["outbox"])


async def test_reports_that_the_store_could_not_take_are_written_later(
    branch: Scene, monkeypatch: pytest.MonkeyPatch, impatient: list[int]
) -> None:
    monkeypatch.setattr(outbox, "settle_rows", _troubled(outbox.settle_rows, 3, _locked))
    chen = branch.person("陈正式")
    chen.says("/privacy")
    await chen.sees("您的思想汇报")
    await branch.quiet()
    assert impatient == [0, 1, 2]
    assert await _count(branch, chen.user.id) == 0
    await branch.stop()
    await branch.start()
    await branch.quiet()
    assert chen.has_seen("您的思想汇报") == 1


async def test_of_what_has_arrived_without_the_store_knowing_there_is_never_more_than_what_may_be_in_flight(
    branch: Scene, monkeypatch: pytest.MonkeyPatch, impatient: list[int]
) -> None:
    """A kill in this moment doubles that many messages, however long the database has been away."""
    zheng = branch.person("郑书记")
    await prepare(zheng, "库慢的时候")
    await branch.quiet()
    before = len(branch.simulator.calls)
    monkeypatch.setattr(courier, "_IN_FLIGHT", 3)
    with pytest.MonkeyPatch.context() as away:
        away.setattr(outbox, "settle_rows", _troubled(outbox.settle_rows, 1_000, _locked))
        await zheng.taps("确认")
        await until(lambda: len(impatient) > 10, "the tenth attempt")
        sent = [call for call in branch.simulator.calls[before:] if call.method == "sendMessage"]
    assert len(sent) == 3
    await zheng.sees("已送达 9/10")


async def test_updates_that_the_store_could_not_take_come_again(
    branch: Scene, monkeypatch: pytest.MonkeyPatch, impatient: list[int]
) -> None:
    monkeypatch.setattr(inbox, "store_done", _troubled(inbox.store_done, 2, _locked))
    chen = branch.person("陈正式")
    chen.says("/privacy")
    await chen.sees("您的思想汇报")
    await branch.quiet()
    assert impatient == [0, 1]
    assert chen.has_seen("您的思想汇报") == 1


async def test_a_batch_is_kept_though_the_first_commit_of_it_fails(
    branch: Scene, monkeypatch: pytest.MonkeyPatch, impatient: list[int]
) -> None:
    """It could not be done, and the database goes away in the moment in which it is stored."""
    if branch.bot is None:
        raise LookupError("the bot does not run")
    monkeypatch.setattr(inbox, "store_done", _troubled(inbox.store_done, 1, lambda: ZeroDivisionError("once")))
    real, kept = inbox.store_updates, []

    async def store_updates(session: AsyncSession, *args: Any) -> None:  # noqa: ANN401 - whatever the real one takes
        await real(session, *args)
        kept.append(session)
        if len(kept) == 1:
            event.listen(session.sync_session, "before_commit", _lock)

    monkeypatch.setattr(inbox, "store_updates", store_updates)
    chen = branch.person("陈正式")
    chen.says("/privacy")
    await chen.sees("您的思想汇报")
    await branch.quiet()
    assert impatient == [0]
    assert chen.has_seen("您的思想汇报") == 1


def _lock(session: object) -> None:
    raise _locked()


async def test_a_batch_that_cannot_be_done_is_kept_however_long_that_takes(
    branch: Scene, monkeypatch: pytest.MonkeyPatch, impatient: list[int]
) -> None:
    monkeypatch.setattr(inbox, "store_updates", _troubled(inbox.store_updates, 2, _locked))
    monkeypatch.setattr(inbox, "store_done", _troubled(inbox.store_done, 3, lambda: ZeroDivisionError("once")))
    chen = branch.person("陈正式")
    chen.says("/privacy")
    await chen.sees("您的思想汇报")
    await branch.quiet()
    assert impatient == [0, 1]
    assert chen.has_seen("您的思想汇报") == 1


async def test_an_update_is_not_set_aside_because_the_database_is_in_trouble(
    branch: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "finish", _troubled(inbox.finish, 2, _locked))
    chen = branch.person("陈正式")
    chen.says("/dues")
    await chen.presses("确认已交")
    await chen.sees("状态：已报已交")
    await branch.quiet()
    assert chen.has_seen("您的操作没有生效") == 0
    assert chen.has_seen("状态：已报已交") == 1


async def test_a_job_whose_tick_met_trouble_runs_later(branch: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    if branch.bot is None:
        raise LookupError("the bot does not run")
    ran: list[str] = []

    async def job(deed: object) -> None:
        ran.append("ran")

    monkeypatch.setitem(branch.bot.engine.jobs, "dues", _troubled(job, 2, _locked))
    branch.bot.engine.tick("dues")
    await until(lambda: ran, "the job")
    await branch.quiet()
    assert ran == ["ran"]


async def test_a_locked_database_is_waited_for(
    scene: Scene, place: Place, monkeypatch: pytest.MonkeyPatch, impatient: list[int]
) -> None:
    if place.kind != "sqlite":
        pytest.skip("there a writer waits for another without end")
    monkeypatch.setattr(sqlite, "_BUSY", 0.05)
    await scene.found()
    await scene.start()
    await scene.bind("陈正式")
    await scene.quiet()
    chen = scene.person("陈正式")
    with sqlite3.connect(scene.settings.data_dir / "branch.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        chen.says("/privacy")
        await until(lambda: len(impatient) > 2, "the bot to have met the lock")
        other.execute("ROLLBACK")
    await chen.sees("您的思想汇报")
    await scene.quiet()
    assert chen.has_seen("您的思想汇报") == 1


async def test_a_progress_card_whose_painter_raises_undoes_no_settlement(
    branch: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = GALLERY.kinds["broadcasts/progress"]

    async def failing(view: View, **args: Any) -> Card | None:  # noqa: ANN401 - JSON
        delivered = select(CardRow.id).where(CardRow.args == args, CardRow.name != "broadcasts/progress")
        if await view.session.scalar(delivered.where(CardRow.delivered.is_not(None))):
            raise ZeroDivisionError
        return await real.paint(view, **args)

    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await branch.quiet()
    monkeypatch.setitem(GALLERY.kinds, "broadcasts/progress", replace(real, paint=failing))
    monkeypatch.setattr(courier, "_IN_FLIGHT", 1)  # what is written apart is settled too
    zheng.says("/broadcast")
    await zheng.sees("请发来内容")
    zheng.says("画不出进度")
    await zheng.presses("全体党员")
    await zheng.presses("确认")
    await chen.sees("画不出进度")
    await branch.quiet()
    assert await _count(branch, chen.user.id) == 0
    assert chen.has_seen("画不出进度") == 1
    monkeypatch.setitem(GALLERY.kinds, "broadcasts/progress", real)
    await branch.stop()
    await branch.start()
    await chen.presses("已学习")
    await zheng.sees("画不出进度", "已送达 9/10")
    assert chen.has_seen("画不出进度") == 1


async def test_a_report_that_cannot_be_written_does_not_stand_in_the_way_of_others(
    branch: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    zheng = branch.person("郑书记")
    await prepare(zheng, "有一份报告写不进去")
    await branch.quiet()
    monkeypatch.setattr(courier, "_IN_FLIGHT", 1)  # what nobody can write about is not waited for
    spoilt = IntegrityError("", None, ValueError())
    monkeypatch.setattr(delivery, "settle", _troubled(delivery.settle, 6, lambda: spoilt))
    await zheng.presses("确认")
    await branch.quiet()
    for name in ("陈正式", "孙组织"):
        assert branch.person(name).has_seen("有一份报告写不进去") == 1


async def test_a_refusal_after_a_change_takes_it_back_even_where_it_was_flushed(
    branch: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def careless(here: Any) -> None:  # noqa: ANN401 - a handler's own
        row = {"branch_id": here.deed.branch.id, "at": here.deed.now, "deed": "test.careless", "subject": "x"}
        await here.deed.session.execute(insert(Audit), [row])
        raise Refused("home.not_yours")

    if branch.bot is None or (route := branch.bot.engine.routes.find("command", "dues")) is None:
        raise LookupError("the bot does not run")
    monkeypatch.setitem(branch.bot.engine.routes._by_key, ("command", "dues"), replace(route, run=careless))
    chen = branch.person("陈正式")
    chen.says("/dues")
    await chen.sees("您的操作没有生效", "编号")
    assert await branch.audit("test") == []


def test_what_is_an_outage_and_what_is_not() -> None:
    missing = sqlite3.OperationalError("no such table")
    missing.sqlite_errorcode = sqlite3.SQLITE_ERROR
    assert is_outage(_locked())
    assert not is_outage(OperationalError("", None, missing))
    assert not is_outage(IntegrityError("", None, ValueError()))
    assert not is_outage(ZeroDivisionError())


@pytest.mark.parametrize("nth", [1, 2], ids=["of the work", "of the settlement"])
async def test_a_commit_whose_answer_is_lost_neither_loses_nor_doubles_nor_delays_anything(
    branch: Scene, nth: int
) -> None:
    if branch.bot is None:
        raise LookupError("the bot does not run")
    database = branch.bot.database
    real, commits = database.writing, 0

    @asynccontextmanager
    async def writing() -> AsyncIterator[AsyncSession]:
        nonlocal commits
        async with real() as session:
            yield session
        commits += 1
        if commits == nth:
            raise _locked()  # after the commit, as when the connection breaks

    database.writing = writing  # type: ignore[method-assign]
    chen = branch.person("陈正式")
    chen.says("/privacy")
    await chen.sees("您的思想汇报")
    await branch.quiet()
    assert chen.has_seen("您的思想汇报") == 1
    rows = await branch.place.rows()
    assert {row["stage"] for row in (*rows["inbox"], *rows["outbox"])} == {"done"}
