"""Several months at once: said by the payer, received by the collector; too much and too little put right."""

import pytest

from tests.scene import Actor, Scene, carried


async def _december(branch: Scene) -> tuple[Actor, Actor]:
    """陈正式 owes October, November and December."""
    branch.move_to("2026-12-02 10:00")
    await branch.quiet()
    chen, sun = branch.person("陈正式"), branch.person("孙组织")
    chen.says("/dues")
    await chen.sees("2026年12月党费")
    await chen.presses("历史")
    await chen.sees("我的党费", "以前月份未交：2 个月，合计 261.00 元")
    return chen, sun


async def test_all_owed_months_are_said_to_be_paid_and_received_in_one_tap_each(branch: Scene) -> None:
    chen, sun = await _december(branch)
    await chen.presses("几个月一起交")
    card = await chen.sees("几个月一起交", "2026年10月：130.50 元", "2026年12月：130.50 元")
    assert card.labels == [
        "交到 2026年12月：3 个月 391.50 元",
        "交到 2026年11月：2 个月 261.00 元",
        "交到 2026年10月：1 个月 130.50 元",
        "依据",
        "« 返回",
    ]
    press = await chen.presses("交到 2026年11月：2 个月 261.00 元")
    assert press.answer == "已登记：2 个月确认已交，等组织委员收讫。"
    await chen.sees("我的党费", "2026年11月：130.50 元 · 已报已交", "2026年12月：130.50 元 · 未交")
    await sun.sees("有 2 件待您核对", "陈正式 · 2026年10月", "陈正式 · 2026年11月")
    await sun.presses("陈正式 10月")
    press = await sun.presses("已报的 2 个月全部收讫")
    assert press.answer == "已登记收讫 2 个月，并通知本人。"
    await chen.sees("2026年10月的党费 130.50 元已由组织委员登记收讫")
    await chen.sees("2026年11月的党费 130.50 元已由组织委员登记收讫")
    await chen.sees("我的党费", "2026年10月：130.50 元 · 收讫", "以前月份没有欠交")


async def test_a_button_of_several_months_pressed_late_says_what_is_true(branch: Scene) -> None:
    chen, sun = await _december(branch)
    await chen.presses("几个月一起交")
    card = await chen.sees("几个月一起交")
    await chen.presses("交到 2026年12月：3 个月 391.50 元")
    await branch.quiet()
    again = branch.simulator.press_data(chen.user, "dq:2026-12", card)
    await branch.quiet()
    assert again.answer == "没有要交的月份。"
    await chen.sees("我的党费", "2026年12月：130.50 元 · 已报已交")
    await sun.sees("有 3 件待您核对")
    await sun.presses("陈正式 10月")
    payer = await sun.sees("陈正式 · 2026年10月党费")
    all_of_them = carried(payer, "已报的 3 个月全部收讫")
    await sun.presses("已报的 3 个月全部收讫")
    await branch.quiet()
    late = branch.simulator.press_data(sun.user, all_of_them, payer)
    await branch.quiet()
    assert late.answer == "陈正式同志没有已报已交、等待收讫的月份。"


async def _received(branch: Scene) -> tuple[Actor, Actor]:
    chen, sun = branch.person("陈正式"), branch.person("孙组织")
    sun.says("/ledger")
    await sun.presses("陈正式")
    await sun.presses("收讫")
    await sun.sees("陈正式 · 2026年10月党费", "状态：收讫")
    return chen, sun


async def test_a_higher_amount_after_the_receipt_is_made_up(branch: Scene) -> None:
    chen, sun = await _received(branch)
    await sun.presses("更正")
    await sun.presses("改金额")
    sun.says("150")
    await sun.sees("状态：已报已交", "已收：130.50 元，尚差 19.50 元")
    chen.says("/dues")
    await chen.sees("应交：150.00 元", "已收：130.50 元，尚差 19.50 元")
    await sun.presses("收讫")
    await chen.sees("党费 150.00 元已由组织委员登记收讫（这次补收 19.50 元）")
    await sun.sees("状态：收讫", "收讫（孙组织） 150.00 元（补收 19.50 元）")
    await sun.presses("党费台账")
    await sun.sees("收讫 1 人，合计 150.00 元")


async def test_a_lower_amount_after_the_receipt_is_given_back_with_a_reason(branch: Scene) -> None:
    chen, sun = await _received(branch)
    await sun.presses("更正")
    await sun.presses("改基数")
    sun.says("5800")
    await sun.sees("应交：87.00 元", "状态：收讫", "多收：43.50 元，请退还")
    chen.says("/dues")
    await chen.sees("应交：87.00 元", "多收：43.50 元，请找组织委员退还")
    await sun.presses("退款 43.50 元")
    await sun.sees("将登记退还陈正式同志2026年10月党费 43.50 元")
    branch.simulator.send_file(sun.user, "smile.webp", b"RIFF", kind="sticker")
    await sun.sees("没有收到文字")
    sun.says("基数算错，=43.5 <退>")
    await chen.sees("2026年10月的党费已退还 43.50 元：基数算错，=43.5 <退>")
    await sun.sees("陈正式 · 2026年10月党费", "状态：收讫", "退款（孙组织） 43.50 元：基数算错")
    assert ("dues.refunded", "陈正式 2026-10") in await branch.audit("dues")


async def test_a_sum_that_changes_while_the_reason_is_written_is_asked_about_again(branch: Scene) -> None:
    """Two keep the ledger: what goes back is never another sum than the one that was announced."""
    chen, sun = await _received(branch)
    feng = branch.person("冯青年")
    await sun.presses("更正")
    await sun.presses("改金额")
    sun.says("100")
    await sun.presses("退款 30.50 元")
    await sun.sees("将登记退还陈正式同志2026年10月党费 30.50 元")
    zheng = branch.person("郑书记")
    zheng.says("/members")
    await zheng.presses("冯青年")
    await zheng.presses("组织委员")
    feng.says("/ledger")
    await feng.presses("陈正式")
    await feng.presses("更正")
    await feng.presses("改金额")
    feng.says("110")
    await feng.sees("应交：110.00 元", "多收：20.50 元")
    sun.says("多算了")
    await sun.sees("要退的数刚刚变了，原来是 30.50 元", "将登记退还陈正式同志2026年10月党费 20.50 元")
    assert chen.has_seen("已退还") == 0
    sun.says("多算了")
    await chen.sees("2026年10月的党费已退还 20.50 元：多算了")


async def test_all_of_a_receipt_is_given_back_and_the_month_is_owed_again(branch: Scene) -> None:
    chen, sun = await _received(branch)
    payer = await sun.sees("陈正式 · 2026年10月党费")
    give_back = carried(payer, "退款 130.50 元")
    await sun.presses("退款 130.50 元")
    sun.says("重复交了一次")
    await chen.sees("已退还 130.50 元：重复交了一次")
    await sun.sees("陈正式 · 2026年10月党费", "状态：未交")
    again = branch.simulator.press_data(sun.user, give_back, payer)
    await branch.quiet()
    assert again.answer == "陈正式同志这个月没有收过款，没有可退的。"
    await sun.presses("党费台账")
    await sun.sees("收讫 0 人，合计 0.00 元")


@pytest.mark.parametrize("day", ["2026-11-05 08:30", "2026-11-06 10:00"])
async def test_the_months_card_comes_on_its_day_once_and_to_whoever_has_to_pay(branch: Scene, day: str) -> None:
    branch.move_to("2026-11-04 10:00")
    await branch.quiet()
    chen, sun, lin = branch.person("陈正式"), branch.person("孙组织"), branch.person("林预备")
    lin.says("/dues")
    await lin.presses("确认已交")
    sun.says("/ledger")
    await branch.quiet()
    branch.move_to(day)
    await chen.sees("2026年11月党费", "应交：130.50 元")
    branch.move_to("2026-11-09 10:00")
    await branch.quiet()
    assert chen.has_seen("2026年11月党费\n") == 1
    assert lin.has_seen("2026年11月党费\n") == 1  # the one that was asked for
    await chen.presses("确认已交")
    await sun.sees("陈正式 · 2026年11月 · 130.50 元 · 已报已交")


async def test_no_months_card_in_quiet_hours_nor_where_the_branch_began_later(branch: Scene) -> None:
    chen = branch.person("陈正式")
    branch.move_to("2026-11-05 06:00")
    await branch.quiet()
    assert chen.has_seen("党费\n") == 0  # neither October's, whose day had passed, nor November's before the morning
    branch.move_to("2026-11-05 09:00")
    await chen.sees("2026年11月党费")
