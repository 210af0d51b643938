"""A quiz as it is typed."""

import pytest

from bot.rules.quiz import BadQuiz, Question, parse, shown

TYPED = {
    "1. 题\nA. 甲\nB. 乙\n答案：B\n解析：因为": [Question("题", ("甲", "乙"), 1, "因为")],
    "题目：第一行\n第二行\nＡ、甲\nＢ）乙\n正确答案: a": [Question("第一行\n第二行", ("甲", "乙"), 0)],
    "Question 1: What?\nA) One\nB) Two,\nstill two\nAnswer: b.\nExplanation: so": [
        Question("What?", ("One", "Two, still two"), 1, "so")
    ],
    "没有编号\nA. 甲\nB. 乙\n答案：A\n\n\n第2题 另一个\nA. 丙\nB. 丁\n答案：B": [
        Question("没有编号", ("甲", "乙"), 0), Question("另一个", ("丙", "丁"), 1),
    ],
    "2026年的题\nA. 甲\nB. 乙\n答案：A": [Question("2026年的题", ("甲", "乙"), 0)],
}  # fmt: skip


@pytest.mark.parametrize("text", TYPED)
def test_what_is_typed_is_understood(text: str) -> None:
    assert parse(text) == TYPED[text]


def test_ten_questions_of_ten_options_are_the_most() -> None:
    one = "题\n" + "\n".join(f"{letter}. {letter}" for letter in "ABCDEFGHIJ") + "\n答案：J\n"
    found = parse("\n".join(f"{number}. {one}" for number in range(1, 11)))
    assert (len(found), len(found[9].options), shown(found[9].answer)) == (10, 10, "J")
    with pytest.raises(BadQuiz) as raised:
        parse(one.replace("答案", "K. 多\n答案"))
    assert (raised.value.number, raised.value.reason, raised.value.facts["count"]) == (1, "options", 11)


@pytest.mark.parametrize(("text", "number", "reason"), [
    ("1. 题\nA. 甲\nB. 乙\n答案：A\n2. 题\nA. 甲\nB. 乙", 2, "no_answer"),
    ("1. 题\nA. 甲\n2. 忘了答案\nA. 甲\nB. 乙\n答案：A", 1, "options"),
    ("答案：A", 1, "options"),
    ("A. 甲\nB. 乙\n答案：A", 1, "options"),
])  # fmt: skip
def test_what_cannot_be_asked_is_told_by_its_question(text: str, number: int, reason: str) -> None:
    with pytest.raises(BadQuiz) as raised:
        parse(text)
    assert (raised.value.number, raised.value.reason) == (number, reason)
