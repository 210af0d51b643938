"""The roster file: empty, as an office fills it in; and with everybody, as it is mended and imported again."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from bot.documents import excel
from bot.documents.excel import Sheet, Style
from bot.documents.roster_cells import Column, RosterRow
from bot.rules.language import Language, listed
from bot.rules.money import FEN_A_YUAN
from bot.rules.words import Employment, Post, Status, Word

Short = Callable[..., str]  # renders a short text: key, facts

_SAMPLES_OF = {
    Language.ZH: ("示例甲（请删除本行）", "示例乙（请删除本行）"),
    Language.EN: ("Sample A (delete this row)", "Sample B (delete this row)"),
}
# Whoever's name is one of these is a sample; the reader skips the row.
SAMPLE_NAMES = tuple(name for names in _SAMPLES_OF.values() for name in names)
_LAST_ROW = 5000


def _samples(language: Language, short: Short) -> list[dict[Column, str | float]]:
    first, second = _SAMPLES_OF[language]
    team = short("roster.sample_team")
    member, leader = Post.ORGANIZATION.say(language), Post.TEAM_LEADER.say(language)
    return [
        {
            Column.NAME: first,
            Column.TEAM: team,
            Column.POSTS: listed((member, leader), language),
            Column.STATUS: Status.FULL.say(language),
            Column.JOINED: "2010-07-01",
            Column.CONFIRMED: "2011-07-01",
            Column.EMPLOYMENT: Employment.EMPLOYED.say(language),
            Column.BASE: "8700.00",
            Column.PHONE: "00000000000",
        },
        {
            Column.NAME: second,
            Column.TEAM: team,
            Column.STATUS: Status.PROBATIONARY.say(language),
            Column.JOINED: "2026-03-01",
            Column.EMPLOYMENT: Employment.EMPLOYED.say(language),
            Column.BASE: "4200.00",
        },
    ]


_LISTS: dict[Column, tuple[type[Word], str]] = {
    # Several posts are allowed, so the list only suggests; the other two refuse what is not in it.
    Column.POSTS: (Post, "information"),
    Column.STATUS: (Status, "stop"),
    Column.EMPLOYMENT: (Employment, "stop"),
}
_EXPLAINED = 90  # width of the column that says how a column is filled in


def write_template(path: Path, language: Language, short: Short) -> None:
    """Writes an .xlsx, or a .csv in UTF-8 with BOM so that Excel opens it right. ValueError for another suffix."""
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        path.write_bytes(_book(_samples(language, short), language, short))
    elif suffix == ".csv":
        _write_csv(path, language, short)
    else:
        raise ValueError("the template is .xlsx or .csv")


def _headers(language: Language) -> list[str]:
    return [column.say(language) for column in Column]


def _write_csv(path: Path, language: Language, short: Short) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_headers(language))
        writer.writerows(_cells(sample) for sample in _samples(language, short))


def roster_book(people: Iterable[RosterRow], language: Language, short: Short) -> bytes:
    """The .xlsx of these people in the order given, bases in yuan as numbers."""
    return _book([_row(person, language) for person in people], language, short)


def _row(person: RosterRow, language: Language) -> dict[Column, str | float]:
    return {
        Column.NAME: person.name,
        Column.TEAM: person.team or "",
        Column.POSTS: listed([post.say(language) for post in sorted(person.posts)], language),
        Column.STATUS: person.status.say(language),
        Column.JOINED: person.joined.isoformat() if person.joined else "",
        Column.CONFIRMED: person.confirmed.isoformat() if person.confirmed else "",
        Column.EMPLOYMENT: person.employment.say(language) if person.employment else "",
        Column.BASE: "" if person.base is None else person.base / FEN_A_YUAN,
        Column.PHONE: person.phone or "",
    }


def _book(rows: Iterable[Mapping[Column, str | float]], language: Language, short: Short) -> bytes:
    import xlsxwriter  # when a file is made, not when the bot starts

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, excel.PLAIN) as workbook:
        bold = workbook.add_format({"bold": True, "bg_color": "#F2F2F2", "border": 1})
        # Text keeps phones and dates as they were typed.
        text, money = workbook.add_format({"num_format": "@"}), workbook.add_format({"num_format": "0.00"})
        sheet = workbook.add_worksheet(short("roster.sheet"))
        excel.paper(sheet, heads=1, kept=1)
        sheet.set_column(0, len(Column) - 1, 18, text)
        sheet.write_row(0, 0, _headers(language), bold)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(_cells(row)):
                if isinstance(cell, float):
                    sheet.write_number(number, place, cell, money)
                elif cell:
                    excel.write(sheet, number, place, cell, text)
        for column, (kind, severity) in _LISTS.items():
            _offer(sheet, list(Column).index(column), [word.say(language) for word in kind], severity, short)
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        _explain(workbook.add_worksheet(short("roster.notes")), bold, wrapped, language, short)
    return content.getvalue()


def _cells(row: Mapping[Column, str | float]) -> list[str | float]:
    return [row.get(column, "") for column in Column]


def _offer(sheet: Sheet, index: int, words: list[str], severity: str, short: Short) -> None:
    """A list to choose from in one column."""
    sheet.data_validation(
        1,
        index,
        _LAST_ROW,
        index,
        {
            "validate": "list",
            "source": words,
            "error_type": severity,
            "error_title": short("roster.offer_title"),
            "error_message": short("roster.offer_text"),
        },
    )


def _explain(sheet: Sheet, bold: Style, wrapped: Style, language: Language, short: Short) -> None:
    words = {column: list(kind) for column, (kind, _) in _LISTS.items()}
    helps = [short(f"roster.help_{column.value}", words=words.get(column, [])) for column in Column]
    rows = list(zip(_headers(language), helps, strict=True))
    rows += [("", ""), *((short(f"roster.note_{of}"), short(f"roster.help_{of}")) for of in ("samples", "again"))]
    excel.paper(sheet, heads=1)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, _EXPLAINED)
    sheet.write_row(0, 0, [short("roster.note_column"), short("roster.note_how")], bold)
    for number, (column, help_) in enumerate(rows, start=1):
        sheet.set_row(number, excel.height([(help_, _EXPLAINED)]))
        excel.write(sheet, number, 0, column, wrapped)
        excel.write(sheet, number, 1, help_, wrapped)
