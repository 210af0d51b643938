"""监票人 and 计票人: 签字确认, 有异议."""

from bot.actions import ballots_signed
from bot.actions.base import Refused
from bot.cards.ballots_signed import OBJECTION, Dispute, ShowSigning, Sign
from bot.context import Here
from bot.handlers.ballots import VOTE, ballot_of
from bot.routing import Router, Where
from bot.rules.permissions import Permission, see

router = Router("ballots")
OBJECTION_MOST = 200  # characters


@router.press(ShowSigning, need=see(Permission.VOTE), where=Where.PRIVATE)
async def show_signing(here: Here, press: ShowSigning) -> None:
    """The figures. Whoever goes back from the question has no objection."""
    ballot = await ballot_of(here, press.ballot)
    if here.dialog is not None and here.dialog.name == OBJECTION:
        await here.end()
    await here.show("ballots/signing", ballot=ballot.id)


@router.press(Sign, need=VOTE, where=Where.PRIVATE)
async def sign(here: Here, press: Sign) -> None:
    """签字确认."""
    ballot = await ballot_of(here, press.ballot)
    await ballots_signed.sign(here.deed, ballot, press.seen)
    here.toast("ballots.signed")
    await here.show("ballots/signing", ballot=ballot.id)


@router.press(Dispute, need=VOTE, where=Where.PRIVATE)
async def dispute(here: Here, press: Dispute) -> None:
    """有异议: what the person writes next goes to the opener."""
    ballot = await ballot_of(here, press.ballot)
    await ballots_signed.check_may_dispute(here.deed, ballot)
    await here.begin(OBJECTION, ballot=ballot.id)
    await here.show("ballots/objecting", ballot=ballot.id)


@router.answer(OBJECTION, need=VOTE)
async def take_objection(here: Here) -> None:
    """The word itself. Where there is nothing to object to any more, the dialog ends, and says why."""
    if here.dialog is None:
        raise LookupError("an objection without a dialog")
    ballot = await ballot_of(here, here.dialog.answers["ballot"])
    if not here.text:
        raise Refused("ballots.objection_is_text")
    if len(here.text) > OBJECTION_MOST:
        raise Refused("ballots.objection_too_long", most=OBJECTION_MOST)
    await ballots_signed.dispute(here.deed, ballot, here.text)
    await here.end()
    await here.show("ballots/signing", ballot=ballot.id)
