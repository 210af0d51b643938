"""What somebody chose in a quiz is read for that person alone, and to be counted: nothing else in the program asks."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2] / "bot"
KEEPERS = {"store/quizzes.py", "actions/quizzes.py"}  # the table and its sums; that a vote is kept
OWN = {"cards/quizzes.py"}  # the own review, and how far I am


def _files_with(*names: str) -> dict[str, list[ast.AST]]:
    """Where one of these names of store/quizzes.py is used, by file."""
    found: dict[str, list[ast.AST]] = {}
    for file in ROOT.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if "quizzes" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            named = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None
            if named in names and file.relative_to(ROOT).as_posix() not in KEEPERS:
                found.setdefault(file.relative_to(ROOT).as_posix(), []).append(node)
    return found


def test_the_table_of_answers_is_touched_by_its_keepers_alone() -> None:
    assert _files_with("QuizAnswer") == {}


def test_what_was_chosen_is_asked_for_the_viewer_alone() -> None:
    assert set(_files_with("choices")) - {"cards/forms.py", "handlers/forms.py", "forms.py"} == OWN
    tree = ast.parse((ROOT / "cards/quizzes.py").read_text(encoding="utf-8"))
    calls = [
        node for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "choices"
    ]  # fmt: skip
    assert [ast.unparse(call.args[2]) for call in calls] == ["view.person.id", "view.person.id"]
