"""What an office files: the files of a meeting, attendance of a period. They are made as their card is painted.

None of them is protected: a file that can be neither saved nor printed cannot be filed. They are in the office's
language, whoever asks.
"""

from asyncio import to_thread
from collections.abc import Sequence
from datetime import date, timedelta

from bot.cards.ballots_text import title
from bot.cards.base import Button, Card, Open, Upload, View, card, closed, in_rows
from bot.cards.meetings import ShowBoard, label, manages
from bot.presses import Press
from bot.rules.calendar import Quarter
from bot.rules.filing import MeetingFacts, Paper, file_name
from bot.rules.permissions import Matter, Permission, Scope, do
from bot.store import ballots, filing, meetings
from bot.store.ballots import Ballot
from bot.store.branch import Person
from bot.store.filing_ballots import ballot_facts
from bot.store.meetings import Meeting

LISTED = 10  # meetings, and ballots of no meeting, in the list
_BACK, _AHEAD = timedelta(days=92), timedelta(days=31)  # how far the list reaches
_MINUTES = do(Permission.MINUTES)


class ShowFiles(Press, tag="pf"):
    """The files of a meeting, to choose from."""

    meeting: int


class TakeFile(Press, tag="pt"):
    """Sends one of them."""

    meeting: int
    paper: Paper


class TakeResult(Press, tag="pr"):
    """Sends the result sheet of a ballot."""

    ballot: int


class TakeAttendance(Press, tag="pa"):
    """Sends the attendance of a year, or of one of its quarters (0: the whole year)."""

    year: int
    quarter: int


def files_for(person: Person, meeting: Meeting) -> bool:
    """Whether this person keeps the minutes of that meeting."""
    return person.reaches(Permission.MINUTES, meeting.matter)


@card("filing/export", need=_MINUTES)
async def export(view: View) -> Card:
    """The meetings whose files the viewer may take, attendance of the periods that are usually filed."""
    around = await meetings.recent(view.session, view.branch.id, view.now - _BACK, view.now + _AHEAD)
    mine = [each for each in around if each.cancelled is None and files_for(view.person, each)][:LISTED]
    alone = await _of_no_meeting(view)
    rows = [[Button(label(view, each), ShowFiles(each.id))] for each in mine]
    sheets = [[view.button("filing.result_of", TakeResult(each.id), title=title(each))] for each in alone]
    text = view.text("filing/export", meetings=len(mine), ballots=len(alone))
    return Card(text, [*in_rows(_periods(view)), *rows, *sheets, [view.back()]])


async def _of_no_meeting(view: View) -> Sequence[Ballot]:
    """Counted ballots that belong to no meeting, for those who end ballots."""
    if not view.person.grants.satisfies(do(Permission.BALLOTS)):
        return ()
    ended = await ballots.ended_ballots(view.session, view.branch.id, view.now, view.now - _BACK)
    return [each for each in ended if each.meeting_id is None and each.closed and not each.void][:LISTED]


def _periods(view: View) -> list[Button]:
    today = view.today
    now, year = Quarter.of(today), today.year
    before = now.plus(-1)
    return [
        view.button("filing.this_quarter", TakeAttendance(now.year, now.number)),
        view.button("filing.this_year", TakeAttendance(year, 0)),
        view.button("filing.last_quarter", TakeAttendance(before.year, before.number)),
        view.button("filing.last_year", TakeAttendance(year - 1, 0)),
    ]


@card("filing/files", need=_MINUTES)
async def files(view: View, meeting: int) -> Card | None:
    """The files of one meeting, and the result sheet of each of its counted ballots."""
    called = await meetings.by_id(view.session, meeting)
    if called is None:
        return None
    if not files_for(view.person, called):
        return closed(view)
    if called.cancelled is not None:
        return Card(view.text("filing/none", meeting=called), [[view.back("export")]])
    counted = [each for each in await ballots.of_meeting(view.session, meeting) if each.closed and not each.void]
    papers = [Button(view.say(paper), TakeFile(meeting, paper)) for paper in Paper]
    sheets = [[view.button("filing.result_of", TakeResult(each.id), title=title(each))] for each in counted]
    up = ShowBoard(meeting) if manages(view.person, called) else Open("export")
    text = view.text("filing/files", meeting=called, turnout=await meetings.counts(view.session, meeting))
    return Card(text, [*in_rows(papers), *sheets, [view.button("home.back", up)]])


@card("filing/document", need=_MINUTES)
async def document(view: View, meeting: int, paper: str) -> Card | None:
    """One file of a meeting, as it stands now."""
    called, wanted = await meetings.by_id(view.session, meeting), Paper.of(paper)
    if called is None:
        return None
    if not files_for(view.person, called) or called.cancelled is not None:
        return closed(view)
    facts = await filing.meeting_facts(view.session, view.branch, called, view.book, view.zone)
    content = await to_thread(_made, view, facts, wanted)  # a pack takes a third of a second: others are answered
    upload = Upload("document", file_name(wanted.zh, facts, wanted.suffix), content)
    return Card(view.text("filing/document", paper=wanted, meeting=called), (), upload)


def _made(view: View, facts: MeetingFacts, paper: Paper) -> bytes:
    from bot.documents import filing_pack, meeting_record, sign_in_sheet

    if paper is Paper.PACK:
        return filing_pack.write(facts, view.now)
    return meeting_record.write(facts) if paper is Paper.RECORD else sign_in_sheet.write(facts)


@card("filing/result", need=_MINUTES)
async def result(view: View, ballot: int) -> Card | None:
    """The result sheet of a counted ballot."""
    asked = await ballots.by_id(view.session, ballot)
    if asked is None or asked.closed is None or asked.void:
        return None
    meeting = await meetings.by_id(view.session, asked.meeting_id) if asked.meeting_id else None
    alone = view.person.reaches(Permission.BALLOTS, Matter(owner_id=asked.opener_id))
    if not (files_for(view.person, meeting) if meeting else alone):
        return closed(view)
    from bot.documents import ballot_sheet

    called = await filing.call_facts(view.session, view.branch, meeting, view.zone) if meeting else None
    facts = await ballot_facts(view.session, view.branch, asked, called, view.book, view.zone)
    day = asked.closed.astimezone(view.zone).date().isoformat()
    upload = Upload("document", f"表决结果_{day}_{asked.kind.zh}_{asked.id}.docx", ballot_sheet.write(facts))
    return Card(view.text("filing/result", title=title(asked)), (), upload)


@card("filing/attendance", need=_MINUTES)
async def attendance(view: View, year: int, quarter: int) -> Card:
    """Attendance of a period, of the meetings whose minutes are the viewer's to keep."""
    from bot.documents import attendance_book

    period = Quarter(year, quarter) if quarter else None
    first = period.first_day() if period else date(year, 1, 1)
    last = period.last_day() if period else date(year, 12, 31)
    facts = await filing.attendance_facts(
        view.session, view.branch, first, last, view.zone,
        whom=lambda person: _listed(view.person, person), reaches=lambda meeting: files_for(view.person, meeting),
    )  # fmt: skip
    counted = sum(held.present is not None for held in facts.meetings)
    words = f"{year}年" + (f"第{quarter}季度" if quarter else "")
    upload = Upload("document", f"出勤统计_{words}.xlsx", attendance_book.write(facts))
    text = view.text("filing/attendance", first=first, last=last, held=len(facts.meetings), counted=counted)
    return Card(text, (), upload)


def _listed(viewer: Person, person: Person) -> bool:
    """Whom the book names though never expected: the members whose meetings the viewer keeps the minutes of."""
    scope = viewer.grants.scope(Permission.MINUTES)
    own_team = viewer.team_id is not None and person.team_id == viewer.team_id
    return person.status.is_member and (scope is Scope.ALL or (scope is Scope.TEAM and own_team))
