"""The names behind a line of the board; one of their duties waived (免除), or owed again (撤销免除).

Whoever sees the board sees who waived a duty, and why: a waiver that nobody may look at would be a favour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.actions.waivers import may_judge
from bot.cards.base import Button, Card, View, card, in_rows
from bot.cards.duties import Standing, WhoOwes, current, line, seen, standing
from bot.cards.rulebook import why_of
from bot.presses import Press
from bot.rules.duties import Duty
from bot.rules.language import Said
from bot.rules.permissions import Permission, do, see
from bot.rules.registers import KINDS
from bot.rules.words import System
from bot.store import branch as people
from bot.store import post, waivers

WAIVING = "waive"  # the form that asks why
_OFFERED = 60  # names as buttons


class Waiving(Press, tag="xe"):
    """免除: asks whose duty of this line."""

    system: System
    period: str


class Waive(Press, tag="xf"):
    """This one's; asks why."""

    system: System
    period: str
    subject: int


class TakingBack(Press, tag="xg"):
    """撤销免除: asks whose."""

    system: System
    period: str


class TakeBack(Press, tag="xh"):
    """This one's duty is owed again."""

    system: System
    period: str
    subject: int


@dataclass(frozen=True)
class Entry:
    """One name behind a line of the board. ``due`` only where it differs from the others'; ``reason`` of a waiver."""

    name: str
    owners: Sequence[str]
    evidence: Said | None
    due: date | None
    reason: str | None


@card("duties/group", need=see(Permission.BOARD))
async def group(view: View, system: str, period: str) -> Card:
    """The names behind one line of the board, with due day and clause."""
    about = await _of_line(view, system, period)
    back = [view.back("board")]
    if not about:
        return Card(view.text("duties/nothing"), [back])
    names = {person.id: person.name for person in await people.people(view.session, view.branch.id)}
    reasons = await _reasons(view, about)
    entries: dict[Standing, list[Entry]] = {each: [] for each in Standing}
    for duty in sorted(about, key=lambda duty: duty.subject_id):
        entries[standing(duty)].append(_entry(duty, names, about[0].due, reasons.get(duty.key)))
    text = view.text("duties/group", head=line(view, about[0]), system=about[0].system, entries=entries)
    return Card(text, [_deeds(view, about), why_of(view, about), back])


async def _of_line(view: View, system: str, period: str) -> list[Duty]:
    return [duty for duty in await seen(view) if duty.system == system and str(duty.period) == period]


def _entry(duty: Duty, names: dict[int, str], usual: date, reason: str | None) -> Entry:
    """A meeting is owed by whoever is to call it, a decision by its owner, an entry of a register by whoever is to make
    it, all else by the one it is about."""
    others = duty.system.meeting is not None or duty.system is System.DECISION or duty.system in KINDS
    return Entry(
        name=duty.subject,
        owners=[names[owner] for owner in duty.owner_ids] if others else [],
        evidence=duty.waived or (duty.evidence if others and duty.done else None),
        due=duty.due if duty.due != usual else None,
        reason=reason,
    )


async def _reasons(view: View, about: Sequence[Duty]) -> dict[str, str]:
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


def _deeds(view: View, about: Sequence[Duty]) -> list[Button]:
    system, period = about[0].system, str(about[0].period)
    waive = [view.button("duties.waive", Waiving(system, period))] if _judged(view, about, waived=False) else []
    back = [view.button("duties.take_back", TakingBack(system, period))] if _judged(view, about, waived=True) else []
    return [*waive, *back]


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
    about = _judged(view, await _of_line(view, system, period), waived=waived)
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
