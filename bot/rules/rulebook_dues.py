"""The shapes of the rulebook's entries about dues: rates, fixed amounts, arrears."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.rules.money import Fen
from bot.rules.rulebook_entries import Entry, demand


class Rounding(StrEnum):
    """What becomes of half a fen."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"


@dataclass(frozen=True, kw_only=True)
class Band:
    """Bases up to and including this many yuan pay this many percent; the last band has no upper end."""

    percent: Decimal
    up_to_yuan: int | None = None

    def __post_init__(self) -> None:
        demand(0 <= self.percent <= 100, "percent: 0 to 100")


@dataclass(frozen=True, kw_only=True)
class Rates(Entry):
    """Bands in ascending order, the last one open."""

    bands: tuple[Band, ...]
    rounding: Rounding

    def __post_init__(self) -> None:
        limits = [band.up_to_yuan for band in self.bands]
        demand(bool(limits) and limits[-1] is None, "bands: the last one has no up_to_yuan")
        closed = [limit for limit in limits[:-1] if limit is not None]
        demand(len(closed) == len(limits) - 1, "bands: only the last one is without up_to_yuan")
        demand(closed == sorted(set(closed)), "bands: up_to_yuan must ascend")


@dataclass(frozen=True, kw_only=True)
class FixedDues(Entry):
    """So many ``fen`` a month, whatever the base."""

    fen: int

    @property
    def amount(self) -> Fen:
        """The monthly amount."""
        return Fen(self.fen)


@dataclass(frozen=True, kw_only=True)
class Relief(Entry):
    """One approval or consent is for so many ``months`` at the most."""

    months: int

    def __post_init__(self) -> None:
        demand(self.months >= 1, "months: at least 1")


@dataclass(frozen=True, kw_only=True)
class Arrears(Entry):
    """Consecutive unpaid months after which each step comes; ``due_day`` of the month by which it is taken."""

    member_after: int
    secretary_after: int
    talk_after: int
    committee_at: int
    due_day: int

    def __post_init__(self) -> None:
        steps = [0, self.member_after, self.secretary_after, self.talk_after, self.committee_at]
        demand(steps == sorted(set(steps)), "committee_at: the four steps must ascend from 1")
        demand(1 <= self.due_day <= 31, "due_day: 1 to 31")
