"""Every step of the schema, up and down, on both databases, with a branch's data in it."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import make_url

from bot.console import Problem
from bot.console.installation import migrate
from bot.store.base import Base
from bot.store.database import Database, address_of, revisions
from tests.databases import Place
from tests.scene import Scene
from tests.stories.quizzing import take_one


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return [each for each in compare_metadata(context, Base.metadata) if "alembic_version" not in str(each)]


async def _lived(scene: Scene) -> None:
    """A little of everything that the store can hold."""
    zheng, chen, sun = scene.person("郑书记"), scene.person("陈正式"), scene.person("孙组织")
    zheng.says("/newmeeting\n类型：集中学习\n主题：学习\n地点：会议室\n时间：2026-10-20 15:00\n参加：全体党员")
    await zheng.presses("确认")
    await chen.presses("参加")
    zheng.says("/newvote\n事项：是否同意\n方式：记名\n截止：2026-10-20 18:00\n参加：全体党员")
    await zheng.presses("确认")
    await chen.presses("赞成")
    for question in ("是否公布", "是否继续"):
        zheng.says(f"/newvote\n事项：{question}\n方式：无记名\n参加：全体党员")
        await zheng.presses("确认")
        await chen.presses("赞成")
        await chen.presses("确认投票")
        if question == "是否公布":
            zheng.says("/tally")
            await zheng.presses("结束投票")
            await zheng.presses("确认")
    chen.says("/report 我学习了。")
    await chen.presses("提交")
    chen.says("/dues")
    await chen.presses("确认已交")
    zheng.says("/register")
    await zheng.presses("谈心谈话")
    await zheng.presses("新登记")
    zheng.says("日期：今天\n谈话对象：陈正式\n主题：近况\n内容：都好")
    await zheng.presses("确认")
    sun.says("/broadcast")
    sun.says("请学习材料")
    await sun.presses("全体党员")
    await sun.presses("确认")
    await chen.presses("已学习")
    await chen.presses("写笔记")
    chen.says("笔记")
    await sun.presses("附测验")
    sun.says("1. 题\nA. 甲\nB. 乙\n答案：A")
    await sun.presses("发给全部（10 人）")
    await take_one(chen)
    zheng.says("/board")
    await zheng.presses("党费 2026年10月")
    await zheng.presses("免除")
    await zheng.presses("林预备")
    zheng.says("住院")
    await zheng.presses("确认")
    sun.says("/plan")
    await sun.presses("新增一项")
    sun.says("月份：2026-10\n主题：甲\n形式：党课")
    await sun.presses("确认")
    await scene.quiet()
    await scene.stop()


def _sizes(rows: dict[str, list[dict[str, Any]]], tables: Iterable[str]) -> dict[str, int]:
    return {table: len(rows[table]) for table in tables if table != "alembic_version"}


async def test_each_step_down_and_up_keeps_the_branch(branch: Scene) -> None:
    await _lived(branch)
    before = await branch.place.rows()
    database = Database(branch.place.url)
    for older, newer in reversed(list(pairwise(revisions()))):
        whole = await branch.place.rows()
        await database.migrate(older)
        left = await branch.place.rows()
        assert _sizes(left, left) == _sizes(before, left)  # what an older schema has no table for is gone
        await database.migrate(newer)
        again = await branch.place.rows()
        assert _sizes(again, left) == _sizes(before, left)
        assert set(again) == set(whole)
        if "waivers" in left:
            assert again["waivers"] == whole["waivers"]  # whose each is, is found anew
        await database.migrate(older)
    await database.migrate()
    assert set(await branch.place.rows()) == set(before)
    await database.close()
    await branch.start()
    branch.person("陈正式").says("/dues")
    await branch.person("陈正式").sees("2026年10月党费")


async def test_the_steps_lead_to_the_tables_that_the_code_expects_and_down_to_none(place: Place) -> None:
    database = Database(place.url)
    engine = create_engine(_synchronous(place))
    with engine.connect() as connection:
        assert _differences(connection) == []
    engine.dispose()
    await database.migrate("base")
    assert set(await place.rows()) <= {"alembic_version"}
    await database.migrate()
    await database.close()


def _synchronous(place: Place) -> str:
    address = address_of(place.url)
    driver = "sqlite" if place.kind == "sqlite" else address.drivername
    return make_url(address).set(drivername=driver).render_as_string(hide_password=False)


async def test_a_revision_that_does_not_exist_is_said(scene: Scene) -> None:
    await scene.found()
    with pytest.raises(Problem, match="9999"):
        await migrate(scene.settings, "9999")
