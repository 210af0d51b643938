"""催办: whoever has not answered a notice, or not voted yet, is asked once more, in private.

At most once a day about one thing, by the branch's calendar. Of a secret ballot nobody but the bot knows whom it
reminds: no card and no row of the store says so, and whoever asks for it sees the number alone (PRODUCT 7).
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.actions import ballots_box, ballots_told, meetings
from bot.actions.base import Deed, Refused
from bot.rules.permissions import Matter, Permission
from bot.store import nudges as store
from bot.store.ballots import Ballot
from bot.store.branch import Person
from bot.store.meetings import Meeting


async def check_meeting(deed: Deed, meeting: Meeting) -> Sequence[Person]:
    """Whom a nudge would reach; Refused where the actor may not, it has begun, or there is nobody to remind today."""
    deed.require(Permission.MEETINGS, meeting.matter)
    meetings.check_takes_answers(deed, meeting)
    _check_day(deed, meeting.nudged)
    bound = [person for person in await store.silent(deed.session, meeting.id) if person.bound]
    if not bound:
        raise Refused("nudges.all_answered")
    return bound


async def nudge_meeting(deed: Deed, meeting: Meeting) -> None:
    """The notice once more to each who has not answered."""
    silent = await check_meeting(deed, meeting)
    meeting.nudged = deed.today
    deed.audit("nudges.meeting", meetings.name_of(meeting))
    for person in silent:
        deed.tell(person, "meetings/notice", meeting=meeting.id)


async def check_ballot(deed: Deed, ballot: Ballot) -> Sequence[Person]:
    """Whom a nudge would reach; Refused where the actor may not, it has ended, or there is nobody to remind today.

    Of a secret ballot it is refused only where everybody has voted: else it would tell of those who are not bound.
    """
    deed.require(Permission.BALLOTS, Matter(owner_id=ballot.opener_id))
    if ballot.ended(deed.now):
        raise Refused("ballots.has_ended")
    if ballot.secret:
        await ballots_box.check_opens(deed, ballot)
    _check_day(deed, ballot.nudged)
    waited_for = await store.waited_for(deed.session, ballot)
    bound = [person for person in waited_for if person.bound]
    if not (waited_for if ballot.secret else bound):
        raise Refused("nudges.all_voted", meeting=ballot.meeting_id is not None)
    return bound


async def nudge_ballot(deed: Deed, ballot: Ballot) -> None:
    """The card once more to each who has not voted; of a secret ballot a message that leaves no trace."""
    waited_for = await check_ballot(deed, ballot)
    ballot.nudged = deed.today
    deed.audit("nudges.ballot", ballots_told.name_of(ballot))
    for person in waited_for:
        if ballot.secret:
            deed.whisper(person, "nudges/vote", ballot=ballot.id)
        else:
            deed.tell(person, "ballots/card", ballot=ballot.id)


def _check_day(deed: Deed, last: date | None) -> None:
    rule = deed.book.nudges
    if last is not None and deed.today < last + timedelta(days=rule.every_days):
        raise Refused("nudges.not_yet", title=rule.title, day=last + timedelta(days=rule.every_days))
