"""Word files and pictures for thought reports: sent, fetched, looked at, taken out again."""

from base64 import b64decode
from typing import Any

from telegram import Document

import bot.cards.reports_writing  # noqa: F401 - registers its cards
from bot.actions import report_files, reports
from bot.actions.base import Deed, Refused
from bot.actions.report_files import PICTURE_MOST, Sent
from bot.cards.report_files import SeePictures, TakeOut
from bot.cards.reports import ShowPictures
from bot.context import Here
from bot.routing import Router, Where
from bot.rules.permissions import Permission, do
from bot.store import report_files as store
from bot.store import reports as written
from bot.store.reports import ThoughtReport

router = Router("reports")
WRITE = do(Permission.WRITE_REPORT)

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OLD = (".doc", ".wps", ".docm", ".dot")


async def own(here: Here, report_id: int) -> ThoughtReport:
    """One of the author's reports; Refused where there is none such."""
    report = await written.report(here.deed.session, report_id)
    if report is None or report.author_id != here.person.id:
        raise Refused("reports.gone")
    return report


def has_file(here: Here) -> bool:
    """Whether the message is a document or a photo."""
    return here.message.document is not None or bool(here.message.photo)


async def expect(here: Here, answers: dict[str, Any]) -> None:
    """A file for the report that is being written, a new one if there is none; several photos sent at once are answered
    once, and that answer counts them."""
    sent = _sent(here, replaces=bool(answers["replace"]))
    if answers["report"]:
        report = await own(here, answers["report"])
    else:
        report_files.check_may_send(sent, [])
        report = await reports.begin(here.deed, "")
    await report_files.expect(here.deed, report, sent)
    album = here.message.media_group_id
    answered = album is not None and album == answers.get("album")
    here.keep(report=report.id, album=album, replace=bool(answers["replace"]) and not sent.word)
    if not answered:
        await here.send("reports/taking", report=report.id)


def _sent(here: Here, *, replaces: bool) -> Sent:
    document = here.message.document
    if document is not None:
        _check_is_word(document)
        return Sent(document.file_id, document.file_size or 0, word=True, replaces=replaces)
    # The largest that may be taken; sizes come in their order (Bot API, Message.photo).
    fitting = [size for size in here.message.photo if (size.file_size or 0) <= PICTURE_MOST]
    photo = (fitting or here.message.photo)[-1]
    return Sent(photo.file_id, photo.file_size or 0, word=False)


def _check_is_word(document: Document) -> None:
    name, kind = (document.file_name or "").lower(), document.mime_type or ""
    if name.endswith(_OLD):
        raise Refused("reports.old_word")
    if kind.startswith("image/"):
        raise Refused("reports.as_photo")
    if not name.endswith(".docx") and kind != _WORD:
        raise Refused("reports.only_these")


@router.errand("reports.file")
async def file_came(deed: Deed, chat_id: int, result: dict[str, Any]) -> None:
    """What Telegram gave of a file; nothing where it has it no more."""
    content = b64decode(result["base64"]) if result["base64"] is not None else None
    await report_files.arrived(deed, result["of"], content)


@router.press(ShowPictures, need=WRITE, where=Where.PRIVATE)
async def show_pictures(here: Here, press: ShowPictures) -> None:
    """How many pictures there are, and what can be done with them."""
    await here.show("reports/pictures", report=(await own(here, press.report)).id)


@router.press(SeePictures, need=WRITE, where=Where.PRIVATE)
async def see_pictures(here: Here, press: SeePictures) -> None:
    """Each as a photo."""
    report = await own(here, press.report)
    version = report.version + (report.state in written.IN_HAND)
    pictures = await store.pictures(here.deed.session, report.id, version)
    if not pictures:
        raise Refused("reports.picture_gone")
    for picture in pictures:
        await here.send("reports/own_picture", report=report.id, version=version, file=picture.id)


@router.press(TakeOut, need=WRITE, where=Where.PRIVATE)
async def take_out(here: Here, press: TakeOut) -> None:
    """One less; sending it again brings it back."""
    report = await own(here, press.report)
    file = await store.one(here.deed.session, press.file)
    if file is None or file.report_id != report.id:
        raise Refused("reports.picture_gone")
    await report_files.take_out(here.deed, report, file)
    here.toast("reports.taken_out")
    await here.show("reports/pictures", report=report.id)
