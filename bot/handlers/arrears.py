"""Who is behind with dues, and the steps that were taken (党支部工作制度 三（十五）4)."""

from bot.actions import arrears, dues
from bot.cards.arrears import ShowBehind, Take
from bot.cards.dues import behind_of
from bot.cards.dues_ledger import ArrearsList
from bot.context import Here
from bot.handlers.dues import leave
from bot.routing import Router, Where
from bot.rules.permissions import Permission, do, see
from bot.rules.words import ArrearsStep

router = Router("arrears")
LOOK = see(Permission.LEDGER)


@router.press(ArrearsList, need=LOOK, where=Where.PRIVATE)
async def list_(here: Here, press: ArrearsList) -> None:
    """Everybody who is behind."""
    await leave(here)
    await dues.open_months(here.deed)
    await here.show("arrears/list")


@router.press(ShowBehind, need=LOOK, where=Where.PRIVATE)
async def show(here: Here, press: ShowBehind) -> None:
    """One of them."""
    await here.show("arrears/person", person=(await here.find_person(press.person)).id)


@router.press(Take, need=do(Permission.BOARD), where=Where.PRIVATE)
async def take(here: Here, press: Take) -> None:
    """Notes a step."""
    who = await here.find_person(press.person)
    if press.step is ArrearsStep.COMMITTEE and not press.sure:
        await here.show("arrears/person", person=who.id, sure=True)
        return
    await arrears.take(here.deed, who, await behind_of(here.view, who), press.step)
    here.toast("arrears.noted")
    await here.show("arrears/person", person=who.id)
