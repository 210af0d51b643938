"""Texts: one file a message, and one ``short.toml`` a system for labels, toasts and questions.

Facts go in, no decisions inside; a fact that is missing is an error (StrictUndefined), never an empty spot.
"""

import re
import tomllib
from functools import cache, partial
from html import escape, unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.rules.language import Language, say_day, say_short_day, say_when
from bot.rules.money import Fen, yuan

TEXT, CAPTION = 4096, 1024  # characters (Bot API, sendMessage.text and sendPhoto.caption)
_CUT = "\n…"
_TAG = re.compile(r"<(/?)([a-z-]+)[^>]*>")

MESSAGES = Path(__file__).parent.parent / "messages"


@cache
def texts_of(zone: ZoneInfo, language: Language) -> "Texts":
    """The project's texts for a zone, and the language where nobody has chosen one; read once a process."""
    return Texts(zone, language)


class Texts:
    """Renders messages (HTML for Telegram, escaped) and short texts (plain) in each language."""

    def __init__(self, zone: ZoneInfo, default: Language, folder: Path = MESSAGES) -> None:
        self.zone = zone
        self.default = default
        self._html = {language: environment(folder / language, zone, language, escape=True) for language in Language}
        self._plain = {language: environment(folder / language, zone, language, escape=False) for language in Language}
        self._shorts = {language: _read_shorts(folder / language) for language in Language}
        # Most of the hundreds are not needed in the first seconds: each is compiled when it is first asked for.
        self._short = cache(self._compiled)

    def language(self, chosen: str) -> Language:
        """The language of whoever chose ``chosen``; empty: nobody did."""
        return Language(chosen) if chosen else self.default

    def message(self, language: Language, name: str, facts: dict[str, Any]) -> str:
        """A message by ``system/message``, as Telegram HTML."""
        return self._html[language].get_template(f"{name}.html.j2").render(facts).strip()

    def short(self, language: Language, key: str, /, **facts: object) -> str:
        """A short plain text by ``system.key``: a label, a toast, a question."""
        return self._short(language, key).render(facts)

    def keys(self, language: Language) -> set[str]:
        """The keys of all short texts of a language."""
        return set(self._shorts[language])

    def has(self, language: Language, key: str) -> bool:
        """Whether there is such a short text."""
        return key in self._shorts[language]

    def _compiled(self, language: Language, key: str) -> Template:
        return self._plain[language].from_string(self._shorts[language][key])


def environment(folder: Path, zone: ZoneInfo, language: Language, *, escape: bool) -> Environment:
    """Facts are the same in every language; these filters say them."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        auto_reload=False,  # else it asks the disk at every rendering
        undefined=StrictUndefined,
        autoescape=escape,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "yuan": lambda fen: yuan(Fen(fen)),
        "word": lambda said: said.say(language),
        "when": partial(say_when, zone=zone, language=language),
        "day": lambda day: say_day(day, language),
        "short_day": lambda day: say_short_day(day, language),
    }
    return environment


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
