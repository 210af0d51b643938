"""What those do who read thought reports: open, mark read, return."""

from bot.actions import reports
from bot.actions.base import Refused
from bot.cards.reports import Inbox
from bot.cards.reports_read import RETURNING, GiveBack, MarkRead, OpenReport
from bot.context import Here
from bot.routing import Router, Where
from bot.rules.parts import in_parts
from bot.rules.permissions import Permission, do
from bot.rules.words import ReportState
from bot.store import report_files
from bot.store import reports as store
from bot.store.reports import ThoughtReport

router = Router("reports")
READ = do(Permission.READ_REPORTS)

REMARKS = 1000  # characters of a reader's remarks


async def report_of_branch(here: Here, report_id: int) -> ThoughtReport:
    """A report by its number; Refused where there is none such here."""
    report = await store.report(here.deed.session, report_id)
    if report is None or report.branch_id != here.deed.branch.id:
        raise Refused("reports.gone")
    return report


@router.press(Inbox, need=READ, where=Where.PRIVATE)
async def inbox(here: Here, press: Inbox) -> None:
    """What waits for the reader; a return in the making is left."""
    if here.dialog is not None and here.dialog.name == RETURNING:
        await here.end()
    await here.show("reports/waiting")


@router.press(OpenReport, need=READ, where=Where.PRIVATE)
async def open_report(here: Here, press: OpenReport) -> None:
    """查看: as new messages, because only those can be protected from forwarding."""
    await open_as_messages(here, await report_of_branch(here, press.report))


async def open_as_messages(here: Here, report: ThoughtReport, number: int = 0) -> None:
    """A version (0: the newest): its pictures, then its text with what can be done."""
    version = await reports.open_(here.deed, report, number)
    for picture in await report_files.pictures(here.deed.session, report.id, version.version):
        await here.send("reports/picture", report=report.id, version=version.version, file=picture.id)
    for part in range(len(in_parts(here.deed.keys.reports.open(version.text)))):
        await here.send("reports/text", report=report.id, version=version.version, part=part)


@router.press(MarkRead, need=READ, where=Where.PRIVATE)
async def mark_read(here: Here, press: MarkRead) -> None:
    """已阅."""
    await reports.mark_read(here.deed, await report_of_branch(here, press.report), press.version)
    here.toast("reports.marked_read")


@router.press(GiveBack, need=READ, where=Where.PRIVATE)
async def give_back(here: Here, press: GiveBack) -> None:
    """退回: first the remarks, then for good."""
    report = await report_of_branch(here, press.report)
    if press.sure:
        await _return(here, report, press.version)
        return
    await reports.may_judge(here.deed, report, press.version)
    await here.begin(RETURNING, report=report.id, version=press.version, state=report.state.value, remarks="")
    await here.send("reports/returning", report=report.id, version=press.version)


@router.answer(RETURNING, need=READ)
async def remarks(here: Here) -> None:
    """The remarks, sealed like the report itself."""
    if here.message.text is None or not here.text:
        raise Refused("reports.remarks_only_text")
    if len(here.text) > REMARKS:
        raise Refused("reports.remarks_too_long", most=REMARKS)
    if here.dialog is None:
        raise LookupError("no dialog is open")
    here.keep(remarks=here.deed.keys.reports.seal(here.text).decode())
    await here.show("reports/returning", report=here.dialog.answers["report"], version=here.dialog.answers["version"])


async def _return(here: Here, report: ThoughtReport, version: int) -> None:
    dialog = here.dialog
    if dialog is None or dialog.name != RETURNING or dialog.answers["report"] != report.id:
        await reports.may_judge(here.deed, report, version)
        raise Refused("reports.return_ended")
    state, sealed = ReportState.of(dialog.answers["state"]), dialog.answers["remarks"]
    if not sealed:
        raise Refused("reports.remarks_only_text")
    await here.end()
    await reports.give_back(here.deed, report, version, state, here.deed.keys.reports.open(sealed.encode()))
    here.toast("reports.returned")
    await here.show("reports/waiting")
