"""What is shown in one language is shown in the other too: the same facts, the same buttons, within the same limits.

English may hold Chinese only where it is data: names, and what people typed. Faults are gathered, because they come up
inside the running bot; the test during which they came up fails by them.
"""

import re
from dataclasses import replace
from html import unescape
from typing import Any

from telegram import Update

from bot.cards.base import Button, Card, View
from bot.cards.home import OWN_NAMES
from bot.rules.language import Language
from bot.rules.rulebook import load
from bot.rules.typed import cleaned
from bot.texts import CAPTION, TEXT, Texts
from simulator.parse_html import parse_html

OTHER = {Language.ZH: Language.EN, Language.EN: Language.ZH}
TOAST = 200  # characters (Bot API, answerCallbackQuery.text)
ABREAST = 28  # columns that a label may take beside another one on a phone, data left out

_SOURCES = tuple(entry.source for entry in load().entries.values())  # regulations have one name

comparing = True  # whether whatever is shown is shown in the other language too
FAULTS: list[str] = []
DATA: list[str] = []  # what people typed, and what the roster holds
_compared: set[object] = set()
_twins: dict[str, str] = {}  # short texts that may be part of another text, with the other language's

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
_EXACT = re.compile(r"\d+\.\d\d(?!\d)|\d\d:\d\d")  # amounts and times of day are spelled alike
_TAG = re.compile(r"<[^>]+>")


class Spoken(Texts):
    """The same texts, in one language whoever looks."""

    def __init__(self, texts: Texts, language: Language) -> None:
        self.__dict__.update(texts.__dict__)
        self._spoken = language

    def language(self, chosen: str) -> Language:
        """The one language."""
        return self._spoken


def begin(*, compare: bool = True) -> None:
    """A test begins."""
    global comparing
    comparing = compare
    FAULTS.clear()
    _twins.clear()
    DATA[:] = (*OWN_NAMES.values(), *_SOURCES)


def know(*texts: str) -> None:
    """These are data: they may stand in any language."""
    for text in texts:
        DATA.extend((text, re.sub(r"\s", "", text), cleaned(text)))


def hear(update: Update) -> None:
    """What a person sent is data from now on."""
    message, chat, user = update.message, update.effective_chat, update.effective_user
    texts = [chat.title if chat else None, user.full_name if user else None]
    if message is not None:
        document = message.document
        texts += [message.text, message.caption, document.file_name if document else None]
    know(*(text for text in texts if text))


def remember(text: str, twin: str) -> None:
    """A short text may be a fact of the next text."""
    _twins[text] = twin


def translated(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts, those that are texts of ours in the other language."""
    return {name: _translated(fact) for name, fact in facts.items()}


def _translated(fact: object) -> object:
    if isinstance(fact, list):
        return [_translated(each) for each in fact]
    return _twins.get(fact, fact) if type(fact) is str else fact


def other_view(view: View) -> View:
    """The same view in the other language."""
    return replace(view, texts=Spoken(view.texts, OTHER[view.language]))


def is_new(language: Language, name: str, card: Card) -> bool:
    """Whether this very card is to be compared, and has not been yet."""
    if not comparing:
        return False
    seen = (language, name, card.text, tuple(button.label for row in card.buttons for button in row))
    known = seen in _compared
    _compared.add(seen)
    return not known


def compare_cards(name: str, cards: dict[Language, Card | None]) -> None:
    """The text, and each button."""
    first, twin = cards.values()
    if first is None or twin is None:
        FAULTS.append(f"{name} is painted in one language only")
        return
    limit = CAPTION if first.media else TEXT
    compare_texts(name, {language: card.text for language, card in cards.items() if card}, limit=limit)
    if _deeds(first) != _deeds(twin):
        FAULTS.append(f"{name} has other buttons: {_deeds(first)} and {_deeds(twin)}")
    english = first if next(iter(cards)) is Language.EN else twin
    for row in english.buttons:
        for button in row:
            _check_label(name, button, alone=len(row) == 1)


def _deeds(card: Card) -> list[Any]:
    return [button.press or button.url for row in card.buttons for button in row]


def _check_label(name: str, button: Button, *, alone: bool) -> None:
    _check_english(name, button.label)
    own = CHINESE.sub("", button.label)
    if not alone and len(own) > ABREAST:
        FAULTS.append(f"{name}: the label {button.label!r} does not fit beside another one")


def compare_texts(name: str, texts: dict[Language, str], *, html: bool = True, limit: int = TEXT) -> None:
    """The same amounts, times and names; tags that Telegram takes; English without Chinese words."""
    plain = {language: unescape(_TAG.sub("", text)) if html else text for language, text in texts.items()}
    exact = {language: sorted(_EXACT.findall(text)) for language, text in plain.items()}
    if exact[Language.ZH] != exact[Language.EN]:
        FAULTS.append(f"{name} has other figures: {exact}")
    if len(plain[Language.EN]) > limit >= len(plain[Language.ZH]):
        FAULTS.append(f"{name} is too long in English: {len(plain[Language.EN])}")
    if html:
        _check_tags(name, texts[Language.EN])
    _check_english(name, plain[Language.EN])


def check_toast(texts: Texts, key: str, facts: dict[str, Any]) -> None:
    """Whole in every language: Telegram would cut it."""
    for language in Language:
        if len(text := texts.short(language, key, **facts)) > TOAST:
            FAULTS.append(f"{key} is too long for a toast: {text}")


def _check_tags(name: str, html: str) -> None:
    notes: list[str] = []
    try:
        parse_html(html, notes)
    except Exception as error:
        notes.append(str(error))
    FAULTS.extend(f"{name}: {note}" for note in notes)


def _check_english(name: str, text: str) -> None:
    for run in CHINESE.findall(text):
        if not any(run in known for known in DATA):
            FAULTS.append(f"{name} says {run!r} in English: {text}")
