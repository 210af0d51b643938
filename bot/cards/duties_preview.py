"""What the reminders of the next workday will say, and to whom (预览): systems and periods, never about whom."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from bot.cards.base import Card, View, card, closed
from bot.cards.duties import sees_all
from bot.cards.duties_presses import Tomorrow
from bot.cards.state import branch_state
from bot.rules.branch_state import BranchState
from bot.rules.calendar import Period, next_workday
from bot.rules.duties import Duty, duties
from bot.rules.permissions import Permission, see
from bot.rules.reminders import Reminder, planned
from bot.rules.words import System
from bot.store import branch as people
from bot.store import reminders as store
from bot.store.branch import Person

PAGE = 20  # people on one page


@dataclass(frozen=True)
class Item:
    """A system and a period, of which so many are to be done."""

    what: System
    period: Period
    count: int


@dataclass(frozen=True)
class Preview:
    """One person's digest."""

    at: datetime
    name: str
    items: Sequence[Item]


@card("duties/tomorrow", need=see(Permission.BOARD))
async def tomorrow(view: View, page: int) -> Card:
    """Everybody's digests of the next workday in their order, and who will get none for want of an account."""
    if not sees_all(view):
        return closed(view)
    day = next_workday(view.today, view.holidays)
    facts = await branch_state(view)
    everybody = {person.id: person for person in await people.people(view.session, view.branch.id)}
    told = await store.told(view.session, view.branch.id)
    plan = partial(planned, book=view.book, holidays=view.holidays, zone=view.zone)
    bound = partial(_of, view, facts, {each.id for each in everybody.values() if each.bound})
    unbound = partial(_of, view, facts, {each.id for each in everybody.values() if not each.bound})
    coming = plan(bound, told.steps, (view.today, day), last=told.last, since=view.now)
    reminders = [_preview(*each, everybody) for each in coming if each[0].date() == day]
    without = [_preview(*each, everybody) for each in plan(unbound, told.steps, (day, day))]
    return _page(view, page, day, reminders, without)


def _page(view: View, page: int, day: date, reminders: Sequence[Preview], unbound: Sequence[Preview]) -> Card:
    around = {"people.earlier": page - 1, "people.later": page + 1}
    turns = [view.button(label, Tomorrow(each)) for label, each in around.items() if 0 <= each * PAGE < len(reminders)]
    text = view.text(
        "duties/tomorrow", day=day, predicted=not view.holidays.is_announced(day.year),
        reminders=reminders[page * PAGE : (page + 1) * PAGE], unbound=[] if page else unbound,
    )  # fmt: skip
    return Card(text, [turns, [view.back("board")]])


def _of(view: View, facts: BranchState, who: set[int], day: date) -> list[Duty]:
    """The duties of that day, as those of ``who`` alone."""
    found = duties(view.book, facts, day)
    return [replace(duty, owner_ids=tuple(each for each in duty.owner_ids if each in who)) for duty in found]


def _preview(moment: datetime, reminder: Reminder, everybody: dict[int, Person]) -> Preview:
    counts = Counter((duty.system, duty.period) for duty, _ in reminder.items)
    items = [Item(system, period, count) for (system, period), count in counts.items()]
    return Preview(moment, everybody[reminder.person_id].name, items)
