"""Files are handed to those who keep the minutes; that they were is in the audit log, never what they say."""

from bot.actions.ballots_told import name_of as name_of_ballot
from bot.actions.base import Deed, Refused
from bot.actions.meetings import name_of
from bot.rules.calendar import Quarter
from bot.rules.filing import Paper
from bot.rules.permissions import Matter, Permission, do
from bot.store import meetings
from bot.store.ballots import Ballot
from bot.store.meetings import Meeting


def check_may_file(deed: Deed, meeting: Meeting) -> None:
    """Refused unless the actor keeps the minutes of this meeting; a cancelled one has none."""
    deed.require(Permission.MINUTES, meeting.matter)
    if meeting.cancelled is not None:
        raise Refused("meetings.is_cancelled")


def hand_out(deed: Deed, meeting: Meeting, paper: Paper) -> None:
    """A file of a meeting."""
    check_may_file(deed, meeting)
    deed.audit(f"filing.{paper.value}", name_of(meeting))


async def hand_out_result(deed: Deed, ballot: Ballot) -> None:
    """The result sheet of a ballot: of a meeting's for whoever keeps its minutes, else for whoever ends ballots."""
    meeting = await meetings.by_id(deed.session, ballot.meeting_id) if ballot.meeting_id else None
    if meeting is None:
        deed.require(Permission.BALLOTS, Matter(owner_id=ballot.opener_id))
    else:
        deed.require(Permission.MINUTES, meeting.matter)
    if ballot.closed is None or ballot.void:
        raise Refused("filing.not_counted")
    deed.audit("filing.result", name_of_ballot(ballot))


def hand_out_attendance(deed: Deed, year: int, quarter: int) -> None:
    """Attendance of a year, or of one of its quarters (0: the whole year); how far it reaches, the painter knows."""
    if not deed.person.grants.satisfies(do(Permission.MINUTES)):
        raise Refused("home.not_yours")
    deed.audit("filing.attendance", str(Quarter(year, quarter)) if quarter else str(year))
