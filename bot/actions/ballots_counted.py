"""Votes without the bot: who gives them is struck off the roll first, then they are counted by hand and entered.

A show of hands shows who voted how, so a secret ballot takes paper only.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.actions import ballots_roll, ballots_told
from bot.actions.ballots_told import name_of
from bot.actions.base import Deed, Refused
from bot.rules.counts import Part, fault
from bot.rules.permissions import Matter, Permission
from bot.rules.words import BallotKind, Choice, CountMethod, Source
from bot.store import ballots as store
from bot.store import counts
from bot.store.ballots import Ballot, Elector
from bot.store.ballots_standing import Standing, standing
from bot.store.counts import HandCount


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Ballots ``issued`` on paper, ``returned``, of these ``invalid``; ``votes``: what the valid ones say, by the words
    of the ballot paper. Of raised hands all three figures follow from the votes."""

    method: CountMethod
    issued: int
    returned: int
    invalid: int
    votes: Mapping[str, int]

    @property
    def part(self) -> Part:
        """The same as a part of the figures of a ballot that is for, against or abstain."""
        return Part(
            source=Source.of(self.method.value), issued=self.issued, returned=self.returned, invalid=self.invalid,
            for_=self.votes[Choice.FOR], against=self.votes[Choice.AGAINST], abstain=self.votes[Choice.ABSTAIN],
        )  # fmt: skip


def of_hands(for_: int, against: int, abstain: int) -> Tally:
    """A show of hands: who raised one has been counted."""
    votes = {Choice.FOR.value: for_, Choice.AGAINST.value: against, Choice.ABSTAIN.value: abstain}
    shown = for_ + against + abstain
    return Tally(method=CountMethod.HANDS, issued=shown, returned=shown, invalid=0, votes=votes)


async def check_may_strike(deed: Deed, ballot: Ballot, person_id: int) -> Elector:
    """The line that the actor may strike off; Refused where the vote is there already, or the person is not."""
    deed.require(Permission.BALLOTS, Matter(owner_id=ballot.opener_id))
    ballots_roll.check_open(deed, ballot)
    line = await store.elector(deed.session, ballot.id, person_id)
    if line is None:
        raise Refused("home.old_button")
    if ballot.kind is BallotKind.ELECTION:
        raise Refused("elections.no_paper_beside", entry=deed.book.election_papers)
    if line.voted:
        raise Refused("ballots.voted_already", name=line.person.name)
    if line.written:
        raise Refused("ballots.in_writing", name=line.person.name)
    await ballots_roll.check_present(deed, ballot, line)
    return line


async def strike(deed: Deed, ballot: Ballot, person_id: int) -> None:
    """Strikes somebody off who votes on paper or by hand; from now on the person's buttons take no vote."""
    line = await check_may_strike(deed, ballot, person_id)
    if line.paper:
        return
    line.paper = True
    deed.audit("ballots.struck_off", f"{line.person.name} {name_of(ballot)}")
    ballots_told.struck(deed, ballot, line)
    await ballots_told.everybody_voted(deed, ballot)


async def take_back(deed: Deed, ballot: Ballot, person_id: int) -> None:
    """Undoes :func:`strike`, until something has been counted."""
    deed.require(Permission.BALLOTS, Matter(owner_id=ballot.opener_id))
    ballots_roll.check_open(deed, ballot)
    line = await store.elector(deed.session, ballot.id, person_id)
    if line is None:
        raise Refused("home.old_button")
    if await counts.hand_counts(deed.session, ballot.id):
        raise Refused("ballots.counted_already")
    if not line.paper:
        return
    line.paper = False
    deed.audit("ballots.struck_back", f"{line.person.name} {name_of(ballot)}")
    ballots_told.struck(deed, ballot, line)


async def check_may_count(deed: Deed, ballot: Ballot, method: CountMethod) -> Standing:
    """How far the ballot is; Refused where no count may be entered: nobody struck off, signed, hands in secret."""
    deed.require(Permission.BALLOTS, Matter(owner_id=ballot.opener_id))
    if ballot.void:
        raise Refused("ballots.has_ended")
    if ballot.secret and method is CountMethod.HANDS:
        raise Refused("ballots.no_hands_in_secret", entry=deed.book.voters)
    count = await standing(deed.session, ballot)
    if not count.struck:
        raise Refused("ballots.nobody_struck")
    if count.final:
        raise Refused("ballots.signed_already")
    return count


async def enter_count(deed: Deed, ballot: Ballot, tally: Tally) -> None:
    """What was counted by hand, or a correction: then whoever has signed must sign anew."""
    left = (await check_may_count(deed, ballot, tally.method)).left(tally.method)
    if wrong := fault(tally.part, left):
        valid = tally.returned - tally.invalid
        raise Refused(f"ballots.count_{wrong}", left=left, valid=valid, cast=sum(tally.votes.values()))
    row = await deed.session.get(HandCount, (ballot.id, tally.method))
    if row is None:
        row = HandCount(ballot_id=ballot.id, method=tally.method)
        deed.session.add(row)
    row.issued, row.returned, row.invalid, row.votes = tally.issued, tally.returned, tally.invalid, dict(tally.votes)
    row.entered_by_id, row.entered = deed.person.id, deed.now
    for each in (await counts.sign_offs(deed.session, ballot.id)).values():
        each.signed, each.entered_by_id, each.objection = None, None, None
    deed.audit("ballots.counted", f"{tally.method.zh} {name_of(ballot)}")
    ballots_told.everywhere(deed, ballot)
    await ballots_told.signers(deed, ballot)
