"""/audit: the log of what officers did, for the discipline member."""

from bot.actions import audit
from bot.actions.base import Refused
from bot.cards.audit import EVERY, AskPerson, AskSystem, LogPage, OfPerson
from bot.context import Here
from bot.routing import Router, Where
from bot.rules.permissions import Permission, see
from bot.store import branch as people

router = Router("audit")
AUDIT = see(Permission.AUDIT)


@router.command("audit", need=AUDIT, words=("审计日志", "操作记录"))
async def log(here: Here) -> None:
    """The newest rows."""
    audit.open_(here.deed)
    await here.show("audit/log", system=EVERY, person=0, page=0)


@router.press(LogPage, need=AUDIT, where=Where.PRIVATE)
async def page(here: Here, press: LogPage) -> None:
    """Another page, or other deeds."""
    await here.show("audit/log", system=press.system, person=press.person, page=press.page)


@router.press(AskSystem, need=AUDIT, where=Where.PRIVATE)
async def ask_system(here: Here, press: AskSystem) -> None:
    """Which kind of deed."""
    await here.show("audit/systems", person=press.person)


@router.press(AskPerson, need=AUDIT, where=Where.PRIVATE)
async def ask_person(here: Here, press: AskPerson) -> None:
    """Whose."""
    await here.show("audit/people", system=press.system, page=press.page)


@router.press(OfPerson, need=AUDIT, where=Where.PRIVATE)
async def of_person(here: Here, press: OfPerson) -> None:
    """What one person did, and what was done in that person's matters."""
    person = await people.person(here.deed.session, press.person)
    if person is None or person.branch_id != here.deed.branch.id:
        raise Refused("home.old_button")
    audit.open_(here.deed, person)
    await here.show("audit/log", system=press.system, person=person.id, page=0)
