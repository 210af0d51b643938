"""A ballot is put to its electorate, whatever its kind."""

from collections.abc import Collection

from bot.actions import ballots_box, ballots_told, minutes
from bot.actions.base import Deed
from bot.rules.electorate import digest
from bot.store import ballots as store
from bot.store.ballots import Ballot, Elector
from bot.store.branch import Person


async def put(
    deed: Deed, ballot: Ballot, roll: Collection[Person], *, written: Collection[int] = (), width: int = 1
) -> None:
    """Freezes the roll and sends each elector a card; ``written`` are those whose written opinion is counted, ``width``
    is how many characters a vote has in the box of a secret ballot."""
    ballot.electors, ballot.digest = len(roll), digest(person.id for person in roll)
    deed.session.add(ballot)
    await deed.session.flush()
    deed.session.add_all(Elector(ballot_id=ballot.id, person=person, written=person.id in written) for person in roll)
    if ballot.secret:
        ballots_box.set_up(deed, ballot, width)
    await deed.session.flush()
    deed.audit("ballots.opened", ballots_told.name_of(ballot))
    for person in roll:
        deed.tell(person, "ballots/card", ballot=ballot.id)
    ballots_told.lists(deed)
    minutes.ballot_changed(deed, ballot.meeting_id)


async def post(deed: Deed, ballot: Ballot, roll: Collection[Person]) -> None:
    """To the groups whose electors are exactly this roll."""
    for chat in await store.chats_for(deed.session, deed.branch.id, roll):
        deed.post(chat.chat_id, "ballots/group", ballot=ballot.id)
