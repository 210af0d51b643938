"""Tables of the Word files of the office: borders, columns of a given width, heads that come again on each page."""

from collections.abc import Iterable, Sequence
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell

from bot.documents.plain import legal
from bot.documents.word import CENTRE, LEFT, TEXT, TITLE, Paper, write


def table(document: Paper, widths: Sequence[float], padding: float = 1.9) -> Table:
    """A table with borders and these columns, in mm, its text ``padding`` mm away; :func:`row` adds the rows."""
    made: Table = document.add_table(rows=0, cols=len(widths))
    made.style = "Table Grid"
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    _pad(made, padding)
    return made


def row(
    made: Table, cells: Sequence[str], *, widths: Sequence[float], size: float = 12, labels: Iterable[int] = (),
    left: Iterable[int] = (), height: float = 9, spans: Sequence[int] | None = None, header: bool = False,
) -> None:  # fmt: skip
    """One row. ``labels``: places in 黑体; ``left``: places not centred; ``height``: at least, in mm.

    ``spans``: how many columns each cell takes, where not one. A ``header`` comes again on each page.
    """
    added: Any = made.add_row()  # type: ignore[no-untyped-call]
    added.height, added.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    if header:
        _repeat(added._tr)
    bold, flush, all_cells, column = set(labels), set(left), list(added.cells), 0
    for place, (text, span) in enumerate(zip(cells, spans or [1] * len(cells), strict=True)):
        cell = all_cells[column]
        if span > 1:
            cell = cell.merge(all_cells[column + span - 1])
        cell.width = Mm(sum(widths[column : column + span]))
        fill(cell, text, font=TITLE if header or place in bold else TEXT, size=size, centred=place not in flush)
        column += span


def fill(cell: _Cell, text: str, *, font: str = TEXT, size: float = 12, centred: bool = True) -> None:
    """The text of a cell, a paragraph a line."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for number, line in enumerate(legal(text).split("\n")):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.alignment = CENTRE if centred else LEFT
        paragraph.paragraph_format.line_spacing = 1.0
        write(paragraph, line, font=font, size=size)


def _pad(made: Table, padding: float) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(Mm(padding).twips)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties: Any = made._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)


def _repeat(line: Any) -> None:  # noqa: ANN401 - lxml
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    line.get_or_add_trPr().append(mark)
