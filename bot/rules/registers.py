"""The registers of the branch as one table: who keeps each, whom it is about, what is asked; and what is owed to them.

A register is a row here. Its duties, its clause and its words are those of the same code word: in the rulebook an
entry, in bot/rules/words.py a Register and a System.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.rules.branch_state import BranchState, PersonFact, TeamFact
from bot.rules.calendar import Period, Span
from bot.rules.duty import Duty, blank, periods
from bot.rules.language import Noted
from bot.rules.permissions import Need, Permission, do, see
from bot.rules.report_periods import probation
from bot.rules.rulebook import Cadence, Rulebook
from bot.rules.words import Post, Register, Status, System


class About(StrEnum):
    """Whom an entry is about; the value is the field that asks for it."""

    MEMBER = "member"
    PROBATIONARY = "probationary"
    TEAM = "team"
    BRANCH = "branch"

    @property
    def one_person(self) -> bool:
        """Whether an entry names a person."""
        return self in (About.MEMBER, About.PROBATIONARY)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One register. ``topic``, ``detail`` and ``note`` name the questions whose answers fill these columns; the note is
    sealed. ``mutual``: whoever writes it down and the person it is about did it together; so it counts for both, and
    its note is for them and the secretary. ``impersonal``: whoever writes is asked to name nobody. ``told``: who hears
    of a new entry.
    """

    about: About
    permission: Permission = Permission.BOARD
    topic: str = "topic"
    detail: str = ""
    note: str = ""
    optional: tuple[str, ...] = ()
    mutual: bool = False
    impersonal: bool = False
    told: tuple[Post, ...] = ()

    @property
    def need(self) -> Need:
        """Who may come as far as the form; introducers hold no post, so whose review it is the action checks."""
        return see(Permission.HOME) if self.about is About.PROBATIONARY else do(self.permission)

    @property
    def asks(self) -> list[str]:
        """The questions in order."""
        about = [] if self.about is About.BRANCH else [self.about.value]
        return ["day", *about, *(key for key in (self.topic, self.detail, self.note) if key)]


REGISTERS: dict[Register, Kind] = {
    Register.TALK: Kind(about=About.MEMBER, note="note", optional=("note",), mutual=True),
    Register.CONTACT: Kind(about=About.TEAM, topic="contact", detail="task", note="findings", optional=("findings",)),
    Register.TEAM_REPORT: Kind(about=About.TEAM, note="content", told=(Post.SECRETARY,)),
    Register.THOUGHT: Kind(about=About.TEAM, note="analysis", impersonal=True),
    Register.BRIEFING: Kind(about=About.BRANCH, topic="recipient", detail="number", optional=("number",)),
    Register.PROBATION_REVIEW: Kind(about=About.PROBATIONARY, permission=Permission.REVIEWS, note="review"),
}

SYSTEMS: dict[Register, System] = {register: System.of(register.value) for register in REGISTERS}
KINDS: dict[System, Kind] = {SYSTEMS[register]: kind for register, kind in REGISTERS.items()}


@dataclass(frozen=True)
class _Subject:
    """Whom something is owed about, by whom, and since when."""

    id: int
    name: str
    team_id: int | None
    owners: tuple[int, ...]
    since: date | None = None


def owed(book: Rulebook, state: BranchState, today: date) -> Iterator[Duty]:
    """An entry for each subject of each register in each of its periods; done by an entry for a day of the period.

    Nobody is owed an entry for a period that was over before the person came.
    """
    for register, kind in REGISTERS.items():
        entered = _entered(register, state)
        for person_or_team, subject in _SUBJECTS[kind.about](state):
            for period in _periods(book, register, state, person_or_team, today):
                if subject.since is None or period.last_day() >= subject.since:
                    yield _duty(book, register, subject, period, entered[subject.id])


def _duty(book: Rulebook, register: Register, subject: _Subject, period: Period, entered: set[date]) -> Duty:
    system = SYSTEMS[register]
    duty = blank(system, book.entries[register.value], period, subject.id, subject.name, subject.owners)
    days = tuple(sorted(day for day in entered if period.first_day() <= day <= period.last_day()))
    return replace(duty, team_id=subject.team_id, done=bool(days), evidence=Noted(days) if days else None)


def _entered(register: Register, state: BranchState) -> dict[int, set[date]]:
    """The days of the register's entries, by whom they are about; of a talk, both who held it."""
    about, days = REGISTERS[register].about, defaultdict[int, set[date]](set)
    for entry in state.entries:
        if entry.register is register:
            branch_or_team = (state.branch_id,) if about is About.BRANCH else (entry.team_id,)
            for subject_id in entry.person_ids if about.one_person else branch_or_team:
                days[subject_id or 0].add(entry.day)
    return days


def _periods(
    book: Rulebook, register: Register, state: BranchState, about: PersonFact | TeamFact | None, today: date
) -> Sequence[Period]:
    if REGISTERS[register].about is About.PROBATIONARY and isinstance(about, PersonFact):
        return reviews(book, about.joined or state.started, today)
    cadence: Cadence = book.entries[register.value]  # type: ignore[assignment]  # named like its register
    return periods(cadence, today)


def reviews(book: Rulebook, decided: date, today: date) -> list[Span]:
    """The spans of a probation up to the present one, as many as are looked back on (党支部工作制度 三（十四）7(1))."""
    return probation(book, decided, today, book.probation_review.look_back)


_Subjects = Iterator[tuple[PersonFact | TeamFact | None, _Subject]]


def _members(state: BranchState) -> _Subjects:
    """A member's talk is the team leader's to hold; a leader's own, or one of no team, the secretary's."""
    secretary = state.holders(Post.SECRETARY)
    for person in state.people:
        if person.status.is_member:
            leaders = state.holders(Post.TEAM_LEADER, person.team_id) if person.team_id is not None else ()
            owners = secretary if person.id in leaders or not leaders else leaders
            yield person, _Subject(person.id, person.name, person.team_id, owners, person.since)


def _probationary(state: BranchState) -> _Subjects:
    """A review is the introducers'; while nobody is named, the organization member's, who is to name them."""
    for person in state.people:
        if person.status is Status.PROBATIONARY:
            present = {each.id for each in state.people}
            introducers = tuple(each for each in person.introducer_ids if each in present)
            owners = introducers or state.holders(Post.ORGANIZATION) or state.holders(Post.SECRETARY)
            yield person, _Subject(person.id, person.name, person.team_id, owners, person.since)


def _teams(state: BranchState) -> _Subjects:
    """A team without members owes nothing."""
    for team in state.teams:
        if any(person.team_id == team.id and person.status.is_member for person in state.people):
            owners = state.holders(Post.TEAM_LEADER, team.id) or state.holders(Post.SECRETARY)
            yield team, _Subject(team.id, team.name, team.id, owners)


def _branch(state: BranchState) -> _Subjects:
    yield None, _Subject(state.branch_id, state.name, None, state.holders(Post.SECRETARY))


_SUBJECTS: dict[About, Callable[[BranchState], _Subjects]] = {
    About.MEMBER: _members,
    About.PROBATIONARY: _probationary,
    About.TEAM: _teams,
    About.BRANCH: _branch,
}
