"""Who leads a meeting and who keeps its minutes: chosen from the invited, and told."""

from bot.cards.agenda_text import ShowChair
from bot.cards.base import Card, View, card
from bot.cards.chair import ChooseChair, ChooseRecorder, led, walking
from bot.cards.meeting_board import names_of, turns_of
from bot.cards.minutes import ShowRecord
from bot.presses import Press
from bot.rules.permissions import Permission, see
from bot.store import meetings


class NameChair(Press, tag="jy"):
    """主持人."""

    meeting: int
    person: int


class NameRecorder(Press, tag="jz"):
    """记录人."""

    meeting: int
    person: int


@card("chair/choosing_chair", need=see(Permission.ANSWER))
async def choosing_chair(view: View, meeting: int, page: int) -> Card | None:
    """Who shall lead the meeting."""
    called = await led(view, meeting)
    if called is None or called.ended is not None:
        return await walking(view, meeting)
    rows = await meetings.invited(view.session, meeting)
    names = names_of(
        rows, page, lambda row: ("✓" if row.person_id == called.chair_id else "○", NameChair(meeting, row.person_id))
    )
    turns = turns_of(view, rows, page, lambda number: ChooseChair(meeting, number))
    text = view.text("chair/choosing", meeting=called, recorder=False)
    return Card(text, [*names, turns, [view.button("home.back", ShowChair(meeting))]])


@card("chair/choosing_recorder", need=see(Permission.ANSWER))
async def choosing_recorder(view: View, meeting: int, page: int) -> Card | None:
    """Who shall keep the minutes."""
    called = await led(view, meeting)
    if called is None or called.ended is not None:
        return await walking(view, meeting)
    rows = await meetings.invited(view.session, meeting)
    names = names_of(
        rows,
        page,
        lambda row: ("✓" if row.person_id == called.recorder_id else "○", NameRecorder(meeting, row.person_id)),
    )
    turns = turns_of(view, rows, page, lambda number: ChooseRecorder(meeting, number))
    text = view.text("chair/choosing", meeting=called, recorder=True)
    return Card(text, [*names, turns, [view.button("home.back", ShowChair(meeting))]])


@card("chair/named", need=see(Permission.ANSWER))
async def named(view: View, meeting: int) -> Card | None:
    """Told to whoever shall lead the meeting; says so where that is somebody else by now."""
    called = await meetings.by_id(view.session, meeting)
    if called is None:
        return None
    still = called.chair_id == view.person.id and called.cancelled is None
    text = view.text("chair/named", meeting=called, recorder=False, still=still)
    return Card(text, [[view.button("chair.lead", ShowChair(meeting))] if still else [], [view.back("meetings")]])


@card("chair/recorder", need=see(Permission.ANSWER))
async def recorder(view: View, meeting: int) -> Card | None:
    """Told to whoever shall keep the minutes; says so where that is somebody else by now."""
    called = await meetings.by_id(view.session, meeting)
    if called is None:
        return None
    still = called.recorder_id == view.person.id and called.cancelled is None
    text = view.text("chair/named", meeting=called, recorder=True, still=still)
    record = [view.button("chair.minutes", ShowRecord(meeting, 0))] if still else []
    return Card(text, [record, [view.back("meetings")]])
