"""依据: on which clause something stands, word for word where the branch has loaded its own rules; what the branch has
decided on itself, and for whoever answers for the whole board, another value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.base import Button, Card, View, card, in_rows
from bot.presses import Press
from bot.rules import rulebook as shipped
from bot.rules.clauses import cited
from bot.rules.duties import Duty
from bot.rules.language import Phrase, Said
from bot.rules.overrides import Field, fields_of
from bot.rules.permissions import Matter, Permission, do, see
from bot.rules.rulebook_values import say
from bot.store import rulebook as store
from bot.store.rulebook import OverrideRow

_LABEL = 120  # characters of a title on a button: one that says what the branch has changed may be long


class Why(Press, tag="yw"):
    """The clause behind an entry of the rulebook."""

    entry: str


class ShowRule(Press, tag="xd"):
    """An entry, in place."""

    entry: str


class ChangeRule(Press, tag="xa"):
    """改数值: another value for this entry; asks which of its fields, where there are several."""

    entry: str


class ChangeField(Press, tag="xb"):
    """Another value for this field; asks which, from when, and why."""

    entry: str
    name: str


class RestoreField(Press, tag="xc"):
    """恢复原值; asks from when, and why."""

    entry: str
    name: str


def why(view: View, entry: str) -> Button:
    """【依据】 for this entry."""
    return view.button("rulebook.why", Why(entry))


def why_of(view: View, duties: Iterable[Duty]) -> list[Button]:
    """【依据】 for each entry that these duties follow from, once."""
    systems = {duty.entry: duty.system for duty in duties}
    return [view.button("rulebook.why_of", Why(name), what=system) for name, system in systems.items()]


@card("rulebook/list", need=see(Permission.HOME))
async def list_(view: View) -> Card:
    """Everything that the bot goes by, as buttons."""
    titles = {name: view.say(entry.title) for name, entry in view.book.entries.items()}
    buttons = [
        Button(title if len(title) <= _LABEL else f"{title[:_LABEL]}…", Why(name)) for name, title in titles.items()
    ]
    return Card(view.text("rulebook/list", count=len(buttons)), [*in_rows(buttons, 1), [view.back()]])


@dataclass(frozen=True)
class Own:
    """A value that the branch has decided on: since when, why, and who entered it (None: a file)."""

    said: Phrase
    since: date
    reason: str
    who: str | None


@dataclass(frozen=True)
class Line:
    """A field in words: its value as shipped, the branch's own in force, and those to come."""

    label: Said
    shipped: Phrase
    own: Own | None
    coming: Sequence[Own]


@card("rulebook/entry", need=see(Permission.HOME))
async def entry(view: View, entry: str) -> Card | None:
    """The clause, our short title, the source, the values, and the words of the branch's own rules."""
    found = view.book.entries.get(entry)
    if found is None:
        return None
    names = cited(found.clause.zh)
    words = await store.texts(view.session, view.branch.id, names)
    rows = await store.overrides(view.session, view.branch.id, entry)
    facts = {"entry": found, "words": [words[name] for name in names if name in words], "own": bool(names)}
    lines = [_line(view, field, entry, [row for row in rows if row.name == field.name]) for field in fields_of(entry)]
    return Card(view.text("rulebook/entry", lines=lines, **facts), [*_changes(view, entry, lines), [view.back("why")]])


def _line(view: View, field: Field, entry: str, rows: Sequence[OverrideRow]) -> Line:
    today = view.today

    def own(row: OverrideRow, day: date) -> Own:
        value = say(getattr(view.book.on(day).entries[entry], field.name))
        return Own(value, row.since, row.reason, row.entered_by.name if row.entered_by else None)

    force = max((row for row in rows if row.since <= today), key=lambda row: row.id, default=None)
    # What is to come, as far as nothing entered later takes its place from an earlier day on.
    coming = [
        row
        for row in rows
        if row.since > today and not any(row.id < later.id and later.since <= row.since for later in rows)
    ]
    plain = say(getattr(shipped.load().entries[entry], field.name))
    return Line(field.label, plain, own(force, today) if force else None, [own(row, row.since) for row in coming])


def may_change(view: View) -> bool:
    """Whether the viewer answers for the whole board."""
    return view.viewer is not None and view.viewer.reaches(Permission.BOARD, Matter())


def _changes(view: View, entry: str, lines: Sequence[Line]) -> list[list[Button]]:
    if not may_change(view):
        return []
    change = [view.button("rulebook.change", ChangeRule(entry))]
    own = [field for field, line in zip(fields_of(entry), lines, strict=True) if is_own(line)]
    label = "rulebook.restore" if len(own) == 1 else "rulebook.restore_of"
    return [
        change,
        *in_rows((view.button(label, RestoreField(entry, each.name), field=each.label) for each in own), 1),
    ]


def is_own(line: Line) -> bool:
    """Whether there is something to give up: a value in force that is not the shipped one, or one to come."""
    return bool(line.coming) or (line.own is not None and line.own.said != line.shipped)


@card("rulebook/fields", need=do(Permission.BOARD))
async def fields(view: View, entry: str) -> Card | None:
    """Which value of the entry is to be another one."""
    found = view.book.entries.get(entry)
    if found is None or not may_change(view):
        return None
    buttons = [Button(view.say(each.label), ChangeField(entry, each.name)) for each in fields_of(entry)]
    back = view.button("home.back", ShowRule(entry))
    return Card(view.text("rulebook/fields", entry=found), [*in_rows(buttons, 1), [back]])
