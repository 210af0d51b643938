"""Telegram's flood limits: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this."""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable

_OVERALL, _OVERALL_SECONDS = 30, 1.0
_GROUP, _GROUP_SECONDS = 20, 60.0
_BURST = 3  # a private chat takes this many at once, then one a second


class _Window:
    """At most ``most`` within any ``seconds``."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._taken: deque[float] = deque()

    def wait(self, now: float) -> float:
        while self._taken and self._taken[0] <= now - self._seconds:
            self._taken.popleft()
        return 0.0 if len(self._taken) < self._most else self._taken[0] + self._seconds - now

    def take(self, now: float) -> None:
        self._taken.append(now)


class _Bucket:
    """A burst, refilled at one a second."""

    def __init__(self) -> None:
        self._left, self._seen = float(_BURST), 0.0

    def wait(self, now: float) -> float:
        self._left = min(_BURST, self._left + now - self._seen)
        self._seen = now
        return max(0.0, 1.0 - self._left)

    def take(self, now: float) -> None:
        self._left -= 1.0


class Limits:
    """Counts what is sent and edited, in real time: the movable clock moves no limit."""

    def __init__(self, on: bool = True, clock: Callable[[], float] = time.monotonic) -> None:
        self.on = on
        self.floods = 0  # calls refused so far
        self.refused_in_ban: list[float] = []  # when, in seconds since the ban began
        self._banned = (0.0, 0.0)  # from, until
        self._coming: tuple[int, float] | None = None  # a ban: after how many calls, for how long
        self._clock = clock
        self._overall = _Window(_OVERALL, _OVERALL_SECONDS)
        self._groups: defaultdict[int, _Window] = defaultdict(lambda: _Window(_GROUP, _GROUP_SECONDS))
        self._private: defaultdict[int, _Bucket] = defaultdict(_Bucket)

    def ban(self, seconds: float, after: int = 0) -> None:
        """Everything is refused, limits on or off, for so long: from now on, or once so many more calls were taken."""
        self._coming = after, seconds
        if not after:
            self._come_closer_to_a_ban()

    def _come_closer_to_a_ban(self) -> None:
        if self._coming is None:
            return
        left, seconds = self._coming
        if left:
            self._coming = left - 1, seconds
            return
        now = self._clock()
        self._banned, self._coming = (now, now + seconds), None
        self.refused_in_ban.clear()

    def take(self, chat: int) -> int:
        """Counts one message to the chat; or answers the whole seconds to wait, counting nothing."""
        self._come_closer_to_a_ban()
        now = self._clock()
        begun, ends = self._banned
        if now < ends:
            self.floods += 1
            self.refused_in_ban.append(now - begun)
            return math.ceil(ends - now)
        if not self.on:
            return 0
        counters = (self._overall, self._private[chat] if chat > 0 else self._groups[chat])
        wait = max(counter.wait(now) for counter in counters)
        if wait > 0:
            self.floods += 1
            return math.ceil(wait)
        for counter in counters:
            counter.take(now)
        return 0


def counted(method: str) -> bool:
    """Whether calls of this method count. A chat action is no message."""
    return method.startswith(("send", "edit", "copyMessage", "forwardMessage")) and method != "sendChatAction"
