"""What people type: nothing turns the line, nothing invisible counts as an answer."""

import pytest

from bot.rules.typed import cleaned, command_in


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\u200b", "\u2060\ufeff \u200d", "\u3164", "\u2800", "\u202e", "\x00", "\u00ad"]
)
def test_what_nobody_sees_is_empty(text: str) -> None:
    assert cleaned(text) == ""


@pytest.mark.parametrize("text", ["学习", "שלום עולם", "👩‍👩‍👧‍👦", "❤️", "می‌خواهم", "a\nb", "🇨🇳", "."])
def test_letters_and_emoji_of_every_kind_stay(text: str) -> None:
    assert cleaned(f" {text}\n") == text


def test_what_turns_the_line_is_taken_out() -> None:
    assert cleaned("甲\u202e乙\u2066丙\u2069") == "甲乙丙"


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/dues", ("dues", "")),
        ("/Dues@Branch_Bot  十月 ", ("dues", "十月")),
        ("/report\n第一段\n第二段", ("report", "第一段\n第二段")),
        ("/start \u200b", ("start", "")),
        ("/", ("", "")),
        ("/dues@other_bot", None),
        ("dues", None),
        ("", None),
    ],
)
def test_a_command_is_read_with_its_argument(text: str, command: tuple[str, str] | None) -> None:
    assert command_in(text, "branch_bot") == command
