"""A file with a study plan, from when it is asked for until it is taken over; and the empty one."""

from collections.abc import Sequence
from typing import Any

from bot.actions import plans
from bot.cards.base import Card, Upload, View, card
from bot.cards.plans import ShowMonth
from bot.documents import plan_file
from bot.documents.plan_file import PlanFile
from bot.documents.roster import Remark, RosterErrors
from bot.documents.tables import Row
from bot.presses import Press
from bot.rules.calendar import Month
from bot.rules.permissions import Permission, do
from bot.store import post

DIALOG = "plan_file"
LARGEST = 1_000_000  # bytes of a file
_SHOWN = 20  # bad rows, or topics, that a card names


class Template(Press, tag="st"):
    """模板: the empty plan."""


class Confirm(Press, tag="sc"):
    """Takes the file over. ``draft``: the step that the pressed card shows."""

    draft: int


class Leave(Press, tag="sl"):
    """Leaves it."""

    draft: int


def rows_of(answers: dict[str, Any]) -> Sequence[Row]:
    """The rows of the file that came."""
    return [(number, tuple(cells)) for number, cells in answers["table"]]


@card("plans/importing", need=do(Permission.BROADCAST))
async def importing(view: View, draft: int) -> Card:
    """Asks for the file; then what is wrong with it, or what it would change."""
    dialog = await post.dialog(view.session, view.person.id)
    answers = dialog.answers if dialog is not None and dialog.name == DIALOG else {}
    if answers.get("draft") != draft:
        return Card(view.text("plans/over"))
    leave = [view.button("home.cancel", Leave(draft))]
    if answers["table"] is None:
        text = view.text("plans/asking", problem=answers["problem"] and view.short(answers["problem"]), bad=[], more=0)
        return Card(text, [[view.button("plans.template", Template())], leave])
    try:
        found = plan_file.parse(rows_of(answers))
    except RosterErrors as errors:
        bad = [_said(view, each) for each in errors.problems]
        text = view.text("plans/asking", problem=None, bad=bad[:_SHOWN], more=max(0, len(bad) - _SHOWN))
        return Card(text, [[view.button("plans.template", Template())], leave])
    return Card(await _preview(view, found), [[view.button("home.confirm", Confirm(draft))], leave])


def _said(view: View, remark: Remark) -> str:
    return remark.say(view.short)


async def _preview(view: View, found: PlanFile) -> str:
    change = await plans.compare(view.session, view.branch.id, found.rows)
    facts = {
        "added": [each.topic for each in change.added][:_SHOWN],
        "updated": [each.topic for each in change.updated][:_SHOWN],
        "absent": [each.topic for each in change.absent][:_SHOWN],
        "counts": (len(change.added), len(change.updated), change.same, len(change.absent)),
        "notices": [_said(view, each) for each in found.notices][:_SHOWN],
    }
    return view.text("plans/preview", **facts)


@card("plans/template", need=do(Permission.BROADCAST))
async def template(view: View, year: int) -> Card:
    """The empty plan of a year."""
    upload = Upload("document", f"学习计划模板_{year}.xlsx", plan_file.template(year))
    return Card(view.text("plans/template"), media=upload)


@card("plans/imported", need=do(Permission.BROADCAST))
async def imported(view: View, added: int, updated: int, same: int, month: str) -> Card:
    """What was taken over."""
    text = view.text("plans/imported", added=added, updated=updated, same=same)
    return Card(text, [[view.button("home.back", ShowMonth(Month.parse(month)))]])
