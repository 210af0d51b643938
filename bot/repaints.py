"""How often a live card is painted anew for whoever only looks on: at once, and then at most once a second.

Sixty people who answer within a second change the convener's list sixty times, and Telegram takes one message a second
for a chat anyway (Bots FAQ, "My bot is hitting limits"). What is put off is marked in the store (CardRow.stale), so
that a restart makes up for it. Whoever pressed a button sees the answer at once, always.
"""

from dataclasses import dataclass, field

_MOST = 1000  # cards remembered before those of long ago are forgotten


@dataclass
class Repaints:
    """Times are monotonic seconds. ``every``: between two paintings of one message."""

    every: float = 1.0
    _painted: dict[int, float] = field(default_factory=dict)  # row of the card → when

    def wait(self, card_id: int, now: float) -> float:
        """Seconds until this card may be painted; 0: it may now, and that is noted."""
        wait = max(self._painted.get(card_id, now - self.every) + self.every - now, 0.0)
        if not wait:
            self._note(card_id, now)
        return wait

    def _note(self, card_id: int, now: float) -> None:
        if len(self._painted) >= _MOST:
            self._painted = {card: when for card, when in self._painted.items() if when + self.every > now}
        self._painted[card_id] = now
