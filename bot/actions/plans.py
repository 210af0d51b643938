"""The study plan: items entered, corrected, taken over from a file; what was called or sent for them (三（十三）2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.base import Deed, Refused
from bot.rules.calendar import Month
from bot.rules.permissions import Matter, Permission
from bot.rules.plans import StudyForm
from bot.store import plans as store
from bot.store.broadcasts import Broadcast
from bot.store.meetings import Meeting
from bot.store.plans import PlanItem, StudyMaterial, StudyMeeting


class Entry(Protocol):
    """What is planned, already validated."""

    @property
    def month(self) -> Month: ...
    @property
    def topic(self) -> str: ...
    @property
    def form(self) -> StudyForm: ...
    @property
    def leader(self) -> str: ...
    @property
    def materials(self) -> str: ...


@dataclass(frozen=True)
class Planned:
    """An entry from a form."""

    month: Month
    topic: str
    form: StudyForm
    leader: str
    materials: str


@dataclass
class Comparison:
    """What a file would change: entries that are new, that differ, that are there as they are; and items of the
    file's months that it does not name, which stay."""

    added: list[Entry] = field(default_factory=list)
    updated: list[Entry] = field(default_factory=list)
    same: int = 0
    absent: list[PlanItem] = field(default_factory=list)


def check_may_plan(deed: Deed) -> None:
    """Refused unless the actor sends to the whole branch: the publicity member drafts the plan, the secretary settles
    it (三（十三）2)."""
    deed.require(Permission.BROADCAST, Matter())


async def enter(deed: Deed, entry: Entry) -> PlanItem:
    """A new item."""
    check_may_plan(deed)
    await _check_new(deed, entry, None)
    item = _item(deed, entry)
    await _changed(deed, item, "plans.entered")
    return item


async def correct(deed: Deed, item: PlanItem, entry: Entry) -> None:
    """Other words in its place."""
    check_may_plan(deed)
    await _check_new(deed, entry, item)
    before = item.month
    _put(item, entry)
    deed.refresh("plans/month", month=str(before))
    await _changed(deed, item, "plans.corrected")


async def remove(deed: Deed, item: PlanItem) -> None:
    """Takes it out of the plan; what was called or sent for it stays."""
    check_may_plan(deed)
    item.removed = deed.now
    await _changed(deed, item, "plans.removed")


async def _check_new(deed: Deed, entry: Entry, item: PlanItem | None) -> None:
    there = await store.same(deed.session, deed.branch.id, entry.month, entry.topic)
    if there is not None and there is not item:
        raise Refused("plans.is_there")


async def compare(session: AsyncSession, branch_id: int, entries: Sequence[Entry]) -> Comparison:
    """What taking these over would change; an item is told by its month and topic."""
    months = [entry.month for entry in entries]
    there = await store.between(session, branch_id, min(months), max(months))
    known = {(item.month, item.topic): item for item in there}
    found = Comparison()
    for entry in entries:
        item = known.pop((entry.month, entry.topic), None)
        if item is None:
            found.added.append(entry)
        elif (item.form, item.leader, item.materials) == (entry.form, entry.leader, entry.materials):
            found.same += 1
        else:
            found.updated.append(entry)
    found.absent = [item for item in known.values() if item.month in months]
    return found


async def take_over(deed: Deed, entries: Sequence[Entry]) -> Comparison:
    """Enters and corrects all of them."""
    if deed.actor is not None:  # else it is the command line
        check_may_plan(deed)
    found = await compare(deed.session, deed.branch.id, entries)
    for entry in found.added:
        _item(deed, entry)
    for entry in found.updated:
        item = await store.same(deed.session, deed.branch.id, entry.month, entry.topic)
        if item is not None:
            _put(item, entry)
            deed.refresh("plans/item", item=item.id)
    await deed.session.flush()
    deed.audit("plans.imported", str(len(entries)))
    for month in dict.fromkeys(entry.month for entry in entries):
        deed.refresh("plans/month", month=str(month))
    return found


def _item(deed: Deed, entry: Entry) -> PlanItem:
    item = PlanItem(branch_id=deed.branch.id, removed=None)
    _put(item, entry)
    deed.session.add(item)
    return item


def _put(item: PlanItem, entry: Entry) -> None:
    item.month, item.topic, item.form = entry.month, entry.topic, entry.form
    item.leader, item.materials = entry.leader, entry.materials


async def _changed(deed: Deed, item: PlanItem, what: str) -> None:
    await deed.session.flush()
    deed.audit(what, str(item.month))
    deed.refresh("plans/item", item=item.id)
    deed.refresh("plans/month", month=str(item.month))


async def called(deed: Deed, links: Mapping[str, int], meeting: Meeting) -> None:
    """A meeting was called for an item of the plan, or to discuss a lecture; without links for neither."""
    if links:
        row = StudyMeeting(meeting_id=meeting.id, item_id=links.get("item"), lecture_id=links.get("lecture"))
        deed.session.add(row)
        await _linked(deed, links)


async def sent(deed: Deed, links: Mapping[str, int], broadcast: Broadcast) -> None:
    """A material was sent for an item of the plan, or for a lecture; without links for neither."""
    if links:
        row = StudyMaterial(broadcast_id=broadcast.id, item_id=links.get("item"), lecture_id=links.get("lecture"))
        deed.session.add(row)
        await _linked(deed, links)


async def _linked(deed: Deed, links: Mapping[str, int]) -> None:
    await deed.session.flush()
    if "item" in links:
        deed.refresh("plans/item", item=links["item"])
    if "lecture" in links:
        deed.refresh("lectures/steps", meeting=links["lecture"])
