"""Keeps account of which texts the tests rendered, with the real facts of real stories.

Every text must have been shown by some story: its facts are then the real ones (a missing fact raises), and the
simulator has checked Telegram's tags and lengths when it was sent. Workers of pytest-xdist hand their part to the
controller, which judges at the end of a full run.
"""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.texts import MESSAGES, Texts

SEEN: set[str] = set()


def keep_account(patch: pytest.MonkeyPatch) -> None:
    """From now on every rendered text is noted."""
    message, short = Texts.message, Texts.short

    def noting_message(self: Texts, language: str, name: str, facts: dict[str, Any]) -> str:
        text = message(self, language, name, facts)
        SEEN.add(f"{language}/{name}.html.j2")
        return text

    def noting_short(self: Texts, language: str, key: str, /, **facts: object) -> str:
        text = short(self, language, key, **facts)
        SEEN.add(f"{language} {key}")
        return text

    patch.setattr(Texts, "message", noting_message)
    patch.setattr(Texts, "short", noting_short)


def unseen() -> list[str]:
    """The texts that nothing has rendered."""
    texts = Texts(ZoneInfo("Asia/Shanghai"))
    files = {str(file.relative_to(MESSAGES)) for file in MESSAGES.rglob("*.html.j2")}
    languages = [folder.name for folder in MESSAGES.iterdir() if folder.is_dir()]
    shorts = {f"{language} {key}" for language in languages for key in texts.keys(language)}
    return sorted((files | shorts) - SEEN)
