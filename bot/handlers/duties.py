"""/todo, /board, and what their buttons open: names, single duties, quarters, files, tomorrow's reminders, the own."""

import re

import bot.cards.reminders  # noqa: F401 - registers its card, whose buttons open commands
from bot.actions.base import Refused
from bot.actions.duties import taken_out
from bot.cards import duties_names, duties_preview  # noqa: F401 - registers their cards
from bot.cards.duties import in_past
from bot.cards.duties_files import MAKERS
from bot.cards.duties_presses import MyDuties, NamesPage, OneDuty, PastBoard, SendBoard, Tomorrow, WhoOwes
from bot.context import Here
from bot.routing import Router, Where
from bot.rules.calendar import Quarter
from bot.rules.permissions import Permission, see

router = Router("duties")
BOARD = see(Permission.BOARD)
HOME = see(Permission.HOME)
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PERIOD = re.compile(rf"[0-9]{{4}}(?:-[0-9]{{2}}|-Q[1-4])?|{_DAY}\.\.{_DAY}")  # 2026, 2026-10, 2026-Q4, a span of days


@router.command("todo", need=HOME, words=("待办",))
async def todo(here: Here) -> None:
    """What I have to do."""
    await here.show("duties/todo")


@router.command("board", need=BOARD, words=("看板",))
async def board(here: Here) -> None:
    """What is due, done and overdue, as far as the person may see."""
    await here.show("duties/board")


@router.press(WhoOwes, need=BOARD, where=Where.PRIVATE)
async def who_owes(here: Here, press: WhoOwes) -> None:
    """The names behind one line; which of them are shown is the card's to decide, for its viewer."""
    await here.show("duties/group", system=press.system.value, period=period_of(press.period))


@router.press(NamesPage, need=BOARD, where=Where.PRIVATE)
async def names(here: Here, press: NamesPage) -> None:
    """More of the buttons below them."""
    await here.show("duties/group", system=press.system.value, period=period_of(press.period), page=press.page)


@router.press(OneDuty, need=HOME, where=Where.PRIVATE)
async def one(here: Here, press: OneDuty) -> None:
    """One duty; the card shows it to those whose it is, and to those who see it on the board."""
    await here.show("duties/one", system=press.system.value, subject=press.subject, period=period_of(press.period))


@router.press(MyDuties, need=HOME, where=Where.PRIVATE)
async def mine(here: Here, press: MyDuties) -> None:
    """我的情况 in a year."""
    await here.show("duties/mine", year=_lived(here, press.year))


@router.press(PastBoard, need=BOARD, where=Where.PRIVATE)
async def past(here: Here, press: PastBoard) -> None:
    """The board of a quarter."""
    if not 1 <= press.quarter <= 4 or not in_past(here.view, Quarter(_lived(here, press.year), press.quarter)):
        raise Refused("home.old_button")
    await here.show("duties/past", year=press.year, quarter=press.quarter)


@router.press(SendBoard, need=BOARD, where=Where.PRIVATE)
async def send_board(here: Here, press: SendBoard) -> None:
    """A year of it as a file, as a message of its own."""
    if press.form not in MAKERS:
        raise Refused("home.old_button")
    taken_out(here.deed, _lived(here, press.year), press.form)


@router.press(Tomorrow, need=BOARD, where=Where.PRIVATE)
async def tomorrow(here: Here, press: Tomorrow) -> None:
    """Whom the next reminders will go to."""
    await here.show("duties/tomorrow", page=press.page)


def period_of(text: str) -> str:
    """A period as it is spelled; Refused otherwise, for what a card shows is kept with it."""
    if not _PERIOD.fullmatch(text):
        raise Refused("home.old_button")
    return text


def _lived(here: Here, year: int) -> int:
    """A year since the branch began; Refused otherwise."""
    if not here.deed.branch.started.year <= year <= here.view.today.year:
        raise Refused("home.old_button")
    return year
