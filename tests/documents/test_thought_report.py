"""思想汇报 as a Word file, opened again by another library."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents import thought_report
from bot.documents.plain import legal
from bot.documents.thought_report import ReportPaper
from tests.documents.facts import NASTY
from tests.documents.opened import Word
from tests.papers import png

MOMENT = datetime(2026, 10, 12, 1, 30, tzinfo=UTC)


def lines(text: str, *pictures: bytes, author: str = "陈正式") -> list[str]:
    facts = ReportPaper(
        branch="示范机关党支部", author=author, text=text, day=date(2026, 10, 12), moment=MOMENT, pictures=pictures
    )
    return Word(thought_report.write(facts)).lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我学习了。", ["思想汇报", "敬爱的党组织：", "我学习了。", "汇报人：陈正式", "2026年10月12日"]),
        ("敬爱的党组织：我学习了。", ["思想汇报", "敬爱的党组织：", "我学习了。", "汇报人：陈正式", "2026年10月12日"]),
        (
            "《思想汇报》\n尊敬的党支部：\n我学习了。\n汇报人：陈正式\n2026年10月9日",
            ["思想汇报", "尊敬的党支部：", "我学习了。", "汇报人：陈正式", "2026年10月9日"],
        ),
        ("我学习了。\n陈 正式", ["思想汇报", "敬爱的党组织：", "我学习了。", "陈 正式", "2026年10月12日"]),
        ("", ["思想汇报", "敬爱的党组织：", "汇报人：陈正式", "2026年10月12日"]),
    ],
)
def test_it_has_the_customary_layout_and_says_nothing_twice(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


def test_names_and_texts_are_data() -> None:
    found = lines("我<学习>了 & =1+1。", author="陈<正>&式")
    assert found[2:4] == ["我<学习>了 & =1+1。", "汇报人：陈<正>&式"]
    assert legal(NASTY).split("\n")[0].strip() in "\n".join(lines(NASTY))


def test_pictures_follow_each_on_a_page_of_its_own_and_a_broken_one_is_said() -> None:
    found = lines("我学习了。", png(), b"\x89PNG\r\n\x1a\nbroken")
    assert found[5:] == ["附：手写原件照片（1/2）", "", "附：手写原件照片（2/2）", "（照片无法放入）"]
    facts = ReportPaper(branch="示", author="陈", text="我", day=date(2026, 10, 12), moment=MOMENT, pictures=(png(),))
    assert Word(thought_report.write(facts)).pictures == 1
    assert thought_report.write(facts) == thought_report.write(facts)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80), st.text(min_size=1, max_size=20))
def test_whatever_was_written_can_be_filed(text: str, author: str) -> None:
    lines(text, author=author)
