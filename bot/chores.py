"""What no transaction can do: done by the one writer after the commit that asked for it (``deed.chore``).

Each is safe to repeat: a killed bot does it again at its next start.
"""

from collections.abc import Awaitable, Callable, Mapping

from bot.keys import Keys
from bot.store import post
from bot.store.database import Database

Chore = Callable[[Database, Keys], Awaitable[None]]


async def replace_door_key(database: Database, keys: Keys) -> None:
    """Whatever waits at the doors is sealed anew; what a copy of the database holds from before opens for nobody."""
    keys.doors.begin_rotation()
    async with database.writing() as session:
        await post.reseal(session, keys.doors)
    keys.doors.end_rotation()


CHORES: Mapping[str, Chore] = {"replace_door_key": replace_door_key}
