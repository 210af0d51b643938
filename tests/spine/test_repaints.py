"""A live card follows what happens: at once, then no oftener than every so often; nothing is forgotten meanwhile."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.base import GALLERY, Card, View
from bot.repaints import Repaints
from bot.store.cards import CardRow
from tests.scene import Scene

MEETING = "/newmeeting\n类型：集中学习\n主题：学习\n时间：2026-10-20 15:00\n地点：会议室\n参加：全体党员"
ANSWERING = ("陈正式", "孙组织", "周宣传")


async def _called(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says(MEETING)
    await zheng.presses("确认")
    await zheng.sees("参加 0")


def _every(branch: Scene, seconds: float) -> None:
    if branch.bot is None:
        raise LookupError("the bot does not run")
    branch.bot.engine.studio.repaints.every = seconds


async def _all_answer(branch: Scene) -> None:
    for name in ANSWERING:
        branch.simulator.press(branch.person(name).user, "参加")
        await branch.person(name).sees("您的答复：参加")


async def test_the_conveners_list_is_painted_at_once_and_then_when_its_time_has_come(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await _called(branch)
    _every(branch, 0.5)
    await _all_answer(branch)
    await zheng.sees("参加 3")


async def test_what_was_put_off_is_painted_after_a_restart(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await _called(branch)
    await branch.quiet()
    _every(branch, 3600.0)
    await _all_answer(branch)
    await zheng.sees("参加 1")
    assert zheng.has_seen("参加 3") == 0
    await branch.stop()
    await branch.start()
    await zheng.sees("参加 3")
    await branch.quiet()
    assert [row for row in (await branch.place.rows("cards"))["cards"] if row["stale"]] == []


async def test_one_card_that_cannot_be_painted_does_not_keep_the_others_waiting(
    branch: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(view: View) -> Card:
        raise ZeroDivisionError

    if branch.bot is None:
        raise LookupError("the bot does not run")
    zheng = branch.person("郑书记")
    await _called(branch)
    await branch.quiet()
    _every(branch, 0.5)
    async with branch.bot.database.writing() as session:
        await session.execute(update(CardRow).where(CardRow.name == "home/menu").values(stale=True))
    monkeypatch.setitem(GALLERY.kinds, "home/menu", replace(GALLERY.kinds["home/menu"], paint=failing))
    await _all_answer(branch)
    await zheng.sees("参加 3")
    await branch.quiet()
    assert [row for row in (await branch.place.rows("cards"))["cards"] if row["stale"]] == []


async def test_what_was_put_off_by_a_commit_whose_answer_was_lost_is_painted(branch: Scene) -> None:
    if branch.bot is None:
        raise LookupError("the bot does not run")
    zheng, database = branch.person("郑书记"), branch.bot.database
    await _called(branch)
    await branch.quiet()
    _every(branch, 0.5)
    real = database.writing
    lost: list[bool] = []

    @asynccontextmanager
    async def writing() -> AsyncIterator[AsyncSession]:
        async with real() as session:
            yield session
            put_off = any(isinstance(each, CardRow) and each.stale for each in session)
        if put_off and not lost:
            lost.append(True)
            raise OperationalError(
                "", None, sqlite3.OperationalError("database is locked"), connection_invalidated=True
            )

    database.writing = writing  # type: ignore[method-assign]
    await _all_answer(branch)
    await zheng.sees("参加 3")
    assert lost


async def test_whoever_presses_never_waits(branch: Scene) -> None:
    chen = branch.person("陈正式")
    await _called(branch)
    _every(branch, 3600.0)
    for label in ("参加", "未定", "参加"):
        branch.simulator.press(chen.user, label)
        await chen.sees(f"您的答复：{label}")


def test_each_card_has_its_own_time_and_those_of_long_ago_are_forgotten() -> None:
    repaints = Repaints(every=1.0)
    assert repaints.wait(1, 10.0) == 0.0
    repaints.painted(1, 10.0)
    assert [repaints.wait(1, 10.5), repaints.wait(2, 10.5), repaints.wait(1, 11.0)] == [0.5, 0.0, 0.0]
    for card in range(3, 2000):
        repaints.painted(card, 10.5 + card / 1000)
    assert repaints.wait(1999, 13.0) > 0.0
    assert len(repaints._painted) <= 1000
