"""Texts: one file a message, and one ``short.toml`` a system for labels, toasts and questions.

Facts go in, no decisions inside; a fact that is missing is an error (StrictUndefined), never an empty spot.
"""

import re
import tomllib
from datetime import date, datetime
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.rules.calendar import Month, Quarter
from bot.rules.money import Fen, yuan
from bot.rules.when import say_when
from bot.rules.words import Word

TEXT, CAPTION = 4096, 1024  # characters (Bot API, sendMessage.text and sendPhoto.caption)
_CUT = "\n…"
_TAG = re.compile(r"<(/?)([a-z-]+)[^>]*>")

MESSAGES = Path(__file__).parent.parent / "messages"


@cache
def texts_of(zone: ZoneInfo) -> "Texts":
    """The project's texts for a zone; read once a process."""
    return Texts(zone)


class Texts:
    """Renders messages (HTML for Telegram, escaped) and short texts (plain)."""

    def __init__(self, zone: ZoneInfo, folder: Path = MESSAGES) -> None:
        self.zone = zone
        self.folder = folder
        self._html = self._environment(escape=True)
        self._plain = self._environment(escape=False)
        self._shorts = {
            language.name: _read_shorts(language) for language in sorted(folder.iterdir()) if language.is_dir()
        }
        # Most of the hundreds are not needed in the first seconds: each is compiled when it is first asked for.
        self._short = cache(self._compiled)

    def message(self, language: str, name: str, facts: dict[str, Any]) -> str:
        """A message by ``system/message``, as Telegram HTML."""
        return self._html.get_template(f"{language}/{name}.html.j2").render(facts).strip()

    def short(self, language: str, key: str, /, **facts: object) -> str:
        """A short plain text by ``system.key``: a label, a toast, a question."""
        return self._short(language, key).render(facts)

    def keys(self, language: str) -> set[str]:
        """The keys of all short texts of a language."""
        return set(self._shorts[language])

    def has(self, language: str, key: str) -> bool:
        """Whether there is such a short text."""
        return key in self._shorts[language]

    def _environment(self, *, escape: bool) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(self.folder),
            undefined=StrictUndefined,
            autoescape=escape,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters |= {"yuan": _yuan, "when": self._when, "word": _word, "day": _day}
        return environment

    def _when(self, moment: datetime) -> str:
        return say_when(moment, self.zone)

    def _compiled(self, language: str, key: str) -> Template:
        return self._plain.from_string(self._shorts[language][key])


def fitted(html: str, limit: int) -> str:
    """The text within Telegram's limit: whole lines from the beginning, with every tag closed, and a mark of the cut.

    A message that is too long would be refused, and then nobody would see anything of it.
    """
    if _length(html) <= limit:
        return html
    lines = html.split("\n")
    while lines and (_length("\n".join(lines)) + len(_CUT) > limit or not _balanced("\n".join(lines))):
        lines.pop()
    if lines:
        return "\n".join(lines) + _CUT
    # One line, longer than a message: its words without its tags.
    return escape(unescape(_TAG.sub("", html))[: limit - len(_CUT)]) + _CUT


def _length(html: str) -> int:
    """Characters as Telegram counts them: after the tags and entities are read."""
    return len(unescape(_TAG.sub("", html)))


def _balanced(html: str) -> bool:
    tags = _TAG.findall(html)
    return sum(1 for closing, _ in tags if closing) * 2 == len(tags)


def _read_shorts(language: Path) -> dict[str, str]:
    return {
        f"{path.parent.name}.{key}": text
        for path in sorted(language.glob("*/short.toml"))
        for key, text in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }


def _yuan(fen: int) -> str:
    return yuan(Fen(fen))


def _word(value: Word | Month | Quarter) -> str:
    return value.zh


def _day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"
