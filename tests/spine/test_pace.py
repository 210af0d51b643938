"""The pace stays within Telegram's limits by its own arithmetic (times are seconds)."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.gateway.pace import EVERYTHING, NoPace, Pace


def _times(pace: Pace, chats: list[int]) -> list[tuple[float, int]]:
    """Sends to these chats as early as allowed, one after the other."""
    now, sent = 0.0, []
    for chat in chats:
        now = max(now, pace.overall(), pace.chat(chat))
        pace.spend(chat, now)
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
    assert 300 / 30 <= sent[-1][0] <= 300 / 29


def test_a_pause_holds_its_scope_and_a_shorter_one_does_not_shorten_it() -> None:
    for pace in (Pace(), NoPace()):
        pace.pause(-7, 5.0)
        pace.pause(-7, 2.0)
        assert pace.chat(-7) >= 5.0
        assert pace.chat(8) == 0.0
        pace.pause(EVERYTHING, 9.0)
        assert pace.overall() >= 9.0
