"""签到表: a line for each person expected or observing, in two columns; up to sixty people on a page."""

from collections.abc import Iterator, Sequence

from bot.documents import phrases, word, word_tables
from bot.rules.filing import MeetingFacts, Seat
from bot.rules.words import Attendance

_HALF = (10, 20, 23, 23, 15)  # mm: number, name, post, signature, remark
_WIDTHS = _HALF * 2
_MARGINS = (16, 14, 15, 14)  # narrower than an official paper's: it is a form
_HEADS = ("序号", "姓名", "职务", "签名", "备注")
_A_PAGE = 60  # people
_ROOM, _TALLEST = 209.0, 10.0  # mm: for all lines of a page, and for one of them

_Entry = tuple[str, str, str, str]  # name, post, signature, remark


def write(facts: MeetingFacts) -> bytes:
    """The sheet as a Word file (.docx)."""
    document = word.paper(f"{facts.host}{facts.kind.zh}签到表", facts.branch, facts.starts, _MARGINS)
    entries = [*(_entry(facts, seat) for seat in facts.seats), *((name, "列席", "", "") for name in facts.observers)]
    pages = [entries[start : start + _A_PAGE] for start in range(0, len(entries), _A_PAGE)] or [[]]
    for number, page in enumerate(pages):
        _heading(document, facts, anew=number > 0)
        _table(document, page, number * _A_PAGE)
        _footer(document, facts)
    return word.saved(document)


def _entry(facts: MeetingFacts, seat: Seat) -> _Entry:
    return seat.name, seat.post, "", _remark(facts, seat)


def _remark(facts: MeetingFacts, seat: Seat) -> str:
    """One word: the sheet lies on a table for all to see, so of a leave not even its category."""
    if seat.made_up or seat.late:
        return "补签" if seat.made_up else "迟到"
    if seat.attendance is Attendance.EXCUSED or (facts.taken and seat.attendance is Attendance.ABSENT):
        return seat.attendance.zh
    return "已签到" if seat.checked_in else ""


def _heading(document: word.Paper, facts: MeetingFacts, *, anew: bool) -> None:
    word.heading(document, f"{facts.host}{facts.kind.zh}签到表", size=18, anew=anew)
    lines = (f"主题：{facts.topic}", f"时间：{phrases.moment(facts.starts, facts.zone)}　　地点：{facts.place}")
    for line in lines:
        word.note(document, line)


def _table(document: word.Paper, entries: Sequence[_Entry], before: int) -> None:
    table = word_tables.table(document, _WIDTHS, padding=0.9)
    word_tables.row(table, _HEADS * 2, widths=_WIDTHS, size=10.5, height=7, header=True)
    half = -(-len(entries) // 2)
    height = min(_TALLEST, _ROOM / max(half, 1))
    for cells in _lines(entries, half, before):
        word_tables.row(table, cells, widths=_WIDTHS, size=11 if half <= _A_PAGE // 3 else 10, height=height)


def _lines(entries: Sequence[_Entry], half: int, before: int) -> Iterator[list[str]]:
    """The first half down the left, the second down the right."""
    for place in range(half):
        cells: list[str] = []
        for index in (place, place + half):
            cells += [str(before + index + 1), *entries[index]] if index < len(entries) else [""] * len(_HEADS)
        yield cells


def _footer(document: word.Paper, facts: MeetingFacts) -> None:
    counted = phrases.figures(facts)
    parts = [f"{name} {counted[name]}" for name in ("应到", "实到", "请假")]
    if facts.taken:
        parts.append(f"缺席 {counted['缺席']}")
    if facts.observers:
        parts.append(f"列席 {len(facts.observers)} 人")
    word.note(document, "　　".join(parts), before=4)
