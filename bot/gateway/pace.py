"""How fast Telegram may be called, kept a little under its limits so that 429 stays an exception.

Limits: about 30 messages a second over all, one a second in one chat with short bursts, 20 a minute in a group
(Bots FAQ, "My bot is hitting limits"). Times are seconds of a monotonic clock.

Telegram counts a call at some moment between its start and its answer. So over all there are thirty places: a call
takes one, and gives it back a second after its answer, less the quickest round trip seen, in which no call can have
been counted. Two calls in one place are then counted a second apart, however much the line stutters.
"""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

EVERYTHING = 0  # the scope of a pause that concerns all chats

_MARGIN = 0.01  # seconds; clocks run differently
_CATCH_UP = 0.1  # seconds of late waking that the spacing makes up for


@dataclass
class Pace:
    """Places for everything, evenly spaced; generic cell rate for chats; a sliding minute for groups."""

    places: int = 30
    burst: int = 3
    chat_interval: float = 1.02
    group_per_minute: int = 20
    _slot: float = 0.0
    _round_trip: float = math.inf  # the quickest seen
    _away: int = 0  # calls without an answer yet
    _back: deque[float] = field(default_factory=deque)  # when calls were answered, in the last second
    _chats: dict[int, float] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _pauses: dict[int, float] = field(default_factory=dict)

    def overall(self, now: float) -> float:
        """When the next call of any chat may go; never, as long as every place waits for an answer."""
        return max(self._slot, self._place(now), self._pauses.get(EVERYTHING, 0.0))

    def chat(self, chat_id: int) -> float:
        """When the next call of this chat may go."""
        ready = max(self._chats.get(chat_id, 0.0) - (self.burst - 1) * self.chat_interval, self._pauses.get(chat_id, 0))
        minute = self._groups.get(chat_id)
        if minute and len(minute) >= self.group_per_minute:
            ready = max(ready, minute[0] + 60.5)
        return ready

    def spend(self, chat_id: int, now: float) -> None:
        """A call of this chat goes now."""
        self._slot = max(self._slot, now - _CATCH_UP) + 1 / self.places
        self._away += 1
        self._chats[chat_id] = max(self._chats.get(chat_id, 0.0), now) + self.chat_interval
        if chat_id < 0:
            minute = self._groups[chat_id]
            minute.append(now)
            if len(minute) > self.group_per_minute:
                minute.popleft()

    def answered(self, chat_id: int, started: float, now: float) -> None:
        """The call that went at ``started`` has come back, with whatever answer; one of a chat is away at a time."""
        self._round_trip = min(self._round_trip, now - started)
        self._away -= 1
        self._back.append(now)
        self._chats[chat_id] = max(self._chats[chat_id], now - self._round_trip + self.chat_interval)
        if chat_id < 0:
            self._groups[chat_id][-1] = now

    def pause(self, scope: int, until: float) -> None:
        """Nothing of this scope before ``until``; a longer pause stays."""
        self._pauses[scope] = max(self._pauses.get(scope, 0.0), until)

    def _place(self, now: float) -> float:
        kept = 1.0 + _MARGIN - min(self._round_trip, 1.0)
        while self._back and self._back[0] + kept <= now:
            self._back.popleft()
        if self._away + len(self._back) < self.places:
            return 0.0
        return self._back[0] + kept if self._back else math.inf


class NoPace(Pace):
    """For a server without limits: only ordered pauses hold."""

    def overall(self, now: float) -> float:
        return self._pauses.get(EVERYTHING, 0.0)

    def chat(self, chat_id: int) -> float:
        return self._pauses.get(chat_id, 0.0)

    def spend(self, chat_id: int, now: float) -> None:
        """Costs nothing."""

    def answered(self, chat_id: int, started: float, now: float) -> None:
        """Gives nothing back."""
