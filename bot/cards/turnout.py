"""The live line of a meeting: expected, present, excused, and whether enough of those with a vote are there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.base import View
from bot.rules.electorate import is_elector
from bot.rules.meetings import quorum_rule
from bot.rules.rulebook import Majority
from bot.rules.words import Attendance
from bot.store import admissions
from bot.store import turnout as store
from bot.store.meetings import Meeting
from bot.store.turnout import Attended


@dataclass(frozen=True)
class Quorum:
    """Of a meeting that decides: how many with a vote are expected and present, and how many more must come."""

    expected: int
    present: int
    short: int
    rule: Majority

    @property
    def met(self) -> bool:
        """Whether the meeting may decide; never where nobody has a vote."""
        return self.expected > 0 and self.short == 0


@dataclass(frozen=True)
class Standing:
    """Who came, as it stands. ``open``: without any mark; ``quorum`` is None where the meeting decides nothing."""

    expected: int
    present: int
    excused: int
    absent: int
    open: int
    late: Sequence[str]
    made_up: Sequence[str]
    quorum: Quorum | None


async def standing(view: View, meeting: Meeting) -> Standing:
    """The figures of now, whether attendance has been taken or not."""
    rows = await store.attended(view.session, meeting.id)
    marks = Counter(row.presumed for row in rows)
    return Standing(
        expected=len(rows),
        present=marks[Attendance.PRESENT],
        excused=marks[Attendance.EXCUSED],
        absent=marks[Attendance.ABSENT],
        open=marks[None],
        late=[row.name for row in rows if row.late],
        made_up=[row.name for row in rows if row.made_up],
        quorum=await _quorum(view, meeting, rows),
    )


async def turnout_text(view: View, meeting: Meeting) -> str:
    """The same in words, as Telegram HTML."""
    return view.text("meetings/turnout", meeting=meeting, figures=await standing(view, meeting))


async def _quorum(view: View, meeting: Meeting, rows: Sequence[Attended]) -> Quorum | None:
    rule = quorum_rule(meeting.kind, view.book, of_one_person=meeting.subject_id is not None)
    if rule is None:
        return None
    excluded = await admissions.excluded_ids(view.session, meeting.id)
    voters = [row for row in rows if is_elector(row) and row.id not in excluded]
    present = sum(row.attendance is Attendance.PRESENT for row in voters)
    return Quorum(len(voters), present, max(0, rule.present_needed(len(voters)) - present), rule)
