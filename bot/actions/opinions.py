"""Written opinions: what an absent full member lodges before an assembly votes on a person (细则 21).

Only for 接收 and 转正, only before the meeting begins, only by whoever is on leave; whoever comes votes there instead.
"""

from collections.abc import Collection

from bot.actions.base import Deed, Refused
from bot.actions.meetings import name_of
from bot.rules.electorate import is_elector
from bot.rules.permissions import Matter, Permission
from bot.rules.words import Answer, Attendance, Choice
from bot.store import admission_ballots, meetings
from bot.store import admissions as store
from bot.store.admissions import WrittenOpinion
from bot.store.branch import Person
from bot.store.meetings import Invited, Meeting


async def lodge(deed: Deed, meeting: Meeting, subject_id: int, choice: Choice) -> None:
    """The actor's own opinion; a later one replaces it, also one that an officer had entered."""
    deed.require(Permission.VOTE, Matter(owner_id=deed.person.id))
    await check_may_lodge(deed, meeting, deed.person.id)
    await _write(deed, meeting, subject_id, deed.person, choice, None)


async def withdraw(deed: Deed, meeting: Meeting, subject_id: int) -> None:
    """撤回: the actor takes the own opinion back, before the meeting begins."""
    deed.require(Permission.VOTE, Matter(owner_id=deed.person.id))
    await check_may_lodge(deed, meeting, deed.person.id)
    kept = await store.opinion(deed.session, meeting, deed.person.id)
    if meeting.subject_id != subject_id or kept is None:
        raise Refused("home.old_button")
    await deed.session.delete(kept)
    _refresh(deed, meeting, deed.person)


async def enter(deed: Deed, meeting: Meeting, subject_id: int, person_id: int, choice: Choice) -> None:
    """An officer enters the signed paper of somebody without Telegram. The audit log says whose, never what."""
    row = await check_may_enter(deed, meeting, person_id)
    await _write(deed, meeting, subject_id, row.person, choice, deed.person.id)
    deed.audit("admissions.opinion_entered", f"{row.person.name} {name_of(meeting)}")


async def check_may_enter(deed: Deed, meeting: Meeting, person_id: int) -> Invited:
    """The invitation of whoever's paper may be entered; Refused for people who lodge an opinion themselves."""
    deed.require(Permission.BALLOTS, Matter())
    row = await check_may_lodge(deed, meeting, person_id)
    kept = await store.opinion(deed.session, meeting, person_id)
    if row.person.bound or (kept is not None and kept.entered_by_id is None):
        raise Refused("admissions.lodges_alone", name=row.person.name, entry=deed.book.proxies)
    return row


async def check_may_lodge(deed: Deed, meeting: Meeting, person_id: int) -> Invited:
    """The invitation of whoever may lodge an opinion now; Refused, naming the clause, for everybody else."""
    rule = deed.book.written_opinions
    if meeting.cancelled is not None:
        raise Refused("meetings.is_cancelled")
    if meeting.subject_id is None:
        raise Refused("admissions.opinion_not_here", entry=rule)
    row = await meetings.invitation(deed.session, meeting.id, person_id)
    if row is None:
        raise Refused("meetings.not_invited", entry=deed.book.of_meeting(meeting.kind))
    if not is_elector(row.person):
        raise Refused("admissions.opinion_without_vote", entry=rule)
    voted_on = any(
        not ballot.void and ballot.subject_id == meeting.subject_id
        for ballot in await admission_ballots.of_meeting(deed.session, meeting.id)
    )
    if voted_on or meeting.begun is not None or deed.now >= meeting.starts:
        raise Refused("admissions.opinion_late", entry=rule)
    if await store.exclusion(deed.session, meeting.id, person_id) is not None:
        raise Refused("admissions.opinion_excluded", entry=deed.book.exclusions)
    if row.answer is not Answer.LEAVE or row.attendance is Attendance.PRESENT:
        raise Refused("admissions.opinion_not_absent", entry=rule)
    return row


async def settle(deed: Deed, meeting: Meeting, subject: Person, roll: Collection[Person]) -> set[int]:
    """At the opening: who on the roll is counted by an opinion. Those of people who came are withdrawn."""
    present = await store.present(deed.session, meeting.id)
    on_roll = {person.id for person in roll}
    counted = set()
    for kept in await store.opinions(deed.session, meeting.id, subject.id):
        if kept.person_id in present:
            deed.audit("admissions.opinion_withdrawn", f"{kept.person.name} {name_of(meeting)}")
            await deed.session.delete(kept)
        elif kept.person_id in on_roll:
            counted.add(kept.person_id)
    return counted


async def _write(
    deed: Deed, meeting: Meeting, subject_id: int, person: Person, choice: Choice, officer_id: int | None
) -> None:
    if meeting.subject_id != subject_id:
        raise Refused("home.old_button")
    kept = await store.opinion(deed.session, meeting, person.id)
    if kept is None:
        kept = WrittenOpinion(meeting_id=meeting.id, subject_id=subject_id, person_id=person.id)
        deed.session.add(kept)
    kept.choice, kept.lodged, kept.entered_by_id = choice, deed.now, officer_id
    _refresh(deed, meeting, person)


def _refresh(deed: Deed, meeting: Meeting, person: Person) -> None:
    deed.refresh("admissions/opinion", only=person, meeting=meeting.id)
    for card in ("admissions/meeting", "admissions/papers"):
        deed.refresh(card, meeting=meeting.id)
