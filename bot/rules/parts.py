"""A long text in parts that each fit one message, broken between paragraphs where that can be."""

from itertools import accumulate

# Telegram takes 4096 UTF-16 code units a message (Bot API, sendMessage); the rest is for what we write above it.
FITS = 3500


def in_parts(text: str, fits: int = FITS) -> list[str]:
    """The text in order, each part at most ``fits`` UTF-16 code units; one part, perhaps empty, at the least."""
    parts = []
    while units(text) > fits:
        cut = _cut(text, fits)
        parts.append(text[:cut].rstrip("\n"))
        text = text[cut:].lstrip("\n")
    return [*parts, text]


def units(text: str) -> int:
    """UTF-16 code units, by which Telegram counts: two for a character such as an emoji."""
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, fits: int) -> int:
    """Where to break: the last end of a paragraph that leaves the part at least half full, else as late as possible."""
    most = sum(1 for so_far in accumulate(map(units, text)) if so_far <= fits)
    paragraph = text.rfind("\n", most // 2, most)
    return paragraph if paragraph > 0 else most
