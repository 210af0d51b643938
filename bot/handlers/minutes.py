"""/minutes: the record of a meeting, written in the private chat."""

from typing import Any

from bot.actions import minutes
from bot.actions.base import Refused
from bot.cards.minutes import CloseRecord, ReopenRecord, ShowRecord, ShowRemark, WriteRemark
from bot.cards.minutes_typing import (
    WRITING,
    ChangeRemark,
    ChooseItem,
    RemoveRemark,
    WriteTo,
    item_written_to,
)
from bot.context import Here
from bot.handlers.meetings import meeting_of
from bot.routing import Router, Where
from bot.rules.permissions import Permission, do, see
from bot.store import agenda as store
from bot.store.agenda import Remark
from bot.store.meetings import Meeting

router = Router("minutes")
# Anybody of the invited may be the recorder; whose record it is decides the action.
LOOK, ACT = see(Permission.ANSWER), do(Permission.ANSWER)


@router.command("minutes", need=do(Permission.MINUTES), words=("会议记录",))
async def minutes_(here: Here) -> None:
    """The meetings whose record is mine to keep."""
    await here.show("minutes/list")


async def _kept(here: Here, meeting_id: int) -> Meeting:
    """The meeting of a button, where its record is this person's to look at."""
    meeting = await meeting_of(here, meeting_id)
    minutes.check_may_look(here.deed, meeting)
    return meeting


async def _remark(here: Here, remark_id: int) -> tuple[Meeting, Remark]:
    remark = await store.remark(here.deed.session, remark_id)
    if remark is None:
        raise Refused("minutes.gone")
    return await _kept(here, remark.meeting_id), remark


@router.press(ShowRecord, need=LOOK, where=Where.PRIVATE)
async def show(here: Here, press: ShowRecord) -> None:
    """A page of it; whoever looks there is not writing any more."""
    meeting = await _kept(here, press.meeting)
    if here.dialog is not None and here.dialog.name == WRITING and here.dialog.answers["meeting"] == meeting.id:
        await here.end()
    await here.show("minutes/record", meeting=meeting.id, page=press.page)


@router.press(WriteRemark, need=ACT, where=Where.PRIVATE)
async def write(here: Here, press: WriteRemark) -> None:
    """What is written from now on stands in the record."""
    meeting = await _kept(here, press.meeting)
    minutes.check_may_record(here.deed, meeting)
    await here.begin(WRITING, meeting=meeting.id, item=0, remark=0)
    await here.show("minutes/noting", meeting=meeting.id)


@router.press(ChooseItem, need=ACT, where=Where.PRIVATE)
async def choose_item(here: Here, press: ChooseItem) -> None:
    """To which item."""
    meeting = await _kept(here, press.meeting)
    minutes.check_may_record(here.deed, meeting)
    await here.show("minutes/items", meeting=meeting.id)


@router.press(WriteTo, need=ACT, where=Where.PRIVATE)
async def write_to(here: Here, press: WriteTo) -> None:
    """To that one, until another is chosen."""
    meeting = await _kept(here, press.meeting)
    minutes.check_may_record(here.deed, meeting)
    item = await store.item(here.deed.session, press.item) if press.item else None
    if press.item and (item is None or item.meeting_id != meeting.id):
        raise Refused("home.old_button")
    await here.begin(WRITING, meeting=meeting.id, item=press.item, remark=0)
    await here.show("minutes/noting", meeting=meeting.id)


@router.answer(WRITING, need=ACT)
async def take(here: Here) -> None:
    """A remark, or the text that takes the place of one."""
    answers = _answers(here)
    meeting = await meeting_of(here, answers["meeting"])
    await _check_still(here, meeting)
    if not here.message.text or not here.text:
        raise Refused("minutes.text_only")
    if answers["remark"]:
        await _change(here, meeting, answers["remark"])
        return
    item = await item_written_to(here.view, meeting, answers["item"])
    await minutes.note(here.deed, meeting, item, here.text)
    await here.show("minutes/noting", meeting=meeting.id)


async def _check_still(here: Here, meeting: Meeting) -> None:
    """Where nothing can be written any more, nothing is asked any more either."""
    try:
        minutes.check_may_record(here.deed, meeting)
    except Refused:
        await here.end()
        raise


async def _change(here: Here, meeting: Meeting, remark_id: int) -> None:
    remark = await store.remark(here.deed.session, remark_id)
    if remark is None:
        await here.end()
        raise Refused("minutes.gone")
    await minutes.change(here.deed, meeting, remark, here.text)
    await here.end()
    place = [each.id for each in await store.remarks(here.deed.session, meeting.id)].index(remark.id)
    await here.show("minutes/one", meeting=meeting.id, place=place)


def _answers(here: Here) -> dict[str, Any]:
    if here.dialog is None:
        raise LookupError("no dialog is open")
    return here.dialog.answers


@router.press(ShowRemark, need=LOOK, where=Where.PRIVATE)
async def show_remark(here: Here, press: ShowRemark) -> None:
    """One of the remarks."""
    meeting = await _kept(here, press.meeting)
    minutes.check_may_record(here.deed, meeting)
    await here.show("minutes/one", meeting=meeting.id, place=press.place)


@router.press(ChangeRemark, need=ACT, where=Where.PRIVATE)
async def change(here: Here, press: ChangeRemark) -> None:
    """What is written next takes its place."""
    meeting, remark = await _remark(here, press.remark)
    minutes.check_may_record(here.deed, meeting)
    await here.begin(WRITING, meeting=meeting.id, item=0, remark=remark.id)
    await here.show("minutes/noting", meeting=meeting.id)


@router.press(RemoveRemark, need=ACT, where=Where.PRIVATE)
async def remove(here: Here, press: RemoveRemark) -> None:
    """First asks."""
    meeting, remark = await _remark(here, press.remark)
    minutes.check_may_record(here.deed, meeting)
    if not press.sure:
        await here.show("minutes/removing", remark=remark.id)
        return
    await minutes.remove(here.deed, meeting, remark)
    here.toast("minutes.removed")
    await here.show("minutes/record", meeting=meeting.id, page=0)


@router.press(CloseRecord, need=ACT, where=Where.PRIVATE)
async def close(here: Here, press: CloseRecord) -> None:
    """定稿: first asks."""
    meeting = await _kept(here, press.meeting)
    minutes.check_may_close(here.deed, meeting)
    if not press.sure:
        await here.show("minutes/closing", meeting=meeting.id)
        return
    await minutes.close(here.deed, meeting)
    here.toast("minutes.closed")
    await here.show("minutes/record", meeting=meeting.id, page=0)


@router.press(ReopenRecord, need=ACT, where=Where.PRIVATE)
async def reopen(here: Here, press: ReopenRecord) -> None:
    """定稿 taken back."""
    meeting = await _kept(here, press.meeting)
    await minutes.reopen(here.deed, meeting)
    here.toast("minutes.reopened")
    await here.show("minutes/record", meeting=meeting.id, page=0)
