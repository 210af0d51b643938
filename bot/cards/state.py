"""The branch as all cards that are painted together see it: sixty digests of one morning read it once."""

from bot.cards.base import View
from bot.rules.branch_state import BranchState
from bot.rules.duties import duties, of_year
from bot.rules.duty import Duty
from bot.store import state


async def branch_state(view: View) -> BranchState:
    """The plain facts that duties are computed from."""
    return await view.once("state", lambda: state.load(view.session, view.branch, view.now, view.zone))


async def current(view: View) -> list[Duty]:
    """Every duty of the branch as it stands now, by due day."""

    async def compute() -> list[Duty]:
        return duties(view.book, await branch_state(view), view.today)

    return await view.once("duties", compute)


async def in_year(view: View, year: int) -> list[Duty]:
    """Every duty of the branch whose period ends in that year and has begun, by due day."""
    return of_year(view.book, await branch_state(view), year, view.today)
