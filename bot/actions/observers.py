"""列席: people of the roster and guests who are at a meeting without being expected, and without a vote."""

from collections.abc import Sequence

from bot.actions.base import Deed, Refused
from bot.actions.meetings import name_of, refresh_notices
from bot.rules.permissions import Permission
from bot.store import branch as people
from bot.store import meetings
from bot.store import observers as store
from bot.store.branch import Person
from bot.store.meetings import Meeting
from bot.store.observers import Observer

MOST = 20  # observers of one meeting; a notice must stay within Telegram's limit
NAME_MOST = 30  # characters of a guest's name, with what the guest is there for


def check_may_change(deed: Deed, meeting: Meeting) -> None:
    """Refused unless the actor manages the meeting and it was not cancelled."""
    deed.require(Permission.MEETINGS, meeting.matter)
    if meeting.cancelled is not None:
        raise Refused("meetings.is_cancelled")


async def check_may_add(deed: Deed, meeting: Meeting, known: Sequence[Person], guests: Sequence[str]) -> None:
    """Refused also where somebody is invited (应到 and 列席 exclude each other) or an observer already."""
    check_may_change(deed, meeting)
    there = await store.of_meeting(deed.session, meeting.id)
    if len(there) + len(known) + len(guests) > MOST:
        raise Refused("observers.too_many", most=MOST)
    if any(len(name) > NAME_MOST for name in guests):
        raise Refused("observers.name_too_long", most=NAME_MOST)
    expected = {row.person_id for row in await meetings.invited(deed.session, meeting.id)}
    if invited := [person.name for person in known if person.id in expected]:
        raise Refused("observers.are_invited", names=invited)
    ids, names = {each.person_id for each in there}, {each.name for each in there if each.person_id is None}
    twice = [person.name for person in known if person.id in ids] + [name for name in guests if name in names]
    if twice:
        raise Refused("observers.are_there", names=twice)


async def add(deed: Deed, meeting: Meeting, known: Sequence[Person], guests: Sequence[str]) -> None:
    """All of them or none. People of the roster are told, until the meeting begins."""
    await check_may_add(deed, meeting, known, guests)
    rows = [Observer(meeting_id=meeting.id, person_id=person.id, name=person.name) for person in known]
    rows += [Observer(meeting_id=meeting.id, person_id=None, name=name) for name in guests]
    await store.add(deed.session, rows)
    deed.audit("observers.added", f"{'、'.join(row.name for row in rows)} {name_of(meeting)}")
    if meeting.takes_answers(deed.now):
        for person in known:
            deed.tell(person, "observers/notice", meeting=meeting.id, move=meeting.moves)
    _refresh(deed, meeting)


async def remove(deed: Deed, meeting: Meeting, observer_id: int) -> None:
    """Takes one off the list; who is of the roster is told, until the meeting begins."""
    check_may_change(deed, meeting)
    there = await store.of_meeting(deed.session, meeting.id)
    row = next((each for each in there if each.id == observer_id), None)
    if row is None:
        raise Refused("observers.is_gone")
    person = await people.person(deed.session, row.person_id) if row.person_id else None
    deed.audit("observers.removed", f"{row.name} {name_of(meeting)}")
    await store.remove(deed.session, row)
    if person is not None and meeting.takes_answers(deed.now):
        deed.tell(person, "observers/removed", meeting=meeting.id)
    _refresh(deed, meeting)


def _refresh(deed: Deed, meeting: Meeting) -> None:
    refresh_notices(deed, meeting)
    for card in ("observers/list", "meetings/board"):
        deed.refresh(card, meeting=meeting.id)
