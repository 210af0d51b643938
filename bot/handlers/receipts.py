"""What the buttons about 交费凭证 do, and the files that payers send."""

from collections.abc import Sequence

from bot.actions import receipts
from bot.actions.base import Refused
from bot.cards.dues import RECEIPT
from bot.cards.receipts import Attach, LookAt, LookAtOwn, TakeBack
from bot.context import Here
from bot.handlers.dues import OWN, answers_of, leave
from bot.handlers.dues_ledger import KEEP, dues_of
from bot.routing import Router, Where
from bot.rules.calendar import Month
from bot.store import dues as dues_store
from bot.store import receipts as store
from bot.store.receipts import MOST, Kind, Receipt

router = Router("receipts")


@router.press(Attach, need=OWN, where=Where.PRIVATE)
async def attach(here: Here, press: Attach) -> None:
    """附上凭证: asks for a photo or a document."""
    await receipts.may_attach(here.deed, press.month)
    await here.begin(RECEIPT, month=str(press.month))
    await here.show("dues/receipt", month=str(press.month))


@router.answer(RECEIPT, need=OWN)
async def came(here: Here) -> None:
    """A photo or a document; several sent at once are answered once, and that answer counts them."""
    kind, file_id = _file(here)
    answers, album = answers_of(here), here.message.media_group_id
    month, answered = Month.parse(answers["month"]), album is not None and album == answers.get("album")
    await here.end()  # and it stays ended where the month takes no more files: that is no part of what a refusal undoes
    attached = await receipts.attach(here.deed, month, kind, file_id)
    await here.begin(RECEIPT, month=str(month), album=album)
    if answered:
        return
    if not attached:
        raise Refused("receipts.enough", most=MOST)
    await here.send("dues/receipt", month=str(month))


def _file(here: Here) -> tuple[Kind, str]:
    """Of which kind, and Telegram's name of it; Refused for anything but a photo or a document."""
    if here.message.photo:
        return "photo", here.message.photo[-1].file_id  # the largest (Bot API, Message.photo)
    if here.message.document is None or here.message.animation:
        raise Refused("receipts.only_files")
    return "document", here.message.document.file_id


@router.press(TakeBack, need=OWN, where=Where.PRIVATE)
async def take_back(here: Here, press: TakeBack) -> None:
    """The payer takes the files of the month back."""
    await leave(here)
    await receipts.take_back(here.deed, press.month)
    here.toast("receipts.taken_back")
    await here.show("dues/card", month=str(press.month))


@router.press(LookAtOwn, need=OWN, where=Where.PRIVATE)
async def look_at_own(here: Here, press: LookAtOwn) -> None:
    """The payer's own files of a month, each as a message."""
    dues = await dues_store.of_month(here.deed.session, here.person.id, press.month)
    await _send(here, "receipts/own", await store.of_dues(here.deed.session, dues.id) if dues else [])


@router.press(LookAt, need=KEEP, where=Where.PRIVATE)
async def look_at(here: Here, press: LookAt) -> None:
    """One payer's files of a month, for the collector."""
    dues = await dues_of(here, press.dues)
    await _send(here, "receipts/payers", await store.of_dues(here.deed.session, dues.id))


async def _send(here: Here, card: str, files: Sequence[Receipt]) -> None:
    if not files:
        raise Refused("receipts.none")
    for each in files:
        await here.send(card, receipt=each.id)
