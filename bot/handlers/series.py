"""/series: meetings that come again."""

import re
from collections.abc import Sequence
from datetime import date

from bot.actions import series
from bot.actions.base import Refused
from bot.actions.series import Schedule
from bot.cards.base import View
from bot.cards.series import NewSeries, ShowSeries, SkipNext, StopSeries, predicted
from bot.context import Here
from bot.forms import Field, Form, Misunderstood, Values
from bot.handlers.forms import begin, offer
from bot.routing import Router, Where
from bot.rules.language import Language
from bot.rules.meetings import callable_kinds, told_in_groups
from bot.rules.permissions import Permission, do
from bot.rules.series import Rule, UnknownRule, notice_day, parse_rule
from bot.rules.words import MeetingKind
from bot.store import meetings
from bot.store import series as store
from bot.store.series import Series

router = Router("series")
MEETINGS = do(Permission.MEETINGS)

LINE_MOST, AGENDA_MOST = 100, 1500  # characters; a card must stay within Telegram's 4096
AHEAD_MOST = 28  # days: less than the shortest time between two meetings
_SHOWN = 3  # coming meetings under the preview
_DAYS = re.compile(r"(\d{1,2})\s*(?:天|日|days?)?", re.IGNORECASE)


async def _kind(view: View, text: str) -> MeetingKind:
    try:
        kind = MeetingKind.of(text.strip())
    except ValueError as error:
        raise Misunderstood("meetings.unknown_kind") from error
    if kind not in _kinds(view):
        raise Misunderstood("meetings.kind_not_yours")
    return kind


def _kinds(view: View) -> list[MeetingKind]:
    return callable_kinds(view.person.grants, person_id=view.person.id, team_id=view.person.team_id)


async def _kind_choices(view: View) -> Sequence[str]:
    return [view.say(kind) for kind in _kinds(view)]


async def _rule(view: View, text: str) -> Rule:
    try:
        return parse_rule(text)
    except UnknownRule as error:
        raise Misunderstood("series.unknown_rule") from error


async def _ahead(view: View, text: str) -> int:
    found = _DAYS.fullmatch(text.strip())
    if found is None or not 1 <= int(found[1]) <= AHEAD_MOST:
        raise Misunderstood("series.unknown_days", most=AHEAD_MOST)
    return int(found[1])


async def _check(view: View, values: Values) -> tuple[str, Misunderstood] | None:
    """A team meeting is the own team's."""
    if values["kind"] is MeetingKind.TEAM_MEETING and view.person.team_id is None:
        return "kind", Misunderstood("series.no_team")
    return None


async def _remarks(view: View, values: Values) -> Sequence[str]:
    rule: Rule = values["rule"]
    nominal, coming = rule.first(view.now, view.holidays, view.zone), []
    for _ in range(_SHOWN):
        coming.append(rule.starts(nominal, view.holidays, view.zone))
        nominal = rule.after(nominal)
    ahead = values["ahead"] or view.book.series.ahead
    today = view.today
    notice = max(notice_day(coming[0].date(), ahead, view.holidays), today)
    remarks = [view.short("series.remark_coming", moments=[view.when(moment) for moment in coming])]
    if years := predicted(coming, view.holidays):
        remarks.append(view.short("series.remark_predicted", years=years))
    remarks.append(view.short("series.remark_notice", ahead=ahead, day=max(notice, view.today)))
    return [*remarks, *await _invited_remarks(view, values["kind"])]


async def _invited_remarks(view: View, kind: MeetingKind) -> list[str]:
    team_id = view.person.team_id if kind is MeetingKind.TEAM_MEETING else None
    invited = await store.invited(view.session, view.branch, kind, team_id)
    remarks = [view.short("series.remark_invited", count=len(invited))]
    if unbound := [person.name for person in invited if not person.bound]:
        remarks.append(view.short("meetings.remark_unbound", count=len(unbound), names=unbound))
    chats = await meetings.chats_for(view.session, view.branch.id, team_id) if told_in_groups(kind) else []
    return [*remarks, view.short("meetings.remark_groups", titles=[chat.title for chat in chats])]


async def _set_up(here: Here, values: Values) -> None:
    schedule = Schedule(
        kind=values["kind"], topic=values["topic"], rule=values["rule"], place=values["place"],
        agenda=values["agenda"] or "", ahead=values["ahead"] or here.deed.book.series.ahead,
    )  # fmt: skip
    new = await series.set_up(here.deed, schedule)
    await here.show("series/one", series=new.id)


NEW_SERIES = Form(
    "new_series",
    "series",
    MEETINGS,
    (
        Field("kind", _kind, _kind_choices),
        Field("topic", most=LINE_MOST),
        Field(
            "rule",
            _rule,
            spell=lambda _, rule: rule.say(Language.ZH),
            say=lambda view, _, rule: view.say(rule),
        ),
        Field("place", most=LINE_MOST),
        Field("agenda", most=AGENDA_MOST, optional=True),
        Field("ahead", _ahead, optional=True, say=lambda view, _, ahead: view.short("series.days", ahead=ahead)),
    ),
    finish=_set_up,
    check=_check,
    remarks=_remarks,
)
offer(router, NEW_SERIES)


@router.command("series", need=MEETINGS, words=("例会",))
async def series_(here: Here) -> None:
    """The series in one's care; with a pasted form, a new one."""
    if here.argument:
        await begin(here, NEW_SERIES)
    else:
        await here.show("series/list")


@router.press(NewSeries, need=MEETINGS, where=Where.PRIVATE)
async def new_series(here: Here, press: NewSeries) -> None:
    """Asks for a series."""
    await begin(here, NEW_SERIES)


async def _series(here: Here, series_id: int) -> Series:
    """The series of a button; Refused when it is none of this branch, or not in this person's care."""
    found = await store.by_id(here.deed.session, series_id)
    if found is None or found.branch_id != here.deed.branch.id:
        raise Refused("home.old_button")
    here.deed.require(Permission.MEETINGS, found.matter)
    return found


@router.press(ShowSeries, need=MEETINGS, where=Where.PRIVATE)
async def show_series(here: Here, press: ShowSeries) -> None:
    """One series."""
    await here.show("series/one", series=(await _series(here, press.series)).id)


@router.press(StopSeries, need=MEETINGS, where=Where.PRIVATE)
async def stop_series(here: Here, press: StopSeries) -> None:
    """First asks, then stops it."""
    found = await _series(here, press.series)
    series.check_may_change(here.deed, found)
    if not press.sure:
        await here.show("series/stopping", series=found.id)
        return
    await series.stop(here.deed, found)
    here.toast("series.stopped")
    await here.show("series/one", series=found.id)


@router.press(SkipNext, need=MEETINGS, where=Where.PRIVATE)
async def skip_next(here: Here, press: SkipNext) -> None:
    """First asks, then leaves out the next meeting."""
    found, day = await _series(here, press.series), _day(press.day)
    series.check_may_skip(here.deed, found, day)
    if not press.sure:
        await here.show("series/skipping", series=found.id)
        return
    await series.skip(here.deed, found, day)
    here.toast("series.skipped")
    await here.show("series/one", series=found.id)


def _day(ordinal: int) -> date:
    try:
        return date.fromordinal(ordinal)
    except (ValueError, OverflowError) as error:
        raise Refused("home.old_button") from error
