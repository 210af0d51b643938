"""Who left and comes back: the dues of before count as ever, those of the months away do not."""

import pytest

from bot.console.roster import import_roster
from tests.scene import ROSTER, Actor, Scene
from tests.stories.test_leaving import _person, transfers


async def _goes_and_comes_back(branch: Scene) -> None:
    """陈正式 is away from 20 November to 20 January."""
    sun = branch.person("孙组织")
    branch.move_to("2026-11-20 10:00")
    await branch.quiet()
    await transfers(sun, "陈正式")
    await _comes_back(branch, "2027-01-20 10:00")


async def _comes_back(branch: Scene, moment: str) -> None:
    sun = branch.person("孙组织")
    branch.move_to(moment)
    await branch.quiet()
    sun.says("/members")
    await sun.presses("已转出（1）")
    await sun.presses("陈正式")
    await sun.presses("恢复")
    await sun.presses("确认")
    await sun.sees("陈正式", "账号：未绑定")
    await branch.bind("陈正式")


async def _october(sun: Actor) -> str:
    """The ledger of that month."""
    sun.says("/ledger")
    for _ in range(3):
        await sun.presses("上一月")
    return (await sun.sees("党费台账 · 2026年10月")).text


async def test_who_comes_back_owes_what_was_left_unpaid_and_nothing_for_the_months_away(branch: Scene) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    await _goes_and_comes_back(branch)
    chen.says("/dues")
    await chen.sees("2027年1月党费", "应交：130.50 元")
    await chen.presses("历史")
    months = await chen.sees("我的党费", "以前月份未交：2 个月，合计 261.00 元")
    assert all(month in months.text for month in ("2026年10月", "2026年11月", "2027年1月"))
    assert "2026年12月" not in months.text
    chen.says("/todo")
    await chen.sees("党费 · 2026年10月", "党费 · 2026年11月")
    assert not chen.has_seen("党费 · 2026年12月")
    chen.says("/dues")
    await chen.presses("历史")
    await chen.presses("几个月一起交")
    await chen.presses("交到 2027年1月：3 个月 391.50 元")
    await sun.sees("有 3 件待您核对", "陈正式 · 2026年10月", "陈正式 · 2027年1月")
    await sun.presses("陈正式 10月")
    await sun.presses("已报的 3 个月全部收讫")
    await chen.sees("我的党费", "以前月份没有欠交")


async def test_who_leaves_again_at_once_owes_the_month_of_the_return(branch: Scene) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    await _goes_and_comes_back(branch)
    await transfers(sun, "陈正式")  # before anything has opened January for somebody who had just come back
    await _comes_back(branch, "2027-03-10 10:00")
    chen.says("/dues")
    await chen.presses("历史")
    months = (await chen.sees("我的党费", "以前月份未交：3 个月，合计 391.50 元")).text
    assert "2027年1月" in months
    assert "2027年2月" not in months


async def test_an_exempt_month_of_before_stays_in_the_ledger_after_the_return(branch: Scene) -> None:
    sun = branch.person("孙组织")
    sun.says("/ledger")
    await sun.presses("减免缓交")
    await sun.presses("新登记")
    sun.says("党员：陈正式\n类别：免交\n起始月份：2026-10\n截止月份：2026-10\n依据：支委会 2026年10月9日 决定")
    await sun.presses("确认")
    await sun.sees("陈正式：免交")
    await _goes_and_comes_back(branch)
    assert "陈正式 · 基数 8700.00 · 应交 0.00 · 免交" in await _october(sun)


async def test_a_month_said_to_be_paid_before_leaving_is_owed_again_when_it_is_withdrawn_after_the_return(
    branch: Scene,
) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    chen.says("/dues")
    await chen.presses("确认已交")
    await _goes_and_comes_back(branch)
    chen.says("/dues")
    await chen.presses("历史")
    await chen.presses("2026年10月")
    await chen.presses("撤回")
    await chen.sees("2026年10月党费", "状态：未交")
    await chen.presses("历史")
    await chen.sees("我的党费", "以前月份未交：2 个月，合计 261.00 元")
    assert "陈正式" in await _october(sun)


@pytest.mark.parametrize("label", ["撤回收讫", "退款 130.50 元"])
async def test_a_month_received_before_leaving_is_owed_again_when_that_is_undone_after_the_return(
    branch: Scene, label: str
) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    sun.says("/ledger")
    await sun.presses("陈正式")
    await sun.presses("收讫")
    await _goes_and_comes_back(branch)
    assert "陈正式" in await _october(sun)
    await sun.presses("陈正式")
    await sun.presses(label)
    if label.startswith("退款"):
        sun.says("交重了")
    await branch.quiet()
    assert "陈正式" in await _october(sun)
    chen.says("/dues")
    await chen.presses("历史")
    await chen.sees("我的党费", "2026年10月：130.50 元 · ")


async def test_a_sum_whose_base_has_been_erased_is_not_worked_out_by_the_base_of_the_return(branch: Scene) -> None:
    await transfers(branch.person("孙组织"), "陈正式")
    branch.move_to("2029-11-14 10:00")  # the retention period is over
    await branch.quiet()
    await import_roster(branch.settings, branch.roster_file(ROSTER.replace("在职,8700\n林", "在职,12000\n林")))
    branch.person("孙组织").says("/ledger")
    await branch.person("孙组织").sees("党费台账 · 2029年11月", "陈正式 · 基数 12000.00")
    chen = (await _person(branch, "陈正式"))["id"]
    owed = [row for row in (await branch.place.rows("dues"))["dues"] if row["person_id"] == chen]
    assert [(row["base"], row["due"]) for row in owed] == [(None, 13050), (1200000, 24000)]
