"""Registers: entries made, corrected, taken out and put back; notes opened; introducers named.

A note is sealed before it touches the store, and it goes into no notice, card argument or audit row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.actions.base import Deed, Refused
from bot.rules.permissions import Matter, Permission
from bot.rules.registers import REGISTERS, About
from bot.rules.words import Post, Register, Status
from bot.store import branch as people
from bot.store import registers as store
from bot.store.branch import Person, Team
from bot.store.registers import Entry

CHANGES = timedelta(days=7)  # after it was made, an entry may be changed by whoever made it


@dataclass(frozen=True, kw_only=True)
class Content:
    """What an entry says; ``note`` in clear. Neither person nor team: it is the branch's own."""

    day: date
    person: Person | None = None
    team: Team | None = None
    topic: str
    detail: str | None = None
    note: str | None = None

    @property
    def matter(self) -> Matter:
        """What the register's permission is asked about."""
        if self.person is not None:
            return Matter(team_id=self.person.team_id)
        return Matter(team_id=self.team.id if self.team else None)


async def add(deed: Deed, register: Register, content: Content) -> Entry:
    """A new entry. The other person of a talk is told, and whoever else the register names."""
    await _check(deed, register, content)
    told = await _told(deed, register, content)
    entry = Entry(branch_id=deed.branch.id, register=register, author=deed.person, created=deed.now, removed=None)
    _fill(deed, entry, content)
    deed.session.add(entry)
    await deed.session.flush()
    _audit(deed, "added", entry)
    for person in told:
        deed.tell(person, "registers/entry", entry=entry.id)
    _show(deed, entry)
    return entry


async def correct(deed: Deed, entry: Entry, content: Content) -> None:
    """Other words in place of what the entry said."""
    check_may_change(deed, entry)
    await _check(deed, entry.register, content)
    _fill(deed, entry, content)
    _audit(deed, "corrected", entry)
    _show(deed, entry)


def set_removed(deed: Deed, entry: Entry, *, removed: bool) -> None:
    """Takes the entry out of the register, or puts it back: what is out counts no more."""
    check_own(deed, entry)
    if removed == (entry.removed is not None):
        return
    entry.removed = deed.now if removed else None
    _audit(deed, "removed" if removed else "restored", entry)
    _show(deed, entry)


def open_note(deed: Deed, entry: Entry) -> None:
    """Whoever opens what somebody else wrote down stands in the audit log."""
    if entry.removed is not None or entry.note is None:
        raise Refused("registers.gone")
    if not may_open(deed.person, entry):
        raise Refused("registers.note_private")
    if deed.person.id not in _parties(entry):
        _audit(deed, "opened", entry)


def may_open(reader: Person, entry: Entry) -> bool:
    """Whoever sees the entry; the note of a talk only both who held it, and the secretary."""
    if not store.may_see(reader, entry):
        return False
    private = REGISTERS[entry.register].mutual
    return not private or reader.id in _parties(entry) or Post.SECRETARY in reader.posts


def may_change(person: Person, entry: Entry) -> bool:
    """Whether the entry is this person's own."""
    return entry.author_id == person.id


def check_own(deed: Deed, entry: Entry) -> None:
    """Refused unless the actor made the entry, a short while ago."""
    if not may_change(deed.person, entry):
        raise Refused("registers.not_your_entry")
    if deed.now - entry.created > CHANGES:
        raise Refused("registers.too_late", days=CHANGES.days)


def check_may_change(deed: Deed, entry: Entry) -> None:
    """Refused unless the entry stands in the register and is the actor's to change."""
    check_own(deed, entry)
    if entry.removed is not None:
        raise Refused("registers.gone")


async def may_enter(deed: Deed, register: Register, content: Content) -> bool:
    """By the post of today; for a probationary member also as introducer."""
    kind = REGISTERS[register]
    if deed.reaches(kind.permission, content.matter):
        return True
    introduces = kind.about is About.PROBATIONARY and content.person is not None
    return introduces and content.person.id in await store.introduced_by(deed.session, deed.person.id)  # type: ignore[union-attr]


async def set_introducers(deed: Deed, person: Person, introducers: Sequence[Person]) -> None:
    """Who answers for a probationary member: full members, no more than the rules have."""
    deed.require(Permission.ROSTER, Matter())
    rule = deed.book.introducers
    if person.status is not Status.PROBATIONARY:
        raise Refused("registers.not_probationary", name=person.name, entry=deed.book.probation_review)
    if len(introducers) > rule.people or any(each.status is not Status.FULL for each in introducers):
        raise Refused("registers.bad_introducers", most=rule.people, entry=rule)
    await store.set_introducers(deed.session, person.id, [each.id for each in introducers])
    deed.audit("registers.introducers", person.name)
    for introducer in introducers:
        deed.tell(introducer, "registers/introducing", person=person.id)
    deed.refresh("registers/introducers")


async def _check(deed: Deed, register: Register, content: Content) -> None:
    kind = REGISTERS[register]
    if not await may_enter(deed, register, content):
        raise Refused("home.not_yours")
    if content.person is not None and content.person.id == deed.person.id:
        raise Refused("registers.not_oneself")
    probationary = content.person is not None and content.person.status is Status.PROBATIONARY
    if kind.about is About.PROBATIONARY and not probationary:
        name = content.person.name if content.person else ""
        raise Refused("registers.not_probationary", name=name, entry=deed.book.probation_review)


async def _told(deed: Deed, register: Register, content: Content) -> list[Person]:
    kind = REGISTERS[register]
    posts = await people.holders(deed.session, deed.branch.id, *kind.told) if kind.told else ()
    party = [content.person] if kind.mutual and content.person else []
    return [person for person in (*party, *posts) if person.id != deed.person.id]


def _fill(deed: Deed, entry: Entry, content: Content) -> None:
    entry.day, entry.topic, entry.detail = content.day, content.topic, content.detail
    entry.subject, entry.team = content.person, content.team
    entry.note = deed.keys.reports.seal(content.note) if content.note else None


def _parties(entry: Entry) -> tuple[int | None, ...]:
    """Whose words they are: of a talk, of both."""
    return (entry.author_id, entry.subject_id) if REGISTERS[entry.register].mutual else (entry.author_id,)


def _audit(deed: Deed, verb: str, entry: Entry) -> None:
    deed.audit(f"registers.{verb}", f"{entry.register.zh} {entry.about}".strip())


def _show(deed: Deed, entry: Entry) -> None:
    deed.refresh("registers/entry", entry=entry.id)
    deed.refresh("registers/note", entry=entry.id)
    deed.refresh("registers/list", register=entry.register.value, year=entry.day.year, page=0)
