"""Pauses that Telegram ordered, kept over a restart."""

from datetime import UTC, datetime, timedelta

from bot.store import post
from bot.store.database import Database
from bot.store.outbox import PauseOrder

NOW = datetime(2026, 10, 12, 9, 30, tzinfo=UTC)


def _order(scope: int, seconds: int, at: datetime = NOW) -> PauseOrder:
    return PauseOrder(scope, at + timedelta(seconds=seconds), seconds)


async def test_the_longer_of_two_orders_stays(database: Database) -> None:
    async with database.writing() as session:
        await post.order_pauses(session, [_order(0, 30), _order(0, 5), _order(-7, 5)], NOW)
    async with database.writing() as session:
        left = await post.resume_pauses(session, NOW)
    assert {order.scope: order.seconds for order in left} == {0: 30, -7: 5}


async def test_a_clock_that_moves_back_makes_no_pause_longer(database: Database) -> None:
    async with database.writing() as session:
        await post.order_pauses(session, [_order(0, 30)], NOW)
    back = NOW - timedelta(days=2)
    async with database.writing() as session:
        assert await post.resume_pauses(session, back) == [_order(0, 30, back)]
    async with database.writing() as session:
        assert await post.resume_pauses(session, back + timedelta(seconds=31)) == []


async def test_what_is_over_is_forgotten(database: Database) -> None:
    async with database.writing() as session:
        await post.order_pauses(session, [_order(0, 5)], NOW)
        await post.order_pauses(session, [_order(-7, 60)], NOW + timedelta(seconds=10))
    async with database.writing() as session:
        assert [order.scope for order in await post.resume_pauses(session, NOW)] == [-7]
