"""Elections are opened, voted in and followed up (党支部选举; 机关党建工作责任制 二.1: the branch proposes).

Beyond what is here an election is a secret ballot like any other: see ballots.py and ballots_box.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.actions import ballots, ballots_opening, ballots_told, chair
from bot.actions.base import Deed, Refused
from bot.rules.elections import MOST_NOMINEES, MOST_SEATS, Paper, Standing
from bot.rules.electorate import digest, is_elector
from bot.rules.permissions import Matter, Permission
from bot.rules.rulebook import Entry, Rulebook
from bot.rules.words import Approval, BallotKind, BallotMethod, MeetingKind
from bot.store import ballots as ballot_store
from bot.store import elections as store
from bot.store import meetings
from bot.store.ballots import Ballot
from bot.store.ballots_standing import standing
from bot.store.branch import Person
from bot.store.elections import Nominee
from bot.store.meetings import Meeting


@dataclass(frozen=True, kw_only=True)
class Election:
    """What is elected in which assembly: so many ``seats``, the nominees in the order of the paper; ``earlier``: the
    election whose open seats these are."""

    question: str
    meeting: Meeting
    seats: int
    nominees: Sequence[Person]
    earlier: Ballot | None = None


async def open_(deed: Deed, election: Election) -> Ballot:
    """Freezes the roll and sends each elector a paper."""
    deed.require(Permission.BALLOTS, Matter(owner_id=deed.person.id))
    await _check_meeting(deed, election.meeting)
    if not 1 <= election.seats <= MOST_SEATS:
        raise Refused("elections.seats_between", most=MOST_SEATS)
    if found := problem(deed.book, election.nominees, election.seats):
        key, rule, facts = found
        raise Refused(key, rule, **facts)
    if election.earlier is not None:
        before = await check_by_ballot(deed, election.earlier)
        if election.seats > before.outcome.left or any(
            person.id in before.outcome.elected for person in election.nominees
        ):
            raise Refused("elections.no_seat_left")
    return await _put(deed, election, runoff=False)


async def open_runoff(deed: Deed, earlier: Ballot) -> Ballot:
    """第二轮投票 among those who were tied, for the seats that the tie left open."""
    meeting, result = await check_runoff(deed, earlier)
    tied = result.people(result.outcome.tied)
    election = Election(
        question=earlier.question, meeting=meeting, seats=result.outcome.left,
        nominees=list(dict.fromkeys(each for each in (*result.slate.nominees, *tied) if each in tied)),
        earlier=earlier,
    )  # fmt: skip
    return await _put(deed, election, runoff=True)


async def _put(deed: Deed, election: Election, *, runoff: bool) -> Ballot:
    roll = await ballot_store.electorate(deed.session, deed.branch.id, election.meeting, None)
    if not roll:
        raise Refused("ballots.no_electors", entry=deed.book.voters)
    ballot = Ballot(
        branch_id=deed.branch.id, kind=BallotKind.ELECTION, method=BallotMethod.SECRET, question=election.question,
        meeting_id=election.meeting.id, opener_id=deed.person.id, opened=deed.now, electors=len(roll),
        digest=digest(person.id for person in roll), seats=election.seats, runoff=runoff, approval=Approval.PENDING,
        earlier_id=election.earlier.id if election.earlier else None,
    )  # fmt: skip
    nominees, slots = election.nominees, 0 if runoff else election.seats
    deed.session.add(ballot)
    await deed.session.flush()
    deed.session.add_all(
        Nominee(ballot_id=ballot.id, person_id=person.id, position=place) for place, person in enumerate(nominees)
    )
    await ballots_opening.put(deed, ballot, roll, width=len(Paper((None,) * len(nominees)).spell(slots)))
    await ballots_opening.post(deed, ballot, roll)
    if election.earlier is not None:
        ballots_told.everywhere(deed, election.earlier)
    return ballot


Problem = tuple[str, Entry | None, dict[str, Any]]  # a short text, the rule that it cites, its other facts


def problem(book: Rulebook, nominees: Sequence[Person], seats: int) -> Problem | None:
    """Why these cannot stand for so many seats: somebody is no full member with the
    right to be elected, or there are too few of them (差额), or too many for a paper; None: they can."""
    rule, needed = book.election_nominees, book.election.nominees_needed(seats)
    if strangers := [person.name for person in nominees if not is_elector(person)]:
        return "elections.not_eligible", rule, {"names": strangers}
    if len(nominees) < needed:
        return "elections.too_few", rule, {"seats": seats, "needed": needed}
    if len(nominees) > MOST_NOMINEES:
        return "elections.too_many", None, {"most": MOST_NOMINEES}
    return None


async def _check_meeting(deed: Deed, meeting: Meeting) -> None:
    if meeting.kind is not MeetingKind.ASSEMBLY or meeting.cancelled is not None:
        raise Refused("elections.no_such_assembly", entry=deed.book.election)
    await chair.check_may_vote(deed, meeting)


async def check_runoff(deed: Deed, earlier: Ballot) -> tuple[Meeting, store.Result]:
    """Refused unless people are tied for a seat of this election and nobody has opened the next round."""
    result = await _check_follow_up(deed, earlier)
    if result.outcome.standing is not Standing.TIED or earlier.meeting_id is None:
        raise Refused("elections.nobody_tied")
    meeting = await meetings.by_id(deed.session, earlier.meeting_id)
    if meeting is None:
        raise Refused("home.old_button")
    await _check_meeting(deed, meeting)
    return meeting, result


async def check_by_ballot(deed: Deed, earlier: Ballot) -> store.Result:
    """Refused unless seats of this election are open and nobody has opened the next ballot for them."""
    result = await _check_follow_up(deed, earlier)
    if result.outcome.standing is not Standing.SHORT:
        raise Refused("elections.no_seat_left")
    return result


async def _check_follow_up(deed: Deed, earlier: Ballot) -> store.Result:
    deed.require(Permission.BALLOTS, Matter(owner_id=earlier.opener_id))
    if earlier.kind is not BallotKind.ELECTION or earlier.closed is None or earlier.void:
        raise Refused("home.old_button")
    await _check_stands(deed, earlier)
    if await store.later(deed.session, earlier.id) is not None:
        raise Refused("elections.followed")
    return await store.result(deed.session, earlier, deed.book)


async def read_paper(deed: Deed, ballot: Ballot, spelled: str) -> tuple[store.Slate, Paper]:
    """The paper that a button of the actor's carries; Refused where it is none of this election, or not theirs."""
    if ballot.kind is not BallotKind.ELECTION:
        raise Refused("home.old_button")
    await ballots.check_may_cast(deed, ballot)
    slate = await store.slate(deed.session, ballot)
    try:
        return slate, slate.read(spelled)
    except ValueError:
        raise Refused("home.old_button") from None


async def cast(deed: Deed, ballot: Ballot, spelled: str) -> bool:
    """The actor's paper into the box, for good; False, and nothing done, where it names too many or is not complete."""
    slate, paper = await read_paper(deed, ballot, spelled)
    if paper.over(slate.seats) or paper.unmarked:
        return False
    await ballots.drop(deed, ballot, spelled)
    return True


async def record_approval(deed: Deed, ballot: Ballot, approval: Approval, number: str, day: date) -> None:
    """批复: what the 机关工委 said, by whose number, on which day. Recorded again, the later record counts."""
    await check_may_record(deed, ballot)
    if day > deed.today:
        raise Refused("elections.day_to_come")
    ballot.approval, ballot.approval_number, ballot.approval_date = approval, number, day
    deed.audit("elections.approval", ballots_told.name_of(ballot))
    ballots_told.everywhere(deed, ballot)


async def check_may_record(deed: Deed, ballot: Ballot) -> None:
    """Refused unless the actor may record what was said of this election, and it proposes somebody."""
    deed.require(Permission.BALLOTS, Matter(owner_id=ballot.opener_id))
    if ballot.kind is not BallotKind.ELECTION or ballot.closed is None or ballot.void:
        raise Refused("home.old_button")
    await _check_stands(deed, ballot)
    if not (await store.result(deed.session, ballot, deed.book)).outcome.elected:
        raise Refused("elections.nobody_proposed")


async def _check_stands(deed: Deed, ballot: Ballot) -> None:
    """Refused while 监票人 and 计票人 have not signed."""
    if not (await standing(deed.session, ballot)).stands:
        raise Refused("elections.unsigned", entry=deed.book.scrutiny)
