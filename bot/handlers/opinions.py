"""书面意见: lodged by the member on leave, or entered from a signed paper."""

from bot.actions import opinions
from bot.cards.opinions import (
    EnterOpinion,
    EnterOpinionFor,
    EnterOpinions,
    Lodge,
    WithdrawOpinion,
    WriteOpinion,
)
from bot.context import Here
from bot.handlers.meetings import meeting_of
from bot.routing import Router, Where
from bot.rules.permissions import Permission, do

router = Router("admissions")
VOTE = do(Permission.VOTE)
BALLOTS = do(Permission.BALLOTS)


@router.press(WriteOpinion, need=VOTE, where=Where.PRIVATE)
async def write_opinion(here: Here, press: WriteOpinion) -> None:
    """The own card."""
    meeting = await meeting_of(here, press.meeting)
    await opinions.check_may_lodge(here.deed, meeting, here.person.id)
    await here.show("admissions/opinion", meeting=meeting.id)


@router.press(Lodge, need=VOTE, where=Where.PRIVATE)
async def lodge(here: Here, press: Lodge) -> None:
    """The opinion itself; another tap changes it."""
    meeting = await meeting_of(here, press.meeting)
    await opinions.lodge(here.deed, meeting, press.subject, press.choice)
    here.toast("admissions.lodged", choice=press.choice)
    await here.show("admissions/opinion", meeting=meeting.id)


@router.press(WithdrawOpinion, need=VOTE, where=Where.PRIVATE)
async def withdraw(here: Here, press: WithdrawOpinion) -> None:
    """撤回."""
    meeting = await meeting_of(here, press.meeting)
    await opinions.withdraw(here.deed, meeting, press.subject)
    here.toast("admissions.withdrawn")
    await here.show("admissions/opinion", meeting=meeting.id)


@router.press(EnterOpinions, need=BALLOTS, where=Where.PRIVATE)
async def enter_opinions(here: Here, press: EnterOpinions) -> None:
    """The people without Telegram who are on leave."""
    await here.show("admissions/papers", meeting=(await meeting_of(here, press.meeting)).id)


@router.press(EnterOpinionFor, need=BALLOTS, where=Where.PRIVATE)
async def enter_for(here: Here, press: EnterOpinionFor) -> None:
    """What the paper of one of them says."""
    meeting = await meeting_of(here, press.meeting)
    await opinions.check_may_enter(here.deed, meeting, press.person)
    await here.show("admissions/paper", meeting=meeting.id, person=press.person)


@router.press(EnterOpinion, need=BALLOTS, where=Where.PRIVATE)
async def enter(here: Here, press: EnterOpinion) -> None:
    """Entered; another tap corrects it."""
    meeting = await meeting_of(here, press.meeting)
    await opinions.enter(here.deed, meeting, press.subject, press.person, press.choice)
    here.toast("admissions.paper_entered", choice=press.choice)
    await here.show("admissions/papers", meeting=meeting.id)
