"""What /mydata hands out is enumerated: every table, every column; and nothing of anybody else's."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, Table, insert, select

from bot.cards.base import Upload
from bot.cards.mydata import file
from bot.console import deed_of
from bot.rules.calendar import Month, Quarter
from bot.rules.words import BallotMethod, Register, Word
from bot.store import own_data
from bot.store.base import Base, Json, MonthColumn, QuarterColumn, Utc, WordColumn
from bot.store.branch import Person
from tests.scene import Scene

TABLES = Base.metadata.tables
PARTS = {part.table: part for part in own_data.parts()}
_CHOSEN: tuple[Word, ...] = (Register.TALK, BallotMethod.OPEN)  # else the first word of a kind
HOUSEKEEPING = {"id", "branch_id"}  # numbers of rows


# ---- the list and the tables


def _first(paths: tuple[str, ...]) -> set[str]:
    return {path.partition(".")[0] for path in paths}


def test_every_table_is_on_the_list_and_every_column_of_it_is_handed_out_or_kept_with_a_reason() -> None:
    assert set(TABLES) == set(PARTS) | set(own_data.without_people())
    assert not set(PARTS) & set(own_data.without_people())
    for name, part in PARTS.items():
        columns = {column.name for column in TABLES[name].columns}
        named = _first(part.owners) | _first(part.columns) | set(part.kept)
        assert columns - named <= HOUSEKEEPING, f"{name}: hand these out, or say why not"
        assert named <= columns, name
        assert not (_first(part.columns) | _first(part.owners)) & (set(part.kept) - set(part.erase)), name


def test_every_column_that_names_a_person_is_on_the_list() -> None:
    people = TABLES["people"].c.id
    for name, table in TABLES.items():
        for column in table.columns:
            if any(key.column is people for key in column.foreign_keys) and name not in own_data.without_people():
                part = PARTS[name]
                assert column.name in _first(part.owners) | _first(part.columns) | set(part.kept), (name, column.name)


def test_a_table_without_people_that_names_one_says_why() -> None:
    for name, reason in own_data.without_people().items():
        assert reason.strip(), name
    for part in PARTS.values():
        assert all(reason.strip() for reason in part.kept.values()), part.table


# ---- the file and the rows


class _Filling:
    """One row in every table for one person, every text of it a sentinel of its own."""

    def __init__(self, mark: str, number: int, seal: Any) -> None:  # noqa: ANN401 - the cipher's
        self.mark = mark
        self.number = number
        self.seal = seal
        self.sealed: dict[str, str] = {}

    def rows(self) -> Iterator[tuple[Table, dict[str, Any]]]:
        for table in Base.metadata.sorted_tables:
            if table.name not in ("branches", "teams"):
                yield table, {column.name: self._value(table, column) for column in table.columns}

    def text(self, table: str, column: str) -> str:
        """The sentinel; ASCII, so that it reads the same in JSON."""
        return f"{self.mark}-{table}-{column}"

    def _value(self, table: Table, column: Column[Any]) -> Any:  # noqa: ANN401 - of any type
        kind, name = column.type, column.name
        if column.foreign_keys:
            target = next(iter(column.foreign_keys)).column.table.name
            return 1 if target in ("branches", "teams") else None if name == "earlier_id" else self.number
        if isinstance(kind, WordColumn):
            words: Any = kind.words  # an enum
            return next((word for word in _CHOSEN if isinstance(word, words)), next(iter(words)))
        if isinstance(kind, LargeBinary):
            return self.seal(self.text(table.name, name))
        if isinstance(kind, Json):
            return {"x": self.text(table.name, name)}
        if isinstance(kind, Utc):
            return datetime(2026, 10, 1, tzinfo=UTC)
        if isinstance(kind, MonthColumn | QuarterColumn):
            return Month(2026, 10) if isinstance(kind, MonthColumn) else Quarter(2026, 3)
        if isinstance(kind, Date):
            return None if name == "left_on" else date(2026, 10, self.number - 9000)
        if isinstance(kind, Boolean):
            return True
        if isinstance(kind, Integer):
            return self.number
        text = self.text(table.name, name)
        limit = getattr(kind, "length", None) or len(text)
        return "zh" if name == "language" else text[:limit] if limit >= len(text) else f"{self.mark}{name}"[:limit]


async def _filled(branch: Scene) -> dict[str, bytes]:
    """The store filled for two people who share nothing; answers the files of the first one's zip."""
    await branch.stop()
    async with deed_of(branch.settings) as deed:
        own = _Filling("OWN", 9001, deed.keys.reports.seal)
        for filling in (_Filling("OTHER", 9002, deed.keys.reports.seal), own):
            for table, row in filling.rows():
                await deed.session.execute(insert(table).values(row))
        person = (await deed.session.scalars(select(Person).where(Person.id == 9001))).unique().one()
        view = _view(branch, deed, person)
        painted = await file(view)
    assert painted is not None
    assert isinstance(painted.media, Upload)
    assert not painted.protect
    content = painted.media.content
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def _view(branch: Scene, deed: Any, person: Person) -> Any:  # noqa: ANN401
    from bot.app import build

    studio = build(branch.settings).engine.studio
    return studio.view(deed.session, deed.branch, person, deed.now, deed.book)


def _readable(files: dict[str, bytes]) -> str:
    """Everything in the zip as text, workbooks opened too."""
    said = []
    for name, content in files.items():
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                said += [book.read(part).decode("utf-8", "replace") for part in book.namelist()]
        else:
            said.append(content.decode("utf-8"))
        said.append(name)
    return "\n".join(said)


async def test_the_file_holds_all_that_is_the_persons_own_and_nothing_of_anybody_elses(branch: Scene) -> None:
    files = await _filled(branch)
    everything = _readable(files)
    assert "OTHER" not in everything
    assert "9002" not in everything
    told = json.loads(files["mydata.json"])
    for name, part in PARTS.items():
        rows = told[part.section][name]
        assert rows, f"nothing of {name} is in the file"
        for path in part.columns:
            shown = own_data.shown(path)
            assert shown in rows[0], f"{name}.{path} is not in the file"
            assert rows[0][shown] is not None or path in ("left_on",), f"{name}.{path} is empty"
    assert told["reports"]["reports"][0]["text"] == "OWN-reports-text"
    assert told["registers"]["register_entries"][0]["note"] == "OWN-register_entries-note"
    assert "党费_2026.xlsx" in files
    assert b"OWN-reports-text" in [files[name] for name in files if name.startswith("思想汇报")]


async def test_what_is_personal_is_erased_and_figures_stay(branch: Scene) -> None:
    await _filled(branch)
    async with deed_of(branch.settings) as deed:
        await own_data.erase(deed.session, 9001, deed.keys.reports.seal(""))
        cipher = deed.keys.reports
    rows = await branch.place.rows()
    left = {table: [row for row in found if 9001 in row.values()] for table, found in rows.items()}
    others = {table: [row for row in found if 9002 in row.values()] for table, found in rows.items()}
    for name, part in PARTS.items():
        assert others[name], f"{name}: somebody else's row is gone"
        if part.erase == own_data.ROWS:
            assert not left[name], name
        for column in () if part.erase == own_data.ROWS else part.erase:
            value, other = left[name][0][column], others[name][0][column]
            empty = value is None or value == 0 or (isinstance(value, bytes) and cipher.open(value) == "")
            assert empty, f"{name}.{column}"
            assert other not in (None, 0), f"{name}.{column} of somebody else"
    assert left["dues"][0]["due"] == 9001
    assert left["dues_entries"][0]["amount"] == 9001
    assert left["people"][0]["name"] == "OWN-people-name"
    assert left["electors"][0]["choice"]


@pytest.mark.parametrize("register", [each for each in Register if each is not Register.TALK])
async def test_of_registers_only_talks_are_handed_to_whom_they_are_about(branch: Scene, register: Register) -> None:
    await branch.stop()
    async with deed_of(branch.settings) as deed:
        for table, row in _Filling("OWN", 9001, deed.keys.reports.seal).rows():
            await deed.session.execute(
                insert(table).values({**row, **({"register": register} if "register" in row else {})})
            )
        person = (await deed.session.scalars(select(Person).where(Person.id == 9001))).unique().one()
        found = await own_data.collected(deed.session, person)
    assert found["registers"]["register_entries"] == []
