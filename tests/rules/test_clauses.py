"""The clauses of the branch's rules: none is missing, each says what serves it; a text is split by its numbering."""

import pytest

from bot.handlers import ROUTERS
from bot.rules import rulebook
from bot.rules.clauses import cited, known, split
from bot.rules.words import System

# How the rules are numbered: 机关党建工作责任制, 党支部工作制度, 党小组工作制度.
NUMBERS = {
    "机关党建工作责任制": [
        *(f"一.{n}" for n in range(1, 5)),
        *(f"二.{n}" for n in range(1, 10)),
        *(f"三.{n}" for n in range(1, 6)),
    ],
    "党支部工作制度": [
        "一",
        *(f"一（{n}）" for n in "二三四五六七"),
        "二",
        *(f"三（{n}）" for n in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三"]),
        *(f"三（十三）{n}" for n in range(1, 7)),
        "三（十四）",
        *(f"三（十四）{n}" for n in range(1, 7)),
        *(f"三（十四）6({n})" for n in range(1, 8)),
        "三（十四）7",
        *(f"三（十四）7({n})" for n in range(1, 4)),
        "三（十五）",
        *(f"三（十五）{n}" for n in range(1, 7)),
    ],
    "党小组工作制度": [str(n) for n in range(1, 6)],
}


def test_every_clause_is_known_in_the_order_of_the_rules() -> None:
    expected = [f"{document} {number}" for document, numbers in NUMBERS.items() for number in numbers]
    assert [clause.name for clause in known()] == expected


def test_what_serves_a_clause_exists() -> None:
    book = rulebook.load()
    commands = {route.key for router in ROUTERS for route in router.routes if route.kind == "command"}
    for clause in known():
        served = clause.row
        assert served.entry is None or served.entry in book.entries, clause.name
        assert served.duty is None or served.duty in {system.value for system in System}, clause.name
        assert served.command is None or served.command in commands, clause.name


def test_every_entry_of_the_rulebook_cites_clauses_that_exist() -> None:
    names = {clause.name for clause in known()}
    book = rulebook.load()
    for name, entry in book.entries.items():
        assert set(cited(entry.clause.zh)) <= names, name
        assert cited(entry.clause.zh) or entry.source != "branch rules", name


@pytest.mark.parametrize(
    ("clause", "names"),
    [
        ("党支部工作制度 三（五）", ["党支部工作制度 三（五）"]),
        ("党支部工作制度 三（六）、（十二）", ["党支部工作制度 三（六）", "党支部工作制度 三（十二）"]),
        ("党支部工作制度 三（十四）1、3", ["党支部工作制度 三（十四）1", "党支部工作制度 三（十四）3"]),
        ("党小组工作制度 1；机关党建工作责任制 三.2", ["党小组工作制度 1", "机关党建工作责任制 三.2"]),
        ("党支部工作制度 三（十四）6(7)；中国共产党发展党员工作细则 20–21", ["党支部工作制度 三（十四）6(7)"]),
        ("中国共产党支部工作条例（试行） 11", []),
        ("—", []),
    ],
)
def test_a_citation_names_its_clauses(clause: str, names: list[str]) -> None:
    assert cited(clause) == names


TEXT = """
机关党建工作责任制

为了示例。

一、第一部分

1、第一条。
第一条的第二段。

2、第二条。

党支部工作制度

三、基本制度

（一）甲制度。主要内容。

（二）乙制度。

1．乙一。

2．乙二，按以下程序：

（1）第一步。

(2)第二步。

党小组工作制度

1.丙制度。
"""


def test_a_text_is_split_by_its_numbers_word_for_word() -> None:
    assert split(TEXT) == {
        "机关党建工作责任制 一": "一、第一部分",
        "机关党建工作责任制 一.1": "1、第一条。\n第一条的第二段。",
        "机关党建工作责任制 一.2": "2、第二条。",
        "党支部工作制度 三": "三、基本制度",
        "党支部工作制度 三（一）": "（一）甲制度。主要内容。",
        "党支部工作制度 三（二）": "（二）乙制度。",
        "党支部工作制度 三（二）1": "1．乙一。",
        "党支部工作制度 三（二）2": "2．乙二，按以下程序：",
        "党支部工作制度 三（二）2(1)": "（1）第一步。",
        "党支部工作制度 三（二）2(2)": "(2)第二步。",
        "党小组工作制度 1": "1.丙制度。",
    }


def test_a_text_without_any_of_the_documents_is_no_rules() -> None:
    with pytest.raises(ValueError, match="no document"):
        split("一、别的文件")
