"""外出: a member tells of being away and whoever keeps the roster confirms it, or notes it at once; then the return.

While away over a quarter a member owes a written report (党支部工作制度 三（十一）; bot/rules/report_periods.py).
"""

from datetime import date

from bot.actions.base import Deed, Refused
from bot.rules.permissions import Matter, Permission
from bot.store import branch as people
from bot.store import travels as store
from bot.store.branch import Person
from bot.store.travels import Travel


def keeps(keeper: Person, person: Person) -> bool:
    """Whether this person keeps the roster in which that one stands."""
    return keeper.branch_id == person.branch_id and keeper.reaches(Permission.ROSTER, Matter(team_id=person.team_id))


async def tell(deed: Deed, first: date, last: date | None, place: str) -> Travel:
    """A member's own word; it counts once somebody has confirmed it, at once where that is oneself."""
    travel = await _add(deed, deed.person, first, last, place)
    if travel.confirmed is None:
        for keeper in await people.people(deed.session, deed.branch.id):
            if keeps(keeper, deed.person):
                deed.tell(keeper, "travels/asked", travel=travel.id)
    return travel


async def note(deed: Deed, person: Person, first: date, last: date | None, place: str) -> Travel:
    """Noted by whoever keeps the roster; the person is told."""
    if not keeps(deed.person, person):
        raise Refused("home.not_yours")
    travel = await _add(deed, person, first, last, place)
    _tell_person(deed, travel)
    return travel


async def confirm(deed: Deed, travel: Travel) -> None:
    """What a member told is so."""
    _check_may_judge(deed, travel)
    if travel.confirmed is not None:
        raise Refused("travels.confirmed_already")
    travel.confirmed = deed.now
    await _changed(deed, travel, "travels.confirmed")
    _tell_person(deed, travel)


async def come_back(deed: Deed, travel: Travel) -> None:
    """已返回: today is the last day away. The same again changes nothing; it is offered to nobody before leaving."""
    _check_may_change(deed, travel)
    if travel.last is not None and travel.last <= deed.today:
        raise Refused("travels.back_already")
    if travel.first > deed.today:
        raise Refused("home.old_button")
    travel.last = deed.today
    await _changed(deed, travel, "travels.back")


async def remove(deed: Deed, travel: Travel) -> None:
    """It was not so; one's own as long as nobody has confirmed it."""
    if travel.confirmed is None and travel.person_id == deed.person.id:
        _check_may_change(deed, travel)
    else:
        _check_may_judge(deed, travel)
    travel.removed = deed.now
    await _changed(deed, travel, "travels.removed")


async def _add(deed: Deed, person: Person, first: date, last: date | None, place: str) -> Travel:
    if not person.status.is_member:
        raise Refused("travels.members_only", entry=deed.book.report)
    stays = await store.of_person(deed.session, person.id)
    if any(stay.first <= (last or date.max) and first <= (stay.last or date.max) for stay in stays):
        raise Refused("travels.overlap")
    travel = Travel(
        branch_id=deed.branch.id, person_id=person.id, first=first, last=last, place=deed.keys.reports.seal(place),
        author_id=deed.person.id, created=deed.now, confirmed=deed.now if keeps(deed.person, person) else None,
        removed=None,
    )  # fmt: skip
    deed.session.add(travel)
    await deed.session.flush()
    await deed.session.refresh(travel, ["person"])
    await _changed(deed, travel, "travels.noted")
    return travel


def _check_may_judge(deed: Deed, travel: Travel) -> None:
    if not keeps(deed.person, travel.person):
        raise Refused("home.not_yours")
    _check_is_there(travel)


def _check_may_change(deed: Deed, travel: Travel) -> None:
    if travel.person_id != deed.person.id and not keeps(deed.person, travel.person):
        raise Refused("home.not_yours")
    _check_is_there(travel)


def _check_is_there(travel: Travel) -> None:
    if travel.removed is not None:
        raise Refused("travels.gone")


async def _changed(deed: Deed, travel: Travel, what: str) -> None:
    await deed.session.flush()
    deed.audit(what, travel.person.name)
    deed.refresh("travels/mine", only=travel.person)
    deed.refresh("travels/person", person=travel.person_id)
    for card in ("travels/asked", "travels/told"):
        deed.refresh(card, travel=travel.id)
    deed.refresh("reports/mine", only=travel.person)


def _tell_person(deed: Deed, travel: Travel) -> None:
    if travel.person_id != deed.person.id:
        deed.tell(travel.person, "travels/told", travel=travel.id)
