"""A study plan from a file: sent to the bot, fetched, looked at, taken over whole or not at all."""

import asyncio
from base64 import b64decode
from typing import Any

from bot.actions import plans
from bot.actions.base import Deed, Refused
from bot.cards.plan_files import DIALOG, LARGEST, Confirm, Leave, Template, rows_of
from bot.cards.plans import ImportPlan
from bot.context import Here
from bot.documents import plan_file, tables
from bot.documents.plan_file import CELL_MOST, MOST_CELLS, MOST_ROWS
from bot.documents.roster import RosterErrors
from bot.routing import Router, Where
from bot.rules.calendar import Month
from bot.rules.permissions import Permission, do
from bot.store import branch as people
from bot.store import post

router = Router("plans")
KEEP = do(Permission.BROADCAST)
_FETCHED = "plans.fetched"


@router.press(ImportPlan, need=KEEP, where=Where.PRIVATE)
async def import_plan(here: Here, press: ImportPlan) -> None:
    """Asks for the file."""
    plans.check_may_plan(here.deed)
    step = here.update.update_id
    await here.begin(DIALOG, draft=step, file=None, name=None, table=None, problem=None)
    await here.show("plans/importing", draft=step)


@router.press(Template, need=KEEP, where=Where.PRIVATE)
async def template(here: Here, press: Template) -> None:
    """模板, as a message of its own."""
    await here.send("plans/template", year=here.deed.today.year)


@router.answer(DIALOG, need=KEEP)
async def answer(here: Here) -> None:
    """The file: Telegram is asked for it, and what it holds comes back to :func:`fetched`."""
    document = here.message.document
    if document is None or here.dialog is None:
        raise Refused("plans.only_file")
    if (document.file_size or 0) > LARGEST:
        raise Refused("plans.file_too_large", most=LARGEST // 1_000_000)
    earlier = here.dialog.answers["draft"]
    step = here.update.update_id
    here.keep(draft=step, file=document.file_unique_id, name=document.file_name or "", table=None, problem=None)
    here.deed.refresh("plans/importing", draft=earlier)
    here.deed.errand(
        here.chat_id, "file", _FETCHED, file_id=document.file_id, most=LARGEST, of=document.file_unique_id
    )  # fmt: skip


@router.errand(_FETCHED)
async def fetched(deed: Deed, chat_id: int, result: dict[str, Any]) -> None:
    """What the file holds, where Telegram gives it; of a file that nobody waits for any more, nothing."""
    person = await people.person_by_telegram(deed.session, chat_id)
    dialog = await post.dialog(deed.session, person.id) if person is not None else None
    if person is None or dialog is None or dialog.name != DIALOG or dialog.answers["table"] is not None:
        return
    if result["of"] != dialog.answers["file"]:
        return
    dialog.answers = {**dialog.answers, **await _read(dialog.answers["name"], result)}
    dialog.changed = deed.now
    await deed.session.flush()
    deed.tell(person, "plans/importing", draft=dialog.answers["draft"])


async def _read(name: str, result: dict[str, Any]) -> dict[str, Any]:
    """What the dialog keeps of it: its rows, as texts, or why there are none."""
    if result["base64"] is None:
        return {"problem": "plans.not_fetched"}
    try:
        table = await asyncio.to_thread(tables.read_content, name, b64decode(result["base64"]), MOST_ROWS + 10)
    except tables.TableError as error:
        return {"problem": str(error)}
    rows = [(number, [cell[:CELL_MOST] for cell in cells[:MOST_CELLS]]) for number, cells in table]
    return {"table": rows}


def _at(here: Here, draft: int) -> dict[str, Any]:
    if here.dialog is None or here.dialog.name != DIALOG or here.dialog.answers["draft"] != draft:
        raise Refused("plans.over")
    return dict(here.dialog.answers)


@router.press(Leave, need=KEEP, where=Where.PRIVATE)
async def leave(here: Here, press: Leave) -> None:
    """Leaves it."""
    _at(here, press.draft)
    await here.end()
    await here.show("plans/month", month=str(Month.of(here.deed.today)))


@router.press(Confirm, need=KEEP, where=Where.PRIVATE)
async def confirm(here: Here, press: Confirm) -> None:
    """Takes it over, once: the dialog ends with the deed."""
    answers = _at(here, press.draft)
    try:
        found = plan_file.parse(rows_of(answers)) if answers["table"] is not None else None
    except RosterErrors:
        found = None
    if found is None:
        raise Refused("plans.over")
    change = await plans.take_over(here.deed, found.rows)
    await here.end()
    first = min(row.month for row in found.rows)
    counts = {"added": len(change.added), "updated": len(change.updated), "same": change.same}
    await here.show("plans/imported", **counts, month=str(first))
