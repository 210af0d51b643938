"""What the chair does."""

from bot.actions import chair
from bot.cards.agenda_text import ShowChair
from bot.cards.chair import (
    BeginMeeting,
    ChooseChair,
    ChooseRecorder,
    EndMeeting,
    GoTo,
    OpenMotion,
    ResumeMeeting,
    StateNumbers,
    TakeBackBegin,
)
from bot.cards.chair_naming import NameChair, NameRecorder
from bot.context import Here
from bot.handlers.meetings import meeting_of
from bot.handlers.newvote import NEW_VOTE
from bot.routing import Router, Where
from bot.rules.permissions import Permission, do, see
from bot.store.meetings import Meeting

router = Router("chair")
# Anybody of the invited may be named; whose meeting it is decides the action.
LOOK, ACT = see(Permission.ANSWER), do(Permission.ANSWER)


async def _led(here: Here, meeting_id: int) -> Meeting:
    meeting = await meeting_of(here, meeting_id)
    chair.check_leads(here.deed, meeting)
    return meeting


async def _show(here: Here, meeting: Meeting) -> None:
    await here.show("chair/walking", meeting=meeting.id)


@router.press(ShowChair, need=LOOK, where=Where.PRIVATE)
async def show(here: Here, press: ShowChair) -> None:
    """The chair's card."""
    await _show(here, await _led(here, press.meeting))


@router.press(BeginMeeting, need=ACT, where=Where.PRIVATE)
async def begin(here: Here, press: BeginMeeting) -> None:
    """开始会议."""
    meeting = await _led(here, press.meeting)
    await chair.begin(here.deed, meeting)
    here.toast("chair.begun")
    await _show(here, meeting)


@router.press(TakeBackBegin, need=ACT, where=Where.PRIVATE)
async def take_back(here: Here, press: TakeBackBegin) -> None:
    """撤回开始."""
    meeting = await _led(here, press.meeting)
    await chair.take_back(here.deed, meeting)
    here.toast("chair.taken_back")
    await _show(here, meeting)


@router.press(StateNumbers, need=ACT, where=Where.PRIVATE)
async def state(here: Here, press: StateNumbers) -> None:
    """已报告应到实到."""
    meeting = await _led(here, press.meeting)
    await chair.state(here.deed, meeting)
    here.toast("chair.numbers_kept", meeting=meeting)
    await _show(here, meeting)


@router.press(GoTo, need=ACT, where=Where.PRIVATE)
async def go_to(here: Here, press: GoTo) -> None:
    """下一项, 上一项. Twice the same tap is once."""
    meeting = await _led(here, press.meeting)
    if press.position != meeting.item:
        await chair.go(here.deed, meeting, press.position)
    await _show(here, meeting)


@router.press(EndMeeting, need=ACT, where=Where.PRIVATE)
async def end(here: Here, press: EndMeeting) -> None:
    """散会: first asks."""
    meeting = await _led(here, press.meeting)
    await chair.check_may_end(here.deed, meeting)
    if not press.sure:
        await here.show("chair/ending", meeting=meeting.id)
        return
    await chair.end(here.deed, meeting)
    here.toast("chair.ended")
    await _show(here, meeting)


@router.press(OpenMotion, need=do(Permission.BALLOTS), where=Where.PRIVATE)
async def open_motion(here: Here, press: OpenMotion) -> None:
    """The form of a vote, with the meeting filled in; below the chair's card, which stays."""
    meeting = await _led(here, press.meeting)
    await here.begin(NEW_VOTE.name, typed={"meeting": str(meeting.id)}, complaints=[])
    await here.send("forms/step", form=NEW_VOTE.name)


@router.press(ResumeMeeting, need=ACT, where=Where.PRIVATE)
async def resume(here: Here, press: ResumeMeeting) -> None:
    """重新开会."""
    meeting = await _led(here, press.meeting)
    await chair.resume(here.deed, meeting)
    here.toast("chair.resumed")
    await _show(here, meeting)


@router.press(ChooseChair, need=LOOK, where=Where.PRIVATE)
async def choose_chair(here: Here, press: ChooseChair) -> None:
    """The names."""
    meeting = await _led(here, press.meeting)
    chair.check_may_name(here.deed, meeting)
    await here.show("chair/choosing_chair", meeting=meeting.id, page=press.page)


@router.press(ChooseRecorder, need=LOOK, where=Where.PRIVATE)
async def choose_recorder(here: Here, press: ChooseRecorder) -> None:
    """The names."""
    meeting = await _led(here, press.meeting)
    chair.check_may_name(here.deed, meeting)
    await here.show("chair/choosing_recorder", meeting=meeting.id, page=press.page)


@router.press(NameChair, need=ACT, where=Where.PRIVATE)
async def name_chair(here: Here, press: NameChair) -> None:
    """One of them."""
    meeting = await _led(here, press.meeting)
    await chair.hand_chair(here.deed, meeting, press.person)
    here.toast("chair.handed")
    await _show(here, meeting)


@router.press(NameRecorder, need=ACT, where=Where.PRIVATE)
async def name_recorder(here: Here, press: NameRecorder) -> None:
    """One of them."""
    meeting = await _led(here, press.meeting)
    await chair.hand_record(here.deed, meeting, press.person)
    here.toast("chair.handed")
    await _show(here, meeting)
