"""The audit log: whatever the program writes there can be said in words, and what stands there is never changed."""

import ast
import importlib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.rules.language import Language
from bot.rules.words import Word
from bot.store.database import Database
from bot.texts import texts_of
from tests.databases import Place
from tests.scene import Scene

ROOT = Path(__file__).parents[2] / "bot"
_Function = ast.FunctionDef | ast.AsyncFunctionDef


class _Module:
    """A module that writes to the log, and what its expressions may come to."""

    def __init__(self, file: Path) -> None:
        self.tree = ast.parse(file.read_text(encoding="utf-8"))
        self.name = ".".join(file.relative_to(ROOT.parent).with_suffix("").parts)
        self.functions = [node for node in ast.walk(self.tree) if isinstance(node, _Function)]

    def deeds(self) -> Iterator[str]:
        """The first argument of every ``….audit(…)``."""
        for function in self.functions:
            for call in _calls(function):
                if isinstance(call.func, ast.Attribute) and call.func.attr == "audit":
                    yield from self.come_to(call.args[0], function)

    def come_to(self, node: ast.expr, function: _Function) -> list[str]:
        """Every text that the expression can be there; LookupError where this test cannot tell."""
        match node:
            case ast.Constant(value=str(value)):
                return [value]
            case ast.IfExp(body=body, orelse=orelse):
                return self.come_to(body, function) + self.come_to(orelse, function)
            case ast.JoinedStr(values=values):
                parts = [self.come_to(part, function) for part in values]
                return ["".join(chosen) for chosen in product(*parts)]
            case ast.FormattedValue(value=value):
                return self.come_to(value, function)
            case ast.Attribute(value=ast.Name(id=name), attr="value"):
                return [word.value for word in self._word(name, function)]
            case ast.Name(id=name):
                return self._assigned(name, function) or self._handed(name, function)
        raise LookupError(f"{self.name}: what is {ast.unparse(node)}?")

    def _word(self, name: str, function: _Function) -> type[Word]:
        """A parameter's kind of word, by its annotation."""
        hints = {each.arg: each.annotation for each in (*function.args.args, *function.args.kwonlyargs)}
        hint = hints[name]
        kind = getattr(importlib.import_module(self.name), hint.id if isinstance(hint, ast.Name) else "")
        assert isinstance(kind, type)
        assert issubclass(kind, Word)
        return kind

    def _assigned(self, name: str, function: _Function) -> list[str]:
        assigned = [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
        values = [node.value for node in assigned if [ast.unparse(target) for target in node.targets] == [name]]
        return [text for value in values for text in self.come_to(value, function)]

    def _handed(self, name: str, function: _Function) -> list[str]:
        """What callers in the same module give for the parameter."""
        place = [each.arg for each in function.args.args].index(name)
        found = [
            text
            for caller in self.functions
            for call in _calls(caller)
            if isinstance(call.func, ast.Name) and call.func.id == function.name
            for text in self.come_to(call.args[place], caller)
        ]
        if not found:
            raise LookupError(f"{self.name}: nobody gives {name} to {function.name}")
        return found


def _calls(function: _Function) -> Iterator[ast.Call]:
    return (node for node in ast.walk(function) if isinstance(node, ast.Call))


DEEDS = {deed for file in sorted(ROOT.rglob("*.py")) for deed in _Module(file).deeds()}


def test_the_deeds_are_found() -> None:
    assert len(DEEDS) > 100
    assert {"dues.received", "minutes.closed", "check_in.made_up", "registers.opened", "filing.pack"} <= DEEDS


@pytest.mark.parametrize("language", Language)
def test_every_deed_is_said_in_words_and_nothing_else_is(language: Language) -> None:
    texts = texts_of(ZoneInfo("Asia/Shanghai"), language)
    said = {key.removeprefix("audit.deed_") for key in texts.keys(language) if key.startswith("audit.deed_")}
    assert said == {deed.replace(".", "_") for deed in DEEDS}
    systems = {key.removeprefix("audit.system_") for key in texts.keys(language) if key.startswith("audit.system_")}
    assert systems == {deed.partition(".")[0] for deed in DEEDS}


def test_nothing_in_the_program_changes_or_deletes_rows_of_the_log() -> None:
    changing = [
        f"{file.relative_to(ROOT)}: {ast.unparse(call)}"
        for file in sorted(ROOT.rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).rpartition(".")[2] in ("update", "delete")
        and any("Audit" in ast.unparse(argument) or ast.unparse(argument) == "'audit'" for argument in call.args)
    ]
    assert changing == []


@pytest.mark.parametrize("statement", ["UPDATE audit SET subject = 'x'", "DELETE FROM audit"])
async def test_the_database_itself_refuses_to_change_the_log(branch: Scene, statement: str) -> None:
    await branch.stop()
    before = (await branch.place.rows("audit"))["audit"]
    assert before
    database = Database(branch.place.url)
    with pytest.raises(DBAPIError, match="only ever added to"):
        async with database.writing() as session:
            await session.execute(text(statement))
    await database.close()
    assert (await branch.place.rows("audit"))["audit"] == before


async def test_the_log_can_be_added_to(place: Place, database: Database) -> None:
    async with database.writing() as session:
        await session.execute(text("INSERT INTO branches (name, started) VALUES ('x', '2026-01-01')"))
        insert = (
            "INSERT INTO audit (branch_id, at, deed, subject) VALUES (1, '2026-01-01 00:00:00', 'people.bound', 'x')"
        )
        await session.execute(text(insert))
    assert [row["deed"] for row in (await place.rows("audit"))["audit"]] == ["people.bound"]
