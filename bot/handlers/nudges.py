"""提醒未答复的人, 提醒未投票的人."""

import bot.cards.nudges  # noqa: F401 - registers the cards
from bot.actions import nudges
from bot.actions.base import Refused
from bot.cards.meeting_board import NudgeMeeting
from bot.cards.tally import NudgeBallot
from bot.context import Here
from bot.handlers.meetings import meeting_of
from bot.routing import Router, Where
from bot.rules.permissions import Permission, do
from bot.store import ballots

router = Router("nudges")


@router.press(NudgeMeeting, need=do(Permission.MEETINGS), where=Where.PRIVATE)
async def nudge_meeting(here: Here, press: NudgeMeeting) -> None:
    """First asks, then sends the notice once more to those who have not answered."""
    meeting = await meeting_of(here, press.meeting)
    await nudges.check_meeting(here.deed, meeting)
    if not press.sure:
        await here.show("nudges/meeting", meeting=meeting.id)
        return
    await nudges.nudge_meeting(here.deed, meeting)
    here.toast("nudges.sent")
    await here.show("meetings/board", meeting=meeting.id)


@router.press(NudgeBallot, need=do(Permission.BALLOTS), where=Where.PRIVATE)
async def nudge_ballot(here: Here, press: NudgeBallot) -> None:
    """First asks, then reminds those who have not voted."""
    ballot = await ballots.by_id(here.deed.session, press.ballot)
    if ballot is None or ballot.branch_id != here.deed.branch.id:
        raise Refused("home.old_button")
    await nudges.check_ballot(here.deed, ballot)
    if not press.sure:
        await here.show("nudges/ballot", ballot=ballot.id)
        return
    await nudges.nudge_ballot(here.deed, ballot)
    here.toast("nudges.sent")
    await here.show("ballots/tally", ballot=ballot.id)
