"""Two people sign for a count by hand before its result stands; an objection goes to the opener; nothing ends twice."""

import asyncio

from bot.console import ballots as listing
from tests.scene import Scene, carried
from tests.stories.test_ballots import PLAN, audit_of, opened
from tests.stories.test_ballots_closed import ends, votes
from tests.stories.test_ballots_counted import SECRET, counts, meets, names_signers, sign, strikes
from tests.stories.test_ballots_secret import casts

PAPER = {"发出": 1, "收回": 1, "废票": 0, "赞成": 1, "反对": 0, "弃权": 0}


async def counted(branch: Scene, scrutineer: str = "孙组织", counter: str = "周宣传") -> None:
    """A motion in which 高退休 votes on paper has ended, its paper is entered, and both are named."""
    zheng = await meets(branch)
    await strikes(zheng, "高退休")
    await votes(branch, 赞成="郑书记 周宣传 吴纪检 冯青年", 反对="陈正式")
    await ends(zheng)
    await zheng.sees("待签字确认", "还没有录入")
    await zheng.presses("纸质票、举手")
    await counts(zheng, "录入纸质票", **PAPER)
    await zheng.sees("票已计，待监票人、计票人签字确认")
    await names_signers(zheng, scrutineer, counter)


async def test_before_both_have_signed_there_is_no_verdict_for_anybody(branch: Scene) -> None:
    await counted(branch)
    zheng, sun, chen = branch.person("郑书记"), branch.person("孙组织"), branch.person("陈正式")
    await chen.sees("待签字确认", "票已计，待监票人、计票人签字确认", "您的选择：反对。")
    row = (await listing.ballots(branch.settings))[0]
    assert (row["state"], row["verdict"], row["options"]["for"]) == ("closed", None, 5)
    press = await sun.presses("签字确认")
    assert press.answer == "已签字确认"
    await sun.sees("您已签字确认，另一位签字后公布结果")
    await chen.sees("票已计，待监票人、计票人签字确认")
    await branch.person("周宣传").presses("签字确认")
    await chen.sees("表决结果", "通过：赞成达到 5 票", "监票人 孙组织，计票人 周宣传，均已签字确认")
    await sun.sees("两人都已签字确认，结果已公布")
    await zheng.sees("表决结果", "通过")
    row = (await listing.ballots(branch.settings))[0]
    assert (row["verdict"], row["issued"], row["returned"]) == ("passed", 9, 6)


async def test_an_objection_reaches_the_opener_and_a_correction_is_signed_anew(branch: Scene) -> None:
    await counted(branch)
    zheng, sun, zhou = branch.person("郑书记"), branch.person("孙组织"), branch.person("周宣传")
    asked = await sun.sees("您是监票人", "合计：发出 9 · 收回 6")
    old = carried(asked, "签字确认")
    await sun.presses("签字确认")
    await zhou.presses("有异议")
    await zhou.sees("请用一句话写明哪里不对")
    branch.simulator.send_file(zhou.user, "s.webp", b"x", kind="sticker")
    await zhou.sees("请用文字写一句话")
    zhou.says("长" * 201)
    await zhou.sees("太长，最多 200 字。请写短一些。")
    zhou.says("纸质票是反对")
    await zhou.sees("您的异议：纸质票是反对", "已转给发起人")
    await zheng.sees("计票有异议", "计票人 周宣传：纸质票是反对", "更正后两人重新签字")
    await zheng.presses("纸质票、举手")
    await zheng.sees("监票人：孙组织（已签字）", "计票人：周宣传（有异议）")
    await counts(zheng, "录入纸质票", **PAPER | {"赞成": 0, "反对": 1})
    await zheng.sees("监票人：孙组织（未签字）", "计票人：周宣传（未签字）")
    press = branch.simulator.press_data(sun.user, old, asked)
    await branch.quiet()
    assert press.answer == "票数刚刚有更正，没有签字。请核对新的票数，再签字确认。"
    await sun.sees("您是监票人", "纸质票：发出 1 · 收回 1 · 废票 0 · 赞成 0 · 反对 1", "请核对以上票数")
    await sign(branch, "孙组织", "周宣传")
    await zheng.sees("未通过：赞成不足 5 票", "赞成 4 · 反对 2")
    told = await audit_of(branch)
    assert ("ballots.disputed", "计票人 议案表决 1") in told
    assert "纸质票是反对" not in str(told)


async def test_whoever_objects_may_go_back_and_sign_after_all(branch: Scene) -> None:
    await counted(branch)
    sun, zheng = branch.person("孙组织"), branch.person("郑书记")
    await sun.presses("有异议")
    await sun.presses("« 返回")
    await sun.presses("有异议")
    sun.says("再看一遍")
    await sun.sees("您的异议：再看一遍")
    await sun.presses("签字确认")
    await sun.sees("您已签字确认，另一位签字后公布结果")
    await zheng.sees("异议已经处理")


async def test_an_objection_that_comes_too_late_says_so(branch: Scene) -> None:
    await counted(branch)
    sun = branch.person("孙组织")
    await sun.presses("签字确认")
    await sun.presses("有异议")
    await sun.sees("请用一句话写明哪里不对")
    await sign(branch, "周宣传")
    sun.says("再看一遍")
    await sun.sees("监票人、计票人已签字确认，没有改动任何内容。")
    await sun.sees("表决结果", "通过")


async def test_two_different_electors_sign_and_only_while_they_have_a_vote(branch: Scene) -> None:
    await counted(branch)
    zheng, sun, zhou = branch.person("郑书记"), branch.person("孙组织"), branch.person("周宣传")
    await zheng.presses("指定监票人")
    shown = await zheng.sees("指定监票人", "不能是候选人", "中国共产党基层组织选举工作条例")
    assert "✓ 孙组织" in shown.labels
    assert not {"○ 周宣传", "○ 林预备"} & set(shown.labels)
    press = branch.simulator.press_data(zheng.user, "uf:1:scrutineer:3", shown)
    await branch.quiet()
    await zheng.is_refused(press, "周宣传同志已是另一角色")
    await zheng.presses("○ 吴纪检")
    await zheng.sees("监票人：吴纪检（未签字）")
    await sun.sees("已不在您的职责范围内")
    sun.says("/members")
    await sun.presses("周宣传")
    await sun.presses("停止表决权")
    await zhou.sees("已不在您的职责范围内")
    press = branch.simulator.press_data(zheng.user, "uf:1:counter:3", shown)
    await branch.quiet()
    await zheng.is_refused(press, "周宣传同志是候选人、表决所涉及的本人，或没有表决权")
    await zheng.presses("指定计票人")
    await zheng.presses("○ 何组长")
    await sign(branch, "吴纪检", "何组长")
    await zheng.sees("监票人 吴纪检，计票人 何组长，均已签字确认")


async def test_a_signature_on_paper_is_entered_for_somebody_without_telegram_alone(branch: Scene) -> None:
    await counted(branch, counter="高退休")
    zheng = branch.person("郑书记")
    press = branch.simulator.press_data(zheng.user, "ui:1:scrutineer:0:0", await zheng.sees("监票人：孙组织"))
    await branch.quiet()
    assert press.answer == "孙组织同志已绑定账号，请本人签字确认，没有代录。"
    await zheng.presses("代录签字：高退休")
    await zheng.sees("代录高退休同志（计票人）在纸上的签字？")
    await zheng.presses("确认")
    await zheng.sees("计票人：高退休（已签字）")
    assert ("ballots.signature_entered", "高退休 计票人 议案表决 1") in await audit_of(branch)
    await sign(branch, "孙组织")
    await zheng.sees("监票人 孙组织，计票人 高退休，均已签字确认")
    zheng.says("/tally")
    card = await zheng.sees("近期结果")
    for data in ("ud:1:paper", "ue:1:counter", "uf:1:counter:1"):
        press = branch.simulator.press_data(zheng.user, data, card)
        await branch.quiet()
        assert press.answer == "监票人、计票人已签字确认，没有改动任何内容。", data


async def test_nobody_signs_before_the_end_nor_before_the_paper_is_counted(branch: Scene) -> None:
    zheng = await meets(branch)
    await strikes(zheng, "高退休")
    await names_signers(zheng, "孙组织", "周宣传")
    sun = branch.person("孙组织")
    shown = await sun.sees("您是监票人", "投票结束、票数录入以后，会请您核对并签字确认")
    assert shown.labels == ["« 返回"]
    for data in ("uh:1:0", "uj:1"):
        press = branch.simulator.press_data(sun.user, data, shown)
        await branch.quiet()
        assert press.answer == "还不能签字：请等投票结束、票数录入。"
    await ends(zheng)
    assert branch.person("孙组织").has_seen("请核对以上票数") == 0
    await zheng.presses("纸质票、举手")
    await counts(zheng, "录入纸质票", **PAPER)
    await sun.sees("您是监票人", "请核对以上票数")


async def test_at_its_time_the_opener_is_told_that_a_count_is_missing(branch: Scene) -> None:
    zheng = await meets(branch, SECRET + "\n截止：今天 17:00")
    await strikes(zheng, "高退休", place="纸质票")
    branch.move_to("2026-10-15 17:00")
    shown = await zheng.sees("待签字确认", "还没有录入", "已结束")
    await branch.quiet()
    assert "纸质票" in zheng.labels()
    assert "重新表决" in shown.labels or "重新表决" in zheng.labels()


async def test_when_all_have_voted_the_opener_is_told_once_and_may_end_it(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await opened(zheng, PLAN.replace("全体党员", "陈正式、周宣传、高退休"))
    await strikes(zheng, "高退休")
    await votes(branch, 赞成="陈正式")
    assert zheng.has_seen("全部已投") == 0
    await votes(branch, 赞成="周宣传")
    shown = await zheng.sees("全部已投", "应投的 3 位同志都已表决（其中 1 人用纸质票、举手或书面意见），可以提前结束")
    assert shown.labels == ["结束投票", "查看投票"]
    await votes(branch, 反对="陈正式 周宣传")
    await zheng.presses("查看投票")
    await zheng.sees("应投的同志已全部投票，可以结束")
    await branch.quiet()
    assert zheng.has_seen("全部已投") == 0


async def test_a_secret_ballot_in_which_all_have_voted_ends_early(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await opened(zheng, PLAN.replace("全体党员", "陈正式、周宣传").replace("记名", "无记名") + "\n截止：明天 17:00")
    await casts(branch.person("陈正式"), "赞成")
    await casts(branch.person("周宣传"), "反对")
    await zheng.sees("全部已投", "应投的 2 位同志都已表决，可以提前结束")
    await zheng.presses("结束投票")
    await zheng.presses("确认")
    await zheng.sees("意见征集结果", "赞成 1 · 反对 1")


async def test_an_ended_ballot_is_held_again_as_a_new_one_and_each_names_the_other(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, PLAN.replace("全体党员", "陈正式、周宣传"))
    card = await zheng.sees("已投 0 / 应投 2")
    press = branch.simulator.press_data(zheng.user, "uk:1:1", card)
    await branch.quiet()
    assert press.answer == "投票还没有结束，现在只能看到已投人数。"
    await votes(branch, 赞成="陈正式")
    await ends(zheng)
    await zheng.presses("重新表决")
    shown = await zheng.sees("要重新表决吗？", "应投 2 人")
    sure = carried(shown, "确认")
    press = await zheng.presses("确认")
    assert press.answer == "已发起新的投票。"
    await chen.sees("投票：意见征集", "重新表决：本次为 2 号，前次为 1 号", "请选择：")
    await chen.sees("意见征集结果", "已重新表决：见 2 号", "本次为 1 号", "您的选择：赞成。")
    press = branch.simulator.press_data(zheng.user, sure, shown)
    await branch.quiet()
    assert press.answer == "这次投票已经重新表决，见 2 号。"
    await ends(zheng)
    await chen.sees("意见征集结果", "重新表决：本次为 2 号，前次为 1 号")
    told = await audit_of(branch)
    assert told.count(("ballots.opened", "意见征集 2")) == 1


async def test_after_a_restart_whoever_has_to_sign_still_can(branch: Scene) -> None:
    await counted(branch)
    await branch.quiet()
    await branch.stop()
    press = branch.simulator.press(branch.person("孙组织").user, "签字确认")
    await branch.start()
    await branch.person("孙组织").sees("您已签字确认")
    await asyncio.sleep(0)
    assert press.answered
