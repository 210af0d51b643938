"""议程: the items as whoever manages the meeting edits them, what is asked meanwhile, and an item's file."""

from bot.cards.agenda_text import agenda_lines, file_button, line_of, title_of
from bot.cards.base import Button, Card, Media, View, card, closed, in_rows
from bot.cards.meeting_board import ShowAgenda, board
from bot.cards.meetings import ShowBoard, manages
from bot.presses import Press
from bot.rules.permissions import Permission, do, see
from bot.store import agenda as store
from bot.store import meetings
from bot.store.agenda import AgendaItem
from bot.store.meetings import Meeting

EDITING = "agenda"  # the dialog in which a title, a presenter or a file is awaited
_TITLE = 20  # characters of a title on a button


class ShowItem(Press, tag="ji"):
    """One item, with what can be done to it."""

    item: int


class LayOut(Press, tag="jl"):
    """Makes items of the typed agenda, to edit them one by one."""

    meeting: int


class AddItem(Press, tag="jn"):
    """Asks for one more item."""

    meeting: int


class MoveUp(Press, tag="ju"):
    """The item changes places with the one before. The place is in the button, so that a double tap is one tap."""

    item: int
    position: int


class AskPresenter(Press, tag="jp"):
    """Asks who presents the item."""

    item: int


class AskFile(Press, tag="jd"):
    """Asks for the item's file."""

    item: int


class DropFile(Press, tag="jg"):
    """The item has no file any more."""

    item: int


class RemoveItem(Press, tag="jx"):
    """Takes the item off the agenda; asked twice."""

    item: int
    sure: int


def _editable(view: View, meeting: Meeting) -> bool:
    return manages(view.person, meeting) and meeting.cancelled is None and meeting.begun is None


@card("agenda/items", need=do(Permission.MEETINGS))
async def items(view: View, meeting: int) -> Card | None:
    """The agenda, each item a button as long as it can be edited."""
    called = await meetings.by_id(view.session, meeting)
    if called is None or not manages(view.person, called) or called.cancelled is not None:
        return await board(view, meeting)
    there = await store.items(view.session, meeting) if called.laid_out else []
    text = view.text("agenda/items", meeting=called, lines=await agenda_lines(view, called))
    back = [view.button("home.back", ShowBoard(meeting))]
    if not _editable(view, called):
        return Card(text, [back])
    if not called.laid_out:
        return Card(text, [[view.button("agenda.edit_items", LayOut(meeting))], back])
    labels = [Button(f"{each.position}. {title_of(view, each)[:_TITLE]}", ShowItem(each.id)) for each in there]
    add = [] if called.subject_id else [view.button("agenda.add", AddItem(meeting))]
    return Card(text, [*in_rows(labels), add, back])


@card("agenda/item", need=do(Permission.MEETINGS))
async def item(view: View, item: int) -> Card | None:
    """One item: its place, who presents it, its file."""
    found = await _item(view, item)
    if found is None:
        return closed(view)
    called, one = found
    place = [] if called.subject_id else [
        *([view.button("agenda.up", MoveUp(one.id, one.position))] if one.position > 1 else []),
        view.button("agenda.remove", RemoveItem(one.id, 0)),
    ]  # fmt: skip
    ask = [view.button("agenda.presenter", AskPresenter(one.id)), view.button("agenda.file", AskFile(one.id))]
    drop = [view.button("agenda.drop_file", DropFile(one.id))] if one.file_id else []
    file = [file_button(one)] if one.file_id else []
    text = view.text("agenda/item", meeting=called, item=one, title=title_of(view, one))
    return Card(text, [ask, place, file, drop, [view.button("home.back", ShowAgenda(called.id))]])


@card("agenda/removing", need=do(Permission.MEETINGS))
async def removing(view: View, item: int) -> Card | None:
    """Asks before an item goes."""
    found = await _item(view, item)
    if found is None or found[0].subject_id is not None:
        return closed(view)
    text = view.text("agenda/removing", line=line_of(view, found[1]))
    return Card(text, [[view.button("home.confirm", RemoveItem(item, 1))], [view.button("home.back", ShowItem(item))]])


@card("agenda/asking", need=do(Permission.MEETINGS))
async def asking(view: View, meeting: int, item: int, what: str) -> Card | None:
    """What is awaited: ``what`` is item, presenter or file; ``item`` is 0 for a new one."""
    called = await meetings.by_id(view.session, meeting)
    if called is None or not _editable(view, called):
        return await items(view, meeting)
    one = await store.item(view.session, item) if item else None
    text = view.text("agenda/asking", what=what, line=line_of(view, one) if one else "")
    back = view.button("home.back", ShowItem(item) if item else ShowAgenda(meeting))
    return Card(text, [[back]])


@card("agenda/file", need=see(Permission.ANSWER))
async def file(view: View, item: int, file: str = "") -> Card:
    """The file of an item, for the invited and whoever manages the meeting; not to be passed on.

    ``file``: Telegram's name of it. Once the item has another one, or none, it goes. Messages from before that was
    noted have an empty one, and show what the item has.
    """
    one = await store.item(view.session, item)
    called = await meetings.by_id(view.session, one.meeting_id) if one else None
    if one is None or called is None or one.file_id is None or file not in ("", one.file_id):
        return Card(view.text("agenda/file_gone"))
    if not manages(view.person, called) and not await meetings.invitation(view.session, called.id, view.person.id):
        return closed(view, file=True)
    text = view.text("agenda/file", meeting=called, line=line_of(view, one))
    return Card(text, media=Media("document", one.file_id), protect=True)


async def _item(view: View, item_id: int) -> tuple[Meeting, AgendaItem] | None:
    """An item that the viewer may edit."""
    one = await store.item(view.session, item_id)
    called = await meetings.by_id(view.session, one.meeting_id) if one else None
    return (called, one) if one and called and _editable(view, called) else None
