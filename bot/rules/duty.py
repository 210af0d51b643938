"""A duty, and the periods for which one is owed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bot.rules.calendar import Month, Period, Quarter, Stage, Year
from bot.rules.language import Language, Phrase, Said
from bot.rules.rulebook import Cadence, Entry, Every
from bot.rules.words import System


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """Who waived a duty, and on which day."""

    by: str
    day: date

    def say(self, language: Language) -> str:
        """郑书记 2026-11-30 免除; waived by 郑书记 on 2026-11-30."""
        day = self.day.isoformat()
        return f"{self.by} {day} 免除" if language is Language.ZH else f"waived by {self.by} on {day}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing for one period. ``subject`` names the person, team, branch or decision it is about.

    ``owner_ids`` are reminded; nobody is when the next move is not theirs. ``late`` means neither done nor waived and
    past its due day. ``evidence`` says what it is done by, or how far it has come. ``entry`` is the rulebook's.
    """

    system: System
    subject: str
    subject_id: int
    owner_ids: tuple[int, ...]
    team_id: int | None
    period: Period
    due: date
    done: bool
    evidence: Said | None
    late: bool
    clause: Phrase
    title: Phrase
    entry: str = ""
    waived: Waived | None = None

    @property
    def open(self) -> bool:
        """Whether it is still to be done: neither done nor waived."""
        return not self.done and self.waived is None

    @property
    def personal(self) -> bool:
        """Whether the one it is about owes it, also while the next move is another's; how far it has come is nobody
        else's."""
        return self.system in (System.DUES, System.REPORT)

    def is_of(self, person_id: int) -> bool:
        """Whether it is this person's own."""
        return person_id in self.owner_ids or (self.personal and self.subject_id == person_id)

    @property
    def key(self) -> str:
        """Stable name of this duty: system:subject:period, such as "dues:17:2026-10"."""
        return f"{self.system.value}:{self.subject_id}:{self.period}"


def blank(
    system: System, entry: Entry, period: Period, subject_id: int, subject: str, owners: tuple[int, ...], *,
    team_id: int | None = None, due: date | None = None,
) -> Duty:  # fmt: skip
    """A duty that nothing is known of yet, due on the last day of its period unless another day is given."""
    return Duty(
        system=system,
        subject=subject,
        subject_id=subject_id,
        owner_ids=owners,
        team_id=team_id,
        period=period,
        due=due or period.last_day(),
        done=False,
        evidence=None,
        late=False,
        clause=entry.clause,
        title=entry.title,
        entry=entry.name,
    )


_P = TypeVar("_P", Month, Quarter, Year)
PERIODS: dict[Every, type[Month] | type[Quarter] | type[Year]] = {
    Every.MONTH: Month,
    Every.QUARTER: Quarter,
    Every.YEAR: Year,
}


def past_and_current(current: _P, look_back: int) -> list[_P]:
    """The periods that the board shows, oldest first."""
    return [current.plus(-back) for back in range(look_back, -1, -1)]


def periods(cadence: Cadence, today: date) -> list[Stage]:
    """The stages that the board shows, oldest first. What ended before the branch went by this cadence is not asked for
    by it."""
    return [stage for stage in _looked_back_on(cadence, today) if stage.last_day() >= decided(cadence)]


def decided(cadence: Cadence) -> date:
    """Since when the branch goes by this cadence; as long as anybody can think, unless it has decided on it itself."""
    return max((day for field, day in cadence.own.items() if field in ("times", "every")), default=date.min)


def _looked_back_on(cadence: Cadence, today: date) -> list[Stage]:
    match PERIODS[cadence.stage].of(today):
        case Month() as month:
            return [*past_and_current(month, cadence.look_back)]
        case Quarter() as quarter:
            return [*past_and_current(quarter, cadence.look_back)]
        case Year() as year:
            return [*past_and_current(year, cadence.look_back)]


def stages(cadence: Cadence, whole: Stage) -> Iterator[Stage]:
    """The stages of a period, in order."""
    stage: Stage = PERIODS[cadence.stage].of(whole.first_day())
    while stage.last_day() <= whole.last_day():
        yield stage
        stage = stage.plus(1)
