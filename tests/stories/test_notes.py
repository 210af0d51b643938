"""A note on what was studied: for its author alone until it is shared, and each opening is told."""

from bot.console.installation import rotate_keys
from tests.scene import Actor, Scene, carried
from tests.stories.sending import send

NOTE = "第一条讲性质，第三条讲义务；<对照自己> & 改进。"


async def _studies(branch: Scene, name: str = "陈正式") -> Actor:
    zhou, chen = branch.person("周宣传"), branch.person(name)
    await send(zhou, "学习党章第三条")
    await chen.sees("学习党章第三条")
    await chen.presses("已学习")
    await chen.presses("写笔记")
    await chen.sees("学习笔记：学习党章第三条", "最多 4000 字", "只有您自己看得到")
    return chen


async def test_a_note_is_its_authors_alone_and_sealed(branch: Scene) -> None:
    chen = await _studies(branch)
    chen.says(NOTE)
    await chen.sees("学习笔记：学习党章第三条", NOTE, "只有您自己看得到")
    await branch.quiet()
    for actor in branch.cast.values():
        assert actor is chen or actor.has_seen("改进") == 0
    rows = await branch.place.rows()
    assert "改进" not in str(rows)
    chen.says("/study")
    await chen.presses("学习笔记（1）")
    await chen.sees("我的学习笔记")
    await chen.presses("学习党章第三条")
    await chen.sees("学习笔记：学习党章第三条", NOTE)


async def test_a_shared_note_is_read_by_who_sends_and_each_opening_is_told(branch: Scene) -> None:
    chen, zheng, zhou = await _studies(branch), branch.person("郑书记"), branch.person("周宣传")
    chen.says(NOTE)
    await chen.sees(NOTE)
    await chen.presses("提交支部")
    await chen.sees("提交支部：发送材料的同志打得开")
    await zhou.presses("学习笔记（1）")
    await zhou.sees("1 位同志提交了学习笔记")
    await zhou.presses("陈正式")
    opened = await zhou.sees("陈正式同志的学习笔记 · 学习党章第三条", NOTE)
    assert opened.protected
    await chen.sees("谁打开过", "周宣传 2026年10月12日")
    assert ("notes.opened", "陈正式") in await branch.audit("notes")
    await chen.presses("✓ 已提交支部")
    await zhou.sees("已由本人收回或修改，不再显示")
    await branch.quiet()
    assert zhou.has_seen("改进") == zheng.has_seen("改进") == 0


async def test_a_changed_note_must_be_shared_again(branch: Scene) -> None:
    chen, zhou = await _studies(branch), branch.person("周宣传")
    chen.says("甲" * 4000)
    await chen.sees("4000 字", "甲…")
    await chen.presses("查看全文")
    await chen.presses("提交支部")
    await zhou.presses("学习笔记（1）")
    await zhou.presses("陈正式")
    await zhou.sees("陈正式同志的学习笔记", "（2/2）", "甲甲")
    await chen.presses("修改")
    await chen.sees("修改后请重新提交")
    chen.says(NOTE)
    await chen.sees(NOTE, "只有您自己看得到")
    await branch.quiet()
    assert zhou.has_seen("甲甲") == 0
    await chen.presses("提交支部")
    await branch.quiet()
    assert zhou.has_seen("改进") == 0  # what was on the screen stays closed


async def test_wrong_input_and_other_peoples_notes_are_refused(branch: Scene) -> None:
    chen, lin, li = await _studies(branch), branch.person("林预备"), branch.person("李组长")
    chen.says("乙" * 4001)
    await chen.sees("笔记最多 4000 字，没有收下")
    branch.simulator.send_file(chen.user, "a.webp", b"1", kind="sticker")
    await chen.sees("请发来文字")
    chen.says(NOTE)
    own = await chen.sees(NOTE)
    share = carried(own, "提交支部")
    note = share.split(":")[1]
    shown = await lin.sees("学习党章第三条")
    for actor, data in (
        (lin, share),
        (lin, f"lk:{note}"),
        (lin, f"ld:{note}:1"),
        (lin, f"le:{note}"),
        (li, f"le:{note}"),
    ):
        message = shown if actor is lin else await li.sees("学习党章第三条")
        press = branch.simulator.press_data(actor.user, data, message)
        await branch.quiet()
        assert press.answer, data
        assert actor.has_seen("改进") == 0
    press = branch.simulator.press_data(lin.user, "lw:1", shown)
    await branch.quiet()
    assert "请先确认已学习" in (press.answer or "")
    press = branch.simulator.press_data(
        branch.person("周宣传").user, f"le:{note}", await branch.person("周宣传").sees("已送达")
    )
    await branch.quiet()
    assert "已由本人收回" in (press.answer or "")


async def test_a_note_is_deleted_after_asking_and_a_dialog_may_be_left(branch: Scene) -> None:
    chen = await _studies(branch)
    await chen.presses("取消")
    await chen.sees("还没有写笔记")
    await chen.presses("写笔记")
    chen.says(NOTE)
    await chen.sees(NOTE)
    await chen.presses("删除")
    await chen.sees("删除这份笔记")
    await chen.presses("« 返回")
    await chen.sees(NOTE)
    await chen.presses("删除")
    await chen.presses("确认")
    await chen.sees("还没有写过笔记")
    assert (await branch.place.rows("study_notes"))["study_notes"] == []


async def test_a_team_leader_reads_what_was_sent_to_the_own_team_alone(branch: Scene) -> None:
    li, chen, wu = branch.person("李组长"), branch.person("陈正式"), branch.person("何组长")
    await send(branch.person("周宣传"), "小组材料", "第一党小组")
    await chen.sees("小组材料")
    await chen.presses("已学习")
    await chen.presses("写笔记")
    chen.says(NOTE)
    await chen.sees(NOTE)
    await chen.presses("提交支部")
    await branch.quiet()
    message = await li.sees("小组材料")
    branch.simulator.press_data(li.user, "lo:1", message)
    await li.sees("1 位同志提交了学习笔记")
    await li.presses("陈正式")
    await li.sees("陈正式同志的学习笔记")
    wu.says("/menu")
    press = branch.simulator.press_data(wu.user, "lo:1", await wu.sees("请选择要办的事"))
    await branch.quiet()
    assert "不在您的职责范围内" in (press.answer or "")


async def test_the_keys_may_be_replaced(branch: Scene) -> None:
    chen = await _studies(branch)
    chen.says(NOTE)
    await chen.sees(NOTE)
    await branch.stop()
    await rotate_keys(branch.settings)
    await branch.start()
    chen.says("/study")
    await chen.presses("学习笔记（1）")
    await chen.presses("学习党章第三条")
    await chen.sees(NOTE, "只有您自己看得到")
