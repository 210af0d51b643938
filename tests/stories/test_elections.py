"""Elections: papers are marked and cast in secret; who is proposed, ties voted on again, open seats, the approval."""

from simulator.model import Message
from tests.scene import Actor, Scene, carried
from tests.stories.test_ballots_closed import ends
from tests.stories.test_ballots_secret import CODE
from tests.stories.test_ballots_verdict import attendance
from tests.stories.test_meetings import ASSEMBLY, bound_group, call

FORM = """/election
选举事项：选举支部委员会委员
会议：第四季度工作
应选人数：2
候选人：郑书记、孙组织、周宣传
排列：按姓氏笔画"""
VOTERS = ("郑书记", "孙组织", "周宣传", "吴纪检", "冯青年", "李组长", "何组长", "陈正式")  # 高退休 is not bound


async def gathered(branch: Scene, *absent: str) -> Actor:
    """An assembly that has begun, all there but these; answers its convener."""
    zheng = branch.person("郑书记")
    await call(zheng, ASSEMBLY)
    branch.move_to("2026-10-15 14:40")
    await attendance(zheng, *absent)
    return zheng


async def opened(actor: Actor, form: str = FORM) -> None:
    """Pastes a whole form and confirms it."""
    actor.says(form)
    await actor.sees("请核对：发起选举")
    await actor.presses("确认")
    await actor.scene.quiet()


async def marks(actor: Actor, *choices: str) -> None:
    """Marks the nominees in the order of the paper: + for, - against, anything else abstains."""
    words = {"+": "赞成", "-": "反对"}
    for number, choice in enumerate(choices, 1):
        await actor.presses(f"{number} {words.get(choice, '弃权')}")


async def casts(actor: Actor, choices: str, *written: str) -> str:
    """Marks, writes in, checks, confirms; answers the code of the receipt."""
    await marks(actor, *choices)
    if written:
        await actor.presses("另选他人")
        for name in written:
            await actor.presses(f"○ {name}")
        await actor.presses("« 返回")
    await actor.presses("核对选票")
    await actor.sees("请核对您的选票", "投出后不能更改", *written)
    press = await actor.presses("确认投票")
    assert press.answer == "您的票已投入票箱，不能更改。"
    receipt = await actor.sees("您的票已投入票箱。", "回执码：")
    return str(CODE.findall(receipt.text)[0])


async def all_cast(branch: Scene, papers: dict[str, str]) -> list[str]:
    """Papers by the names of those who cast them alike."""
    return sorted(
        [await casts(branch.person(name), paper) for names, paper in papers.items() for name in names.split()]
    )


def offered(actor: Actor, text: str) -> list[str]:
    """The labels of what shows that to those who follow a result up; electors see the same text, and no such labels."""
    messages = [m for m in actor.scene.simulator.messages(actor.user) if m.from_bot and text in m.text]
    return max((list(message.labels) for message in messages), key=len)


def row(result: Message, name: str) -> str:
    """The line of a nominee in a result."""
    return next(line for line in result.text.splitlines() if f" {name}" in line.partition("：")[0])


TIE = {"郑书记 李组长 何组长": "++-", "周宣传 吴纪检 冯青年": "+-+", "孙组织 陈正式": "0++"}  # six, five, five
SHORT = {"郑书记 李组长 何组长 陈正式 孙组织": "+--", "周宣传 吴纪检 冯青年": "-++"}  # five, three, three


async def test_from_opening_over_a_tie_and_a_runoff_to_the_approval(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = await gathered(branch, "高退休"), branch.person("陈正式")
    zheng.says(FORM)
    preview = await zheng.sees("请核对：发起选举", "选票上的次序：孙组织、周宣传、郑书记", "应投 9 人", "到会 8 人以上")
    assert "其中 1 人没有绑定账号" in preview.text
    assert "中国共产党基层组织选举工作条例" in preview.text
    await zheng.presses("确认")
    for name in VOTERS:
        paper = await branch.person(name).sees("投票：选举", "应选 2 人", "1 □ 孙组织\n2 □ 周宣传\n3 □ 郑书记")
        assert paper.labels[-3:] == ["核对选票", "另选他人", "« 返回"]
    shared = await chen.sees("投票：选举", "候选人：1 孙组织", "到私聊中投票", chat=group)
    assert shared.labels == ["到私聊中投票"]
    codes = await all_cast(branch, TIE)
    await zheng.sees("已投 8 / 应投 9")
    await ends(zheng)
    for actor, chat in ((chen, None), (zheng, None), (chen, group)):
        result = await actor.sees("选举推荐结果", "发出 9 票 · 收回 8 票 · 有效 8 票 · 废票 0 票", chat=chat)
        assert "拟当选：孙组织。" in result.text
        assert "周宣传、郑书记票数相等，还有 1 个名额" in result.text
        assert row(result, "孙组织") == "1 孙组织：赞成 6 · 反对 0 · 弃权 2（拟当选）"
        assert row(result, "周宣传") == "2 周宣传：赞成 5 · 反对 3 · 弃权 0（票数相等）"
        assert "按应到须 5 票，按实到须 5 票；以应到为准（待核实" in result.text
        assert CODE.findall(result.text) == codes
        assert "✓✓✗ × 3\n✓✗✓ × 3\n○✓✓ × 2" in result.text
        assert "当选" not in result.text.replace("拟当选", "")
    assert result.labels == []
    await zheng.presses("发起第二轮投票")
    await zheng.sees("要发起第二轮投票吗？", "得票相等：周宣传、郑书记", "应选：1 人", "票数相等的重新投票")
    await zheng.presses("确认")
    second = await chen.sees("投票：选举", "第二轮投票：接第 1 号选举", "1 □ 周宣传\n2 □ 郑书记")
    assert second.labels == ["1 赞成", "1 反对", "1 弃权", "2 赞成", "2 反对", "2 弃权", "核对选票", "« 返回"]
    await all_cast(branch, {"郑书记 李组长 何组长 孙组织 周宣传": "+-", "吴纪检 冯青年 陈正式": "-+"})
    await ends(zheng)
    await zheng.sees("选举推荐结果", "拟当选：周宣传。", "第二轮：得票多的拟当选", "批复：待批复")
    assert offered(zheng, "第二轮：得票多的拟当选") == ["登记批复", "« 返回"]
    await approved(zheng)
    for actor in (zheng, chen):
        await actor.sees("拟当选：周宣传。", "批复：已批复同意（工委〔2026〕3号，2026年10月15日）")
    deeds = [deed for deed, _ in await branch.audit("ballots")]
    assert deeds == ["ballots.opened", "ballots.closed"] * 2
    assert await branch.audit("elections") == [("elections.approval", "选举 2")]


async def approved(actor: Actor) -> None:
    """Records what the 机关工委 said, with a slip on the way."""
    await actor.presses("登记批复")
    await actor.sees("机关工委批复同意还是不同意？")
    actor.says("还不知道")
    await actor.sees("请写“已批复同意”或“批复不同意”")
    await actor.presses("已批复同意")
    await actor.sees("批复的文号是什么？")
    actor.says("工委〔2026〕3号")
    await actor.sees("批复是哪一天？")
    for wrong, told in (("不知道", "没有看懂这个日期"), ("2026-12-01", "这个日期还没有到")):
        actor.says(wrong)
        await actor.sees(told)
    actor.says("今天")
    await actor.sees("请核对：登记批复", "批复：已批复同意", "文号：工委〔2026〕3号", "日期：2026年10月15日")
    press = await actor.presses("确认")
    assert press.answer == "批复已登记。"


async def test_seats_for_which_nobody_has_more_than_half_go_to_a_by_ballot(branch: Scene) -> None:
    zheng = await gathered(branch, "高退休")
    await opened(zheng)
    await all_cast(branch, SHORT)
    await ends(zheng)
    await zheng.sees("拟当选：孙组织。", "还有 1 个名额没有人过半数，应当另行选举", "不足的名额另行选举")
    assert offered(zheng, "拟当选：孙组织。") == ["另行选举", "登记批复", "« 返回"]
    await zheng.presses("另行选举")
    await zheng.sees("请核对：发起选举", "应选人数：1", "候选人：周宣传、郑书记", "排列：按给定顺序")
    await zheng.presses("确认")
    await branch.person("陈正式").sees("投票：选举", "应选 1 人", "另行选举：接第 1 号选举不足的名额")
    await all_cast(branch, {" ".join(VOTERS[:6]): "+-", " ".join(VOTERS[6:]): "-0"})
    await ends(zheng)
    await zheng.sees("选举推荐结果", "拟当选：周宣传。")
    assert offered(zheng, "拟当选：周宣传。") == ["登记批复", "« 返回"]
    assert "另行选举" not in offered(zheng, "拟当选：孙组织。")
    old = await zheng.sees("拟当选：孙组织。")
    for data, told in (("eb:1", "后续的投票已经发起"), ("er:1:1", "后续的投票已经发起"), ("eb:2", "没有不足的名额")):
        press = branch.simulator.press_data(zheng.user, data, old)
        await branch.quiet()
        assert told in (press.answer or ""), data


async def test_five_write_in_somebody_who_was_not_nominated(branch: Scene) -> None:
    zheng, chen = await gathered(branch, "高退休"), branch.person("陈正式")
    await opened(zheng)
    await chen.presses("另选他人")
    names = await chen.sees("另选他人", "已写 0 / 2")
    assert names.labels == ["○ 吴纪检", "○ 冯青年", "○ 李组长", "○ 何组长", "○ 陈正式", "○ 高退休", "« 返回"]
    await chen.presses("○ 吴纪检")
    await chen.presses("○ 李组长")
    await chen.sees("已写 2 / 2：吴纪检、李组长")
    await chen.presses("○ 何组长")  # there is no third line
    await chen.presses("● 吴纪检")
    await chen.sees("已写 1 / 2：李组长")
    await chen.presses("« 返回")
    await chen.sees("另选：李组长", "赞成和另选共 1 人")
    await casts(chen, "-0-")
    for name in ("周宣传", "冯青年", "吴纪检", "何组长"):
        await casts(branch.person(name), "+0-", "李组长")
    await casts(zheng, "+-+")
    await ends(zheng)
    result = await zheng.sees("选举推荐结果", "拟当选：孙组织、李组长。", "另选 李组长：5 票（拟当选）")
    assert row(result, "孙组织") == "1 孙组织：赞成 5 · 反对 1 · 弃权 0（拟当选）"
    assert "✓○✗ 另选李组长 × 4" in result.text


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
        assert told in (press.answer or ""), data
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
    await ends(zheng)
    wu = branch.person("吴纪检")
    press = branch.simulator.press_data(wu.user, mark, await wu.sees("您没有投票"))
    await branch.quiet()
    assert press.answer == "投票已经结束，没有改动任何内容。"
    assert "收回 1 票" in (await zheng.sees("选举推荐结果")).text


async def test_a_double_tap_opens_one_runoff(branch: Scene) -> None:
    zheng, sun = await gathered(branch, "高退休"), branch.person("孙组织")
    await opened(zheng)
    await all_cast(branch, TIE)
    await ends(zheng)
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
    assert len((await branch.place.rows())["ballots"]) == 2


async def test_with_too_few_present_it_is_not_valid_and_says_by_which_clause(branch: Scene) -> None:
    zheng = await gathered(branch, "高退休", "何组长")
    zheng.says(FORM)
    await zheng.sees("请核对：发起选举", "已点名：实到 7 人，不足 8 人，这样选举无效")
    await zheng.presses("确认")
    await all_cast(branch, {"郑书记 孙组织 周宣传 吴纪检 冯青年 李组长 陈正式": "++-"})
    await ends(zheng)
    result = await zheng.sees("选举推荐结果", "选举无效：到会不足 8 人", "实到 7", "规定：到会 8 人以上")
    assert "机关党建工作责任制 二.1" in result.text
    assert "拟当选" not in result.text
    assert offered(zheng, "选举无效") == ["« 返回"]
    for data, told in (("er:1:0", "没有票数相等"), ("eb:1", "没有不足的名额"), ("ea:1", "没有人拟当选")):
        press = branch.simulator.press_data(zheng.user, data, result)
        await branch.quiet()
        assert told in (press.answer or ""), data


async def test_without_attendance_there_is_no_result_until_it_is_taken(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng, ASSEMBLY)
    await opened(zheng)
    branch.move_to("2026-10-15 14:40")
    await ends(zheng)
    await zheng.sees("没有点名记录，不能确定选举是否有效")
    await attendance(zheng, "高退休")
    await chen.sees("选举推荐结果", "实到 8", "还有 2 个名额没有人过半数")


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
    assert (await branch.place.rows())["ballots"] == []


async def test_surnames_whose_strokes_are_not_known_leave_the_order_as_given(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng, ASSEMBLY)
    zheng.says(FORM.replace("按姓氏笔画", "按给定顺序"))
    await zheng.sees("选票上的次序：郑书记、孙组织、周宣传。")


async def test_nobody_enters_a_vote_for_another_in_an_election(branch: Scene) -> None:
    zheng = await gathered(branch, "高退休")
    await opened(zheng)
    tally = await zheng.sees("投票：选举", "已投 0 / 应投 9")
    assert tally.labels == ["结束投票", "« 返回"]
    for data in ("ve:1", "vf:1:10", "vn:1:10:for"):
        press = branch.simulator.press_data(zheng.user, data, tally)
        await branch.quiet()
        assert press.answer == "选举由本人无记名投票，不能代录、代投（中国共产党基层组织选举工作条例）。", data


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
    assert (await branch.place.rows())["ballots"] == []


async def test_whoever_lost_the_post_or_never_had_it_opens_and_follows_up_nothing(branch: Scene) -> None:
    zheng, chen = await gathered(branch, "高退休"), branch.person("陈正式")
    chen.says("/election")
    await chen.sees("不在您的职责范围内")
    await opened(zheng)
    await all_cast(branch, TIE)
    await ends(zheng)
    result = await chen.sees("选举推荐结果")
    assert result.labels == ["« 返回"]
    for data in ("er:1:0", "er:1:1", "eb:1", "ea:1"):
        press = branch.simulator.press_data(chen.user, data, result)
        await branch.quiet()
        assert "不在您的职责范围内" in (press.answer or ""), data
    assert len((await branch.place.rows())["ballots"]) == 1


def _long_roster(names: list[str]) -> str:
    lines = [f"{name},第一党小组,{'书记' if name == '王同志' else ''},正式党员,,,在职,5000" for name in names]
    return "\n".join(["姓名,党小组,职务,党员类别,入党日期,转正日期,人员类别,党费基数", *lines])


async def test_a_long_roll_is_written_in_by_pages_and_a_paper_holds_no_more_than_twelve(scene: Scene) -> None:
    """Thirty-one electors, four fifths of whom are twenty-five."""
    names = [f"{surname}{given}" for surname in "王李张刘陈杨黄赵吴周徐孙马朱胡" for given in ("同志", "代表")]
    scene.move_to("2026-10-12 09:30")
    await scene.found(_long_roster([*names, "Smith"]))
    await scene.start()
    await scene.bind("王同志", "李代表")
    wang, li = scene.person("王同志"), scene.person("李代表")
    await call(wang, ASSEMBLY)
    wang.says(FORM.replace("应选人数：2", "应选人数：9").replace("郑书记、孙组织、周宣传", "、".join(names[:13])))
    await wang.sees("候选人最多 12 人")
    wang.says("、".join(["Smith", *names[2:13]]))
    await wang.sees("请核对：发起选举", "不知道这些姓氏的笔画，按给定顺序排列：Smith", "到会 25 人以上")
    await wang.presses("确认")
    scene.move_to("2026-10-15 14:40")
    await attendance(wang)
    await li.sees("1 □ Smith", "12 □ 黄同志")
    await marks(li, *"+++---------")
    await li.presses("另选他人")
    assert (await li.sees("已写 0 / 9")).labels[-3:] == ["○ 朱同志", "下一页 ›", "« 返回"]
    await li.presses("下一页 ›")
    second = await li.sees("已写 0 / 9")
    assert second.labels == ["○ 朱代表", "○ 胡同志", "○ 胡代表", "‹ 上一页", "« 返回"]
    await li.presses("○ 胡代表")
    await li.sees("已写 1 / 9：胡代表")
    await li.presses("‹ 上一页")
    await li.presses("○ 王代表")
    await li.sees("已写 2 / 9：王代表、胡代表", "赞成和另选共 5 人")
    await li.presses("« 返回")
    await li.sees("1 ✓ Smith", "另选：王代表、胡代表")
    await li.presses("核对选票")
    await li.presses("确认投票")
    await li.sees("您的票已投入票箱。")
    await ends(wang)
    result = await wang.sees("✓✓✓✗✗✗✗✗✗✗✗✗ 另选王代表、胡代表 × 1", "收回的票完全一致")
    assert "实到 31" in result.text
