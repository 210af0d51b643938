"""The rulebook for whoever reads it outside: as data, and as a page (docs/rulebook.md is made of it)."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from bot.console import opened
from bot.rules import clauses
from bot.rules.clauses import Clause
from bot.rules.language import Language
from bot.rules.rulebook import Entry, load
from bot.settings import Settings
from bot.store.branch import only_branch
from bot.store.database import revisions
from bot.store.rulebook import overrides

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
_OWN = {
    Language.ZH: ("本支部的数值", ("名称", "数值", "生效日", "理由", "登记人")),
    Language.EN: ("The branch's own values", ("name", "value", "from", "reason", "entered by")),
}
_TO_VERIFY = {Language.ZH: "（待核实）", Language.EN: " (to be verified)"}


@dataclass(frozen=True)
class OwnValue:
    """A value that the branch has set for a field, ``dues.due_day``; None: it has gone back to the shipped one."""

    field: str
    value: Any
    since: date
    reason: str
    by: str | None


async def own_values(settings: Settings) -> list[OwnValue]:
    """All that the branch has set, in the order in which it was entered; none where there is no branch yet."""
    address = make_url(settings.database)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
        return []
    async with opened(settings) as database:
        if await database.revision() != revisions()[-1]:
            return []
        async with database.reading() as session:
            branch = await only_branch(session)
            rows = await overrides(session, branch.id) if branch else []
            return [
                OwnValue(
                    f"{row.entry}.{row.name}", row.value, row.since, row.reason,
                    row.entered_by.name if row.entered_by else None,
                )
                for row in rows
            ]  # fmt: skip


def as_json(own: Sequence[OwnValue] = ()) -> str:
    """Every entry with its clause, title, source and values, by its name, and in ``own`` what the branch has set."""
    entries: dict[str, dict[str, Any]] = {name: _as_in_the_file(entry) for name, entry in load().entries.items()}
    for each in own:
        entry, _, field = each.field.partition(".")
        row = {"field": field, "value": each.value, "since": each.since, "reason": each.reason, "by": each.by}
        entries[entry].setdefault("own", []).append(row)
    return json.dumps(entries, ensure_ascii=False, indent=1, default=_spelled)


def _as_in_the_file(entry: Entry) -> dict[str, Any]:
    return {key: value for key, value in asdict(entry).items() if key not in ("name", "own")}


def as_markdown(language: Language, own: Sequence[OwnValue] = ()) -> str:
    """Two tables: the entries with their values, and all clauses of the branch's rules with what serves each; a third
    with the branch's own values, where there are any."""
    title, made, entries, by_clause = _HEADS[language]
    first, second = _COLUMNS[language]
    rows = [_entry(name, entry, language) for name, entry in load().entries.items()]
    served = [_clause(clause, language) for clause in clauses.known()]
    head = [f"# {title}", "", made, ""]
    tables = [f"## {entries}", "", *_table(first, rows), "", f"## {by_clause}", "", *_table(second, served)]
    return "\n".join([*head, *tables, *(_own(language, own) if own else [])])


def _own(language: Language, own: Sequence[OwnValue]) -> list[str]:
    shipped = {Language.ZH: "原值", Language.EN: "as shipped"}[language]
    rows = [
        (f"`{each.field}`", shipped if each.value is None else _value(each.value), each.since.isoformat(), each.reason,
         each.by or "—")
        for each in own
    ]  # fmt: skip
    title, columns = _OWN[language]
    return ["", f"## {title}", "", *_table(columns, rows)]


def _table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
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
        case date():
            return value.isoformat()
    return value
