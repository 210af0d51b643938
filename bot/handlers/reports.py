"""/report and what its buttons do for authors."""

from typing import Any

from bot.actions import reports
from bot.actions.base import Refused
from bot.cards.reports import (
    WRITING,
    CountFor,
    Drop,
    Preview,
    Revise,
    ShowOwn,
    Submit,
    TakeBack,
    Withdraw,
    Write,
)
from bot.context import Here
from bot.handlers.report_files import expect, has_file, own
from bot.routing import Router, Where
from bot.rules.parts import in_parts
from bot.rules.permissions import Permission, do
from bot.rules.words import ReportState
from bot.store import post, report_files
from bot.store import reports as store

router = Router("reports")
WRITE = do(Permission.WRITE_REPORT)


@router.command("report", need=WRITE, words=("思想汇报",))
async def my_reports(here: Here) -> None:
    """The author's reports. What is written next is taken as a report, where it cannot be meant for anything else."""
    if here.argument:
        await _await_words(here, anew=True)
        await _take(here, here.argument)
        return
    dialog = await post.dialog(here.deed.session, here.person.id)
    if dialog is None or dialog.name == WRITING:
        await _await_words(here, anew=False)
    await here.show("reports/mine")


async def _await_words(here: Here, *, anew: bool) -> None:
    """Words go to the draft, if there is one. A returned report may be meant as well: then only ``anew`` decides."""
    written = await store.of_author(here.deed.session, here.person.id)
    draft = next((report for report in written if report.state is ReportState.DRAFT), None)
    returned = any(report.state is ReportState.RETURNED for report in written)
    if draft is None and returned and not anew:
        await here.end()
    else:
        await here.begin(WRITING, report=draft.id if draft else 0, replace=False)


@router.press(Write, need=WRITE, where=Where.PRIVATE)
async def write(here: Here, press: Write) -> None:
    """Begins a report, or goes on with one."""
    if press.report:
        reports.check_in_hand(here.deed, await own(here, press.report))
    await here.begin(WRITING, report=press.report, replace=False)
    await here.show("reports/writing")


@router.answer(WRITING, need=WRITE, long=True)
async def words(here: Here) -> None:
    """A paragraph; or a file, of which the draft hears more once it is here."""
    if has_file(here):
        await expect(here, _answers(here))
        return
    if here.message.text is None or not here.text:
        raise Refused("reports.only_these")
    await _take(here, here.text)


async def _take(here: Here, text: str) -> None:
    answers = _answers(here)
    before = after = 0
    if not answers["report"]:
        report, after = await reports.begin(here.deed, text), len(text)
        here.keep(report=report.id)
    elif answers["replace"]:
        report = await own(here, answers["report"])
        await reports.replace(here.deed, report, text)
        here.keep(replace=False)
    else:
        report = await own(here, answers["report"])
        before, after = await reports.add(here.deed, report, text)
    await here.show("reports/noted", report=report.id, before=before, after=after)


@router.press(TakeBack, need=WRITE, where=Where.PRIVATE)
async def take_back(here: Here, press: TakeBack) -> None:
    """The last paragraph away."""
    gone = await reports.take_back(here.deed, await own(here, press.report), press.before, press.after)
    here.toast("reports.taken_back")
    if gone:
        await _stop_writing(here, press.report)
        await here.show("reports/mine")
    else:
        await here.show("reports/own", report=press.report)


@router.press(ShowOwn, need=WRITE, where=Where.PRIVATE)
async def showown(here: Here, press: ShowOwn) -> None:
    """One of the author's reports; whoever looks there is not writing any more."""
    report = await own(here, press.report)
    await _stop_writing(here, report.id)
    await here.show("reports/own", report=report.id)


@router.press(Preview, need=WRITE, where=Where.PRIVATE)
async def preview(here: Here, press: Preview) -> None:
    """The whole text: in place where it fits, else as several messages. How many pictures there are stands on it."""
    report = await own(here, press.report)
    text = here.deed.keys.reports.open(report.text)
    if not text and not await report_files.in_hand(here.deed.session, report.id):
        raise Refused("reports.empty")
    parts = len(in_parts(text))
    if parts == 1:
        await here.show("reports/preview", report=report.id, part=0)
        return
    for part in range(parts):
        await here.send("reports/preview", report=report.id, part=part)


@router.press(Submit, need=WRITE, where=Where.PRIVATE)
async def submit(here: Here, press: Submit) -> None:
    """提交."""
    await reports.submit(here.deed, await own(here, press.report))
    await _stop_writing(here, press.report)
    here.toast("reports.submitted")
    await here.show("reports/own", report=press.report)


@router.press(Revise, need=WRITE, where=Where.PRIVATE)
async def revise(here: Here, press: Revise) -> None:
    """修改: the next message takes the place of the text."""
    report = await own(here, press.report)
    reports.check_in_hand(here.deed, report)
    await here.begin(WRITING, report=report.id, replace=True)
    await here.show("reports/revising", report=report.id)


@router.press(CountFor, need=WRITE, where=Where.PRIVATE)
async def count_for(here: Here, press: CountFor) -> None:
    """For which period a draft counts that is handed in late."""
    await reports.count_for(here.deed, await own(here, press.report), press.first)
    here.toast("reports.counted")
    await here.show("reports/own", report=press.report)


@router.press(Withdraw, need=WRITE, where=Where.PRIVATE)
async def withdraw(here: Here, press: Withdraw) -> None:
    """撤回: a draft again."""
    await reports.withdraw(here.deed, await own(here, press.report))
    here.toast("reports.withdrew")
    await here.show("reports/own", report=press.report)


@router.press(Drop, need=WRITE, where=Where.PRIVATE)
async def drop(here: Here, press: Drop) -> None:
    """Deletes a draft, after asking."""
    report = await own(here, press.report)
    reports.check_draft(here.deed, report)
    if not press.sure:
        await here.show("reports/dropping", report=report.id)
        return
    await reports.drop(here.deed, report)
    await _stop_writing(here, press.report)
    here.toast("reports.dropped")
    await here.show("reports/mine")


async def _stop_writing(here: Here, report_id: int) -> None:
    if here.dialog is not None and here.dialog.name == WRITING and here.dialog.answers["report"] == report_id:
        await here.end()


def _answers(here: Here) -> dict[str, Any]:
    if here.dialog is None:
        raise LookupError("no dialog is open")
    return dict(here.dialog.answers)
