"""Cards on which a thought report is written: how, what was taken in, the draft's preview, and whether to drop it."""

from bot.actions.reports import LONGEST
from bot.cards.base import Button, Card, Open, View, card
from bot.cards.reports import (
    Drop,
    Preview,
    Revise,
    ShowOwn,
    ShowPictures,
    Submit,
    TakeBack,
    files_in_hand,
    own_report,
)
from bot.rules.parts import in_parts
from bot.rules.permissions import Permission, do
from bot.rules.words import ReportState
from bot.store.reports import IN_HAND, ThoughtReport


@card("reports/writing", need=do(Permission.WRITE_REPORT))
async def writing(view: View) -> Card:
    """How to write."""
    return Card(view.text("reports/writing"), [[Button(view.short("home.cancel"), Open("report"))]])


@card("reports/noted", need=do(Permission.WRITE_REPORT))
async def noted(view: View, report: int, before: int, after: int) -> Card | None:
    """The answer to every paragraph: it is kept; go on, or hand it in."""
    row = await own_report(view, report)
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
    row = await own_report(view, report)
    if row is None:
        return None
    remarks = view.keys.reports.open(row.remarks) if row.remarks else None
    cancel = view.button("home.cancel", ShowOwn(row.id))
    return Card(view.text("reports/revising", remarks=remarks), [[cancel]])


@card("reports/preview", need=do(Permission.WRITE_REPORT))
async def preview(view: View, report: int, part: int) -> Card | None:
    """One part of the author's own text; the last one has the buttons."""
    row = await own_report(view, report)
    if row is None:
        return None
    whole = view.keys.reports.open(row.text)
    parts = in_parts(whole)
    if part >= len(parts):
        return None
    pictures, _ = await files_in_hand(view, row)
    text = view.text(
        "reports/preview",
        report=row,
        part=part + 1,
        parts=len(parts),
        text=parts[part],
        length=len(whole),
        pictures=len(pictures),
    )
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
    row = await own_report(view, report)
    if row is None:
        return None
    sure = view.button("home.confirm", Drop(row.id, 1))
    pictures, _ = await files_in_hand(view, row)
    text = view.text("reports/dropping", length=len(view.keys.reports.open(row.text)), pictures=len(pictures))
    return Card(text, [[sure, view.button("home.cancel", ShowOwn(row.id))]])


@card("reports/taking", need=do(Permission.WRITE_REPORT))
async def taking(view: View, report: int) -> Card | None:
    """The answer to files: what has been taken in so far, and what is on its way."""
    row = await own_report(view, report)
    if row is None or row.state not in IN_HAND:
        return None
    pictures, awaited = await files_in_hand(view, row)
    length = len(view.keys.reports.open(row.text))
    text = view.text("reports/taking", length=length, pictures=len(pictures), awaited=awaited)
    first = [view.button("reports.submit", Submit(row.id)), view.button("reports.preview", Preview(row.id))]
    look = [view.button("reports.pictures", ShowPictures(row.id))] if pictures else []
    return Card(text, [first, look])


@card("reports/not_taken", need=do(Permission.WRITE_REPORT))
async def not_taken(view: View, report: int, file: int, why: str) -> Card | None:
    """Why a file was not taken in; each such file has a message of its own."""
    row = await own_report(view, report)
    if row is None:
        return None
    text = view.text("reports/not_taken", why=why, most=LONGEST)
    return Card(text, [[view.button("reports.look_own", ShowOwn(row.id))]])
