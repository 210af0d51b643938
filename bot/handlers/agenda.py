"""What is done with the agenda of a meeting, and its files."""

from bot.actions import agenda
from bot.actions.agenda import File
from bot.actions.base import Refused
from bot.cards.agenda import (
    EDITING,
    AddItem,
    AskFile,
    AskPresenter,
    DropFile,
    LayOut,
    MoveUp,
    RemoveItem,
    ShowItem,
)
from bot.cards.agenda_text import GetFile
from bot.cards.meeting_board import ShowAgenda
from bot.cards.meetings import manages
from bot.context import Here
from bot.handlers.convening import MEETINGS, own_meeting
from bot.handlers.meetings import meeting_of
from bot.routing import Router, Where
from bot.rules.agenda import PRESENTER, TITLE, Line, lines_of
from bot.rules.permissions import Permission, see
from bot.store import agenda as store
from bot.store import meetings
from bot.store.agenda import AgendaItem
from bot.store.meetings import Meeting

router = Router("agenda")
_NAME = 200  # characters of a file's name


async def _own_item(here: Here, item_id: int) -> tuple[Meeting, AgendaItem]:
    """The item of a button and its meeting, where that is in this person's care."""
    item = await store.item(here.deed.session, item_id)
    if item is None:
        raise Refused("home.old_button")
    return await own_meeting(here, item.meeting_id), item


@router.press(ShowAgenda, need=MEETINGS, where=Where.PRIVATE)
async def show_agenda(here: Here, press: ShowAgenda) -> None:
    """The items. Whoever goes back there has thought better of what was asked."""
    meeting = await own_meeting(here, press.meeting)
    await _end_asking(here)
    await here.show("agenda/items", meeting=meeting.id)


@router.press(LayOut, need=MEETINGS, where=Where.PRIVATE)
async def lay_out(here: Here, press: LayOut) -> None:
    """Items, where there were lines."""
    meeting = await own_meeting(here, press.meeting)
    agenda.check_may_edit(here.deed, meeting)
    await agenda.lay_out(here.deed, meeting)
    await here.show("agenda/items", meeting=meeting.id)


@router.press(ShowItem, need=MEETINGS, where=Where.PRIVATE)
async def show_item(here: Here, press: ShowItem) -> None:
    """One of them."""
    meeting, item = await _own_item(here, press.item)
    agenda.check_may_edit(here.deed, meeting)
    await _end_asking(here)
    await here.show("agenda/item", item=item.id)


@router.press(MoveUp, need=MEETINGS, where=Where.PRIVATE)
async def move_up(here: Here, press: MoveUp) -> None:
    """One place up, unless it has moved meanwhile."""
    meeting, item = await _own_item(here, press.item)
    agenda.check_may_reorder(here.deed, meeting)
    if item.position == press.position:
        await agenda.move_up(here.deed, meeting, item)
    await here.show("agenda/item", item=item.id)


@router.press(RemoveItem, need=MEETINGS, where=Where.PRIVATE)
async def remove_item(here: Here, press: RemoveItem) -> None:
    """First asks."""
    meeting, item = await _own_item(here, press.item)
    agenda.check_may_reorder(here.deed, meeting)
    if not press.sure:
        await here.show("agenda/removing", item=item.id)
        return
    await agenda.remove(here.deed, meeting, item)
    here.toast("agenda.removed")
    await here.show("agenda/items", meeting=meeting.id)


@router.press(DropFile, need=MEETINGS, where=Where.PRIVATE)
async def drop_file(here: Here, press: DropFile) -> None:
    """The file away."""
    meeting, item = await _own_item(here, press.item)
    await agenda.attach(here.deed, meeting, item, None)
    here.toast("agenda.file_dropped")
    await here.show("agenda/item", item=item.id)


@router.press(AddItem, need=MEETINGS, where=Where.PRIVATE)
async def add_item(here: Here, press: AddItem) -> None:
    """Asks for its title."""
    meeting = await own_meeting(here, press.meeting)
    agenda.check_may_reorder(here.deed, meeting)
    await _ask(here, meeting, None, "item")


@router.press(AskPresenter, need=MEETINGS, where=Where.PRIVATE)
async def ask_presenter(here: Here, press: AskPresenter) -> None:
    """Asks for a name."""
    meeting, item = await _own_item(here, press.item)
    agenda.check_may_edit(here.deed, meeting)
    await _ask(here, meeting, item, "presenter")


@router.press(AskFile, need=MEETINGS, where=Where.PRIVATE)
async def ask_file(here: Here, press: AskFile) -> None:
    """Asks for a document."""
    meeting, item = await _own_item(here, press.item)
    agenda.check_may_edit(here.deed, meeting)
    await _ask(here, meeting, item, "file")


async def _ask(here: Here, meeting: Meeting, item: AgendaItem | None, what: str) -> None:
    number = item.id if item else 0
    await here.begin(EDITING, meeting=meeting.id, item=number, what=what)
    await here.show("agenda/asking", meeting=meeting.id, item=number, what=what)


@router.answer(EDITING, need=MEETINGS)
async def take(here: Here) -> None:
    """What was asked for. Where it cannot be taken any more, nothing is asked any more either."""
    if here.dialog is None:
        raise LookupError("an answer without a dialog")
    asked = here.dialog.answers
    meeting, item = await _still_open(here, asked["meeting"], asked["item"])
    if asked["what"] == "file":
        if item is not None:
            await agenda.attach(here.deed, meeting, item, _document(here))
    elif asked["what"] == "presenter":
        if item is not None:
            await agenda.present(here.deed, meeting, item, _short(here, PRESENTER))
    else:
        await agenda.add(here.deed, meeting, _lines(here))
    await here.end()
    if item is None:
        await here.show("agenda/items", meeting=meeting.id)
    else:
        await here.show("agenda/item", item=item.id)


async def _still_open(here: Here, meeting_id: int, item_id: int) -> tuple[Meeting, AgendaItem | None]:
    meeting = await meeting_of(here, meeting_id)
    item = await store.item(here.deed.session, item_id) if item_id else None
    try:
        agenda.check_may_edit(here.deed, meeting)
        if item_id and item is None:
            raise Refused("agenda.item_gone")
    except Refused:
        await here.end()
        raise
    return meeting, item


def _lines(here: Here) -> list[Line]:
    """One item or several, each on a line of its own; a number alone is none."""
    lines = lines_of(_short(here, TITLE))
    if not lines:
        raise Refused("agenda.text_only")
    return lines


def _short(here: Here, most: int) -> str:
    if not here.message.text or not here.text:
        raise Refused("agenda.text_only")
    if len(here.text) > most:
        raise Refused("agenda.too_long", most=most)
    return here.text


def _document(here: Here) -> File:
    document = here.message.document
    if document is None or here.message.animation:
        raise Refused("agenda.document_only")
    return File(document.file_id, (document.file_name or "")[-_NAME:])


async def _end_asking(here: Here) -> None:
    if here.dialog is not None and here.dialog.name == EDITING:
        await here.end()


@router.press(GetFile, need=see(Permission.ANSWER), where=Where.PRIVATE)
async def get_file(here: Here, press: GetFile) -> None:
    """The file itself, for the invited and whoever manages the meeting."""
    item = await store.item(here.deed.session, press.item)
    if item is None or item.file_id is None:
        raise Refused("agenda.no_file")
    meeting = await meeting_of(here, item.meeting_id)
    row = await meetings.invitation(here.deed.session, meeting.id, here.person.id)
    if row is None and not manages(here.person, meeting):
        raise Refused("meetings.not_invited", entry=here.deed.book.of_meeting(meeting.kind))
    await here.send("agenda/file", item=item.id, file=item.file_id)
