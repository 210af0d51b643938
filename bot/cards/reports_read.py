"""Cards of those who read thought reports: what waits, one report's text, and a return in the making."""

from bot.cards.base import Button, Card, View, card, in_rows
from bot.cards.report_versions import ShowPast, Take, open_to
from bot.cards.reports import Inbox
from bot.presses import Press
from bot.rules.parts import in_parts
from bot.rules.permissions import Permission, do
from bot.rules.words import ReportState
from bot.store import branch as people
from bot.store import post
from bot.store import report_files as files
from bot.store import report_versions as versions
from bot.store import reports as store
from bot.store.reports import ThoughtReport

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
    """One part of a version. Without the text once the reader may not see the report any more."""
    row, author = await open_to(view, report)
    kept = await versions.one(view.session, report, version)
    if row is None or author is None or kept is None:
        return Card(view.text("reports/closed"), [[view.button("home.back", Inbox())]], protect=True)
    parts = in_parts(view.keys.reports.open(kept.text))
    text = view.text(
        "reports/version",
        author=author.name,
        report=row,
        version=kept,
        part=part + 1,
        parts=len(parts),
        text=parts[part],
        pictures=len(await files.pictures(view.session, report, version)),
    )
    return Card(text, _under(view, row, kept.version) if part == len(parts) - 1 else [], protect=True)


def _under(view: View, report: ThoughtReport, version: int) -> list[list[Button]]:
    """The newest version is to be marked or returned; from any, the others are found, and its Word file."""
    give_back = view.button("reports.give_back", GiveBack(report.id, report.version, 0))
    mark = view.button("reports.mark_read", MarkRead(report.id, report.version))
    judge = [give_back] if report.state is ReportState.READ else [mark, give_back]
    past = [view.button("reports.history", ShowPast(report.id))] if report.version > 1 else []
    more = [view.button("reports.word", Take(report.id, version)), *past]
    return [judge if version == report.version else [], more, [view.button("home.back", Inbox())]]


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
    return Card(view.text("reports/returning", author=author.name, period=row.period, remarks=remarks), buttons)
