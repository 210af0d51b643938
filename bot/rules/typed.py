"""What people type, made fit to stand on a card among other lines.

Two kinds of invisible characters do harm: those that turn the writing direction of whatever follows them (Unicode
Bidirectional Algorithm, explicit formatting), and those that make an empty answer look like one. Joiners within words
and emoji stay, and so does every letter of every script.
"""

import re

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
# Drawn as nothing, though letters or symbols by name: fillers of Hangul, the empty Braille cell.
_BLANK = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0]*"
)


def cleaned(text: str) -> str:
    """The text without turning and control characters, stripped; empty where nothing of it would be seen."""
    plain = _CONTROL.sub("", _TURNING.sub("", text)).strip()
    return "" if _BLANK.fullmatch(plain) else plain


def command_in(text: str, username: str) -> tuple[str, str] | None:
    """The command and its argument, when the text begins with one that is for the bot of that name."""
    if not text.startswith("/"):
        return None
    head, _, argument = text.partition(" ") if " " in text.split("\n", 1)[0] else text.partition("\n")
    name, _, addressee = head[1:].partition("@")
    if addressee and addressee.lower() != username.lower():
        return None
    return name.strip().lower(), cleaned(argument)
