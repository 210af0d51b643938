"""列席: the convener's list, and what observers are told."""

from collections.abc import Sequence

from bot.cards.agenda_text import agenda_lines
from bot.cards.base import Button, Card, View, card, closed, in_rows
from bot.cards.meeting_board import ShowObservers
from bot.cards.meetings import ShowBoard, manages
from bot.presses import Press
from bot.rules.permissions import Permission, do, see
from bot.store import branch, meetings, post
from bot.store import observers as store
from bot.store.meetings import Meeting
from bot.store.observers import Observer

ADD = "observers"  # the dialog in which names are awaited


class AddObservers(Press, tag="oa"):
    """Asks for names."""

    meeting: int


class RemoveObserver(Press, tag="ox"):
    """Takes one off the list; asked twice, for people of the roster are told."""

    meeting: int
    observer: int
    sure: int


@card("observers/list", need=do(Permission.MEETINGS))
async def list_(view: View, meeting: int) -> Card | None:
    """Everybody who observes, each to be taken off by a tap."""
    called = await meetings.by_id(view.session, meeting)
    if called is None:
        return None
    if not manages(view.person, called):
        return closed(view)
    there = await store.of_meeting(view.session, meeting)
    dialog = await post.dialog(view.session, view.person.id)
    waiting = dialog is not None and dialog.name == ADD and dialog.answers["meeting"] == meeting
    open_ = called.cancelled is None
    names = in_rows(Button(f"✗ {each.name}", RemoveObserver(meeting, each.id, 0)) for each in there if open_)
    add = [view.button("observers.add", AddObservers(meeting))] if open_ and not waiting else []
    text = view.text("observers/list", meeting=called, there=await _named(view, there), waiting=waiting and open_)
    return Card(text, [*names, add, [view.button("home.back", ShowBoard(meeting))]])


async def _named(view: View, there: Sequence[Observer]) -> list[tuple[str, str]]:
    """Each name, and how the person hears of it: ``guest`` and ``unbound`` ones not from us."""
    named = []
    for each in there:
        person = await branch.person(view.session, each.person_id) if each.person_id else None
        named.append((each.name, "guest" if person is None else "told" if person.bound else "unbound"))
    return named


@card("observers/removing", need=do(Permission.MEETINGS))
async def removing(view: View, meeting: int, observer: int) -> Card | None:
    """Asks before somebody is taken off the list."""
    called = await meetings.by_id(view.session, meeting)
    row = next((each for each in await store.of_meeting(view.session, meeting) if each.id == observer), None)
    if called is None or row is None or not manages(view.person, called):
        return await list_(view, meeting)
    told = row.person_id is not None and called.takes_answers(view.now)
    text = view.text("observers/removing", meeting=called, name=row.name, told=told)
    sure = view.button("home.confirm", RemoveObserver(meeting, observer, 1))
    return Card(text, [[sure], [view.button("home.back", ShowObservers(meeting))]])


@card("observers/notice", need=see(Permission.ANSWER))
async def notice(view: View, meeting: int, move: int) -> Card | None:
    """Told when somebody is asked to observe, and at each move: the same message, as the meeting stands now."""
    called = await meetings.by_id(view.session, meeting)
    if called is None:
        return None
    if called.cancelled is not None:
        return await cancelled(view, meeting)
    if not await store.observes(view.session, meeting, view.person.id):
        return await removed(view, meeting)
    heading = view.short("observers.heading_moved" if move else "observers.heading_notice", moved=called.moves > 0)
    return Card(await _text(view, called, heading, view.short("observers.state")), [[view.back("meetings")]])


@card("observers/cancelled", need=see(Permission.ANSWER))
async def cancelled(view: View, meeting: int) -> Card | None:
    """Told when the meeting was cancelled."""
    called = await meetings.by_id(view.session, meeting)
    if called is None:
        return None
    heading, state = view.short("meetings.heading_cancelled", moved=False), view.short("meetings.state_cancelled")
    return Card(await _text(view, called, heading, state))


@card("observers/removed", need=see(Permission.ANSWER))
async def removed(view: View, meeting: int) -> Card | None:
    """Told when the person is not to observe any more."""
    called = await meetings.by_id(view.session, meeting)
    return Card(view.text("observers/removed", meeting=called)) if called else None


async def _text(view: View, meeting: Meeting, heading: str, status: str) -> str:
    """As the invited see it, without who else observes."""
    facts = {"agenda": await agenda_lines(view, meeting), "observers": ()}
    return view.text("meetings/notice", heading=heading, meeting=meeting, status=status, **facts)
