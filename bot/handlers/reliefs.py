"""What was approved of somebody's dues: the list, the form, the end of one."""

from collections.abc import Sequence

from bot.actions import reliefs
from bot.actions.base import Refused
from bot.actions.reliefs import Approval
from bot.cards.base import View
from bot.cards.dues import current_month
from bot.cards.dues_ledger import Reliefs
from bot.cards.reliefs import NewRelief, RevokeRelief, ShowRelief
from bot.context import Here
from bot.forms import Field, Form, Misunderstood, Values
from bot.handlers.dues import amount, leave
from bot.handlers.forms import begin, offer
from bot.handlers.register_forms import one_person, written
from bot.routing import Router, Where
from bot.rules.calendar import Month
from bot.rules.money import yuan
from bot.rules.permissions import Permission, do, see
from bot.rules.words import ReliefKind
from bot.store import branch as people
from bot.store import reliefs as store
from bot.store.branch import Person
from bot.store.reliefs import Relief

router = Router("reliefs")
LOOK = see(Permission.LEDGER)
KEEP = do(Permission.LEDGER)

DECISION = 100  # characters
_OFFERED = 40  # names as buttons
_NAMED = {"本月": 0, "这个月": 0, "this month": 0, "下月": 1, "下个月": 1, "next month": 1}
_MONTHS_BACK, _MONTHS_AHEAD = 12, 24  # how far from the present month an approval may begin


async def _member(view: View, text: str) -> Person:
    found = await one_person(view, text)
    if not found.status.is_member:
        raise Misunderstood("reliefs.pays_nothing", name=found.name)
    return found


async def _members(view: View) -> Sequence[str]:
    everybody = [each for each in await people.people(view.session, view.branch.id) if each.status.is_member]
    names = [person.name for person in everybody]
    return [written(person, repeated=names.count(person.name) > 1) for person in everybody[:_OFFERED]]


async def _kind(view: View, text: str) -> ReliefKind:
    try:
        return ReliefKind.of(text.strip())
    except ValueError:
        short = [kind for kind in ReliefKind if kind.zh.startswith(text.strip()[:2])] if text.strip() else []
        if len(short) != 1:
            raise Misunderstood("reliefs.unknown_kind") from None
        return short[0]


async def _kinds(view: View) -> Sequence[str]:
    return [view.say(kind) for kind in ReliefKind]


async def month_of(view: View, text: str) -> Month:
    """A month as people write it: 2026-10, 2026年10月, 10月 (of this year), 下月. Misunderstood when it is none."""
    plain, this = text.strip().casefold(), current_month(view)
    if plain.removesuffix("月").isdecimal() and plain.endswith("月"):
        plain = f"{this.year}年{plain}"
    try:
        found = this.plus(_NAMED[plain]) if plain in _NAMED else Month.parse(plain)
    except ValueError as error:
        raise Misunderstood("reliefs.unknown_month") from error
    if not this.plus(-_MONTHS_BACK) <= found <= this.plus(_MONTHS_AHEAD):
        raise Misunderstood("reliefs.far_month")
    return found


def say_month(view: View, _kept: str, month: Month) -> str:
    """A month in words."""
    return view.say(month)


def spell_month(view: View, month: Month) -> str:
    """The same in every language."""
    return str(month)


async def _firsts(view: View) -> Sequence[str]:
    return [view.say(current_month(view).plus(number)) for number in range(2)]


async def _lasts(view: View) -> Sequence[str]:
    return [view.say(current_month(view).plus(number)) for number in (2, 5, 11)]


async def _check(view: View, values: Values) -> tuple[str, Misunderstood] | None:
    """The months in order and no more than may be approved at once; an amount for a reduction, and for nothing else."""
    most = view.book.dues_relief.months
    if values["last"] < values["first"]:
        return "last", Misunderstood("reliefs.reversed")
    if values["last"] > values["first"].plus(most - 1):
        return "last", Misunderstood("reliefs.too_long_a_time", months=most, entry=view.book.dues_relief)
    if (values["kind"] is ReliefKind.REDUCED) != (values["amount"] is not None):
        return "amount", Misunderstood("reliefs.amount_of_a_reduction")
    return None


async def _enter(here: Here, values: Values) -> None:
    approval = Approval(
        person=values["member"], kind=values["kind"], first=values["first"], last=values["last"],
        amount=values["amount"], decision=values["decision"],
    )  # fmt: skip
    await reliefs.enter(here.deed, approval)
    await here.show("reliefs/list")


RELIEF = Form(
    "relief",
    "reliefs",
    KEEP,
    (
        Field("member", _member, _members),
        Field("kind", _kind, _kinds),
        Field("first", month_of, _firsts, spell=spell_month, say=say_month),
        Field("last", month_of, _lasts, spell=spell_month, say=say_month),
        Field("amount", amount, optional=True, spell=lambda _, fen: yuan(fen)),
        Field("decision", most=DECISION),
    ),
    finish=_enter,
    check=_check,
)
offer(router, RELIEF)


async def _relief(here: Here, relief_id: int) -> Relief:
    found = await store.relief(here.deed.session, relief_id)
    if found is None or found.branch_id != here.deed.branch.id:
        raise Refused("home.old_button")
    return found


@router.press(Reliefs, need=LOOK, where=Where.PRIVATE)
async def list_(here: Here, press: Reliefs) -> None:
    """What was approved."""
    await leave(here)
    await here.show("reliefs/list")


@router.press(NewRelief, need=KEEP, where=Where.PRIVATE)
async def new(here: Here, press: NewRelief) -> None:
    """Asks what was approved."""
    await begin(here, RELIEF)


@router.press(ShowRelief, need=KEEP, where=Where.PRIVATE)
async def show(here: Here, press: ShowRelief) -> None:
    """One of them."""
    await here.show("reliefs/one", relief=(await _relief(here, press.relief)).id)


@router.press(RevokeRelief, need=KEEP, where=Where.PRIVATE)
async def revoke(here: Here, press: RevokeRelief) -> None:
    """Ends it, asked twice."""
    found = await _relief(here, press.relief)
    if not press.sure:
        await here.show("reliefs/one", relief=found.id, sure=True)
        return
    await reliefs.revoke(here.deed, found)
    here.toast("reliefs.noted_revoked")
    await here.show("reliefs/list")
