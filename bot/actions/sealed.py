"""Everything that is sealed with the keys of reports: under the newest one, when the keys are replaced."""

from typing import Any

from bot.actions.base import Deed
from bot.store import notes, post, registers, report_files, report_versions, reports, travels, waivers


async def encrypt_anew(deed: Deed) -> int:
    """Every report with its versions and pictures, remark, note, absence and waiver, and what is still being written,
    under the newest key; how many rows."""
    renew = deed.keys.reports.renew
    written = await reports.every(deed.session)
    for report in written:
        report.text = renew(report.text)
        report.remarks = renew(report.remarks) if report.remarks else None
    versions = await report_versions.every(deed.session)
    for version in versions:
        version.text = renew(version.text)
        version.remarks = renew(version.remarks) if version.remarks else None
    pictures = await report_files.renew(deed.session, renew)
    stays = await travels.every(deed.session)
    for stay in stays:
        stay.place = renew(stay.place)
    noted = await registers.noted(deed.session)
    for entry in noted:
        entry.note = renew(entry.note) if entry.note else None
    waived = await waivers.every(deed.session)
    for waiver in waived:
        waiver.reason = renew(waiver.reason)
    studied = await notes.every(deed.session)
    for each in studied:
        each.text = renew(each.text)
    for dialog in await post.dialogs(deed.session):
        answers = {name: _anew(deed, value) for name, value in dialog.answers.items()}
        dialog.answers = answers
    count = len(written) + len(versions) + pictures + len(stays) + len(noted) + len(waived) + len(studied)
    deed.audit("keys.rotated", str(count))
    return count


def _anew(deed: Deed, value: Any) -> Any:  # noqa: ANN401 - JSON
    """What a dialog keeps, whatever is sealed in it under the newest key."""
    if isinstance(value, dict):
        return {name: _anew(deed, each) for name, each in value.items()}
    if isinstance(value, str) and deed.keys.reports.opens(value.encode()):
        return deed.keys.reports.renew(value.encode()).decode()
    return value
