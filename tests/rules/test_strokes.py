"""按姓氏笔画: counts as Unihan has them (kTotalStrokes), and the order of a ballot paper."""

from dataclasses import dataclass

import pytest

from bot.rules.strokes import by_strokes, strokes, unknown


@dataclass(frozen=True)
class _Person:
    name: str


@pytest.mark.parametrize(
    ("name", "count"),
    [("丁一", 2), ("马立", 3), ("王明", 4), ("孙组织", 6), ("陈正式", 7), ("郑书记", 8), ("欧阳修", 8), ("赵明", 9),
     ("黄积极", 11), ("蔡明", 14), ("戴明", 17), ("瞿明", 18), ("夔明", 21), ("Smith", None), ("", None)],
)  # fmt: skip
def test_the_strokes_of_a_surname(name: str, count: int | None) -> None:
    assert strokes(name) == count


def test_names_stand_by_strokes_and_then_by_how_the_first_begins() -> None:
    people = [_Person(name) for name in ("郑书记", "周宣传", "吴纪检", "李组长", "孙组织", "李正式", "王明", "欧阳明")]
    names = ["王明", "孙组织", "李组长", "李正式", "吴纪检", "欧阳明", "周宣传", "郑书记"]
    assert [person.name for person in by_strokes(people)] == names
    assert unknown(people) == []


def test_with_a_surname_that_is_not_known_all_stay_as_given() -> None:
    people = [_Person("郑书记"), _Person("Smith"), _Person("王明")]
    assert by_strokes(people) == people
    assert unknown(people) == ["Smith"]
