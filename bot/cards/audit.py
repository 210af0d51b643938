"""The audit log for whoever watches over it: who did what in whose matter, never contents."""

import re
from typing import NamedTuple

from bot.cards.base import Button, Card, View, card, in_rows
from bot.presses import Press
from bot.rules.permissions import Permission, see
from bot.rules.words import Word
from bot.store import audit as store
from bot.store import branch as people
from bot.store.branch import Person
from bot.store.post import Audit

EVERY = "every"  # deeds of any system
PEOPLE = 16  # people on one page
_LAST = 100_000  # no log has more pages
_LONGEST = 80  # characters of a subject: a broadcast's audience may name sixty people
_AUDIT = see(Permission.AUDIT)
_TOKEN = re.compile(r"[^ 、]+")


class LogPage(Press, tag="za"):
    """A page of the log; 0: of everybody."""

    system: str
    person: int
    page: int


class AskSystem(Press, tag="zb"):
    """Which kind of deed."""

    person: int


class AskPerson(Press, tag="zc"):
    """Whose deeds and matters."""

    system: str
    page: int


class OfPerson(Press, tag="zd"):
    """The log of one person."""

    system: str
    person: int


class Line(NamedTuple):
    """One row in words."""

    row: Audit
    actor: Person | None
    deed: str
    subject: str


@card("audit/log", need=_AUDIT)
async def log(view: View, system: str, person: int, page: int) -> Card:
    """Twenty rows, the newest first."""
    who, page = await _person(view, person), min(page, _LAST)
    chosen = None if system == EVERY else system
    rows = await store.page(view.session, view.branch.id, system=chosen, person=who, skip=page * store.PAGE)
    lines = [Line(row, actor, deed(view, row.deed), subject(view, row.subject)) for row, actor in rows[: store.PAGE]]
    title = None if chosen is None else system_title(view, chosen)
    text = view.text("audit/log", lines=lines, system=title, person=who.name if who else None)
    turns = [view.button("people.earlier", LogPage(system, person, page - 1))] if page else []
    if len(rows) > store.PAGE:
        turns.append(view.button("people.later", LogPage(system, person, page + 1)))
    choose = [view.button("audit.by_system", AskSystem(person)), view.button("audit.by_person", AskPerson(system, 0))]
    return Card(text, [choose, turns, [view.back()]], protect=True)


async def _person(view: View, person: int) -> Person | None:
    found = await people.person(view.session, person) if person else None
    return found if found is not None and found.branch_id == view.branch.id else None


@card("audit/systems", need=_AUDIT)
async def systems(view: View, person: int) -> Card:
    """The kinds of deeds that the log holds."""
    found = await store.systems(view.session, view.branch.id)
    buttons = in_rows(Button(system_title(view, each), LogPage(each, person, 0)) for each in found)
    every = [view.button("audit.every", LogPage(EVERY, person, 0))]
    return Card(view.text("audit/systems"), [every, *buttons, [view.button("home.back", LogPage(EVERY, person, 0))]])


@card("audit/people", need=_AUDIT)
async def people_(view: View, system: str, page: int) -> Card:
    """Everybody who is or was on the roster."""
    everybody = await people.everybody(view.session, view.branch.id)
    shown = everybody[page * PEOPLE : (page + 1) * PEOPLE]
    buttons = in_rows(Button(each.name, OfPerson(system, each.id)) for each in shown)
    turns = [view.button("people.earlier", AskPerson(system, page - 1))] if page else []
    if (page + 1) * PEOPLE < len(everybody):
        turns.append(view.button("people.later", AskPerson(system, page + 1)))
    every = [view.button("audit.everybody", LogPage(system, 0, 0))]
    back = [view.button("home.back", LogPage(system, 0, 0))]
    return Card(view.text("audit/people"), [every, *buttons, turns, back])


def deed(view: View, key: str) -> str:
    """What was done, in words; of a deed that the program does not know any more, its key."""
    short = f"audit.deed_{key.replace('.', '_')}"
    return view.short(short) if view.texts.has(view.language, short) else key


def system_title(view: View, system: str) -> str:
    """What a system's deeds are called."""
    short = f"audit.system_{system}"
    return view.short(short) if view.texts.has(view.language, short) else system


def subject(view: View, kept: str) -> str:
    """Whose matter, with our own words in the viewer's language: the log is written in Chinese."""
    words = {word.zh: word for kind in Word.__subclasses__() for word in kind}
    others = {"决议": view.short("audit.decision"), "例会": view.short("audit.series")}
    said = _TOKEN.sub(lambda each: view.say(words[each[0]]) if each[0] in words else others.get(each[0], each[0]), kept)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
