"""Keeps account of which texts the tests rendered, with the real facts of real stories."""

from typing import Any

import pytest

from bot.texts import Texts

MESSAGES: set[str] = set()
SHORTS: set[str] = set()


def keep_account(patch: pytest.MonkeyPatch) -> None:
    """From now on every rendered text is noted."""
    message, short = Texts.message, Texts.short

    def noting_message(self: Texts, language: str, name: str, facts: dict[str, Any]) -> str:
        text = message(self, language, name, facts)
        MESSAGES.add(f"{language}/{name}")
        return text

    def noting_short(self: Texts, language: str, key: str, /, **facts: object) -> str:
        text = short(self, language, key, **facts)
        SHORTS.add(f"{language}/{key}")
        return text

    patch.setattr(Texts, "message", noting_message)
    patch.setattr(Texts, "short", noting_short)
