"""日历文件: who has taken one gets the new one when the meeting is moved or cancelled, once."""

from bot.actions.base import Deed, Refused
from bot.store import branch as people
from bot.store import cards, meetings
from bot.store.meetings import Meeting

CARD = "filing/calendar"


async def check_may_take(deed: Deed, meeting: Meeting) -> None:
    """Refused unless the actor is invited to a meeting that is still to come."""
    if await meetings.invitation(deed.session, meeting.id, deed.person.id) is None:
        raise Refused("meetings.not_invited", entry=deed.book.of_meeting(meeting.kind))
    if meeting.cancelled is not None:
        raise Refused("meetings.is_cancelled")
    if deed.now >= meeting.starts:
        raise Refused("meetings.has_begun")


async def renew(deed: Deed, meeting: Meeting) -> None:
    """Everybody whose calendar has the meeting is sent it anew: under the same UID, with a higher SEQUENCE."""
    taken = await cards.live_cards(deed.session, CARD, {"meeting": meeting.id})
    for person_id in sorted({row.person_id for row in taken if row.person_id is not None}):
        person = await people.person(deed.session, person_id)
        if person is not None and await meetings.invitation(deed.session, meeting.id, person_id) is not None:
            deed.tell(person, CARD, meeting=meeting.id)
