"""The README's tables are the code's."""

import re
from pathlib import Path

import pytest

from bot.console.rules import as_markdown
from bot.handlers import ROUTERS
from bot.rules.language import Language
from bot.settings import Settings

ROOT = Path(__file__).parents[2]


def _between(mark: str) -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return readme.split(f"<!-- {mark} -->")[1].split(f"<!-- /{mark} -->")[0]


def test_the_readme_lists_exactly_the_commands_that_exist() -> None:
    # A row may hold the commands of one system, one after the other.
    rows = re.findall(r"^\| ((?:`/\w+` )+)\|", _between("commands"), re.MULTILINE)
    listed = [name for row in rows for name in re.findall(r"/(\w+)", row)]
    existing = [route.key for router in ROUTERS for route in router.routes if route.kind == "command"]
    assert sorted(listed) == sorted(existing)


@pytest.mark.parametrize(("language", "page"), [(Language.EN, "rulebook.md"), (Language.ZH, "rulebook.zh-CN.md")])
def test_the_page_of_the_rules_is_the_rulebook(language: Language, page: str) -> None:
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == as_markdown(language) + "\n"


def test_the_readme_lists_exactly_the_settings_that_exist_with_default_and_meaning() -> None:
    rows = [
        f"| `BOT_{name.upper()}` | {_default(name)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    assert _between("settings").strip().splitlines()[2:] == rows


def _default(name: str) -> str:
    default = Settings.model_fields[name].get_default()
    text = default.get_secret_value() if hasattr(default, "get_secret_value") else default
    return "—" if text in (None, "") else f"`{text}`"
