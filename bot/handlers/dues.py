"""/dues and what its buttons do."""

from typing import Any

from bot.actions import dues, dues_paid
from bot.cards.base import View
from bot.cards.dues import RECEIPT, WRONG, History, Paid, PaidUpTo, Several, ShowMonth, Withdraw, Wrong
from bot.cards.dues_ledger import KEEPING
from bot.context import Here
from bot.forms import Misunderstood
from bot.routing import Router, Where
from bot.rules.calendar import Month
from bot.rules.money import BadAmount, Fen, parse_yuan
from bot.rules.permissions import Permission, do
from bot.store import post

router = Router("dues")
OWN = do(Permission.OWN_DUES)

WORDS = 500  # characters of a remark


async def amount(view: View, text: str) -> Fen:
    """A Field's ``parse`` for yuan; Misunderstood where they cannot be read."""
    try:
        return parse_yuan(text)
    except BadAmount as bad:
        raise Misunderstood(f"dues.bad_{bad.reason}", typed=text[:40]) from bad


async def leave(here: Here) -> None:
    """Whoever goes elsewhere is no longer asked for words or amounts."""
    here.dialog = await post.dialog(here.deed.session, here.person.id)
    if here.dialog is not None and here.dialog.name in (WRONG, RECEIPT, KEEPING):
        await here.end()


@router.command("dues", need=OWN, words=("党费",))
async def this_month(here: Here) -> None:
    """The member's card of this month."""
    await leave(here)
    await dues.open_months(here.deed, only=here.person)
    await here.show("dues/card", month=str(Month.of(here.deed.today)))


@router.press(ShowMonth, need=OWN, where=Where.PRIVATE)
async def show_month(here: Here, press: ShowMonth) -> None:
    """One of the member's months."""
    await leave(here)
    await here.show("dues/card", month=str(press.month))


@router.press(History, need=OWN, where=Where.PRIVATE)
async def history(here: Here, press: History) -> None:
    """Previous months and arrears."""
    await leave(here)
    await dues.open_months(here.deed, only=here.person)
    await here.show("dues/history")


@router.press(Paid, need=OWN, where=Where.PRIVATE)
async def paid(here: Here, press: Paid) -> None:
    """确认已交."""
    await dues_paid.confirm_paid(here.deed, press.month)
    await leave(here)
    here.toast("dues.noted_paid")
    await here.show("dues/card", month=str(press.month))


@router.press(Several, need=OWN, where=Where.PRIVATE)
async def several(here: Here, press: Several) -> None:
    """Up to which month is paid at once."""
    await leave(here)
    await here.show("dues/several")


@router.press(PaidUpTo, need=OWN, where=Where.PRIVATE)
async def paid_up_to(here: Here, press: PaidUpTo) -> None:
    """确认已交 of all owed months up to that one."""
    count = await dues_paid.confirm_up_to(here.deed, press.month)
    await leave(here)
    here.toast("dues.noted_several", count=count)
    await here.show("dues/history")


@router.press(Withdraw, need=OWN, where=Where.PRIVATE)
async def withdraw(here: Here, press: Withdraw) -> None:
    """Takes back what was said of the month."""
    await dues_paid.withdraw(here.deed, press.month)
    await leave(here)
    here.toast("dues.noted_withdrawn")
    await here.show("dues/card", month=str(press.month))


@router.press(Wrong, need=OWN, where=Where.PRIVATE)
async def wrong(here: Here, press: Wrong) -> None:
    """金额有误: asks what is wrong."""
    month = await dues_paid.may_question(here.deed, press.month)
    await here.begin(WRONG, month=str(month.month))
    await here.show("dues/wrong", month=str(month.month))


@router.answer(WRONG, need=OWN)
async def wrong_words(here: Here) -> None:
    """What is wrong with the amount."""
    month = Month.parse(answers_of(here)["month"])
    if no_words(here):
        await here.show("dues/wrong", month=str(month))
        return
    await here.end()
    await dues_paid.question(here.deed, month, here.text)
    await here.show("dues/card", month=str(month))


def no_words(here: Here) -> bool:
    """Whether what came is no remark; then it is to be asked for again."""
    problem = "dues.bad_no_words" if not here.text else "dues.bad_too_long" if len(here.text) > WORDS else ""
    if problem:
        here.keep(problem=problem, typed=str(WORDS))
    return bool(problem)


def answers_of(here: Here) -> dict[str, Any]:
    """What is known of the open dialog; LookupError where none is open."""
    if here.dialog is None:
        raise LookupError("no dialog is open")
    return dict(here.dialog.answers)
