"""The collector closes the cash book when the count agrees, and passes the money on."""

import pytest

from tests.scene import Actor, Scene


async def _received(branch: Scene, *names: str) -> Actor:
    sun = branch.person("孙组织")
    for name in names:
        sun.says("/ledger")
        await sun.presses(name)
        await sun.presses("收讫")
        await sun.sees(f"{name} · 2026年10月党费", "状态：收讫")
    sun.says("/ledger")
    await sun.presses("结账上缴")
    return sun


async def _closed(branch: Scene) -> Actor:
    sun = await _received(branch, "陈正式", "高退休")
    await sun.sees("党费结账与上缴", "未结账：150.50 元", "应在手：150.50 元")
    await sun.presses("结账")
    sun.says("150.5")
    await sun.sees("未结账：0.00 元", "已结账：150.50 元", "2026年10月：150.50 元")
    return sun


async def test_a_count_that_agrees_closes_and_whoever_may_look_is_told(branch: Scene) -> None:
    await _closed(branch)
    for name in ("郑书记", "吴纪检"):
        await branch.person(name).sees("党费已结账", "150.50 元，清点数与台账一致", "已结账未上缴：150.50 元")
    assert branch.person("李组长").has_seen("结账") == 0
    assert await branch.audit("closings") == [("closings.closed", "2026-10")]


async def test_a_count_that_differs_says_by_how_much_and_closes_nothing(branch: Scene) -> None:
    sun = await _received(branch, "陈正式")
    await sun.presses("结账")
    asked = await sun.sees("请清点手里没结过账的党费")
    assert "130.50" not in asked.text  # whoever counts is not told what is to come out
    sun.says("一百三十")
    await sun.sees("“一百三十”不是金额")
    sun.says("131.5")
    await sun.sees("清点 131.50 元，台账 130.50 元，相差 1.00 元，没有结账")
    sun.says("/ledger")
    await sun.presses("结账上缴")
    await sun.sees("未结账：130.50 元", "还没有结过账")


async def test_a_closed_receipt_is_not_revoked_but_refunded_in_the_next_closing(branch: Scene) -> None:
    sun = await _closed(branch)
    await sun.presses("党费台账")
    await sun.presses("陈正式")
    press = await sun.presses("撤回收讫")
    assert press.answer == "陈正式同志这笔收讫已经结账，不能撤回；要退请用“退款”。"
    await sun.presses("退款 130.50 元")
    sun.says("重复")
    await sun.sees("陈正式 · 2026年10月党费", "状态：未交")
    sun.says("/ledger")
    await sun.presses("结账上缴")
    await sun.sees("未结账：-130.50 元", "已结账：150.50 元", "应在手：20.00 元")


async def test_nothing_open_is_nothing_to_close(branch: Scene) -> None:
    sun = await _closed(branch)
    press = await sun.presses("结账")
    assert press.answer == "上次结账以后没有收付，不用结账。"


async def test_closed_money_is_passed_on_and_a_mistake_is_taken_back_by_an_entry(branch: Scene) -> None:
    sun = await _closed(branch)
    await sun.presses("登记上缴")
    await sun.sees("登记党费上缴", "上缴多少元？")
    sun.says("金额：150.5\n日期：今天\n票据号：=2026-88")
    await sun.presses("确认")
    await sun.sees("已上缴：150.50 元", "应在手：0.00 元", "150.50 元（=2026-88）")
    await sun.presses("冲销 10月12日 150.50 元")
    asked = await sun.sees("冲销会另记一笔负数")
    await sun.presses("确认")
    await sun.sees("已上缴：0.00 元", "-150.50 元（=2026-88） · 冲销", "150.50 元（=2026-88） · 已冲销")
    again = branch.simulator.press_data(sun.user, "tj:1:1", asked)
    await branch.quiet()
    assert again.answer == "这一笔已经冲销。"
    assert [deed for deed, _ in await branch.audit("closings")] == [
        "closings.closed", "closings.remitted", "closings.reversed",
    ]  # fmt: skip


async def test_no_more_is_passed_on_than_was_closed(branch: Scene) -> None:
    sun = await _received(branch, "陈正式")
    await sun.presses("登记上缴")
    refused = await sun.sees("没有已结账未上缴的党费（机关党建工作责任制 二.4）。请先结账。")
    assert refused.labels == ["依据"]
    await sun.presses("结账")
    sun.says("130.5")
    await sun.sees("已结账：130.50 元")
    await sun.presses("登记上缴")
    sun.says("金额：200\n日期：昨天\n票据号：")
    await sun.presses("确认")
    await sun.sees("已结账、未上缴、还在手里的只有 130.50 元，不能多缴（机关党建工作责任制 二.4）")


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("金额：-1\n日期：今天", "是负数"),
        ("金额：10\n日期：开春", "哪一天上缴的？"),
        ("金额：10\n日期：今天\n票据号：" + "9" * 61, "太长，最多 60 字"),
    ],
)
async def test_what_cannot_be_passed_on_is_asked_again(branch: Scene, typed: str, complaint: str) -> None:
    sun = await _closed(branch)
    await sun.presses("登记上缴")
    sun.says(typed)
    await sun.sees(complaint)


async def test_the_secretary_looks_and_does_nothing(branch: Scene) -> None:
    await _closed(branch)
    zheng = branch.person("郑书记")
    zheng.says("/ledger")
    await zheng.presses("结账上缴")
    card = await zheng.sees("党费结账与上缴", "已结账：150.50 元")
    assert {"结账", "登记上缴"}.isdisjoint(card.labels)
    for data in ("th", "ti"):
        forged = branch.simulator.press_data(zheng.user, data, card)
        await branch.quiet()
        assert forged.answer is not None
        assert "不在您的职责范围内" in forged.answer


async def test_a_refund_alone_is_closed_as_what_went_out_and_nobody_passes_on_what_is_no_longer_there(
    branch: Scene,
) -> None:
    sun = await _closed(branch)
    await sun.presses("党费台账")
    await sun.presses("陈正式")
    await sun.presses("退款 130.50 元")
    sun.says("重复")
    await sun.sees("陈正式 · 2026年10月党费", "状态：未交")
    sun.says("/ledger")
    await sun.presses("结账上缴")
    await sun.presses("登记上缴")
    await sun.sees("上缴多少元？")
    sun.says("金额：150.5\n日期：今天\n票据号：")
    await sun.presses("确认")
    await sun.sees("已结账、未上缴、还在手里的只有 20.00 元")
    sun.says("/ledger")
    await sun.presses("结账上缴")
    await sun.presses("结账")
    sun.says("-130.5")
    await sun.sees("未结账：0.00 元", "已结账：20.00 元", "应在手：20.00 元")
