"""交费凭证 on the screens of the payer and of the collector, who see the files, and nobody else."""

from bot.cards.base import Button, Card, Media, View, card
from bot.presses import Press
from bot.rules.calendar import Month
from bot.rules.permissions import Permission, do
from bot.store import branch as people
from bot.store import dues as dues_store
from bot.store import receipts as store
from bot.store.branch import Person
from bot.store.dues import MonthDues
from bot.store.receipts import Receipt


class Attach(Press, tag="rh"):
    """附上凭证: asks for a photo or a document."""

    month: Month


class LookAtOwn(Press, tag="rl"):
    """The payer's own files of a month."""

    month: Month


class TakeBack(Press, tag="rt"):
    """The payer takes them back."""

    month: Month


class LookAt(Press, tag="rv"):
    """One payer's files of a month, for the collector."""

    dues: int


async def payers_buttons(view: View, dues: MonthDues) -> list[Button]:
    """What the payer may do about receipts of that month."""
    count = len(await store.of_dues(view.session, dues.id)) if dues.id else 0
    open_ = dues.state in store.TAKING
    look = [view.button("receipts.look", LookAtOwn(dues.month), count=count)] if count else []
    return [*([view.button("receipts.attach", Attach(dues.month))] if open_ else []), *look]


async def collectors_buttons(view: View, dues: MonthDues) -> list[Button]:
    """To the receipts of that month, if there are any."""
    count = len(await store.of_dues(view.session, dues.id))
    return [view.button("receipts.look", LookAt(dues.id), count=count)] if count else []


@card("receipts/own", need=do(Permission.OWN_DUES))
async def own(view: View, receipt: int) -> Card:
    """One of the viewer's own files."""
    found = await _receipt(view, receipt)
    return _file(view, *found) if found and found[1].person_id == view.person.id else _withdrawn(view)


@card("receipts/payers", need=do(Permission.LEDGER))
async def payers(view: View, receipt: int) -> Card:
    """One file of a payer, for the collector."""
    found = await _receipt(view, receipt)
    return _file(view, *found) if found and found[1].branch_id == view.branch.id else _withdrawn(view)


async def _receipt(view: View, receipt_id: int) -> tuple[Receipt, MonthDues, Person] | None:
    """A file, the month that it is about, and whose it is."""
    receipt = await store.by_id(view.session, receipt_id)
    dues = await dues_store.by_id(view.session, receipt.dues_id) if receipt else None
    who = await people.person(view.session, dues.person_id) if dues else None
    return (receipt, dues, who) if receipt and dues and who else None


def _file(view: View, receipt: Receipt, dues: MonthDues, who: Person) -> Card:
    text = view.text("receipts/file", name=who.name, month=dues.month, sent=receipt.sent)
    return Card(text, media=Media(receipt.kind, receipt.file_id), protect=True)


def _withdrawn(view: View) -> Card:
    """What is left of a file that the payer has taken back, or that has been erased with what they left behind."""
    return Card(view.text("receipts/withdrawn"))
