"""The decision register (党支部工作制度 三（一）): what was decided, who sees to it by when, what was done."""

from dataclasses import dataclass
from datetime import date

from bot.actions import minutes
from bot.actions.base import Deed, Refused
from bot.rules.permissions import Matter, Permission
from bot.store import decisions as store
from bot.store.ballots import Ballot
from bot.store.ballots_standing import passed
from bot.store.branch import Person
from bot.store.decisions import Decision, Origin
from bot.store.meetings import Meeting

TEXT_MOST, OUTCOME_MOST = 1000, 500  # characters


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """What is to be entered. ``owner`` and ``due`` come together or not at all: nobody follows it up then."""

    text: str
    meeting: Meeting | None
    ballot: Ballot | None
    owner: Person | None
    due: date | None


async def record(deed: Deed, resolution: Resolution) -> Decision:
    """Enters it. Whoever has to see to it is told once."""
    await check_may_record(deed, resolution.meeting, resolution.ballot)
    _check_follow_up(deed, resolution.owner, resolution.due)
    decision = Decision(
        branch_id=deed.branch.id, meeting_id=resolution.meeting.id if resolution.meeting else None,
        ballot_id=resolution.ballot.id if resolution.ballot else None, text=resolution.text,
        owner_id=resolution.owner.id if resolution.owner else None, due=resolution.due,
        recorded_by_id=deed.person.id, recorded=deed.now,
    )  # fmt: skip
    deed.session.add(decision)
    await deed.session.flush()
    deed.audit("decisions.recorded", name_of(decision))
    if resolution.owner is not None and resolution.owner.id != deed.person.id:
        deed.tell(resolution.owner, "decisions/owed", decision=decision.id)
    await _refresh(deed, decision)
    return decision


async def check_may_record(deed: Deed, meeting: Meeting | None, ballot: Ballot | None) -> None:
    """Refused unless the actor may enter a decision of this meeting, or the outcome of this ballot."""
    if ballot is None and meeting is None:
        raise Refused("decisions.of_nothing")
    if ballot is not None:
        await _check_ballot(deed, meeting, ballot)
    if meeting is not None and (ballot is None or not deed.reaches(Permission.BALLOTS, _of(ballot))):
        minutes.check_may_record(deed, meeting)
    elif ballot is not None:
        deed.require(Permission.BALLOTS, _of(ballot))


def _of(ballot: Ballot) -> Matter:
    return Matter(owner_id=ballot.opener_id)


async def _check_ballot(deed: Deed, meeting: Meeting | None, ballot: Ballot) -> None:
    if ballot.meeting_id != (meeting.id if meeting else None):
        raise Refused("decisions.other_meeting")
    if not await passed(deed.session, ballot, deed.book):
        raise Refused("decisions.not_passed")
    if await store.of_ballot(deed.session, ballot.id) is not None:
        raise Refused("decisions.entered_already")


def _check_follow_up(deed: Deed, owner: Person | None, due: date | None) -> None:
    if (owner is None) != (due is None):
        raise Refused("decisions.both_or_none", entry=deed.book.decision)
    if due is not None and due < deed.today:
        raise Refused("decisions.past_day")


async def check_may_complete(deed: Deed, decision: Decision) -> Origin:
    """Where it comes from; Refused unless the actor owns it or keeps that meeting's matters, and it is still open."""
    origin = await store.origin(deed.session, decision)
    if decision.owner_id != deed.person.id:
        deed.require(Permission.MINUTES, origin.matter(decision))
    if decision.owner_id is None:
        raise Refused("decisions.nothing_to_do")
    if decision.done is not None:
        raise Refused("decisions.done_already")
    return origin


async def complete(deed: Deed, decision: Decision, outcome: str) -> None:
    """办结, with a word on what was done."""
    await check_may_complete(deed, decision)
    if len(outcome) > OUTCOME_MOST:
        raise Refused("decisions.too_long", most=OUTCOME_MOST)
    decision.done, decision.outcome = deed.now, outcome
    deed.audit("decisions.done", name_of(decision))
    await _refresh(deed, decision)


async def reopen(deed: Deed, decision: Decision) -> None:
    """办结 taken back; the word stays until another is given."""
    origin = await store.origin(deed.session, decision)
    if decision.owner_id != deed.person.id:
        deed.require(Permission.MINUTES, origin.matter(decision))
    if decision.done is None:
        raise Refused("decisions.still_open")
    decision.done = None
    deed.audit("decisions.reopened", name_of(decision))
    await _refresh(deed, decision)


async def check_may_assign(deed: Deed, decision: Decision) -> Origin:
    """Where it comes from; Refused unless the actor may give it to somebody, or another day, and it is still open."""
    origin = await store.origin(deed.session, decision)
    deed.require(Permission.MINUTES, origin.matter(decision))
    if decision.done is not None:
        raise Refused("decisions.done_already")
    return origin


async def assign(deed: Deed, decision: Decision, owner: Person, due: date) -> None:
    """Another owner or another day. A new owner is told once; the card of the old one says whose it is now."""
    await check_may_assign(deed, decision)
    _check_follow_up(deed, owner, due)
    if (owner.id, due) == (decision.owner_id, decision.due):
        return
    handed = owner.id != decision.owner_id
    decision.owner_id, decision.due = owner.id, due
    deed.audit("decisions.assigned", name_of(decision))
    if handed and owner.id != deed.person.id:
        deed.tell(owner, "decisions/owed", decision=decision.id)
    await _refresh(deed, decision)


async def consult(deed: Deed, decision: Decision, opinion: Ballot) -> None:
    """事先广泛听取意见: names the opinion that was asked for before the committee decided (三（一）)."""
    origin = await check_may_consult(deed, decision)
    if origin.ballot is None:
        return
    origin.ballot.earlier_id = opinion.id
    deed.audit("decisions.consulted", name_of(decision))
    await _refresh(deed, decision)


async def check_may_consult(deed: Deed, decision: Decision) -> Origin:
    """Where it comes from; Refused unless it is a committee's motion in the actor's care."""
    origin = await store.origin(deed.session, decision)
    deed.require(Permission.MINUTES, origin.matter(decision))
    if not origin.may_consult:
        raise Refused("decisions.no_motion", entry=deed.book.decision)
    return origin


def name_of(decision: Decision) -> str:
    """What the audit log calls it: never its text."""
    return f"决议 {decision.id}"


async def _refresh(deed: Deed, decision: Decision) -> None:
    await deed.session.flush()
    for card in ("one", "owed", "finishing"):
        deed.refresh(f"decisions/{card}", decision=decision.id)
    deed.refresh("decisions/register", page=0)
    if decision.ballot_id is not None:
        deed.refresh("ballots/tally", ballot=decision.ballot_id)
    origin = await store.origin(deed.session, decision)
    if origin.meeting is not None:
        minutes.refresh(deed, origin.meeting)
