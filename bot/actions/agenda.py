"""The agenda as items: laid out from what was typed, and edited until the chair opens the meeting."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.base import Deed, Refused
from bot.actions.meetings import name_of
from bot.rules.agenda import Line, lines_of
from bot.rules.permissions import Permission
from bot.rules.words import AdmissionStep
from bot.store import agenda as store
from bot.store.agenda import AgendaItem
from bot.store.meetings import Meeting

MOST = 40  # items: the notice must stay within Telegram's 4096 characters


@dataclass(frozen=True)
class File:
    """A document that Telegram holds."""

    file_id: str
    name: str


async def lay_out(deed: Deed, meeting: Meeting) -> Sequence[AgendaItem]:
    """The items, made of the typed agenda once: of its lines, else of the topic alone.

    A meeting about one person has the seven steps instead (党支部工作制度 三（十四）6).
    """
    if not meeting.laid_out:
        meeting.laid_out = True
        deed.session.add_all(_first_items(meeting))
        await deed.session.flush()
    return await store.items(deed.session, meeting.id)


async def follow_subject(deed: Deed, meeting: Meeting) -> None:
    """The meeting is about somebody else now, or about nobody: the order begins anew.

    What was remarked of items that go stays with the meeting as a whole.
    """
    items = await store.items(deed.session, meeting.id) if meeting.laid_out else []
    if any((item.step is None) == (meeting.subject_id is not None) for item in items):
        for item in items:
            _withdraw_file(deed, item)
        await store.clear(deed.session, meeting.id)
        meeting.laid_out = False
        items = await lay_out(deed, meeting) if meeting.begun is not None else []
    meeting.item = min(1, len(items)) if meeting.begun is not None else 0
    meeting.stated = meeting.stated_expected = meeting.stated_present = None
    for card in ("agenda/items", "chair/walking"):
        deed.refresh(card, meeting=meeting.id)


def _first_items(meeting: Meeting) -> list[AgendaItem]:
    if meeting.subject_id is not None:
        return [
            AgendaItem(meeting_id=meeting.id, position=position, title="", step=step)
            for position, step in enumerate(AdmissionStep, 1)
        ]
    lines = lines_of(meeting.agenda) or [Line(meeting.topic, "")]
    return [
        AgendaItem(meeting_id=meeting.id, position=position, title=line.title, presenter=line.presenter)
        for position, line in enumerate(lines, 1)
    ]


def check_may_edit(deed: Deed, meeting: Meeting) -> None:
    """Refused unless the actor manages the meeting, and the chair has not opened it."""
    deed.require(Permission.MEETINGS, meeting.matter)
    if meeting.cancelled is not None:
        raise Refused("meetings.is_cancelled")
    if meeting.begun is not None:
        raise Refused("agenda.begun")


def check_may_reorder(deed: Deed, meeting: Meeting) -> None:
    """Refused also where the order is the rules' (党支部工作制度 三（十四）6)."""
    check_may_edit(deed, meeting)
    if meeting.subject_id is not None:
        raise Refused("agenda.steps_are_fixed", entry=deed.book.admission_order)


async def add(deed: Deed, meeting: Meeting, lines: Sequence[Line]) -> None:
    """More items at the end."""
    check_may_reorder(deed, meeting)
    there = len(await store.items(deed.session, meeting.id) if meeting.laid_out else _first_items(meeting))
    if there + len(lines) > MOST:
        raise Refused("agenda.full", most=MOST)
    await lay_out(deed, meeting)
    for position, line in enumerate(lines, there + 1):
        deed.session.add(
            AgendaItem(meeting_id=meeting.id, position=position, title=line.title, presenter=line.presenter)
        )
    await _changed(deed, meeting)


async def remove(deed: Deed, meeting: Meeting, item: AgendaItem) -> None:
    """One item less; those behind it move up."""
    check_may_reorder(deed, meeting)
    place = item.position
    _withdraw_file(deed, item)
    await deed.session.delete(item)
    await deed.session.flush()
    for later in (await store.items(deed.session, meeting.id))[place - 1 :]:
        later.position -= 1
        await deed.session.flush()  # one after the other: no two items have the same place
    await _changed(deed, meeting)


async def move_up(deed: Deed, meeting: Meeting, item: AgendaItem) -> None:
    """Changes places with the item before it; the first one stays."""
    check_may_reorder(deed, meeting)
    place = item.position
    before = await store.item_at(deed.session, meeting.id, place - 1)
    if before is None:
        return
    for each, position in ((item, 0), (before, place), (item, place - 1)):
        each.position = position
        await deed.session.flush()
    await _changed(deed, meeting)


async def present(deed: Deed, meeting: Meeting, item: AgendaItem, presenter: str) -> None:
    """Who presents it; empty: nobody is named."""
    check_may_edit(deed, meeting)
    item.presenter = presenter
    await _changed(deed, meeting)


async def attach(deed: Deed, meeting: Meeting, item: AgendaItem, file: File | None) -> None:
    """The file of an item in place of the one before; None: no file."""
    check_may_edit(deed, meeting)
    _withdraw_file(deed, item)
    item.file_id, item.file_name = (file.file_id, file.name) if file else (None, None)
    await _changed(deed, meeting)


def _withdraw_file(deed: Deed, item: AgendaItem) -> None:
    """Out of every chat it has been sent to: it is replaced, or goes with the item."""
    if item.file_id:
        deed.refresh("agenda/file", item=item.id, file=item.file_id)


async def _changed(deed: Deed, meeting: Meeting) -> None:
    """Everybody who has the notice on screen sees it."""
    await deed.session.flush()
    deed.audit("agenda.changed", name_of(meeting))
    for card in ("agenda/items", "meetings/notice", "meetings/group", "chair/walking"):
        deed.refresh(card, meeting=meeting.id)
    for move in range(1, meeting.moves + 1):
        deed.refresh("meetings/moved", meeting=meeting.id, move=move)
        deed.refresh("meetings/group_moved", meeting=meeting.id, move=move)
