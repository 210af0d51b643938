"""Cards of the author of thought reports: the overview, one report, its draft and preview, and what a reader did."""

from collections.abc import Sequence

from bot.cards.base import Button, Card, Open, View, card, in_rows
from bot.presses import Press
from bot.rules.calendar import Quarter
from bot.rules.parts import in_parts
from bot.rules.permissions import Permission, do
from bot.rules.words import ReportState
from bot.store import branch as people
from bot.store import post
from bot.store import reports as store
from bot.store.reports import IN_HAND, ThoughtReport

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


@card("reports/mine", need=do(Permission.WRITE_REPORT))
async def mine(view: View) -> Card:
    """The author's reports, this quarter's first of all."""
    written = await store.of_author(view.session, view.person.id)
    quarter = Quarter.of(view.now.astimezone(view.zone).date())
    states = [report.state for report in written if report.quarter == quarter]
    dialog = await post.dialog(view.session, view.person.id)
    facts = {
        "quarter": quarter,
        "state": max(states, key=_PROGRESS.index, default=None),
        "reports": written[:_SHOWN],
        "writing": dialog is not None and dialog.name == WRITING,
        "draft": any(report.state is ReportState.DRAFT for report in written),
    }
    listed = in_rows(Button(_label(view, report), ShowOwn(report.id)) for report in written[:_SHOWN])
    return Card(view.text("reports/mine", **facts), [[_write(view, written)], *listed, *_inbox(view), [view.back()]])


def _write(view: View, written: Sequence[ThoughtReport]) -> Button:
    draft = next((report for report in written if report.state is ReportState.DRAFT), None)
    return view.button("reports.go_on", Write(draft.id)) if draft else view.button("reports.write", Write(0))


def _label(view: View, report: ThoughtReport) -> str:
    return f"{view.say(report.quarter)} {view.say(report.state)}"


def _inbox(view: View) -> list[list[Button]]:
    reads = view.person.grants.satisfies(do(Permission.READ_REPORTS))
    return [[view.button("reports.inbox", Inbox())]] if reads else []


@card("reports/own", need=do(Permission.WRITE_REPORT))
async def own(view: View, report: int) -> Card | None:
    """Where one of the author's reports stands, and who has opened it."""
    row = await _own(view, report)
    if row is None:
        return None
    judge = await people.person(view.session, row.reader_id) if row.reader_id else None
    facts = {
        "report": row,
        "length": len(view.keys.reports.open(row.text)),
        "judge": judge.name if judge else None,
        "remarks": view.keys.reports.open(row.remarks) if row.remarks else None,
        "readings": (await store.readings(view.session, row.id))[-_SHOWN:],
    }
    return Card(view.text("reports/own", **facts), [*_deeds(view, row), [view.back("report")]])


async def _own(view: View, report_id: int) -> ThoughtReport | None:
    report = await store.report(view.session, report_id)
    return report if report is not None and report.author_id == view.person.id else None


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


@card("reports/writing", need=do(Permission.WRITE_REPORT))
async def writing(view: View) -> Card:
    """How to write."""
    return Card(view.text("reports/writing"), [[Button(view.short("home.cancel"), Open("report"))]])


@card("reports/noted", need=do(Permission.WRITE_REPORT))
async def noted(view: View, report: int, before: int, after: int) -> Card | None:
    """The answer to every paragraph: it is kept; go on, or hand it in."""
    row = await _own(view, report)
    if row is None or row.state not in IN_HAND:
        return None
    first = [view.button("reports.submit", Submit(row.id)), view.button("reports.preview", Preview(row.id))]
    back = [view.button("reports.take_back", TakeBack(row.id, before, after))] if before < after else []
    drop = [view.button("reports.withdraw", Drop(row.id, 0))] if row.state is ReportState.DRAFT else []
    text = view.text("reports/noted", length=len(view.keys.reports.open(row.text)))
    return Card(text, [first, [view.button("reports.revise", Revise(row.id)), *drop], back])


@card("reports/revising", need=do(Permission.WRITE_REPORT))
async def revising(view: View, report: int) -> Card | None:
    """Asks for another text; the old one stays until it comes."""
    row = await _own(view, report)
    if row is None:
        return None
    remarks = view.keys.reports.open(row.remarks) if row.remarks else None
    cancel = view.button("home.cancel", ShowOwn(row.id))
    return Card(view.text("reports/revising", remarks=remarks), [[cancel]])


@card("reports/preview", need=do(Permission.WRITE_REPORT))
async def preview(view: View, report: int, part: int) -> Card | None:
    """One part of the author's own text; the last one has the buttons."""
    row = await _own(view, report)
    if row is None:
        return None
    parts = in_parts(view.keys.reports.open(row.text))
    if part >= len(parts):
        return None
    text = view.text("reports/preview", report=row, part=part + 1, parts=len(parts), text=parts[part])
    buttons = _under_preview(view, row) if part == len(parts) - 1 else []
    return Card(text, buttons)


def _under_preview(view: View, report: ThoughtReport) -> list[list[Button]]:
    back = [view.button("home.back", ShowOwn(report.id))]
    if report.state not in IN_HAND:
        return [back]
    submit = view.button("reports.submit", Submit(report.id))
    return [[submit, view.button("reports.revise", Revise(report.id))], back]


@card("reports/dropping", need=do(Permission.WRITE_REPORT))
async def dropping(view: View, report: int) -> Card | None:
    """Asks before a draft is deleted."""
    row = await _own(view, report)
    if row is None:
        return None
    sure = view.button("home.confirm", Drop(row.id, 1))
    text = view.text("reports/dropping", length=len(view.keys.reports.open(row.text)))
    return Card(text, [[sure, view.button("home.cancel", ShowOwn(row.id))]])


@card("reports/told", need=do(Permission.WRITE_REPORT))
async def told(view: View, report: int, version: int, state: str) -> Card | None:
    """Tells the author what a reader did; once something else has happened, only that."""
    row = await _own(view, report)
    if row is None:
        return None
    now = row.version == version and row.state.value == state
    judge = await people.person(view.session, row.reader_id) if row.reader_id else None
    facts = {
        "quarter": row.quarter,
        "state": state if now else None,
        "judge": judge.name if judge else None,
        "remarks": view.keys.reports.open(row.remarks) if row.remarks else None,
    }
    look = view.button("reports.look_own", ShowOwn(row.id))
    revise = [view.button("reports.revise", Revise(row.id))] if now and row.state is ReportState.RETURNED else []
    return Card(view.text("reports/told", **facts), [[*revise, look]])
