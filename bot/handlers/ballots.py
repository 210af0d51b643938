"""/vote, /tally and what their buttons do. /newvote is in newvote.py."""

import bot.cards.ballots  # noqa: F401 - registers the elector's cards
from bot.actions import ballots
from bot.actions.base import Refused
from bot.cards.ballots import Vote
from bot.cards.ballots_secret import CHOICES, Cast, Mark, ShowBallot
from bot.cards.tally import CloseBallot, Enter, EnterFor, EnterVotes, ShowDetails, ShowTally, VoidBallot
from bot.context import Here
from bot.routing import Router, Where
from bot.rules.permissions import Permission, do, see
from bot.rules.words import BallotKind, Choice
from bot.store import ballots as store
from bot.store.ballots import Ballot
from bot.store.ballots_standing import standing

router = Router("ballots")
VOTE = do(Permission.VOTE)
BALLOTS = do(Permission.BALLOTS)


async def ballot_of(here: Here, ballot_id: int) -> Ballot:
    """The ballot of a button; Refused when it is none of this branch."""
    ballot = await store.by_id(here.deed.session, ballot_id)
    if ballot is None or ballot.branch_id != here.deed.branch.id:
        raise Refused("home.old_button")
    return ballot


@router.command("vote", need=VOTE, words=("投票",))
async def vote_(here: Here) -> None:
    """The own open ballots and recent results."""
    await here.show("ballots/mine")


@router.press(ShowBallot, need=see(Permission.VOTE), where=Where.PRIVATE)
async def show_ballot(here: Here, press: ShowBallot) -> None:
    """One's own card."""
    ballot = await ballot_of(here, press.ballot)
    if await store.elector(here.deed.session, ballot.id, here.person.id) is None:
        raise Refused("ballots.not_elector", entry=here.deed.book.voters)
    # The receipt of a secret ballot is not painted any more once it has ended; its outcome is.
    outcome = ballot.secret and ballot.ended(here.deed.now)
    await here.show("ballots/outcome" if outcome else "ballots/card", ballot=ballot.id)


@router.press(Vote, need=VOTE)
async def vote(here: Here, press: Vote) -> None:
    """A vote, on the own card or on the group's; only the one who tapped is told which."""
    await ballots.vote(here.deed, await ballot_of(here, press.ballot), press.choice)
    here.toast("ballots.voted", choice=press.choice)


@router.press(Mark, need=VOTE, where=Where.PRIVATE)
async def mark(here: Here, press: Mark) -> None:
    """A choice in a secret ballot: asked to be confirmed, and kept nowhere."""
    ballot = await ballot_of(here, press.ballot)
    await ballots.check_may_cast(here.deed, ballot)
    if ballot.kind is BallotKind.ELECTION:
        raise Refused("home.old_button")
    _choice(press.place)
    await here.whisper("ballots/confirm", {"place": press.place}, ballot=ballot.id)


@router.press(Cast, need=VOTE, where=Where.PRIVATE)
async def cast(here: Here, press: Cast) -> None:
    """确认投票. The answer is the same whatever was chosen."""
    ballot = await ballot_of(here, press.ballot)
    await ballots.cast(here.deed, ballot, _choice(press.place))
    here.toast("ballots.was_cast")
    await here.show("ballots/card", ballot=ballot.id)


def _choice(place: int) -> Choice:
    if not 0 <= place < len(CHOICES):
        raise Refused("home.old_button")
    return CHOICES[place]


@router.command("tally", need=BALLOTS, words=("计票",))
async def tally_(here: Here) -> None:
    """The open ballots, each to be ended, and recent results."""
    await here.show("ballots/tallies")


@router.press(ShowTally, need=BALLOTS, where=Where.PRIVATE)
async def show_tally(here: Here, press: ShowTally) -> None:
    """One ballot's turnout or result."""
    await here.show("ballots/tally", ballot=(await ballot_of(here, press.ballot)).id)


@router.press(CloseBallot, need=BALLOTS, where=Where.PRIVATE)
async def close(here: Here, press: CloseBallot) -> None:
    """First asks, then ends the ballot and shows the result."""
    ballot = await ballot_of(here, press.ballot)
    await ballots.check_may_end(here.deed, ballot)
    if not press.sure:
        await here.show("ballots/closing", ballot=ballot.id)
        return
    await ballots.close(here.deed, ballot)
    stands = (await standing(here.deed.session, ballot)).stands
    here.toast("ballots.closed" if stands else "ballots.closed_unsigned")
    await here.show("ballots/tally", ballot=ballot.id)


@router.press(VoidBallot, need=BALLOTS, where=Where.PRIVATE)
async def void(here: Here, press: VoidBallot) -> None:
    """First asks, then makes void a secret ballot whose box does not open."""
    ballot = await ballot_of(here, press.ballot)
    await ballots.check_may_void(here.deed, ballot)
    if not press.sure:
        await here.show("ballots/voiding", ballot=ballot.id)
        return
    await ballots.void(here.deed, ballot)
    here.toast("ballots.voided")
    await here.show("ballots/tally", ballot=ballot.id)


@router.press(ShowDetails, need=BALLOTS, where=Where.PRIVATE)
async def details(here: Here, press: ShowDetails) -> None:
    """Who chose what."""
    ballot = await ballot_of(here, press.ballot)
    await ballots.look_into(here.deed, ballot)
    await here.show("ballots/details", ballot=ballot.id)


@router.press(EnterVotes, need=BALLOTS, where=Where.PRIVATE)
async def enter_votes(here: Here, press: EnterVotes) -> None:
    """The people for whom a vote may be entered."""
    ballot = await ballot_of(here, press.ballot)
    ballots.check_may_enter_any(here.deed, ballot)
    await here.show("ballots/entering", ballot=ballot.id)


@router.press(EnterFor, need=BALLOTS, where=Where.PRIVATE)
async def enter_for(here: Here, press: EnterFor) -> None:
    """The choices for one of them."""
    ballot = await ballot_of(here, press.ballot)
    await ballots.check_may_enter(here.deed, ballot, press.person)
    await here.show("ballots/entering_one", ballot=ballot.id, person=press.person)


@router.press(Enter, need=BALLOTS, where=Where.PRIVATE)
async def enter(here: Here, press: Enter) -> None:
    """The choice of that person, entered on their behalf."""
    ballot = await ballot_of(here, press.ballot)
    await ballots.enter(here.deed, ballot, press.person, press.choice)
    here.toast("ballots.entered", choice=press.choice)
    await here.show("ballots/entering", ballot=ballot.id)
