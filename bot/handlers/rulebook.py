"""/why: the rules behind what the bot asks, says and decides."""

from bot.actions import rulebook
from bot.actions.base import Refused
from bot.cards.rulebook import ChangeField, ChangeRule, RestoreField, ShowRule, Why
from bot.context import Here
from bot.forms import Form
from bot.handlers.forms import begin, offer
from bot.handlers.override_forms import OVERRIDE, RESTORE
from bot.routing import Router, Where
from bot.rules.overrides import fields_of
from bot.rules.permissions import Permission, do, see
from bot.store import rulebook as store
from bot.store.outbox import Urgency

router = Router("rulebook")
BOARD = do(Permission.BOARD)  # of the whole branch: the action checks that

for _form in (OVERRIDE, RESTORE):
    offer(router, _form)


@router.command("why", need=see(Permission.HOME), words=("依据",))
async def why(here: Here) -> None:
    """All that the bot goes by."""
    await here.show("rulebook/list")


@router.press(Why, need=see(Permission.HOME), where=Where.PRIVATE)
async def why_this(here: Here, press: Why) -> None:
    """One clause, as a message of its own: what was asked about stays where it is."""
    here.deed.tell(here.person, "rulebook/entry", urgency=Urgency.INTERACTIVE, entry=press.entry)


@router.press(ShowRule, need=see(Permission.HOME), where=Where.PRIVATE)
async def show_rule(here: Here, press: ShowRule) -> None:
    """One clause, in place."""
    await here.show("rulebook/entry", entry=press.entry)


@router.press(ChangeRule, need=BOARD, where=Where.PRIVATE)
async def change_rule(here: Here, press: ChangeRule) -> None:
    """改数值: which field, where there are several."""
    rulebook.may_change(here.deed, press.entry)
    fields = fields_of(press.entry)
    if len(fields) > 1:
        await here.show("rulebook/fields", entry=press.entry)
    else:
        await _begin(here, OVERRIDE, press.entry, fields[0].name)


@router.press(ChangeField, need=BOARD, where=Where.PRIVATE)
async def change_field(here: Here, press: ChangeField) -> None:
    """Asks for the value, the day and the reason."""
    await _begin(here, OVERRIDE, press.entry, press.name)


@router.press(RestoreField, need=BOARD, where=Where.PRIVATE)
async def restore_field(here: Here, press: RestoreField) -> None:
    """恢复原值: asks for the day and the reason."""
    rows = await store.overrides(here.deed.session, here.deed.branch.id, press.entry)
    if [row.value for row in rows if row.name == press.name][-1:] in ([], [None]):
        raise Refused("rulebook.nothing_own")
    await _begin(here, RESTORE, press.entry, press.name)


async def _begin(here: Here, form: Form, entry: str, name: str) -> None:
    rulebook.may_change(here.deed, entry, name)
    await begin(here, form)
    here.keep(entry=entry, name=name)
