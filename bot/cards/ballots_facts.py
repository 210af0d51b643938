"""What cards read of a ballot: once for all that are painted together. When a ballot ends, everybody on the roll sees
the result, and to read the whole roll for each of them would be the square of it."""

from bot.cards.base import View
from bot.store import ballots, ballots_standing, elections
from bot.store.ballots import Ballot, Figures
from bot.store.ballots_standing import Standing
from bot.store.elections import Result


async def standing_of(view: View, ballot: Ballot) -> Standing:
    """How far the ballot is."""
    return await view.once(f"standing {ballot.id}", lambda: ballots_standing.standing(view.session, ballot))


async def figures_of(view: View, ballot: Ballot) -> Figures:
    """What was voted; not of an election."""
    return await view.once(f"figures {ballot.id}", lambda: ballots.figures(view.session, ballot))


async def result_of(view: View, ballot: Ballot) -> Result:
    """What a counted election comes to."""
    return await view.once(f"result {ballot.id}", lambda: elections.result(view.session, ballot, view.book))


async def passed_of(view: View, ballot: Ballot) -> bool | None:
    """Whether it was passed; None while and where nothing is to be said."""
    return await view.once(f"passed {ballot.id}", lambda: ballots_standing.passed(view.session, ballot, view.book))
