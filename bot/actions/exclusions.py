"""不计入应到: who is left out where a person is voted on, for a reason of the national list and no other."""

from bot.actions.base import Deed, Refused
from bot.actions.meetings import name_of
from bot.rules.electorate import is_elector
from bot.rules.permissions import Matter, Permission
from bot.rules.words import ExclusionReason
from bot.store import admission_ballots, meetings
from bot.store import admissions as store
from bot.store.admissions import Exclusion
from bot.store.branch import Person
from bot.store.meetings import Meeting


async def exclude(deed: Deed, meeting: Meeting, person: Person, reason: ExclusionReason, consent: str) -> None:
    """Leaves somebody out; ``consent`` is the superior's, by number or date. A later entry replaces an earlier one."""
    await check_may_change(deed, meeting)
    row = await meetings.invitation(deed.session, meeting.id, person.id)
    if row is None or not is_elector(person):
        raise Refused("admissions.not_expected", name=person.name, entry=deed.book.exclusions)
    kept = await store.exclusion(deed.session, meeting.id, person.id)
    if kept is None:
        kept = Exclusion(meeting_id=meeting.id, person_id=person.id)
        deed.session.add(kept)
    kept.reason, kept.consent, kept.entered_by_id = reason, consent, deed.person.id
    deed.audit("admissions.excluded", f"{person.name} {name_of(meeting)}")
    _refresh(deed, meeting)


async def take_back(deed: Deed, meeting: Meeting, person_id: int) -> None:
    """The person is expected again."""
    await check_may_change(deed, meeting)
    kept = await store.exclusion(deed.session, meeting.id, person_id)
    if kept is None:
        raise Refused("home.old_button")
    deed.audit("admissions.exclusion_taken_back", f"{kept.person.name} {name_of(meeting)}")
    await deed.session.delete(kept)
    _refresh(deed, meeting)


async def check_may_change(deed: Deed, meeting: Meeting) -> None:
    """Refused once a person has been voted on in this meeting: the electorate is frozen with the opening."""
    deed.require(Permission.BALLOTS, Matter())
    if meeting.cancelled is not None:
        raise Refused("meetings.is_cancelled")
    if meeting.subject_id is None:
        raise Refused("admissions.nobody_listed", entry=deed.book.admission_meeting)
    if any(not ballot.void for ballot in await admission_ballots.of_meeting(deed.session, meeting.id)):
        raise Refused("admissions.frozen", entry=deed.book.exclusions)


def _refresh(deed: Deed, meeting: Meeting) -> None:
    for card in ("admissions/meeting", "admissions/papers", "admissions/opinion"):
        deed.refresh(card, meeting=meeting.id)
