"""What the store knows of one branch, as plain values for the pure function of duties."""

from dataclasses import dataclass
from datetime import date

from bot.rules.calendar import Month, Period
from bot.rules.words import ArrearsStep, DuesState, MeetingKind, Post, Register, ReportState, Status


@dataclass(frozen=True, slots=True)
class Away:
    """外出: from the day of leaving to the last day away; None: still away."""

    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFact:
    """A person of the branch; ``since`` is the first day on which the branch counts them as a member.

    That is the later of the assembly's decision (``joined``) and of coming onto this branch's roster; None: long ago.
    """

    id: int
    name: str
    status: Status
    posts: frozenset[Post] = frozenset()
    team_id: int | None = None
    since: date | None = None
    joined: date | None = None
    introducer_ids: tuple[int, ...] = ()
    away: tuple[Away, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFact:
    """A 党小组. Its leader is whoever has that post and is in it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFact:
    """A meeting on ``day`` in the branch's zone; ``begun`` once its start has passed; no team: the branch's."""

    id: int
    kind: MeetingKind
    day: date
    begun: bool
    cancelled: bool = False
    team_id: int | None = None

    @property
    def held(self) -> bool:
        """A meeting counts once it has begun; a cancelled one is no evidence."""
        return self.begun and not self.cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFact:
    """A written thought report that a person wrote for a period."""

    person_id: int
    period: Period
    state: ReportState


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesFact:
    """A month's dues of a person; ``deferred`` when an approved deferral covers the month (正当理由),
    ``before_leaving`` when the person has left the branch since, and come back."""

    person_id: int
    month: Month
    state: DuesState
    deferred: bool = False
    before_leaving: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrearsFact:
    """That somebody was spoken with about arrears in this month, or that they were put before the committee."""

    person_id: int
    month: Month
    step: ArrearsStep


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFact:
    """A decision that somebody has to see to by ``due``; ``outcome`` is what was done, once it was."""

    id: int
    title: str
    owner_id: int
    due: date
    team_id: int | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFact:
    """An entry of a register for ``day``, about people or about one team; the branch's own is about neither."""

    register: Register
    day: date
    person_ids: tuple[int, ...] = ()
    team_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverFact:
    """That the duty of this key need not be done: ``by`` whom, and since which ``day``."""

    duty: str
    by: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchState:
    """What the store knows of one branch, as far as duties ask. ``started`` is its first day with the bot."""

    people: tuple[PersonFact, ...]
    teams: tuple[TeamFact, ...]
    meetings: tuple[MeetingFact, ...]
    reports: tuple[ReportFact, ...]
    dues: tuple[DuesFact, ...]
    started: date
    decisions: tuple[DecisionFact, ...] = ()
    branch_id: int = 0
    name: str = "党支部"
    entries: tuple[EntryFact, ...] = ()
    arrears: tuple[ArrearsFact, ...] = ()
    terms: tuple[date, ...] = ()  # the days on which the officers' terms began, in order
    waivers: tuple[WaiverFact, ...] = ()

    def holders(self, post: Post, team_id: int | None = None) -> tuple[int, ...]:
        """The ids of whoever holds ``post``, in that team when one is given."""
        return tuple(
            person.id
            for person in self.people
            if post in person.posts and (team_id is None or person.team_id == team_id)
        )
