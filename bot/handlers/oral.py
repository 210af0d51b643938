"""口头汇报: noted from the record of a meeting."""

from bot.actions import oral
from bot.cards.minutes import ShowOral
from bot.cards.oral import NoteOral
from bot.context import Here
from bot.handlers.meetings import meeting_of
from bot.routing import Router, Where
from bot.rules.permissions import Permission, do, see

router = Router("oral")
# Anybody of the invited may be the recorder; whose record it is decides the action.
LOOK, ACT = see(Permission.ANSWER), do(Permission.ANSWER)


@router.press(ShowOral, need=LOOK, where=Where.PRIVATE)
async def show(here: Here, press: ShowOral) -> None:
    """Who was there, and who reported."""
    meeting = await meeting_of(here, press.meeting)
    oral.check_may_note(here.deed, meeting)
    await here.show("oral/noting", meeting=meeting.id, page=press.page)


@router.press(NoteOral, need=ACT, where=Where.PRIVATE)
async def note(here: Here, press: NoteOral) -> None:
    """One more, or one less."""
    meeting = await meeting_of(here, press.meeting)
    await oral.note(here.deed, meeting, press.person, reported=bool(press.reported))
    await here.show("oral/noting", meeting=meeting.id, page=press.page)
