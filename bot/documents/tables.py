"""Reads the first sheet of an .xlsx or a .csv as rows of texts. What a cell means is for others to say."""

import codecs
import csv
import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path, PurePath
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

Row = tuple[int, tuple[str, ...]]

_UNPACKED_MOST = 100_000_000  # bytes: what is small and unpacks to more is no table but an attack
_ENCODINGS = ("utf-8-sig", "gb18030")
# What openpyxl lets through when a file is damaged, encrypted or another format under this name.
_DAMAGE = (BadZipFile, ParseError, KeyError, ValueError, TypeError, EOFError, OSError)


class TableError(Exception):
    """The file cannot be read as a table; the text is the key of a short text that says why."""


def read_rows(path: Path, limit: int) -> list[Row]:
    """The rows that are not blank, each with its number in the sheet (from 1); cells are stripped texts.

    At most ``limit`` + 1 rows are read: whoever gets that many knows that the file is too long.
    Raises TableError.
    """
    if path.suffix.lower() in _READERS and not path.is_file():
        raise TableError("roster.no_file")
    return read_content(path.name, path.read_bytes() if path.is_file() else b"", limit)


def read_content(name: str, content: bytes, limit: int) -> list[Row]:
    """The same of a file that somebody sent, by its name and what it holds."""
    reader = _READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise TableError("roster.wrong_type")
    rows: list[Row] = []
    for number, cells in enumerate(reader(content), start=1):
        if any(cells):
            rows.append((number, cells))
        if len(rows) > limit:
            break
    return rows


def _xlsx(content: bytes) -> Iterator[tuple[str, ...]]:
    from openpyxl import load_workbook  # when a file is read, not when the bot starts
    from openpyxl.utils.exceptions import InvalidFileException

    # openpyxl warns of styles and extensions that it drops; we only want the values.
    with warnings.catch_warnings(), io.BytesIO(content) as file:
        warnings.simplefilter("ignore", UserWarning)
        try:
            if sum(part.file_size for part in ZipFile(file).infolist()) > _UNPACKED_MOST:
                raise TableError("roster.damaged")
            workbook = load_workbook(file, read_only=True, data_only=True)
            sheet = workbook.worksheets[0]
            # Some programs write a wrong size into the sheet, and then most rows would not be seen.
            sheet.reset_dimensions()
            for row in sheet.iter_rows(values_only=True):
                yield tuple(_text(value) for value in row)
            workbook.close()
        except (*_DAMAGE, InvalidFileException, IndexError) as error:
            raise TableError("roster.damaged") from error


def _csv(content: bytes) -> Iterator[tuple[str, ...]]:
    try:
        text = _decoded(content)
        separator = "\t" if "\t" in text.partition("\n")[0] else ","
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield tuple(cell.strip() for cell in row)
    except csv.Error as error:
        raise TableError("roster.bad_csv") from error


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # Excel's “Unicode 文本”
        return content.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError("roster.encoding")


def _text(value: object) -> str:
    """A cell as its reader sees it: whole numbers without a point, dates as 2020-07-01."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


_READERS = {".xlsx": _xlsx, ".csv": _csv}
