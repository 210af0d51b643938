"""Parse modes MarkdownV2 and Markdown: https://core.telegram.org/bots/api#markdownv2-style and what follows there."""

import re
from dataclasses import dataclass

from .entities import utf16_length
from .errors import RefusedError, wrong
from .wire import Json

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
_MARKS = {
    "__": "underline",
    "||": "spoiler",
    "```": "pre",
    "*": "bold",
    "_": "italic",
    "~": "strikethrough",
    "`": "code",
}
_TOKEN = re.compile(
    r"\\(?P<escaped>[\x01-\x7e])|(?P<quote>^(?:\*\*)?>)|(?P<mark>```|__|\|\||[*_~`])|(?P<link>!?\[)|(?P<target>\]\((?:\\.|[^)\\\n])*\))"
    r"|(?P<other>.|\n)",
    re.MULTILINE | re.DOTALL,
)
_CODE_TOKEN = re.compile(r"\\(?P<escaped>[\x01-\x7e])|(?P<mark>```|`)|(?P<other>.|\n)", re.DOTALL)
_LANGUAGE = re.compile(r"([A-Za-z0-9_+#-]+)\n|\n")
_EMOJI = "tg://emoji?id="
_LEGACY = re.compile(
    r"\\(?P<escaped>[_*`\[])|```(?:(?P<language>\w*)\n)?(?P<pre>.*?)```|`(?P<code>[^`]*)`|\*(?P<bold>[^*]*)\*"
    r"|_(?P<italic>[^_]*)_|\[(?P<text>[^\]]*)\](?:\((?P<url>[^)]*)\))?|(?P<open>[*_`\[])|(?P<other>[^\\*_`\[]+|\\)",
    re.DOTALL,
)


@dataclass(slots=True)
class _Open:
    kind: str
    offset: int
    place: int  # where in the source, for the reason of a refusal
    language: str = ""


def parse_markdown_v2(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities, offsets in UTF-16 code units."""
    return _Parser(source).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            within_code = bool(self.open) and self.open[-1].kind in {"code", "pre"}
            token = (_CODE_TOKEN if within_code else _TOKEN).match(self.source, self.at)
            assert token is not None  # the last alternative takes any character
            self.at = token.end()
            self._token(token)
        self._end_quote()
        if self.open:
            raise _refusal(f"Can't find end of {_title(self.open[-1].kind)} entity", self.source, self.open[-1].place)
        return "".join(self.out), sorted(self.entities, key=lambda e: (e["offset"], -e["length"]))

    def _token(self, token: re.Match[str]) -> None:
        groups = token.groupdict()
        if groups["escaped"]:
            self._text(groups["escaped"])
        elif groups.get("quote"):
            self._quote(token)
        elif groups["mark"]:
            self._mark(groups["mark"], token.start())
        elif groups.get("link"):
            self.open.append(_Open("text_link" if token.group() == "[" else "custom_emoji", self.length, token.start()))
        elif groups.get("target"):
            self._target(token)
        else:
            self._plain(token)

    def _plain(self, token: re.Match[str]) -> None:
        char = token.group()
        if char in _RESERVED and not (self.open and self.open[-1].kind in {"code", "pre"}):
            raise wrong(
                f"can't parse entities: Character '{char}' is reserved and must be escaped with the preceding '\\'"
            )
        self._text(char)
        if char == "\n" and not self.source.startswith(">", self.at):
            self._end_quote()

    def _mark(self, mark: str, place: int) -> None:
        kind = _MARKS[mark]
        within = self.open[-1].kind if self.open else ""
        if kind == within:
            self._close()
        elif within == "code" or (within == "pre" and kind == "code"):
            self._within_code(mark, within)
        else:
            self.open.append(_Open(kind, self.length, place))
            if kind == "pre" and (language := _LANGUAGE.match(self.source, self.at)):
                self.open[-1].language = language[1] or ""
                self.at = language.end()

    def _within_code(self, mark: str, within: str) -> None:
        """A pre may hold single backticks; a code ends at the first one."""
        if within == "pre":
            self._text(mark)
        else:
            self.at -= len(mark) - 1
            self._close()

    def _target(self, token: re.Match[str]) -> None:
        if not self.open or self.open[-1].kind not in {"text_link", "custom_emoji"}:
            raise wrong("can't parse entities: Character ']' is reserved and must be escaped with the preceding '\\'")
        self._close(url=re.sub(r"\\([\x01-\x7e])", r"\1", token.group()[2:-1]))

    def _quote(self, token: re.Match[str]) -> None:
        if not any(o.kind.endswith("blockquote") for o in self.open):
            kind = "expandable_blockquote" if token.group() == "**>" else "blockquote"
            self.open.append(_Open(kind, self.length, token.start()))

    def _end_quote(self) -> None:
        if self.open and self.open[-1].kind.endswith("blockquote"):
            self._close()

    def _close(self, url: str = "") -> None:
        opened = self.open.pop()
        entity: Json = {"type": opened.kind, "offset": opened.offset, "length": self.length - opened.offset}
        if opened.kind == "custom_emoji":
            entity["custom_emoji_id"] = url.removeprefix(_EMOJI)
        elif opened.kind == "text_link":
            entity["url"] = url
        elif opened.language:
            entity["language"] = opened.language
        if entity["length"]:
            self.entities.append(entity)

    def _text(self, text: str) -> None:
        self.out.append(text)
        self.length += utf16_length(text)


def parse_markdown(source: str) -> tuple[str, list[Json]]:
    """The old mode, in which nothing nests."""
    out: list[str] = []
    entities: list[Json] = []
    offset = 0
    for token in _LEGACY.finditer(source):
        if token["open"]:
            raise _refusal("Can't find end of the entity", source, token.start())
        kind = next((k for k in ("pre", "code", "bold", "italic", "text") if token[k] is not None), "")
        text = token[kind] if kind else token["escaped"] or token["other"]
        length = utf16_length(text)
        entity: Json = {"type": kind, "offset": offset, "length": length}
        if kind == "text":
            entity |= {"type": "text_link", "url": token["url"]}
        elif kind == "pre" and token["language"]:
            entity["language"] = token["language"]
        if kind and length and not (kind == "text" and not token["url"]):
            entities.append(entity)
        out.append(text)
        offset += length
    return "".join(out), entities


def _title(kind: str) -> str:
    return {"text_link": "TextUrl", "custom_emoji": "CustomEmoji", "pre": "PreCode"}.get(kind, kind.capitalize())


def _refusal(reason: str, source: str, place: int) -> RefusedError:
    return wrong(f"can't parse entities: {reason} starting at byte offset {len(source[:place].encode())}")
