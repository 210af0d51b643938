"""The forms by which a branch sets a value of the rulebook, or goes back to the shipped one.

Which field they are about stands in the dialog beside the answers: entry and name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.actions import rulebook
from bot.actions.base import Refused
from bot.actions.rulebook import Change
from bot.cards.base import View
from bot.context import Here
from bot.forms import Field, Form, Misunderstood, Values
from bot.rules import overrides
from bot.rules import rulebook as shipped
from bot.rules.calendar import Month
from bot.rules.language import Phrase, say_day
from bot.rules.overrides import overridable
from bot.rules.permissions import Permission, do
from bot.rules.rulebook import RulebookError
from bot.rules.rulebook_schema import changed
from bot.rules.rulebook_values import choices, say, typed
from bot.rules.when import UnknownTime, parse_date
from bot.store import post

REASON_MOST = 200  # characters


@dataclass(frozen=True)
class _Asked:
    """The field that the open form is about, and its value in force."""

    entry: str
    name: str
    field: overrides.Field
    value: object


async def _asked(view: View) -> _Asked:
    """LookupError where no such form is open."""
    dialog = await post.dialog(view.session, view.person.id)
    if dialog is None or "entry" not in dialog.answers:
        raise LookupError("no form about a field of the rulebook is open")
    entry, name = dialog.answers["entry"], dialog.answers["name"]
    return _Asked(entry, name, overridable()[entry, name], getattr(view.book.entries[entry], name))


@dataclass(frozen=True)
class _Value:
    """``raw`` as the file spells it, and in words."""

    raw: Any
    said: Phrase


async def _value(view: View, text: str) -> _Value:
    """What was typed, as far as it is possible by itself; together with the rest, the action judges it."""
    asked = await _asked(view)
    entry = shipped.load().entries[asked.entry]
    try:
        raw = typed(text, getattr(entry, asked.name))
        value = getattr(changed(view.book.entries[asked.entry], {asked.name: raw}), asked.name)
    except (ValueError, RulebookError) as error:
        raise Misunderstood("rulebook.impossible", **_named(asked)) from error
    return _Value(raw, say(value))


def _named(asked: _Asked) -> dict[str, Any]:
    """The field and what it can be, as JSON."""
    return {"label": asked.field.label.both, "possible": asked.field.possible.both}


async def _ask_value(view: View) -> str:
    asked = await _asked(view)
    return view.short("rulebook.ask_value", now=say(asked.value), **_named(asked))


async def _choices(view: View) -> Sequence[str]:
    return choices((await _asked(view)).value, view.language)


async def _day(view: View, text: str) -> date:
    try:
        day = parse_date(text, view.now, view.zone)
    except UnknownTime as error:
        raise Misunderstood("rulebook.unknown_day") from error
    if day < view.today:
        raise Misunderstood("rulebook.past_day")
    return day


async def _days(view: View) -> Sequence[str]:
    return [view.short("registers.today"), Month.of(view.today).next().first_day().isoformat()]


def _change(asked: _Asked, values: Values) -> Change:
    value = values["value"].raw if "value" in values else None
    return Change(entry=asked.entry, name=asked.name, value=value, since=values["since"], reason=values["reason"])


async def _check(view: View, values: Values) -> tuple[str, Misunderstood] | None:
    """The value by itself was possible: now with the other fields, and with what is to come."""
    asked = await _asked(view)
    change = _change(asked, values)
    try:
        await rulebook.check(view.session, view.branch.id, view.zone, [change])
    except RulebookError:
        return next(iter(values)), Misunderstood("rulebook.impossible", **_named(asked))
    return None


async def _remarks(view: View, values: Values) -> Sequence[str]:
    """Old and new, side by side."""
    asked = await _asked(view)
    plain = say(getattr(shipped.load().entries[asked.entry], asked.name))
    new = values["value"].said if "value" in values else plain
    entry = view.book.entries[asked.entry]
    facts = {"label": asked.field.label, "old": say(asked.value), "new": new, "clause": entry.clause}
    return [view.short("rulebook.remark_change", **facts)]


async def _finish(here: Here, values: Values) -> None:
    asked = await _asked(here.view)
    try:
        await rulebook.override(here.deed, [_change(asked, values)])
    except RulebookError as error:
        raise Refused("rulebook.impossible", **_named(asked)) from error
    here.toast("rulebook.noted")
    await here.show("rulebook/entry", entry=asked.entry)


_SINCE = Field(
    "since", _day, _days, spell=lambda _, day: day.isoformat(), say=lambda view, _, day: say_day(day, view.language)
)
_REASON = Field("reason", most=REASON_MOST)
_VALUE = Field("value", _value, _choices, say=lambda view, _, value: view.say(value.said), question=_ask_value)
_BOARD = do(Permission.BOARD)
OVERRIDE = Form(
    "override", "rulebook", _BOARD, (_VALUE, _SINCE, _REASON), finish=_finish, check=_check, remarks=_remarks
)
RESTORE = Form("restore", "rulebook", _BOARD, (_SINCE, _REASON), finish=_finish, check=_check, remarks=_remarks)
