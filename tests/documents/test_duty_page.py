"""The printable page of the board: well formed, escaped, systems by months."""

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

from bot.documents.duty_board import Board, BoardLine
from bot.documents.duty_page import board_page


class _Reader(HTMLParser):
    """The rows of each table, with how many columns each cell takes; and whether every tag is closed in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.rows: list[list[tuple[str, int]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag in ("meta", "br"):
            return
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append(("", int(dict(attrs).get("colspan") or 1)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1] and {"td", "th"} & set(self.open[-2:]):
            text, wide = self.rows[-1][-1]
            self.rows[-1][-1] = (text + data, wide)


def line(system: str, subject: str, first: date, last: date, state: str) -> BoardLine:
    return BoardLine(
        system=system, subject=subject, period=f"{first}–{last}", first=first, last=last, due=last, state=state,
        evidence="", clause="某制度 1（<某事>）",
    )  # fmt: skip


OCTOBER, LAST = (date(2026, 10, 1), date(2026, 10, 31)), date(2026, 12, 31)
LINES = [
    line("党费", "甲<b>", *OCTOBER, "逾期"),
    line("党费", "乙&", *OCTOBER, "已办"),
    line("预备党员考察", "丙", date(2026, 9, 10), date(2026, 12, 9), "未到期"),
    line("预备党员考察", "丁", date(2026, 9, 20), date(2026, 12, 19), "已办"),
    line("党课", "支部", date(2026, 10, 1), LAST, "已办"),
    line("换届", "支部", date(2023, 12, 10), date(2026, 12, 9), "逾期"),
    line("年度汇报", "支部", date(2026, 1, 1), LAST, "待收讫"),
]


def read(lines: list[BoardLine]) -> _Reader:
    page = board_page(Board("支部<script>alert(1)</script>", 2026, date(2026, 11, 2), lines)).decode()
    assert "<script>" not in page
    reader = _Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def test_each_system_has_a_row_over_twelve_months_and_a_span_of_days_stands_where_it_ends() -> None:
    reader = read(LINES)
    year = {row[0][0]: row[1:] for row in reader.rows[1:6]}
    assert all(sum(wide for _, wide in cells) == 12 for cells in year.values())
    assert year["党费"][9] == ("1／2逾期 1", 1)
    assert year["预备党员考察"][11] == ("1／2", 1)
    assert year["党课"][9] == ("1／1", 3)
    assert year["换届"][11] == ("0／1逾期 1", 1)
    assert year["年度汇报"] == [("0／1", 12)]


def test_periods_that_overlap_stand_below_each_other_and_every_clause_is_named() -> None:
    talks = [
        line("谈心谈话", "甲", date(2026, 1, 1), LAST, "已办"),
        replace(line("谈心谈话", "乙", date(2026, 11, 1), date(2026, 11, 30), "逾期"), clause="某制度 2（另一事）"),
    ]
    reader = read(talks)
    assert reader.rows[1] == [("谈心谈话", 1), ("1／1", 12)]
    assert reader.rows[2] == [*[("", 1)] * 10, ("0／1逾期 1", 1), ("", 1)]
    assert any("依据：某制度 2（另一事）；某制度 1（<某事>）" in cell for row in reader.rows for cell, _ in row)


def test_names_and_clauses_are_data_and_what_is_left_is_named() -> None:
    reader = read(LINES)
    cells = [cell for row in reader.rows for cell, _ in row]
    assert "逾期：甲<b>" in cells
    assert any("依据：某制度 1（<某事>）" in cell for cell in cells)
    assert not any("乙&" in cell for cell in cells), "whoever is done is not listed"
    assert reader.tags <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "thead", "tbody", "tr", "th", "td",
        "br", "span",
    }  # fmt: skip


def test_a_board_without_duties_is_a_page_too() -> None:
    assert len(read([]).rows) == 2
