"""Who may send what to whom, and what nobody learns of others."""

from tests.scene import Actor, Scene
from tests.stories.sending import carried, prepare, send

NOT_YOURS = "不在您的职责范围内"


def _read(actor: Actor) -> str:
    """Everything that the bot ever showed this person and that is still there."""
    return "\n".join(message.text for message in actor.scene.simulator.messages(actor.user) if message.from_bot)


async def test_a_recipient_learns_nothing_of_the_others(branch: Scene) -> None:
    zheng, chen, lin = branch.person("郑书记"), branch.person("陈正式"), branch.person("林预备")
    before = _read(chen)
    await send(zheng, "各看各的", "第一党小组")
    await lin.presses("已学习")
    await zheng.sees("已学习 1")
    chen.says("/study")
    await chen.sees("1 份还没有确认学习")
    await chen.presses("各看各的")
    await chen.presses("已学习")
    await zheng.sees("已学习 2")
    await branch.quiet()
    told = _read(chen).removeprefix(before)
    assert told.count("各看各的") == 2
    for secret in ("林预备", "李组长", "高退休", "第一党小组", "5 人", "已送达", "已学习 "):
        assert secret not in told, secret


async def test_the_sender_sees_who_confirmed_in_roster_order(branch: Scene) -> None:
    zheng, chen, li = branch.person("郑书记"), branch.person("陈正式"), branch.person("李组长")
    await send(zheng, "名单材料", "第一党小组")
    await chen.presses("已学习")
    await zheng.presses("学习名单")
    await zheng.sees("已学习 1 人：陈正式", "未确认 4 人：郑书记、孙组织、李组长、林预备")
    await li.presses("已学习")
    await zheng.sees("已学习 2 人：李组长、陈正式")
    await zheng.presses("« 返回")
    await zheng.sees("已送达 5/5", "已学习 2")


async def test_who_may_not_send_is_turned_away_from_every_button(branch: Scene) -> None:
    confirm = await send(branch.person("郑书记"), "只有负责同志能发", "书记")
    presses = (confirm, "nw:1", "nk:1", "na:1:all", "nq:1", "np:0", "nf:1", "nn:1", "nr:1:0:1", "nx:1:1")
    for name in ("吴纪检", "陈正式", "林预备", "黄积极"):
        other = branch.person(name)
        start = await other.sees("请选择要办的事")
        before = _read(other)
        for data in presses:
            press = branch.simulator.press_data(other.user, data, start)
            await branch.quiet()
            assert NOT_YOURS in (press.answer or ""), (name, data)
        other.says("/broadcast 我也想发")
        other.says("发送材料")
        await branch.quiet()
        told = _read(other).removeprefix(before)
        assert told.count(NOT_YOURS) == 2
        assert "材料" not in told


async def test_whom_it_was_not_for_cannot_open_or_confirm_it(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await send(zheng, "只给书记", "书记")
    start = await chen.sees("请选择要办的事")
    for data in ("no:1", "ny:1:1", "no:99", "ny:99:1"):
        press = branch.simulator.press_data(chen.user, data, start)
        await branch.quiet()
        assert NOT_YOURS in (press.answer or ""), data
    chen.says("/study")
    await chen.sees("还没有收到材料")
    assert "只给书记" not in _read(chen)
    await zheng.sees("已送达 1/1", "已学习 0")


async def test_what_waits_for_the_morning_cannot_be_opened_before(branch: Scene) -> None:
    branch.move_to("2026-10-12 22:00")
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await prepare(zheng, "明早才能看")
    await zheng.presses("明早发送")
    await zheng.sees("将在")
    start = await chen.sees("请选择要办的事")
    for data in ("no:1", "ny:1:1"):
        press = branch.simulator.press_data(chen.user, data, start)
        await branch.quiet()
        assert NOT_YOURS in (press.answer or ""), data
    assert "明早才能看" not in _read(chen)


async def test_a_team_leader_sends_to_the_own_team_only(branch: Scene) -> None:
    li, chen, wu = branch.person("李组长"), branch.person("陈正式"), branch.person("吴纪检")
    li.says("/broadcast")
    await li.sees("请发来内容")
    li.says("本组学习材料")
    card = await li.sees("发给谁")
    assert li.labels() == ["第一党小组", "取消", "« 返回"]
    step = carried(card).split(":")[1]
    for group in ("all", "t2", "secretary"):
        press = branch.simulator.press_data(li.user, f"na:{step}:{group}", card)
        await branch.quiet()
        assert NOT_YOURS in (press.answer or ""), group
    for words in ("全体党员", "第二党小组", "支委会", "党小组长", "陈正式、吴纪检"):
        li.says(words)
        await branch.quiet()
    assert li.has_seen("您只能发给本党小组的同志") == 5
    li.says("陈正式")
    await li.sees("请核对", "发给：陈正式（1 人）")
    await li.presses("« 返回")
    await li.presses("第一党小组")
    await li.presses("确认")
    await li.sees("已送达 5/5")
    await branch.quiet()
    assert chen.has_seen("本组学习材料") == 1
    assert wu.has_seen("本组学习材料") == 0


async def test_a_narrow_scope_follows_only_the_own_broadcasts(branch: Scene) -> None:
    zheng, zhou, li = branch.person("郑书记"), branch.person("周宣传"), branch.person("李组长")
    zhou.says("/broadcast")
    await zhou.presses("发送记录")
    await zhou.sees("还没有发送过材料")
    await send(zheng, "书记发的", "第一党小组")
    await send(li, "组长发的", "第一党小组")
    li.says("/broadcast")
    await li.presses("发送记录")
    await branch.quiet()
    assert li.labels() == ["10月12日 组长发的", "« 返回"]
    listed = await li.sees("发送记录")
    for data in ("nf:1", "nn:1", "nr:1:0:0", "nx:1:1"):
        press = branch.simulator.press_data(li.user, data, listed)
        await branch.quiet()
        assert NOT_YOURS in (press.answer or ""), data
    zhou.says("/broadcast")
    await zhou.presses("发送记录")
    await branch.quiet()
    assert zhou.labels() == ["10月12日 组长发的", "10月12日 书记发的", "« 返回"]
    await zhou.presses("10月12日 组长发的")
    await zhou.sees("发送人：李组长", "已送达 5/5")
    await zhou.presses("« 返回")
    await zhou.sees("发送记录")
    zhou.says("这句话不是材料")
    await zhou.sees("没有看懂")


async def test_the_youth_member_names_everybody(branch: Scene) -> None:
    feng, chen, lin = branch.person("冯青年"), branch.person("陈正式"), branch.person("林预备")
    feng.says("/broadcast")
    await feng.sees("请发来内容")
    feng.says("青年读书会材料")
    await feng.sees("发给谁", "请发来收件同志的姓名")
    assert feng.labels() == ["取消", "« 返回"]
    for words in ("全体党员", "第一党小组", "支委会", "党小组长", "林预备、第一党小组"):
        feng.says(words)
        await branch.quiet()
    assert feng.has_seen("请写出收件同志的姓名") == 5
    feng.says("林预备、黄积极")
    await feng.sees("请核对", "发给：林预备、黄积极（2 人）")
    await feng.presses("确认")
    await feng.sees("已送达 2/2")
    await lin.sees("青年读书会材料")
    await branch.person("黄积极").sees("青年读书会材料")
    assert chen.has_seen("青年读书会材料") == 0


async def test_who_loses_the_post_sees_no_more_of_it(branch: Scene) -> None:
    sun, zhou, chen = branch.person("孙组织"), branch.person("周宣传"), branch.person("陈正式")
    await send(zhou, "免职以前发的", "第一党小组")
    await zhou.presses("学习名单")
    await zhou.sees("未确认 5 人")
    other = await prepare(zhou, "免职以前写的")
    send_it = carried(other)
    sun.says("/members")
    await sun.presses("周宣传")
    await sun.presses("✓ 宣传委员")
    await sun.sees("周宣传", "职务：无")
    await chen.presses("已学习")
    await branch.quiet()
    assert "未确认" not in _read(zhou)
    for data in ("nf:1", "nn:1", send_it):
        press = branch.simulator.press_data(zhou.user, data, other)
        await branch.quiet()
        assert NOT_YOURS in (press.answer or ""), data
    assert chen.has_seen("免职以前写的") == 0


async def test_in_a_group_nothing_is_prepared_or_shown(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    group = branch.simulator.add_group("示范群", members=[zheng.user, chen.user])
    await send(zheng, "群里不出现", "第一党小组")
    zheng.says("/broadcast@branch_bot 群里写的材料", chat=group)
    chen.says("/study@branch_bot", chat=group)
    zheng.says("全体党员", chat=group)
    await branch.quiet()
    told = [message for message in branch.simulator.messages(chen.user, group) if message.from_bot]
    assert [message.text for message in told] == ["这件事请到与我的私聊中办理，群里不显示个人事项。"] * 2
    for data in ("nf:1", "ny:1:1", "no:1", "nl:0"):
        press = branch.simulator.press_data(zheng.user, data, told[0], group)
        await branch.quiet()
        assert "请到与我的私聊中办理" in (press.answer or ""), data
    url = told[0].buttons[0][0].url
    assert url is not None
    branch.simulator.follow(zheng.user, url)
    await zheng.sees("请发来内容")
    assert "群里写的材料" not in _read(zheng)


async def test_an_unknown_person_learns_nothing(branch: Scene) -> None:
    zheng, stranger = branch.person("郑书记"), branch.person("路人甲")
    await send(zheng, "外人不知")
    for text in ("/broadcast 你好", "/study", "发送材料", "学习材料", "/start go-broadcast", "/start go-study"):
        stranger.says(text)
    await branch.quiet()
    message = branch.simulator.messages(stranger.user)[-1]
    for data in ("no:1", "ny:1:1", "nf:1", "np:0", "nl:0"):
        press = branch.simulator.press_data(stranger.user, data, message)
        await branch.quiet()
        assert press.answer == "您好，这里只为受邀的同志服务。"
    told = {each.text for each in branch.simulator.messages(stranger.user) if each.from_bot}
    assert len(told) == 1
    assert "受邀" in told.pop()
