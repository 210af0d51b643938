"""Minutes: what is typed beside the recorded facts, until the record is closed (定稿)."""

from bot.actions.base import Deed, Refused
from bot.actions.meetings import name_of
from bot.rules.parts import units
from bot.store import agenda as store
from bot.store.agenda import AgendaItem, Remark
from bot.store.meetings import Meeting

MOST = 3000  # characters, as Telegram counts them, of one remark: a page of the record holds it whole
_PAGES = 6  # of a record that are kept up to date on the screen; turning to a page paints it anyway


def check_may_look(deed: Deed, meeting: Meeting) -> None:
    """Refused unless the record is the actor's to keep."""
    if not store.records(deed.person, meeting):
        raise Refused("home.not_yours")


def check_may_record(deed: Deed, meeting: Meeting) -> None:
    """Refused unless the actor may write in the record now: once the meeting has begun, until the record is closed."""
    check_may_look(deed, meeting)
    if meeting.cancelled is not None:
        raise Refused("meetings.is_cancelled")
    if meeting.begun is None:
        raise Refused("minutes.not_begun")
    if meeting.recorded is not None:
        raise Refused("minutes.is_closed")


async def note(deed: Deed, meeting: Meeting, item: AgendaItem | None, text: str) -> Remark:
    """A remark to an item; None: to the meeting as a whole."""
    check_may_record(deed, meeting)
    _check_length(text)
    remark = Remark(
        meeting_id=meeting.id, item_id=item.id if item else None, author_id=deed.person.id, text=text, at=deed.now
    )  # fmt: skip
    deed.session.add(remark)
    await _changed(deed, meeting, "minutes.noted")
    return remark


async def change(deed: Deed, meeting: Meeting, remark: Remark, text: str) -> None:
    """Another text in its place."""
    check_may_record(deed, meeting)
    _check_length(text)
    remark.text = text
    await _changed(deed, meeting, "minutes.changed")


async def remove(deed: Deed, meeting: Meeting, remark: Remark) -> None:
    """One remark less."""
    check_may_record(deed, meeting)
    await deed.session.delete(remark)
    await _changed(deed, meeting, "minutes.removed")


def check_may_close(deed: Deed, meeting: Meeting) -> None:
    """Refused unless the meeting is over and its record is still open."""
    check_may_record(deed, meeting)
    if meeting.ended is None:
        raise Refused("minutes.not_over")


async def close(deed: Deed, meeting: Meeting) -> None:
    """定稿: from now on the record stays as it is."""
    check_may_close(deed, meeting)
    meeting.recorded = deed.now
    await _changed(deed, meeting, "minutes.closed")


async def reopen(deed: Deed, meeting: Meeting) -> None:
    """Takes 定稿 back; the audit log has it."""
    check_may_look(deed, meeting)
    if meeting.recorded is None:
        raise Refused("minutes.not_closed")
    meeting.recorded = None
    await _changed(deed, meeting, "minutes.reopened")


def _check_length(text: str) -> None:
    if units(text) > MOST:
        raise Refused("minutes.too_long", most=MOST)


async def _changed(deed: Deed, meeting: Meeting, what: str) -> None:
    await deed.session.flush()
    deed.audit(what, name_of(meeting))
    refresh(deed, meeting)


def ballot_changed(deed: Deed, meeting_id: int | None) -> None:
    """A ballot of this meeting was opened, or has ended; None: it is of no meeting."""
    if meeting_id is not None:
        _refresh(deed, meeting_id)


def refresh(deed: Deed, meeting: Meeting) -> None:
    """The record has changed, or what it is made of: for whoever has it on screen, and for the chair."""
    _refresh(deed, meeting.id)


def _refresh(deed: Deed, meeting_id: int) -> None:
    for page in range(_PAGES):
        deed.refresh("minutes/record", meeting=meeting_id, page=page)
    deed.refresh("oral/noting", meeting=meeting_id, page=0)
    for card in ("minutes/noting", "chair/walking", "chair/ending"):
        deed.refresh(card, meeting=meeting_id)
