"""However a branch lives and whatever happens to the bot, the reminders keep what they promise.

Random branches, calendars, events, downtimes and clocks; the promises stand in tests/rules/promises.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
from bot.rules.calendar import NO_HOLIDAYS, Holidays, Month, Quarter
from bot.rules.words import DuesState, MeetingKind, Post, Register, ReportState, Status
from tests.rules.office import ZONE, Office
from tests.rules.promises import Promises, contradicts

FIRST, LAST = date(2026, 8, 20), date(2027, 1, 20)
DAYS = st.dates(FIRST - timedelta(days=20), LAST + timedelta(days=40))
MEMBERS = (Status.FULL, Status.FULL, Status.FULL, Status.PROBATIONARY)
MORNING = time(8, 31)
MOMENTS = (time(7, 59), time(8, 29), MORNING, time(11), time(19, 59), time(20, 1), time(20, 59), time(21, 1))


@st.composite
def people(draw: st.DrawFn) -> tuple[PersonFact, ...]:
    """Two to six: members and others, with posts or without, of a team or none, here long ago or from some day on."""
    joined = st.none() | st.dates(date(2025, 9, 1), LAST)
    found = []
    for number in range(1, draw(st.integers(2, 6)) + 1):
        status = draw(st.sampled_from((*MEMBERS, Status.ACTIVIST)))
        posts = draw(st.frozensets(st.sampled_from(Post), max_size=2)) if status.is_member else frozenset()
        since = draw(joined)
        found.append(
            PersonFact(
                id=number,
                name=f"某{number}",
                status=status,
                posts=posts,
                team_id=draw(st.sampled_from((None, 1, 2))),
                since=since,
                joined=since,
                introducer_ids=tuple(draw(st.sets(st.integers(1, 7), max_size=2))),
            )
        )
    return tuple(found)


@st.composite
def offices(draw: st.DrawFn) -> Office:
    """A branch that began some time ago or begins now, in a country with its own ideas of holidays."""
    holidays = Holidays(draw(st.frozensets(DAYS, max_size=25)), draw(st.frozensets(DAYS, max_size=6)))
    state = BranchState(
        people=draw(people()),
        teams=(TeamFact(id=1, name="甲组"), TeamFact(id=2, name="乙组")),
        meetings=(),
        reports=(),
        dues=(),
        branch_id=9,
        started=draw(st.sampled_from((date(2026, 1, 1), FIRST, date(2026, 10, 15)))),
        terms=draw(st.sampled_from(((), (date(2023, 10, 10),)))),
    )
    unbound = draw(st.sets(st.integers(1, 6), max_size=2))
    day = draw(st.dates(FIRST, date(2026, 11, 30)))
    return Office(state, datetime.combine(day, draw(st.sampled_from(MOMENTS)), ZONE), holidays, unbound)


Act = Callable[["Life"], None]


@dataclass
class Life:
    """An office that is watched."""

    office: Office
    promises: Promises

    def tick(self) -> None:
        """The clock wakes the bot; and nothing stands open on the board that the facts say is done."""
        self.promises.keep(self.office.tick())
        owed = [duty for duty in self.office.board() if not duty.done and duty.owner_ids]
        assert not [duty.key for duty in owed if contradicts(self.office, duty)]

    def wait(self, span: timedelta) -> None:
        """Nothing runs for so long (or the clock is set back), then a tick."""
        self.office.now += span
        self.tick()

    def days(self, count: int) -> None:
        """So many days with the bot at work, looked at where anything could happen."""
        for _ in range(count):
            day = self.office.today + timedelta(days=1)
            for clock in MOMENTS:
                self.office.at(day, clock)
                self.tick()

    def busy_day(self, *events: "Act") -> None:
        """The morning's digests have gone out, and then something happens."""
        day = self.office.today + timedelta(days=1)
        for clock in MOMENTS:
            self.office.at(day, clock)
            self.tick()
            if clock == MORNING:
                for event in events:
                    event(self)

    def pick(self, number: int) -> int:
        """One of the people, by place."""
        return number % len(self.office.state.people)

    # ---- what happens in a branch

    def pays(self, number: int, back: int, state: DuesState) -> None:
        person = self.office.state.people[self.pick(number)]
        month = Month.of(self.office.today).plus(-back)
        others = tuple(fact for fact in self.office.state.dues if (fact.person_id, fact.month) != (person.id, month))
        fact = DuesFact(person_id=person.id, month=month, state=state)
        self.office.state = replace(self.office.state, dues=(*others, fact))

    def writes(self, number: int, back: int, state: ReportState) -> None:
        """Of whoever owes reports, if anybody does."""
        people = self.office.state.people
        owing = [person for person in people if person.status is Status.PROBATIONARY] or people
        person = owing[number % len(owing)]
        quarter = Quarter.of(self.office.today).plus(-back)
        self.office.put("reports", ReportFact(person_id=person.id, period=quarter, state=state))

    def meets(self, kind: MeetingKind, team: int | None) -> None:
        team_id = team if kind is MeetingKind.TEAM_MEETING else None
        self.office.put("meetings", MeetingFact(id=1, kind=kind, day=self.office.today, begun=True, team_id=team_id))

    def enters(self, register: Register, number: int, team: int) -> None:
        person = self.office.state.people[self.pick(number)]
        self.office.put(
            "entries", EntryFact(register=register, day=self.office.today, person_ids=(person.id,), team_id=team)
        )

    def decides(self, number: int, ahead: int) -> None:
        owner, due = self.office.state.people[self.pick(number)].id, self.office.today + timedelta(days=ahead)
        place = len(self.office.state.decisions) + 1
        self.office.put("decisions", DecisionFact(id=place, title="事", owner_id=owner, due=due))

    def moves(self, place: int, number: int, ahead: int) -> None:
        """A decision gets another owner and another day, or the same again."""
        if known := self.office.state.decisions:
            owner, due = self.office.state.people[self.pick(number)].id, self.office.today + timedelta(days=ahead)
            self.office.change("decisions", place % len(known), owner_id=owner, due=due)

    def completes(self, place: int, outcome: str | None) -> None:
        if known := self.office.state.decisions:
            self.office.change("decisions", place % len(known), outcome=outcome)

    def posts(self, number: int, posts: frozenset[Post]) -> None:
        self.office.change("people", self.pick(number), posts=posts)

    def binds(self, number: int) -> None:
        self.office.unbound.discard(self.office.state.people[self.pick(number)].id)

    def elects(self) -> None:
        if self.office.state.terms and self.office.state.terms[-1] < self.office.today:
            self.office.put("terms", self.office.today)


def act(name: str, *arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Act]:
    """Something that happens, with whatever belongs to it."""
    return st.tuples(*arguments).map(lambda drawn: lambda life: getattr(life, name)(*drawn))


WHO, BACK = st.integers(0, 5), st.integers(0, 2)
MINUTES = st.integers(1, 600).map(lambda n: timedelta(minutes=n))
DOWN = st.integers(5, 900).map(lambda n: timedelta(hours=n))
SET_BACK = st.integers(1, 200).map(lambda n: timedelta(hours=-n))
EVENTS = (
    act("pays", WHO, BACK, st.sampled_from(DuesState)),
    act("writes", WHO, BACK, st.sampled_from(ReportState)),
    act("meets", st.sampled_from(MeetingKind), st.sampled_from((1, 2))),
    act("enters", st.sampled_from(Register), WHO, st.sampled_from((1, 2))),
    act("decides", WHO, st.integers(0, 12)),
    act("moves", WHO, WHO, st.integers(0, 12)),
    act("completes", WHO, st.sampled_from((None, "好。"))),
    act("posts", WHO, st.frozensets(st.sampled_from(Post), max_size=2)),
    act("binds", WHO),
    act("elects"),
)
DECIDED = EVENTS[4:7]
BUSY = st.lists(st.one_of(*EVENTS), min_size=1, max_size=4).map(lambda events: lambda life: life.busy_day(*events))
BUSY_DECIDING = st.lists(st.one_of(*DECIDED), min_size=1, max_size=3).map(
    lambda events: lambda life: life.busy_day(*events)
)
TIME = (act("days", st.integers(1, 8)), act("wait", MINUTES), act("wait", MINUTES), act("wait", DOWN))
CLOCK = act("wait", SET_BACK)


def live(office: Office, acts: list[Act]) -> Life:
    """All of it, one after the other, and a week of workdays at the end."""
    life = Life(office, Promises(office))
    for each in acts:
        each(life)
    life.days(7)
    return life


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(offices(), st.lists(st.one_of(*EVENTS, *TIME, BUSY, BUSY, BUSY, CLOCK), max_size=25))
def test_whatever_happens_no_reminder_is_lost_doubled_untimely_or_untrue(office: Office, acts: list[Act]) -> None:
    live(office, acts)


@settings(deadline=None, max_examples=50)
@given(offices(), st.lists(st.one_of(BUSY_DECIDING, act("days", st.integers(1, 7))), max_size=12))
def test_however_decisions_are_made_and_moved_their_owners_hear_of_each_day_in_time(
    office: Office, acts: list[Act]
) -> None:
    """Their days are set by people, and set anew: to another day of the same month too."""
    live(decided(office), acts)


def decided(office: Office) -> Office:
    """The same branch with a decision in it, and everybody within reach."""
    office.unbound.clear()
    owner = office.state.people[0].id
    office.put("decisions", DecisionFact(id=1, title="事", owner_id=owner, due=office.today + timedelta(days=8)))
    return office


@settings(deadline=None, max_examples=30)
@given(offices(), st.lists(st.one_of(*EVENTS), max_size=8), st.integers(1, 70))
def test_after_any_downtime_each_person_gets_one_message_and_then_nothing_that_day(
    office: Office, acts: list[Act], down: int
) -> None:
    life = live(office, acts)
    day = office.today + timedelta(days=down)
    office.at(day, time(10))
    life.tick()
    before = len(office.digests)
    told = [digest.person_id for digest in office.digests if digest.day == day]
    assert len(told) == len(set(told))
    for minutes in range(5, 600, 35):
        office.at(day, time(10 + minutes // 60, minutes % 60))
        life.tick()
    assert len(office.digests) == before


SECRETARY = PersonFact(id=1, name="甲", status=Status.FULL, posts=frozenset({Post.SECRETARY}))
OTHER = PersonFact(id=2, name="乙", status=Status.FULL)
QUIET = BranchState(
    people=(SECRETARY, OTHER), teams=(), meetings=(), reports=(), dues=(), started=date(2026, 11, 2), branch_id=9
)


def on(moment: str) -> Office:
    """A branch of two at that moment, which has just begun."""
    return Office(QUIET, datetime.fromisoformat(moment).replace(tzinfo=ZONE), NO_HOLIDAYS)


def of_decisions(office: Office, moment: str) -> list[tuple[int, list[str]]]:
    """A tick: who is reminded of which steps of decisions."""
    office.now = datetime.fromisoformat(moment).replace(tzinfo=ZONE)
    steps = [
        (digest.person_id, [step for duty, step in digest.items if duty.system == "decision"])
        for digest in office.tick()
    ]
    return [each for each in steps if each[1]]


def test_a_decision_that_is_given_another_day_of_its_month_has_a_ladder_anew() -> None:
    office = on("2026-11-03 10:00")
    office.put("decisions", DecisionFact(id=7, title="事", owner_id=2, due=date(2026, 11, 10)))
    assert of_decisions(office, "2026-11-04 08:31") == [(2, ["D-7"])]
    assert of_decisions(office, "2026-11-09 08:31") == [(2, ["D-1"])]
    office.change("decisions", 0, due=date(2026, 11, 24))
    assert of_decisions(office, "2026-11-10 08:31") == []
    assert of_decisions(office, "2026-11-17 08:31") == [(2, ["D-7"])]
    assert of_decisions(office, "2026-11-23 08:31") == [(2, ["D-1"])]
    assert of_decisions(office, "2026-11-24 08:31") == [(2, ["D0"])]


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (date(2026, 11, 6), "2026-11-06 08:31"),  # it can wait for the next morning
        (date(2026, 11, 5), "2026-11-05 20:01"),  # it is due today
    ],
)
def test_what_comes_up_after_the_mornings_digest_waits_unless_it_is_due_today(due: date, told: str) -> None:
    office = on("2026-11-05 08:31")
    office.put("decisions", DecisionFact(id=6, title="早", owner_id=2, due=date(2026, 11, 12)))
    assert of_decisions(office, "2026-11-05 08:31") == [(2, ["D-7"])]
    office.put("decisions", DecisionFact(id=7, title="晚", owner_id=2, due=due))
    found = [
        moment
        for moment in (
            "2026-11-05 09:00",
            "2026-11-05 19:59",
            "2026-11-05 20:01",
            "2026-11-05 20:30",
            "2026-11-06 08:31",
        )
        if of_decisions(office, moment)
    ]
    assert found == [told]


def test_on_a_friday_what_is_due_at_the_weekend_is_said_before_the_office_closes() -> None:
    office = on("2026-11-06 08:31")
    office.put("decisions", DecisionFact(id=6, title="早", owner_id=2, due=date(2026, 11, 13)))
    assert of_decisions(office, "2026-11-06 08:31") == [(2, ["D-7"])]
    office.put("decisions", DecisionFact(id=7, title="晚", owner_id=2, due=date(2026, 11, 8)))
    assert of_decisions(office, "2026-11-06 12:00") == []
    assert of_decisions(office, "2026-11-06 20:01") == [(2, ["D0"])]
    assert of_decisions(office, "2026-11-09 08:31") == []
