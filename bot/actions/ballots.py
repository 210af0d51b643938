"""Ballots are opened, voted in and closed.

In an open one (记名) the choice stands on the roll beside the name and may be changed. In a secret one (无记名)
the roll says only who has voted, and a vote once cast is final: see ballots_box.py.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.actions import ballots_box, ballots_opening
from bot.actions.base import Deed, Refused
from bot.rules.permissions import Matter, Permission, do
from bot.rules.words import BallotKind, BallotMethod, Choice
from bot.store import ballots as store
from bot.store import branch as people
from bot.store import cards as shown
from bot.store.ballots import Ballot, Elector
from bot.store.branch import Person
from bot.store.meetings import Meeting


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is put to whom. With a ``meeting`` it is a motion; ``named`` narrows the electorate, None: it does not."""

    text: str
    method: BallotMethod
    closes: datetime | None
    meeting: Meeting | None
    named: Collection[Person] | None


async def open_(deed: Deed, question: Question) -> Ballot:
    """Freezes the roll and sends each elector a card, and the groups whose electors they are another."""
    deed.require(Permission.BALLOTS, Matter(owner_id=deed.person.id))
    roll = await store.electorate(deed.session, deed.branch.id, question.meeting, question.named)
    if not roll:
        raise Refused("ballots.no_electors")
    ballot = Ballot(
        branch_id=deed.branch.id, kind=BallotKind.MOTION if question.meeting else BallotKind.OPINION,
        method=question.method, question=question.text, meeting_id=question.meeting.id if question.meeting else None,
        opener_id=deed.person.id, opened=deed.now, closes=question.closes,
    )  # fmt: skip
    await ballots_opening.put(deed, ballot, roll)
    for chat in await store.chats_for(deed.session, deed.branch.id, roll):
        deed.post(chat.chat_id, "ballots/group", ballot=ballot.id)
    return ballot


async def vote(deed: Deed, ballot: Ballot, choice: Choice) -> None:
    """The actor's own vote by name; a later one replaces it, also one that an officer had entered."""
    line = await _own_line(deed, ballot)
    if ballot.secret:
        raise Refused("home.old_button")
    line.choice, line.voted, line.entered_by_id = choice, True, None
    _refresh_vote(deed, ballot, deed.person)


async def check_may_cast(deed: Deed, ballot: Ballot) -> Elector:
    """The actor's line on the roll of a secret ballot; Refused once cast, and where the box does not open."""
    line = await _own_line(deed, ballot)
    if not ballot.secret:
        raise Refused("home.old_button")
    if line.voted:
        raise Refused("ballots.cast_already")
    await ballots_box.check_opens(deed, ballot)
    return line


async def cast(deed: Deed, ballot: Ballot, choice: Choice) -> None:
    """The actor's vote into the box of a secret ballot, for good. Nothing that is kept or told here says which."""
    line = await check_may_cast(deed, ballot)
    await ballots_box.put(deed, ballot, line, choice)
    _refresh_vote(deed, ballot, deed.person)


async def enter(deed: Deed, ballot: Ballot, person_id: int, choice: Choice) -> None:
    """代录: an officer enters the vote of somebody without Telegram. The audit log says for whom, never what."""
    line = await check_may_enter(deed, ballot, person_id)
    line.choice, line.voted, line.entered_by_id = choice, True, deed.person.id
    deed.audit("ballots.entered", f"{line.person.name} {name_of(ballot)}")
    _refresh_vote(deed, ballot, line.person)


async def check_may_enter(deed: Deed, ballot: Ballot, person_id: int) -> Elector:
    """The line on which the actor may enter a vote; Refused where the person votes alone, or not at all."""
    check_may_enter_any(deed, ballot)
    line = await store.elector(deed.session, ballot.id, person_id)
    if line is None:
        raise Refused("home.old_button")
    if not line.waits_for_hand:
        raise Refused("ballots.votes_alone", name=line.person.name)
    return line


def check_may_enter_any(deed: Deed, ballot: Ballot) -> None:
    """Refused unless the actor may enter votes here: never in a secret ballot, where whoever enters would know, and
    never where a person is voted on (党支部工作制度 三（十四）6(7))."""
    check_may_close(deed, ballot)
    if ballot.kind.of_one_person:
        raise Refused("ballots.no_proxies", clause=deed.book.proxies.clause)
    if ballot.secret:
        raise Refused("ballots.none_entered_in_secret")


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
            await _tell_locked(deed, ballot)
            continue
        await _end(deed, ballot)
        if not (ballot.secret and await store.elector(deed.session, ballot.id, ballot.opener_id)):
            await _tell_opener(deed, ballot)


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
    await _announce(deed, ballot)


async def _end(deed: Deed, ballot: Ballot) -> None:
    if ballot.secret:
        await ballots_box.publish(deed, ballot)
    ballot.closed = min(deed.now, ballot.closes or deed.now)  # no vote was taken after its time
    deed.audit("ballots.closed", name_of(ballot))
    await _announce(deed, ballot)


async def _announce(deed: Deed, ballot: Ballot) -> None:
    """Everybody sees the result. Of a secret ballot as a new card: the receipt with the code stays beside it."""
    if ballot.secret:
        await deed.session.flush()
        for line in await store.roll(deed.session, ballot.id):
            deed.tell(line.person, "ballots/outcome", ballot=ballot.id)
    _refresh_everywhere(deed, ballot)


async def _tell_opener(deed: Deed, ballot: Ballot) -> None:
    opener = await people.person(deed.session, ballot.opener_id)
    if opener is not None and opener.grants.satisfies(do(Permission.BALLOTS)):
        deed.tell(opener, "ballots/ended", ballot=ballot.id)


async def _tell_locked(deed: Deed, ballot: Ballot) -> None:
    """Once, not at every look: the card says what is to be done, and is brought up to date by whatever is done."""
    if not await shown.live_cards(deed.session, "ballots/ended", {"ballot": ballot.id}):
        await _tell_opener(deed, ballot)
        _refresh_everywhere(deed, ballot)


async def look_into(deed: Deed, ballot: Ballot) -> None:
    """查看明细: who chose what, for the committee, once it is closed. That somebody looked is in the audit log."""
    deed.require(Permission.BALLOTS, Matter(owner_id=ballot.opener_id))
    if not ballot.ended(deed.now):
        raise Refused("ballots.still_open")
    if ballot.secret:
        raise Refused("ballots.no_details")
    deed.audit("ballots.looked_into", name_of(ballot))


async def attendance_changed(deed: Deed, meeting: Meeting) -> None:
    """Attendance was taken or corrected: so may the verdicts of the meeting's motions."""
    for ballot in await store.of_meeting(deed.session, meeting.id):
        if ballot.ended(deed.now):
            _refresh_everywhere(deed, ballot)


def check_may_close(deed: Deed, ballot: Ballot) -> None:
    """Refused unless the actor may close this ballot and nobody has: a secret one at its time waits to be opened."""
    deed.require(Permission.BALLOTS, Matter(owner_id=ballot.opener_id))
    if not (ballot.secret and ballot.closed is None):
        _check_open(deed, ballot)


def name_of(ballot: Ballot) -> str:
    """What the audit log calls it: never its question."""
    return f"{ballot.kind.zh} {ballot.id}"


def _check_open(deed: Deed, ballot: Ballot) -> None:
    if ballot.ended(deed.now):
        raise Refused("ballots.has_ended")


async def _own_line(deed: Deed, ballot: Ballot) -> Elector:
    """Where the actor stands on the roll; Refused for whoever may not vote here, or not any more."""
    deed.require(Permission.VOTE, Matter(owner_id=deed.person.id))
    line = await store.elector(deed.session, ballot.id, deed.person.id)
    if line is None:
        raise Refused("ballots.not_elector")
    _check_open(deed, ballot)
    if line.written:
        raise Refused("ballots.voted_in_writing", clause=deed.book.written_opinions.clause)
    return line


def _refresh_vote(deed: Deed, ballot: Ballot, voter: Person) -> None:
    """A vote changes the voter's own card and the turnout; other electors' cards show neither."""
    for card in ("card", "confirm"):
        deed.refresh(f"ballots/{card}", only=voter, ballot=ballot.id)
    deed.refresh("ballots/mine", only=voter)
    for card in ("ballots/group", "ballots/tally", "ballots/closing", "ballots/entering"):
        deed.refresh(card, ballot=ballot.id)
    deed.refresh("ballots/tallies")


def _refresh_everywhere(deed: Deed, ballot: Ballot) -> None:
    for card in ("card", "confirm", "outcome", "group", "tally", "closing", "voiding", "entering", "ended", "details"):
        deed.refresh(f"ballots/{card}", ballot=ballot.id)
    if ballot.subject_id is not None:
        deed.refresh("admissions/list")
        deed.refresh("admissions/person", person=ballot.subject_id)
        deed.refresh("admissions/meeting", meeting=ballot.meeting_id)
    _refresh_lists(deed)


def _refresh_lists(deed: Deed) -> None:
    deed.refresh("ballots/mine")
    deed.refresh("ballots/tallies")
