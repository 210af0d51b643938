"""Two years of an invented branch of sixty, day by day: who pays when, which meeting is held when, what is forgotten.

Everything happens by rules and one seeded die, so it is the same each time. The names are ten stems and a number.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.rules.branch_state import (
    BranchState,
    DecisionFact,
    DuesFact,
    EntryFact,
    MeetingFact,
    PersonFact,
    ReportFact,
    TeamFact,
)
from bot.rules.calendar import Holidays, Month, Period, is_workday, workday_on_or_after
from bot.rules.report_periods import present
from bot.rules.words import DuesState, MeetingKind, Post, Register, ReportState, Status
from tests.rules.office import BOOK, ZONE, Office, days
from tests.rules.promises import Promises

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
DOWN = (date(2026, 9, 7), date(2026, 9, 20))  # the bot does not run
STEMS, TEAM_SIZE = "甲乙丙丁", 15
_TENS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")

# Days off other than weekends, and weekend days that are worked: plausible, not announced.
_OFF = (
    ("2026-01-01", 3),
    ("2026-02-15", 9),
    ("2026-04-04", 3),
    ("2026-05-01", 5),
    ("2026-06-19", 3),
    ("2026-09-25", 3),
    ("2026-10-01", 7),
    ("2027-01-01", 3),
    ("2027-02-05", 8),
    ("2027-04-03", 3),
    ("2027-05-01", 5),
    ("2027-06-09", 1),
    ("2027-09-15", 1),
    ("2027-10-01", 7),
)
_WORKED = (
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-05-09",
    "2026-09-20",
    "2026-10-10",
    "2027-02-20",
    "2027-10-09",
)
HOLIDAYS = Holidays(
    frozenset(date.fromisoformat(first) + timedelta(days=n) for first, count in _OFF for n in range(count)),
    frozenset(date.fromisoformat(day) for day in _WORKED),
    frozenset({2026}),
)

_POSTS = {
    "甲一": Post.SECRETARY,
    "甲二": Post.DEPUTY,
    "乙二": Post.ORGANIZATION,
    "乙三": Post.PUBLICITY,
    "丙二": Post.DISCIPLINE,
    "丁二": Post.YOUTH,
    "甲三": Post.TEAM_LEADER,
    "乙一": Post.TEAM_LEADER,
    "丙一": Post.TEAM_LEADER,
    "丁一": Post.TEAM_LEADER,
}
_PROBATION = {"丙十五": date(2025, 11, 20), "丁十四": date(2026, 3, 12)}
NEWCOMER, COMES = "丁十五", date(2026, 7, 6)
BEHIND, STOPS, RECOVERS = "丁九", Month(2026, 3), date(2026, 8, 24)
SLOW_LEADER = "丙一"  # calls the Party group's meeting only when reminded on the last day, and twice a year not at all
RETIRED = ("甲十五", "乙十五", "丙十四")  # without Telegram
NEW_SECRETARY, ELECTED = "甲四", date(2027, 4, 22)


def roster() -> tuple[PersonFact, ...]:
    """Everybody but the one who comes later."""
    found = []
    for team, stem in enumerate(STEMS, start=1):
        for number in range(1, TEAM_SIZE + 1):
            name, place = stem + _TENS[number], (team - 1) * TEAM_SIZE + number
            joined = _PROBATION.get(name)
            status = Status.PROBATIONARY if joined else Status.FULL
            posts = frozenset({_POSTS[name]} if name in _POSTS else ())
            introducers = ((team - 1) * TEAM_SIZE + 4, (team - 1) * TEAM_SIZE + 5) if joined else ()
            found.append(
                PersonFact(
                    id=place,
                    name=name,
                    status=status,
                    posts=posts,
                    team_id=team,
                    since=joined,
                    joined=joined,
                    introducer_ids=introducers,
                )
            )
    return tuple(person for person in found if person.name != NEWCOMER)


class Branch:
    """The sixty and the bot's clock."""

    def __init__(self) -> None:
        self.chance = random.Random(1921)
        self.office = Office(
            BranchState(
                people=roster(),
                teams=tuple(TeamFact(id=n, name=f"第{_TENS[n]}党小组") for n in range(1, 5)),
                meetings=(),
                reports=(),
                dues=(),
                started=FIRST,
                branch_id=1,
                terms=(date(2024, 5, 10),),
            ),
            datetime.combine(FIRST, time(9), ZONE),
            HOLIDAYS,
        )
        self.promises = Promises(self.office)
        self.names = {person.id: person.name for person in roster()} | {len(STEMS) * TEAM_SIZE: NEWCOMER}
        self.ids = {name: number for number, name in self.names.items()}
        self.office.unbound = {self.ids[name] for name in RETIRED}
        self.habit = {number: self.chance.choice((0, 0, 0, 1, 1, 2)) for number in sorted(self.names)}

    def live(self) -> Iterator[date]:
        """Day after day: people do what they do at noon; the bot wakes in the morning and at eight."""
        for day in days(FIRST, LAST):
            runs = not DOWN[0] <= day <= DOWN[1]
            self.office.at(day, time(8, 31))
            self._wakes(runs)
            self.office.at(day, time(12))
            self._day(day)
            self.office.at(day, time(20, 1))
            self._wakes(runs)
            yield day

    def _wakes(self, runs: bool) -> None:
        """What went out is looked at as it goes."""
        if runs:
            self.promises.keep(self.office.tick())

    def _day(self, day: date) -> None:
        self._people(day)
        self._carried_out(day)
        if is_workday(day, HOLIDAYS):
            self._dues(day)
            self._meetings(day)
            self._reports(day)
            self._registers(day)

    def _is(self, day: date, number: int, *, month: int | None = None) -> bool:
        """Whether this is the workday on which something planned for that day of the month happens."""
        planned = date(day.year, month or day.month, number)
        return (month is None or month == day.month) and day == workday_on_or_after(planned, HOLIDAYS)

    def _people(self, day: date) -> None:
        people = self.office.state.people
        if day == COMES:
            self.office.put(
                "people", PersonFact(id=self.ids[NEWCOMER], name=NEWCOMER, status=Status.FULL, team_id=4, since=day)
            )
        for place, person in enumerate(people):
            decided = _PROBATION.get(person.name)
            if decided and person.status is Status.PROBATIONARY and day >= date(decided.year + 1, decided.month, 26):
                self.office.change("people", place, status=Status.FULL)
            if day == ELECTED and person.name in ("甲一", NEW_SECRETARY):
                holds = person.name == NEW_SECRETARY
                self.office.change("people", place, posts=frozenset({Post.SECRETARY} if holds else ()))
        if day == ELECTED:
            self.office.put("terms", day)

    # ---- dues

    def _dues(self, day: date) -> None:
        """The punctual pay early, others when reminded, some a few days late; the collector signs on Fridays."""
        month = Month.of(day)
        for person in self.office.state.people:
            if person.name == BEHIND and month >= STOPS and day < RECOVERS:
                continue
            if day.day == self._pays_on(person.id, month) or (person.name == BEHIND and day == RECOVERS):
                self._pay(person, month, day)
        if day.weekday() == 4:
            signed = [replace(fact, state=DuesState.RECEIVED) for fact in self.office.state.dues]
            self.office.state = replace(self.office.state, dues=tuple(signed))

    def _pays_on(self, person_id: int, month: Month) -> int:
        """A workday of the month: early, on the last day, or late, as the person is."""
        wanted = {0: 3 + (person_id * 7 + month.month) % 11, 1: 18, 2: 24}[self.habit[person_id]]
        open_day = workday_on_or_after(month.day(wanted), HOLIDAYS)
        return open_day.day if Month.of(open_day) == month else month.last_day().day

    def _pay(self, person: PersonFact, month: Month, day: date) -> None:
        """This month and whatever was left."""
        paid = {fact.month for fact in self.office.state.dues if fact.person_id == person.id}
        first = max(Month.of(person.since or FIRST), Month.of(FIRST))
        while first <= month:
            if first not in paid:
                self.office.put("dues", DuesFact(person_id=person.id, month=first, state=DuesState.PAID))
            first = first.next()

    # ---- meetings

    def _meetings(self, day: date) -> None:
        for team, leader in enumerate(("甲三", "乙一", SLOW_LEADER, "丁一"), start=1):
            if self._is(day, 28 if leader == SLOW_LEADER else 8 + team):
                if leader == SLOW_LEADER and day.month in (2, 8):
                    continue
                self._meet(MeetingKind.TEAM_MEETING, day, team)
        if self._is(day, 16) and day.month != 7:
            self._meet(MeetingKind.STUDY, day)
        if self._is(day, 20) and day.month in (3, 6, 9, 12):
            self._meet(MeetingKind.ASSEMBLY, day)
        if self._is(day, 6) and day.month in (2, 4, 11, 12) and (day.year, day.month) != (2027, 11):
            self._meet(MeetingKind.COMMITTEE, day)
        if self._is(day, 25) and day.month in (1, 5, 7, 10) and (day.year, day.month) != (2026, 7):
            self._meet(MeetingKind.LECTURE, day)
        if self._is(day, 12, month=12):
            self._meet(MeetingKind.ORGANIZATION_LIFE, day)
        if self._is(day, 19, month=12) and day.year == 2026:
            self._meet(MeetingKind.DEMOCRATIC_LIFE, day)

    def _meet(self, kind: MeetingKind, day: date, team: int | None = None) -> None:
        number = len(self.office.state.meetings) + 1
        self.office.put("meetings", MeetingFact(id=number, kind=kind, day=day, begun=True, team_id=team))
        if kind is MeetingKind.COMMITTEE:
            owner = self.ids[("甲二", "乙三", "丙二", "丁二")[number % 4]]
            due = day + timedelta(days=30)
            self.office.put("decisions", DecisionFact(id=number, title=f"支委会决议{number}", owner_id=owner, due=due))

    def _carried_out(self, day: date) -> None:
        """Each is done on its day, but every third ten days after it."""
        for place, fact in enumerate(self.office.state.decisions):
            late = timedelta(days=10 if place % 3 == 2 else 0)
            if fact.outcome is None and day >= fact.due + late:
                self.office.change("decisions", place, outcome="已落实。")

    # ---- what is written

    def _reports(self, day: date) -> None:
        """Each of their quarters in its last month; 丁十四 forgot that of the end of August 2026 until October."""
        for person in self.office.state.people:
            if person.status is not Status.PROBATIONARY:
                continue
            period, forgotten = self._present(person, day), self._present(person, date(2026, 8, 31))
            forgot = person.name == "丁十四" and period == forgotten
            if self._is(day, 22) and (period.last_day() - day).days <= 31 and not forgot:
                self._report(person, period)
            if person.name == "丁十四" and day == date(2026, 10, 15):
                self._report(person, forgotten)

    def _present(self, person: PersonFact, day: date) -> Period:
        return present(BOOK, person, self.office.state.started, day)

    def _report(self, person: PersonFact, period: Period) -> None:
        self.office.put("reports", ReportFact(person_id=person.id, period=period, state=ReportState.SUBMITTED))

    def _registers(self, day: date) -> None:
        last_month = day.month % 3 == 0
        for team in range(1, 5):
            if last_month and self._is(day, 10 + team):
                for register in (Register.CONTACT, Register.TEAM_REPORT):
                    self._enter(register, day, team=team)
            if last_month and self._is(day, 26) and team != 3:
                self._enter(Register.THOUGHT, day, team=team)
        if self._is(day, 18, month=12):
            self._enter(Register.BRIEFING, day)
        if day.weekday() == 1:  # a talk in each Party group every Tuesday
            for team in range(1, 5):
                people = [person for person in self.office.state.people if person.team_id == team]
                self._enter(Register.TALK, day, about=people[day.isocalendar().week % len(people)])
        for person in self.office.state.people:
            if person.status is Status.PROBATIONARY and self._is(day, 5) and day.month % 3 == 2:
                self._enter(Register.PROBATION_REVIEW, day, about=person)

    def _enter(
        self, register: Register, day: date, *, team: int | None = None, about: PersonFact | None = None
    ) -> None:
        people = (about.id,) if about else ()
        self.office.put("entries", EntryFact(register=register, day=day, person_ids=people, team_id=team))
