"""What stands between the recorder and the record: remarks being written, changed and removed, and 定稿."""

from bot.cards.agenda_text import line_of
from bot.cards.base import Button, Card, View, card, closed
from bot.cards.minutes import CloseRecord, ShowRecord, ShowRemark, kept, record
from bot.presses import Press
from bot.rules.permissions import Permission, see
from bot.store import agenda as store
from bot.store import post
from bot.store.agenda import AgendaItem, Remark
from bot.store.meetings import Meeting

WRITING = "remark"  # the dialog in which remarks are awaited
_TITLE = 28  # characters of an item on a button


class ChooseItem(Press, tag="rc"):
    """The items, to write to another one than the chair is at."""

    meeting: int


class WriteTo(Press, tag="ri"):
    """Remarks go to that item from now on; 0: to the one that the chair is at."""

    meeting: int
    item: int


class ChangeRemark(Press, tag="re"):
    """What is written next takes its place."""

    remark: int


class RemoveRemark(Press, tag="rx"):
    """One remark less; asked twice."""

    remark: int
    sure: int


async def _open(view: View, meeting: int) -> Meeting | None:
    called = await kept(view, meeting)
    return called if called and called.begun and not called.recorded else None


async def item_written_to(view: View, meeting: Meeting, chosen: int) -> AgendaItem | None:
    """The chosen item, else the one that the chair is at; None once the meeting is over: then it is about the whole."""
    if chosen:
        return await store.item(view.session, chosen)
    return await store.item_at(view.session, meeting.id, meeting.item) if meeting.ended is None else None


@card("minutes/noting", need=see(Permission.ANSWER))
async def noting(view: View, meeting: int) -> Card | None:
    """What is written now goes into the record: to which item, and what came last."""
    called = await _open(view, meeting)
    if called is None:
        return await record(view, meeting, 0)
    dialog = await post.dialog(view.session, view.person.id)
    if dialog is None or dialog.name != WRITING or dialog.answers["meeting"] != meeting:
        return await record(view, meeting, 0)
    if dialog.answers["remark"]:
        return await _changing(view, called, dialog.answers["remark"])
    item = await item_written_to(view, called, dialog.answers["item"])
    remarks = await store.remarks(view.session, meeting)
    last = remarks[-1].text if remarks else None
    text = view.text(
        "minutes/noting",
        meeting=called,
        line=line_of(view, item) if item else None,
        follows=not dialog.answers["item"],
        count=len(remarks),
        last=last,
    )
    done = view.button("minutes.done", ShowRecord(meeting, 0))
    return Card(text, [[done, view.button("minutes.other_item", ChooseItem(meeting))]])


async def _changing(view: View, meeting: Meeting, remark_id: int) -> Card | None:
    remark = await store.remark(view.session, remark_id)
    if remark is None:
        return await record(view, meeting.id, 0)
    text = view.text("minutes/changing", text=remark.text)
    return Card(text, [[view.button("home.back", ShowRecord(meeting.id, 0))]])


@card("minutes/items", need=see(Permission.ANSWER))
async def items(view: View, meeting: int) -> Card | None:
    """The items to write to."""
    called = await _open(view, meeting)
    if called is None:
        return await record(view, meeting, 0)
    buttons = [
        [Button(line_of(view, item)[:_TITLE], WriteTo(meeting, item.id))]
        for item in await store.items(view.session, meeting)
    ]
    follow = view.button("minutes.follow_chair" if called.ended is None else "minutes.whole", WriteTo(meeting, 0))
    return Card(view.text("minutes/items", meeting=called), [[follow], *buttons])


@card("minutes/one", need=see(Permission.ANSWER))
async def one(view: View, meeting: int, place: int) -> Card | None:
    """One remark after the other, to be changed or removed."""
    called = await _open(view, meeting)
    remarks = await store.remarks(view.session, meeting)
    if called is None or not remarks:
        return await record(view, meeting, 0)
    place = min(place, len(remarks) - 1)
    remark = remarks[place]
    turns = [
        *([view.button("minutes.earlier", ShowRemark(meeting, place - 1))] if place else []),
        *([view.button("minutes.later", ShowRemark(meeting, place + 1))] if place + 1 < len(remarks) else []),
    ]
    change = [
        view.button("home.change", ChangeRemark(remark.id)),
        view.button("minutes.remove", RemoveRemark(remark.id, 0)),
    ]
    text = await _remark_text(view, remark, place + 1, len(remarks))
    return Card(text, [turns, change, [view.button("home.back", ShowRecord(meeting, 0))]])


async def _remark_text(view: View, remark: Remark, place: int, count: int) -> str:
    item = await store.item(view.session, remark.item_id) if remark.item_id else None
    line = line_of(view, item) if item else None
    return view.text("minutes/one", text=remark.text, line=line, place=place, count=count)


@card("minutes/removing", need=see(Permission.ANSWER))
async def removing(view: View, remark: int) -> Card | None:
    """Asks before a remark goes."""
    found = await store.remark(view.session, remark)
    called = await _open(view, found.meeting_id) if found else None
    if found is None or called is None:
        return closed(view)
    text = view.text("minutes/removing", text=found.text)
    sure = view.button("home.confirm", RemoveRemark(remark, 1))
    return Card(text, [[sure], [view.button("home.back", ShowRecord(called.id, 0))]])


@card("minutes/closing", need=see(Permission.ANSWER))
async def closing(view: View, meeting: int) -> Card | None:
    """Asks before the record is closed."""
    called = await _open(view, meeting)
    if called is None or called.ended is None:
        return await record(view, meeting, 0)
    text = view.text("minutes/closing", meeting=called)
    sure = view.button("home.confirm", CloseRecord(meeting, 1))
    return Card(text, [[sure], [view.button("home.back", ShowRecord(meeting, 0))]])
