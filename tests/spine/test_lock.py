"""One copy at a time, on both databases."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot.lock import Unreachable, only_copy
from tests.databases import Place
from tests.waiting import until


def _nothing() -> None:
    raise AssertionError("the lock was lost")


async def test_a_second_copy_waits_for_the_first(place: Place) -> None:
    async with AsyncExitStack() as first, AsyncExitStack() as second:
        await first.enter_async_context(only_copy(place.url, _nothing))
        waiting = asyncio.create_task(second.enter_async_context(only_copy(place.url, _nothing)))
        done, _ = await asyncio.wait([waiting], timeout=0.5)
        assert not done
        await first.aclose()
        await waiting


async def test_whoever_loses_the_session_with_the_server_hears_it_at_once(place: Place) -> None:
    if place.kind != "postgresql":
        pytest.skip("a flock is lost with the process only")
    lost: list[bool] = []
    async with only_copy(place.url, lambda: lost.append(True)):
        assert not lost
        with psycopg.connect(place.url, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = "
                "(SELECT oid FROM pg_database WHERE datname = current_database())"
            )
        await until(lambda: lost, "the loss to be heard", 3.0)
    assert lost == [True]


async def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    nowhere = make_url(f"postgresql:///x?host={tmp_path}").render_as_string()
    with pytest.raises(Unreachable):
        async with only_copy(nowhere, _nothing):
            raise AssertionError("nobody can know")
