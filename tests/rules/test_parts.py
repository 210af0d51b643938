"""A long text in parts."""

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.parts import in_parts


@given(st.text(alphabet="字a😀 \n", max_size=400), st.integers(min_value=2, max_value=40))
def test_no_part_is_too_long_and_nothing_but_line_ends_is_lost(text: str, fits: int) -> None:
    parts = in_parts(text, fits)
    assert all(len(part.encode("utf-16-le")) // 2 <= fits for part in parts)
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")


def test_a_text_is_broken_between_paragraphs() -> None:
    assert in_parts("一二三四五六\n七八九", 8) == ["一二三四五六", "七八九"]


def test_a_paragraph_end_far_from_the_limit_is_no_place_to_break() -> None:
    assert in_parts("一\n二三四五六七八九", 8) == ["一\n二三四五六七", "八九"]


def test_a_short_text_is_one_part() -> None:
    assert in_parts("一\n二") == ["一\n二"]
