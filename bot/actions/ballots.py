"""Ballots are opened, voted in and closed.

In an open one (记名) the choice stands on the roll beside the name and may be changed. In a secret one (无记名)
the roll says only who has voted, and a vote once cast is final: see ballots_box.py.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.actions import ballots_box, ballots_opening, ballots_roll, ballots_told, chair
from bot.actions.ballots_told import name_of
from bot.actions.base import Deed, Refused
from bot.rules.box import SIGNS
from bot.rules.permissions import Matter, Permission
from bot.rules.words import BallotKind, BallotMethod, Choice
from bot.store import ballots as store
from bot.store.ballots import Ballot, Elector
from bot.store.ballots_standing import standing
from bot.store.branch import Person
from bot.store.meetings import Meeting


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is put to whom. With a ``meeting`` it is a motion; ``named`` narrows the electorate, None: it does not.

    ``earlier`` is the ended ballot that this one repeats.
    """

    text: str
    method: BallotMethod
    closes: datetime | None
    meeting: Meeting | None
    named: Collection[Person] | None
    earlier: Ballot | None = None


async def open_(deed: Deed, question: Question) -> Ballot:
    """Freezes the roll and sends each elector a card, and the groups whose electors they are another."""
    deed.require(Permission.BALLOTS, Matter(owner_id=deed.person.id))
    await chair.check_may_vote(deed, question.meeting)
    roll = await store.electorate(deed.session, deed.branch.id, question.meeting, question.named)
    if not roll:
        raise Refused("ballots.no_electors", entry=deed.book.voters)
    ballot = Ballot(
        branch_id=deed.branch.id, kind=BallotKind.MOTION if question.meeting else BallotKind.OPINION,
        method=question.method, question=question.text, meeting_id=question.meeting.id if question.meeting else None,
        opener_id=deed.person.id, opened=deed.now, closes=question.closes,
        earlier_id=question.earlier.id if question.earlier else None,
    )  # fmt: skip
    await ballots_opening.put(deed, ballot, roll)
    await ballots_opening.post(deed, ballot, roll)
    return ballot


async def vote(deed: Deed, ballot: Ballot, choice: Choice) -> None:
    """The actor's own vote by name; a later one replaces it, also one that an officer had entered."""
    line = await ballots_roll.own_line(deed, ballot)
    if ballot.secret:
        raise Refused("home.old_button")
    first, line.choice, line.voted, line.entered_by_id = not line.voted, choice, True, None
    await _voted(deed, ballot, line, first=first)


async def check_may_cast(deed: Deed, ballot: Ballot) -> Elector:
    """The actor's line on the roll of a secret ballot; Refused once cast, and where the box does not open."""
    line = await ballots_roll.own_line(deed, ballot)
    if not ballot.secret:
        raise Refused("home.old_button")
    if line.voted:
        raise Refused("ballots.cast_already")
    await ballots_box.check_opens(deed, ballot)
    return line


async def cast(deed: Deed, ballot: Ballot, choice: Choice) -> None:
    """The actor's choice into the box of a secret ballot, for good."""
    if ballot.kind is BallotKind.ELECTION:
        raise Refused("home.old_button")
    await drop(deed, ballot, SIGNS[choice])


async def drop(deed: Deed, ballot: Ballot, vote: str) -> None:
    """The actor's vote as it lies in the box. Nothing that is kept or told here says which."""
    line = await check_may_cast(deed, ballot)
    await ballots_box.put(deed, ballot, line, vote)
    await _voted(deed, ballot, line, first=True)


async def enter(deed: Deed, ballot: Ballot, person_id: int, choice: Choice) -> None:
    """代录: an officer enters the vote of somebody without Telegram. The audit log says for whom, never what."""
    line = await check_may_enter(deed, ballot, person_id)
    first, line.choice, line.voted, line.entered_by_id = not line.voted, choice, True, deed.person.id
    deed.audit("ballots.entered", f"{line.person.name} {name_of(ballot)}")
    await _voted(deed, ballot, line, first=first)


async def _voted(deed: Deed, ballot: Ballot, line: Elector, *, first: bool) -> None:
    ballots_told.voted(deed, ballot, line.person)
    if first:
        await ballots_told.everybody_voted(deed, ballot)


async def check_may_enter(deed: Deed, ballot: Ballot, person_id: int) -> Elector:
    """The line on which the actor may enter a vote; Refused where the person votes alone, or not at all."""
    check_may_enter_any(deed, ballot)
    line = await store.elector(deed.session, ballot.id, person_id)
    if line is None:
        raise Refused("home.old_button")
    ballots_roll.check_not_counted(line)
    if not line.waits_for_hand:
        raise Refused("ballots.votes_alone", name=line.person.name)
    await ballots_roll.check_present(deed, ballot, line)
    return line


def check_may_enter_any(deed: Deed, ballot: Ballot) -> None:
    """Refused unless the actor may enter votes here: never in a secret ballot, where whoever enters would know, and
    never where a person is voted on (党支部工作制度 三（十四）6(7))."""
    check_may_close(deed, ballot)
    if ballot.kind.of_one_person:
        raise Refused("ballots.no_proxies", entry=deed.book.proxies)
    if ballot.kind is BallotKind.ELECTION:
        raise Refused("elections.in_person", entry=deed.book.election_in_person)
    if ballot.secret:
        raise Refused("ballots.none_entered_in_secret", entry=deed.book.voters)


async def check_may_end(deed: Deed, ballot: Ballot) -> None:
    """Refused where the actor may not close it, or a secret ballot's box does not open."""
    check_may_close(deed, ballot)
    if ballot.secret:
        await ballots_box.check_opens(deed, ballot)


async def close(deed: Deed, ballot: Ballot) -> None:
    """Ends it by hand; from now on everybody who has a card sees the result.

    A secret ballot whose time has come and whose box did not open then is opened so.
    """
    await check_may_end(deed, ballot)
    await _end(deed, ballot)


async def close_due(deed: Deed) -> None:
    """Ends what has reached its time, and brings the result to whoever opened it."""
    for ballot in await store.overdue(deed.session, deed.branch.id, deed.now):
        if ballot.secret and not await ballots_box.opens(deed, ballot):
            await ballots_told.locked(deed, ballot)
            continue
        await _end(deed, ballot)
        told = ballot.secret and await store.elector(deed.session, ballot.id, ballot.opener_id)
        if not told or not (await standing(deed.session, ballot)).stands:
            await ballots_told.opener(deed, ballot)


async def check_may_void(deed: Deed, ballot: Ballot) -> None:
    """Refused unless the actor may close it and its box cannot be opened."""
    check_may_close(deed, ballot)
    await ballots_box.check_broken(deed, ballot)


async def void(deed: Deed, ballot: Ballot) -> None:
    """作废: ends a secret ballot whose box cannot be opened any more. It has no result, and says so."""
    await check_may_void(deed, ballot)
    await ballots_box.discard(deed, ballot)
    ballot.closed, ballot.void = deed.now, True
    deed.audit("ballots.voided", name_of(ballot))
    await ballots_told.ended(deed, ballot)


async def _end(deed: Deed, ballot: Ballot) -> None:
    if ballot.secret:
        await ballots_box.publish(deed, ballot)
    ballot.closed = min(deed.now, ballot.closes or deed.now)  # no vote was taken after its time
    deed.audit("ballots.closed", name_of(ballot))
    await ballots_told.ended(deed, ballot)


async def look_into(deed: Deed, ballot: Ballot) -> None:
    """查看明细: who chose what, for the committee, once it is closed. That somebody looked is in the audit log."""
    deed.require(Permission.BALLOTS, Matter(owner_id=ballot.opener_id))
    count = await standing(deed.session, ballot)
    if not ballot.ended(deed.now) or (count.needs_signing and not count.stands):
        raise Refused("ballots.still_open")
    if ballot.secret:
        raise Refused("ballots.no_details", entry=deed.book.voters)
    deed.audit("ballots.looked_into", name_of(ballot))


async def attendance_changed(deed: Deed, meeting: Meeting) -> None:
    """Attendance was taken or corrected: so may the verdicts of the meeting's motions."""
    for ballot in await store.of_meeting(deed.session, meeting.id):
        if ballot.ended(deed.now):
            ballots_told.everywhere(deed, ballot)
    deed.refresh("filing/files", meeting=meeting.id)


def check_may_close(deed: Deed, ballot: Ballot) -> None:
    """Refused unless the actor may close this ballot and nobody has: a secret one at its time waits to be opened."""
    deed.require(Permission.BALLOTS, Matter(owner_id=ballot.opener_id))
    if not (ballot.secret and ballot.closed is None):
        ballots_roll.check_open(deed, ballot)
