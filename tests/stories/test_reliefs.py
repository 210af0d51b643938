"""What was approved: less, nothing, or later. The organization member enters it; unpaid months follow."""

import pytest

from tests.scene import Actor, Scene, carried

REDUCED = "党员：陈正式\n类别：减交\n起始月份：2026-10\n截止月份：2027-03\n每月交：20\n依据：支委会 2026年10月9日 决定"


async def _entered(branch: Scene, form: str = REDUCED) -> Actor:
    sun = branch.person("孙组织")
    sun.says("/ledger")
    await sun.presses("减免缓交")
    await sun.sees("党费减免缓交", "不写病情")
    await sun.presses("新登记")
    await sun.sees("登记党费减免缓交", "给谁登记？")
    sun.says(form)
    await sun.presses("确认")
    await sun.sees("党费减免缓交", "共 1 件")
    return sun


async def test_a_reduction_is_entered_and_the_unpaid_month_follows_at_once(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/dues")
    await chen.sees("应交：130.50 元")
    sun = await _entered(branch)
    await sun.sees("陈正式：减交，每月交 20.00 元，2026年10月至2027年3月（支委会 2026年10月9日 决定）")
    await chen.sees("您的党费已登记：减交", "每月交 20.00 元", "依据：支委会 2026年10月9日 决定")
    await chen.sees("2026年10月党费", "应交：20.00 元", "减交：2026年10月至2027年3月")
    await sun.presses("党费台账")
    await sun.presses("陈正式")
    await sun.sees("陈正式 · 2026年10月党费", "应交：20.00 元", "按批准减免（孙组织） 20.00 元", "计算应交 130.50 元")
    branch.move_to("2027-04-02 10:00")
    await branch.quiet()
    chen.says("/dues")
    await chen.sees("2027年4月党费", "应交：130.50 元")


async def test_an_exempt_month_asks_for_nothing_and_ends_with_the_approval(branch: Scene) -> None:
    form = REDUCED.replace("减交", "免交").replace("每月交：20\n", "")
    sun, chen = await _entered(branch, form), branch.person("陈正式")
    chen.says("/dues")
    card = await chen.sees("2026年10月党费", "应交：0.00 元", "状态：免交")
    assert "确认已交" not in card.labels
    branch.simulator.press_data(chen.user, "dp:2026-10", card)
    refused = await chen.sees("这个月经批准免交")
    assert refused.labels == ["依据"]
    await sun.presses("陈正式")
    await sun.sees("陈正式 · 免交")
    await sun.presses("撤销")
    await sun.sees("确认撤销？")
    one = await sun.sees("确认撤销？")
    sure = carried(one, "确认")
    await sun.presses("确认")
    await chen.sees("“免交”已撤销")
    await chen.sees("2026年10月党费", "应交：130.50 元", "状态：未交")
    await sun.sees("党费减免缓交", "已撤销")
    again = branch.simulator.press_data(sun.user, sure, one)
    await branch.quiet()
    assert again.answer == "这一件已经撤销。"


async def test_the_collector_cannot_receive_dispute_or_correct_an_exempt_month(branch: Scene) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    sun.says("/ledger")
    await sun.presses("陈正式")
    payer = await sun.sees("陈正式 · 2026年10月党费")
    old = [carried(payer, label) for label in ("收讫", "有异议", "更正")]
    await _entered(branch, REDUCED.replace("减交", "免交").replace("每月交：20\n", ""))
    await chen.sees("您的党费已登记：免交")
    for number, pressed in enumerate(old, start=1):
        branch.simulator.press_data(sun.user, pressed, payer)
        await branch.quiet()
        assert sun.has_seen("陈正式同志这个月经批准免交") == number


async def test_a_deferral_leaves_the_amount_and_stops_the_clock(branch: Scene) -> None:
    form = REDUCED.replace("减交", "缓交").replace("每月交：20\n", "").replace("2027-03", "2026-12")
    await _entered(branch, form)
    chen, sun = branch.person("陈正式"), branch.person("孙组织")
    chen.says("/dues")
    await chen.sees("应交：130.50 元", "缓交（有正当理由）：2026年10月至2026年12月")
    branch.move_to("2027-02-02 10:00")
    await branch.quiet()
    chen.says("/dues")
    await chen.presses("历史")
    await chen.sees("连续 1 个月未交，至2027年1月", "以前月份未交：4 个月")
    sun.says("/ledger")
    await sun.presses("欠交情况")
    await sun.sees("党费欠交", "陈正式：连续 1 个月未交")


@pytest.mark.parametrize(
    ("line", "other", "complaint"),
    [
        ("截止月份：2027-03", "截止月份：2026-09", "截止月份早于起始月份"),
        ("截止月份：2027-03", "截止月份：2027-10", "一次批准最长 12 个月（关于中国共产党党费收缴"),
        ("每月交：20", "", "减交要写每月交多少元"),
        ("类别：减交", "类别：免交", "免交、缓交不写金额"),
        ("类别：减交", "类别：少交", "请从减交、免交、缓交里选一种"),
        ("起始月份：2026-10", "起始月份：开春以后", "看不懂这个月份"),
        ("起始月份：2026-10", "起始月份：2016-10", "离现在太远"),
        ("党员：陈正式", "党员：黄积极", "不是党员，没有党费"),
        ("党员：陈正式", "党员：无名氏", "无名氏"),
        ("每月交：20", "每月交：两元", "不是金额"),
        ("依据：支委会 2026年10月9日 决定", "依据：" + "很长" * 60, "太长，最多 100 字"),
    ],
)
async def test_what_cannot_be_is_asked_again_with_the_reason(
    branch: Scene, line: str, other: str, complaint: str
) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    sun.says("/ledger")
    await sun.presses("减免缓交")
    await sun.presses("新登记")
    sun.says(REDUCED.replace(line, other))
    await sun.sees(complaint)
    await branch.quiet()
    assert chen.has_seen("已登记") == 0


async def test_two_approvals_for_one_month_are_refused(branch: Scene) -> None:
    sun = await _entered(branch)
    await sun.presses("新登记")
    sun.says(REDUCED.replace("2026-10\n", "2027-03\n").replace("2027-03\n每月交：20", "2027-05\n每月交：30"))
    press = await sun.presses("确认")
    assert press.answer == "陈正式同志在这段时间里已有登记，请先撤销或改换月份。"


async def test_others_look_but_enter_nothing_and_the_payer_alone_is_told(branch: Scene) -> None:
    await _entered(branch)
    zheng, li = branch.person("郑书记"), branch.person("李组长")
    zheng.says("/ledger")
    await zheng.presses("减免缓交")
    card = await zheng.sees("党费减免缓交", "陈正式：减交")
    assert "新登记" not in card.labels
    forged = branch.simulator.press_data(zheng.user, "ta", card)
    await branch.quiet()
    assert forged.answer is not None
    assert "不在您的职责范围内" in forged.answer
    assert li.has_seen("减交") == 0


EXEMPTED = REDUCED.replace("减交", "免交").replace("每月交：20\n", "")


async def test_money_of_a_month_approved_away_afterwards_goes_back_and_nothing_is_owed_again(branch: Scene) -> None:
    """Approved in November for October on, which had been received: the month stays as it is until it is refunded."""
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    sun.says("/ledger")
    await sun.presses("陈正式")
    await sun.presses("收讫")
    await chen.sees("收讫")
    branch.move_to("2026-11-02 10:00")
    await _entered(branch, EXEMPTED)
    sun.says("/ledger")
    await sun.presses("上一月")
    await sun.presses("陈正式")
    await sun.presses("退款 130.50 元")
    sun.says("支委会已决定免交")
    await sun.sees("陈正式 · 2026年10月党费", "应交：0.00 元", "免交")
    chen.says("/dues")
    await chen.presses("历史")
    history = await chen.sees("2026年10月", "免交")
    assert "未交" not in history.text


async def test_what_the_payer_takes_back_of_a_past_month_is_as_it_was_approved_meanwhile(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/dues")
    await chen.presses("确认已交")
    branch.move_to("2026-11-02 10:00")
    await _entered(branch, REDUCED)
    chen.says("/dues")
    await chen.presses("历史")
    history = await chen.sees("2026年10月")
    branch.simulator.press_data(chen.user, "dm:2026-10", history)
    await chen.presses("撤回")
    await chen.sees("2026年10月党费", "应交：20.00 元", "减交")
