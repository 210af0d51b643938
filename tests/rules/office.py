"""A branch as the bot keeps it, without the bot: facts, a clock and what went out. No store, no network."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.rules.branch_state import BranchState
from bot.rules.calendar import NO_HOLIDAYS, Holidays
from bot.rules.duties import Duty, duties
from bot.rules.reminders import due_reminders, is_quiet, occurrence_key
from bot.rules.rulebook import load

BOOK = load()
ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Digest:
    """One message: when, to whom, and each duty with the step of its ladder."""

    at: datetime
    person_id: int
    items: tuple[tuple[Duty, str], ...]

    @property
    def day(self) -> date:
        """The branch's day on which it went out."""
        return self.at.astimezone(ZONE).date()


@dataclass
class Office:
    """What changes is put into ``state``; ``tick`` is what the clock wakes."""

    state: BranchState
    now: datetime
    holidays: Holidays = NO_HOLIDAYS
    unbound: set[int] = field(default_factory=set)
    sent: set[tuple[str, int]] = field(default_factory=set)
    last: dict[int, datetime] = field(default_factory=dict)
    digests: list[Digest] = field(default_factory=list)
    _of: BranchState | None = None  # whose board was looked at last, and on which day
    _on: date = date.min
    _board: list[Duty] = field(default_factory=list, repr=False)

    @property
    def today(self) -> date:
        """The branch's day."""
        return self.now.astimezone(ZONE).date()

    def at(self, day: date, clock: time) -> None:
        """Moves the clock to that hour of the branch's wall."""
        self.now = datetime.combine(day, clock, ZONE)

    def board(self) -> list[Duty]:
        """Every duty as it stands now."""
        if self._of is not self.state or self._on != self.today:
            self._of, self._on, self._board = self.state, self.today, duties(BOOK, self.state, self.today)
        return self._board

    def tick(self) -> list[Digest]:
        """As bot/actions/reminders.send_due: what is due goes out to those who can be reached, and is noted with it."""
        if is_quiet(self.now, BOOK, self.holidays, ZONE):
            return []
        found = []
        for reminder in due_reminders(self.board(), self.sent, self.now, BOOK, self.holidays, ZONE, self.last):
            if reminder.person_id in self.unbound:
                continue
            self.sent |= {(occurrence_key(duty, step), reminder.person_id) for duty, step in reminder.items}
            self.last[reminder.person_id] = max(self.now, self.last.get(reminder.person_id, self.now))
            found.append(Digest(self.now.astimezone(UTC), reminder.person_id, reminder.items))
        self.digests += found
        return found

    def put(self, name: str, *facts: object) -> None:
        """Adds facts to that field of the state."""
        self.state = replace(self.state, **{name: (*getattr(self.state, name), *facts)})  # type: ignore[arg-type]

    def change(self, name: str, number: int, **changes: object) -> None:
        """Changes one fact of that field."""
        facts = list(getattr(self.state, name))
        facts[number] = replace(facts[number], **changes)
        self.state = replace(self.state, **{name: tuple(facts)})  # type: ignore[arg-type]


def days(first: date, last: date) -> Iterator[date]:
    """Every day, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
