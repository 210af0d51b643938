"""The rulebook for whoever reads it outside: as data, and as a page (docs/rulebook.md is made of it)."""

import json
from dataclasses import asdict, fields
from datetime import time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bot.rules import clauses
from bot.rules.clauses import Clause
from bot.rules.language import Language
from bot.rules.rulebook import Entry, load

_CITED = {field.name for field in fields(Entry)}
_HEADS = {
    Language.ZH: ("规则", "这一页由 `python -m bot rulebook` 生成。", "机器人按什么办", "逐条对照"),
    Language.EN: (
        "The rules", "This page is printed by `python -m bot rulebook`.", "What the bot goes by", "Clause by clause",
    ),
}  # fmt: skip
_COLUMNS = {
    Language.ZH: (("名称", "标题", "条款", "出处", "取值"), ("条款", "标题", "由什么落实")),
    Language.EN: (("name", "title", "clause", "source", "values"), ("clause", "title", "served by")),
}
_TO_VERIFY = {Language.ZH: "（待核实）", Language.EN: " (to be verified)"}


def as_json() -> str:
    """Every entry with its clause, title, source and values, by its name."""
    entries = {name: asdict(entry) for name, entry in load().entries.items()}
    return json.dumps(entries, ensure_ascii=False, indent=1, default=_spelled)


def as_markdown(language: Language) -> str:
    """Two tables: the entries with their values, and all clauses of the branch's rules with what serves each."""
    title, made, entries, by_clause = _HEADS[language]
    first, second = _COLUMNS[language]
    rows = [_entry(name, entry, language) for name, entry in load().entries.items()]
    served = [_clause(clause, language) for clause in clauses.known()]
    head = [f"# {title}", "", made, ""]
    tables = [f"## {entries}", "", *_table(first, rows), "", f"## {by_clause}", "", *_table(second, served)]
    return "\n".join([*head, *tables])


def _table(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    return [_line(columns), _line(("---",) * len(columns)), *map(_line, rows)]


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', '·') for cell in cells)} |"


def _entry(name: str, entry: Entry, language: Language) -> tuple[str, ...]:
    values = {key: value for key, value in asdict(entry).items() if key not in _CITED}
    said = "; ".join(f"{key} = {_value(value)}" for key, value in values.items())
    source = entry.source + (_TO_VERIFY[language] if entry.verify else "")
    return f"`{name}`", entry.title.say(language), entry.clause.say(language), source, said or "—"


def _value(value: object) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(_value(each) for each in value)
    if isinstance(value, dict):
        return " ".join(f"{key} {_value(each)}" for key, each in value.items() if each is not None)
    return str(_spelled(value)) if not isinstance(value, bool | int | str) else str(value)


def _clause(clause: Clause, language: Language) -> tuple[str, ...]:
    row = clause.row
    ways = [f"`{row.entry}`" if row.entry else "", row.duty or "", f"`/{row.command}`" if row.command else ""]
    served = " · ".join(way for way in ways if way)
    return (
        f"{clause.document.say(language)} {row.number}",
        row.title.say(language),
        (row.none.say(language) if row.none else served),
    )


def _spelled(value: object) -> Any:  # noqa: ANN401 - any JSON
    match value:
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case Decimal():
            return str(value)
        case time():
            return value.isoformat("minutes")
    return value
