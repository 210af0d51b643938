"""Cards of those who read thought reports: what waits, one report's text, and a return in the making."""

from bot.cards.base import Button, Card, View, card, in_rows
from bot.cards.reports import Inbox
from bot.presses import Press
from bot.rules.parts import in_parts
from bot.rules.permissions import Permission, do
from bot.rules.words import ReportState
from bot.store import branch as people
from bot.store import post
from bot.store import reports as store
from bot.store.branch import Person
from bot.store.reports import HANDED_IN, ThoughtReport

RETURNING = "reports_returning"  # the dialog that asks for remarks
_SHOWN = 40  # reports in the list; the rest comes up as these are read


class OpenReport(Press, tag="hn"):
    """查看: shows the text, and the author that it was opened."""

    report: int


class MarkRead(Press, tag="hm"):
    """已阅."""

    report: int
    version: int


class GiveBack(Press, tag="hb"):
    """退回: asks for remarks; once sure, returns it."""

    report: int
    version: int
    sure: int


@card("reports/waiting", need=do(Permission.READ_REPORTS))
async def waiting(view: View) -> Card:
    """What waits for this reader, the oldest first."""
    rows = await store.waiting_for(view.session, view.person)
    oldest = [[view.button("reports.look", OpenReport(rows[0][0].id))]] if rows else []
    others = in_rows(Button(author.name, OpenReport(report.id)) for report, author in rows[1:_SHOWN])
    return Card(view.text("reports/waiting", rows=rows[:_SHOWN], count=len(rows)), [*oldest, *others, [view.back()]])


@card("reports/text", need=do(Permission.READ_REPORTS))
async def text(view: View, report: int, version: int, part: int) -> Card | None:
    """One part of what somebody submitted. Without the text once the reader may not see this version any more."""
    row = await store.report(view.session, report)
    author = await people.person(view.session, row.author_id) if row else None
    if row is None or author is None or not _open_to(view, row, author, version):
        return Card(view.text("reports/closed"), [[view.button("home.back", Inbox())]], protect=True)
    parts = in_parts(view.keys.reports.open(row.text))
    judge = await people.person(view.session, row.reader_id) if row.reader_id else None
    facts = {
        "author": author.name,
        "report": row,
        "part": part + 1,
        "parts": len(parts),
        "text": parts[part],
        "judge": judge.name if judge else None,
    }
    buttons = _judge(view, row) if part == len(parts) - 1 else []
    return Card(view.text("reports/text", **facts), buttons, protect=True)


def _open_to(view: View, report: ThoughtReport, author: Person, version: int) -> bool:
    return store.may_read(view.person, author) and report.state in HANDED_IN and report.version == version


def _judge(view: View, report: ThoughtReport) -> list[list[Button]]:
    give_back = view.button("reports.give_back", GiveBack(report.id, report.version, 0))
    back = [view.button("home.back", Inbox())]
    if report.state is ReportState.READ:
        return [[give_back], back]
    return [[view.button("reports.mark_read", MarkRead(report.id, report.version)), give_back], back]


@card("reports/returning", need=do(Permission.READ_REPORTS))
async def returning(view: View, report: int, version: int) -> Card | None:
    """Asks for remarks, then whether to return the report with them."""
    row = await store.report(view.session, report)
    author = await people.person(view.session, row.author_id) if row else None
    dialog = await post.dialog(view.session, view.person.id)
    if row is None or author is None:
        return None
    if dialog is None or dialog.name != RETURNING or dialog.answers["report"] != report:
        return Card(view.text("reports/not_returning"), [[view.button("home.back", Inbox())]])
    sealed = dialog.answers["remarks"]
    remarks = view.keys.reports.open(sealed.encode()) if sealed else None
    sure = [view.button("home.confirm", GiveBack(report, version, 1))] if remarks else []
    buttons = [[*sure, view.button("home.cancel", Inbox())]]
    return Card(view.text("reports/returning", author=author.name, quarter=row.quarter, remarks=remarks), buttons)
