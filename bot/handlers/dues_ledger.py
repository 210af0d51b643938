"""/ledger and what its buttons do: the collector's side of dues."""

from bot.actions import dues, dues_received
from bot.actions.base import Refused
from bot.cards.dues_ledger import (
    KEEPING,
    Correct,
    Dispute,
    LedgerPage,
    Receive,
    ReceiveAll,
    Refund,
    Revoke,
    ShowPayer,
    Waiting,
)
from bot.context import Here
from bot.handlers.dues import answers_of, leave, no_words
from bot.routing import Router, Where
from bot.rules.calendar import Month
from bot.rules.money import BadAmount, Fen, parse_yuan, yuan
from bot.rules.permissions import Permission, do, see
from bot.store import dues as store
from bot.store.dues import MonthDues

router = Router("dues")
LOOK = see(Permission.LEDGER)
KEEP = do(Permission.LEDGER)

# What is done with the collector's words.
_IN_WORDS = {"dispute": dues_received.dispute, "refund": dues_received.refund}


async def dues_of(here: Here, dues_id: int) -> MonthDues:
    """A month of somebody of the branch, whom a button names; Refused where there is none such."""
    found = await store.by_id(here.deed.session, dues_id)
    if found is None or found.branch_id != here.deed.branch.id:
        raise Refused("home.old_button")
    return found


@router.command("ledger", need=LOOK, words=("党费台账", "台账"))
async def ledger(here: Here) -> None:
    """This month of everybody."""
    await leave(here)
    await dues.open_months(here.deed)
    await here.show("dues/ledger", month=str(Month.of(here.deed.today)), page=0)


@router.press(LedgerPage, need=LOOK, where=Where.PRIVATE)
async def ledger_page(here: Here, press: LedgerPage) -> None:
    """Another page or month."""
    await leave(here)
    await here.show("dues/ledger", month=str(press.month), page=press.page)


@router.press(Waiting, need=KEEP, where=Where.PRIVATE)
async def waiting(here: Here, press: Waiting) -> None:
    """What waits for the collector."""
    await leave(here)
    await here.show("dues/pending")


@router.press(ShowPayer, need=KEEP, where=Where.PRIVATE)
async def show_payer(here: Here, press: ShowPayer) -> None:
    """One person's month."""
    await leave(here)
    await here.show("dues/payer", dues=(await dues_of(here, press.dues)).id)


@router.press(Receive, need=KEEP, where=Where.PRIVATE)
async def receive(here: Here, press: Receive) -> None:
    """收讫."""
    await dues_received.receive(here.deed, await dues_of(here, press.dues))
    here.toast("dues.noted_received")
    await here.show("dues/payer", dues=press.dues)


@router.press(Revoke, need=KEEP, where=Where.PRIVATE)
async def revoke(here: Here, press: Revoke) -> None:
    """收讫 taken back."""
    await dues_received.revoke(here.deed, await dues_of(here, press.dues))
    here.toast("dues.noted_revoked")
    await here.show("dues/payer", dues=press.dues)


@router.press(ReceiveAll, need=KEEP, where=Where.PRIVATE)
async def receive_all(here: Here, press: ReceiveAll) -> None:
    """收讫 of all months that the payer has reported."""
    count = await dues_received.receive_all(here.deed, await dues_of(here, press.dues))
    here.toast("dues.noted_all_received", count=count)
    await here.show("dues/payer", dues=press.dues)


@router.press(Refund, need=KEEP, where=Where.PRIVATE)
async def refund(here: Here, press: Refund) -> None:
    """退款: asks why; what goes back is what is too much, else all."""
    dues = await dues_of(here, press.dues)
    await dues_received.may_refund(here.deed, dues)
    await _ask(here, press.dues, "refund", fen=dues_received.refundable(dues))


@router.press(Dispute, need=KEEP, where=Where.PRIVATE)
async def dispute(here: Here, press: Dispute) -> None:
    """有异议: asks what."""
    await dues_received.may_dispute(here.deed, await dues_of(here, press.dues))
    await _ask(here, press.dues, "dispute")


@router.press(Correct, need=KEEP, where=Where.PRIVATE)
async def correct(here: Here, press: Correct) -> None:
    """更正: the base or the amount, then the figure."""
    await dues_received.may_correct(here.deed, await dues_of(here, press.dues))
    if press.what in ("base", "amount"):
        await _ask(here, press.dues, press.what)
    else:
        await here.show("dues/correcting", dues=press.dues)


async def _ask(here: Here, dues_id: int, what: str, **more: Fen) -> None:
    await here.begin(KEEPING, dues=dues_id, what=what, **more)
    await here.show("dues/asking", dues=dues_id, what=what)


@router.answer(KEEPING, need=KEEP)
async def collectors_words(here: Here) -> None:
    """What is not right, or the new figure in yuan."""
    answers = answers_of(here)
    if answers["what"] in _IN_WORDS:
        await _said(here, answers["dues"], answers["what"])
    else:
        await _corrected(here, answers["dues"], answers["what"])


async def _said(here: Here, dues_id: int, what: str) -> None:
    row = await dues_of(here, dues_id)
    if no_words(here) or (what == "refund" and _another_sum(here, row)):
        await here.show("dues/asking", dues=dues_id, what=what)
        return
    await here.end()
    await _IN_WORDS[what](here.deed, row, here.text)
    await here.show("dues/payer", dues=dues_id)


def _another_sum(here: Here, row: MonthDues) -> bool:
    """Whether another sum would go back than the one that was asked about; then it is to be asked for again."""
    fen = dues_received.refundable(row)
    was = answers_of(here).get("fen", fen)  # a question asked by an older program names no sum
    if changed := fen not in (was, 0):  # nothing at all is refused with its own words
        here.keep(problem="dues.refund_changed", typed=yuan(was), fen=fen)
    return changed


async def _corrected(here: Here, dues_id: int, what: str) -> None:
    try:
        fen = parse_yuan(here.text)
    except BadAmount as bad:
        here.keep(problem=f"dues.bad_{bad.reason}", typed=here.text[:40])
        await here.show("dues/asking", dues=dues_id, what=what)
        return
    await here.end()
    row = await dues_of(here, dues_id)
    await (dues_received.correct_base if what == "base" else dues_received.correct_amount)(here.deed, row, fen)
    await here.show("dues/payer", dues=dues_id)
