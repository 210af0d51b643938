"""How fast Telegram may be called, kept a little under its limits so that 429 stays an exception.

Limits: about 30 messages a second over all, one a second in one chat with short bursts, 20 a minute in a group
(Bots FAQ, "My bot is hitting limits"). Times are seconds of a monotonic clock.
"""

from collections import defaultdict, deque
from dataclasses import dataclass, field

EVERYTHING = 0  # the scope of a pause that concerns all chats


@dataclass
class Pace:
    """Generic cell rate for chats, even spacing over all, a sliding minute for groups."""

    per_second: float = 29.5
    burst: int = 3
    chat_interval: float = 1.02
    group_per_minute: int = 20
    _slot: float = 0.0
    _chats: dict[int, float] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _pauses: dict[int, float] = field(default_factory=dict)

    def overall(self) -> float:
        """When the next call of any chat may go."""
        return max(self._slot, self._pauses.get(EVERYTHING, 0.0))

    def chat(self, chat_id: int) -> float:
        """When the next call of this chat may go."""
        ready = max(self._chats.get(chat_id, 0.0) - (self.burst - 1) * self.chat_interval, self._pauses.get(chat_id, 0))
        minute = self._groups.get(chat_id)
        if minute and len(minute) >= self.group_per_minute:
            ready = max(ready, minute[0] + 60.5)
        return ready

    def spend(self, chat_id: int, now: float) -> None:
        """A call of this chat goes now."""
        self._slot = max(self._slot, now) + 1 / self.per_second
        self._chats[chat_id] = max(self._chats.get(chat_id, 0.0), now) + self.chat_interval
        if chat_id < 0:
            minute = self._groups[chat_id]
            minute.append(now)
            if len(minute) > self.group_per_minute:
                minute.popleft()

    def pause(self, scope: int, until: float) -> None:
        """Nothing of this scope before ``until``; a longer pause stays."""
        self._pauses[scope] = max(self._pauses.get(scope, 0.0), until)


class NoPace(Pace):
    """For a server without limits: only ordered pauses hold."""

    def overall(self) -> float:
        return self._pauses.get(EVERYTHING, 0.0)

    def chat(self, chat_id: int) -> float:
        return self._pauses.get(chat_id, 0.0)

    def spend(self, chat_id: int, now: float) -> None:
        """Costs nothing."""
