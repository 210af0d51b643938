"""The pictures of thought reports, for their authors. A photo stays on the screen, protected."""

from bot.cards.base import Button, Card, Upload, View, card, in_rows
from bot.cards.reports import ShowOwn, ShowPictures, files_in_hand, own_report
from bot.presses import Press
from bot.rules.permissions import Permission, do
from bot.store import report_files as store
from bot.store.reports import IN_HAND


class SeePictures(Press, tag="hq"):
    """Sends the pictures, each as a photo."""

    report: int


class TakeOut(Press, tag="hj"):
    """One picture less."""

    report: int
    file: int


@card("reports/pictures", need=do(Permission.WRITE_REPORT))
async def pictures(view: View, report: int) -> Card | None:
    """How many there are; while the report is being written, each can be taken out."""
    row = await own_report(view, report)
    if row is None:
        return None
    files, _ = await files_in_hand(view, row)
    in_hand = row.state in IN_HAND
    out = [
        view.button("reports.take_out", TakeOut(row.id, file.id), number=number)
        for number, file in enumerate(files, 1)
        if in_hand
    ]
    look = [view.button("reports.see_pictures", SeePictures(row.id))] if files else []
    text = view.text("reports/pictures", count=len(files), in_hand=in_hand)
    return Card(text, [look, *in_rows(out), [view.button("home.back", ShowOwn(row.id))]])


@card("reports/own_picture", need=do(Permission.WRITE_REPORT))
async def own_picture(view: View, report: int, version: int, file: int) -> Card | None:
    """A picture of one version of the viewer's own report; the one being written comes after those handed in."""
    row = await own_report(view, report)
    if row is None:
        return None
    upload, number, count = await picture_of(view, report, version, file)
    if upload is None:
        return None
    back = ShowPictures(report) if version > row.version or row.state not in IN_HAND else ShowOwn(report)
    text = view.text("reports/picture", author=None, report=row, version=version, number=number, count=count)
    return Card(text, [[Button(view.short("home.back"), back)]] if number == count else [], upload, protect=True)


async def picture_of(view: View, report: int, version: int, file: int) -> tuple[Upload | None, int, int]:
    """A picture as it is sent, which of how many of that version; None where it has none such."""
    ids = [each.id for each in await store.pictures(view.session, report, version)]
    if file not in ids:
        return None, 0, len(ids)
    number = ids.index(file) + 1
    content = view.keys.reports.open_bytes(await store.content(view.session, file))
    suffix = "png" if content.startswith(b"\x89PNG") else "jpg"
    return Upload("photo", f"{number}.{suffix}", content), number, len(ids)
