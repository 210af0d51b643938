"""A ballot ends, by hand or at its time; everybody sees the result, and no name goes to those it is not for."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.gateway import courier
from bot.store import ballots
from bot.store.ballots import Ballot, Figures
from tests.scene import Actor, Scene
from tests.stories.test_ballots import ELECTORS, PLAN, audit_of, everything_on_screen, opened
from tests.stories.test_meetings import bound_group


async def votes(scene: Scene, **choices: str) -> None:
    """People press their choice: 赞成="郑书记 孙组织"."""
    choice_of = {name: choice for choice, names in choices.items() for name in names.split()}
    await scene.each(choice_of, lambda actor: actor.presses(choice_of[actor.name]))
    await scene.quiet()


async def ends(actor: Actor) -> None:
    """Ends the newest ballot from the list."""
    actor.says("/tally")
    await actor.sees("计票")
    await actor.presses("结束投票")
    await actor.sees("要结束这次投票吗？")
    await actor.presses("确认")
    await actor.scene.quiet()


async def test_a_result_is_not_worked_out_anew_for_each_who_sees_it(
    branch: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each reading is of the whole roll: one for each who is on it would be the square."""
    read, figures = [], ballots.figures

    async def counting(session: AsyncSession, ballot: Ballot) -> Figures:
        read.append(ballot.id)
        return await figures(session, ballot)

    zheng = branch.person("郑书记")
    await opened(zheng, PLAN)
    await votes(branch, 赞成="陈正式 李组长")
    monkeypatch.setattr(ballots, "figures", counting)
    await ends(zheng)
    for name in ELECTORS:
        await branch.person(name).sees("意见征集结果", "赞成 2 · 反对 0 · 弃权 0")
    assert read == [1, 1]  # the figures, and for the convener whether it was passed


async def test_an_opinion_ends_with_figures_and_without_a_verdict(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, sun, chen = branch.person("郑书记"), branch.person("孙组织"), branch.person("陈正式")
    await opened(zheng)
    await votes(branch, 赞成="郑书记 周宣传 李组长 何组长 冯青年 陈正式", 反对="吴纪检", 弃权="孙组织")
    sun.says("/tally")
    listed = await sun.sees("1. 是否同意年度工作计划", "已投 8 / 应投 9")
    assert listed.labels == ["1. 是否同意年度工作计划", "结束投票", "« 返回"]
    await sun.presses("结束投票")
    await sun.sees("要结束这次投票吗？", "已投 8 / 应投 9")
    await sun.presses("« 返回")
    await sun.sees("投票：意见征集", "已投 8 / 应投 9")
    await sun.presses("结束投票")
    press = await sun.presses("确认")
    assert press.answer == "投票已结束，结果已公布。"
    result = ("意见征集结果", "不作表决结论", "发出 9 票 · 收回 8 票", "赞成 6 · 反对 1 · 弃权 1 · 未投 1", "三（一）")
    shown = await sun.sees(*result)
    assert shown.labels == ["查看明细", "重新表决", "依据", "« 返回"]
    own = await chen.sees(*result, "您的选择：赞成。")
    assert own.labels == ["依据", "« 返回"]
    shared = await chen.sees(*result, chat=group)
    assert shared.labels == []
    assert "通过" not in own.text
    assert "规定" not in own.text
    assert await audit_of(branch) == [("ballots.opened", "意见征集 1"), ("ballots.closed", "意见征集 1")]


async def test_names_and_choices_are_for_the_committee_and_only_after_the_end(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await opened(zheng)
    await votes(branch, 赞成="郑书记 周宣传", 反对="吴纪检 陈正式")
    await ends(zheng)
    sun.says("/tally")
    await sun.sees("近期结果")
    await sun.presses("结果：是否同意年度工作计划")
    await sun.presses("查看明细")
    card = await sun.sees(
        "赞成 2：郑书记、周宣传", "反对 2：吴纪检、陈正式", "弃权 0", "未投 5：孙组织、冯青年", "勿转发"
    )
    await sun.presses("« 返回")
    await sun.sees("意见征集结果", "赞成 2 · 反对 2")
    assert ("ballots.looked_into", "意见征集 1") in await audit_of(branch)
    for name in ("陈正式", "吴纪检", "林预备"):
        press = branch.simulator.press_data(branch.person(name).user, "vd:1", card, chat=branch.person(name).user.id)
        await branch.quiet()
        assert "不在您的职责范围内" in (press.answer or "")
    seen = await everything_on_screen(branch, "陈正式", "周宣传", "林预备")
    seen += await everything_on_screen(branch, "陈正式", chat=group)
    assert "吴纪检" not in seen
    assert "反对 2：" not in seen


async def test_it_ends_at_its_time_by_itself_and_the_opener_gets_the_result(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, PLAN + "\n截止：今天 17:00")
    await votes(branch, 赞成="陈正式")
    branch.move_to("2026-10-12 17:00")
    own = await chen.sees("意见征集结果", "已结束：2026年10月12日（周一）17:00", "您的选择：赞成")
    assert own.labels == ["依据", "« 返回"]
    await zheng.sees("意见征集结果", "赞成 1 · 反对 0 · 弃权 0 · 未投 8")
    await branch.quiet()
    assert "查看明细" in zheng.labels()
    count = len(branch.simulator.messages(zheng.user))
    branch.move_to("2026-10-12 18:00")
    await branch.quiet()
    assert len(branch.simulator.messages(zheng.user)) == count
    assert (await audit_of(branch)).count(("ballots.closed", "意见征集 1")) == 1


async def test_a_vote_that_comes_after_the_time_does_not_count_even_when_the_bot_slept_through_it(
    branch: Scene,
) -> None:
    zheng, chen, zhou = branch.person("郑书记"), branch.person("陈正式"), branch.person("周宣传")
    await opened(zheng, PLAN + "\n截止：今天 17:00")
    await votes(branch, 赞成="陈正式")
    await branch.stop()
    branch.move_to("2026-10-13 09:00")
    press = branch.simulator.press(zhou.user, "反对")
    await branch.start()
    await zhou.sees("意见征集结果", "已结束：2026年10月12日（周一）17:00", "赞成 1 · 反对 0", "您没有投票。")
    await chen.sees("您的选择：赞成。")
    await branch.quiet()
    assert press.answer == "投票已经结束，没有改动任何内容。"


async def test_taps_after_the_end_say_so_and_change_nothing(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng)
    asked = await chen.sees("请选择：")
    shared = await chen.sees("已投 0", chat=group)
    data = {button.text: button.data or "" for row in asked.buttons for button in row}
    await ends(zheng)
    for message in (asked, shared):
        press = branch.simulator.press_data(chen.user, data["反对"], message)
        await branch.quiet()
        assert press.answer == "投票已经结束，没有改动任何内容。"
        assert press.alert
    await chen.sees("意见征集结果", "反对 0", "您没有投票。")


async def test_ending_twice_ends_once(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await opened(zheng)
    for officer in (zheng, sun):
        officer.says("/tally")
        await officer.sees("计票", "已投 0")
        await officer.presses("结束投票")
        await officer.sees("要结束这次投票吗？")
    await zheng.presses("确认")
    await sun.sees("意见征集结果")
    await branch.quiet()
    assert "确认" not in sun.labels()
    sun.says("/tally")
    card = await sun.sees("目前没有正在进行的投票", "近期结果")
    press = branch.simulator.press_data(sun.user, "vx:1:1", card)
    await branch.quiet()
    assert press.answer == "投票已经结束，没有改动任何内容。"
    assert (await audit_of(branch)).count(("ballots.closed", "意见征集 1")) == 1


async def test_quick_taps_end_on_the_result_and_not_back_on_the_list(
    branch: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a card arrived is noted in batches, and people may press sooner than that."""
    zheng = branch.person("郑书记")
    await opened(zheng)
    monkeypatch.setattr(courier, "_REPORT_EVERY", 2.0)
    zheng.says("/tally")
    await zheng.presses("1. 是否同意年度工作计划")
    await zheng.presses("结束投票")
    await zheng.presses("确认")
    await branch.quiet()
    shown = branch.simulator.messages(zheng.user)[-1]
    assert "意见征集结果" in shown.text
    assert shown.labels == ["查看明细", "重新表决", "依据", "« 返回"]


async def test_several_open_ballots_are_listed_newest_first_each_with_its_end(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await opened(zheng)
    await opened(zheng, PLAN.replace("年度工作计划", "学习计划") + "\n截止：明天 17:00")
    zheng.says("计票")
    listed = await zheng.sees("1. 是否同意学习计划", "2. 是否同意年度工作计划", "2026年10月13日（周二）17:00 截止")
    assert listed.labels == [
        "1. 是否同意学习计划", "结束投票", "2. 是否同意年度工作计划", "结束投票", "« 返回",
    ]  # fmt: skip
    await branch.person("陈正式").presses("赞成")
    await zheng.sees("计票", "已投 1 / 应投 9", "已投 0 / 应投 9")
    await zheng.presses("2. 是否同意年度工作计划")
    await zheng.presses("结束投票")
    await zheng.sees("要结束这次投票吗？", "是否同意年度工作计划")


async def test_when_all_have_voted_the_end_is_offered_but_not_taken(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await opened(zheng, PLAN.replace("全体党员", "陈正式、周宣传"))
    await votes(branch, 赞成="陈正式 周宣传")
    shown = await zheng.sees("已投 2 / 应投 2", "应投的同志已全部投票，可以结束")
    assert shown.labels == ["结束投票", "« 返回"]
    await branch.person("陈正式").presses("反对")
    await branch.person("陈正式").sees("您的选择：反对")


async def test_my_past_ballots_are_found_again(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng)
    await chen.presses("弃权")
    await ends(zheng)
    chen.says("/vote")
    await chen.sees("目前没有您要投的票", "近期结果", "是否同意年度工作计划")
    await chen.presses("结果：是否同意年度工作计划")
    await chen.sees("意见征集结果", "您的选择：弃权。")
    await chen.presses("« 返回")
    await chen.sees("近期结果")
