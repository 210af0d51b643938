"""/dues and /ledger and what their buttons do."""

from typing import Any

from bot.actions import dues
from bot.actions.base import Refused
from bot.cards.dues import WRONG, History, Paid, ShowMonth, Withdraw, Wrong
from bot.cards.dues_ledger import KEEPING, Correct, Dispute, LedgerPage, Receive, Revoke, ShowPayer, Waiting
from bot.context import Here
from bot.routing import Router, Where
from bot.rules.calendar import Month
from bot.rules.money import BadAmount, parse_yuan
from bot.rules.permissions import Permission, do, see
from bot.store import dues as store
from bot.store import post
from bot.store.dues import MonthDues

router = Router("dues")
OWN = do(Permission.OWN_DUES)
LOOK = see(Permission.LEDGER)
KEEP = do(Permission.LEDGER)

WORDS = 500  # characters of a remark


async def _leave(here: Here) -> None:
    """Whoever goes elsewhere is no longer asked for words or amounts."""
    here.dialog = await post.dialog(here.deed.session, here.person.id)
    if here.dialog is not None and here.dialog.name in (WRONG, KEEPING):
        await here.end()


async def _dues(here: Here, dues_id: int) -> MonthDues:
    found = await store.by_id(here.deed.session, dues_id)
    if found is None or found.branch_id != here.deed.branch.id:
        raise Refused("home.old_button")
    return found


@router.command("dues", need=OWN, words=("党费",))
async def this_month(here: Here) -> None:
    """The member's card of this month."""
    await _leave(here)
    await dues.open_months(here.deed, only=here.person)
    await here.show("dues/card", month=str(Month.of(here.deed.today)))


@router.press(ShowMonth, need=OWN, where=Where.PRIVATE)
async def show_month(here: Here, press: ShowMonth) -> None:
    """One of the member's months."""
    await _leave(here)
    await here.show("dues/card", month=str(press.month))


@router.press(History, need=OWN, where=Where.PRIVATE)
async def history(here: Here, press: History) -> None:
    """Previous months and arrears."""
    await _leave(here)
    await dues.open_months(here.deed, only=here.person)
    await here.show("dues/history")


@router.press(Paid, need=OWN, where=Where.PRIVATE)
async def paid(here: Here, press: Paid) -> None:
    """确认已交."""
    await dues.confirm_paid(here.deed, press.month)
    await _leave(here)
    here.toast("dues.noted_paid")
    await here.show("dues/card", month=str(press.month))


@router.press(Withdraw, need=OWN, where=Where.PRIVATE)
async def withdraw(here: Here, press: Withdraw) -> None:
    """Takes back what was said of the month."""
    await dues.withdraw(here.deed, press.month)
    here.toast("dues.noted_withdrawn")
    await here.show("dues/card", month=str(press.month))


@router.press(Wrong, need=OWN, where=Where.PRIVATE)
async def wrong(here: Here, press: Wrong) -> None:
    """金额有误: asks what is wrong."""
    month = await dues.may_question(here.deed, press.month)
    await here.begin(WRONG, month=str(month.month))
    await here.show("dues/wrong", month=str(month.month))


@router.answer(WRONG, need=OWN)
async def wrong_words(here: Here) -> None:
    """What is wrong with the amount."""
    month = Month.parse(_answers(here)["month"])
    if _no_words(here):
        await here.show("dues/wrong", month=str(month))
        return
    await here.end()
    await dues.question(here.deed, month, here.text)
    await here.show("dues/card", month=str(month))


@router.command("ledger", need=LOOK, words=("党费台账", "台账"))
async def ledger(here: Here) -> None:
    """This month of everybody."""
    await _leave(here)
    await dues.open_months(here.deed)
    await here.show("dues/ledger", month=str(Month.of(here.deed.today)), page=0)


@router.press(LedgerPage, need=LOOK, where=Where.PRIVATE)
async def ledger_page(here: Here, press: LedgerPage) -> None:
    """Another page or month."""
    await _leave(here)
    await here.show("dues/ledger", month=str(press.month), page=press.page)


@router.press(Waiting, need=KEEP, where=Where.PRIVATE)
async def waiting(here: Here, press: Waiting) -> None:
    """What waits for the collector."""
    await _leave(here)
    await here.show("dues/pending")


@router.press(ShowPayer, need=KEEP, where=Where.PRIVATE)
async def show_payer(here: Here, press: ShowPayer) -> None:
    """One person's month."""
    await _leave(here)
    await here.show("dues/payer", dues=(await _dues(here, press.dues)).id)


@router.press(Receive, need=KEEP, where=Where.PRIVATE)
async def receive(here: Here, press: Receive) -> None:
    """收讫."""
    await dues.receive(here.deed, await _dues(here, press.dues))
    here.toast("dues.noted_received")
    await here.show("dues/payer", dues=press.dues)


@router.press(Revoke, need=KEEP, where=Where.PRIVATE)
async def revoke(here: Here, press: Revoke) -> None:
    """收讫 taken back."""
    await dues.revoke(here.deed, await _dues(here, press.dues))
    here.toast("dues.noted_revoked")
    await here.show("dues/payer", dues=press.dues)


@router.press(Dispute, need=KEEP, where=Where.PRIVATE)
async def dispute(here: Here, press: Dispute) -> None:
    """有异议: asks what."""
    await dues.may_dispute(here.deed, await _dues(here, press.dues))
    await _ask(here, press.dues, "dispute")


@router.press(Correct, need=KEEP, where=Where.PRIVATE)
async def correct(here: Here, press: Correct) -> None:
    """更正: the base or the amount, then the figure."""
    await dues.of_collector(here.deed, await _dues(here, press.dues))
    if press.what in ("base", "amount"):
        await _ask(here, press.dues, press.what)
    else:
        await here.show("dues/correcting", dues=press.dues)


async def _ask(here: Here, dues_id: int, what: str) -> None:
    await here.begin(KEEPING, dues=dues_id, what=what)
    await here.show("dues/asking", dues=dues_id, what=what)


@router.answer(KEEPING, need=KEEP)
async def collectors_words(here: Here) -> None:
    """What is not right, or the new figure in yuan."""
    answers = _answers(here)
    if answers["what"] == "dispute":
        await _disputed(here, answers["dues"])
    else:
        await _corrected(here, answers["dues"], answers["what"])


async def _disputed(here: Here, dues_id: int) -> None:
    if _no_words(here):
        await here.show("dues/asking", dues=dues_id, what="dispute")
        return
    await here.end()
    await dues.dispute(here.deed, await _dues(here, dues_id), here.text)
    await here.show("dues/payer", dues=dues_id)


async def _corrected(here: Here, dues_id: int, what: str) -> None:
    try:
        fen = parse_yuan(here.text)
    except BadAmount as bad:
        here.keep(problem=f"dues.bad_{bad.reason}", typed=here.text[:40])
        await here.show("dues/asking", dues=dues_id, what=what)
        return
    await here.end()
    row = await _dues(here, dues_id)
    await (dues.correct_base if what == "base" else dues.correct_amount)(here.deed, row, fen)
    await here.show("dues/payer", dues=dues_id)


def _no_words(here: Here) -> bool:
    """Whether what came is no remark; then it is to be asked for again."""
    problem = "dues.bad_no_words" if not here.text else "dues.bad_too_long" if len(here.text) > WORDS else ""
    if problem:
        here.keep(problem=problem, typed=str(WORDS))
    return bool(problem)


def _answers(here: Here) -> dict[str, Any]:
    if here.dialog is None:
        raise LookupError("no dialog is open")
    return dict(here.dialog.answers)
