"""不计入应到: only for a reason of the national list, with the superior's consent, and before the ballot is opened."""

from tests.scene import Scene
from tests.stories.admitting import card_of, opens, prepared, refused, stated
from tests.stories.test_ballots_closed import ends, votes
from tests.stories.test_ballots_verdict import attendance
from tests.stories.test_meetings import bound_group


async def test_whoever_is_left_out_is_not_expected_and_nobody_reads_the_name(branch: Scene) -> None:
    group = await bound_group(branch)
    sun, chen = await prepared(branch), branch.person("陈正式")
    await card_of(sun)
    await sun.presses("会议准备")
    await sun.sees("接收预备党员：黄积极", "应到（有表决权） 9 人", "主持人尚未报告")
    await sun.presses("不计入应到")
    await sun.sees("哪位党员不计入应到？")
    sun.says("张三")
    await sun.sees("没有找到这位同志")
    sun.says("高退休")
    asked = await sun.sees("原因是什么？只有下面这些情形")
    assert asked.labels[:5] == [
        "因病不能表达意志", "自费出国半年以上", "被留置、羁押或服刑", "长期卧病", "外出半年以上未转组织关系",
    ]  # fmt: skip
    sun.says("出差")
    await sun.sees("原因“出差”：不在可选的范围内")
    await sun.presses("长期卧病")
    sun.says("工委〔2026〕9号")
    await sun.sees("请核对：不计入应到", "会议：10月15日（周四）14:30 党员大会", "上级同意：工委〔2026〕9号")
    await sun.presses("确认")
    await sun.sees("应到（有表决权） 8 人", "不计入应到 1 人：", "高退休：长期卧病（上级同意：工委〔2026〕9号）")
    await sun.presses("计入应到：高退休")
    await sun.sees("应到（有表决权） 9 人")
    sun.says("/cancel")
    await card_of(sun)
    await sun.presses("会议准备")
    await sun.presses("不计入应到")
    sun.says("会议：1\n党员：高退休\n原因：长期卧病\n上级同意：2026年9月1日")
    await sun.presses("确认")
    await sun.sees("应到（有表决权） 8 人")
    prepared_card = await sun.sees("不计入应到 1 人：")
    branch.move_to("2026-10-15 14:40")
    await attendance(branch.person("郑书记"), "高退休", "何组长", "李组长")
    await stated(branch)
    await opens(sun, "记名（举手）")
    await sun.sees("已投 0 / 应投 8")
    await votes(branch, 赞成="郑书记 孙组织 周宣传 吴纪检 冯青年")
    for data in ("ae:1", "ar:1:10"):
        press = branch.simulator.press_data(sun.user, data, prepared_card)
        await branch.quiet()
        await sun.is_refused(press, "表决已经发起，应到名单已固定")
        assert "选举工作条例" in await sun.told(press)
    await ends(sun)
    shown = await chen.sees("通过：赞成达到 5 票", "应到（有表决权） 8 · 实到 6", "按规定不计入应到 1 人")
    assert "高退休" not in shown.text
    assert chen.has_seen("不计入应到", chat=group) == 0
    assert [row for row in await branch.audit("admissions") if "exclu" in row[0]] == [
        ("admissions.excluded", "高退休 党员大会 1"),
        ("admissions.exclusion_taken_back", "高退休 党员大会 1"),
        ("admissions.excluded", "高退休 党员大会 1"),
    ]


async def test_only_somebody_who_would_be_expected_can_be_left_out(branch: Scene) -> None:
    sun = await prepared(branch)
    await card_of(sun)
    await sun.presses("会议准备")
    shown = await sun.sees("应到（有表决权） 9 人")
    press = branch.simulator.press_data(sun.user, "ar:1:10", shown)
    await branch.quiet()
    assert "已失效" in (press.answer or "")
    await sun.presses("不计入应到")
    sun.says("党员：林预备\n原因：长期卧病\n上级同意：" + "长" * 101)
    await sun.sees("太长，请写成一行，最多 100 字")
    sun.says("工委〔2026〕9号")
    await sun.sees("请核对")
    await refused(sun, "确认", "林预备同志本来就不在应到", "选举工作条例")
    sun.says("会议：77")
    await sun.sees("没有这次会议，请写会议的编号")
    sun.says("会议：1\n党员：周宣传")
    await sun.presses("确认")
    await sun.sees("应到（有表决权） 8 人", "周宣传：长期卧病")


async def test_the_meeting_was_cancelled_or_is_about_nobody_meanwhile(branch: Scene) -> None:
    sun, zheng = await prepared(branch), branch.person("郑书记")
    await card_of(sun)
    await sun.presses("会议准备")
    shown = await sun.sees("应到（有表决权） 9 人")
    await sun.presses("不计入应到")
    sun.says("党员：周宣传\n原因：长期卧病\n上级同意：工委〔2026〕9号")
    await sun.sees("请核对")
    await card_of(zheng)
    await zheng.presses("撤下")
    await refused(sun, "确认", "没有列入要表决的同志", "三（二）")
    zheng.says("/meetings")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.presses("会议管理")
    await zheng.presses("取消会议")
    await zheng.presses("确认")
    press = branch.simulator.press_data(sun.user, "ae:1", shown)
    await branch.quiet()
    assert "已取消" in (press.answer or "")
