"""/why: the rules behind what the bot asks, says and decides."""

from bot.cards.rulebook import Why
from bot.context import Here
from bot.routing import Router, Where
from bot.rules.permissions import Permission, see
from bot.store.outbox import Urgency

router = Router("rulebook")


@router.command("why", need=see(Permission.HOME), words=("依据",))
async def why(here: Here) -> None:
    """All that the bot goes by."""
    await here.show("rulebook/list")


@router.press(Why, need=see(Permission.HOME), where=Where.PRIVATE)
async def why_this(here: Here, press: Why) -> None:
    """One clause, as a message of its own: what was asked about stays where it is."""
    here.deed.tell(here.person, "rulebook/entry", urgency=Urgency.INTERACTIVE, entry=press.entry)
