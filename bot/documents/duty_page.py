"""The board of a year as a page to be printed: one HTML file on A4 landscape, without scripts and without anything from
elsewhere. Systems by months, and below whose what is left. Nobody is ranked; names stand in the order of the roster."""

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from bot.documents.duty_board import STATES, Board, BoardLine

_DONE, _OPEN, _WAITING, _LATE, _WAIVED = STATES
_MONTHS = range(1, 13)
_SPAN_DAYS = 32  # what is longer than a month and does not begin with one is somebody's own span of days
_STYLE = """
@page { size: A4 landscape; margin: 12mm; @bottom-center { content: "第 " counter(page) " 页，共 " counter(pages) " 页";
  font-size: 9pt; } }
* { box-sizing: border-box; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
body { font: 10pt/1.45 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, "宋体", serif; color: #000;
  margin: 0 auto; max-width: 272mm; }
h1 { font-size: 16pt; text-align: center; margin: 4mm 0 1mm; }
h2 { font-size: 12pt; margin: 7mm 0 2mm; break-after: avoid; }
p { margin: 0 0 3mm; text-align: center; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: .3mm solid #555; padding: .7mm 1.5mm; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eee; font-weight: bold; text-align: left; }
.year td { text-align: center; } .year th.month { text-align: center; }
.year th.month { width: 6.9%; } .late { background: #f8cbad; } .done { background: #e2f0d9; }
.system { width: 27mm; } .period { width: 62mm; } .due { width: 25mm; } .narrow { width: 17mm; }
.head { break-after: avoid; } .clause { font-weight: normal; font-size: 9pt; margin-left: 6mm; }
td.number { text-align: right; }
@media screen { body { padding: 6mm; } }
"""


def board_page(board: Board) -> bytes:
    """The page, UTF-8."""
    title = escape(board.title)
    parts = [
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>",
        "<p>格内为“已办／应办”。空格：当月没有应办的事项，或尚未开始。</p>",
        *_year(board),
        "<h2>各项制度</h2>",
        *_systems(board),
        "</body>\n</html>\n",
    ]
    return "\n".join(parts).encode()


def _year(board: Board) -> Iterator[str]:
    """Systems by months. What is due once a quarter or a year reaches over its months."""
    months = "".join(f'<th class="month" scope="col">{month}月</th>' for month in _MONTHS)
    yield f'<table class="year">\n<thead><tr><th class="system" scope="col">制度</th>{months}</tr></thead>\n<tbody>'
    rows: dict[str, dict[tuple[int, int], Counter[str]]] = {}
    for line, counts, _ in board.groups():
        cells = rows.setdefault(line.system, {})
        place = _place(line, board.year)
        cells[place] = cells.get(place, Counter()) + counts
    for system, cells in rows.items():
        lanes = _lanes(cells)
        head = f'<th scope="rowgroup" rowspan="{len(lanes)}">{escape(system)}</th>'
        for lane in lanes:
            yield f"<tr>{head}{''.join(_cells(lane))}</tr>"
            head = ""
    yield "</tbody>\n</table>"


def _lanes(cells: dict[tuple[int, int], Counter[str]]) -> list[dict[tuple[int, int], Counter[str]]]:
    """In as many rows as it takes for no two periods of a row to overlap: November's talk stands below the year's."""
    lanes: list[dict[tuple[int, int], Counter[str]]] = []
    for (first, last), counts in sorted(cells.items()):
        lane = next((each for each in lanes if max(end for _, end in each) < first), None)
        if lane is None:
            lanes.append(lane := {})
        lane[first, last] = counts
    return lanes


def _place(line: BoardLine, year: int) -> tuple[int, int]:
    """The first and the last month over which a period reaches; somebody's own span of days stands where it ends."""
    own = line.first.day > 1 and (line.last - line.first).days > _SPAN_DAYS
    last = line.last.month
    return (last, last) if own or line.first.year < year else (line.first.month, last)


def _cells(cells: dict[tuple[int, int], Counter[str]]) -> Iterator[str]:
    month = 1
    for (first, last), counts in sorted(cells.items()):
        yield from ("<td></td>" for _ in range(month, first))
        total, late = sum(counts.values()), counts[_LATE]
        kind = "late" if late else "done" if counts[_DONE] == total else ""
        words = f"{counts[_DONE]}／{total}" + (f"<br>逾期 {late}" if late else "")
        reach = f' colspan="{last - first + 1}"' if last > first else ""
        yield f'<td class="{kind}"{reach}>{words}</td>'
        month = last + 1
    yield from ("<td></td>" for _ in range(month, 13))


def _systems(board: Board) -> Iterator[str]:
    """A row for each period under its system and clause, with whose it still is."""
    heads = [("period", "周期"), ("due", "期限"), *(("narrow", state) for state in STATES), ("left", "尚未办理")]
    columns = "".join(f'<th class="{kind}" scope="col">{label}</th>' for kind, label in heads)
    yield f"<table>\n<thead><tr>{columns}</tr></thead>"
    for system, groups in groupby(board.groups(), key=lambda group: group[0].system):
        rows = list(groups)
        cited = "；".join(dict.fromkeys(line.clause for line, _, _ in rows))
        clause = f'{escape(system)}<span class="clause">依据：{escape(cited)}</span>'
        yield f'<tbody><tr class="head"><th colspan="{len(heads)}" scope="rowgroup">{clause}</th></tr>'
        for line, counts, lines in rows:
            numbers = "".join(f'<td class="number">{counts[state] or ""}</td>' for state in STATES)
            first = f"<td>{escape(line.period)}</td><td>{line.due.isoformat()}</td>"
            yield f"<tr>{first}{numbers}<td>{_left(lines)}</td></tr>"
        yield "</tbody>"
    yield "</table>"


def _left(lines: Sequence[BoardLine]) -> str:
    """逾期：甲、乙；未到期：丙."""
    named = ((state, [line.subject for line in lines if line.state == state]) for state in (_LATE, _OPEN, _WAITING))
    return "；".join(f"{state}：{'、'.join(map(escape, names))}" for state, names in named if names)
