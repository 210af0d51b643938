"""Word files read without the library that wrote them: the XML in the zip, as any other program finds it."""

from functools import cached_property
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_TWIPS_A_MM = 1440 / 25.4
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n"}


class Word:
    """What stands in a .docx."""

    def __init__(self, content: bytes) -> None:
        self._zip = ZipFile(BytesIO(content))

    @cached_property
    def _body(self) -> Element:
        return self._xml("word/document.xml")[0]

    def _xml(self, name: str) -> Element:
        return ElementTree.fromstring(self._zip.read(name))

    @property
    def lines(self) -> list[str]:
        """The paragraphs outside tables."""
        return [_text(paragraph) for paragraph in self._body.findall(f"{_W}p")]

    @property
    def tables(self) -> list[list[list[str]]]:
        """The cells of each row of each table, a merged one once."""
        return [
            [[_cell(cell) for cell in row.findall(f"{_W}tc")] for row in table.findall(f"{_W}tr")]
            for table in self._body.findall(f"{_W}tbl")
        ]

    @property
    def everything(self) -> str:
        """All of it."""
        return "\n".join([*self.lines, *(cell for table in self.tables for row in table for cell in row)])

    @property
    def size(self) -> tuple[int, int]:
        """Of the paper, in mm."""
        (paper,) = self._body.iter(f"{_W}pgSz")
        width, height = (round(int(paper.attrib[f"{_W}{side}"]) / _TWIPS_A_MM) for side in ("w", "h"))
        return width, height

    @property
    def fonts(self) -> set[str | None]:
        """Of its Chinese text."""
        runs = [run for run in self._body.iter(f"{_W}r") if run.find(f"{_W}t") is not None]
        return {fonts.get(f"{_W}eastAsia") for run in runs for fonts in run.iter(f"{_W}rFonts")}

    @property
    def foot(self) -> str:
        """What stands at the foot of each page, fields by their names."""
        return "".join(self._xml("word/footer1.xml").itertext())

    @property
    def author(self) -> str | None:
        """Whose file it says it is."""
        return self._xml("docProps/core.xml").findtext(_CREATOR)

    @property
    def pictures(self) -> int:
        """How many."""
        return sum(1 for _ in self._body.iter(f"{_W}drawing"))


def _cell(cell: Element) -> str:
    return "\n".join(_text(paragraph) for paragraph in cell.findall(f"{_W}p"))


def _text(paragraph: Element) -> str:
    parts = (part for run in paragraph.iter(f"{_W}r") for part in run)
    return "".join(_SIGNS.get(part.tag, part.text or "" if part.tag == f"{_W}t" else "") for part in parts)
