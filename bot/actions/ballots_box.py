"""The box of a secret ballot: set up, filled, opened at the end, and its key destroyed.

Whatever needs the key is tried before the first write: with a key missing or wrong, nothing is half done.
"""

from bot.actions.base import Deed, Refused
from bot.keys.ballots import Locked, Unread
from bot.rules.box import Box
from bot.store import ballots as store
from bot.store import ballots_box
from bot.store.ballots import Ballot, Elector
from bot.store.ballots_box import BoxRow

LOCKED = "ballots.box_locked"  # why a deed is refused where the key is gone or wrong


def set_up(deed: Deed, ballot: Ballot, width: int = 1) -> None:
    """A new key, on the disk before the transaction commits, and an empty box for votes of so many characters."""
    deed.keys.ballots.make(ballot.id)
    sealed = deed.keys.ballots.seal(ballot.id, Box(width=width), ballot.electors)
    deed.session.add(BoxRow(ballot_id=ballot.id, sealed=sealed))


async def put(deed: Deed, ballot: Ballot, line: Elector, vote: str) -> None:
    """One more ballot in the box, which is sealed anew as a whole; the roll says that the person has voted."""
    row, box = await _opened(deed, ballot)
    roll = await store.roll_ids(deed.session, ballot.id)
    code = deed.keys.ballots.code(ballot.id, line.person_id, roll)
    row.sealed = deed.keys.ballots.seal(ballot.id, box.with_vote(vote, code), ballot.electors)
    line.voted = True


async def check_opens(deed: Deed, ballot: Ballot) -> None:
    """Refused where the box does not open."""
    await _opened(deed, ballot)


async def publish(deed: Deed, ballot: Ballot) -> None:
    """Opens the box for good: the two lists are published, the box goes, and after the commit its key."""
    row, box = await _opened(deed, ballot)
    deed.session.add(ballots_box.published_of(ballot.id, box))
    await deed.session.delete(row)
    deed.chore("bury_ballot_keys")


async def check_broken(deed: Deed, ballot: Ballot) -> None:
    """Refused unless the key is gone or wrong: nobody may throw away votes that can be counted, now or later."""
    if ballot.secret:
        try:
            await _opened(deed, ballot)
        except Refused as refused:
            if refused.key == LOCKED:
                return
            raise
    raise Refused("ballots.box_is_sound")


async def discard(deed: Deed, ballot: Ballot) -> None:
    """作废: the box goes unopened."""
    row = await ballots_box.box(deed.session, ballot.id)
    if row is not None:
        await deed.session.delete(row)
    deed.chore("bury_ballot_keys")


async def opens(deed: Deed, ballot: Ballot) -> bool:
    """Whether the box can be opened and holds as many ballots as the roll says."""
    try:
        await _opened(deed, ballot)
    except Refused:
        return False
    return True


async def ask_to_bury(deed: Deed) -> None:
    """A key whose ballot is closed outlived a kill: its destruction is finished now."""
    if await store.needing_no_key(deed.session, deed.keys.ballots.kept()):
        deed.chore("bury_ballot_keys")


async def _opened(deed: Deed, ballot: Ballot) -> tuple[BoxRow, Box]:
    row = await ballots_box.box(deed.session, ballot.id)
    voted = (await store.turnout(deed.session, [ballot.id]))[ballot.id]
    try:
        if row is None:
            raise Locked(ballot.id)
        return row, deed.keys.ballots.open(ballot.id, row.sealed, ballot.electors, voted)
    except Unread:
        raise Refused("ballots.key_unread", key=deed.keys.ballots.path(ballot.id).name) from None
    except Locked:
        raise Refused(LOCKED, key=deed.keys.ballots.path(ballot.id).name) from None
