"""The audit log: the discipline member reads it, in words, by kind and by person; nobody else does."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from bot.console import deed_of
from bot.store.post import Audit
from tests.scene import Actor, Scene
from tests.wiring.test_audit import DEEDS


async def _reads(actor: Actor) -> str:
    actor.says("/audit")
    await actor.scene.quiet()
    return (await actor.sees("审计日志")).text


async def test_what_an_officer_does_stands_in_the_log_in_words_and_so_does_looking(branch: Scene) -> None:
    sun, wu = branch.person("孙组织"), branch.person("吴纪检")
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.presses("副书记")
    await branch.quiet()
    text = await _reads(wu)
    assert "孙组织：任职（陈正式 副书记）" in text
    assert "吴纪检：查看审计日志" in text
    assert "只增不改" in text
    assert (await branch.audit("audit")) == [("audit.opened", "")]


@pytest.mark.parametrize("name", ["郑书记", "孙组织", "周宣传", "李组长", "陈正式", "林预备", "黄积极"])
async def test_nobody_else_reads_it_by_command_or_by_button(branch: Scene, name: str) -> None:
    actor = branch.person(name)
    actor.says("/audit")
    await actor.sees("不在您的职责范围内")
    card = await actor.sees("请选择要办的事")
    for data in ("za:every:0:0", "zb:0", "zc:every:0", "zd:every:1"):
        press = branch.simulator.press_data(actor.user, data, card)
        await branch.quiet()
        assert "不在您的职责范围内" in (press.answer or "")
    assert actor.has_seen("审计日志") == 0
    assert "audit" not in branch.simulator.menu(actor.user)
    assert await branch.audit("audit") == []


async def test_the_log_is_read_by_kind_and_by_person_and_page_by_page(branch: Scene) -> None:
    sun, wu = branch.person("孙组织"), branch.person("吴纪检")
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.presses("停止表决权")
    await sun.presses("恢复表决权")
    await branch.quiet()
    await _reads(wu)
    await wu.presses("按类别")
    await wu.presses("名册导入导出")
    text = (await wu.sees("审计日志 · 名册导入导出")).text
    assert "机器人或管理员：导入名册" in text
    assert "改表决权" not in text
    await wu.presses("按人")
    await wu.presses("所有人")
    await wu.presses("按人")
    await wu.presses("陈正式")
    await wu.sees("审计日志 · 名册导入导出 · 陈正式", "没有记录")
    await wu.presses("按类别")
    await wu.presses("全部类别")
    text = (await wu.sees("审计日志 · 陈正式")).text
    assert text.count("孙组织：改表决权（陈正式）") == 2
    assert "林预备" not in text
    assert ("audit.opened", "陈正式") in await branch.audit("audit")
    await wu.presses("按人")
    await wu.presses("所有人")
    await wu.presses("下一页")
    await wu.presses("上一页")
    await wu.sees("审计日志")


async def test_a_page_that_does_not_exist_or_a_person_who_does_not_is_answered(branch: Scene) -> None:
    wu = branch.person("吴纪检")
    await _reads(wu)
    card = await wu.sees("审计日志")
    branch.simulator.press_data(wu.user, f"za:every:999:{10**17}", card)
    await wu.sees("没有记录")
    press = branch.simulator.press_data(wu.user, "zd:every:999", card)
    await branch.quiet()
    assert "这个按钮已失效" in (press.answer or "")
    await wu.presses("按人")
    branch.simulator.press_data(wu.user, "zc:nonsense:1", card)
    await wu.sees("看谁的")


async def test_every_deed_of_the_program_is_read_in_words_in_both_languages(branch: Scene) -> None:
    """Twenty a page, every deed once; what the program does not know (any more) stands as it is."""
    wu, moment = branch.person("吴纪检"), datetime(2026, 10, 12, 1, tzinfo=UTC)
    subjects = ["决议 3", "例会 2 党员大会", "全体党员", "陈正式 2026-10", "x" * 200]
    deeds = [*sorted(DEEDS), "gone.long_ago"]
    await branch.stop()
    async with deed_of(branch.settings) as deed:
        for number, key in enumerate(deeds):
            row = {"deed": key, "subject": subjects[number % len(subjects)], "at": moment, "branch_id": 1}
            await deed.session.execute(insert(Audit).values(row))
    await branch.start()
    await _reads(wu)
    read = ""
    for _ in range(len(deeds) // 20 + 1):
        text = (await wu.sees("审计日志", "只增不改")).text
        assert text not in read
        read += text
        await wu.presses("下一页")
        await branch.quiet()
    assert "long_ago" in read
    assert "例会 2 党员大会" in read
    assert f"{'x' * 80}…" in read
    assert "x" * 81 not in read
    await wu.presses("按类别")
    await wu.sees("看哪一类")
    assert {"党费", "签到", "gone"} <= set(wu.labels())
