"""The pace stays within Telegram's limits by its own arithmetic (times are seconds)."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.gateway.pace import EVERYTHING, NoPace, Pace


def _times(pace: Pace, chats: list[int]) -> list[tuple[float, int]]:
    """Sends to these chats as early as allowed, one after the other, each answered at once."""
    now, sent = 0.0, []
    for chat in chats:
        now = max(now, pace.overall(now), pace.chat(chat))
        pace.spend(chat, now)
        pace.answered(chat, now, now)
        sent.append((now, chat))
    return sent


def _most_in(times: list[float], window: float) -> int:
    return max(sum(1 for other in times if start <= other < start + window) for start in times)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-3, 6).filter(bool), min_size=1, max_size=120))
def test_no_window_holds_more_than_telegram_allows(chats: list[int]) -> None:
    sent = _times(Pace(), chats)
    assert _most_in([at for at, _ in sent], 1.0) <= 30
    for chat in set(chats):
        times = [at for at, each in sent if each == chat]
        assert _most_in(times, 1.0) <= 3
        if chat < 0:
            assert _most_in(times, 60.0) <= 20


def test_many_chats_are_served_at_nearly_thirty_a_second() -> None:
    sent = _times(Pace(), list(range(1, 301)))
    assert 299 / 30 <= sent[-1][0] <= 299 / 29.5


def test_whoever_wakes_up_late_catches_up_but_only_a_little() -> None:
    pace = Pace()
    pace.spend(1, 0.0)
    assert pace.overall(5.0) <= 5.0
    pace.spend(2, 5.0)
    assert pace.overall(5.0) <= 5.0
    for chat in (3, 4, 5):
        pace.spend(chat, 5.0)
    assert pace.overall(5.0) > 5.0


def test_no_call_goes_while_all_thirty_places_wait_for_an_answer() -> None:
    pace = Pace()
    for chat in range(1, 31):
        pace.spend(chat, float(chat))
    assert pace.overall(100.0) == math.inf
    pace.answered(1, 1.0, 100.0)
    assert 100.0 < pace.overall(100.0) <= 101.1


def test_a_pause_holds_its_scope_and_a_shorter_one_does_not_shorten_it() -> None:
    for pace in (Pace(), NoPace()):
        pace.pause(-7, 5.0)
        pace.pause(-7, 2.0)
        assert pace.chat(-7) >= 5.0
        assert pace.chat(8) == 0.0
        pace.pause(EVERYTHING, 9.0)
        assert pace.overall(0.0) >= 9.0
