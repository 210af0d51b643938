"""The courier on a clock of its own, against Telegram's limits: as fast as permitted, and never a flood error."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from telegram.error import RetryAfter, TelegramError

from bot.clock import Clock
from bot.gateway.courier import Courier, Report
from bot.gateway.pace import Pace
from bot.store.outbox import Call, Outcome, PauseOrder, Urgency
from simulator.limits import Limits
from tests.virtual import VirtualLoop
from tests.waiting import until

PEOPLE = 300
PERMITTED = 30.0  # messages a second
_COMMIT = 0.02  # seconds


def _now() -> float:
    return asyncio.get_running_loop().time()


@dataclass
class Line:
    """The line to Telegram: each way takes its time, and Telegram counts in between."""

    chance: random.Random
    quickest: float
    slower: float  # seconds more, at most
    limits: Limits = field(default_factory=lambda: Limits(True, _now))
    started: list[float] = field(default_factory=list)
    accepted: list[tuple[float, int]] = field(default_factory=list)
    refuse: Callable[[int, float], TelegramError | None] = lambda chat, now: None

    async def call(self, method: str, payload: dict[str, Any]) -> dict[str, int]:
        """As of bot.gateway.api.Api."""
        self.started.append(_now())
        await self._way()
        error = self.refuse(payload["chat_id"], _now())
        if error is None and (wait := self.limits.take(payload["chat_id"])):
            error = RetryAfter(wait)
        if error is None:
            self.accepted.append((_now(), payload["chat_id"]))
        await self._way()
        if error is not None:
            raise error
        return {"message_id": len(self.accepted)}

    async def _way(self) -> None:
        await asyncio.sleep(self.quickest / 2 + self.chance.uniform(0, self.slower))


def _broadcast() -> list[Call]:
    return [
        Call(each, "sendMessage", {"chat_id": each, "text": "x"}, urgency=Urgency.BROADCAST, id=each)
        for each in range(1, PEOPLE + 1)
    ]


def _carried(seed: int, line: Line, calls: list[Call], late: float = 0.004) -> list[list[Report]]:
    """Everything that the courier reports until all is settled, as it comes."""
    reports: list[list[Report]] = []

    async def carry() -> None:
        def settle(batch: list[Report]) -> None:
            """As the engine does, which takes a moment for a commit."""
            reports.append(batch)
            rows = [row for each in batch if isinstance(each, Outcome) for row in each.row_ids]
            asyncio.get_running_loop().call_later(_COMMIT, courier.let_go, rows)

        courier = Courier(line, Clock(), Pace(), settle)  # type: ignore[arg-type]
        courier.take(calls)
        running = asyncio.create_task(courier.run())
        await until(lambda: courier.idle, "everything to be settled")
        await courier.stop(1.0)
        await running

    VirtualLoop(random.Random(seed), late).finish(carry())
    return reports


def _rate(line: Line) -> float:
    times = [at for at, _ in line.accepted]
    return (len(times) - 1) / (times[-1] - times[0])


@pytest.mark.parametrize(("quickest", "slower"), [(0.002, 0.004), (0.08, 0.008), (0.25, 0.01)])
def test_a_broadcast_goes_at_97_of_100_of_what_is_permitted_without_a_flood_error(
    quickest: float, slower: float
) -> None:
    for seed in range(3):
        line = Line(random.Random(seed), quickest, slower)
        _carried(seed, line, _broadcast())
        assert line.limits.floods == 0
        assert Counter(chat for _, chat in line.accepted) == Counter(range(1, PEOPLE + 1))
        assert _rate(line) >= 0.97 * PERMITTED, seed


def test_what_arrives_within_a_moment_is_reported_at_once() -> None:
    line = Line(random.Random(3), 0.02, 0.01)
    reports = _carried(3, line, _broadcast())
    assert sum(len(each) for each in reports) == PEOPLE
    assert len(reports) < 0.75 * PEOPLE  # a transaction for each is what the gathering saves


def test_however_the_line_stutters_there_is_no_flood_error() -> None:
    for seed in range(10):
        line = Line(random.Random(seed), 0.02, 0.6)
        calls = _broadcast()[:120]
        for call in calls[::3]:
            call.chat_id = call.payload["chat_id"] = seed - 3 or 5  # many to one chat, or one group
        _carried(seed, line, calls, late=0.2)
        assert line.limits.floods == 0, seed
        assert len(line.accepted) == 120


@pytest.mark.parametrize("seconds", [5, 35])
def test_after_a_ban_nothing_is_begun_before_it_ends_and_nothing_is_lost(seconds: int) -> None:
    line = Line(random.Random(seconds), 0.05, 0.01)
    heard: list[float] = []

    def banned(chat: int, now: float) -> TelegramError | None:
        if now >= 3.0 and not heard:
            heard.append(now)
        left = heard[0] + seconds - now if heard else 0.0
        return RetryAfter(timedelta(seconds=left)) if left > 0 else None

    line.refuse = banned
    reports = list(chain.from_iterable(_carried(1, line, _broadcast())))
    orders = [report for report in reports if isinstance(report, PauseOrder)]
    answered = heard[0] + 0.1  # what was on its way when the ban was heard of is refused as well
    assert orders
    assert [at for at in line.started if answered < at < heard[0] + seconds] == []
    assert {chat for _, chat in line.accepted} == set(range(1, PEOPLE + 1))
    assert len(line.accepted) == PEOPLE


def test_flood_errors_that_come_again_and_again_lose_and_double_nothing() -> None:
    line, chance = Line(random.Random(7), 0.02, 0.01), random.Random(8)
    line.refuse = lambda chat, now: RetryAfter(chance.choice([1, 2, 3])) if chance.random() < 0.1 else None
    reports = chain.from_iterable(_carried(2, line, _broadcast()))
    assert Counter(chat for _, chat in line.accepted) == Counter(range(1, PEOPLE + 1))
    settled = [report for report in reports if isinstance(report, Outcome)]
    assert sorted(row for outcome in settled for row in outcome.row_ids) == list(range(1, PEOPLE + 1))
    assert {outcome.failure for outcome in settled} == {None}
