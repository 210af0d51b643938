"""What people typed, made fit for a file: XML and iCalendar cannot hold every character."""

import re

# What XML 1.0 cannot hold: control characters, halves of pairs, and two that are none.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def legal(text: str) -> str:
    """The text without what no XML file can hold; each line break is one ``\\n``."""
    return _ILLEGAL.sub("", _BREAKS.sub("\n", text))


def on_one_line(text: str) -> str:
    """The same without line breaks and runs of spaces."""
    return " ".join(legal(text).split())
