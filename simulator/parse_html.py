"""Parse mode HTML: https://core.telegram.org/bots/api#html-style. Answers what Telegram answers to faulty markup.

Telegram lets a bare ``&`` or ``>`` and a wrong nesting of code pass; its description forbids them, so they are noted.
"""

import re

from .entities import utf16_length
from .errors import wrong
from .wire import Json

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "span": "spoiler", "tg-spoiler": "spoiler",
    "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}  # fmt: skip
_PIECE = re.compile(
    r"<(?P<end>/?)(?P<name>[^\s<>/]*)(?P<attributes>(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)>|&(?P<entity>#x[0-9a-fA-F]+|#[0-9]+|\w+);|[<>&]"
)
_ATTRIBUTE = re.compile(r"\s*([^\s=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_ENTITY = re.compile(r"&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|lt|gt|amp|quot);")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_LINK = re.compile(r"(?:https?://|tg://|ton://|mailto:|tel:)?[^\s]+\.[^\s]+|tg://[^\s]+|mailto:[^\s]+|tel:[^\s]+")


class _Open:
    """A tag that waits for its end."""

    def __init__(self, name: str, attributes: dict[str, str], offset: int, text_at: int) -> None:
        self.name, self.attributes, self.offset, self.text_at = name, attributes, offset, text_at


def parse_html(source: str, notes: list[str]) -> tuple[str, list[Json]]:
    """The plain text and its entities, offsets in UTF-16 code units."""
    if "<" not in source and "&" not in source and ">" not in source:
        return source, []
    return _Parser(source, notes).run()


class _Parser:
    def __init__(self, source: str, notes: list[str]) -> None:
        self.source, self.notes = source, notes
        self.out: list[str] = []
        self.length = 0  # of `out` in UTF-16 units
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        at = 0
        for piece in _PIECE.finditer(self.source):
            self._text(self.source[at : piece.start()])
            at = piece.end()
            if piece["name"] is not None:
                self._tag(piece)
            else:
                self._character(piece)
        self._text(self.source[at:])
        if self.open:
            raise self._error(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        self.entities.sort(key=lambda e: (e["offset"], -e["length"]))
        return "".join(self.out), self.entities

    def _text(self, text: str) -> None:
        if text:
            self.out.append(text)
            self.length += utf16_length(text)

    def _character(self, piece: re.Match[str]) -> None:
        name, text = piece["entity"], piece.group()
        if text == "<":
            raise self._error("Unclosed start tag", piece.start())
        if name is None or (name[0] != "#" and name not in _NAMED):
            self.notes.append(f"parse mode HTML: {text} must be escaped (&lt; &gt; &amp; &quot;)")
            self._text(text)
        else:
            self._text(_unescaped(text))

    def _tag(self, piece: re.Match[str]) -> None:
        name, place = piece["name"].lower(), piece.start()
        if piece["end"]:
            self._end(name, place)
            return
        if name not in _KINDS:
            raise self._error(f'Unsupported start tag "{name}"', place)
        attributes = {
            m[1].lower(): _unescaped(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(piece["attributes"])
        }
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', place)
        self._note_nesting(name)
        self.open.append(_Open(name, attributes, self.length, len(self.out)))

    def _note_nesting(self, name: str) -> None:
        above = [tag.name for tag in self.open]
        if name == "blockquote" and name in above:
            self.notes.append("parse mode HTML: blockquote can't be nested")
        if "code" in above or ("pre" in above and (name != "code" or above[-1] != "pre")):
            self.notes.append(f"parse mode HTML: {name} within pre or code")

    def _end(self, name: str, place: int) -> None:
        if not self.open:
            raise self._error("Unexpected end tag", place)
        tag = self.open.pop()
        if name and name != tag.name:
            raise self._error("Unmatched end tag", place, f', expected "</{tag.name}>", found "</{name}>"')
        if self.length > tag.offset and not {"code", "pre"} & {t.name for t in self.open}:
            self._entity(tag)
        elif self.open and self.open[-1].name == "pre" and tag.name == "code" and tag.offset == self.open[-1].offset:
            # <pre><code class="language-…"> is one entity; the class belongs to the pre around it.
            self.open[-1].attributes = tag.attributes

    def _entity(self, tag: _Open) -> None:
        entity: Json = {"type": _KINDS[tag.name], "offset": tag.offset, "length": self.length - tag.offset}
        match tag.name:
            case "a":
                url = tag.attributes.get("href") or "".join(self.out[tag.text_at :])
                if not _LINK.fullmatch(url):
                    self.notes.append(f"parse mode HTML: {url} is no link, its text stays plain")
                    return
                entity["url"] = url
            case "pre" if (language := tag.attributes.get("class", "")).startswith("language-"):
                entity["language"] = language.removeprefix("language-")
            case "blockquote" if "expandable" in tag.attributes:
                entity["type"] = "expandable_blockquote"
            case "tg-emoji":
                entity["custom_emoji_id"] = tag.attributes.get("emoji-id", "")
            case "tg-time":
                if not tag.attributes.get("unix", "").isdigit():
                    raise self._error('Tag "tg-time" must have attribute "unix"')
                entity["unix_time"] = int(tag.attributes["unix"])
                entity["date_time_format"] = tag.attributes.get("format", "")
        self.entities.append(entity)

    def _error(self, reason: str, place: int | None = None, more: str = "") -> Exception:
        where = f" at byte offset {len(self.source[:place].encode())}" if place is not None else ""
        return wrong(f"can't parse entities: {reason}{where}{more}")


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda found: _NAMED.get(found[1]) or _by_number(found), text)


def _by_number(found: re.Match[str]) -> str:
    if not found[1].startswith("#"):
        return found[0]
    code = int(found[1][2:], 16) if found[1][1] == "x" else int(found[1][1:])
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else found[0]
