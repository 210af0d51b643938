"""What no transaction can do: done by the one writer after the commit that asked for it (``deed.chore``).

Each is safe to repeat: a killed bot does it again at its next start.
"""

from collections.abc import Awaitable, Callable, Mapping

from bot.keys import Keys
from bot.store import ballots, ballots_box, post
from bot.store.database import Database

Chore = Callable[[Database, Keys], Awaitable[None]]


async def replace_door_key(database: Database, keys: Keys) -> None:
    """Whatever waits at the doors is sealed anew; what a copy of the database holds from before opens for nobody."""
    async with database.writing() as session:
        old = keys.doors.begin_rotation()
        await post.reseal(session, keys.doors)
    keys.doors.end_rotation(old)


async def bury_ballot_keys(database: Database, keys: Keys) -> None:
    """Destroys the keys of closed ballots, and whatever the database may still hold of them as freed space or log.

    The emptied key file goes last: as long as it is there, each tick of the ballots' job asks for this again.
    """
    async with database.reading() as session:
        done = await ballots.needing_no_key(session, keys.ballots.kept())
    if not done:
        return
    for ballot_id in done:
        keys.ballots.erase(ballot_id)
    await replace_door_key(database, keys)
    await database.compact(ballots_box.TOUCHED)
    for ballot_id in done:
        keys.ballots.remove(ballot_id)


CHORES: Mapping[str, Chore] = {"replace_door_key": replace_door_key, "bury_ballot_keys": bury_ballot_keys}
