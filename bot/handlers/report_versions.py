"""What was handed in before, and Word files: for authors and for readers."""

from bot.actions import reports
from bot.actions.base import Refused
from bot.cards.report_versions import LookAtOwn, OpenVersion, ShowPast, Take, TakeOwn
from bot.cards.reports import ShowHistory
from bot.context import Here
from bot.handlers.report_files import own
from bot.handlers.reports_read import READ, open_as_messages, report_of_branch
from bot.routing import Router, Where
from bot.rules.parts import in_parts
from bot.rules.permissions import Permission, do
from bot.store import report_files, report_versions
from bot.store.report_versions import ReportVersion
from bot.store.reports import ThoughtReport

router = Router("reports")
WRITE = do(Permission.WRITE_REPORT)


async def _version(here: Here, report: ThoughtReport, number: int) -> ReportVersion:
    version = await report_versions.one(here.deed.session, report.id, number)
    if version is None:
        raise Refused("reports.no_version")
    return version


@router.press(ShowHistory, need=WRITE, where=Where.PRIVATE)
async def show_history(here: Here, press: ShowHistory) -> None:
    """All that the author handed in for one report."""
    await here.show("reports/history", report=(await own(here, press.report)).id)


@router.press(LookAtOwn, need=WRITE, where=Where.PRIVATE)
async def look_at_own(here: Here, press: LookAtOwn) -> None:
    """One version: its pictures, then its text."""
    report = await own(here, press.report)
    version = await _version(here, report, press.version)
    for picture in await report_files.pictures(here.deed.session, report.id, version.version):
        await here.send("reports/own_picture", report=report.id, version=version.version, file=picture.id)
    for part in range(len(in_parts(here.deed.keys.reports.open(version.text)))):
        await here.send("reports/own_version", report=report.id, version=version.version, part=part)


@router.press(TakeOwn, need=WRITE, where=Where.PRIVATE)
async def take_own(here: Here, press: TakeOwn) -> None:
    """As a Word file."""
    report = await own(here, press.report)
    version = await _version(here, report, press.version)
    await here.send("reports/own_word", report=report.id, version=version.version)


@router.press(ShowPast, need=READ, where=Where.PRIVATE)
async def show_past(here: Here, press: ShowPast) -> None:
    """Which versions there are; opening one is what the author sees."""
    report = await report_of_branch(here, press.report)
    await reports.check_may_look_back(here.deed, report)
    await here.send("reports/past", report=report.id)


@router.press(OpenVersion, need=READ, where=Where.PRIVATE)
async def open_version(here: Here, press: OpenVersion) -> None:
    """An earlier version, opened like the newest."""
    await open_as_messages(here, await report_of_branch(here, press.report), press.version)


@router.press(Take, need=READ, where=Where.PRIVATE)
async def take(here: Here, press: Take) -> None:
    """As a Word file, which is a reading."""
    report = await report_of_branch(here, press.report)
    version = await reports.open_(here.deed, report, press.version, taken=True)
    await here.send("reports/taken_word", report=report.id, version=version.version)
