"""A file of a branch's own values: ``[dues.due_day]`` with ``value``, ``from``, ``reason``; read whole or not."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.rules.overrides import overridable
from bot.rules.rulebook import Rulebook, RulebookError
from bot.rules.rulebook_schema import changed

REASON_MOST = 200  # characters
_KEYS = {"value", "from", "reason"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """From ``since`` on ``value`` (as rulebook.toml spells it) for a field; ``line`` is that of the value."""

    entry: str
    name: str
    value: Any
    since: date
    reason: str
    line: int


@dataclass(frozen=True)
class Fault:
    """What is wrong, on which line (None: nobody knows): a short text, and its facts."""

    line: int | None
    key: str
    facts: dict[str, Any]


def read(text: str, shipped: Rulebook, today: date) -> tuple[list[Row], list[Fault]]:
    """The rows of the file, and all that is wrong with it; where anything is, nothing of it is to be used."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [], [Fault(None, "rulebook.no_toml", {"reason": str(error)})]
    rows, faults = list[Row](), list[Fault]()
    for entry, name, table in _tables(data):
        found = _row(entry, name, table, shipped, today, text.splitlines())
        (rows if isinstance(found, Row) else faults).append(found)  # type: ignore[arg-type]
    faults += _impossible(rows, shipped)
    if not rows and not faults:
        faults.append(Fault(None, "rulebook.nothing_in_file", {}))
    return rows, sorted(faults, key=lambda fault: fault.line or 0)


def _tables(data: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Each field's table; what is none has no name."""
    for entry, fields in data.items():
        if isinstance(fields, dict) and fields:
            yield from ((entry, name, table) for name, table in fields.items())
        else:
            yield entry, "", fields


def _row(
    entry: str, name: str, table: Any, shipped: Rulebook, today: date, lines: list[str],  # noqa: ANN401 - any TOML
) -> Row | Fault:  # fmt: skip
    called = f"{entry}.{name}".rstrip(".")
    line = _line(lines, f"[{called}]")
    if (entry, name) not in overridable():
        known = shipped.entries.get(entry)
        if known is None or not hasattr(known, name or "clause"):
            return Fault(line, "rulebook.unknown_field", {"field": called})
        return Fault(line, "rulebook.fixed", {"clause": known.clause})
    if not isinstance(table, dict) or table.keys() != _KEYS:
        return Fault(line, "rulebook.wrong_keys", {"field": called})
    since, reason = table["from"], table["reason"]
    if not isinstance(since, date) or isinstance(since, datetime):
        return Fault(_line(lines, "from", line), "rulebook.unknown_day", {})
    if since < today:
        return Fault(_line(lines, "from", line), "rulebook.past_day", {})
    if not isinstance(reason, str) or not 0 < len(reason.strip()) <= REASON_MOST:
        return Fault(_line(lines, "reason", line), "rulebook.bad_reason", {"most": REASON_MOST})
    at = _line(lines, "value", line)
    return Row(entry=entry, name=name, value=table["value"], since=since, reason=reason.strip(), line=at)


def _impossible(rows: Sequence[Row], shipped: Rulebook) -> Iterator[Fault]:
    """The first value of each entry that the schema does not allow beside the others of the file."""
    by_entry: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        by_entry[row.entry][row.name] = row
    for entry, mine in by_entry.items():
        try:
            changed(shipped.entries[entry], {name: row.value for name, row in mine.items()}, entry)
        except RulebookError as error:
            yield fault_of(error, list(mine.values()))


def fault_of(error: RulebookError, rows: Sequence[Row]) -> Fault:
    """A complaint of the schema at the row that it is about, or else at the first of that entry."""
    entry = error.place[0] if error.place else rows[0].entry
    mine = [row for row in rows if row.entry == entry] or list(rows)
    row = next((row for row in mine if row.name in error.place), mine[0])
    field = overridable()[row.entry, row.name]
    return Fault(row.line, "rulebook.impossible", {"label": field.label.both, "possible": field.possible.both})


def _line(lines: list[str], start: str, after: int = 0) -> int:
    """The number of the first line below ``after`` that begins so; that of ``after`` where none does."""
    found = (number for number, line in enumerate(lines, start=1) if number > after and _begins(line, start))
    return next(found, max(after, 1))


def _begins(line: str, start: str) -> bool:
    return line.strip().replace(" ", "").startswith(start)
