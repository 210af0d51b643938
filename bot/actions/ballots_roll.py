"""Who may vote now: on the frozen roll, while the ballot is open, and in a meeting only whoever is there."""

from bot.actions.base import Deed, Refused
from bot.rules.permissions import Matter, Permission
from bot.rules.quorum import majority
from bot.rules.words import Attendance
from bot.store import ballots as store
from bot.store import meetings
from bot.store.ballots import Ballot, Elector


async def own_line(deed: Deed, ballot: Ballot) -> Elector:
    """Where the actor stands on the roll; Refused for whoever may not vote here, or not any more, or not from afar."""
    deed.require(Permission.VOTE, Matter(owner_id=deed.person.id))
    line = await store.elector(deed.session, ballot.id, deed.person.id)
    if line is None:
        raise Refused("ballots.not_elector", entry=deed.book.voters)
    check_open(deed, ballot)
    if line.written:
        raise Refused("ballots.voted_in_writing", entry=deed.book.written_opinions)
    check_not_counted(line)
    if not await present(deed, ballot, line.person_id):
        raise Refused("ballots.not_present", entry=majority(ballot.kind, deed.book))
    return line


def check_not_counted(line: Elector) -> None:
    """Refused where the person's vote comes another way: on paper, by raised hand, by a written opinion."""
    if line.paper:
        raise Refused("ballots.struck_off", name=line.person.name)
    if line.written:
        raise Refused("ballots.in_writing", name=line.person.name)


async def check_present(deed: Deed, ballot: Ballot, line: Elector) -> None:
    """Refused where somebody for whom an officer acts is not marked as present (支部工作条例 11: whoever attends)."""
    if not await present(deed, ballot, line.person_id):
        rule = majority(ballot.kind, deed.book)
        raise Refused("ballots.person_not_present", name=line.person.name, entry=rule)


async def present(deed: Deed, ballot: Ballot, person_id: int) -> bool:
    """Whether that person is marked as present at the ballot's meeting; a ballot without a meeting asks for nobody."""
    if ballot.meeting_id is None:
        return True
    invited = await meetings.invitation(deed.session, ballot.meeting_id, person_id)
    return invited is not None and invited.attendance is Attendance.PRESENT


def check_open(deed: Deed, ballot: Ballot) -> None:
    """Refused once no vote is taken any more."""
    if ballot.ended(deed.now):
        raise Refused("ballots.has_ended")
