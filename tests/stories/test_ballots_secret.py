"""Secret ballots: cast in two steps, final, and nobody sees more than the turnout until both lists are published."""

import re

import pytest

from simulator.model import Chat, Message
from tests.scene import Actor, Scene, carried
from tests.stories.test_ballots import CHOICES, ELECTORS, PLAN, audit_of, everything_on_screen, opened
from tests.stories.test_ballots_closed import ends
from tests.stories.test_ballots_verdict import MOTION, attendance, corrected
from tests.stories.test_meetings import ASSEMBLY, bound_group, call

SECRET = PLAN.replace("记名", "无记名")
CODE = re.compile(r"\b[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}\b")


async def casts(actor: Actor, choice: str) -> str:
    """Chooses, confirms, and answers the inclusion code of the receipt."""
    await actor.presses(choice)
    await actor.sees("请确认您的选择：", f"● {choice}")
    press = await actor.presses("确认投票")
    assert press.answer == "您的票已投入票箱，不能更改。"
    receipt = await actor.sees("您的票已投入票箱。", "回执码：")
    return str(CODE.findall(receipt.text)[0])


def lists(result: Message) -> tuple[list[str], list[str]]:
    """The published choices and codes."""
    _, _, rest = result.text.partition("公布的选票")
    choices, codes = rest.split("公布的回执码")
    return choices.splitlines()[1].split("、"), CODE.findall(codes)


async def test_the_whole_path_from_opening_to_the_published_lists(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    zheng.says(SECRET)
    await zheng.sees("方式：无记名", "应投 9 人", "投出后不能更改", "1 人没有绑定账号，无记名投票不能代录", "高退休")
    await zheng.presses("确认")
    for name in ELECTORS:
        asked = await branch.person(name).sees("投票：意见征集", "方式：无记名", "投出后不能更改")
        assert asked.labels == [*CHOICES, "« 返回"]
    codes = [await casts(branch.person(name), "赞成") for name in ("郑书记", "周宣传", "李组长")]
    codes += [await casts(branch.person(name), "反对") for name in ("陈正式", "吴纪检")]
    codes += [await casts(branch.person("孙组织"), "弃权")]
    await ends(zheng)
    result = await chen.sees("意见征集结果", "收回 6 票", "赞成 3 · 反对 2 · 弃权 1 · 未投 3", "三（一）")
    choices, published = lists(result)
    assert choices == ["赞成"] * 3 + ["反对"] * 2 + ["弃权"]
    assert published == sorted(codes)
    assert len(set(codes)) == 6
    assert result.labels == ["依据", "« 返回"]
    # The receipt stays where it was, so that its code can be looked up in the list.
    assert chen.has_seen("您的票已投入票箱。") == 1
    await zheng.sees("结果", "赞成 3")
    assert await audit_of(branch) == [("ballots.opened", "意见征集 1"), ("ballots.closed", "意见征集 1")]


async def test_before_casting_one_may_go_back_and_choose_anew_and_afterwards_not(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, SECRET)
    asked = await chen.sees("投票：意见征集")
    old = {button.text: button.data or "" for row in asked.buttons for button in row}
    await chen.presses("反对")
    confirm = await chen.sees("○ 赞成\n● 反对\n○ 弃权", "投出后不能更改，也不能撤回", "不会显示您的选择")
    assert confirm.labels == ["确认投票", "« 返回"]
    data = confirm.buttons[0][0].data or ""
    await chen.presses("« 返回")
    await branch.quiet()
    assert (await chen.sees("投票：意见征集")).labels == [*CHOICES, "« 返回"]
    await zheng.sees("已投 0 / 应投 9")
    code = await casts(chen, "弃权")
    receipt = await chen.sees(code)
    assert receipt.labels == []
    assert not any(choice in receipt.text for choice in CHOICES)
    await zheng.sees("已投 1 / 应投 9")
    for pressed in (old["赞成"], data, data):
        press = branch.simulator.press_data(chen.user, pressed, receipt)
        await branch.quiet()
        assert press.answer == "您已经投过票。无记名投票投出后不能更改，没有改动任何内容。"
        assert press.alert
    await ends(zheng)
    assert lists(await chen.sees("公布的选票")) == (["弃权"], [code])


async def test_a_double_tap_casts_once(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, SECRET)
    await chen.presses("反对")
    confirm = await chen.sees("请确认您的选择")
    data = confirm.buttons[0][0].data or ""
    presses = [branch.simulator.press_data(chen.user, data, confirm) for _ in range(3)]
    await branch.quiet()
    assert [press.answer for press in presses] == [
        "您的票已投入票箱，不能更改。",
        *["您已经投过票。无记名投票投出后不能更改，没有改动任何内容。"] * 2,
    ]
    await zheng.sees("已投 1 / 应投 9")
    await chen.sees("回执码：")
    await ends(zheng)
    assert lists(await chen.sees("公布的选票"))[0] == ["反对"]


async def test_the_receipt_is_found_again_with_the_same_code_until_the_end_also_after_a_restart(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, SECRET)
    code = await casts(chen, "赞成")
    await branch.stop()
    await branch.start()
    chen.says("/vote")
    await chen.presses("✓ 是否同意年度工作计划")
    await branch.quiet()
    assert chen.has_seen(code) == 2
    await ends(zheng)
    chen.says("/vote")
    await chen.presses("结果：是否同意年度工作计划")
    await branch.quiet()
    shown = branch.simulator.messages(chen.user)[-1]
    assert "公布的回执码" in shown.text
    assert "您的票已投入票箱" not in shown.text


async def test_closed_while_somebody_is_confirming_the_vote_is_not_taken(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, SECRET)
    await casts(zheng, "赞成")
    await chen.presses("反对")
    confirm = await chen.sees("请确认您的选择")
    data = confirm.buttons[0][0].data or ""
    await ends(zheng)
    await chen.sees("投票已结束", "您没有投票。结果见另一条消息")
    assert chen.has_seen("请确认您的选择") == 0
    press = branch.simulator.press_data(chen.user, data, confirm)
    await branch.quiet()
    assert press.answer == "投票已经结束，没有改动任何内容。"
    assert lists(await chen.sees("公布的选票"))[0] == ["赞成"]


async def test_whoever_casts_in_the_very_moment_of_the_end_gets_the_code_too(branch: Scene) -> None:
    """After an outage both taps come in one group: what is painted then finds the ballot ended."""
    zheng, chen, zhou = branch.person("郑书记"), branch.person("陈正式"), branch.person("周宣传")
    await opened(zheng, SECRET)
    early = await casts(zhou, "赞成")
    await chen.presses("反对")
    confirm = await chen.sees("● 反对")
    cast = carried(confirm, "确认投票")
    zheng.says("/tally")
    await zheng.presses("结束投票")
    asked = await zheng.sees("要结束这次投票吗")
    end = carried(asked, "确认")
    await branch.quiet()
    await branch.stop()
    branch.simulator.press_data(chen.user, cast, confirm)
    branch.simulator.press_data(zheng.user, end, asked)
    await branch.start()
    result = await chen.sees("公布的选票")
    receipt = await chen.sees("您的票已投入票箱。", "回执码：")
    await branch.quiet()
    code = str(CODE.findall(receipt.text)[0])
    assert lists(result) == (["赞成", "反对"], sorted([early, code]))
    assert receipt.labels == []
    assert chen.has_seen("● 反对") == 0
    assert zhou.has_seen(early) == 2  # the receipt from before, and the list


async def test_nothing_that_is_kept_of_a_receipt_depends_on_its_code(branch: Scene) -> None:
    """Codes are published, so a digest of the receipt would tell whose is whose."""
    zheng = branch.person("郑书记")
    await opened(zheng, SECRET)
    codes = {await casts(branch.person(name), "赞成") for name in ("陈正式", "周宣传", "吴纪检")}
    await branch.quiet()
    rows = await branch.place.rows()
    voters = [row["person_id"] for row in rows["electors"] if row["voted"]]
    kept = [row for row in rows["cards"] if row["name"] == "ballots/card" and row["person_id"] in voters]
    assert len(codes) == len(kept) == 3
    assert len({row["digest"] for row in kept}) == 1


async def test_once_a_receipt_is_on_the_screen_no_call_that_is_kept_says_whose_it_was(branch: Scene) -> None:
    """A finished call keeps its time for two days: with the chat or the card it would tell when each person voted."""
    chen = branch.person("陈正式")
    await opened(branch.person("郑书记"), SECRET)
    await casts(chen, "反对")
    await branch.quiet()
    edits = [row for row in (await branch.place.rows("outbox"))["outbox"] if row["method"].startswith("edit")]
    assert edits
    assert {(row["stage"], row["chat_id"], row["card_id"]) for row in edits} == {("done", 0, None)}


async def test_it_ends_at_its_time_and_everybody_gets_the_result(branch: Scene) -> None:
    zheng, chen, zhou = branch.person("郑书记"), branch.person("陈正式"), branch.person("周宣传")
    await opened(zheng, SECRET + "\n截止：今天 17:00")
    await casts(chen, "反对")
    await casts(zheng, "赞成")
    zhou_card = await zhou.sees("投票：意见征集")
    branch.move_to("2026-10-12 17:00")
    for person in (zheng, chen, zhou):
        await person.sees("意见征集结果", "已结束：2026年10月12日（周一）17:00", "赞成 1 · 反对 1 · 弃权 0 · 未投 7")
    await branch.quiet()
    assert [person.has_seen("公布的选票") for person in (chen, zhou)] == [1, 1]
    press = branch.simulator.press_data(zhou.user, "vm:1:0", zhou_card)
    await branch.quiet()
    assert press.answer == "投票已经结束，没有改动任何内容。"


async def test_whoever_is_not_on_the_roll_cannot_cast_and_no_button_of_an_open_ballot_works_here(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, SECRET.replace("全体党员", "支委会"))
    await opened(zheng, PLAN.replace("年度工作计划", "学习计划"))
    card = await chen.sees("是否同意学习计划")
    answers = {
        "vm:1:0": "您不在这次投票的应投名单上（党支部工作制度 三（十四）6(7)）。",
        "vc:1:0": "您不在这次投票的应投名单上（党支部工作制度 三（十四）6(7)）。",
        "vm:2:0": "已失效",
        "vc:2:1": "已失效",
        "vm:9:0": "已失效",
    }
    for data, answer in answers.items():
        press = branch.simulator.press_data(chen.user, data, card)
        await branch.quiet()
        assert answer in await chen.told(press), data
    own = await zheng.sees("方式：无记名", "请选择")
    for data in ("vv:1:for", "vm:1:3", "vc:1:-1"):
        press = branch.simulator.press_data(zheng.user, data, own)
        await branch.quiet()
        assert "已失效" in (press.answer or ""), data
    zheng.says("/tally")
    await zheng.sees("已投 0 / 应投 5", "已投 0 / 应投 9")


async def test_a_suspended_right_to_vote_closes_the_box_too(branch: Scene) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    await opened(sun, SECRET)
    await chen.presses("赞成")
    confirm = await chen.sees("请确认您的选择")
    data = confirm.buttons[0][0].data or ""
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.presses("停止表决权")
    await sun.sees("表决权：无")
    press = branch.simulator.press_data(chen.user, data, confirm)
    await branch.quiet()
    assert "不在您的职责范围内" in (press.answer or "")
    sun.says("/tally")
    await sun.sees("已投 0 / 应投 9")


async def test_a_group_sees_the_turnout_and_leads_to_the_private_chat(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, SECRET)
    shown = await chen.sees("投票：意见征集", "已投 0 / 应投 9", "到私聊中投票", chat=group)
    assert shown.labels == ["到私聊中投票"]
    press = branch.simulator.press_data(chen.user, "vm:1:0", shown, chat=group)
    await branch.quiet()
    assert "私聊" in (press.answer or "")
    await chen.presses("到私聊中投票", chat=group)
    await chen.presses("○ 是否同意年度工作计划")
    await casts(chen, "反对")
    await chen.sees("已投 1 / 应投 9", chat=group)
    assert "反对" not in await everything_on_screen(branch, "陈正式", chat=group)
    await ends(zheng)
    assert lists(await chen.sees("意见征集结果", chat=group))[0] == ["反对"]


async def _screens(scene: Scene, names: tuple[str, ...], group: Chat, before: dict[str, int]) -> str:
    """Everything new that these people see anywhere, buttons too."""
    await scene.quiet()
    messages = [
        message
        for name in names
        for message in scene.simulator.messages(scene.person(name).user)[before[name] :]
        if message.from_bot
    ]
    messages += scene.simulator.messages(scene.person("陈正式").user, group)
    return "\n".join(f"{message.text}\n{message.labels}" for message in messages)


async def test_until_the_end_nobody_sees_who_has_not_voted_nor_any_choice(branch: Scene) -> None:
    """Every post opens every list it has: only counts, never a voter's or a non-voter's name."""
    group = await bound_group(branch)
    zheng = branch.person("郑书记")
    await opened(zheng, SECRET)
    await casts(branch.person("冯青年"), "反对")
    await casts(branch.person("何组长"), "赞成")
    watchers = ("郑书记", "孙组织", "周宣传", "吴纪检", "李组长", "陈正式", "林预备", "黄积极")
    await branch.quiet()
    before = {name: len(branch.simulator.messages(branch.person(name).user)) for name in watchers}
    for name in watchers:
        for command in ("/tally", "/vote", "/board"):
            branch.person(name).says(command)
        await branch.quiet()
    await zheng.presses("1. 是否同意年度工作计划")
    tally = await zheng.sees("投票：意见征集", "方式：无记名", "已投 2 / 应投 9", "结束前只能看到人数")
    assert tally.labels == ["结束投票", "提醒未投票的人", "纸质票", "« 返回"]
    for data, answer in (
        ("ve:1", "无记名投票不能代录"),
        ("vf:1:10", "无记名投票不能代录"),
        ("vn:1:10:for", "无记名投票不能代录"),
        ("vd:1", "投票还没有结束"),
    ):
        press = branch.simulator.press_data(zheng.user, data, tally)
        await branch.quiet()
        assert answer in await zheng.told(press), data
    seen = await _screens(branch, watchers, group, before)
    assert "冯青年" not in seen
    assert "高退休" not in seen
    assert "反对" not in seen.replace("'反对'", "")  # but as the label of one's own choice
    assert "已投 2 / 应投 9" in seen


async def test_my_own_to_do_has_the_ballot_until_i_have_voted(branch: Scene) -> None:
    zheng, chen, zhou = branch.person("郑书记"), branch.person("陈正式"), branch.person("周宣传")
    await opened(zheng, SECRET)
    chen.says("/todo")
    await chen.sees("待办", "是否同意年度工作计划")
    chen.says("/vote")
    await chen.sees("是否同意年度工作计划（未投）")
    await chen.presses("○ 是否同意年度工作计划")
    await casts(chen, "赞成")
    for command in ("/todo", "/vote"):
        chen.says(command)
        zhou.says(command)
    await branch.quiet()
    await chen.sees("是否同意年度工作计划（已投）")
    assert "是否同意年度工作计划" not in (await chen.sees("待办")).text
    await zhou.sees("待办", "是否同意年度工作计划")
    await zhou.sees("是否同意年度工作计划（未投）")


async def test_after_the_end_there_are_no_details_for_anybody(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await opened(zheng, SECRET)
    await casts(branch.person("陈正式"), "反对")
    await ends(zheng)
    sun.says("/tally")
    await sun.presses("结果：是否同意年度工作计划")
    card = await sun.sees("意见征集结果", "公布的选票")
    assert card.labels == ["重新表决", "依据", "« 返回"]
    press = branch.simulator.press_data(sun.user, "vd:1", card)
    await branch.quiet()
    await sun.is_refused(press, "无记名投票没有明细：谁选了什么，任何人都查不到（党支部工作制度 三（十四）6(7)）。")
    assert "陈正式" not in card.text


async def test_secrecy_that_a_tiny_or_unanimous_ballot_cannot_give_is_said(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    few = SECRET.replace("全体党员", "郑书记、周宣传、陈正式、高退休")
    zheng.says(few)
    await zheng.sees("应投 4 人", "应投人数很少，仅凭票数就可能猜出")
    await zheng.presses("确认")
    await casts(chen, "赞成")
    await casts(zheng, "反对")
    await ends(zheng)
    await chen.sees("公布的选票", "应投人数很少，仅凭票数就可能猜出")
    await opened(zheng, SECRET.replace("年度工作计划", "学习计划"))
    await casts(chen, "反对")
    await casts(branch.person("周宣传"), "反对")
    await ends(zheng)
    result = await chen.sees("是否同意学习计划", "公布的选票", "收回的票完全一致")
    assert "应投人数很少" not in result.text
    await opened(zheng, SECRET.replace("年度工作计划", "活动计划"))
    await ends(zheng)
    result = await chen.sees("是否同意活动计划", "收回 0 票")
    assert lists(result) == (["无"], [])


async def test_a_motion_in_a_meeting_is_decided_as_an_open_one_is(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng, ASSEMBLY)
    branch.move_to("2026-10-15 14:40")
    await attendance(zheng)
    await opened(zheng, MOTION.replace("记名", "无记名"))
    await branch.each(("郑书记", "周宣传", "吴纪检", "冯青年", "李组长"), lambda actor: casts(actor, "赞成"))
    await casts(chen, "反对")
    await ends(zheng)
    await chen.sees("表决结果", "通过：赞成达到 5 票", "实到 9", "赞成 5 · 反对 1", "公布的回执码")
    await corrected(zheng, "陈正式")
    await chen.sees("表决结果", "通过：赞成达到 5 票", "实到 8", "其中 1 票来自没有点到的同志", "公布的回执码")


@pytest.mark.parametrize("label", ["确认投票", "« 返回"])
async def test_the_confirming_card_works_after_a_restart(branch: Scene, label: str) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, SECRET)
    await chen.presses("反对")
    await chen.sees("● 反对")
    await branch.stop()
    press = branch.simulator.press(chen.user, label)
    await branch.start()
    await chen.sees("您的票已投入票箱" if label == "确认投票" else "请选择：")
    await branch.quiet()
    assert press.answered
    zheng.says("/tally")
    await zheng.sees(f"已投 {int(label == '确认投票')} / 应投 9")
