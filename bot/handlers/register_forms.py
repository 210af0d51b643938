"""The forms of the registers, one for each row of the table."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from bot.actions import registers
from bot.actions.base import Refused
from bot.actions.registers import Content
from bot.cards import audience as audience_field
from bot.cards.base import View
from bot.cards.state import current
from bot.context import Here
from bot.forms import Field, Form, Misunderstood, Values
from bot.rules.language import say_day
from bot.rules.permissions import Matter
from bot.rules.registers import REGISTERS, About, Kind
from bot.rules.when import UnknownTime, parse_past_date
from bot.rules.words import Register, Status, System
from bot.store import branch as people
from bot.store import registers as store
from bot.store.branch import Person, Team
from bot.store.registers import Entry

LINE_MOST, NOTE_MOST = 100, 1500  # characters; a card must stay within Telegram's 4096
_OFFERED = 40  # people as buttons; others are written


async def _day(view: View, text: str) -> date:
    try:
        day = parse_past_date(text, view.now, view.zone)
    except UnknownTime as error:
        raise Misunderstood("registers.unknown_day") from error
    if not view.today.year - 1 <= day.year or day > view.today:
        raise Misunderstood("registers.bad_day", year=view.today.year - 1)
    return day


async def _days(view: View) -> Sequence[str]:
    return [view.short("registers.today"), view.short("registers.yesterday")]


async def one_person(view: View, text: str) -> Person:
    """The one person of the roster whom the text names; Misunderstood otherwise."""
    try:
        found = await audience_field.understood(view, text)
    except Misunderstood as problem:
        if problem.key == "audience.unknown":
            raise Misunderstood("registers.unknown_person", **problem.facts) from problem
        raise
    if len(found) != 1:
        raise Misunderstood("registers.one_person")
    return found[0]


async def _person(kind: Kind, view: View, text: str) -> Person:
    """One person whom the register may be about, and whom the viewer answers for."""
    person = await one_person(view, text)
    if kind.about is About.PROBATIONARY and person.status is not Status.PROBATIONARY:
        raise Misunderstood("registers.not_probationary", entry=view.book.probation_review, name=person.name)
    if person.id == view.person.id:
        raise Misunderstood("registers.not_oneself")
    if person not in await _candidates(kind, view):
        raise Misunderstood("registers.not_your_team", name=person.name)
    return person


async def _candidates(kind: Kind, view: View) -> list[Person]:
    """Members first, in roster order, as far as the viewer's post or relation reaches; never the viewer."""
    introduced = await store.introduced_by(view.session, view.person.id)
    everybody = [
        person
        for person in await people.people(view.session, view.branch.id)
        if person.id != view.person.id and _reached(kind, view, person, introduced)
    ]
    return sorted(everybody, key=lambda person: not person.status.is_member)


def _reached(kind: Kind, view: View, person: Person, introduced: set[int]) -> bool:
    if view.person.reaches(kind.permission, Matter(team_id=person.team_id)):
        return kind.about is About.MEMBER or person.status is Status.PROBATIONARY
    return kind.about is About.PROBATIONARY and person.id in introduced and person.status is Status.PROBATIONARY


async def _people(register: Register, view: View) -> Sequence[str]:
    """Whom an entry is still owed about stand first."""
    found = await _candidates(REGISTERS[register], view)
    owed = {d.subject_id for d in await current(view) if d.system is System.of(register.value) and d.open}
    names = [person.name for person in found]
    first = sorted(found, key=lambda person: person.id not in owed)[:_OFFERED]
    return [written(person, repeated=names.count(person.name) > 1) for person in first]


def written(person: Person, *, repeated: bool = True) -> str:
    """A name as people write it: with the phone, where one is known and it takes that."""
    return f"{person.name} ({person.phone})" if repeated and person.phone else person.name


async def _team(kind: Kind, view: View, text: str) -> Team:
    found = next((each for each in await people.teams(view.session, view.branch.id) if each.name == text.strip()), None)
    if found is None:
        raise Misunderstood("registers.unknown_team")
    if not view.person.reaches(kind.permission, Matter(team_id=found.id)):
        raise Misunderstood("registers.not_your_team", name=found.name)
    return found


async def _teams(kind: Kind, view: View) -> Sequence[str]:
    teams = await people.teams(view.session, view.branch.id)
    return [team.name for team in teams if view.person.reaches(kind.permission, Matter(team_id=team.id))]


PAST_DAY = Field(
    "day", _day, _days, spell=lambda _, day: day.isoformat(), say=lambda view, _, day: say_day(day, view.language)
)


def _field(register: Register, key: str) -> Field:
    """The question of that key; a word of the table is a line of text, unless it is the note."""
    kind = REGISTERS[register]
    if key == "day":
        return PAST_DAY
    if key == kind.note:
        return Field(key, optional=key in kind.optional, most=NOTE_MOST, sealed=True)
    if key != kind.about.value:
        return Field(key, optional=key in kind.optional, most=LINE_MOST)
    if kind.about is About.TEAM:
        return Field(key, partial(_team, kind), partial(_teams, kind))
    return Field(key, partial(_person, kind), partial(_people, register))


async def _remarks(register: Register, view: View, values: Values) -> Sequence[str]:
    """Who will be able to read it; where nobody is to be named, names of the roster are pointed at."""
    kind = REGISTERS[register]
    remarks = [view.short("registers.remark_private")] if kind.mutual and values[kind.note] else []
    if not kind.impersonal:
        return remarks
    text = f"{values[kind.topic]}\n{values[kind.note]}"
    named = [person.name for person in await people.people(view.session, view.branch.id) if person.name in text]
    remarks = [view.short("registers.remark_impersonal")]
    return [*remarks, view.short("registers.remark_names", names=named)] if named else remarks


def _content(kind: Kind, values: Values) -> Content:
    return Content(
        day=values["day"],
        person=values[kind.about.value] if kind.about.one_person else None,
        team=values["team"] if kind.about is About.TEAM else None,
        topic=values[kind.topic],
        detail=values[kind.detail] if kind.detail else None,
        note=values[kind.note] if kind.note else None,
    )


async def _enter(register: Register, here: Here, values: Values) -> None:
    """A new entry, or the old one in other words."""
    content, answers = _content(REGISTERS[register], values), here.dialog.answers if here.dialog else {}
    if "entry" not in answers:
        entry = await registers.add(here.deed, register, content)
        await here.show("registers/entry", entry=entry.id)
        return
    found = await store.entry(here.deed.session, answers["entry"])
    if found is None:
        raise Refused("registers.gone")
    await registers.correct(here.deed, found, content)
    await here.show("registers/entry", entry=found.id)


ENTRIES: dict[Register, Form] = {
    register: Form(
        register.value,
        "registers",
        kind.need,
        tuple(_field(register, key) for key in kind.asks),
        finish=partial(_enter, register),
        remarks=partial(_remarks, register),
    )
    for register, kind in REGISTERS.items()
}


async def known(view: View, register: Register) -> dict[str, str]:
    """What need not be asked: the team of whoever has but one."""
    kind = REGISTERS[register]
    teams = await _teams(kind, view) if kind.about is About.TEAM else []
    return {"team": teams[0]} if len(teams) == 1 else {}


def typed(view: View, entry: Entry) -> dict[str, str]:
    """The entry as answers to its form; what is sealed stays so."""
    kind = REGISTERS[entry.register]
    about = written(entry.subject) if entry.subject else entry.about
    answers: dict[str, Any] = {
        "day": entry.day.isoformat(), kind.about.value: about, kind.topic: entry.topic, kind.detail: entry.detail or "",
        kind.note: entry.note.decode() if entry.note else "",
    }  # fmt: skip
    return {key: answers[key] for key in kind.asks}
