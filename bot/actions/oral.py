"""口头汇报: the recorder notes who reported orally at organization life (党支部工作制度 三（十一）, 小组 4)."""

from bot.actions import minutes
from bot.actions.base import Deed, Refused
from bot.actions.meetings import name_of
from bot.rules.words import Attendance
from bot.store import branch as people
from bot.store import meetings
from bot.store import oral as store
from bot.store.meetings import PAGE, Meeting
from bot.store.oral import OralReport


def check_may_note(deed: Deed, meeting: Meeting) -> None:
    """Refused unless the record is the actor's to keep, still open, and of a meeting at which members report."""
    minutes.check_may_record(deed, meeting)
    if meeting.kind not in store.AT:
        raise Refused("oral.not_here", entry=deed.book.report)


async def note(deed: Deed, meeting: Meeting, person_id: int, *, reported: bool) -> None:
    """That this person reported, or did not after all; the same again changes nothing."""
    check_may_note(deed, meeting)
    row = await meetings.invitation(deed.session, meeting.id, person_id)
    noted = await store.one(deed.session, meeting.id, person_id)
    if row is None or (reported and row.presumed is not Attendance.PRESENT):
        raise Refused("oral.not_present")
    if reported == (noted is not None):
        return
    if noted is None:
        deed.session.add(
            OralReport(meeting_id=meeting.id, person_id=person_id, recorder_id=deed.person.id, at=deed.now)
        )  # fmt: skip
    else:
        await deed.session.delete(noted)
    await deed.session.flush()
    deed.audit("oral.noted" if reported else "oral.taken_back", f"{row.person.name} {name_of(meeting)}")
    await _show(deed, meeting, person_id)


async def _show(deed: Deed, meeting: Meeting, person_id: int) -> None:
    minutes.refresh(deed, meeting)
    for page in range(len(await meetings.invited(deed.session, meeting.id)) // PAGE + 1):
        deed.refresh("oral/noting", meeting=meeting.id, page=page)
    person = await people.person(deed.session, person_id)
    if person is not None:
        deed.refresh("reports/mine", only=person)
