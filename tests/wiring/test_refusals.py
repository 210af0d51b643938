"""Every refusal by a rule names the clause; which refusals are not by a rule is said, one by one."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from bot.rules.language import Language

ROOT = Path(__file__).parents[2]
_LISTS = tomllib.loads(Path(__file__).with_name("refusals.toml").read_text(encoding="utf-8"))
NOT_BY_A_RULE = [key for keys in _LISTS.values() for key in keys]


def _refused() -> Iterator[tuple[str, ast.Call]]:
    """The key of each refusal that is spelled out, and where."""
    for file in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _KINDS and node.args:
                key = node.args[0]
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value, node


def _cites(call: ast.Call) -> bool:
    """Whether the call hands over the entry that the text cites."""
    return len(call.args) > 1 or any(word.arg == "entry" for word in call.keywords)


_KINDS = ("Refused", "Misunderstood")
KEYS = {key for key, _ in _refused()}


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


def test_each_that_names_a_clause_hands_over_its_entry_and_so_carries_the_button() -> None:
    """bot/refusals.py and the forms make 【依据】 of the entry, and of nothing else; a story presses it."""
    cited = KEYS - set(NOT_BY_A_RULE)
    without = [(key, call.lineno) for key, call in _refused() if key in cited and not _cites(call)]
    assert without == []
