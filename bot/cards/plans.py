"""The study plan on the screen: a month, a year, one item and what was done of it."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.base import Button, Card, Upload, View, card, in_rows
from bot.cards.broadcasts import Follow, title
from bot.cards.meetings import ShowBoard, manages
from bot.documents import plan_file
from bot.documents.plan_file import PlanRow
from bot.presses import Press
from bot.rules.calendar import Month
from bot.rules.meetings import callable_kinds
from bot.rules.permissions import Matter, Permission, do, see
from bot.rules.plans import FIRST_YEAR, LAST_YEAR
from bot.store import plans as store
from bot.store.branch import Branch, Person
from bot.store.meetings import Meeting
from bot.store.plans import PlanItem, Sent

_SHOWN = 4  # meetings, and materials, of one item


class ShowMonth(Press, tag="sm"):
    """What is studied in a month."""

    month: Month


class ShowYear(Press, tag="sy"):
    """The plan of a year."""

    year: int


class ShowItem(Press, tag="si"):
    """One item."""

    item: int


class AddItem(Press, tag="sa"):
    """Asks for a new item of that month."""

    month: Month


class ChangeItem(Press, tag="se"):
    """Asks for other words of an item."""

    item: int


class RemoveItem(Press, tag="sr"):
    """Takes an item out; asked twice."""

    item: int
    sure: int


class CallFor(Press, tag="sh"):
    """召开: a meeting for an item, its kind and topic filled in."""

    item: int


class SendFor(Press, tag="sd"):
    """发材料: a material for an item, its topic and remarks filled in."""

    item: int


class ImportPlan(Press, tag="sf"):
    """Asks for a file."""


class TakePlan(Press, tag="sp"):
    """The plan of a year as a file."""

    year: int


def plans(person: Person) -> bool:
    """Whether this person keeps the plan: whoever sends to the whole branch."""
    return person.reaches(Permission.BROADCAST, Matter())


def _this_month(view: View) -> Month:
    return Month.of(view.today)


@card("plans/month", need=see(Permission.HOME))
async def month(view: View, month: str) -> Card:
    """What is studied in a month; for whoever keeps the plan also what changes it."""
    which = Month.parse(month)
    items = await store.between(view.session, view.branch.id, which, which)
    text = view.text("plans/month", month=which, items=items, this=which == _this_month(view))
    buttons = in_rows((Button(each.topic, ShowItem(each.id)) for each in items), 1)
    near = [each for each in (which.previous(), which.next()) if FIRST_YEAR <= each.year <= LAST_YEAR]
    turns = [view.button("plans.turn", ShowMonth(each), month=each) for each in near]
    year = [view.button("plans.year", ShowYear(which.year), year=which.year)]
    keep = [view.button("plans.add", AddItem(which)), view.button("plans.import", ImportPlan())]
    return Card(text, [*buttons, keep if plans(view.person) else [], turns, year, [view.back()]])


@card("plans/year", need=see(Permission.HOME))
async def year(view: View, year: int) -> Card:
    """The plan of a year, a line an item."""
    first, last = Month(year, 1), Month(year, 12)
    items = await store.between(view.session, view.branch.id, first, last)
    done = [(each, await _is_held(view, each)) for each in items]
    back = view.button("home.back", ShowMonth(_this_month(view) if year == _this_month(view).year else first))
    take = [view.button("plans.export", TakePlan(year))] if items and plans(view.person) else []
    return Card(view.text("plans/year", year=year, items=done), [take, [back]])


async def _is_held(view: View, item: PlanItem) -> bool:
    return any(each.starts <= view.now for each in await store.meetings_for(view.session, item.id))


@card("plans/item", need=see(Permission.HOME))
async def item(view: View, item: int) -> Card | None:
    """One item, and by what it was done: meetings that were called for it, materials that were sent."""
    found = await store.item(view.session, view.branch.id, item)
    if found is None:
        return Card(view.text("plans/gone"), [[view.button("home.back", ShowMonth(_this_month(view)))]])
    called = (await store.meetings_for(view.session, item))[-_SHOWN:]
    sent = (await store.materials_for(view.session, item))[-_SHOWN:]
    facts = {
        "item": found,
        "meetings": [(each, each.starts <= view.now) for each in called],
        "materials": [(title(view, each.broadcast.title, each.broadcast.file_kind), each) for each in sent],
    }
    back = view.button("home.back", ShowMonth(found.month))
    proof = [*_of_meetings(view, called), *_of_materials(view, sent)]
    return Card(
        view.text("plans/item", **facts), [_doing(view, found), *in_rows(proof, 1), _keeping(view, item), [back]]
    )


def _doing(view: View, item: PlanItem) -> list[Button]:
    """What the viewer may do for the item."""
    kinds = callable_kinds(view.person.grants, person_id=view.person.id, team_id=view.person.team_id)
    call = [view.button("plans.call", CallFor(item.id))] if item.form.kind in kinds else []
    may_send = view.person.grants.satisfies(do(Permission.BROADCAST))
    return [*call, view.button("plans.send", SendFor(item.id))] if may_send else call


def _keeping(view: View, item: int) -> list[Button]:
    if not plans(view.person):
        return []
    return [view.button("home.change", ChangeItem(item)), view.button("plans.remove", RemoveItem(item, 0))]


def _of_meetings(view: View, called: Sequence[Meeting]) -> list[Button]:
    return [
        view.button("plans.meeting", ShowBoard(each.id), starts=each.starts, kind=each.kind)
        for each in called
        if manages(view.person, each)
    ]


def _of_materials(view: View, sent: list[Sent]) -> list[Button]:
    """To how each fares, where that is the viewer's to see."""
    return [
        view.button("plans.material", Follow(each.broadcast.id), studied=each.studied, total=each.total)
        for each in sent
        if view.person.reaches(Permission.BROADCAST, Matter(owner_id=each.broadcast.sender_id))
    ]


@card("plans/removing", need=do(Permission.BROADCAST))
async def removing(view: View, item: int) -> Card | None:
    """Asks before an item is taken out."""
    found = await store.item(view.session, view.branch.id, item)
    if found is None:
        return None
    back = view.button("home.back", ShowItem(item))
    return Card(view.text("plans/removing", item=found), [[view.button("home.confirm", RemoveItem(item, 1))], [back]])


@card("plans/file", need=do(Permission.BROADCAST))
async def file(view: View, year: int) -> Card:
    """The plan of a year as it stands now."""
    found = await content(view.session, view.branch, year, view.now, view.zone)
    return Card(view.text("plans/file", year=year), media=Upload("document", f"学习计划_{year}.xlsx", found))


async def content(session: AsyncSession, branch: Branch, year: int, now: datetime, zone: tzinfo) -> bytes:
    """The .xlsx of a year."""
    items = await store.between(session, branch.id, Month(year, 1), Month(year, 12))
    rows = [
        PlanRow(
            each.month, each.topic, each.form, each.leader, each.materials, done=await _done(session, each, now, zone)
        )
        for each in items
    ]
    return plan_file.write(f"{branch.name} {year}年学习计划", rows)


async def _done(session: AsyncSession, item: PlanItem, now: datetime, zone: tzinfo) -> str:
    """What was done of it, as an office writes it."""
    called = await store.meetings_for(session, item.id)
    held = [f"{each.starts.astimezone(zone):%Y-%m-%d}召开" for each in called if each.starts <= now]
    sent = [f"材料{each.studied}/{each.total}人已学习" for each in await store.materials_for(session, item.id)]
    return "；".join([*held, *sent])
