"""The chair leads a meeting: opens it, states the numbers, goes through the agenda, closes it.

An assembly about one person keeps the order of 党支部工作制度 三（十四）6: nothing goes on before 应到 and 实到 are
stated, and nothing is voted on before the last step.
"""

from bot.actions.agenda import lay_out
from bot.actions.base import Deed, Refused
from bot.actions.meetings import name_of
from bot.actions.minutes import refresh
from bot.rules.agenda import quorum_rule
from bot.rules.rulebook import Entry
from bot.rules.words import AdmissionStep
from bot.store import agenda as store
from bot.store import ballots
from bot.store import meetings as invitations
from bot.store.branch import Person
from bot.store.meetings import Meeting


def check_leads(deed: Deed, meeting: Meeting) -> None:
    """Refused unless the actor is the chair or manages the meeting, and it was not cancelled."""
    if not store.leads(deed.person, meeting):
        raise Refused("home.not_yours")
    if meeting.cancelled is not None:
        raise Refused("meetings.is_cancelled")


async def begin(deed: Deed, meeting: Meeting) -> None:
    """开始会议: from the day of the meeting on. Whoever opens it is the chair, unless somebody was named."""
    check_leads(deed, meeting)
    if meeting.begun is not None:
        raise Refused("chair.begun_already")
    if meeting.starts.astimezone(deed.zone).date() > deed.today:
        raise Refused("chair.too_early", starts=meeting.starts)
    items = await lay_out(deed, meeting)
    meeting.begun, meeting.item = deed.now, min(1, len(items))
    meeting.chair_id = meeting.chair_id or deed.person.id
    for first in items[:1]:
        first.begun = deed.now
    deed.audit("chair.begun", name_of(meeting))
    _refresh(deed, meeting)


async def take_back(deed: Deed, meeting: Meeting) -> None:
    """Opened by mistake: as if it had not been, as long as nothing was recorded."""
    _check_open(deed, meeting)
    noted = await store.remark_count(deed.session, meeting.id) or await ballots.of_meeting(deed.session, meeting.id)
    if meeting.item > 1 or meeting.stated or noted:
        raise Refused("chair.under_way")
    meeting.begun, meeting.item = None, 0
    for item in await store.items(deed.session, meeting.id):
        item.begun = None
    deed.audit("chair.taken_back", name_of(meeting))
    _refresh(deed, meeting)


async def state(deed: Deed, meeting: Meeting) -> None:
    """已报告应到实到: the numbers of now, as the chair has stated them. Refused while nobody is marked present."""
    _check_open(deed, meeting)
    there = await store.presence(deed.session, meeting.id)
    if not there.present:
        rule = _numbers_rule(deed, meeting)
        raise Refused("chair.nobody_present", entry=rule, clause=rule.clause if rule else None)
    majority = quorum_rule(meeting.kind, deed.book, of_one_person=meeting.subject_id is not None)
    meeting.stated_expected, meeting.stated_present = (
        (there.voters, there.voters_present) if majority else (there.expected, there.present)
    )
    meeting.stated = deed.now
    deed.audit("chair.stated", name_of(meeting))
    _refresh(deed, meeting)


async def go(deed: Deed, meeting: Meeting, position: int) -> None:
    """To the item before or after; a button of another moment does nothing."""
    _check_open(deed, meeting)
    item = await store.item_at(deed.session, meeting.id, position)
    if item is None or abs(position - meeting.item) != 1:
        raise Refused("chair.elsewhere")
    if position > meeting.item and meeting.subject_id is not None and meeting.stated is None:
        raise Refused("chair.not_stated", entry=deed.book.admission_order)
    meeting.item = position
    item.begun = item.begun or deed.now
    _refresh(deed, meeting)


async def check_may_end(deed: Deed, meeting: Meeting) -> None:
    """Refused while a ballot of this meeting takes votes."""
    _check_open(deed, meeting)
    for ballot in await ballots.of_meeting(deed.session, meeting.id):
        if not ballot.ended(deed.now):
            raise Refused("chair.ballot_open")


async def end(deed: Deed, meeting: Meeting) -> None:
    """散会."""
    await check_may_end(deed, meeting)
    meeting.ended = deed.now
    deed.audit("chair.ended", name_of(meeting))
    _refresh(deed, meeting)


async def resume(deed: Deed, meeting: Meeting) -> None:
    """重新开会: 散会 taken back, for a day and as long as the minutes are not closed."""
    check_leads(deed, meeting)
    if meeting.ended is None:
        raise Refused("chair.not_ended")
    if not store.may_resume(meeting, deed.now):
        raise Refused("chair.ended_for_good")
    meeting.ended = None
    deed.audit("chair.resumed", name_of(meeting))
    _refresh(deed, meeting)


async def check_may_vote(deed: Deed, meeting: Meeting | None) -> None:
    """Refused where a ballot of this meeting may not be opened yet: of one person only at the last of the seven steps,
    and never before 应到 and 实到 are stated (党支部工作制度 三（十四）6). Without a meeting nothing is to be asked."""
    if meeting is None:
        return
    if meeting.cancelled is not None:
        raise Refused("meetings.is_cancelled")
    if meeting.ended is not None:
        raise Refused("chair.is_over")
    if meeting.subject_id is None:
        return
    rule = deed.book.admission_order
    if meeting.stated is None:
        raise Refused("chair.not_stated", entry=rule)
    item = await store.item_at(deed.session, meeting.id, meeting.item)
    if item is None or item.step is not AdmissionStep.BALLOT:
        raise Refused("chair.not_at_ballot", entry=rule, step=AdmissionStep.BALLOT)


async def hand_chair(deed: Deed, meeting: Meeting, person_id: int) -> None:
    """主持人: one of the invited leads the meeting."""
    person = await _named(deed, meeting, person_id)
    if meeting.chair_id != person.id:
        meeting.chair_id = person.id
        _tell(deed, meeting, person, "chair/named")


async def hand_record(deed: Deed, meeting: Meeting, person_id: int) -> None:
    """记录人: one of the invited keeps the minutes."""
    person = await _named(deed, meeting, person_id)
    if meeting.recorder_id != person.id:
        meeting.recorder_id = person.id
        _tell(deed, meeting, person, "chair/recorder")


def check_may_name(deed: Deed, meeting: Meeting) -> None:
    """Refused unless the actor may name chair and recorder: until the meeting is over."""
    check_leads(deed, meeting)
    if meeting.ended is not None:
        raise Refused("chair.is_over")


async def _named(deed: Deed, meeting: Meeting, person_id: int) -> Person:
    check_may_name(deed, meeting)
    row = await invitations.invitation(deed.session, meeting.id, person_id)
    if row is None:
        raise Refused("home.old_button")
    return row.person


def _tell(deed: Deed, meeting: Meeting, person: Person, card: str) -> None:
    deed.audit("chair.handed", f"{person.name} {name_of(meeting)}")
    deed.refresh(card, meeting=meeting.id)
    if person.id != deed.person.id:
        deed.tell(person, card, meeting=meeting.id)
    _refresh(deed, meeting)


def _check_open(deed: Deed, meeting: Meeting) -> None:
    check_leads(deed, meeting)
    if meeting.begun is None:
        raise Refused("chair.not_begun")
    if meeting.ended is not None:
        raise Refused("chair.is_over")


def _numbers_rule(deed: Deed, meeting: Meeting) -> Entry | None:
    if meeting.subject_id is not None:
        return deed.book.admission_order
    return quorum_rule(meeting.kind, deed.book, of_one_person=False)


def _refresh(deed: Deed, meeting: Meeting) -> None:
    """Where the meeting stands has changed: for the chair, the convener, whoever keeps the minutes."""
    refresh(deed, meeting)
    deed.refresh("meetings/board", meeting=meeting.id)
    deed.refresh("agenda/items", meeting=meeting.id)
