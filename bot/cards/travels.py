"""外出: a member's own absences, somebody's on the roster, and what is asked and told about one."""

from collections.abc import Sequence

from bot.actions.travels import keeps
from bot.cards.base import Button, Card, Open, View, card, closed
from bot.cards.people import ShowAwayOf, ShowPerson
from bot.cards.reports import ShowAway
from bot.presses import Press
from bot.rules.permissions import Permission, do
from bot.store import branch as people
from bot.store import travels as store
from bot.store.travels import Travel

_SHOWN = 5  # absences in a list, the latest ones


class TellAway(Press, tag="wn"):
    """Begins the form of one's own."""


class NoteAway(Press, tag="wi"):
    """Begins the form for that person."""

    person: int


class ConfirmAway(Press, tag="wc"):
    """属实."""

    travel: int


class ComeBack(Press, tag="wb"):
    """今天返回."""

    travel: int


class RemoveAway(Press, tag="wx"):
    """It was not so; asked twice."""

    travel: int
    sure: int


def _rows(view: View, stays: Sequence[Travel]) -> list[tuple[Travel, str]]:
    """Each with where, as far as anybody may read it here: the member, and whoever keeps the roster."""
    return [(stay, view.keys.reports.open(stay.place)) for stay in stays[:_SHOWN]]


def _is_away(view: View, stay: Travel) -> bool:
    day = view.today
    return stay.first <= day and (stay.last is None or stay.last > day)


@card("travels/mine", need=do(Permission.WRITE_REPORT))
async def mine(view: View) -> Card:
    """When the viewer was away, or is; and what that asks for."""
    stays = await store.of_person(view.session, view.person.id)
    text = view.text("travels/mine", rows=_rows(view, stays), clause=view.book.report.clause)
    new = [view.button("travels.tell", TellAway())] if view.person.status.is_member else []
    back = [[view.button("travels.back", ComeBack(stay.id))] for stay in stays if _is_away(view, stay)]
    out = [
        [view.button("travels.remove", RemoveAway(stay.id, 0), day=stay.first)]
        for stay in stays[:_SHOWN]
        if stay.confirmed is None
    ]
    return Card(text, [*back, new, *out, [view.button("home.back", Open("report"))]], protect=True)


@card("travels/person", need=do(Permission.ROSTER))
async def person(view: View, person: int) -> Card | None:
    """When somebody was away, or is."""
    who = await people.person(view.session, person)
    if who is None or not keeps(view.person, who):
        return closed(view)
    stays = await store.of_person(view.session, person)
    new = [view.button("travels.note", NoteAway(person))] if who.status.is_member else []
    rows = [[button] for stay in stays[:_SHOWN] for button in _judging(view, stay)]
    text = view.text("travels/person", name=who.name, rows=_rows(view, stays), clause=view.book.report.clause)
    return Card(text, [new, *rows, [view.button("home.back", ShowPerson(person))]], protect=True)


def _judging(view: View, stay: Travel) -> list[Button]:
    confirm = [] if stay.confirmed else [view.button("travels.confirm", ConfirmAway(stay.id))]
    back = [view.button("travels.back", ComeBack(stay.id))] if stay.confirmed and _is_away(view, stay) else []
    return [*confirm, *back, view.button("travels.remove", RemoveAway(stay.id, 0), day=stay.first)]


@card("travels/asked", need=do(Permission.ROSTER))
async def asked(view: View, travel: int) -> Card | None:
    """What a member told, to be confirmed; afterwards what became of it."""
    stay = await store.one(view.session, travel)
    if stay is None or not keeps(view.person, stay.person):
        return closed(view)
    open_ = stay.confirmed is None and stay.removed is None
    buttons = [[button] for button in _judging(view, stay)] if open_ else []
    text = view.text("travels/asked", name=stay.person.name, stay=stay, place=view.keys.reports.open(stay.place))
    return Card(text, [*buttons, [view.button("home.back", ShowAwayOf(stay.person_id))]], protect=True)


@card("travels/told", need=do(Permission.WRITE_REPORT))
async def told(view: View, travel: int) -> Card | None:
    """Told to the person: it is noted, and what it asks for."""
    stay = await store.one(view.session, travel)
    if stay is None or stay.person_id != view.person.id:
        return None
    place = view.keys.reports.open(stay.place)
    text = view.text("travels/told", stay=stay, place=place, clause=view.book.report.clause)
    return Card(text, [[view.button("travels.mine", ShowAway())]], protect=True)


@card("travels/removing", need=do(Permission.WRITE_REPORT))
async def removing(view: View, travel: int) -> Card | None:
    """Asks before an absence is taken off."""
    stay = await store.one(view.session, travel)
    own = stay is not None and stay.person_id == view.person.id
    if stay is None or not (own or keeps(view.person, stay.person)):
        return closed(view)
    back = ShowAway() if own else ShowAwayOf(stay.person_id)
    text = view.text("travels/removing", name=stay.person.name, stay=stay)
    return Card(text, [[view.button("home.confirm", RemoveAway(travel, 1)), view.button("home.cancel", back)]])
