"""Duties waived (免除), or owed again (撤销免除), from the names behind a line of the board.

Whoever sees the board sees who waived a duty, and why: a waiver that nobody may look at would be a favour.
"""

from collections.abc import Sequence

from bot.actions.waivers import may_judge
from bot.cards.base import Button, Card, View, card, in_rows
from bot.cards.duties import seen
from bot.cards.duties_presses import TakeBack, TakingBack, Waive, Waiving, WhoOwes
from bot.cards.state import current
from bot.rules.duties import Duty
from bot.rules.permissions import Permission, do
from bot.rules.words import System
from bot.store import post, waivers

WAIVING = "waive"  # the form that asks why
_OFFERED = 60  # names as buttons


async def reasons(view: View, about: Sequence[Duty]) -> dict[str, str]:
    """Why these were waived, by their keys."""
    waived = {duty.key for duty in about if duty.waived is not None}
    if not waived:
        return {}
    found = await waivers.in_force(view.session, view.branch.id)
    return {each.duty: view.keys.reports.open(each.reason) for each in found if each.duty in waived}


def _judged(view: View, about: Sequence[Duty], *, waived: bool) -> list[Duty]:
    """Those that the viewer may waive, or whose waiver take back."""
    if not view.person.grants.satisfies(do(Permission.BOARD)):
        return []
    mine = [duty for duty in about if may_judge(view.person, duty)]
    return [duty for duty in mine if (duty.waived is not None if waived else duty.open)]


def deeds(view: View, about: Sequence[Duty]) -> list[Button]:
    if not about:
        return []
    system, period = about[0].system, str(about[0].period)
    waive = [view.button("duties.waive", Waiving(system, period))] if _judged(view, about, waived=False) else []
    back = [view.button("duties.take_back", TakingBack(system, period))] if _judged(view, about, waived=True) else []
    return [*waive, *back]


async def of_line(view: View, system: str, period: str) -> list[Duty]:
    """Of what is current: a period that has left the board is over."""
    return [duty for duty in seen(view, await current(view)) if duty.system == system and str(duty.period) == period]


@card("duties/waiving", need=do(Permission.BOARD))
async def waiving(view: View, system: str, period: str) -> Card:
    """Whose duty need not be done."""
    return await _choosing(view, system, period, waived=False)


@card("duties/taking_back", need=do(Permission.BOARD))
async def taking_back(view: View, system: str, period: str) -> Card:
    """Whose waiver is taken back."""
    return await _choosing(view, system, period, waived=True)


async def _choosing(view: View, system: str, period: str, *, waived: bool) -> Card:
    which = System.of(system)
    about = _judged(view, await of_line(view, system, period), waived=waived)
    if not about:
        return Card(view.text("duties/nothing"), [[view.button("home.back", WhoOwes(which, period))]])
    press = TakeBack if waived else Waive
    named = sorted(about, key=lambda duty: duty.subject_id)[:_OFFERED]
    buttons = [Button(duty.subject[:40], press(which, period, duty.subject_id)) for duty in named]
    text = view.text("duties/choosing", what=which, period=about[0].period, waived=waived)
    return Card(text, [*in_rows(buttons), [view.button("home.back", WhoOwes(which, period))]])


async def asked(view: View) -> Duty | None:
    """The duty that the open form is about, as long as the viewer sees it."""
    dialog = await post.dialog(view.session, view.person.id)
    key = dialog.answers.get("duty") if dialog is not None and dialog.name == WAIVING else None
    return next((duty for duty in await current(view) if duty.key == key), None)
