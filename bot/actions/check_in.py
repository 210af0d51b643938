"""签到 with the meeting's changing code, and 补签 for whoever was there and did not check in."""

from dataclasses import dataclass
from datetime import datetime

from bot.actions.attendance import marks_changed
from bot.actions.base import Deed, Refused
from bot.actions.meetings import name_of
from bot.rules.check_in import is_right, make_up_until, window
from bot.rules.permissions import Permission
from bot.rules.words import Attendance
from bot.store import branch as people
from bot.store import check_in as store
from bot.store import meetings, observers
from bot.store.branch import Person
from bot.store.meetings import Invited, Meeting


@dataclass(frozen=True)
class CheckedIn:
    """What came of a code. ``row`` is None for an observer; ``again``: it had been given before."""

    meeting: Meeting
    row: Invited | None
    again: bool


@dataclass(frozen=True)
class Wrong:
    """A code of no meeting that takes one now; ``left`` more may be tried, ``until`` that moment none."""

    left: int
    until: datetime | None


async def show_code(deed: Deed, meeting: Meeting) -> None:
    """Refused unless the actor manages the meeting and it takes codes now. A meeting of old gets its secret here."""
    deed.require(Permission.MEETINGS, meeting.matter)
    check_takes_codes(deed, meeting)
    if meeting.check_in is None:
        meeting.check_in = meetings.new_secret()
        await deed.session.flush()


def check_takes_codes(deed: Deed, meeting: Meeting) -> None:
    """Refused outside the window around the start, and once attendance was taken or the meeting has ended."""
    rule, around = deed.book.check_in, window(meeting.starts, deed.book.check_in)
    if meeting.cancelled is not None:
        raise Refused("meetings.is_cancelled")
    if deed.now < around.opens:
        raise Refused("check_in.not_yet", opens=around.opens, starts=meeting.starts, entry=rule, rule=rule)
    if not store.takes(meeting, deed.now, rule):
        raise Refused("check_in.over", entry=rule, rule=rule)


async def by_code(deed: Deed, typed: str) -> CheckedIn | Wrong | None:
    """The actor types six digits: they tell which meeting. None where no meeting of the actor takes codes now."""
    taking = await store.taking(deed.session, deed.branch.id, deed.now, deed.book.check_in)
    if not taking:
        return None
    locked = await _locked(deed)
    if locked is not None:
        return locked
    meant = next((each for each in taking if _fits(deed, each, typed)), None)
    if meant is not None:
        return await arrive(deed, meant)
    for each in taking:
        if await _concerns(deed, each):
            return await _wrong(deed)
    return None


async def is_meant(deed: Deed, typed: str) -> bool:
    """Whether the digits, though something else is asked, are a code that checks the actor in now."""
    taking = await store.taking(deed.session, deed.branch.id, deed.now, deed.book.check_in)
    if not taking or await _locked(deed) is not None:
        return False
    if any([_fits(deed, each, typed) and await _concerns(deed, each) for each in taking]):
        return True
    await store.count_wrong(deed.session, deed.person.id, deed.now)
    return False


async def by_link(deed: Deed, meeting: Meeting, typed: str) -> CheckedIn | Wrong:
    """The actor has scanned the picture."""
    check_takes_codes(deed, meeting)
    locked = await _locked(deed)
    if locked is not None:
        return locked
    return await arrive(deed, meeting) if _fits(deed, meeting, typed) else await _wrong(deed)


async def arrive(deed: Deed, meeting: Meeting) -> CheckedIn:
    """The actor is there. Refused for whoever is not invited, and where the convener has since said otherwise."""
    row = await meetings.invitation(deed.session, meeting.id, deed.person.id)
    if row is None:
        if await observers.observes(deed.session, meeting.id, deed.person.id):
            return CheckedIn(meeting, None, again=False)
        raise Refused("meetings.not_invited", entry=deed.book.of_meeting(meeting.kind))
    if row.checked_in is not None:
        if row.attendance is not Attendance.PRESENT:
            raise Refused("check_in.corrected", entry=deed.book.check_in)
        return CheckedIn(meeting, row, again=True)
    if row.attendance is not Attendance.PRESENT:  # whoever was ticked already was there in time
        late = deed.now >= window(meeting.starts, deed.book.check_in).late
        row.attendance, row.late = Attendance.PRESENT, late
    row.checked_in = deed.now
    await marks_changed(deed, meeting, row)
    return CheckedIn(meeting, row, again=False)


def _fits(deed: Deed, meeting: Meeting, typed: str) -> bool:
    return meeting.check_in is not None and is_right(meeting.check_in, typed, deed.now, deed.book.check_in)


async def _concerns(deed: Deed, meeting: Meeting) -> bool:
    invited = await meetings.invitation(deed.session, meeting.id, deed.person.id)
    return invited is not None or await observers.observes(deed.session, meeting.id, deed.person.id)


async def _locked(deed: Deed) -> Wrong | None:
    until = await store.wrong_until(deed.session, deed.person.id, deed.now, deed.book.check_in)
    return Wrong(0, until) if until else None


async def _wrong(deed: Deed) -> Wrong:
    count = await store.count_wrong(deed.session, deed.person.id, deed.now)
    until = await store.wrong_until(deed.session, deed.person.id, deed.now, deed.book.check_in)
    return Wrong(max(0, deed.book.check_in.wrong_codes - count), until)


async def check_may_plead(deed: Deed, meeting: Meeting) -> Invited:
    """The actor's row; Refused unless 补签 may be asked for: once the code is taken no more, until the day is over."""
    row = await meetings.invitation(deed.session, meeting.id, deed.person.id)
    if row is None:
        raise Refused("meetings.not_invited", entry=deed.book.of_meeting(meeting.kind))
    if meeting.cancelled is not None:
        raise Refused("meetings.is_cancelled")
    if row.attendance is Attendance.PRESENT:
        raise Refused("check_in.is_present")
    rule = deed.book.check_in
    if store.takes(meeting, deed.now, rule) or deed.now < meeting.starts:
        raise Refused("check_in.use_the_code", opens=window(meeting.starts, rule).opens)
    if deed.now >= make_up_until(meeting.starts, rule, deed.holidays, deed.zone):
        raise Refused("check_in.too_late", entry=rule, rule=rule)
    return row


async def plead(deed: Deed, meeting: Meeting, reason: str) -> None:
    """补签: asks to be marked as present; whoever manages the meeting, the actor apart, is asked."""
    row = await check_may_plead(deed, meeting)
    judges = await judges_of(deed, meeting)
    if not judges:
        raise Refused("check_in.nobody_to_ask")
    row.plea, row.pleaded_to_id = reason, None
    deed.audit("check_in.pleaded", name_of(meeting))
    for judge in judges:
        deed.tell(judge, "check_in/plea", meeting=meeting.id, person=row.person_id)
    deed.refresh("check_in/mine", only=row.person)


async def judges_of(deed: Deed, meeting: Meeting) -> list[Person]:
    """Who is asked about the actor's 补签: the caller while that person manages it; else all who manage it."""
    every = [
        person
        for person in await people.people(deed.session, deed.branch.id)
        if person.bound and person.id != deed.person.id and person.reaches(Permission.MEETINGS, meeting.matter)
    ]
    return [person for person in every if person.id == meeting.caller_id] or every


async def check_may_judge(deed: Deed, meeting: Meeting, person_id: int) -> Invited:
    """The row on which a 补签 waits; Refused where the actor does not manage the meeting, for the actor's own 补签,
    and where nothing waits any more."""
    deed.require(Permission.MEETINGS, meeting.matter)
    if person_id == deed.person.id:
        raise Refused("check_in.own_plea", entry=deed.book.check_in)
    row = await meetings.invitation(deed.session, meeting.id, person_id)
    if row is None or not row.pleads or meeting.cancelled is not None:
        raise Refused("check_in.plea_decided")
    return row


async def judge(deed: Deed, meeting: Meeting, person_id: int, *, agree: bool) -> None:
    """同意: present, marked as 补签; 不同意: all stays as it was. The person is told either way."""
    row = await check_may_judge(deed, meeting, person_id)
    if agree:
        row.attendance, row.late, row.pleaded_to_id = Attendance.PRESENT, False, deed.person.id
    else:
        row.plea = None
    verb = "made_up" if agree else "plea_refused"
    deed.audit(f"check_in.{verb}", f"{row.person.name} {name_of(meeting)}")
    deed.tell(row.person, "check_in/judged", meeting=meeting.id, agreed=int(agree))
    await marks_changed(deed, meeting, row)
