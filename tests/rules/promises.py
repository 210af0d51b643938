"""What the reminders promise (PRODUCT 10), said a second time and plainly: every day is looked at one by one.

Nothing here asks bot/rules/reminders.py; so a mistake there is not made here too.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.rules.duties import Duty
from bot.rules.report_periods import counts
from bot.rules.words import DuesState, ReportState, System
from tests.rules.office import ZONE, Digest, Office

OPENS, MORNING, LAST_HOUR, CLOSES = time(8), time(8, 30), time(20), time(21)
BEFORE, AT_MOST_BEFORE, WEEK = (7, 3, 1, 0), 3, 7
_SATURDAY = 5
Step = tuple[str, datetime]  # its name and the moment from which on it is owed
About = tuple[str, date, int]  # a duty, the day it is due, and who owes it


def is_open(day: date, office: Office) -> bool:
    """Whether the office works that day."""
    off = day.weekday() >= _SATURDAY or day in office.holidays.days_off
    return day in office.holidays.make_up_workdays or not off


def ladder(duty: Duty, office: Office) -> Iterator[Step]:
    """Every step that has come by now, in order."""
    for ahead in BEFORE:
        name, day = (f"D-{ahead}" if ahead else "D0"), duty.due - timedelta(days=ahead)
        open_days = [each for each in _days(day, duty.due) if is_open(each, office)]
        if open_days:
            yield name, datetime.combine(open_days[0], MORNING, ZONE)
            continue
        while not is_open(day, office):
            day -= timedelta(days=1)
        yield name, datetime.combine(day, LAST_HOUR, ZONE)
    for number in range(1, max(0, (office.today - duty.due).days) // WEEK + 1):
        day = duty.due + timedelta(days=WEEK * number)
        while not is_open(day, office):
            day += timedelta(days=1)
        yield f"W{number}", datetime.combine(day, MORNING, ZONE)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def due_step(duty: Duty, office: Office) -> Step | None:
    """The latest step of those that have come. No office is closed for two months on end."""
    if duty.due > office.today + timedelta(days=60):
        return None
    come = [step for step in ladder(duty, office) if step[1] <= office.now]
    return come[-1] if come else None


@dataclass
class Promises:
    """Watches an office: :meth:`keep` after each tick."""

    office: Office
    told: set[tuple[About, str]] = field(default_factory=set)
    ahead: Counter[About] = field(default_factory=Counter)
    at: dict[int, list[datetime]] = field(default_factory=dict)  # each person's digests

    def keep(self, went_out: list[Digest]) -> None:
        """Everything that is promised of this tick."""
        office, local = self.office, self.office.now.astimezone(ZONE)
        open_now = is_open(office.today, office) and MORNING <= local.time() < CLOSES
        assert open_now or not went_out, "in quiet hours"
        people = [digest.person_id for digest in went_out]
        assert len(people) == len(set(people)), "several messages to one person"
        board = office.board() if open_now else []
        for digest in went_out:
            assert digest.person_id not in office.unbound
            for duty, step in digest.items:
                assert duty in board
                self._keeps(digest.person_id, duty, step)
            self._one_a_day(digest)
        self._nothing_lost(board)

    def _keeps(self, person_id: int, duty: Duty, step: str) -> None:
        """True, theirs, the right step, never before, and not too often."""
        about = (duty.key, duty.due, person_id)
        assert not contradicts(self.office, duty), f"{duty.key} is done"
        assert not duty.done
        assert person_id in duty.owner_ids
        assert (about, step) not in self.told, f"{duty.key} {step} twice"
        found = due_step(duty, self.office)
        assert found, f"{duty.key} {step} too early"
        assert found[0] == step
        self.told.add((about, step))
        self.ahead[about] += found[1].date() < duty.due
        assert self.ahead[about] <= AT_MOST_BEFORE

    def _one_a_day(self, digest: Digest) -> None:
        """A second one on a day only in the last hour, and only for what the next morning would be too late for."""
        now, times = self.office.now, self.at.setdefault(digest.person_id, [])
        today = [each for each in times if each.astimezone(ZONE).date() == self.office.today]
        if today and max(times) <= now and max(times) == max(today):
            assert len(today) == 1, "a third digest on one day"
            assert now.astimezone(ZONE).time() >= LAST_HOUR, "a second digest in the middle of the day"
            assert any(self._cannot_wait(duty) for duty, _ in digest.items)
        times.append(now)

    def _cannot_wait(self, duty: Duty) -> bool:
        """Whether it is due, or all its steps are over, before the office opens again."""
        day = self.office.today + timedelta(days=1)
        while not is_open(day, self.office):
            day += timedelta(days=1)
        return self.office.today <= duty.due < day

    def _nothing_lost(self, board: list[Duty]) -> None:
        """Whoever had no digest yet today is told of everything; whoever had one, of what cannot wait."""
        closing = self.office.now.astimezone(ZONE).time() >= LAST_HOUR
        for duty in board:
            found = None if duty.done else due_step(duty, self.office)
            for person_id in duty.owner_ids if found else ():
                assert found
                about, name = (duty.key, duty.due, person_id), found[0]
                if person_id in self.office.unbound or (about, name) in self.told:
                    continue
                if self.ahead[about] >= AT_MOST_BEFORE and found[1].date() < duty.due:
                    continue
                times = [each.astimezone(ZONE).date() for each in self.at.get(person_id, ())]
                assert self.office.today in times, f"{duty.key} {name} lost"
                assert not (closing and self._cannot_wait(duty)), f"{duty.key} {name} too late"


def contradicts(office: Office, duty: Duty) -> bool:
    """Whether the facts themselves say that this is done, or that nobody has to do anything now."""
    state = office.state
    if duty.system is System.DUES:
        return any(
            fact.person_id == duty.subject_id
            and fact.month == duty.period
            and (fact.deferred or fact.state in (DuesState.PAID, DuesState.RECEIVED, DuesState.EXEMPT))
            for fact in state.dues
        )
    if duty.system is System.REPORT:
        handed_in = (ReportState.SUBMITTED, ReportState.READ)
        return any(
            fact.person_id == duty.subject_id and counts(fact.period, duty.period) and fact.state in handed_in
            for fact in state.reports
        )
    if duty.system is System.DECISION:
        return any(fact.id == duty.subject_id and fact.outcome is not None for fact in state.decisions)
    if duty.system is System.TEAM_MEETING:
        return any(
            fact.held and fact.team_id == duty.subject_id and _within(fact.day, duty)
            for fact in state.meetings
            if fact.kind.value == duty.system.value
        )
    if duty.system is System.TERM:
        return any(began > duty.period.first_day() for began in state.terms)
    return False


def _within(day: date, duty: Duty) -> bool:
    return duty.period.first_day() <= day <= duty.period.last_day()
