"""Series of meetings (例会) are set up, skipped once, stopped; and what is due is called in its caller's name.

Nothing is remembered but the first day that no meeting has been called for: it moves in the transaction that calls
one, so neither a restart nor a second wake-up doubles a meeting. What passed while nobody could call it is left out.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.actions import meetings
from bot.actions.base import Deed, Refused
from bot.actions.meetings import Plan
from bot.rules.meetings import meeting_matter
from bot.rules.permissions import Permission
from bot.rules.reminders import is_quiet
from bot.rules.series import Rule, notice_day
from bot.rules.words import MeetingKind, Post
from bot.store import branch as people
from bot.store import series as store
from bot.store.branch import Person
from bot.store.series import Series


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """A series to be set up; ``ahead``: days before each meeting on which its notice goes out."""

    kind: MeetingKind
    topic: str
    rule: Rule
    place: str
    agenda: str
    ahead: int


async def set_up(deed: Deed, schedule: Schedule) -> Series:
    """From now on its meetings are called; a team meeting's are the actor's own team's."""
    team_id = deed.person.team_id if schedule.kind is MeetingKind.TEAM_MEETING else None
    deed.require(Permission.MEETINGS, meeting_matter(schedule.kind, team_id))
    rule = schedule.rule
    series = Series(
        branch_id=deed.branch.id, kind=schedule.kind, topic=schedule.topic, place=schedule.place,
        agenda=schedule.agenda, team_id=team_id, caller_id=deed.person.id, every=rule.every, week=rule.week,
        weekday=rule.weekday, minute=rule.minute, ahead=schedule.ahead,
        next=rule.first(deed.now, deed.holidays, deed.zone), created=deed.now,
    )  # fmt: skip
    deed.session.add(series)
    await deed.session.flush()
    deed.audit("series.set_up", name_of(series))
    deed.refresh("series/list")
    return series


def check_may_change(deed: Deed, series: Series) -> None:
    """Refused unless the actor may skip or stop this series now."""
    deed.require(Permission.MEETINGS, series.matter)
    if series.ended is not None:
        raise Refused("series.has_ended")


def check_may_skip(deed: Deed, series: Series, nominal: date) -> None:
    """Refused where that meeting is not the one that comes next any more: it was skipped or called meanwhile."""
    check_may_change(deed, series)
    if upcoming(deed, series) != nominal:
        raise Refused("series.not_the_next")


async def skip(deed: Deed, series: Series, nominal: date) -> None:
    """跳过下一次: the meeting of that nominal day is not called."""
    check_may_skip(deed, series, nominal)
    series.next = series.rule.after(nominal)
    deed.audit("series.skipped", f"{name_of(series)} {nominal.isoformat()}")
    await _tell_caller_and_refresh(deed, series)


async def stop(deed: Deed, series: Series) -> None:
    """No more meetings are called; those that have been stay."""
    check_may_change(deed, series)
    series.ended = deed.now
    deed.audit("series.stopped", name_of(series))
    await _tell_caller_and_refresh(deed, series)


async def call_due(deed: Deed) -> None:
    """Calls what is due, in open hours only; of each series at most one meeting at a time."""
    if is_quiet(deed.now, deed.book, deed.holidays, deed.zone):
        return
    for series in await store.running(deed.session, deed.branch.id):
        await _call_due(deed, series)


def upcoming(deed: Deed, series: Series) -> date:
    """The nominal day of the next meeting that is still ahead and not called yet."""
    return series.rule.still_ahead(series.next, deed.now, deed.holidays, deed.zone)


def name_of(series: Series) -> str:
    """What the audit log calls it: never its topic."""
    return f"例会 {series.id} {series.kind.zh}"


async def _call_due(deed: Deed, series: Series) -> None:
    nominal, caller = upcoming(deed, series), await people.person(deed.session, series.caller_id)
    starts = series.rule.starts(nominal, deed.holidays, deed.zone)
    due = deed.today >= notice_day(starts.date(), series.ahead, deed.holidays)
    if caller is None or not (due or nominal != series.next):
        return
    if not caller.reaches(Permission.MEETINGS, meeting_matter(series.kind, series.team_id)):
        await _end(deed, series, "right")
        return
    _leave_out(deed, series, caller, nominal)
    if due:
        await _call(deed, series, caller, starts)


def _leave_out(deed: Deed, series: Series, caller: Person, nominal: date) -> None:
    """What has passed without being called is called no more; the caller is told how many they were."""
    missed, day = 0, series.next
    while day < nominal:
        missed, day = missed + 1, series.rule.after(day)
    if missed:
        series.next = nominal
        deed.audit("series.missed", f"{name_of(series)} {missed}")
        deed.tell(caller, "series/missed", series=series.id, count=missed)


async def _call(deed: Deed, series: Series, caller: Person, starts: datetime) -> None:
    invited = await store.invited(deed.session, deed.branch, series.kind, series.team_id)
    if not invited:
        await _end(deed, series, "nobody")
        return
    plan = Plan(
        kind=series.kind, topic=series.topic, starts=starts, place=series.place, agenda=series.agenda,
        team_id=series.team_id,
    )  # fmt: skip
    meeting = await meetings.call(replace(deed, actor=caller), plan, invited)
    meeting.series_id = series.id
    series.next = series.rule.after(series.next)
    deed.tell(caller, "series/called", meeting=meeting.id)
    _refresh(deed, series)


async def _end(deed: Deed, series: Series, why: str) -> None:
    """It cannot go on: ``why`` is "right" (the caller may call such meetings no more) or "nobody" (to invite)."""
    series.ended = deed.now
    deed.audit("series.ended", name_of(series))
    for person in await people.holders(deed.session, deed.branch.id, Post.SECRETARY):
        deed.tell(person, "series/ended", series=series.id, why=why)
    _refresh(deed, series)


async def _tell_caller_and_refresh(deed: Deed, series: Series) -> None:
    caller = await people.person(deed.session, series.caller_id)
    if caller is not None and caller.id != deed.person.id:
        deed.tell(caller, "series/one", series=series.id)
    _refresh(deed, series)


def _refresh(deed: Deed, series: Series) -> None:
    for card in ("series/one", "series/stopping", "series/skipping"):
        deed.refresh(card, series=series.id)
    deed.refresh("series/list")
