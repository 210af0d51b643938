"""What was handed in, each time: the list of versions, one version's text, the Word file; for authors and readers.

What a reader sees stands only as long as the report is handed in, and whatever a reader opens the author sees.
"""

from asyncio import to_thread
from collections.abc import Sequence

from bot.cards.base import Button, Card, Upload, View, card, in_rows
from bot.cards.report_files import picture_of
from bot.cards.reports import Inbox, ShowHistory, ShowOwn, own_report
from bot.presses import Press
from bot.rules.parts import in_parts
from bot.rules.permissions import Permission, do
from bot.store import branch as people
from bot.store import report_files as files
from bot.store import report_versions as store
from bot.store import reports
from bot.store.branch import Person
from bot.store.report_versions import ReportVersion
from bot.store.reports import HANDED_IN, ThoughtReport


class LookAtOwn(Press, tag="hk"):
    """A version of the author's own report."""

    report: int
    version: int


class TakeOwn(Press, tag="ht"):
    """That version as a Word file, for its author."""

    report: int
    version: int


class ShowPast(Press, tag="hx"):
    """All versions, for a reader."""

    report: int


class OpenVersion(Press, tag="hy"):
    """A version, for a reader."""

    report: int
    version: int


class Take(Press, tag="hz"):
    """That version as a Word file, for a reader."""

    report: int
    version: int


@card("reports/history", need=do(Permission.WRITE_REPORT))
async def history(view: View, report: int) -> Card | None:
    """The author's versions: when each was handed in, who marked or returned it, with which remarks."""
    row = await own_report(view, report)
    if row is None:
        return None
    kept = await store.of_report(view.session, report)
    looks = [_numbered(view, each, LookAtOwn(report, each.version)) for each in kept]
    newest = [[view.button("reports.word", TakeOwn(report, kept[-1].version))]] if kept else []
    text = _history(view, view.person, row, kept)
    return Card(text, [*newest, *in_rows(looks), [view.button("home.back", ShowOwn(report))]])


@card("reports/past", need=do(Permission.READ_REPORTS))
async def past(view: View, report: int) -> Card | None:
    """The same for a reader, as long as the report is handed in."""
    row, author = await open_to(view, report)
    if row is None or author is None:
        return Card(view.text("reports/closed"), [[view.button("home.back", Inbox())]])
    kept = await store.of_report(view.session, report)
    looks = [_numbered(view, each, OpenVersion(report, each.version)) for each in kept]
    newest = [[view.button("reports.word", Take(report, kept[-1].version))]] if kept else []
    return Card(_history(view, author, row, kept), [*newest, *in_rows(looks), [view.button("home.back", Inbox())]])


def _numbered(view: View, version: ReportVersion, press: Press) -> Button:
    return view.button("reports.version", press, version=version.version)


def _history(view: View, author: Person, report: ThoughtReport, kept: Sequence[ReportVersion]) -> str:
    opened = view.keys.reports.open
    versions = [(each, opened(each.remarks) if each.remarks else None) for each in kept]
    return view.text("reports/history", author=author.name, report=report, versions=versions)


async def open_to(view: View, report: int) -> tuple[ThoughtReport | None, Person | None]:
    """The report and its author, where the viewer may open it now."""
    row = await reports.report(view.session, report)
    author = await people.person(view.session, row.author_id) if row else None
    if row is None or author is None or row.state not in HANDED_IN or not reports.may_read(view.person, author):
        return None, None
    return row, author


@card("reports/own_version", need=do(Permission.WRITE_REPORT))
async def own_version(view: View, report: int, version: int, part: int) -> Card | None:
    """One part of a version of the author's own; the last one has the way back."""
    row = await own_report(view, report)
    kept = await store.one(view.session, report, version)
    if row is None or kept is None:
        return None
    parts = in_parts(view.keys.reports.open(kept.text))
    text = view.text(
        "reports/version",
        author=None,
        report=row,
        version=kept,
        part=part + 1,
        parts=len(parts),
        text=parts[part],
        pictures=len(await files.pictures(view.session, report, version)),
    )
    word = view.button("reports.word", TakeOwn(report, version))
    back = view.button("home.back", ShowHistory(report))
    return Card(text, [[word], [back]] if part == len(parts) - 1 else [])


@card("reports/picture", need=do(Permission.READ_REPORTS))
async def picture(view: View, report: int, version: int, file: int) -> Card | None:
    """A picture of a version, for a reader; its words go once the reader may not see it any more."""
    row, author = await open_to(view, report)
    kept = await store.one(view.session, report, version)
    if row is None or author is None or kept is None:
        return Card(view.text("reports/closed"), [], protect=True)
    upload, number, count = await picture_of(view, report, version, file)
    if upload is None:
        return None
    text = view.text("reports/picture", author=author.name, report=row, version=version, number=number, count=count)
    return Card(text, [], upload, protect=True)


@card("reports/own_word", need=do(Permission.WRITE_REPORT))
async def own_word(view: View, report: int, version: int) -> Card | None:
    """A version of the author's own report as a Word file."""
    row = await own_report(view, report)
    kept = await store.one(view.session, report, version)
    return await _word(view, view.person, row, kept) if row and kept else None


@card("reports/taken_word", need=do(Permission.READ_REPORTS))
async def taken_word(view: View, report: int, version: int) -> Card | None:
    """The same for a reader. It is not protected: what can be neither saved nor printed cannot be filed."""
    row, author = await open_to(view, report)
    kept = await store.one(view.session, report, version)
    return await _word(view, author, row, kept) if row and author and kept else None


async def _word(view: View, author: Person, report: ThoughtReport, version: ReportVersion) -> Card:
    from bot.documents import thought_report

    opened = view.keys.reports.open_bytes
    shown = await files.pictures(view.session, report.id, version.version)
    pictures = [opened(await files.content(view.session, each.id)) for each in shown]
    day = version.submitted.astimezone(view.zone).date()
    facts = thought_report.ReportPaper(
        branch=view.branch.name, author=author.name, text=view.keys.reports.open(version.text), day=day,
        moment=version.submitted, pictures=tuple(pictures),
    )  # fmt: skip
    content = await to_thread(thought_report.write, facts)
    upload = Upload("document", f"思想汇报_{author.name}_{day.isoformat()}.docx", content)
    text = view.text("reports/word", author=author.name, report=report, version=version, pictures=len(pictures))
    return Card(text, (), upload)
