"""重新表决: an ended ballot is never opened again; a new one is, which refers to it."""

from bot.actions import ballots, ballots_told
from bot.actions.ballots import Question
from bot.actions.base import Deed, Refused
from bot.rules.permissions import Matter, Permission
from bot.rules.words import REPEATABLE
from bot.store import ballots as store
from bot.store import meetings
from bot.store.ballots import Ballot
from bot.store.ballots_standing import repeated_by


async def check_may_repeat(deed: Deed, ballot: Ballot) -> Question:
    """What would be asked again, of whom; Refused while it is open, or where it has been asked again already."""
    deed.require(Permission.BALLOTS, Matter(owner_id=ballot.opener_id))
    if ballot.kind not in REPEATABLE:
        raise Refused("home.old_button")
    if ballot.closed is None:
        raise Refused("ballots.still_open")
    later = await repeated_by(deed.session, ballot.id)
    if later is not None:
        raise Refused("ballots.repeated_already", number=later.id)
    meeting = await meetings.by_id(deed.session, ballot.meeting_id) if ballot.meeting_id else None
    if meeting is not None and meeting.cancelled is not None:
        raise Refused("meetings.is_cancelled")
    roll = await store.roll(deed.session, ballot.id)
    return Question(
        text=ballot.question, method=ballot.method, closes=None, meeting=meeting, named=[line.person for line in roll],
        earlier=ballot,
    )  # fmt: skip


async def repeat(deed: Deed, ballot: Ballot) -> Ballot:
    """Opens it anew for those of the former roll who have a vote today; the results of both refer to each other."""
    question = await check_may_repeat(deed, ballot)
    again = await ballots.open_(deed, question)
    ballots_told.everywhere(deed, ballot)
    return again
