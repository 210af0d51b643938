"""People on the way into the Party: what is on record about them, and the assembly that is to vote on them.

Voting itself, the 批复 and what follows from it: admission_ballots.py.
"""

from datetime import date, datetime, time

from bot.actions import people as roster
from bot.actions.agenda import follow_subject
from bot.actions.base import Deed, Refused
from bot.actions.meetings import name_of
from bot.rules.admissions import Gate, extension_fits, gates, gates_of, kind_for
from bot.rules.permissions import Matter, Permission
from bot.rules.words import Approval, BallotKind, MeetingKind, Status
from bot.store import admission_ballots
from bot.store import admissions as store
from bot.store import branch as people
from bot.store.admissions import AdmissionFile
from bot.store.ballots_standing import passed
from bot.store.branch import Person
from bot.store.meetings import Meeting

_COLUMNS = {Gate.ACTIVIST: "activist", Gate.TRAINING: "training", Gate.SEMINAR: "seminar", Gate.REVIEW: "review_date"}


async def record(deed: Deed, person: Person, gate: Gate, day: date, number: str | None = None) -> None:
    """Notes the day on which a gate was passed, of a review also its number; Refused for a day that has not come."""
    check_may_record(deed, person, gate)
    if day > deed.today:
        raise Refused("admissions.future_day")
    after = person.joined if person.status is Status.PROBATIONARY else None
    if gate is Gate.REVIEW and after is not None and day <= after:
        raise Refused("admissions.review_of_admission", day=after, entry=deed.book.admission_review)
    kept = await _file(deed, person)
    setattr(kept, _COLUMNS[gate], day)
    if gate is Gate.REVIEW:
        kept.review_number = number
    deed.audit(f"admissions.{gate.value}", person.name)
    await refresh(deed, person)


def check_may_record(deed: Deed, person: Person, gate: Gate) -> None:
    """Refused for a gate that is not before this person, or that passes by itself."""
    deed.require(Permission.BALLOTS, Matter())
    if gate not in _COLUMNS or gate not in gates_of(person.status):
        raise Refused("home.old_button")


async def make_candidate(deed: Deed, person: Person) -> None:
    """列为发展对象: after a year as an activist, with the course passed (三（十四）1, 3); Refused before."""
    deed.require(Permission.ROSTER, Matter())
    if person.status is not Status.ACTIVIST:
        raise Refused("home.old_button")
    await check_gates(deed, person)
    await roster.set_status(deed, person, Status.CANDIDATE)
    await refresh(deed, person)


async def check_gates(deed: Deed, person: Person) -> None:
    """Refused by the clause of the first gate that is not passed."""
    papers = await store.papers(deed.session, person)
    for standing in gates(person.status, papers, deed.today, deed.book):
        if not standing.passed:
            key = f"admissions.lacks_{standing.gate.value}"
            raise Refused(key, name=person.name, day=standing.day, entry=standing.cited)


async def extend(deed: Deed, person: Person, until: date) -> None:
    """延长预备期, once; Refused where it is shorter or longer than the rule permits (三（十四）7(1))."""
    check_may_extend(deed, person, until)
    (await _file(deed, person)).extended = until
    deed.audit("admissions.extended", person.name)
    await refresh(deed, person)


def check_may_extend(deed: Deed, person: Person, until: date | None = None) -> None:
    """Refused unless this person is on probation since a day that is known."""
    rule = deed.book.probation
    if check_on_the_way(deed, person) is not BallotKind.CONFIRMATION or person.joined is None:
        raise Refused("admissions.not_on_probation", name=person.name, entry=rule)
    if until is not None and not extension_fits(person.joined, until, deed.book):
        least, most = rule.extension_at_least, rule.extension_at_most
        raise Refused("admissions.extension_length", entry=rule, least=least, most=most)


async def list_in(deed: Deed, person: Person, meeting: Meeting) -> None:
    """列入会议: that assembly will vote on this person, and on nobody else at the same time."""
    kind = check_on_the_way(deed, person)
    check_votes_on_people(deed, meeting)
    if meeting.subject_id == person.id:
        return
    await check_undecided(deed, person, kind)
    await check_free(deed, meeting)
    for other in await store.listed(deed.session, person.id, midnight(deed)):
        other.subject_id = None
        await follow_subject(deed, other)
        _refresh_meeting(deed, other)
    # The order begins anew for each person, and so the numbers are stated anew: 三（十四）6(1).
    meeting.subject_id = person.id
    await follow_subject(deed, meeting)
    deed.audit("admissions.listed", f"{person.name} {name_of(meeting)}")
    _refresh_meeting(deed, meeting)
    await refresh(deed, person)


async def unlist(deed: Deed, person: Person, meeting: Meeting) -> None:
    """撤下: the assembly does not vote on this person; not while it does."""
    deed.require(Permission.BALLOTS, Matter())
    if meeting.subject_id != person.id:
        return
    await check_free(deed, meeting)
    meeting.subject_id = None
    await follow_subject(deed, meeting)
    deed.audit("admissions.unlisted", f"{person.name} {name_of(meeting)}")
    _refresh_meeting(deed, meeting)
    await refresh(deed, person)


def check_on_the_way(deed: Deed, person: Person) -> BallotKind:
    """What an assembly would vote on; Refused for whoever may not ask, and for people who are not on the way."""
    deed.require(Permission.BALLOTS, Matter())
    kind = kind_for(person.status)
    if kind is None:
        raise Refused("admissions.not_on_the_way", name=person.name, entry=deed.book.admission_meeting)
    return kind


def check_votes_on_people(deed: Deed, meeting: Meeting) -> None:
    """Refused unless it is an assembly of today or to come (三（二）,（十四）6)."""
    if meeting.cancelled is not None:
        raise Refused("meetings.is_cancelled")
    if meeting.kind is not MeetingKind.ASSEMBLY:
        raise Refused("admissions.not_assembly", entry=deed.book.admission_meeting)
    if meeting.ended is not None or meeting.starts < midnight(deed):
        raise Refused("admissions.meeting_over", entry=deed.book.admission_meeting)


async def check_undecided(deed: Deed, person: Person, kind: BallotKind) -> None:
    """Refused while a ballot about the person runs, and where one was passed and not refused by the 机关工委."""
    last = await admission_ballots.latest(deed.session, person.id, kind)
    if last is None or last.void:
        return
    if not last.ended(deed.now):
        raise Refused("admissions.ballot_runs", name=person.name)
    came_to = await passed(deed.session, last, deed.book)
    if came_to is None:  # not signed for yet, or attendance not taken: it may still have passed
        raise Refused("admissions.ballot_runs", name=person.name)
    if came_to and last.approval is not Approval.REFUSED:
        raise Refused("admissions.decided", name=person.name, entry=deed.book.admission_approval)


async def check_free(deed: Deed, meeting: Meeting, besides: Person | None = None) -> None:
    """Refused while the meeting votes on somebody, ``besides`` this person (细则 21: one by one)."""
    for ballot in await admission_ballots.of_meeting(deed.session, meeting.id):
        subject = await people.person(deed.session, ballot.subject_id) if ballot.subject_id else None
        if not ballot.ended(deed.now) and subject is not None and subject is not besides:
            name = subject.name
            raise Refused("admissions.one_at_a_time", name=name, entry=deed.book.admission_single)


def midnight(deed: Deed) -> datetime:
    """When today began on the branch's calendar."""
    return datetime.combine(deed.today, time(), deed.zone)


async def refresh(deed: Deed, person: Person) -> None:
    """Something about this person changed: on the own card, in the list, on the cards of meetings and ballots."""
    deed.refresh("admissions/list")
    for card in ("admissions/person", "admissions/choosing"):
        deed.refresh(card, person=person.id)
    for meeting in await store.listed(deed.session, person.id, midnight(deed)):
        deed.refresh("admissions/meeting", meeting=meeting.id)


def _refresh_meeting(deed: Deed, meeting: Meeting) -> None:
    for card in ("meetings/notice", "meetings/board", "admissions/meeting", "admissions/opinion"):
        deed.refresh(card, meeting=meeting.id)
    for move in range(1, meeting.moves + 1):
        deed.refresh("meetings/moved", meeting=meeting.id, move=move)
    deed.refresh("ballots/mine")


async def _file(deed: Deed, person: Person) -> AdmissionFile:
    kept = await store.file(deed.session, person.id)
    if kept is None:
        kept = AdmissionFile(person_id=person.id)
        deed.session.add(kept)
    return kept
