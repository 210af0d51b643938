"""Registers on the screen: which there are for the viewer, a year's entries, one entry, its note, and introducers."""

from collections.abc import Sequence

from bot.actions.registers import CHANGES, may_change, may_open
from bot.cards.base import Button, Card, View, card, closed, in_rows
from bot.cards.rulebook import why
from bot.cards.state import current
from bot.presses import Press
from bot.rules.permissions import Matter, Permission, do, see
from bot.rules.registers import REGISTERS, About
from bot.rules.words import Register, Status, System
from bot.store import branch as people
from bot.store import registers as store
from bot.store.branch import Person
from bot.store.registers import Entry

PAGE = 12  # entries on one page of a register


class Registers(Press, tag="bl"):
    """A year of one register, page by page; the year 0 is the present one."""

    register: Register
    year: int
    page: int


class NewEntry(Press, tag="bn"):
    """新登记: asks for an entry."""

    register: Register


class ShowEntry(Press, tag="bs"):
    """One entry."""

    entry: int


class OpenNote(Press, tag="bo"):
    """查看内容."""

    entry: int


class Correct(Press, tag="bc"):
    """更正: the form again, with what stands there."""

    entry: int


class Remove(Press, tag="bx"):
    """Takes the entry out of the register, or puts it back."""

    entry: int
    removed: int


class Introducers(Press, tag="bi"):
    """Who introduced whom."""


class NameIntroducers(Press, tag="bm"):
    """Asks who the introducers are."""


def writes(person: Person, register: Register, introduced: set[int]) -> bool:
    """Whether this person may make entries there: by a post, or as somebody's introducer."""
    kind = REGISTERS[register]
    if kind.about is About.BRANCH:
        return person.reaches(kind.permission, Matter())
    by_post = person.grants.satisfies(do(kind.permission))
    return by_post or (kind.about is About.PROBATIONARY and bool(introduced))


@card("registers/menu", need=see(Permission.HOME))
async def menu(view: View) -> Card:
    """The registers in which the viewer writes, or stands."""
    introduced = await store.introduced_by(view.session, view.person.id)
    own = await store.own(view.session, view.person)
    shown = [each for each in Register if each in own or writes(view.person, each, introduced)]
    buttons = [Button(view.say(each), Registers(each, 0, 0)) for each in shown]
    return Card(view.text("registers/menu", count=len(shown)), [*in_rows(buttons), [view.back()]])


@card("registers/list", need=see(Permission.HOME))
async def list_(view: View, register: str, year: int, page: int) -> Card:
    """A year of a register, as far as the viewer may see it, and about whom something is still to be entered."""
    kept = Register.of(register)
    entries = await store.of_year(view.session, view.person, kept, year)
    introduced = await store.introduced_by(view.session, view.person.id)
    shown = entries[page * PAGE : (page + 1) * PAGE]
    facts = {
        "register": kept,
        "year": year,
        "entries": shown,
        "count": len(entries),
        "missing": await _missing(view, kept, introduced) if year == view.today.year else [],
    }
    buttons = in_rows(Button(_label(view, each), ShowEntry(each.id)) for each in shown)
    turns = _turns(view, kept, year, page, more=(page + 1) * PAGE < len(entries))
    rows = [*_deeds(view, kept, introduced), *buttons, turns, [why(view, register), view.back("register")]]
    return Card(view.text("registers/list", **facts), rows)


async def _missing(view: View, register: Register, introduced: set[int]) -> list[str]:
    """The names of whom nothing is entered for the present period, of those whom the viewer answers for."""
    permission, day, system = REGISTERS[register].permission, view.today, System.of(register.value)
    return [
        duty.subject
        for duty in await current(view)
        if duty.system is system and duty.open and duty.period.first_day() <= day <= duty.period.last_day()
        and (view.person.reaches(permission, Matter(team_id=duty.team_id)) or view.person.id in duty.owner_ids)
    ]  # fmt: skip


def _label(view: View, entry: Entry) -> str:
    return view.short("registers.entry", day=entry.day, about=entry.about or entry.topic[:20])


def _deeds(view: View, register: Register, introduced: set[int]) -> list[list[Button]]:
    new = [view.button("registers.new", NewEntry(register))] if writes(view.person, register, introduced) else []
    names = REGISTERS[register].about is About.PROBATIONARY and view.person.grants.satisfies(do(Permission.ROSTER))
    return [[*new, *([view.button("registers.introducers", Introducers())] if names else [])]]


def _turns(view: View, register: Register, year: int, page: int, *, more: bool) -> list[Button]:
    turns = [view.button("people.earlier", Registers(register, year, page - 1))] if page else []
    if more:
        return [*turns, view.button("people.later", Registers(register, year, page + 1))]
    earlier = view.button("registers.year", Registers(register, year - 1, 0), year=year - 1)
    return [*turns, *([earlier] if year >= view.branch.started.year else [])]


@card("registers/entry", need=see(Permission.HOME))
async def entry(view: View, entry: int) -> Card | None:
    """One entry without its note."""
    found = await store.entry(view.session, entry)
    if found is None:
        return None
    if not store.may_see(view.person, found):
        return closed(view)
    kind = REGISTERS[found.register]
    rows = [(kind.about.value, found.about), (kind.topic, found.topic), (kind.detail, found.detail)]
    facts = {
        "entry": found,
        "rows": [(view.short(f"registers.field_{key}"), value) for key, value in rows if key and value],
        "private": kind.mutual,
    }
    back = view.button("home.back", Registers(found.register, found.day.year, 0))
    return Card(view.text("registers/entry", **facts), [_reading(view, found), _changes(view, found), [back]])


def _reading(view: View, entry: Entry) -> list[Button]:
    may = entry.note is not None and entry.removed is None and may_open(view.person, entry)
    return [view.button("registers.open", OpenNote(entry.id))] if may else []


def _changes(view: View, entry: Entry) -> list[Button]:
    if not may_change(view.person, entry) or view.now - entry.created > CHANGES:
        return []
    if entry.removed is not None:
        return [view.button("registers.restore", Remove(entry.id, 0))]
    return [view.button("registers.correct", Correct(entry.id)), view.button("registers.remove", Remove(entry.id, 1))]


@card("registers/note", need=see(Permission.HOME))
async def note(view: View, entry: int) -> Card | None:
    """The note, for as long as the viewer may read it."""
    found = await store.entry(view.session, entry)
    if found is None or found.note is None or found.removed is not None or not may_open(view.person, found):
        return Card(view.text("registers/note_gone"), protect=True)
    text = view.keys.reports.open(found.note)
    return Card(view.text("registers/note", entry=found, text=text), protect=True)


async def probationary(view: View) -> Sequence[Person]:
    """Whoever is in probation, in roster order."""
    everybody = await people.people(view.session, view.branch.id)
    return [person for person in everybody if person.status is Status.PROBATIONARY]


@card("registers/introducers", need=do(Permission.ROSTER))
async def introducers(view: View) -> Card:
    """Each probationary member and who answers for them."""
    names = {person.id: person.name for person in await people.everybody(view.session, view.branch.id)}
    rows = [
        (person.name, [names[each] for each in sorted(await store.introducers(view.session, person.id))])
        for person in await probationary(view)
    ]
    name = [view.button("registers.name_introducers", NameIntroducers())] if rows else []
    back = view.button("home.back", Registers(Register.PROBATION_REVIEW, 0, 0))
    text = view.text("registers/introducers", rows=rows)
    return Card(text, [name, [why(view, "introducers"), back]])


@card("registers/introducing", need=see(Permission.HOME))
async def introducing(view: View, person: int) -> Card | None:
    """Told to whoever was named: for whom, and how often a review is due."""
    who = await people.person(view.session, person)
    if who is None or person not in await store.introduced_by(view.session, view.person.id):
        return closed(view)
    rule = view.book.probation
    text = view.text(
        "registers/introducing", name=who.name, every=rule.review_every, longer=rule.extension_review_every
    )
    register = Button(view.say(Register.PROBATION_REVIEW), Registers(Register.PROBATION_REVIEW, 0, 0))
    return Card(text, [[register, why(view, Register.PROBATION_REVIEW.value)]])
