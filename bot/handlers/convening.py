"""What the convener does on the card of a meeting: answer for others, move, cancel."""

from bot.actions import meetings
from bot.cards.meeting_board import AnswerFor, AnswerPage, CancelMeeting
from bot.cards.meetings import ShowBoard
from bot.context import Here
from bot.handlers.meetings import meeting_of
from bot.routing import Router, Where
from bot.rules.permissions import Permission, do
from bot.store.meetings import Meeting

router = Router("meetings")
MEETINGS = do(Permission.MEETINGS)


async def own_meeting(here: Here, meeting_id: int) -> Meeting:
    """The meeting of a button, where it is in this person's care."""
    meeting = await meeting_of(here, meeting_id)
    here.deed.require(Permission.MEETINGS, meeting.matter)
    return meeting


@router.press(ShowBoard, need=MEETINGS, where=Where.PRIVATE)
async def show_board(here: Here, press: ShowBoard) -> None:
    """Who answered what."""
    meeting = await own_meeting(here, press.meeting)
    await here.show("meetings/board", meeting=meeting.id)


@router.press(AnswerPage, need=MEETINGS, where=Where.PRIVATE)
async def answer_page(here: Here, press: AnswerPage) -> None:
    """The names to answer for."""
    meeting = await own_meeting(here, press.meeting)
    meetings.check_takes_answers(here.deed, meeting)
    await here.show("meetings/answering", meeting=meeting.id, page=press.page)


@router.press(AnswerFor, need=MEETINGS, where=Where.PRIVATE)
async def answer_for(here: Here, press: AnswerFor) -> None:
    """代答 for one person."""
    meeting = await own_meeting(here, press.meeting)
    await meetings.answer_for(here.deed, meeting, press.person, press.answer, press.move)
    here.toast("meetings.answered", answer=press.answer)
    await here.show("meetings/answering", meeting=meeting.id, page=press.page)


@router.press(CancelMeeting, need=MEETINGS, where=Where.PRIVATE)
async def cancel_meeting(here: Here, press: CancelMeeting) -> None:
    """First asks, then takes the meeting back."""
    meeting = await own_meeting(here, press.meeting)
    await meetings.check_may_change(here.deed, meeting)
    if not press.sure:
        await here.show("meetings/cancelling", meeting=meeting.id)
        return
    await meetings.cancel(here.deed, meeting)
    here.toast("meetings.cancel_done")
    await here.show("meetings/board", meeting=meeting.id)
