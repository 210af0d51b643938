"""The text of a Word file that somebody sent (ECMA-376, .docx): its paragraphs, and nothing else.

Only the main part of the package is read, up to a bound, so pictures, macros and other parts are never unpacked.
"""

from collections.abc import Iterator
from enum import StrEnum
from io import BytesIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile
from zlib import error as zlib_error

_MOST = 4_000_000  # bytes of the main part unpacked: a report of 20,000 characters takes a tenth of it
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how a .doc begins, and a .docx with a password
_ZIP = b"PK"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same again, for old programs
_RELATIONS = "_rels/.rels"
_USUAL = "word/document.xml"
_DAMAGE = (
    BadZipFile, KeyError, ElementTree.ParseError, EOFError, NotImplementedError, OSError, RecursionError, ValueError,
    zlib_error,
)  # fmt: skip


class Trouble(StrEnum):
    """Why a file gave no text."""

    LOCKED = "locked"  # with a password, or of an old Word
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    EMPTY = "empty"


class Unreadable(Exception):
    """The file holds no text that could be taken, and why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def text_of(content: bytes) -> str:
    """The paragraphs of a .docx, those of its tables too, one a line; Unreadable where there are none."""
    if content.startswith(_OLE):
        raise Unreadable(Trouble.LOCKED)
    if not content.startswith(_ZIP):
        raise Unreadable(Trouble.BROKEN)
    try:
        with ZipFile(BytesIO(content)) as package:
            lines = "\n".join(_paragraphs(_parse(_read(package, _main_part(package))))).strip()
    except _DAMAGE as error:
        raise Unreadable(Trouble.BROKEN) from error
    except RuntimeError as error:  # the zip's own password
        raise Unreadable(Trouble.LOCKED) from error
    if not lines:
        raise Unreadable(Trouble.EMPTY)
    return lines


def _main_part(package: ZipFile) -> str:
    """Named by the package's relations; most programs call it word/document.xml."""
    if _RELATIONS in package.namelist():
        for relation in _parse(_read(package, _RELATIONS)):
            if relation.get("Type", "").endswith("/officeDocument"):
                return relation.get("Target", _USUAL).lstrip("/")
    return _USUAL


def _read(package: ZipFile, name: str) -> bytes:
    """A part; what the package says of its size need not be true, so no more than the bound is unpacked."""
    with package.open(name) as part:
        content = part.read(_MOST + 1)
    if len(content) > _MOST:
        raise Unreadable(Trouble.TOO_LARGE)
    return content


def _parse(content: bytes) -> ElementTree.Element:
    """No Word file has a document type; one that has would define entities that grow."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ValueError("no part of a Word file")
    return ElementTree.fromstring(content)


def _paragraphs(element: ElementTree.Element) -> Iterator[str]:
    """In the order of the file; what stands in a frame follows the paragraph that holds it."""
    for child in element:
        if child.tag in (_WORD + "p", _STRICT + "p"):
            space = child.tag[:-1]
            if text := "".join(_words(child, space)).strip():
                yield text
        if child.tag != _FALLBACK:
            yield from _paragraphs(child)


def _words(element: ElementTree.Element, space: str) -> Iterator[str]:
    """The text of a paragraph but for what was deleted (w:delText is none) and for paragraphs within, in frames."""
    for child in element:
        match child.tag.removeprefix(space):
            case "t":
                yield child.text or ""
            case "tab":
                yield " "
            case "br" | "cr":
                yield "\n"
            case "p" | "pPr" | "rPr" | "moveFrom":
                pass
            case _ if child.tag == _FALLBACK:
                pass
            case _:
                yield from _words(child, space)
