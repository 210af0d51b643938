"""When whom to remind of what. Computed from the duties and from what was already sent; nothing is remembered.

So a restart, a long outage or a second copy can neither lose nor double a reminder: the caller stores each
(occurrence, person) once, in the transaction that sends it.

The ladder of a duty: some days before its due day, on the due day, then weekly. Each step's ideal moment is
the morning of its day. A step on a closed day waits for the next workday's morning; when that would be
after the due day, it comes forward into the last open hour before it. Of the steps that were missed only
the latest goes out.

One digest a person and day. What somebody comes to owe after the morning's digest waits for the next morning's, unless
it is due before that: then it goes out in the last open hour, as a step does that came forward.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from types import MappingProxyType

from bot.rules.calendar import Holidays, is_workday, next_workday, workday_on_or_after, workday_on_or_before
from bot.rules.duties import Duty
from bot.rules.rulebook import Reminders, Rulebook
from bot.rules.words import System

# (occurrence key, person id), as the caller stores it.
Sent = AbstractSet[tuple[str, int]]
# When a person's last digest went out (aware), by person id.
Last = Mapping[int, datetime]


@dataclass(frozen=True, slots=True)
class Reminder:
    """One digest for one person: each duty with the step of its ladder ("D-7", "D0", "W1"), by due day."""

    person_id: int
    items: tuple[tuple[Duty, str], ...]

    def occurrence_keys(self) -> tuple[str, ...]:
        """The occurrence keys to store for this person."""
        return tuple(occurrence_key(duty, step) for duty, step in self.items)


def occurrence_key(duty: Duty, step: str) -> str:
    """The name of one step of one duty, such as "dues:17:2026-10@D-3".

    A decision's day may be moved within its month; so each day has a ladder of its own: "decision:7:2026-10@30@D-3".
    """
    day = f"@{duty.due.day}" if duty.system is System.DECISION else ""
    return f"{duty.key}{day}@{step}"


def is_quiet(moment: datetime, book: Rulebook, holidays: Holidays, zone: tzinfo) -> bool:
    """Whether reminders, digests and nudges keep silent at ``moment`` (aware): nights and days off in ``zone``."""
    local = moment.astimezone(zone)
    open_hours = book.reminders.quiet_until <= local.time() < book.reminders.quiet_from
    return not (open_hours and is_workday(local.date(), holidays))


def next_morning(now: datetime, book: Rulebook, holidays: Holidays, zone: tzinfo) -> datetime:
    """The first digest hour of a workday after ``now``; aware, in ``zone``."""
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), book.reminders.morning, zone)
    if today > local and is_workday(local.date(), holidays):
        return today
    return datetime.combine(next_workday(local.date(), holidays), book.reminders.morning, zone)


def due_reminders(
    duties: Iterable[Duty], sent: Sent, now: datetime, book: Rulebook, holidays: Holidays, zone: tzinfo,
    last: Last = MappingProxyType({}),
) -> list[Reminder]:  # fmt: skip
    """What is to go out at ``now`` (aware): one digest a person, by person id; nothing in quiet hours.

    Nor before the digest hour, so that what was missed yesterday and what falls on today come together. ``last``: whose
    digest has gone out today already.
    """
    before_morning = now.astimezone(zone).time() < book.reminders.morning
    if before_morning or is_quiet(now, book, holidays, zone):
        return []
    ladder = _Ladder(book.reminders, holidays, zone)
    items: dict[int, list[tuple[Duty, _Step]]] = defaultdict(list)
    for duty, person_id, step in _pending(duties, sent, now, ladder):
        items[person_id].append((duty, step))
    return [
        Reminder(person_id, tuple((duty, step.name) for duty, step in sorted(mine, key=lambda item: item[0].due)))
        for person_id, mine in sorted(items.items())
        if not ladder.waits(mine, now, last.get(person_id))
    ]


def planned(
    owed: Callable[[date], Iterable[Duty]], sent: Sent, days: tuple[date, date],
    book: Rulebook, holidays: Holidays, zone: tzinfo, last: Last = MappingProxyType({}), since: datetime | None = None,
) -> Iterator[tuple[datetime, Reminder]]:  # fmt: skip
    """What would go out on these days (both included), when, if nothing but time passed; ``owed`` of a day. What had
    its moment before ``since`` (aware) is over."""
    had, latest = set(sent), dict(last)
    first, end = days
    for day in (first + timedelta(days=number) for number in range((end - first).days + 1)):
        of_day = book.on(day)
        for clock in (of_day.reminders.morning, last_hour(of_day.reminders)):
            moment = datetime.combine(day, clock, zone)
            if since is not None and moment < since:
                continue
            for reminder in due_reminders(owed(day), had, moment, of_day, holidays, zone, latest):
                had |= {(key, reminder.person_id) for key in reminder.occurrence_keys()}
                latest[reminder.person_id] = moment
                yield moment, reminder


def last_hour(rule: Reminders) -> time:
    """An hour before the office closes."""
    return (datetime.combine(date.min, rule.quiet_from) - timedelta(hours=1)).time()


@dataclass(frozen=True, slots=True)
class _Step:
    """``ahead``: comes before the due day, and so counts against the most that may."""

    name: str
    moment: datetime
    ahead: bool


@dataclass(frozen=True, slots=True)
class _Ladder:
    """The rulebook's ladder laid onto the calendar of one branch."""

    rule: Reminders
    holidays: Holidays
    zone: tzinfo

    def steps(self, due: date, now: datetime) -> Iterator[_Step]:
        """Every step up to ``now`` and at least the next one after it, in time."""
        for days in self.rule.days_before:
            moment = self._before(due - timedelta(days=days), due)
            yield _Step(f"D-{days}" if days else "D0", moment, moment.date() < due)
        overdue = (now.astimezone(self.zone).date() - due).days
        for number in range(1, max(0, overdue) // self.rule.overdue_every_days + 2):
            day = due + timedelta(days=number * self.rule.overdue_every_days)
            yield _Step(f"W{number}", self._at(workday_on_or_after(day, self.holidays), self.rule.morning), False)

    def waits(self, items: Iterable[tuple[Duty, _Step]], now: datetime, last: datetime | None) -> bool:
        """Whether these wait for the next morning, for somebody who had a digest at ``last``: it was today, no step has
        come since, and nothing is due before then that could still be said in the last open hour."""
        local = now.astimezone(self.zone)
        today = local.date()
        if last is None or last.astimezone(self.zone).date() != today:
            return False
        closing = local.time() >= last_hour(self.rule)
        tomorrow = next_workday(today, self.holidays)
        return not any(step.moment > last or (closing and today <= duty.due < tomorrow) for duty, step in items)

    def _before(self, day: date, due: date) -> datetime:
        open_day = workday_on_or_after(day, self.holidays)
        if open_day <= due:
            return self._at(open_day, self.rule.morning)
        # The office stays closed until after the due day: the last open hour before that is all there is.
        return self._at(workday_on_or_before(due, self.holidays), last_hour(self.rule))

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone)


def _pending(duties: Iterable[Duty], sent: Sent, now: datetime, ladder: _Ladder) -> Iterator[tuple[Duty, int, _Step]]:
    """Each open duty, each of its owners, and the step that has come and was not sent."""
    for duty in duties:
        if not duty.open or not duty.owner_ids:
            continue
        steps = list(ladder.steps(duty.due, now))
        for person_id in duty.owner_ids:
            step = _latest(duty, person_id, steps, sent, now, ladder.rule.at_most_before)
            if step is not None:
                yield duty, person_id, step


def _latest(
    duty: Duty, person_id: int, steps: list[_Step], sent: Sent, now: datetime, at_most_before: int
) -> _Step | None:
    """The latest step that has come, unless this person had it, or had enough before the due day."""
    come = [step for step in steps if step.moment <= now]
    if not come or (occurrence_key(duty, come[-1].name), person_id) in sent:
        return None
    had = sum((occurrence_key(duty, step.name), person_id) in sent for step in steps if step.ahead)
    return None if come[-1].ahead and had >= at_most_before else come[-1]
