"""Who may do what, as data. Permissions guard actions; posts and statuses grant permissions.

One table, read by the engine before every handler, by the command menus and by the test that walks all
routes. A role that a row does not name may not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache

from bot.rules.words import MeetingKind, Post, Status


class Permission(StrEnum):
    """The rows of the table."""

    HOME = "home"
    ANSWER = "answer"
    WRITE_REPORT = "write_report"
    OWN_DUES = "own_dues"
    VOTE = "vote"
    MEETINGS = "meetings"
    MINUTES = "minutes"
    BALLOTS = "ballots"
    BROADCAST = "broadcast"
    LEDGER = "ledger"
    READ_REPORTS = "read_reports"
    ROSTER = "roster"
    REVIEWS = "reviews"
    BOARD = "board"
    LETTERS = "letters"
    AUDIT = "audit"


class Scope(IntEnum):
    """How far a permission reaches, widest last, so that the wider of two grants is ``max``."""

    NONE = 0
    OWN = 1
    TEAM = 2
    YOUTH = 3
    STUDY = 4
    READ = 5
    ALL = 6


Role = Post | Status

_EVERYBODY: tuple[Role, ...] = (*Post, *Status)
_MEMBERS: tuple[Role, ...] = (*Post, Status.FULL, Status.PROBATIONARY)
_BUREAU: tuple[Role, ...] = (Post.SECRETARY, Post.DEPUTY, Post.ORGANIZATION)


def _row(*grants: tuple[Iterable[Role], Scope]) -> dict[Role, Scope]:
    return {role: scope for roles, scope in grants for role in roles}


_TEAM = ((Post.TEAM_LEADER,), Scope.TEAM)

TABLE: dict[Permission, dict[Role, Scope]] = {
    Permission.HOME: _row((_EVERYBODY, Scope.OWN)),
    Permission.ANSWER: _row((_EVERYBODY, Scope.OWN)),
    Permission.WRITE_REPORT: _row((_EVERYBODY, Scope.OWN)),
    Permission.OWN_DUES: _row((_MEMBERS, Scope.OWN)),
    # Only a full member votes, whatever the post: a post grants nothing here.
    Permission.VOTE: _row(((Status.FULL,), Scope.OWN)),
    Permission.MEETINGS: _row(
        (_BUREAU, Scope.ALL), ((Post.PUBLICITY,), Scope.STUDY), ((Post.YOUTH,), Scope.YOUTH), _TEAM
    ),
    Permission.MINUTES: _row((_BUREAU, Scope.ALL), ((Post.PUBLICITY, Post.YOUTH), Scope.OWN), _TEAM),
    Permission.BALLOTS: _row((_BUREAU, Scope.ALL)),
    Permission.BROADCAST: _row(
        (_BUREAU, Scope.ALL), ((Post.PUBLICITY,), Scope.ALL), ((Post.YOUTH,), Scope.YOUTH), _TEAM
    ),
    Permission.LEDGER: _row(
        ((Post.SECRETARY, Post.DEPUTY, Post.DISCIPLINE), Scope.READ), ((Post.ORGANIZATION,), Scope.ALL)
    ),
    Permission.READ_REPORTS: _row((_BUREAU, Scope.ALL), _TEAM),
    Permission.ROSTER: _row((_BUREAU, Scope.ALL)),
    Permission.REVIEWS: _row((_BUREAU, Scope.ALL), _TEAM),
    Permission.BOARD: _row((_BUREAU, Scope.ALL), ((Post.PUBLICITY, Post.DISCIPLINE, Post.YOUTH), Scope.READ), _TEAM),
    Permission.LETTERS: _row(((Post.DISCIPLINE,), Scope.ALL)),
    Permission.AUDIT: _row(((Post.DISCIPLINE,), Scope.ALL)),
}


@dataclass(frozen=True)
class Grants:
    """What one person may do: the scopes per permission over all posts and the status.

    Several scopes may stand side by side: a publicity member who leads a team has the team's meetings and all study.
    A person with a post is at least a member of the roster; Permission.VOTE is gone while 表决权 is suspended.
    """

    scopes: dict[Permission, frozenset[Scope]]

    def scope(self, permission: Permission) -> Scope:
        """The widest scope of ``permission``; Scope.NONE when there is none."""
        return max(self.scopes.get(permission, ()), default=Scope.NONE)

    def reach(self, permission: Permission, matter: "Matter", *, person_id: int, team_id: int | None) -> bool:
        """Whether any of the scopes, held by this person of this team, reaches ``matter`` for a change."""
        held = self.scopes.get(permission, frozenset())
        return any(covers(scope, matter, person_id=person_id, team_id=team_id) for scope in held)

    def satisfies(self, need: "Need") -> bool:
        """Whether a route that asks for ``need`` is open to this person at all."""
        held = self.scopes.get(need.permission, frozenset())
        return any(not need.change or scope is not Scope.READ for scope in held)


@dataclass(frozen=True)
class Need:
    """What a route demands. ``change`` says that looking is not enough."""

    permission: Permission
    change: bool = True


def see(permission: Permission) -> Need:
    """A route that only shows: Scope.READ will do."""
    return Need(permission, change=False)


def do(permission: Permission) -> Need:
    """A route that changes something: Scope.READ will not do."""
    return Need(permission, change=True)


@cache  # asked for every button that somebody sees, and there are few combinations
def grants(status: Status, posts: frozenset[Post], *, voting: bool = True) -> Grants:
    """The grants of a person with this status and these posts."""
    roles: tuple[Role, ...] = (status, *posts)
    scopes = {
        permission: frozenset(row[role] for role in roles if role in row) for permission, row in TABLE.items()
    }  # fmt: skip
    if not voting:
        scopes[Permission.VOTE] = frozenset()
    return Grants(scopes)


@dataclass(frozen=True)
class Matter:
    """What an action is about, as far as a scope asks: whose it is, of which team, a meeting of which kind."""

    owner_id: int | None = None
    team_id: int | None = None
    kind: MeetingKind | None = None
    youth: bool = False


def covers(scope: Scope, matter: Matter, *, person_id: int, team_id: int | None) -> bool:
    """Whether ``scope``, held by this person of this team, reaches ``matter`` for a change.

    Scope.TEAM also reaches what the person called or wrote; a team leader without a team reaches only that.
    """
    own = matter.owner_id == person_id
    if scope is Scope.ALL:
        return True
    if scope is Scope.TEAM:
        return own or (team_id is not None and matter.team_id == team_id)
    if scope is Scope.STUDY:
        return own or matter.kind in (MeetingKind.LECTURE, MeetingKind.STUDY)
    if scope is Scope.YOUTH:
        return own or matter.youth
    return scope is Scope.OWN and own
