"""Telegram's own rules beyond types: lengths, buttons, commands. Lengths count code points, not UTF-16 units."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from .entities import detect, utf16_length
from .errors import wrong
from .parse_html import parse_html
from .parse_markdown import parse_markdown, parse_markdown_v2
from .wire import Json

TEXT_MOST, CAPTION_MOST = 4096, 1024
_DATA_MOST = 64  # bytes of callback data
_BUTTONS_MOST = 100
_ACTIONS = {
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
}  # fmt: skip
_STYLES = {"danger", "success", "primary"}
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_COMMANDS_MOST, _DESCRIPTION_MOST = 100, 256
_URL_SCHEMES = {"http", "https", "tg", "ton", "mailto", "tel"}


def format_text(source: str, mode: str, given: list[Json] | None, notes: list[str]) -> tuple[str, list[Json]]:
    """Plain text and entities, as Telegram keeps them: parsed, trimmed, links and commands found."""
    match mode.lower():
        case "html":
            text, entities = parse_html(source, notes)
        case "markdownv2":
            text, entities = parse_markdown_v2(source)
        case "markdown":
            text, entities = parse_markdown(source)
        case "":
            text, entities = source, list(given or [])
            _within(text, entities)
        case _:
            raise wrong("unsupported parse_mode")
    return _trimmed(text.replace("\r", ""), entities)


def _within(text: str, entities: Iterable[Json]) -> None:
    length = utf16_length(text)
    for entity in entities:
        if entity["offset"] < 0 or entity["length"] <= 0 or entity["offset"] + entity["length"] > length:
            raise wrong(f"entity {entity['type']} lies outside of the text")


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    kept = text.strip()
    lead = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(kept)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        length = min(end, entity["offset"] + entity["length"] - lead) - start
        if length > 0:
            moved.append({**entity, "offset": start, "length": length})
    return kept, detect(kept, moved)


def check_text(text: str) -> None:
    """1–4096 characters after parsing."""
    if not text:
        raise wrong("text must be non-empty")
    if len(text) > TEXT_MOST:
        raise wrong("message is too long")


def check_caption(text: str) -> None:
    """At most 1024 characters after parsing."""
    if len(text) > CAPTION_MOST:
        raise wrong("message caption is too long")


def check_markup(markup: Json) -> None:
    """The buttons below a message: https://core.telegram.org/bots/api#inlinekeyboardbutton."""
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    if sum(len(row) for row in rows) > _BUTTONS_MOST:
        raise wrong("reply markup is too long")
    for row in rows:
        if not row:
            raise wrong("reply markup has an empty row of buttons")
        for button in row:
            if "inline_keyboard" in markup:
                _check_inline(button)
            elif not (button if isinstance(button, str) else button["text"]):
                raise wrong("keyboard button text must be non-empty")


def _check_inline(button: Json) -> None:
    if not button["text"].strip():
        raise wrong("can't parse inline keyboard button: text must be non-empty")
    actions = [name for name in button if name in _ACTIONS and button[name] is not None]
    if not actions:
        raise wrong("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise wrong(f"can't parse inline keyboard button: exactly one action is allowed, found {', '.join(actions)}")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= _DATA_MOST:
        raise wrong("BUTTON_DATA_INVALID")
    if "url" in button:
        _check_url(button["url"])
    if button.get("style") is not None and button["style"] not in _STYLES:
        raise wrong(f"can't parse inline keyboard button: unknown style {button['style']}")


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in _URL_SCHEMES or not (parts.netloc or parts.path):
        raise wrong(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def check_commands(commands: list[Json]) -> None:
    """https://core.telegram.org/bots/api#botcommand, at most 100 of them."""
    if len(commands) > _COMMANDS_MOST:
        raise wrong("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"]):
            raise wrong("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= _DESCRIPTION_MOST:
            raise wrong("BOT_COMMAND_DESCRIPTION_INVALID")


def check_length(name: str, text: str, most: int) -> None:
    """A text parameter that may be empty but not longer than this."""
    if len(text) > most:
        raise wrong(f"{name} is too long")
