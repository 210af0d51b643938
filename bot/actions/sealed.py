"""Everything that is sealed with the keys of reports: under the newest one, when the keys are replaced."""

from typing import Any

from bot.actions.base import Deed
from bot.store import notes, post, registers, reports


async def encrypt_anew(deed: Deed) -> int:
    """Every report, remark and note, and those still being written, under the newest key; how many rows."""
    renew = deed.keys.reports.renew
    written = await reports.every(deed.session)
    for report in written:
        report.text = renew(report.text)
        report.remarks = renew(report.remarks) if report.remarks else None
    noted = await registers.noted(deed.session)
    for entry in noted:
        entry.note = renew(entry.note) if entry.note else None
    studied = await notes.every(deed.session)
    for each in studied:
        each.text = renew(each.text)
    for dialog in await post.dialogs(deed.session):
        answers = {name: _anew(deed, value) for name, value in dialog.answers.items()}
        dialog.answers = answers
    count = len(written) + len(noted) + len(studied)
    deed.audit("keys.rotated", str(count))
    return count


def _anew(deed: Deed, value: Any) -> Any:  # noqa: ANN401 - JSON
    """What a dialog keeps, whatever is sealed in it under the newest key."""
    if isinstance(value, dict):
        return {name: _anew(deed, each) for name, each in value.items()}
    if isinstance(value, str) and deed.keys.reports.opens(value.encode()):
        return deed.keys.reports.renew(value.encode()).decode()
    return value
