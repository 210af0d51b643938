"""What those see who call meetings: their series (例会), one of them, and what became of it by itself."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.cards.base import Button, Card, View, card, closed
from bot.cards.meetings import ShowBoard, manages
from bot.presses import Press
from bot.rules.calendar import Holidays
from bot.rules.permissions import Permission, do
from bot.rules.series import notice_day
from bot.store import branch as people
from bot.store import meetings
from bot.store import series as store
from bot.store.series import Series

LISTED = 12  # series in one list


class NewSeries(Press, tag="sn"):
    """Begins the form of a series."""


class ShowSeries(Press, tag="so"):
    """One series."""

    series: int


class StopSeries(Press, tag="sx"):
    """Stops a series; asked twice."""

    series: int
    sure: int


class SkipNext(Press, tag="sk"):
    """跳过下一次; asked twice. ``day``: the nominal day's ordinal, so that a second tap does not skip another."""

    series: int
    day: int
    sure: int


def may_change(view: View, series: Series) -> bool:
    """Whether the viewer may skip or stop it."""
    return view.person.reaches(Permission.MEETINGS, series.matter)


def nominal_of(view: View, series: Series) -> date:
    """The nominal day of the next meeting that has not been called."""
    return series.rule.still_ahead(series.next, view.now, view.holidays, view.zone)


def coming(view: View, series: Series) -> datetime:
    """When that meeting begins."""
    return series.rule.starts(nominal_of(view, series), view.holidays, view.zone)


def predicted(days: Sequence[datetime], holidays: Holidays) -> list[int]:
    """The years of these days whose days off have not been announced."""
    return sorted({day.year for day in days if not holidays.is_announced(day.year)})


@card("series/list", need=do(Permission.MEETINGS))
async def list_(view: View) -> Card:
    """The series in the viewer's care, with the next meeting of each."""
    running = [each for each in await store.running(view.session, view.branch.id) if may_change(view, each)][:LISTED]
    rows = [(each, coming(view, each)) for each in running]
    text = view.text("series/list", rows=rows, years=predicted([starts for _, starts in rows], view.holidays))
    buttons = [
        [view.button("series.open", ShowSeries(each.id), kind=each.kind, number=each.id, rule=each.rule)]
        for each in running
    ]
    return Card(text, [*buttons, [view.button("series.new", NewSeries())], [view.back()]])


@card("series/one", need=do(Permission.MEETINGS))
async def one(view: View, series: int) -> Card | None:
    """One series, to be skipped once or stopped."""
    found = await store.by_id(view.session, series)
    if found is None:
        return None
    if not may_change(view, found):
        return closed(view)
    text = await _text(view, found)
    if found.ended is not None:
        return Card(text, [[view.back("series")]])
    skip = view.button("series.skip", SkipNext(series, nominal_of(view, found).toordinal(), 0))
    return Card(text, [[skip, view.button("series.stop", StopSeries(series, 0))], [view.back("series")]])


async def _text(view: View, series: Series) -> str:
    starts = coming(view, series)
    caller = await people.person(view.session, series.caller_id)
    facts = {
        "series": series,
        "starts": starts,
        "notice": notice_day(starts.date(), series.ahead, view.holidays),
        "years": predicted([starts], view.holidays),
        "caller": caller.name if caller else "",
    }
    return view.text("series/one", **facts)


@card("series/stopping", need=do(Permission.MEETINGS))
async def stopping(view: View, series: int) -> Card | None:
    """Asks before a series is stopped."""
    found = await store.by_id(view.session, series)
    if found is None or found.ended is not None or not may_change(view, found):
        return await one(view, series)
    sure = view.button("home.confirm", StopSeries(series, 1))
    return Card(view.text("series/stopping", series=found), [[sure], [_back(view, series)]])


@card("series/skipping", need=do(Permission.MEETINGS))
async def skipping(view: View, series: int) -> Card | None:
    """Asks before the next meeting is left out."""
    found = await store.by_id(view.session, series)
    if found is None or found.ended is not None or not may_change(view, found):
        return await one(view, series)
    nominal = nominal_of(view, found)
    after = found.rule.starts(found.rule.after(nominal), view.holidays, view.zone)
    text = view.text("series/skipping", series=found, starts=coming(view, found), after=after)
    sure = view.button("home.confirm", SkipNext(series, nominal.toordinal(), 1))
    return Card(text, [[sure], [_back(view, series)]])


def _back(view: View, series: int) -> Button:
    return view.button("home.back", ShowSeries(series))


@card("series/called", need=do(Permission.MEETINGS))
async def called(view: View, meeting: int) -> Card | None:
    """Told to the caller of a series when one of its meetings has been called: who has to be told by other means."""
    found = await meetings.by_id(view.session, meeting)
    if found is None or found.cancelled is not None or not manages(view.person, found):
        return None if found is None else closed(view)
    rows = await meetings.answers(view.session, meeting)
    facts = {
        "meeting": found,
        "count": len(rows),
        "unbound": [row.name for row in rows if not row.bound],
        "years": predicted([found.starts.astimezone(view.zone)], view.holidays),
    }
    return Card(view.text("series/called", **facts), [[view.button("meetings.manage", ShowBoard(meeting))]])


@card("series/missed", need=do(Permission.MEETINGS))
async def missed(view: View, series: int, count: int) -> Card | None:
    """Told to the caller when meetings passed that nobody could call: the bot did not run."""
    found = await store.by_id(view.session, series)
    if found is None or not may_change(view, found):
        return None
    text = view.text("series/missed", series=found, count=count)
    return Card(text, [[view.button("series.look", ShowSeries(series))]])


@card("series/ended", need=do(Permission.MEETINGS))
async def ended(view: View, series: int, why: str) -> Card | None:
    """Told to the secretary when a series could not go on."""
    found = await store.by_id(view.session, series)
    caller = await people.person(view.session, found.caller_id) if found else None
    if found is None or caller is None:
        return None
    text = view.text("series/ended", series=found, caller=caller.name, reason=view.short(f"series.ended_{why}"))
    return Card(text, [[view.back("series")]])
