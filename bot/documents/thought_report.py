"""思想汇报 in its customary layout: title, 敬爱的党组织, text, who and when; then pictures of the handwriting."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.shared import Mm

from bot.documents import word
from bot.documents.plain import legal
from bot.rules.language import Language, say_day

_TITLE = "思想汇报"
_GREETING = "敬爱的党组织："
_GREETED = re.compile(r"\s*((?:敬爱的|尊敬的|亲爱的)党(?:组织|支部)?)\s*[：:，,]?\s*")
_SIGNED = re.compile(r"\s*(?:汇报人|申请人|本人签名)\s*[：:]")
_DATED = re.compile(r"\s*\d{4}\s*(?:年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[-./]\d{1,2}[-./]\d{1,2})\s*")
_WIDEST, _HIGHEST = 156, 210  # mm that a picture may take, on a page of its own
_BROKEN = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)


@dataclass(frozen=True, kw_only=True)
class ReportPaper:
    """One version as it was handed in: ``pictures`` are JPEG or PNG files in their order, ``day`` is the branch's."""

    branch: str
    author: str
    text: str
    day: date
    moment: datetime
    pictures: tuple[bytes, ...] = ()


def write(facts: ReportPaper) -> bytes:
    """The report as a Word file (.docx). Title, greeting and signature that the author wrote are not written twice."""
    document = word.paper(f"{facts.author}{_TITLE}", facts.branch, facts.moment)
    word.heading(document, _TITLE)
    lines = [line.strip() for line in legal(facts.text).split("\n") if line.strip()]
    if lines and lines[0].strip("《》 ") == _TITLE:
        lines.pop(0)
    greeting, lines = _greeted(lines)
    word.address(document, greeting)
    lines, closing = _signed(lines, facts)
    for line in lines:
        word.body(document, line)
    word.closing(document, *closing)
    for number, picture in enumerate(facts.pictures, 1):
        _picture(document, picture, f"附：手写原件照片（{number}/{len(facts.pictures)}）")
    return word.saved(document)


def _greeted(lines: list[str]) -> tuple[str, list[str]]:
    """How it begins, as the author has it, and the rest."""
    found = _GREETED.match(lines[0]) if lines else None
    if found is None:
        return _GREETING, lines
    rest = lines[0][found.end() :]
    return f"{found[1]}：", [*([rest] if rest else []), *lines[1:]]


def _signed(lines: list[str], facts: ReportPaper) -> tuple[list[str], list[str]]:
    """The text, and who and when below it: as the author has signed it, else the name and the day of submission."""
    text, signed, dated = list(lines), None, None
    while text and not (signed and dated):
        last = text[-1]
        if dated is None and _DATED.fullmatch(last):
            dated = text.pop()
        elif signed is None and (_SIGNED.match(last) or last.replace(" ", "") == facts.author):
            signed = text.pop()
        else:
            break
    return text, [signed or f"汇报人：{facts.author}", dated or say_day(facts.day, Language.ZH)]


def _picture(document: word.Paper, content: bytes, title: str) -> None:
    """On a page of its own, as large as fits."""
    word.subheading(document, title)
    document.paragraphs[-1].paragraph_format.page_break_before = True
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = 1.0  # else a picture is cut to the height of a line
    try:
        picture = paragraph.add_run().add_picture(BytesIO(content), width=Mm(_WIDEST))
    except _BROKEN:
        word.write(paragraph, "（照片无法放入）")
        return
    if picture.height > Mm(_HIGHEST):
        picture.width, picture.height = round(picture.width * Mm(_HIGHEST) / picture.height), Mm(_HIGHEST)
