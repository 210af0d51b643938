"""Who left: the list, one person, the question before coming back; and the farewell."""

from dataclasses import replace

from bot.cards.base import GROUP, Button, Card, View, card, in_rows
from bot.cards.rulebook import why
from bot.presses import Press
from bot.rules.calendar import months_after
from bot.rules.permissions import Permission, do
from bot.store import branch as people
from bot.store import leaving as store
from bot.store.branch import Person

PAGE = 16  # people on one page
_ROSTER = do(Permission.ROSTER)


class Transfer(Press, tag="zg"):
    """转出组织关系: asks when and where to."""

    person: int


class LeftPage(Press, tag="zh"):
    """A page of those who left."""

    page: int


class ShowLeft(Press, tag="zi"):
    """One of them."""

    person: int


class Restore(Press, tag="zj"):
    """恢复; asked twice."""

    person: int
    sure: int


@card("leaving/list", need=_ROSTER)
async def list_(view: View, page: int) -> Card:
    """Who left, the last one first."""
    everybody = await people.left(view.session, view.branch.id)
    shown = everybody[page * PAGE : (page + 1) * PAGE]
    buttons = in_rows(Button(each.name, ShowLeft(each.id)) for each in shown)
    turns = [view.button("people.earlier", LeftPage(page - 1))] if page else []
    if (page + 1) * PAGE < len(everybody):
        turns.append(view.button("people.later", LeftPage(page + 1)))
    text = view.text("leaving/list", people=shown, total=len(everybody))
    return Card(text, [*buttons, turns, [view.back("members")]])


async def gone(view: View, who: Person) -> Card:
    """One who left: since when, where to, and what is kept until when."""
    assert who.left_on is not None
    facts = {
        "person": who,
        "reports": await store.reports_kept(view.session, who.id),
        "until": months_after(who.left_on, 12 * view.book.retention.years),
    }
    restore = view.button("leaving.restore", Restore(who.id, 0))
    return Card(view.text("leaving/person", **facts), [[restore, why(view, "retention")], [_back(view)]])


@card("leaving/restoring", need=_ROSTER)
async def restoring(view: View, person: int) -> Card | None:
    """Asks before somebody is put back on the roster."""
    who = await people.person(view.session, person)
    if who is None or who.left_on is None:
        return None
    sure, back = view.button("home.confirm", Restore(who.id, 1)), view.button("home.back", ShowLeft(who.id))
    return Card(view.text("leaving/restoring", name=who.name), [[sure], [back]])


@card("leaving/farewell", need=GROUP)
async def farewell(view: View, language: str) -> Card:
    """Told to the account that stood for somebody who left: nobody is bound to it any more."""
    spoken = replace(view, spoken=view.texts.language(language))
    return Card(spoken.text("leaving/farewell", branch=view.branch.name))


def _back(view: View) -> Button:
    return view.button("home.back", LeftPage(0))
