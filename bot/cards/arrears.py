"""Who is behind with dues, how far, and what comes next; for those alone who may look into the ledger.

People stand in roster order, never by how much they owe.
"""

from collections.abc import Sequence

from bot.cards.base import Button, Card, View, card, in_rows
from bot.cards.dues import behind_of, current_month, in_arrears, total
from bot.cards.dues_ledger import ArrearsList, LedgerPage
from bot.cards.rulebook import why
from bot.cards.state import branch_state
from bot.presses import Press
from bot.rules.arrears import Behind, behind_in
from bot.rules.permissions import Matter, Permission, see
from bot.rules.words import ArrearsStep
from bot.store import arrears as store
from bot.store import branch as people
from bot.store import dues as dues_store
from bot.store.arrears import ArrearsTaken
from bot.store.branch import Person

_LISTED = 40  # names as buttons


class ShowBehind(Press, tag="tk"):
    """One person who is behind."""

    person: int


class Take(Press, tag="tl"):
    """Notes a step; putting it before the committee is asked twice."""

    person: int
    step: ArrearsStep
    sure: int


@card("arrears/list", need=see(Permission.LEDGER))
async def list_(view: View) -> Card:
    """Everybody who is behind, with the months and what was done this month."""
    facts = await branch_state(view)
    everybody = {person.id: person for person in await people.people(view.session, view.branch.id)}
    found = [(everybody[each.id], behind_in(view.book, facts, each, view.today)) for each in facts.people]
    rows = [(who, late) for who, late in found if late is not None and late.months >= view.book.arrears.member_after]
    taken = _this_month(view, await store.steps(view.session, view.branch.id))
    text = view.text("arrears/list", rows=rows, taken=taken, clause=view.book.arrears.clause)
    buttons = in_rows(Button(who.name, ShowBehind(who.id)) for who, _ in rows[:_LISTED])
    bottom = [why(view, "arrears"), view.button("dues.to_ledger", LedgerPage(current_month(view), 0))]
    return Card(text, [*buttons, bottom])


def _this_month(view: View, steps: Sequence[ArrearsTaken]) -> dict[int, ArrearsStep]:
    return {each.person_id: each.step for each in steps if each.month == current_month(view)}


@card("arrears/person", need=see(Permission.LEDGER))
async def person(view: View, person: int, sure: bool = False) -> Card | None:
    """One of them: the months, what was done, which steps the rules have."""
    who = await people.person(view.session, person)
    if who is None or who.branch_id != view.branch.id:
        return None
    late = await behind_of(view, who)
    facts = {**await _facts(view, who, late), "sure": sure}
    back = [why(view, "arrears"), view.button("home.back", ArrearsList())]
    return Card(view.text("arrears/person", **facts), [_deeds(view, who, late, sure=sure), back])


@card("arrears/matter", need=see(Permission.LEDGER))
async def matter(view: View, person: int) -> Card | None:
    """What is put before the committee: the facts and the clause. What follows from them is the committee's."""
    who = await people.person(view.session, person)
    if who is None or who.branch_id != view.branch.id:
        return None
    facts = await _facts(view, who, await behind_of(view, who))
    return Card(view.text("arrears/matter", **facts), [[why(view, "arrears")]])


async def _facts(view: View, who: Person, late: Behind | None) -> dict[str, object]:
    owed = [dues for dues in reversed(await dues_store.of_person(view.session, who)) if in_arrears(view, dues)]
    steps = [each for each in await store.steps(view.session, view.branch.id) if each.person_id == who.id]
    names = {each.id: each.name for each in await people.people(view.session, view.branch.id)}
    return {
        "person": who, "behind": late, "owed": owed, "total": total(owed), "steps": steps, "names": names,
        "rule": view.book.arrears,
    }  # fmt: skip


def _deeds(view: View, who: Person, late: Behind | None, *, sure: bool) -> list[Button]:
    """What the viewer may note: nobody of oneself, and the last step not before its time."""
    if (
        late is None
        or who.id == view.person.id
        or not view.person.reaches(Permission.BOARD, Matter(team_id=who.team_id))
    ):
        return []
    if sure:
        return [view.button("home.confirm", Take(who.id, ArrearsStep.COMMITTEE, 1))]
    spoken = view.button("arrears.spoken", Take(who.id, ArrearsStep.SPOKEN, 1))
    if late.months < view.book.arrears.committee_at:
        return [spoken]
    return [spoken, view.button("arrears.committee", Take(who.id, ArrearsStep.COMMITTEE, 0))]
