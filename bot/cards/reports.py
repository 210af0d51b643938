"""Cards of the author of thought reports: the overview, one report, its draft and preview, and what a reader did."""

from collections.abc import Sequence

from bot.cards.base import Button, Card, View, card, in_rows
from bot.presses import Press
from bot.rules import report_periods
from bot.rules.calendar import Period, Span
from bot.rules.permissions import Permission, do
from bot.rules.words import Post, ReportState
from bot.store import branch as people
from bot.store import oral, post, report_files, report_versions, state
from bot.store import reports as store
from bot.store.branch import Person
from bot.store.report_files import ReportFile
from bot.store.reports import ThoughtReport

WRITING = "reports_writing"  # the dialog in which every message becomes a paragraph
_SHOWN = 10  # reports in the overview, openings of one report
_PROGRESS = (ReportState.DRAFT, ReportState.RETURNED, ReportState.SUBMITTED, ReportState.READ)


class Write(Press, tag="hw"):
    """Begins a report; with a number: goes on with that draft."""

    report: int


class ShowOwn(Press, tag="ho"):
    """One of the author's own reports."""

    report: int


class Preview(Press, tag="hp"):
    """The whole text."""

    report: int


class Submit(Press, tag="hs"):
    """提交."""

    report: int


class Revise(Press, tag="he"):
    """修改: asks for another text."""

    report: int


class Withdraw(Press, tag="hr"):
    """撤回 of what was submitted."""

    report: int


class Drop(Press, tag="hd"):
    """撤回 of a draft, which deletes it; asked twice."""

    report: int
    sure: int


class TakeBack(Press, tag="hu"):
    """Takes the last paragraph away: the draft's length before and after it, in characters."""

    report: int
    before: int
    after: int


class Inbox(Press, tag="hl"):
    """What waits for a reader."""


class ShowAway(Press, tag="wm"):
    """When the member is away."""


class CountFor(Press, tag="hc"):
    """Handed in late: for the past period that began on that day; empty: for that of the day after all."""

    report: int
    first: str


class ShowPictures(Press, tag="hg"):
    """The pictures of one of the author's reports."""

    report: int


class ShowHistory(Press, tag="hv"):
    """What the author handed in, each time, and what became of it."""

    report: int


@card("reports/mine", need=do(Permission.WRITE_REPORT))
async def mine(view: View) -> Card:
    """The author's reports, this quarter's first of all."""
    written = await store.of_author(view.session, view.person.id)
    period = await _present(view)
    states = [report.state for report in written if report_periods.counts(report.period, period)]
    dialog = await post.dialog(view.session, view.person.id)
    facts = {
        "period": period,
        "own": isinstance(period, Span),
        "state": max(states, key=_PROGRESS.index, default=None),
        "oral": (await oral.of_person(view.session, view.person.id))[:_SHOWN],
        "reports": written[:_SHOWN],
        "writing": dialog is not None and dialog.name == WRITING,
        "draft": any(report.state is ReportState.DRAFT for report in written),
    }
    away = [view.button("travels.mine", ShowAway())] if view.person.status.is_member else []
    spans = any(isinstance(report.period, Span) for report in written[:_SHOWN])  # too long to stand beside another
    listed = in_rows((Button(_label(view, report), ShowOwn(report.id)) for report in written[:_SHOWN]), 2 - spans)
    return Card(
        view.text("reports/mine", **facts), [[_write(view, written), *away], *listed, *_inbox(view), [view.back()]]
    )


async def _present(view: View) -> Period:
    """To which a report that is handed in today belongs."""
    fact = await state.person_fact(view.session, view.person)
    return report_periods.present(view.book, fact, view.branch.started, view.today)


def _write(view: View, written: Sequence[ThoughtReport]) -> Button:
    draft = next((report for report in written if report.state is ReportState.DRAFT), None)
    return view.button("reports.go_on", Write(draft.id)) if draft else view.button("reports.write", Write(0))


def _label(view: View, report: ThoughtReport) -> str:
    return f"{view.say(report.period)} {view.say(report.state)}"


def _inbox(view: View) -> list[list[Button]]:
    reads = view.person.grants.satisfies(do(Permission.READ_REPORTS))
    return [[view.button("reports.inbox", Inbox())]] if reads else []


@card("reports/own", need=do(Permission.WRITE_REPORT))
async def own(view: View, report: int) -> Card | None:
    """Where one of the author's reports stands, and who has opened it."""
    row = await own_report(view, report)
    if row is None:
        return None
    judge = await people.person(view.session, row.reader_id) if row.reader_id else None
    pictures, awaited = await files_in_hand(view, row)
    late = await _late(view, row)
    facts = {
        "report": row,
        "length": len(view.keys.reports.open(row.text)),
        "pictures": len(pictures),
        "awaited": awaited,
        "late": [period for period, _ in late],
        "may_open": [_named(view, reader) for reader in await store.readers(view.session, view.person)],
        "judge": judge.name if judge else None,
        "remarks": view.keys.reports.open(row.remarks) if row.remarks else None,
        "readings": (await store.readings(view.session, row.id))[-_SHOWN:],
    }
    more = await _more(view, row, pictures=bool(pictures))
    counting = [[button] for _, button in late]
    return Card(view.text("reports/own", **facts), [*_deeds(view, row), *counting, more, [view.back("report")]])


async def own_report(view: View, report_id: int) -> ThoughtReport | None:
    """One of the viewer's own."""
    report = await store.report(view.session, report_id)
    return report if report is not None and report.author_id == view.person.id else None


async def files_in_hand(view: View, report: ThoughtReport) -> tuple[list[ReportFile], int]:
    """The pictures of the text that stands now, and how many files are on their way."""
    files = await report_files.in_hand(view.session, report.id)
    return [file for file in files if file.arrived], sum(not file.arrived for file in files)


def _named(view: View, reader: Person) -> tuple[str, list[str]]:
    return reader.name, [view.say(post) for post in Post if post in reader.posts]


async def _late(view: View, report: ThoughtReport) -> list[tuple[Period, Button]]:
    """For a draft: the past periods that are still open, each with what counts the draft for it, or no more."""
    if report.state is not ReportState.DRAFT:
        return []
    found = await state.late_reports(view.session, view.book, view.branch, view.person, view.today)
    chosen = report.period if report.chosen else None
    return [
        (
            period,
            view.button("reports.count_now", CountFor(report.id, ""))
            if period == chosen
            else view.button("reports.count_for", CountFor(report.id, period.first_day().isoformat()), period=period),
        )
        for period in found
    ]


async def _more(view: View, report: ThoughtReport, *, pictures: bool) -> list[Button]:
    """The pictures of what stands there now; what was handed in, each time, and as a Word file."""
    found = [view.button("reports.pictures", ShowPictures(report.id))] if pictures else []
    kept = await report_versions.of_report(view.session, report.id)
    return [*found, view.button("reports.history", ShowHistory(report.id))] if kept else found


def _deeds(view: View, report: ThoughtReport) -> list[list[Button]]:
    whole = view.button("reports.whole", Preview(report.id))
    if report.state is ReportState.READ:
        return [[whole]]
    if report.state is ReportState.SUBMITTED:
        return [[view.button("reports.withdraw", Withdraw(report.id)), whole]]
    submit = view.button("reports.submit", Submit(report.id))
    preview = view.button("reports.preview", Preview(report.id))
    revise = view.button("reports.revise", Revise(report.id))
    go_on = view.button("reports.go_on", Write(report.id))
    if report.state is ReportState.RETURNED:
        return [[revise, submit], [preview, go_on]]
    return [[submit, preview], [revise, view.button("reports.withdraw", Drop(report.id, 0))], [go_on]]


@card("reports/told", need=do(Permission.WRITE_REPORT))
async def told(view: View, report: int, version: int, state: str) -> Card | None:
    """Tells the author what a reader did; once something else has happened, only that."""
    row = await own_report(view, report)
    if row is None:
        return None
    now = row.version == version and row.state.value == state
    judge = await people.person(view.session, row.reader_id) if row.reader_id else None
    facts = {
        "period": row.period,
        "state": state if now else None,
        "judge": judge.name if judge else None,
        "remarks": view.keys.reports.open(row.remarks) if row.remarks else None,
    }
    look = view.button("reports.look_own", ShowOwn(row.id))
    revise = [view.button("reports.revise", Revise(row.id))] if now and row.state is ReportState.RETURNED else []
    return Card(view.text("reports/told", **facts), [[*revise, look]])
