"""The roster file becomes people: added, updated, never doubled, never removed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from bot.actions.base import Deed, Refused
from bot.rules.words import Employment, Post, Status
from bot.store import branch as store
from bot.store.branch import Person, PostRow, Team


class Entry(Protocol):
    """One row of the file, already validated with all others. ``base`` in fen."""

    @property
    def name(self) -> str: ...
    @property
    def team(self) -> str | None: ...
    @property
    def posts(self) -> frozenset[Post]: ...
    @property
    def status(self) -> Status: ...
    @property
    def joined(self) -> date | None: ...
    @property
    def confirmed(self) -> date | None: ...
    @property
    def employment(self) -> Employment: ...
    @property
    def base(self) -> int | None: ...
    @property
    def phone(self) -> str | None: ...


@dataclass
class Changes:
    """Names by what became of them."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


async def import_roster(deed: Deed, rows: Sequence[Entry]) -> Changes:
    """Brings the branch in line with the file. Identity is the name, or name and phone where names repeat.

    Refused where there would be two secretaries.
    """
    known = list(await store.people(deed.session, deed.branch.id))
    teams = await _teams(deed, rows)
    repeated = _repeated(rows, known)
    _one_secretary(rows, known, repeated)
    by_identity = {_identity(person.name, person.phone, repeated): person for person in known}
    with_posts = any(row.posts for row in rows)  # a file without posts says nothing about them
    changes, seen = Changes(), set()
    for row in rows:
        person = by_identity.get(_identity(row.name, row.phone, repeated))
        if person is None:
            deed.session.add(_added(deed, row, teams))
            changes.added.append(row.name)
            continue
        seen.add(person.id)
        (changes.updated if _update(deed, person, row, teams, with_posts=with_posts) else changes.unchanged).append(
            row.name
        )
    changes.absent = [person.name for person in known if person.id not in seen]
    deed.audit("roster.imported", f"+{len(changes.added)} ~{len(changes.updated)}")
    return changes


def _one_secretary(rows: Sequence[Entry], known: Iterable[Person], repeated: set[str]) -> None:
    """The file has one at most; another may be in the store and absent from the file."""
    in_file = {_identity(row.name, row.phone, repeated): row.posts for row in rows}
    kept = [p for p in known if Post.SECRETARY in p.posts and _identity(p.name, p.phone, repeated) not in in_file]
    if kept and any(Post.SECRETARY in posts for posts in in_file.values()):
        raise Refused("people.second_secretary")


def _repeated(rows: Iterable[Entry], known: Iterable[Person]) -> set[str]:
    in_file = Counter(row.name for row in rows)
    in_store = Counter(person.name for person in known)
    return {name for counts in (in_file, in_store) for name, times in counts.items() if times > 1}


def _identity(name: str, phone: str | None, repeated: set[str]) -> tuple[str, str | None]:
    return name, phone if name in repeated else None


async def _teams(deed: Deed, rows: Iterable[Entry]) -> dict[str, Team]:
    teams = {team.name: team for team in await store.teams(deed.session, deed.branch.id)}
    for name in dict.fromkeys(row.team for row in rows if row.team):
        if name not in teams:
            teams[name] = Team(branch_id=deed.branch.id, name=name)
            deed.session.add(teams[name])
    await deed.session.flush()
    return teams


def _facts(row: Entry, teams: dict[str, Team]) -> dict[str, object]:
    return {
        "team_id": teams[row.team].id if row.team else None,
        "phone": row.phone,
        "status": row.status,
        "joined": row.joined,
        "confirmed": row.confirmed,
        "employment": row.employment,
        "base": row.base,
    }


def _added(deed: Deed, row: Entry, teams: dict[str, Team]) -> Person:
    person = Person(branch_id=deed.branch.id, name=row.name, voting=True, reachable=True)
    for name, value in _facts(row, teams).items():
        setattr(person, name, value)
    person.post_rows = [PostRow(post=post) for post in sorted(row.posts)]
    return person


def _update(deed: Deed, person: Person, row: Entry, teams: dict[str, Team], *, with_posts: bool) -> bool:
    """Takes over what differs; an empty cell of the file empties nothing but a post. Whether anything differed."""
    changed = False
    for name, value in _facts(row, teams).items():
        if value is not None and getattr(person, name) != value:
            setattr(person, name, value)
            changed = True
    if row.posts != person.posts and with_posts:
        person.post_rows[:] = [held for held in person.post_rows if held.post in row.posts]
        person.post_rows += [PostRow(post=post) for post in sorted(row.posts - person.posts)]
        changed = True
    if changed and person.telegram_id is not None:
        deed.menu(person.telegram_id, person)
    return changed
