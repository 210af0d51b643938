"""What all Word files of the office share: paper, fonts, tables, lines to sign on.

A4 with the margins of official papers (GB/T 9704—2012): 仿宋 for text, 黑体 for titles, the page number between dashes
at the foot. Every run names its East-Asian font, or Word and LibreOffice would each take another.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx import document as docx_document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from bot.documents.plain import legal

Paper: TypeAlias = docx_document.Document

TEXT, TITLE = "仿宋", "黑体"
WIDTH, HEIGHT = 210, 297  # A4, in mm
MARGINS = (37, 26, 35, 28)  # top, right, bottom, left, in mm
FORM = (25, 26, 24, 28)  # of a form, which should stay on one page
BLANK = "＿＿＿"  # a gap within a line, to be filled in by hand
CENTRE, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
_MOST = 255  # characters that a property of a document takes
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can hold


def paper(title: str, author: str, moment: datetime, margins: Sequence[int] = MARGINS) -> Paper:
    """An empty A4 document with fonts, margins (top, right, bottom, left, in mm) and page numbers."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    top, right, bottom, left = (Mm(size) for size in margins)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = top, right, bottom, left
    section.footer_distance = Mm(max(5, margins[2] - 10))
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(16)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = Pt(28)
    normal.paragraph_format.widow_control = True
    _fonts(normal.element.get_or_add_rPr(), TEXT)
    _number_pages(section.footer.paragraphs[0])
    about = document.core_properties
    about.title, about.author, about.language = legal(title)[:_MOST], legal(author)[:_MOST], "zh-CN"
    about.created = about.modified = moment.astimezone(UTC).replace(tzinfo=None)
    about.comments = ""
    return document


def saved(document: Paper) -> bytes:
    """The file. The same document is the same bytes, whenever it is saved: a hash can be compared."""
    written, steady = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(steady, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = ZipInfo(name, _LONG_AGO)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return steady.getvalue()


def heading(document: Paper, *lines: str, size: float = 22, anew: bool = False) -> None:
    """The title in the middle; ``anew``: on a new page."""
    for number, line in enumerate(lines):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.page_break_before = anew and number == 0
        paragraph.alignment = CENTRE
        paragraph.paragraph_format.line_spacing = Pt(size * 1.45)
        paragraph.paragraph_format.keep_with_next = True
        write(paragraph, line, font=TITLE, size=size)
    document.paragraphs[-1].paragraph_format.space_after = Pt(10)


def subheading(document: Paper, text: str) -> None:
    """一、…"""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Pt(6)
    write(paragraph, text, font=TITLE)


def body(document: Paper, text: str, *, keep: bool = False) -> None:
    """Text of people or of ours: a paragraph a line, indented by two characters; ``keep``: on the page of the next."""
    for line in legal(text).split("\n"):
        if not line.strip():
            continue
        paragraph = document.add_paragraph()
        _indent(paragraph)
        paragraph.paragraph_format.keep_with_next = keep
        write(paragraph, line.strip())


def address(document: Paper, text: str) -> None:
    """Whom a letter is written to: a line of its own, not indented."""
    write(document.add_paragraph(), text)


def note(document: Paper, text: str, *, before: float = 0) -> None:
    """A line in the size of a table's text, ``before`` points below what stands above it."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = 1.1
    paragraph.paragraph_format.space_before = Pt(before)
    write(paragraph, text, size=12)


def blank_lines(document: Paper, count: int) -> None:
    """Ruled lines to write on."""
    for _ in range(count):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(30)
        _rule(paragraph, _text_width(document))
        write(paragraph, "\u00a0\t")  # a line without any text would be lower than the others


def to_fill_in(document: Paper, label: str) -> None:
    """A label and a line behind it to write on."""
    paragraph = document.add_paragraph()
    _indent(paragraph)
    _rule(paragraph, _text_width(document))
    write(paragraph, f"{label}\t")


def signatures(document: Paper, *rows: Sequence[str]) -> None:
    """Lines to sign on: each row its labels, two side by side, each with a line behind it. They stay together, and
    with what stands above them: nobody signs an empty page."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    share = _text_width(document) / 2
    for number, labels in enumerate(rows):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(8 if number else 28)
        paragraph.paragraph_format.keep_with_next = number < len(rows) - 1
        stops = paragraph.paragraph_format.tab_stops
        for place in range(len(labels)):
            stops.add_tab_stop(Mm(share * (place + 1) - 6), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
            stops.add_tab_stop(Mm(share * (place + 1)), WD_TAB_ALIGNMENT.LEFT)
        write(paragraph, "\t".join(f"{label}\t" for label in labels))


def closing(document: Paper, *lines: str) -> None:
    """落款: who and when, on the right."""
    for number, line in enumerate(lines):
        paragraph = document.add_paragraph()
        paragraph.alignment = RIGHT
        paragraph.paragraph_format.space_before = Pt(0 if number else 24)
        paragraph.paragraph_format.right_indent = Mm(11)
        write(paragraph, line)


def write(paragraph: Paragraph, text: str, *, font: str = TEXT, size: float | None = None) -> None:
    """A run of text with its fonts."""
    run = paragraph.add_run(legal(text))
    if size is not None:
        run.font.size = Pt(size)
    _fonts(run._element.get_or_add_rPr(), font)


def _fonts(properties: Any, font: str) -> None:  # noqa: ANN401 - lxml
    """East-Asian text in this font; Latin letters and figures in Times New Roman; all of it Chinese."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name, value in (("ascii", "Times New Roman"), ("hAnsi", "Times New Roman"), ("cs", "Times New Roman")):
        fonts.set(qn(f"w:{name}"), value)
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


def _indent(paragraph: Paragraph) -> None:
    """By two characters, as Word counts them whatever the font; LibreOffice reads the length beside it."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), "640")


def _rule(paragraph: Paragraph, width: float) -> None:
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)


def _text_width(document: Paper) -> float:
    section = document.sections[0]
    inner = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    return inner / Mm(1)


def _number_pages(paragraph: Paragraph) -> None:
    """— 1 —"""
    paragraph.alignment = CENTRE
    write(paragraph, "— ", size=14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(14)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)
    write(paragraph, " —", size=14)
