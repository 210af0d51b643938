"""Votes without the bot: who is struck off, who signs for the count; and an ended ballot held again."""

import bot.cards.ballots_ended
import bot.cards.ballots_entered  # noqa: F401 - registers its cards
from bot.actions import ballots_counted, ballots_repeated, ballots_signed
from bot.cards.ballots_counted import NameSigner, ShowNaming, ShowStriking, SignFor, Strike
from bot.cards.tally import RepeatBallot, ShowCounting
from bot.context import Here
from bot.handlers.ballots import BALLOTS, ballot_of
from bot.routing import Router, Where

router = Router("ballots")


@router.press(ShowCounting, need=BALLOTS, where=Where.PRIVATE)
async def show_counting(here: Here, press: ShowCounting) -> None:
    """How far the count by hand is."""
    await here.show("ballots/counting", ballot=(await ballot_of(here, press.ballot)).id)


@router.press(ShowStriking, need=BALLOTS, where=Where.PRIVATE)
async def show_striking(here: Here, press: ShowStriking) -> None:
    """The names."""
    await here.show("ballots/striking", ballot=(await ballot_of(here, press.ballot)).id)


@router.press(Strike, need=BALLOTS, where=Where.PRIVATE)
async def strike(here: Here, press: Strike) -> None:
    """One name struck off, or back."""
    ballot = await ballot_of(here, press.ballot)
    await (ballots_counted.strike if press.off else ballots_counted.take_back)(here.deed, ballot, press.person)
    here.toast("ballots.struck" if press.off else "ballots.struck_back")
    await here.show("ballots/striking", ballot=ballot.id)


@router.press(ShowNaming, need=BALLOTS, where=Where.PRIVATE)
async def show_naming(here: Here, press: ShowNaming) -> None:
    """Who may be named."""
    ballot = await ballot_of(here, press.ballot)
    await ballots_signed.check_may_name(here.deed, ballot)
    await here.show("ballots/naming", ballot=ballot.id, role=press.role)


@router.press(NameSigner, need=BALLOTS, where=Where.PRIVATE)
async def name_signer(here: Here, press: NameSigner) -> None:
    """One is named."""
    ballot = await ballot_of(here, press.ballot)
    await ballots_signed.name_signer(here.deed, ballot, press.role, press.person)
    here.toast("ballots.named", role=press.role)
    await here.show("ballots/counting", ballot=ballot.id)


@router.press(SignFor, need=BALLOTS, where=Where.PRIVATE)
async def sign_for(here: Here, press: SignFor) -> None:
    """A signature given on paper: first asks."""
    ballot = await ballot_of(here, press.ballot)
    await ballots_signed.check_may_sign_for(here.deed, ballot, press.role, press.seen)
    if not press.sure:
        await here.show("ballots/signing_for", ballot=ballot.id, role=press.role, seen=press.seen)
        return
    await ballots_signed.sign_for(here.deed, ballot, press.role, press.seen)
    here.toast("ballots.signed")
    await here.show("ballots/counting", ballot=ballot.id)


@router.press(RepeatBallot, need=BALLOTS, where=Where.PRIVATE)
async def repeat(here: Here, press: RepeatBallot) -> None:
    """重新表决: first asks."""
    ballot = await ballot_of(here, press.ballot)
    await ballots_repeated.check_may_repeat(here.deed, ballot)
    if not press.sure:
        await here.show("ballots/repeating", ballot=ballot.id)
        return
    again = await ballots_repeated.repeat(here.deed, ballot)
    here.toast("ballots.repeated")
    await here.show("ballots/tally", ballot=again.id)
