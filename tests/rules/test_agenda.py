import pytest

from bot.rules.agenda import Line, lines_of, quorum_rule
from bot.rules.rulebook import load
from bot.rules.words import MeetingKind


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("1. 学习文件；2. 讨论", ["学习文件", "讨论"]),
        ("1. 学习文件\n2. 讨论", ["学习文件", "讨论"]),
        ("一、学习文件\n（二）讨论\n（3）表决\n④小结", ["学习文件", "讨论", "表决", "小结"]),
        ("1、学习文件；\n\n  2）讨论；", ["学习文件", "讨论"]),
        ("学习文件；讨论", ["学习文件；讨论"]),
        ("3.5万元经费的使用", ["3.5万元经费的使用"]),
        ("2026年工作计划", ["2026年工作计划"]),
        ("十月份工作", ["十月份工作"]),
        ("1.", []),
        ("", []),
        (" \u200b\n\n", []),
    ],
)
def test_an_agenda_is_one_item_a_line_without_its_number(typed: str, titles: list[str]) -> None:
    assert [line.title for line in lines_of(typed)] == titles


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("1. 通报情况｜孙组织", Line("通报情况", "孙组织")),
        ("通报情况 | 孙组织、周宣传", Line("通报情况", "孙组织、周宣传")),
        ("通报情况｜", Line("通报情况", "")),
        ("题" * 250 + "｜" + "人" * 60, Line("题" * 200, "人" * 50)),
    ],
)
def test_a_bar_names_who_presents_it(typed: str, line: Line) -> None:
    assert lines_of(typed) == [line]


def test_enough_must_have_come_where_something_is_decided() -> None:
    book = load()
    rules = {kind: quorum_rule(kind, book, of_one_person=False) for kind in MeetingKind}
    assert {kind for kind, rule in rules.items() if rule} == {MeetingKind.ASSEMBLY, MeetingKind.COMMITTEE}
    assert rules[MeetingKind.ASSEMBLY] is book.motion
    assert quorum_rule(MeetingKind.ASSEMBLY, book, of_one_person=True) is book.admission
