"""What the buttons of the board and of the own duties carry."""

from bot.cards.base import Button, View
from bot.presses import Press
from bot.rules.words import System


class WhoOwes(Press, tag="wo"):
    """The names behind one line of the board. ``period`` as a month or quarter is spelled: 2026-10, 2026-Q4."""

    system: System
    period: str


class NamesPage(Press, tag="gp"):
    """Another page of the buttons under such a line."""

    system: System
    period: str
    page: int


class OneDuty(Press, tag="gd"):
    """One duty, by its key."""

    system: System
    subject: int
    period: str


class MyDuties(Press, tag="gm"):
    """我的情况 in a year."""

    year: int


class PastBoard(Press, tag="gq"):
    """The board of a quarter."""

    year: int
    quarter: int


class SendBoard(Press, tag="gx"):
    """The board of a year as a file: xlsx, or html to be printed."""

    year: int
    form: str


class Tomorrow(Press, tag="gt"):
    """Whom the next morning's reminders will go to."""

    page: int


def files(view: View, year: int) -> list[Button]:
    """The board of a year to be taken out."""
    return [view.button(f"duties.send_{form}", SendBoard(year, form), year=year) for form in ("xlsx", "html")]


class Waiving(Press, tag="xe"):
    """免除: asks whose duty of this line."""

    system: System
    period: str


class Waive(Press, tag="xf"):
    """This one's; asks why."""

    system: System
    period: str
    subject: int


class TakingBack(Press, tag="xg"):
    """撤销免除: asks whose."""

    system: System
    period: str


class TakeBack(Press, tag="xh"):
    """This one's duty is owed again."""

    system: System
    period: str
    subject: int
