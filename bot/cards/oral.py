"""口头汇报: the names of those present, for the recorder to tap."""

from bot.cards.base import Card, View, card
from bot.cards.meeting_board import names_of, turns_of
from bot.cards.minutes import ShowOral, ShowRecord, away, kept
from bot.presses import Press
from bot.rules.permissions import Permission, see
from bot.rules.words import Attendance
from bot.store import agenda, meetings
from bot.store import oral as store


class NoteOral(Press, tag="ha"):
    """Whether somebody reported. It is in the button, so that a double tap is one tap."""

    meeting: int
    page: int
    person: int
    reported: int


@card("oral/noting", need=see(Permission.ANSWER))
async def noting(view: View, meeting: int, page: int) -> Card | None:
    """Everybody present, with a mark for who reported; a tap changes it, until the record is closed."""
    called = await kept(view, meeting)
    if called is None or called.kind not in store.AT:
        return await away(view, meeting, agenda.records)
    noted = {person.id for person in await store.of_meeting(view.session, meeting)}
    rows = [
        row
        for row in await meetings.invited(view.session, meeting)
        if row.presumed is Attendance.PRESENT or row.person_id in noted
    ]
    names = names_of(
        rows,
        page,
        lambda row: (
            "✓" if row.person_id in noted else "○",
            NoteOral(meeting, page, row.person_id, int(row.person_id not in noted)),
        ),
    )
    open_ = called.begun is not None and called.recorded is None
    turns = turns_of(view, rows, page, lambda number: ShowOral(meeting, number))
    text = view.text(
        "oral/noting", meeting=called, present=len(rows), noted=len(noted), open=open_, clause=view.book.report.clause
    )
    return Card(text, [*(names if open_ else []), turns, [view.button("home.back", ShowRecord(meeting, 0))]])
