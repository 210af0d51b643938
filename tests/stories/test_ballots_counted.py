"""Paper and raised hands beside the buttons: struck off first, counted by hand, added up, checked."""

import pytest

from bot.rules.words import Choice
from tests.scene import Actor, Scene, carried
from tests.stories.facts import Facts
from tests.stories.test_ballots import ELECTORS, PLAN, audit_of, everything_on_screen, opened
from tests.stories.test_ballots_closed import ends, votes
from tests.stories.test_ballots_present import CLAUSE
from tests.stories.test_ballots_secret import casts
from tests.stories.test_ballots_verdict import MOTION, attendance
from tests.stories.test_meetings import ASSEMBLY, bound_group, call

SECRET = MOTION.replace("记名", "无记名")


async def meets(branch: Scene, form: str = MOTION, *absent: str) -> Actor:
    """The assembly has begun, attendance is taken, the motion is open."""
    zheng = branch.person("郑书记")
    await call(zheng, ASSEMBLY)
    branch.move_to("2026-10-15 14:40")
    await attendance(zheng, *absent)
    await opened(zheng, form)
    return zheng


async def strikes(actor: Actor, *names: str, place: str = "纸质票、举手") -> None:
    """Marks who votes on paper or by hand in the newest ballot."""
    actor.says("/tally")
    await actor.presses("1. 是否同意年度工作计划")
    await actor.presses(place)
    await actor.presses("纸质票、举手人员")
    for name in names:
        press = await actor.presses(f"○ {name}")
        assert press.answer == "已登记：用纸质票或举手"
    await actor.presses("« 返回")


async def counts(actor: Actor, label: str, **figures: int) -> None:
    """Fills in the form of a count from the card of paper and hands, and confirms it."""
    await actor.presses(label)
    actor.says("\n".join(f"{name}：{figure}" for name, figure in figures.items()))
    await actor.sees("请核对：录入")
    await actor.presses("确认")


async def names_signers(actor: Actor, scrutineer: str, counter: str) -> None:
    """Names both from the card of paper and hands."""
    for role, name in (("监票人", scrutineer), ("计票人", counter)):
        await actor.presses(f"指定{role}")
        await actor.presses(f"○ {name}")
    await actor.sees(f"监票人：{scrutineer}", f"计票人：{counter}")


async def sign(branch: Scene, *names: str) -> None:
    """These sign what they see."""
    await branch.each(names, lambda actor: actor.presses("签字确认"))
    await branch.quiet()


async def test_paper_is_added_to_what_was_voted_with_the_bot(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = await meets(branch), branch.person("陈正式")
    await strikes(zheng, "高退休", "何组长")
    he = branch.person("何组长")
    shown = await he.sees("投票：议案表决", "您用纸质票或举手表决，不再用按钮投票")
    assert shown.labels == ["« 返回"]
    await votes(branch, 赞成="郑书记 周宣传 吴纪检", 反对="陈正式")
    await chen.sees("已投 4 / 应投 9", "另有 2 人用纸质票或举手表决", chat=group)
    await zheng.sees("应投 9，其中 2 人用纸质票或举手表决", "监票人：还没有指定", "请录入清点的票数")
    await counts(zheng, "录入纸质票", 发出=2, 收回=2, 废票=0, 赞成=2, 反对=0, 弃权=0)
    await zheng.sees("纸质票：发出 2 · 收回 2 · 废票 0", "请结束投票")
    await names_signers(zheng, "孙组织", "周宣传")
    zheng.says("/tally")
    await zheng.presses("结束投票")
    await zheng.sees("已投 4 / 应投 9，另有 2 人用纸质票或举手表决", "结果在票数录入、监票人和计票人签字确认以后公布")
    press = await zheng.presses("确认")
    assert press.answer == "投票已结束，还要录入票数、签字确认，结果才公布。"
    await chen.sees("待签字确认", "票已计，待监票人、计票人签字确认", chat=group)
    await sign(branch, "孙组织", "周宣传")
    result = (
        "表决结果", "通过：赞成达到 5 票", "应到（有表决权） 9 · 实到 9", "发出 9 票 · 收回 6 票 · 有效 6 票",
        "赞成 5 · 反对 1 · 弃权 0 · 未投 3", "其中：机器人 4 票、纸质票 2 票",
    )  # fmt: skip
    await chen.sees(*result, "监票人 孙组织，计票人 周宣传，均已签字确认")
    shared = await chen.sees(*result, chat=group)
    assert "孙组织" not in shared.text
    await he.sees("表决结果", "您已用纸质票或举手表决，不用按钮投票")
    zheng.says("/tally")
    await zheng.presses("结果：是否同意年度工作计划")
    await zheng.presses("查看明细")
    await zheng.sees(
        "赞成 3：郑书记、周宣传、吴纪检", "纸质票、举手 2：何组长、高退休", "未投 3：孙组织、冯青年、李组长"
    )
    told = await audit_of(branch)
    for each in (
        ("ballots.struck_off", "高退休 议案表决 1"), ("ballots.counted", "纸质票 议案表决 1"),
        ("ballots.signer_named", "孙组织 监票人 议案表决 1"), ("ballots.signed", "计票人 议案表决 1"),
    ):  # fmt: skip
        assert each in told


async def test_hands_and_paper_together_never_exceed_those_struck_off(branch: Scene) -> None:
    zheng = await meets(branch)
    await strikes(zheng, "高退休", "何组长", "李组长")
    await zheng.presses("录入举手")
    zheng.says("赞成：3\n反对：1\n弃权：0")
    await zheng.sees("赞成“3”：举手的人数 4 多于登记的人数（还有 3 人）。请核对，或先登记人员。", "赞成多少票？")
    zheng.says("1")
    await zheng.sees("请核对：录入举手", "投票：1号 是否同意年度工作计划", "赞成：1", "反对：1")
    await zheng.presses("确认")
    await zheng.sees("举手：发出 2 · 收回 2 · 废票 0")
    await zheng.presses("录入纸质票")
    zheng.says("发出：2\n收回：2\n废票：0\n赞成：2\n反对：0\n弃权：0")
    await zheng.sees("发出“2”：发出的票多于登记的人数（还可发 1 票）")
    zheng.says("发出：1\n收回：一\n废票：2\n赞成：1")
    await zheng.sees("收回“一”：请写一个数字，如 3。")
    zheng.says("1")
    await zheng.sees("废票“2”：废票多于收回的票。请核对。", "其中废票多少张？")
    zheng.says("0")
    zheng.says("赞成：3")
    await zheng.sees("赞成“3”：赞成、反对、弃权相加是 3 票，应等于收回减废票的 1 票。请核对。")
    zheng.says("1张")
    await zheng.sees("请核对：录入纸质票", "录入后由监票人、计票人签字确认")
    await zheng.presses("确认")
    await zheng.sees("举手：发出 2 · 收回 2 · 废票 0", "纸质票：发出 1 · 收回 1 · 废票 0")
    await names_signers(zheng, "孙组织", "周宣传")
    await votes(branch, 赞成="郑书记 孙组织 周宣传")
    await ends(zheng)
    await branch.person("孙组织").sees(
        "您是监票人", "机器人：发出 6 · 收回 3", "举手：发出 2 · 收回 2 · 废票 0 · 赞成 1 · 反对 1", "纸质票：发出 1",
        "合计：发出 9 · 收回 6 · 有效 6 · 赞成 5 · 反对 1 · 弃权 0",
    )  # fmt: skip
    await sign(branch, "孙组织", "周宣传")
    await zheng.sees("通过：赞成达到 5 票", "其中：机器人 3 票、举手 2 票、纸质票 1 票")


async def test_the_form_can_be_changed_and_asks_for_the_ballot_too(branch: Scene) -> None:
    zheng = await meets(branch)
    await strikes(zheng, "高退休")
    await zheng.presses("录入纸质票")
    form = await zheng.sees("可以一次发来整张表", "发出：3\n收回：3\n废票：0\n赞成：2", "发出多少张纸质票？")
    assert "点下面的按钮选择" not in form.text
    for question in ("收回多少张？", "其中废票多少张？", "赞成多少票？", "反对多少票？", "弃权多少票？"):
        zheng.says("0")
        await zheng.sees(question)
    zheng.says("0")
    await zheng.sees("请核对：录入纸质票")
    await zheng.presses("修改")
    await zheng.presses("投票")
    asked = await zheng.sees("是哪次投票？")
    assert asked.labels == ["1号 是否同意年度工作计划", "取消"]
    zheng.says("7")
    await zheng.sees("没有这次投票，或不用录入票数")
    await zheng.presses("1号 是否同意年度工作计划")
    await zheng.sees("请核对：录入纸质票")


async def test_the_form_of_a_ballot_signed_meanwhile_asks_for_another_one(branch: Scene) -> None:
    zheng, sun = await meets(branch), branch.person("孙组织")
    await strikes(zheng, "高退休")
    await counts(zheng, "录入纸质票", 发出=1, 收回=1, 废票=0, 赞成=1, 反对=0, 弃权=0)
    await names_signers(zheng, "孙组织", "周宣传")
    await zheng.presses("录入纸质票")
    await zheng.sees("发出多少张纸质票？")
    await ends(sun)
    await sign(branch, "孙组织", "周宣传")
    zheng.says("两张")
    await zheng.sees("没有这次投票，或不用录入票数", "请写一个数字，如 3。", "是哪次投票？")
    branch.simulator.send_file(zheng.user, "s.webp", b"x", kind="sticker")
    await zheng.sees("可以一次发来整张表", "投票：点下面的按钮选择")
    await zheng.presses("取消")
    zheng.says("/tally")
    await zheng.presses("结果：是否同意年度工作计划")
    await zheng.sees("其中：机器人 0 票、纸质票 1 票")


async def test_more_paper_returned_than_issued_voids_the_ballot(branch: Scene) -> None:
    zheng, chen = await meets(branch), branch.person("陈正式")
    await strikes(zheng, "高退休", "何组长")
    await votes(branch, 赞成="郑书记 孙组织 周宣传 吴纪检 冯青年 陈正式")
    await zheng.presses("录入纸质票")
    zheng.says("发出：2\n收回：3\n废票：0\n赞成：3\n反对：0\n弃权：0")
    await zheng.sees("请核对：录入纸质票", "收回的票多于发出的票，签字后本次投票无效（中国共产党基层组织选举工作条例）")
    await zheng.presses("确认")
    await names_signers(zheng, "孙组织", "周宣传")
    await ends(zheng)
    await branch.person("孙组织").sees("您是监票人", "⚠️ 收回的票多于发出的票")
    await sign(branch, "孙组织", "周宣传")
    await chen.sees(
        "投票无效：收回的票多于发出的票。", "依据：中国共产党基层组织选举工作条例（收回的票多于发出的，投票无效）"
    )


async def test_whoever_voted_is_not_struck_off_and_whoever_is_struck_off_cannot_vote(branch: Scene) -> None:
    zheng, he = await meets(branch), branch.person("何组长")
    await votes(branch, 赞成="陈正式")
    asked = await he.sees("请选择：")
    yes = carried(asked, "赞成")
    await strikes(zheng, "何组长")
    press = branch.simulator.press_data(he.user, yes, asked)
    await branch.quiet()
    assert press.answer == (
        "何组长同志已登记用纸质票或举手表决，不能再用按钮投票，没有改动任何内容。如需改回，请发起人取消登记。"
    )
    await zheng.presses("纸质票、举手人员")
    press = await zheng.presses("○ 陈正式")
    assert press.answer == "陈正式同志已经投票，不能改用纸质票或举手，没有改动任何内容。"
    await zheng.presses("« 返回")
    await zheng.presses("指定监票人")
    await zheng.presses("○ 孙组织")
    await branch.person("孙组织").sees("您是监票人")
    await zheng.presses("纸质票、举手人员")
    await zheng.presses("✓ 何组长")
    await zheng.sees("现有 0 / 9 人")
    await branch.person("孙组织").sees("这次投票全部用按钮表决，不用签字确认")
    await he.sees("投票：议案表决", "请选择：")
    await votes(branch, 反对="何组长")
    await he.sees("您的选择：反对")
    assert ("ballots.struck_back", "何组长 议案表决 1") in await audit_of(branch)


async def test_nobody_is_taken_back_once_something_has_been_counted(branch: Scene) -> None:
    zheng = await meets(branch)
    await strikes(zheng, "高退休")
    await counts(zheng, "录入纸质票", 发出=1, 收回=1, 废票=1, 赞成=0, 反对=0, 弃权=0)
    await zheng.presses("纸质票、举手人员")
    press = await zheng.presses("✓ 高退休")
    assert press.answer == "票数已经录入，登记的人员不能再改回。需要时请更正录入的票数。"
    zheng.says("/tally")
    await zheng.presses("1. 是否同意年度工作计划")
    assert "代录" not in zheng.labels()


async def test_only_those_present_are_struck_off(branch: Scene) -> None:
    zheng = await meets(branch, MOTION, "何组长")
    zheng.says("/tally")
    await zheng.presses("1. 是否同意年度工作计划")
    await zheng.presses("纸质票、举手")
    await zheng.sees("如有同志用纸质票或举手表决，请先登记人员")
    await zheng.presses("纸质票、举手人员")
    press = await zheng.presses("○ 何组长")
    assert CLAUSE in await zheng.told(press)


async def test_a_secret_ballot_takes_paper_but_no_show_of_hands(branch: Scene) -> None:
    zheng, chen = await meets(branch, SECRET), branch.person("陈正式")
    await casts(chen, "赞成")
    await strikes(zheng, "高退休", "何组长", place="纸质票")
    await branch.person("何组长").sees("您用纸质票或举手表决")
    shown = await zheng.sees("应投 9，其中 2 人用纸质票或举手表决")
    assert "录入举手" not in shown.labels
    press = branch.simulator.press_data(zheng.user, "ud:1:hands", shown)
    await branch.quiet()
    await zheng.is_refused(press, "无记名投票不能举手", "（党支部工作制度 三（十四）6(7)）。请用纸质票。")
    await counts(zheng, "录入纸质票", 发出=2, 收回=2, 废票=0, 赞成=1, 反对=1, 弃权=0)
    await names_signers(zheng, "孙组织", "周宣传")
    await ends(zheng)
    await branch.person("何组长").sees("投票已结束", "您已用纸质票或举手表决")
    await chen.sees("待签字确认", "票已计，待监票人、计票人签字确认")
    assert "公布的选票" not in await everything_on_screen(branch, *ELECTORS)
    await sign(branch, "孙组织", "周宣传")
    await chen.sees("赞成 2 · 反对 1", "其中：机器人 1 票、纸质票 2 票", "仅机器人收到的票", "公布的回执码")


async def test_the_card_of_names_tells_nobody_who_has_voted_in_secret(branch: Scene) -> None:
    zheng = await meets(branch, SECRET)
    await casts(branch.person("陈正式"), "赞成")
    zheng.says("/tally")
    await zheng.presses("1. 是否同意年度工作计划")
    await zheng.presses("纸质票")
    await zheng.presses("纸质票、举手人员")
    shown = await zheng.sees("这里不显示谁已投票", "无记名投票只能用纸质票", "凭票数就可能猜出")
    assert shown.labels == [*(f"○ {name}" for name in (*ELECTORS, "高退休")), "« 返回"]


async def test_old_buttons_of_a_count_change_nothing(branch: Scene) -> None:
    zheng = await meets(branch)
    zheng.says("/tally")
    card = await zheng.sees("计票", "已投 0")
    for data, answer in (
        ("ud:1:paper", "还没有登记用纸质票或举手表决的同志。请先登记人员，再录入票数。"),
        ("ue:1:counter", "这次投票全部用按钮表决，不用签字确认。"),
        ("uc:1:99:1", "这个按钮已失效"),
        ("uh:1:0", "这个按钮已失效"),
    ):
        press = branch.simulator.press_data(zheng.user, data, card)
        await branch.quiet()
        assert answer in await zheng.told(press), data
    await ends(zheng)
    press = branch.simulator.press_data(zheng.user, "uc:1:1:1", card)
    await branch.quiet()
    assert press.answer == "投票已经结束，没有改动任何内容。"


@pytest.mark.parametrize("method", ["记名", "无记名"])
async def test_paper_for_somebody_without_telegram_in_an_opinion_poll(branch: Scene, method: str) -> None:
    zheng = branch.person("郑书记")
    await opened(zheng, PLAN.replace("记名", method))
    await strikes(zheng, "高退休", place="纸质票、举手" if method == "记名" else "纸质票")
    await counts(zheng, "录入纸质票", 发出=1, 收回=1, 废票=0, 赞成=0, 反对=0, 弃权=1)
    await names_signers(zheng, "孙组织", "周宣传")
    await ends(zheng)
    await sign(branch, "孙组织", "周宣传")
    await zheng.sees("意见征集结果", "发出 9 票 · 收回 1 票", "弃权 1", "其中：机器人 0 票、纸质票 1 票")


async def test_written_opinions_are_counted_beside_and_their_authors_do_not_vote_again(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, he = await meets(branch), branch.person("何组长")
    await Facts(branch).written(1, 1, 何组长=Choice.FOR, 高退休=Choice.FOR)
    press = await he.presses("赞成")
    await he.is_refused(press, "您在会前提出的书面意见已经计入，不能再投一次（")
    zheng.says("/tally")
    await zheng.presses("1. 是否同意年度工作计划")
    await zheng.sees("另有 2 人以书面意见计票")
    assert "代录" not in zheng.labels()
    await zheng.presses("纸质票、举手")
    await zheng.presses("纸质票、举手人员")
    press = await zheng.presses("○ 高退休")
    assert "会前提交的书面意见已计票" in (press.answer or "")
    he.says("/vote")
    await he.presses("✓ 是否同意年度工作计划")
    await he.sees("您在会前提出的书面意见已计入，不用再投票")
    await votes(branch, 赞成="郑书记 周宣传 吴纪检", 反对="陈正式")
    await branch.person("陈正式").sees("另有 2 人以书面意见计票", chat=group)
    await ends(zheng)
    await he.sees(
        "通过：赞成达到 5 票", "收回 6 票", "其中：机器人 4 票、书面意见 2 票", "您在会前提出的书面意见已计入"
    )
    await zheng.presses("查看明细")
    await zheng.sees("书面意见 2：何组长、高退休", "未投 3：孙组织")
