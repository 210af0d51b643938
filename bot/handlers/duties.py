"""/todo, /board and the names behind a line of the board."""

import bot.cards.reminders  # noqa: F401 - registers its card, whose buttons open commands
from bot.cards.duties import WhoOwes
from bot.context import Here
from bot.routing import Router, Where
from bot.rules.permissions import Permission, see

router = Router("duties")


@router.command("todo", need=see(Permission.HOME), words=("待办",))
async def todo(here: Here) -> None:
    """What I have to do."""
    await here.show("duties/todo")


@router.command("board", need=see(Permission.BOARD), words=("看板",))
async def board(here: Here) -> None:
    """What is due, done and overdue, as far as the person may see."""
    await here.show("duties/board")


@router.press(WhoOwes, need=see(Permission.BOARD), where=Where.PRIVATE)
async def who_owes(here: Here, press: WhoOwes) -> None:
    """The names behind one line; which of them are shown is the card's to decide, for its viewer."""
    await here.show("duties/group", system=press.system.value, period=press.period)
