"""接收 and 转正: an assembly votes on one person, the 机关工委 answers, and the roster follows."""

from datetime import date

from bot.actions import ballots_told, chair, opinions, people
from bot.actions.admissions import (
    check_free,
    check_gates,
    check_on_the_way,
    check_undecided,
    check_votes_on_people,
    refresh,
)
from bot.actions.ballots_opening import put
from bot.actions.base import Deed, Refused
from bot.rules.admissions import kind_for, status_after
from bot.rules.permissions import Matter, Permission
from bot.rules.words import Approval, BallotKind, BallotMethod
from bot.store import admission_ballots, meetings
from bot.store import admissions as store
from bot.store import branch as roster
from bot.store.ballots import Ballot
from bot.store.ballots_standing import passed
from bot.store.branch import Person
from bot.store.meetings import Meeting


async def check_may_open(deed: Deed, meeting: Meeting) -> tuple[Person, BallotKind]:
    """Whom the meeting votes on, and in what; Refused, naming the clause, where 三（十四）5–6 is broken."""
    deed.require(Permission.BALLOTS, Matter(owner_id=deed.person.id))
    check_votes_on_people(deed, meeting)
    subject = await roster.person(deed.session, meeting.subject_id) if meeting.subject_id else None
    if subject is None:
        raise Refused("admissions.nobody_listed", entry=deed.book.admission_meeting)
    kind = check_on_the_way(deed, subject)
    await _check_ballots(deed, meeting, subject, kind)
    await check_gates(deed, subject)
    if meeting.stated is None or meeting.starts.astimezone(deed.zone).date() > deed.today:
        raise Refused("admissions.not_stated", entry=deed.book.admission_opening)
    await chair.check_may_vote(deed, meeting)
    return subject, kind


async def open_(deed: Deed, meeting: Meeting, method: BallotMethod, question: str) -> Ballot:
    """Opens the ballot about the meeting's subject. Written opinions of those who came are withdrawn."""
    subject, kind = await check_may_open(deed, meeting)
    roll = await store.roll(deed.session, meeting.id)
    if not roll:
        raise Refused("ballots.no_electors", entry=deed.book.voters)
    last = await admission_ballots.latest(deed.session, subject.id, kind)
    written = await opinions.settle(deed, meeting, subject, roll)
    ballot = Ballot(
        branch_id=deed.branch.id, kind=kind, method=method, question=question, meeting_id=meeting.id,
        subject_id=subject.id, opener_id=deed.person.id, opened=deed.now, approval=Approval.PENDING,
        earlier_id=last.id if last else None,
    )  # fmt: skip
    await put(deed, ballot, roll, written=written)
    await refresh(deed, subject)
    deed.refresh("admissions/opinion", meeting=meeting.id)
    return ballot


async def check_may_answer(deed: Deed, ballot: Ballot) -> Person:
    """The person whom a 批复 is about; Refused unless the ballot was passed and the roster has not followed yet."""
    deed.require(Permission.BALLOTS, Matter(owner_id=ballot.opener_id))
    subject = await roster.person(deed.session, ballot.subject_id) if ballot.subject_id else None
    if subject is None:
        raise Refused("home.old_button")
    if not await passed(deed.session, ballot, deed.book):
        raise Refused("admissions.not_passed", entry=deed.book.admission)
    if kind_for(subject.status) is not ballot.kind:
        raise Refused("admissions.settled", name=subject.name)
    return subject


async def answer(deed: Deed, ballot: Ballot, said: Approval, number: str, day: date) -> None:
    """Records the 批复 (三（十四）5); a later one corrects it. Refused for a day before the assembly or to come."""
    subject = await check_may_answer(deed, ballot)
    if day > deed.today:
        raise Refused("admissions.future_day")
    held = await assembly_day(deed, ballot)
    if day < held:
        raise Refused("admissions.approval_too_early", day=held, entry=deed.book.admission_approval)
    ballot.approval, ballot.approval_number, ballot.approval_date = said, number, day
    deed.audit(f"admissions.{said.value}", f"{subject.name} {ballots_told.name_of(ballot)}")
    ballots_told.everywhere(deed, ballot)
    await refresh(deed, subject)


async def follow(deed: Deed, ballot: Ballot) -> Person:
    """The status on the roster follows the 批复, as of the day of the assembly's decision."""
    deed.require(Permission.ROSTER, Matter())
    subject = await check_may_answer(deed, ballot)
    if ballot.approval is not Approval.APPROVED:
        raise Refused("admissions.not_approved", name=subject.name, entry=deed.book.admission_approval)
    held = await assembly_day(deed, ballot)
    await people.set_status(deed, subject, status_after(ballot.kind))
    if ballot.kind is BallotKind.ADMISSION:
        subject.joined = held
    else:
        subject.confirmed = held
    await refresh(deed, subject)
    return subject


async def assembly_day(deed: Deed, ballot: Ballot) -> date:
    """The day of the assembly's decision."""
    meeting = await meetings.by_id(deed.session, ballot.meeting_id) if ballot.meeting_id else None
    return (meeting.starts if meeting else ballot.opened).astimezone(deed.zone).date()


async def _check_ballots(deed: Deed, meeting: Meeting, subject: Person, kind: BallotKind) -> None:
    await check_free(deed, meeting, besides=subject)
    for ballot in await admission_ballots.of_meeting(deed.session, meeting.id):
        if ballot.void:
            continue
        failed = await passed(deed.session, ballot, deed.book) is False
        if ballot.subject_id == subject.id and ballot.kind is kind and failed:
            raise Refused("admissions.voted_here", name=subject.name, entry=deed.book.admission)
    await check_undecided(deed, subject, kind)
