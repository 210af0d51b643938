"""A notice or a material is prepared, checked, sent, studied."""

from tests.scene import Scene
from tests.stories.sending import carried, prepare, send

MEMBERS = ("郑书记", "孙组织", "周宣传", "吴纪检", "冯青年", "李组长", "何组长", "陈正式", "林预备")  # bound ones

AUDIENCES = {
    "第二党小组": {"周宣传", "吴纪检", "冯青年", "何组长"},
    "党小组长": {"李组长", "何组长"},
    "纪检委员": {"吴纪检"},
}


async def test_a_text_goes_to_all_members_and_they_confirm_having_studied_it(branch: Scene) -> None:
    zhou, chen, huang = branch.person("周宣传"), branch.person("陈正式"), branch.person("黄积极")
    zhou.says("/broadcast")
    await zhou.sees("请发来内容", "3800")
    zhou.says("请学习新党章 <第一章> & 总纲\n第二行")
    await zhou.sees("发给谁", "内容：请学习新党章 <第一章> & 总纲")
    assert zhou.labels()[:3] == ["全体党员", "第一党小组", "第二党小组"]
    await zhou.presses("全体党员")
    await zhou.sees("发给：全体党员（10 人）", "未绑定、收不到的 1 人：高退休")
    await zhou.presses("确认")
    await zhou.sees("已送达 9/10", "已学习 0", "未绑定：高退休")
    for name in MEMBERS:
        copy = await branch.person(name).sees("周宣传同志发来材料", "<第一章> & 总纲\n第二行")
        assert copy.protected
        assert copy.labels == ["已学习"]
    press = await chen.presses("已学习")
    assert press.answer == "已记下：您已学习。再点一次可收回。"
    await chen.sees("✓ 您已于", "10月12日（周一）09:30 确认学习")
    await zhou.sees("已送达 9/10", "已学习 1")
    await branch.quiet()
    assert huang.has_seen("新党章") == 0


async def test_a_second_tap_takes_it_back_and_a_doubled_tap_does_not(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await send(zheng, "材料甲")
    copy = await chen.sees("材料甲")
    data = carried(copy)
    for _ in range(2):
        branch.simulator.press_data(chen.user, data, copy)
    await zheng.sees("已学习 1")
    await chen.presses("✓ 已学习")
    await zheng.sees("已学习 0")
    await branch.quiet()
    assert chen.has_seen("确认学习") == 0
    assert chen.labels() == ["已学习"]


async def test_a_team_and_a_post_are_audiences(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    for audience, reached in AUDIENCES.items():
        await send(zheng, f"只发给{audience}", audience)
        await branch.quiet()
        got = {
            name
            for name in branch.cast
            if branch.person(name).has_seen(f"同志发来材料（2026年10月12日（周一）09:30）\n\n只发给{audience}")
        }
        assert got == reached, audience


async def test_only_posts_that_somebody_holds_are_offered(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/broadcast 通知：明天停水")
    await zheng.sees("发给谁", "内容：通知：明天停水")
    assert "副书记" not in zheng.labels()
    zheng.says("副书记")
    await zheng.sees("“副书记”里还没有人")


async def test_names_may_be_written_and_a_wrong_one_is_asked_again(branch: Scene) -> None:
    zheng, huang, chen = branch.person("郑书记"), branch.person("黄积极"), branch.person("陈正式")
    zheng.says("/broadcast")
    await zheng.sees("请发来内容")
    zheng.says("谈话通知")
    await zheng.sees("发给谁")
    zheng.says("黄积极、没有这人")
    await zheng.sees("名册里没有“没有这人”")
    zheng.says("黄积极、陈正式")
    await zheng.sees("请核对", "发给：黄积极、陈正式（2 人）")
    zheng.says("纪检委员")
    await zheng.sees("请核对", "发给：纪检委员（1 人）")
    zheng.says("黄积极")
    await zheng.sees("请核对", "发给：黄积极（1 人）")
    await zheng.presses("确认")
    await huang.sees("谈话通知")
    await branch.quiet()
    assert chen.has_seen("谈话通知") == 0
    assert branch.person("吴纪检").has_seen("谈话通知") == 0


async def test_the_audience_and_the_content_can_be_changed_before_sending(branch: Scene) -> None:
    zheng, chen, wu = branch.person("郑书记"), branch.person("陈正式"), branch.person("吴纪检")
    await prepare(zheng, "旧的内容", "第二党小组")
    await zheng.presses("« 返回")
    await zheng.sees("发给谁", "内容：旧的内容")
    await zheng.presses("« 返回")
    await zheng.sees("请发来内容", "现有内容：旧的内容")
    await zheng.presses("沿用这份内容")
    await zheng.sees("发给谁", "内容：旧的内容")
    await zheng.presses("« 返回")
    await zheng.sees("现有内容")
    zheng.says("新的内容")
    await zheng.sees("发给谁", "内容：新的内容")
    await zheng.presses("第一党小组")
    await zheng.presses("确认")
    await chen.sees("新的内容")
    await branch.quiet()
    assert wu.has_seen("新的内容") == 0
    assert chen.has_seen("旧的内容") == 0


async def test_a_double_tap_on_confirm_sends_once(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    preview = await prepare(zheng, "只发一次")
    data = carried(preview)
    first = branch.simulator.press_data(zheng.user, data, preview)
    second = branch.simulator.press_data(zheng.user, data, preview)
    await zheng.sees("已送达 9/10")
    third = branch.simulator.press_data(zheng.user, data, preview)
    await branch.quiet()
    assert first.answer is None
    assert "没有再办一次" in (second.answer or "")
    assert "没有再办一次" in (third.answer or "")
    assert chen.has_seen("只发一次") == 1


async def test_an_old_preview_cannot_send_what_came_after_it(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    old = await prepare(zheng, "第一稿")
    await prepare(zheng, "第二稿", "纪检委员")
    press = branch.simulator.press_data(zheng.user, carried(old), old)
    await branch.quiet()
    assert "没有再办一次" in (press.answer or "")
    await zheng.sees("这一步已经过去")
    assert chen.has_seen("第") == 0


async def test_what_is_left_is_not_sent(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    preview = await prepare(zheng, "不发了")
    await zheng.presses("取消")
    await zheng.sees("请选择要办的事")
    other = await prepare(zheng, "也不发了")
    zheng.says("/cancel")
    await zheng.sees("已退出")
    for card in (preview, other):
        press = branch.simulator.press_data(zheng.user, carried(other), card)
        await branch.quiet()
        assert "没有再办一次" in (press.answer or "")
    zheng.says("随便说一句")
    await zheng.sees("没有看懂")
    assert chen.has_seen("不发了") == 0


async def test_my_materials_open_again_and_what_is_not_confirmed_stands_first(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    chen.says("/study")
    await chen.sees("还没有收到材料")
    for number in range(1, 11):
        await send(zheng, f"第{number}份", "第一党小组")
        await chen.sees(f"第{number}份")
    await chen.presses("已学习")
    chen.says("学习材料")
    await chen.sees("9 份还没有确认学习")
    assert chen.labels()[:8] == [f"第{number}份" for number in range(9, 1, -1)]
    await chen.presses("下一页")
    await branch.quiet()
    assert chen.labels() == ["第1份", "✓ 第10份", "上一页", "« 返回"]
    await chen.presses("✓ 第10份")
    await branch.quiet()
    copies = [m for m in branch.simulator.messages(chen.user) if "第10份" in m.text and m.from_bot]
    assert [copy.protected for copy in copies] == [True, True]
    await chen.presses("✓ 已学习")
    await zheng.sees("第10份", "已学习 0")
    await chen.presses("上一页")
    await chen.sees("10 份还没有确认学习")


async def test_a_dry_run_names_who_will_get_it_and_who_will_not(branch: Scene) -> None:
    zheng, wu = branch.person("郑书记"), branch.person("吴纪检")
    branch.simulator.block(wu.user)
    await branch.quiet()
    await send(zheng, "第一份")
    await branch.quiet()
    preview = await prepare(zheng, "第二份", "第二党小组")
    assert "将收到的 3 人：周宣传、冯青年、何组长" in preview.text
    assert "未绑定、收不到的 1 人：高退休" in preview.text
    assert "上次没有发到、可能收不到的 1 人：吴纪检" in preview.text
    await branch.quiet()
    assert branch.person("冯青年").has_seen("第二份") == 0
