"""The roster file becomes people: added, updated, never doubled, never removed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from bot.actions import leaving
from bot.actions.base import Deed, Refused
from bot.actions.dues_bases import enter as enter_base
from bot.actions.people import as_holder, refusal
from bot.rules.calendar import Month
from bot.rules.posts import Holder, faults
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
    def employment(self) -> Employment | None: ...
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
    returned: list[str] = field(default_factory=list)  # had left, and are back


async def import_roster(deed: Deed, rows: Sequence[Entry]) -> Changes:
    """Brings the branch in line with the file. Identity is the name, or name and phone where names repeat; so whoever
    left and stands in the file is back.

    Refused where that leaves a doubt, and where the posts of file and store would not go together.
    """
    known = await store.everybody(deed.session, deed.branch.id)
    pairs = _pairs(rows, known)
    seen = {person.id for _, person in pairs if person is not None}
    absent = [person for person in known if person.id not in seen and person.left_on is None]
    with_posts = any(row.posts for row in rows)  # a file without posts says nothing about them
    _check_posts(pairs, absent, with_posts=with_posts)
    teams = await _teams(deed, rows)
    changes = Changes(absent=[person.name for person in absent])
    for row, person in pairs:
        if person is None:
            deed.session.add(_added(deed, row, teams))
            changes.added.append(row.name)
            continue
        if person.left_on is not None:
            await leaving.take_back(deed, person)
            changes.returned.append(row.name)
        if row.base is not None and row.base != person.base:
            await enter_base(deed, person, row.base, Month.of(deed.today))
        if _update(deed, person, row, teams, with_posts=with_posts):
            changes.updated.append(row.name)
        else:
            changes.unchanged.append(row.name)
    deed.audit("roster.imported", f"+{len(changes.added)} ~{len(changes.updated)}")
    return changes


_Pair = tuple[Entry, Person | None]


def _pairs(rows: Sequence[Entry], known: Sequence[Person]) -> list[_Pair]:
    """Each row with the person it is about, None for a new one; Refused where that cannot be told."""
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in known:
        by_name[person.name].append(person)
    named: dict[str, list[Entry]] = defaultdict(list)
    for row in rows:
        named[row.name].append(row)
    found = {id(row): person for name, same in named.items() for row, person in _namesakes(same, by_name[name])}
    return [(row, found[id(row)]) for row in rows]


def _namesakes(rows: Sequence[Entry], known: Sequence[Person]) -> list[_Pair]:
    """The same for all who share one name."""
    if len(rows) == len(known) == 1:
        return [(rows[0], known[0])]
    by_phone = {each.phone: each for each in known if [other.phone for other in known].count(each.phone) == 1}
    pairs: list[_Pair] = [(row, by_phone.get(row.phone)) for row in rows]
    left = [person for person in known if person not in [taken for _, taken in pairs]]
    new = [row for row, person in pairs if person is None]
    # A phone tells two people apart; without one, somebody in the store and somebody in the file may be the same.
    if new and left and None in [*(row.phone for row in new), *(person.phone for person in left)]:
        if len(new) > 1 or len(left) > 1:
            raise Refused("people.ambiguous_namesake", name=rows[0].name)
        return [(row, person or left[0]) for row, person in pairs]
    return pairs


def _check_posts(pairs: Iterable[_Pair], absent: Iterable[Person], *, with_posts: bool) -> None:
    """Refused where somebody of the file would hold a post wrongly; who is absent from it keeps the posts held."""
    in_file = [_holder(row, person, with_posts=with_posts) for row, person in pairs]
    found = next((each for each in faults([*map(as_holder, absent), *in_file]) if each.holder.mark), None)
    if found is not None:
        raise refusal(found)


def _holder(row: Entry, person: Person | None, *, with_posts: bool) -> Holder:
    """As the person will be, marked as one of the file: an empty cell empties nothing."""
    before = as_holder(person) if person else Holder(row.name, row.status, None, frozenset())
    posts = row.posts if with_posts else before.posts
    return Holder(row.name, row.status, row.team or before.team, posts, mark=1)


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
    person.since = deed.today
    person.employment = row.employment or Employment.EMPLOYED  # the file is an office's
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
