"""Files for the office, written by the command line: the filing pack of a meeting, attendance of a period."""

import re
from datetime import date
from pathlib import Path

from bot.actions.base import Deed
from bot.actions.meetings import name_of
from bot.console import Problem, deed_of, say
from bot.documents import attendance_book, filing_pack
from bot.rules.when import UnknownTime, parse_full_date
from bot.settings import Settings
from bot.store import filing as store
from bot.store import meetings

_YEAR = re.compile("20[0-9]{2}")


async def pack(settings: Settings, meeting_id: int, file: Path) -> None:
    """Writes the filing pack of a meeting; Problem where there is none, or it was cancelled."""
    _check_suffix(settings, file, ".zip")
    async with deed_of(settings) as deed:
        meeting = await meetings.by_id(deed.session, meeting_id)
        if meeting is None or meeting.branch_id != deed.branch.id:
            raise Problem(say(settings, "console.no_meeting", number=meeting_id))
        if meeting.cancelled is not None:
            raise Problem(say(settings, "console.cancelled_meeting", number=meeting_id))
        facts = await store.meeting_facts(deed.session, deed.branch, meeting, deed.book, deed.zone)
        file.write_bytes(filing_pack.write(facts, deed.now))
        deed.audit("filing.pack", name_of(meeting))


async def attendance(
    settings: Settings, file: Path, first: str | None = None, last: str | None = None, year: str | None = None
) -> None:
    """Writes attendance of a period: of ``year``, from ``first`` to ``last``, or of this year."""
    _check_suffix(settings, file, ".xlsx")
    async with deed_of(settings) as deed:
        since, until = _period(settings, deed, first, last, year)
        facts = await store.attendance_facts(
            deed.session, deed.branch, since, until, deed.zone, whom=lambda person: person.status.is_member
        )
        file.write_bytes(attendance_book.write(facts))
        deed.audit("filing.attendance", f"{since.isoformat()} {until.isoformat()}")


def _period(settings: Settings, deed: Deed, first: str | None, last: str | None, year: str | None) -> tuple[date, date]:
    """Both days are of the period."""
    if year is not None and (first or last):
        raise Problem(say(settings, "console.two_periods"))
    if year is not None and not _YEAR.fullmatch(year):
        raise Problem(say(settings, "console.no_date", text=year))
    of = int(year) if year is not None else deed.today.year
    until = _day(settings, last) if last else (date(of, 12, 31) if not first else deed.today)
    since = _day(settings, first) if first else date(until.year, 1, 1)
    if since > until:
        raise Problem(say(settings, "console.period_ends_first", first=since, last=until))
    return since, until


def _day(settings: Settings, text: str) -> date:
    try:
        return parse_full_date(text)
    except UnknownTime as error:
        raise Problem(say(settings, "console.no_date", text=text)) from error


def _check_suffix(settings: Settings, file: Path, suffix: str) -> None:
    if file.suffix.lower() != suffix:
        raise Problem(say(settings, "console.wrong_suffix", file=file, suffix=suffix))
