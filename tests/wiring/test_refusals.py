"""Every refusal by a rule names the clause; which refusals are not by a rule is said, one by one."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from bot.rules.language import Language

ROOT = Path(__file__).parents[2]
_LISTS = tomllib.loads(Path(__file__).with_name("refusals.toml").read_text(encoding="utf-8"))
NOT_BY_A_RULE = [key for keys in _LISTS.values() for key in keys]


def _refused() -> Iterator[str]:
    """The key of each refusal that is spelled out."""
    for file in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _KINDS and node.args:
                key = node.args[0]
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value


_KINDS = ("Refused", "Misunderstood")
KEYS = set(_refused())


def _by_a_rule(language: Language) -> set[str]:
    """Those whose text names a clause; a full run of the tests fails where one has not been shown, clause and all."""
    files = (ROOT / "messages" / language).rglob("short.toml")
    read = {file.parent.name: tomllib.loads(file.read_text(encoding="utf-8")) for file in files}
    texts = {f"{system}.{name}": str(text) for system, found in read.items() for name, text in found.items()}
    return {key for key in KEYS if "clause" in texts[key]}


def test_each_names_its_clause_or_is_said_not_to_be_by_a_rule_and_never_both() -> None:
    assert len(KEYS) > 200  # they are found
    assert len(NOT_BY_A_RULE) == len(set(NOT_BY_A_RULE))
    assert set(NOT_BY_A_RULE) - KEYS == set(), "no refusal any more"
    assert _by_a_rule(Language.ZH) == _by_a_rule(Language.EN) == KEYS - set(NOT_BY_A_RULE)
