"""/meetings: notices, answers, leaves with their reason."""

from bot.actions import meetings
from bot.actions.base import Refused
from bot.cards.meetings import LEAVE_NOTE, LISTED, GiveReason, Rsvp, ShowMeeting, WriteNote, manages
from bot.context import Here
from bot.routing import Router, Where
from bot.rules.meetings import told_in_groups
from bot.rules.permissions import Permission, do, see
from bot.rules.words import Answer
from bot.store import meetings as store
from bot.store import observers
from bot.store.meetings import Meeting
from bot.store.outbox import Urgency
from bot.store.post import Chat

router = Router("meetings")
ANSWER = do(Permission.ANSWER)
NOTE_MOST = 100  # characters


async def meeting_of(here: Here, meeting_id: int) -> Meeting:
    """The meeting of a button; Refused when it is none of this branch."""
    meeting = await store.as_invited(here.deed.session, meeting_id, here.person.id)
    if meeting is None or meeting.branch_id != here.deed.branch.id:
        raise Refused("home.old_button")
    return meeting


@router.command("meetings", need=see(Permission.HOME), where=Where.ANYWHERE, words=("会议",))
async def meetings_(here: Here) -> None:
    """In private the own meetings; in a group what was announced there."""
    if here.private:
        await here.show("meetings/list")
    else:
        await _in_group(here)


async def _in_group(here: Here) -> None:
    chat = await here.deed.session.get(Chat, here.chat_id)
    coming = await store.upcoming(here.deed.session, here.deed.branch.id, here.deed.now) if chat else []
    told = [each for each in coming if chat and each.team_id == chat.team_id and told_in_groups(each.kind)]
    await here.say("meetings/coming_here", bound=chat is not None, meetings=told[:LISTED])


@router.press(ShowMeeting, need=see(Permission.ANSWER), where=Where.PRIVATE)
async def show_meeting(here: Here, press: ShowMeeting) -> None:
    """The notice. Whoever goes on from the question about a note has skipped it."""
    meeting = await meeting_of(here, press.meeting)
    invited = await store.invitation(here.deed.session, meeting.id, here.person.id)
    observes = await observers.observes(here.deed.session, meeting.id, here.person.id)
    if invited is None and not observes and not manages(here.person, meeting):
        raise Refused("meetings.not_invited", entry=here.deed.book.of_meeting(meeting.kind))
    await _end_note(here)
    if observes:
        await here.show("observers/notice", meeting=meeting.id, move=meeting.moves)
    else:
        await here.show("meetings/notice" if invited else "meetings/board", meeting=meeting.id)


@router.press(Rsvp, need=ANSWER)
async def rsvp(here: Here, press: Rsvp) -> None:
    """An answer, in private or on the group's card."""
    meeting = await meeting_of(here, press.meeting)
    changed = await meetings.answer(here.deed, meeting, press.answer, press.move)
    if press.answer is not Answer.LEAVE:
        await _end_note(here)
        here.toast("meetings.answered", answer=press.answer)
    elif not here.private:
        here.toast("meetings.leave_in_private" if changed else "meetings.leave_known", alert=changed)
    if here.private:
        await here.show("meetings/leave" if press.answer is Answer.LEAVE else "meetings/notice", meeting=meeting.id)
    elif press.answer is Answer.LEAVE and changed:
        here.deed.tell(here.person, "meetings/leave", urgency=Urgency.INTERACTIVE, meeting=meeting.id)


@router.press(GiveReason, need=ANSWER, where=Where.PRIVATE)
async def give_reason(here: Here, press: GiveReason) -> None:
    """The category; then a note may follow, unless the person is in the middle of something else."""
    meeting = await meeting_of(here, press.meeting)
    await meetings.give_reason(here.deed, meeting, press.reason)
    if here.dialog is None or here.dialog.name == LEAVE_NOTE:
        await here.begin(LEAVE_NOTE, meeting=meeting.id)
    here.toast("meetings.reason_given", reason=press.reason)
    await here.show("meetings/leave", meeting=meeting.id)


@router.press(WriteNote, need=ANSWER, where=Where.PRIVATE)
async def write_note(here: Here, press: WriteNote) -> None:
    """What the person writes next is the note."""
    meeting = await meeting_of(here, press.meeting)
    await meetings.on_leave(here.deed, meeting)
    await here.begin(LEAVE_NOTE, meeting=meeting.id)
    await here.show("meetings/leave", meeting=meeting.id)


@router.answer(LEAVE_NOTE, need=ANSWER)
async def take_note(here: Here) -> None:
    """The note itself. It ends with the dialog, also where there is no leave to explain any more."""
    if here.dialog is None:
        raise LookupError("a note without a dialog")
    meeting = await meeting_of(here, here.dialog.answers["meeting"])
    row = await store.invitation(here.deed.session, meeting.id, here.person.id)
    if row is None or row.answer is not Answer.LEAVE or not meeting.takes_answers(here.deed.now):
        await here.end()
        await here.say("meetings/note_not_kept", meeting=meeting, now=here.deed.now)
    elif not here.text:
        raise Refused("meetings.note_is_text")
    elif len(here.text) > NOTE_MOST:
        raise Refused("meetings.note_too_long", most=NOTE_MOST)
    else:
        await meetings.write_note(here.deed, meeting, here.text)
        await here.end()
        await here.say("meetings/note_kept", meeting=meeting, now=here.deed.now)


async def _end_note(here: Here) -> None:
    if here.dialog is not None and here.dialog.name == LEAVE_NOTE:
        await here.end()
