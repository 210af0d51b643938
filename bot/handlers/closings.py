"""结账 and 上缴: the collector's cash book."""

from collections.abc import Sequence

from bot.actions import closings
from bot.actions.base import Refused
from bot.cards.base import View
from bot.cards.closings import CLOSING, Close, Remit, Reverse
from bot.cards.dues_ledger import CashBook
from bot.context import Here
from bot.forms import Field, Form, Values
from bot.handlers.dues import amount, leave
from bot.handlers.forms import begin, offer
from bot.handlers.register_forms import PAST_DAY
from bot.routing import Router, Where
from bot.rules.money import BadAmount, Fen, parse_yuan, yuan
from bot.rules.permissions import Permission, do, see
from bot.store import closings as store

router = Router("closings")
LOOK = see(Permission.LEDGER)
KEEP = do(Permission.LEDGER)

NUMBER = 60  # characters of a receipt's number


@router.press(CashBook, need=LOOK, where=Where.PRIVATE)
async def book(here: Here, press: CashBook) -> None:
    """Where the money stands."""
    await _leave(here)
    await here.show("closings/book")


async def _leave(here: Here) -> None:
    await leave(here)
    if here.dialog is not None and here.dialog.name == CLOSING:
        await here.end()


@router.press(Close, need=KEEP, where=Where.PRIVATE)
async def close(here: Here, press: Close) -> None:
    """结账: asks what was counted."""
    if not await store.open_entries(here.deed.session, here.deed.branch.id):
        raise Refused("closings.nothing_open")
    await here.begin(CLOSING)
    await here.show("closings/counting")


@router.answer(CLOSING, need=KEEP)
async def counted(here: Here) -> None:
    """The sum that was counted; below nothing where more went back than came in."""
    try:
        fen = parse_yuan(here.text, allow_zero=True, allow_negative=True)
    except BadAmount as bad:
        here.keep(problem=f"dues.bad_{bad.reason}", typed=here.text[:40])
        await here.show("closings/counting")
        return
    await here.end()
    await closings.close(here.deed, fen)
    await here.show("closings/book")


async def _amounts(view: View) -> Sequence[str]:
    left = (await store.cash(view.session, view.branch.id)).to_remit
    return [yuan(Fen(left))] if left > 0 else []


async def _remit(here: Here, values: Values) -> None:
    await closings.remit(here.deed, values["amount"], values["day"], values["number"])
    await here.show("closings/book")


REMITTANCE = Form(
    "remittance",
    "closings",
    KEEP,
    (
        Field("amount", amount, _amounts, spell=lambda _, fen: yuan(fen)),
        PAST_DAY,
        Field("number", optional=True, most=NUMBER),
    ),
    finish=_remit,
)
offer(router, REMITTANCE)


@router.press(Remit, need=KEEP, where=Where.PRIVATE)
async def remit(here: Here, press: Remit) -> None:
    """登记上缴."""
    if (await store.cash(here.deed.session, here.deed.branch.id)).to_remit <= 0:
        raise Refused("closings.nothing_closed", entry=here.deed.book.dues_passed_on)
    await begin(here, REMITTANCE)


@router.press(Reverse, need=KEEP, where=Where.PRIVATE)
async def reverse(here: Here, press: Reverse) -> None:
    """冲销, asked twice."""
    found = await store.remittance(here.deed.session, press.remittance)
    if found is None or found.branch_id != here.deed.branch.id:
        raise Refused("home.old_button")
    if not press.sure:
        await here.show("closings/reversing", remittance=found.id)
        return
    await closings.reverse(here.deed, found)
    await here.show("closings/book")
