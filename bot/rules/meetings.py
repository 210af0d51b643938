"""The kinds of meetings: who may call which, whom each invites, whether it has a quorum, which groups hear of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.rules.permissions import Grants, Matter, Permission
from bot.rules.rulebook import Entry, Majority, Rulebook
from bot.rules.words import MeetingKind, Post, Status, Word


class Circle(Word):
    """Whom a meeting invites where nobody says otherwise."""

    MEMBERS = "members", "全体党员", "the whole branch"
    ROSTER = "roster", "全体党员和非党同志", "the whole branch and those on the way into the Party"
    TEAM = "team", "本组党员", "the members of the Party group"
    COMMITTEE = "committee", "支委", "the committee"
    NAMED = "named", "点名邀请的同志", "those who are named"


@dataclass(frozen=True, slots=True)
class Shape:
    """What sets a kind apart. ``entry``: the rulebook's, whose clause says who comes; ``quorate``: it decides."""

    circle: Circle
    entry: str
    quorate: bool = False
    in_groups: bool = True


# What the committee meets about, and whom a symposium hears, is for those who are asked alone.
SHAPES: Mapping[MeetingKind, Shape] = {
    MeetingKind.ASSEMBLY: Shape(Circle.MEMBERS, "assembly", quorate=True),
    MeetingKind.COMMITTEE: Shape(Circle.COMMITTEE, "committee", quorate=True, in_groups=False),
    MeetingKind.TEAM_MEETING: Shape(Circle.TEAM, "team_meeting"),
    MeetingKind.ORGANIZATION_LIFE: Shape(Circle.MEMBERS, "organization_life"),
    MeetingKind.LECTURE: Shape(Circle.ROSTER, "study_audience"),
    MeetingKind.STUDY: Shape(Circle.ROSTER, "study_audience"),
    MeetingKind.DEMOCRATIC_LIFE: Shape(Circle.COMMITTEE, "democratic_life", in_groups=False),
    MeetingKind.SYMPOSIUM: Shape(Circle.NAMED, "symposium", in_groups=False),
}


class Invitable(Protocol):
    """What is asked of a person."""

    @property
    def status(self) -> Status: ...

    @property
    def posts(self) -> frozenset[Post]: ...

    @property
    def team_id(self) -> int | None: ...


_P = TypeVar("_P", bound=Invitable)


def meeting_matter(kind: MeetingKind, team_id: int | None, caller_id: int | None = None) -> Matter:
    """What a permission is asked about. ``caller_id`` is None while the meeting is only being called.

    Youth events are called as collective study; they are the youth member's as long as that member calls them.
    """
    youth = caller_id is None and kind is MeetingKind.STUDY
    return Matter(owner_id=caller_id, team_id=team_id, kind=kind, youth=youth)


def callable_kinds(grants: Grants, *, person_id: int, team_id: int | None) -> list[MeetingKind]:
    """The kinds that a person of this team may call; a team meeting is the own team's."""
    return [
        kind
        for kind in MeetingKind
        if grants.reach(
            Permission.MEETINGS,
            meeting_matter(kind, team_id if kind is MeetingKind.TEAM_MEETING else None),
            person_id=person_id,
            team_id=team_id,
        )
    ]


def told_in_groups(kind: MeetingKind) -> bool:
    """Whether the group chats hear of it."""
    return SHAPES[kind].in_groups


def invited_by(kind: MeetingKind, people: Iterable[_P], team_id: int | None) -> list[_P]:
    """Of these people those whom the kind invites where nobody says otherwise; of a team meeting that team's.

    Applicants, activists and candidates come where the rules take them in (党支部工作制度 三（十三）1) or by name.
    """
    circle = SHAPES[kind].circle
    return [person for person in people if _is_invited(circle, person, team_id)]


def cited(kind: MeetingKind, book: Rulebook) -> Entry:
    """The entry whose clause says who comes to a meeting of this kind."""
    entry: Entry = getattr(book, SHAPES[kind].entry)
    return entry


def quorum_rule(kind: MeetingKind, book: Rulebook, *, of_one_person: bool = False) -> Majority | None:
    """How many of those with a vote must be present; None for a meeting that decides nothing.

    ``of_one_person``: an assembly about an admission or a confirmation (党支部工作制度 三（十四）6(7)).
    """
    if not SHAPES[kind].quorate:
        return None
    return book.admission if of_one_person else book.motion


def _is_invited(circle: Circle, person: Invitable, team_id: int | None) -> bool:
    match circle:
        case Circle.ROSTER:
            return True
        case Circle.MEMBERS:
            return person.status.is_member
        case Circle.TEAM:
            return person.status.is_member and team_id is not None and person.team_id == team_id
        case Circle.COMMITTEE:
            return any(post.on_committee for post in person.posts)
        case _:
            return False
