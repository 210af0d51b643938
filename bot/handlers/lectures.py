"""党课流程: the steps of a lecture, and what each leads to."""

from bot.actions.base import Refused
from bot.cards.lectures import DiscussLecture, SendForLecture
from bot.cards.study_buttons import ShowSteps
from bot.context import Here
from bot.handlers import broadcasts, newmeeting
from bot.handlers.convening import MEETINGS, own_meeting
from bot.routing import Router, Where
from bot.rules.permissions import Permission, do
from bot.rules.words import MeetingKind
from bot.store.meetings import Meeting

router = Router("lectures")


async def _lecture(here: Here, meeting_id: int) -> Meeting:
    lecture = await own_meeting(here, meeting_id)
    if lecture.kind is not MeetingKind.LECTURE:
        raise Refused("home.old_button")
    return lecture


@router.press(ShowSteps, need=MEETINGS, where=Where.PRIVATE)
async def show_steps(here: Here, press: ShowSteps) -> None:
    """How far it is."""
    await here.show("lectures/steps", meeting=(await _lecture(here, press.meeting)).id)


@router.press(SendForLecture, need=do(Permission.BROADCAST), where=Where.PRIVATE)
async def send(here: Here, press: SendForLecture) -> None:
    """A material for it."""
    await broadcasts.prepare(here, "", lecture=(await _lecture(here, press.meeting)).id)


@router.press(DiscussLecture, need=MEETINGS, where=Where.PRIVATE)
async def discuss(here: Here, press: DiscussLecture) -> None:
    """A team meeting that discusses it."""
    lecture = await _lecture(here, press.meeting)
    await newmeeting.call_for(here, MeetingKind.TEAM_MEETING, lecture.topic, lecture=lecture.id)
