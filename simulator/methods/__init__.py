"""The simulated methods of the Bot API, grouped as its page groups them."""

from collections.abc import Callable
from typing import TypeAlias

from ..calls import Call
from ..world import World
from . import bot, chats, editing, forwarding, media, messages, polling, polls

Handler: TypeAlias = Callable[[World, Call], object]

# getUpdates alone is not here: it waits, so the server carries it out itself.
HANDLERS: dict[str, Handler] = {
    **messages.METHODS,
    **forwarding.METHODS,
    **media.METHODS,
    **polls.METHODS,
    **editing.METHODS,
    **bot.METHODS,
    **chats.METHODS,
    **polling.METHODS,
}
