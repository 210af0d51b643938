"""What an election does not take: papers that are void, buttons pressed twice or too late, what the rules forbid."""

from tests.scene import Scene, carried
from tests.stories.test_ballots_closed import ends
from tests.stories.test_elections import FORM, TIE, all_cast, gathered, marks, offered, opened, signed
from tests.stories.test_meetings import ASSEMBLY, call


async def test_a_paper_with_too_many_or_too_few_marks_is_not_cast_and_loses_nothing(branch: Scene) -> None:
    zheng, chen = await gathered(branch, "高退休"), branch.person("陈正式")
    await opened(zheng)
    press = await chen.presses("核对选票")
    assert press.alert
    assert press.answer == "还有 3 人没有标记。没有投出，标记还在。"
    await marks(chen, "+", "+", "+")
    over = await chen.sees("1 ✓ 孙组织\n2 ✓ 周宣传\n3 ✓ 郑书记", "赞成和另选共 3 人", "多了 1 人：这样的票是废票")
    crafted = carried(over, "核对选票").replace("ep:", "ec:").rpartition(":")[0]
    press = await chen.presses("核对选票")
    assert press.alert
    assert "多了 1 人：应选 2 人，多选的票是废票（中国共产党基层组织选举工作条例）" in (press.answer or "")
    press = branch.simulator.press_data(chen.user, crafted, over)
    await branch.quiet()
    assert "没有投出，标记还在" in (press.answer or "")
    await zheng.sees("已投 0 / 应投 9")
    await chen.sees("1 ✓ 孙组织\n2 ✓ 周宣传\n3 ✓ 郑书记", "多了 1 人")
    await branch.stop()
    await branch.start()  # the marks are in the buttons: nothing to lose
    await chen.presses("2 反对")
    kept = await chen.sees("1 ✓ 孙组织\n2 ✗ 周宣传\n3 ✓ 郑书记", "赞成和另选共 2 人")
    assert "多了" not in kept.text
    await chen.presses("核对选票")
    await chen.sees("请核对您的选票", "2 ✗ 周宣传")
    await chen.presses("« 返回")
    await chen.presses("核对选票")
    await chen.presses("确认投票")
    await chen.sees("您的票已投入票箱。")
    await zheng.sees("已投 1 / 应投 9")


async def test_hurried_fingers_old_buttons_and_buttons_of_others(branch: Scene) -> None:
    zheng, chen = await gathered(branch, "高退休"), branch.person("陈正式")
    await opened(zheng)
    asked = await chen.sees("投票：选举")
    mark = carried(asked, "1 赞成")
    await marks(chen, "+", "-", "+")
    await chen.presses("核对选票")
    confirm = await chen.sees("请核对您的选票")
    cast = carried(confirm, "确认投票")
    presses = [branch.simulator.press_data(chen.user, cast, confirm) for _ in range(3)]
    await branch.quiet()
    already = "您已经投过票。无记名投票投出后不能更改，没有改动任何内容。"
    assert [press.answer for press in presses] == ["您的票已投入票箱，不能更改。", already, already]
    receipt = await chen.sees("回执码：")
    assert receipt.labels == []
    odd = {
        mark: "已经投过票", "vm:1:0": "已经投过票", "ep:9:...:00": "已失效", "ep:1:+++....:zz": "已经投过票",
    }  # fmt: skip
    for data, told in odd.items():
        press = branch.simulator.press_data(chen.user, data, receipt)
        await branch.quiet()
        assert told in await chen.told(press), data
    own = await zheng.sees("投票：选举", "□ 孙组织")
    for data in (
        "vm:1:0",
        "vc:1:0",
        "vv:1:for",
        "ep:1:++:00",
        "ep:1:+++0a..:00",
        "ep:1:+++00..:00",
        "ep:1:+++....:zz",
        "ec:1:xyz",
    ):
        press = branch.simulator.press_data(zheng.user, data, own)
        await branch.quiet()
        assert "已失效" in (press.answer or ""), data
    press = branch.simulator.press_data(branch.person("林预备").user, mark, await branch.person("林预备").sees("会议"))
    await branch.quiet()
    assert "不在您的职责范围内" in (press.answer or "")
    await signed(branch)
    wu = branch.person("吴纪检")
    press = branch.simulator.press_data(wu.user, mark, await wu.sees("您没有投票"))
    await branch.quiet()
    assert press.answer == "投票已经结束，没有改动任何内容。"
    assert "收回 1 票" in (await zheng.sees("选举推荐结果")).text


async def test_a_double_tap_opens_one_runoff(branch: Scene) -> None:
    zheng, sun = await gathered(branch, "高退休"), branch.person("孙组织")
    await opened(zheng)
    await all_cast(branch, TIE)
    await signed(branch)
    await zheng.presses("发起第二轮投票")
    asked = await zheng.sees("要发起第二轮投票吗？")
    sun.says("/tally")
    await sun.presses("结果：选举支部委员会委员")
    await sun.presses("发起第二轮投票")
    await sun.sees("要发起第二轮投票吗？")
    sure = carried(asked, "确认")
    presses = [branch.simulator.press_data(zheng.user, sure, asked) for _ in range(2)]
    await branch.quiet()
    assert [press.answer for press in presses] == [
        "第二轮投票已经发起。",
        "后续的投票已经发起，没有再发。请看 /tally。",
    ]
    late = await sun.presses("确认")
    assert late.answer == "后续的投票已经发起，没有再发。请看 /tally。"
    await sun.sees("后续的投票已经发起，见 /tally。")
    assert len((await branch.place.rows("ballots"))["ballots"]) == 2


async def test_with_too_few_present_it_is_not_valid_and_says_by_which_clause(branch: Scene) -> None:
    zheng = await gathered(branch, "高退休", "何组长")
    zheng.says(FORM)
    await zheng.sees("请核对：发起选举", "已点名：实到 7 人，不足 8 人，这样选举无效")
    await zheng.presses("确认")
    await all_cast(branch, {"郑书记 孙组织 周宣传 吴纪检 冯青年 李组长 陈正式": "++-"})
    await signed(branch)
    result = await zheng.sees("选举推荐结果", "选举无效：到会不足 8 人", "实到 7", "规定：到会 8 人以上")
    assert "机关党建工作责任制 二.1" in result.text
    assert "拟当选" not in result.text
    assert offered(zheng, "选举无效") == ["依据", "« 返回"]
    for data, told in (("er:1:0", "没有票数相等"), ("eb:1", "没有不足的名额"), ("ea:1", "没有人拟当选")):
        press = branch.simulator.press_data(zheng.user, data, result)
        await branch.quiet()
        assert told in await zheng.told(press), data


async def test_the_form_refuses_what_the_rules_refuse_and_names_the_clause(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/election")
    await zheng.sees("选举什么？")
    zheng.says("选" * 201)
    await zheng.sees("太长，最多 200 字")
    zheng.says("选举支部委员会委员")
    await zheng.sees("在哪次党员大会上选举？")
    zheng.says("第四季度工作")
    await zheng.sees("没有找到这次党员大会", "选举在党员大会上进行（机关党建工作责任制 二.1")
    await zheng.presses("取消")
    for kind in ("党员大会", "党员大会", "支委会"):
        await call(zheng, ASSEMBLY.replace("类型：党员大会", f"类型：{kind}"))
    zheng.says(FORM)
    await zheng.sees("请写编号：1号、2号")
    zheng.says("3")
    await zheng.sees("没有找到这次党员大会")
    zheng.says("1")
    await zheng.sees("请核对：发起选举")
    wrong = {
        "应选人数：10": "应选人数请写 1 到 9 的数字",
        "应选人数：两人": "应选人数请写 1 到 9 的数字",
        "应选人数：3": "差额选举：应选 3 人，候选人至少 4 人（中国共产党基层组织选举工作条例）",
        "候选人：郑书记、林预备、黄积极": "林预备、黄积极不是有被选举权的正式党员",
        "候选人：郑书记、路人甲": "路人甲",
        "排列：随便": "请写“按姓氏笔画”或“按给定顺序”",
    }
    for line, told in wrong.items():
        label = line.partition("：")[0]
        zheng.says(
            "\n".join(each for each in FORM.replace("第四季度工作", "1").splitlines() if label not in each)
            + f"\n{line}"
        )
        if told == "空":
            await zheng.sees("候选人")
        else:
            await zheng.sees(told)
    await branch.quiet()
    assert (await branch.place.rows("ballots"))["ballots"] == []


async def test_surnames_whose_strokes_are_not_known_leave_the_order_as_given(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng, ASSEMBLY)
    zheng.says(FORM.replace("按姓氏笔画", "按给定顺序"))
    await zheng.sees("选票上的次序：郑书记、孙组织、周宣传。")


async def test_nobody_votes_for_another_nor_on_paper_and_nothing_follows_before_the_signatures(branch: Scene) -> None:
    zheng = await gathered(branch, "高退休")
    await opened(zheng)
    tally = await zheng.sees("投票：选举", "已投 0 / 应投 9")
    assert tally.labels == ["结束投票", "提醒未投票的人", "监票、计票", "« 返回"]
    for data in ("ve:1", "vf:1:10", "vn:1:10:for"):
        press = branch.simulator.press_data(zheng.user, data, tally)
        await branch.quiet()
        await zheng.is_refused(press, "选举由本人无记名投票，不能代录、代投（中国共产党基层组织选举工作条例）。")
    press = branch.simulator.press_data(zheng.user, "uc:1:10:1", tally)
    await branch.quiet()
    await zheng.is_refused(press, "选举要么都用机器人投票，要么都用纸质票")
    await all_cast(branch, {"郑书记 孙组织 周宣传 吴纪检 冯青年 李组长 何组长 陈正式": "++-"})
    await ends(zheng)
    ended = await zheng.sees("待签字确认")
    for data in ("er:1:0", "eb:1", "ea:1"):
        press = branch.simulator.press_data(zheng.user, data, ended)
        await branch.quiet()
        await zheng.is_refused(press, "监票人、计票人还没有都签字，结果还不能作数")


async def test_a_meeting_cancelled_meanwhile_has_no_election_and_no_runoff(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await call(zheng, ASSEMBLY)
    sun.says(FORM)
    await sun.sees("请核对：发起选举")
    await zheng.presses("取消会议")
    await zheng.presses("确认")
    await branch.quiet()
    await sun.presses("确认")
    await sun.sees("没有找到这次党员大会")
    assert (await branch.place.rows("ballots"))["ballots"] == []


async def test_whoever_lost_the_post_or_never_had_it_opens_and_follows_up_nothing(branch: Scene) -> None:
    zheng, chen = await gathered(branch, "高退休"), branch.person("陈正式")
    chen.says("/election")
    await chen.sees("不在您的职责范围内")
    await opened(zheng)
    await all_cast(branch, TIE)
    await signed(branch)
    result = await chen.sees("选举推荐结果")
    assert result.labels == ["依据", "« 返回"]
    for data in ("er:1:0", "er:1:1", "eb:1", "ea:1"):
        press = branch.simulator.press_data(chen.user, data, result)
        await branch.quiet()
        assert "不在您的职责范围内" in (press.answer or ""), data
    assert len((await branch.place.rows("ballots"))["ballots"]) == 1
