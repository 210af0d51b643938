"""Word files and pictures of thought reports: expected, taken in, taken out.

The update only notes that a file is to come and asks for it; its content comes as an errand's answer, so nothing is
lost where the bot is killed in between. A Word file becomes text; a picture is kept, encrypted like the text.
"""

from dataclasses import dataclass

from bot.actions.base import Deed, Refused
from bot.actions.reports import LONGEST, PICTURES, check_in_hand, show_author
from bot.rules.typed import cleaned
from bot.rules.word_text import Trouble, Unreadable, text_of
from bot.store import branch as people
from bot.store import report_files as store
from bot.store import report_versions, reports
from bot.store.branch import Person
from bot.store.outbox import Urgency
from bot.store.report_files import ReportFile
from bot.store.reports import IN_HAND, ThoughtReport

WORD_MOST = 5_000_000  # bytes of a Word file
PICTURE_MOST = 5_000_000  # bytes of a picture
TOGETHER_MOST = 20_000_000  # bytes of all pictures of a report
_MEGABYTE = 1_000_000
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")  # how a JPEG and a PNG begin


@dataclass(frozen=True)
class Sent:
    """A file somebody sent: by which Telegram knows it, its bytes as announced; ``replaces``: in place of the text."""

    file_id: str
    size: int
    word: bool
    replaces: bool = False


def check_may_send(sent: Sent, files: list[ReportFile]) -> None:
    """Refused where the file, or all pictures together, would be too large, or there are enough of them."""
    most = WORD_MOST if sent.word else PICTURE_MOST
    if sent.size > most:
        raise Refused("reports.file_too_large", most=most // _MEGABYTE)
    pictures = [file for file in files if not file.word]
    if sent.word:
        return
    if len(pictures) >= PICTURES:
        raise Refused("reports.pictures_enough", most=PICTURES)
    if sent.size + sum(file.size for file in pictures) > TOGETHER_MOST:
        raise Refused("reports.pictures_too_large", most=TOGETHER_MOST // _MEGABYTE)


async def expect(deed: Deed, report: ThoughtReport, sent: Sent) -> None:
    """Notes what is to come, and asks for it."""
    check_in_hand(deed, report)
    files = list(await store.in_hand(deed.session, report.id))
    check_may_send(sent, files)
    length = len(deed.keys.reports.open(report.text))
    file = ReportFile(
        report_id=report.id, word=sent.word, arrived=False, size=sent.size, first=report.version + 1, last=None,
        place=length, replaces=sent.replaces,
    )  # fmt: skip
    deed.session.add(file)
    await deed.session.flush()
    most = WORD_MOST if sent.word else PICTURE_MOST
    deed.errand(
        deed.person.telegram_id or 0, "file", "reports.file", file_id=sent.file_id, most=most, of=file.id
    )  # fmt: skip
    show_author(deed, report, deed.person)


async def arrived(deed: Deed, file_id: int, content: bytes | None) -> None:
    """What was expected is here; None: Telegram does not give it. Its author is told what became of it."""
    file = await store.one(deed.session, file_id)
    report = await reports.report(deed.session, file.report_id) if file else None
    author = await people.person(deed.session, report.author_id) if report else None
    if file is None or report is None or author is None or file.arrived:
        return  # taken out, or dropped with its draft, meanwhile
    why = await _take_in(deed, report, author, file, content)
    if why is not None or file.word:
        await deed.session.delete(file)
    if why is not None:
        deed.tell(author, "reports/not_taken", urgency=Urgency.INTERACTIVE, report=report.id, file=file.id, why=why)
    else:
        report.changed = deed.now
    await deed.session.flush()
    show_author(deed, report, author)


async def _take_in(
    deed: Deed, report: ThoughtReport, author: Person, file: ReportFile, content: bytes | None
) -> str | None:
    """Why it was not taken in; None: it was."""
    if report.state not in IN_HAND:
        return "submitted"
    if content is None:
        return "lost"
    if not file.word:
        return await _keep(deed, file, content)
    try:
        text = cleaned(text_of(content))
    except Unreadable as unreadable:
        return unreadable.trouble.value
    return await _write_in(deed, report, author, file, text) if text else Trouble.EMPTY.value


async def _keep(deed: Deed, file: ReportFile, content: bytes) -> str | None:
    if not content.startswith(_PICTURES):
        return "no_picture"
    file.arrived, file.size = True, len(content)
    await deed.session.flush()
    await store.put(deed.session, file.id, deed.keys.reports.seal_bytes(content))
    return None


async def _write_in(deed: Deed, report: ThoughtReport, author: Person, file: ReportFile, text: str) -> str | None:
    """The text where it belongs: before whatever was written while the file was on its way."""
    older = deed.keys.reports.open(report.text)
    before, behind = "" if file.replaces else older[: file.place], older[file.place :].lstrip("\n")
    longer = "\n".join(part for part in (before, text, behind) if part)
    if len(longer) > LONGEST:
        return "too_long"
    report.text = deed.keys.reports.seal(longer)
    for other in await store.in_hand(deed.session, report.id):
        if other.id > file.id:
            other.place += len(longer) - len(older)
    last = not behind and not file.replaces
    deed.tell(
        author, "reports/noted", urgency=Urgency.INTERACTIVE, report=report.id,
        before=len(before) if last else 0, after=len(longer) if last else 0,
    )  # fmt: skip
    return None


async def take_out(deed: Deed, report: ThoughtReport, file: ReportFile) -> None:
    """A picture less in what is being written; earlier versions keep theirs."""
    check_in_hand(deed, report)
    if file.last is not None:
        raise Refused("reports.picture_gone")
    if file.first > report.version or not await _in_a_version(deed, report, file):
        await deed.session.delete(file)
    else:
        file.last = report.version
    report.changed = deed.now
    await deed.session.flush()
    show_author(deed, report, deed.person)


async def _in_a_version(deed: Deed, report: ThoughtReport, file: ReportFile) -> bool:
    return any(each.version >= file.first for each in await report_versions.of_report(deed.session, report.id))
