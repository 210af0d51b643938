"""People on the way: an activist of over a year who has passed the course, and a confirmation that was reviewed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.actions import admissions
from bot.rules.admissions import Gate
from bot.sample.days import Days
from bot.sample.past import Cast, Event, done

_OFFICER = "孙组织"
_ACTIVIST_FOR = 18  # months before the present one


@dataclass(frozen=True)
class Record:
    """What the organization member noted about somebody."""

    name: str
    gate: Gate
    day: date
    number: str | None = None

    async def note(self, cast: Cast) -> None:
        """Enters it."""
        await admissions.record(cast.acts(_OFFICER), cast[self.name], self.gate, self.day, self.number)


def lived(days: Days) -> Iterator[Event]:
    """Three entries, each on the day it became known."""
    trained, reviewed = days.of(2, 16, "10:10"), days.at(-2, "10:20")
    activist = Record("黄积极", Gate.ACTIVIST, days.month(_ACTIVIST_FOR).first_day())
    yield _noted(days.of(4, 12, "10:00"), activist)
    yield _noted(trained, Record("黄积极", Gate.TRAINING, trained.date()))
    number = f"工委〔{reviewed.year}〕31号"
    yield _noted(reviewed, Record("沈转正", Gate.REVIEW, reviewed.date(), number))


def _noted(moment: datetime, record: Record) -> Event:
    return done(moment, record.note)
