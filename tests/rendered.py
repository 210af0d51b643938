"""Keeps account of which texts the tests rendered, with the real facts of real stories, in both languages.

Every text must have been shown by some story: its facts are then the real ones (a missing fact raises), and the
simulator has checked Telegram's tags and lengths when it was sent. Whatever a story shows in one language is rendered
at the same moment in the other, and compared (tests/twins.py). Workers of pytest-xdist hand their part to the
controller, which judges at the end of a full run.
"""

import re
from contextvars import ContextVar
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.cards.base import Card, Gallery, View
from bot.cards.rulebook import Why
from bot.context import Here
from bot.documents import roster
from bot.documents.tables import Row, read_rows
from bot.routing import Routes
from bot.rules.language import Language
from bot.texts import MESSAGES, Texts, texts_of
from tests import twins

SEEN: set[str] = set()
_painting: ContextVar[bool] = ContextVar("painting", default=False)


def keep_account(patch: pytest.MonkeyPatch) -> None:
    """From now on every rendered text is noted, and its twin looked at."""
    _account_of_texts(patch)
    _account_of_cards(patch)
    toast, run, read = Here.toast, Routes.run, read_rows

    def checked_toast(self: Here, key: str, /, *, alert: bool = False, **facts: object) -> None:
        toast(self, key, alert=alert, **facts)
        twins.check_toast(self.view.texts, key, facts)

    async def listening_run(self: Routes, here: Here) -> None:
        twins.hear(here.update)
        await run(self, here)

    def listening_read(path: Path, limit: int) -> list[Row]:
        rows = read(path, limit)
        twins.know(*(cell for _, cells in rows for cell in cells))
        return rows

    patch.setattr(roster, "read_rows", listening_read)
    patch.setattr(Here, "toast", checked_toast)
    patch.setattr(Routes, "run", listening_run)


def _account_of_texts(patch: pytest.MonkeyPatch) -> None:
    message, short = Texts.message, Texts.short

    def noting_message(self: Texts, language: Language, name: str, facts: dict[str, Any]) -> str:
        text = message(self, language, name, facts)
        SEEN.add(f"{language}/{name}.html.j2")
        if twins.comparing and not _painting.get():
            twin = message(self, twins.OTHER[language], name, twins.translated(facts))
            SEEN.add(f"{twins.OTHER[language]}/{name}.html.j2")
            twins.compare_texts(name, {language: text, twins.OTHER[language]: twin})
        return text

    def noting_short(self: Texts, language: Language, key: str, /, **facts: object) -> str:
        text = short(self, language, key, **facts)
        SEEN.add(f"{language} {key}")
        if twins.comparing and not _painting.get():
            twin = short(self, twins.OTHER[language], key, **twins.translated(facts))
            twins.remember(text, twin)
            SEEN.add(f"{twins.OTHER[language]} {key}")
            twins.compare_texts(key, {language: text, twins.OTHER[language]: twin}, html=False)
        return text

    patch.setattr(Texts, "message", noting_message)
    patch.setattr(Texts, "short", noting_short)


def _account_of_cards(patch: pytest.MonkeyPatch) -> None:
    paint = Gallery.paint

    async def painting_twice(self: Gallery, view: View, name: str, args: dict[str, Any]) -> Card | None:
        token = _painting.set(True)
        try:
            painted = await paint(self, view, name, args)
            if painted is None or not isinstance(view, View):
                return painted
            _check_basis(name, painted)
            if twins.is_new(view.language, name, painted):
                twin = await paint(self, twins.other_view(view), name, args)
                twins.compare_cards(name, {view.language: painted, twins.OTHER[view.language]: twin})
            return painted
        finally:
            _painting.reset(token)

    patch.setattr(Gallery, "paint", painting_twice)


def _check_basis(name: str, painted: Card) -> None:
    """Whatever amount a card shows, it leads to the clause behind it. The sample of a form is nobody's amount."""
    if name == "forms/step" or not re.search(r"\d\.\d\d(</b>)? (元|yuan)", painted.text):
        return
    if not any(isinstance(button.press, Why) for row in painted.buttons for button in row):
        twins.FAULTS.append(f"{name} shows an amount without 依据: {painted.text}")


def unseen() -> list[str]:
    """The texts that nothing has rendered."""
    texts = texts_of(ZoneInfo("Asia/Shanghai"), Language.ZH)
    files = {str(file.relative_to(MESSAGES)) for file in MESSAGES.rglob("*.html.j2")}
    shorts = {f"{language} {key}" for language in Language for key in texts.keys(language)}
    return sorted((files | shorts) - SEEN)
