"""Message entities: https://core.telegram.org/bots/api#messageentity. Offsets and lengths count UTF-16 code units."""

import re
from collections.abc import Iterable
from html import escape

from .wire import Json

# What Telegram finds in plain text by itself, for people's messages and for the bot's.
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]*[^\s<>\".,;:!?)\]}，。；：！？）】》])"
    r"|(?P<email>(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
    r"|(?P<mention>(?<!\w)@[A-Za-z0-9_]{3,32}(?!\w))"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>]))"
    r"|(?P<hashtag>(?<!\w)#\w*[^\W\d]\w*)"
)
_CLOSED_TO_OTHERS = {"pre", "code", "text_link", "text_mention"}
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "blockquote": "blockquote",
}


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of ``text`` an entity covers."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def detect(text: str, taken: Iterable[Json] = ()) -> list[Json]:
    """``taken`` and the entities Telegram detects by itself outside of code and links, in order."""
    known = list(taken)
    closed = [(e["offset"], e["offset"] + e["length"]) for e in known if e["type"] in _CLOSED_TO_OTHERS]
    for match in _FOUND.finditer(text):
        offset = utf16_length(text[: match.start()])
        end = offset + utf16_length(match.group())
        if not any(start < end and offset < stop for start, stop in closed):
            known.append({"type": match.lastgroup, "offset": offset, "length": end - offset})
    return sorted(known, key=lambda e: (e["offset"], -e["length"]))


def to_html(text: str, entities: Iterable[Json]) -> str:
    """``text`` in Telegram's HTML. Entities that Telegram finds by itself need no tag."""
    tagged = [(e["offset"], e["offset"] + e["length"], *tags) for e in entities if (tags := _tags(e))]
    if not tagged:
        return escape(text, quote=False)
    tagged.sort(key=lambda t: (t[0], -t[1]))
    out: list[str] = []
    still_open: list[tuple[int, str]] = []
    position = 0
    for char in [*text, ""]:
        while still_open and (still_open[-1][0] <= position or not char):
            out.append(still_open.pop()[1])
        while tagged and tagged[0][0] <= position and char:
            _, end, start_tag, end_tag = tagged.pop(0)
            out.append(start_tag)
            still_open.append((end, end_tag))
        out.append(escape(char, quote=False))
        position += 2 if char > "\uffff" else 1
    return "".join(out)


def _tags(entity: Json) -> tuple[str, str] | None:
    kind = entity["type"]
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if kind == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
    if kind == "pre" and "language" in entity:
        return f'<pre><code class="language-{escape(entity["language"])}">', "</code></pre>"
    if kind == "pre":
        return "<pre>", "</pre>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if kind == "custom_emoji":
        return f'<tg-emoji emoji-id="{escape(entity["custom_emoji_id"])}">', "</tg-emoji>"
    return None
