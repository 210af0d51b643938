"""What all Excel files of the office share: paper, rows as high as their text, cells that stay data.

XlsxWriter has no types: whatever is called a sheet or a style is its own.
"""

from collections.abc import Iterable
from math import ceil
from typing import Any, TypeAlias
from unicodedata import east_asian_width

from bot.documents.plain import legal

# A cell is data: a name that begins with "=" or "http" stays the text it is.
PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LINE = 20.25  # points; what programs make of 20, for they count in pixels
_A4 = 9  # paper number (XlsxWriter, set_paper)
_LINES_MOST = 20  # in a row, whose height Excel limits to 409 points
_CELL_MOST = 32_767  # characters that Excel takes in a cell

Sheet: TypeAlias = Any
Style: TypeAlias = Any


def paper(sheet: Sheet, *, heads: int, kept: int = 0, portrait: bool = False) -> None:
    """A4, all columns on the width of a page; the first ``heads`` rows come again on each page, and stay on the screen
    with the first ``kept`` columns. Rows are high enough for a line of Chinese in any font."""
    sheet.set_paper(_A4)
    sheet.set_default_row(LINE)
    (sheet.set_portrait if portrait else sheet.set_landscape)()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, heads - 1)
    sheet.freeze_panes(heads, kept)


def number_pages(sheet: Sheet) -> None:
    """At the foot of each."""
    sheet.set_footer("&C第 &P 页，共 &N 页")


def height(cells: Iterable[tuple[str, float]]) -> float:
    """Of a row in points, for these texts in columns of these widths: not every program reckons it up when it opens
    the file, and what does not fit would be cut off."""
    needed = max((ceil(_wide(line) / width) for text, width in cells for line in legal(text).split("\n")), default=1)
    return LINE * min(max(needed, 1), _LINES_MOST)


def _wide(line: str) -> int:
    """In the width of a figure; a Chinese character is as wide as two, and a cell has a margin."""
    return 2 + sum(2 if east_asian_width(character) in "WF" else 1 for character in line)


def write(sheet: Sheet, row: int, place: int, text: str, style: Style) -> None:
    """A text as the text it is."""
    sheet.write_string(row, place, legal(text)[:_CELL_MOST], style)
