"""Duties waived, and owed again (PRODUCT 6). The reason is sealed before it touches the store.

Whoever owes a duty cannot waive it: then the board would say of whoever keeps it what they say of themselves. Another
of the bureau can, and the board names who did, and why.
"""

from bot.actions.base import Deed, Refused
from bot.rules.duties import Duty, duties
from bot.rules.permissions import Matter, Permission
from bot.rules.registers import KINDS
from bot.rules.words import System
from bot.store import state
from bot.store import waivers as store
from bot.store.branch import Person
from bot.store.waivers import Waiver


async def waive(deed: Deed, key: str, reason: str) -> Duty:
    """The duty of that key need not be done: nobody is reminded of it any more."""
    duty = await _duty(deed, key)
    if duty is None or not duty.open:
        raise Refused("duties.not_open")
    check(deed, duty)
    sealed = deed.keys.reports.seal(reason)
    deed.session.add(
        Waiver(
            branch_id=deed.branch.id, duty=key, person_id=_whose(duty), reason=sealed, given=deed.now,
            given_by_id=deed.person.id,
        )
    )  # fmt: skip
    await deed.session.flush()
    _note(deed, "waived", duty)
    return duty


async def take_back(deed: Deed, key: str) -> Duty:
    """It is to be done again."""
    waiver, duty = await store.of_duty(deed.session, deed.branch.id, key), await _duty(deed, key)
    if waiver is None or duty is None:
        raise Refused("duties.not_waived")
    check(deed, duty)
    waiver.ended, waiver.ended_by_id = deed.now, deed.person.id
    await deed.session.flush()
    _note(deed, "owed_again", duty)
    return duty


def check(deed: Deed, duty: Duty) -> None:
    """Refused unless the actor answers for that line of the board, and not for that very duty."""
    deed.require(Permission.BOARD, Matter(team_id=duty.team_id))
    if not may_judge(deed.person, duty):
        raise Refused("duties.own_duty")


def may_judge(person: Person, duty: Duty) -> bool:
    """Whether this person may waive it: it is of the own part of the board, and not the own."""
    return not duty.is_of(person.id) and person.reaches(Permission.BOARD, Matter(team_id=duty.team_id))


_ABOUT_ONE = (
    *(System.DUES, System.REPORT, System.ARREARS),
    *(system for system, kind in KINDS.items() if kind.about.one_person),
)


def _whose(duty: Duty) -> int | None:
    """To whom the reason belongs: whom the duty is about, or who carries out the decision; None: a team, the branch."""
    if duty.system is System.DECISION:
        return next(iter(duty.owner_ids), None)
    return duty.subject_id if duty.system in _ABOUT_ONE else None


async def _duty(deed: Deed, key: str) -> Duty | None:
    facts = await state.load(deed.session, deed.branch, deed.now, deed.zone)
    return next((duty for duty in duties(deed.book, facts, deed.today) if duty.key == key), None)


def _note(deed: Deed, verb: str, duty: Duty) -> None:
    """A decision's title is what people wrote: its number stands for it."""
    whose = duty.key if duty.system is System.DECISION else f"{duty.system.value} {duty.subject} {duty.period}"
    deed.audit(f"duties.{verb}", whose)
    deed.refresh("duties/board")
    deed.refresh("duties/group", system=duty.system.value, period=str(duty.period))
