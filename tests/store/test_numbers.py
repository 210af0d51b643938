"""The number that a button or a card carries means one row, also when that row is gone."""

import re
import sqlite3

import pytest

from tests.databases import Place
from tests.scene import Scene, carried


async def test_no_table_of_sqlite_gives_a_number_anew(place: Place) -> None:
    if place.kind != "sqlite":
        pytest.skip("PostgreSQL counts so by itself")
    (file,) = (each for each in place.files() if each.suffix == ".db")
    connection = sqlite3.connect(file)
    made = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql NOT NULL"))
    connection.close()
    numbered = {name: sql for name, sql in made.items() if re.search(r"\bid INTEGER NOT NULL", sql)}
    assert len(numbered) > 30
    assert [name for name, sql in numbered.items() if "AUTOINCREMENT" not in sql] == []


async def test_an_old_button_of_a_draft_that_is_gone_does_not_hand_in_the_next(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/report 第一份。")
    card = await chen.sees("已记入草稿")
    hand_in = carried(card, "提交")
    await chen.presses("撤回")
    await chen.presses("确认")
    await branch.quiet()
    chen.says("/report 第二份。")
    card = await chen.sees("已记入草稿")
    branch.simulator.press_data(chen.user, hand_in, card)
    await branch.quiet()
    chen.says("/report")
    await chen.sees("本季度（2026年第4季度）：草稿")
