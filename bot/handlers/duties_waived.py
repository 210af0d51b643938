"""Which of the names behind a line of the board need not do it (免除), and who has to do it again."""

from collections.abc import Sequence

from bot.actions import waivers
from bot.actions.base import Refused
from bot.cards.base import View
from bot.cards.duties_presses import TakeBack, TakingBack, Waive, Waiving
from bot.cards.duties_waived import WAIVING, asked
from bot.cards.state import current
from bot.context import Here
from bot.forms import Field, Form, Values
from bot.handlers.duties import period_of
from bot.handlers.forms import begin, offer
from bot.routing import Router, Where
from bot.rules.duties import Duty
from bot.rules.permissions import Permission, do
from bot.rules.words import System

router = Router("duties")
JUDGE = do(Permission.BOARD)
REASON_MOST = 200  # characters


async def _question(view: View) -> str:
    duty = await asked(view)
    return view.short("duties.ask_reason", what=duty.system, name=duty.subject, period=duty.period) if duty else ""


async def _remarks(view: View, values: Values) -> Sequence[str]:
    """What is waived; and that waived dues are owed all the same."""
    duty = await asked(view)
    if duty is None:
        return []
    remarks = [view.short("duties.remark_waived", what=duty.system, name=duty.subject, period=duty.period)]
    return [*remarks, view.short("duties.remark_dues")] if duty.system is System.DUES else remarks


async def _waive(here: Here, values: Values) -> None:
    duty = await waivers.waive(here.deed, _key(here), values["reason"])
    here.toast("duties.noted_waived")
    await here.show("duties/group", system=duty.system.value, period=str(duty.period))


def _key(here: Here) -> str:
    if here.dialog is None:
        raise LookupError("no form is open")
    key: str = here.dialog.answers["duty"]
    return key


WAIVER = Form(
    WAIVING,
    "duties",
    JUDGE,
    (
        Field("reason", most=REASON_MOST, sealed=True, question=_question),
    ),
    finish=_waive,
    remarks=_remarks,
)  # fmt: skip
offer(router, WAIVER)


@router.press(Waiving, need=JUDGE, where=Where.PRIVATE)
async def waiving(here: Here, press: Waiving) -> None:
    """免除: whose."""
    await here.show("duties/waiving", system=press.system.value, period=period_of(press.period))


@router.press(TakingBack, need=JUDGE, where=Where.PRIVATE)
async def taking_back(here: Here, press: TakingBack) -> None:
    """撤销免除: whose."""
    await here.show("duties/taking_back", system=press.system.value, period=period_of(press.period))


@router.press(Waive, need=JUDGE, where=Where.PRIVATE)
async def waive(here: Here, press: Waive) -> None:
    """Asks why this one's need not be done."""
    duty = await _pressed(here, press)
    if duty is None or not duty.open:
        raise Refused("duties.not_open")
    waivers.check(here.deed, duty)
    await begin(here, WAIVER)
    here.keep(duty=duty.key)


@router.press(TakeBack, need=JUDGE, where=Where.PRIVATE)
async def take_back(here: Here, press: TakeBack) -> None:
    """This one's is to be done again."""
    duty = await _pressed(here, press)
    if duty is None:
        raise Refused("duties.not_waived")
    await waivers.take_back(here.deed, duty.key)
    here.toast("duties.noted_taken_back")
    await here.show("duties/group", system=duty.system.value, period=str(duty.period))


async def _pressed(here: Here, press: Waive | TakeBack) -> Duty | None:
    return next(
        (
            duty
            for duty in await current(here.view)
            if (duty.system, str(duty.period), duty.subject_id) == (press.system, press.period, press.subject)
        ),
        None,
    )
