"""An assembly admits, confirms or turns down: gates, one person at a time, the ballot, the 批复, the roster."""

from tests import twins
from tests.scene import Scene, carried
from tests.stories.admitting import (
    BUTTON,
    HUANG,
    candidate,
    card_of,
    listed,
    opens,
    passes,
    prepared,
    refused,
    stated,
)
from tests.stories.test_ballots import opened
from tests.stories.test_ballots_closed import ends, votes
from tests.stories.test_ballots_secret import casts
from tests.stories.test_ballots_verdict import MOTION, attendance
from tests.stories.test_meetings import ASSEMBLY, bound_group, call


async def test_an_admission_from_the_gates_to_the_roster(branch: Scene) -> None:
    twins.know(HUANG)
    group = await bound_group(branch)
    zheng, sun, chen = branch.person("郑书记"), branch.person("孙组织"), branch.person("陈正式")
    await call(zheng)
    await candidate(sun)
    sun.says("/admission")
    await sun.sees("接收预备党员：", "黄积极：还缺：培训合格、群众座谈会、机关工委初审", "林预备：还缺：预备期满")
    await sun.presses("黄积极")
    await sun.sees("○ 培训合格（党支部工作制度 三（十四）1）", "○ 群众座谈会（党支部工作制度 三（十四）5）")
    await passes(sun, "登记培训合格", "2026-06-20")
    await sun.sees("✓ 培训合格：2026年6月20日")
    await passes(sun, "登记群众座谈会", "9月10日")
    await passes(sun, "登记初审", "9月28日", "工委〔2026〕8号")
    await sun.sees("✓ 机关工委初审：2026年9月28日，工委〔2026〕8号")
    sun.says("/admission")
    await sun.sees("黄积极：手续已齐，可以列入党员大会")
    await sun.presses("黄积极")
    await sun.presses("列入会议")
    await sun.sees("列入会议：黄积极", "一次只列一位同志")
    press = await sun.presses(BUTTON)
    assert press.answer == "已列入会议。"
    await sun.sees("列入会议：10月15日（周四）14:30 党员大会 第四季度工作")
    branch.move_to("2026-10-15 14:40")
    await attendance(zheng, "何组长", "高退休")
    await stated(branch)
    await card_of(sun)
    await sun.presses("发起表决")
    asked = await sun.sees("用什么方式表决？", "三（十四）6(7)")
    assert asked.labels == ["无记名", "记名（举手）", "« 返回"]
    await sun.presses("无记名")
    await sun.sees(
        f"事项：{HUANG}", "方式：无记名", "应到（有表决权） 9 人 · 已到 7 人", "没有绑定账号 1 人：高退休", "不得代投",
        "到会 5 人以上，赞成 5 票以上",
    )  # fmt: skip
    await sun.presses("确认")
    await sun.sees("投票：接收预备党员", HUANG, "已投 0 / 应投 9")
    await branch.each(("郑书记", "周宣传", "吴纪检", "李组长", "陈正式"), lambda actor: casts(actor, "赞成"))
    await casts(branch.person("冯青年"), "反对")
    await ends(sun)
    result = (
        "表决结果", HUANG, "通过：赞成达到 5 票", "应到（有表决权） 9 · 实到 7", "赞成 5 · 反对 1 · 弃权 0",
        "通过，待机关工委审查（党支部工作制度 三（十四）5",
    )  # fmt: skip
    await chen.sees(*result)
    await sun.sees(*result)
    await branch.quiet()
    assert chen.has_seen(HUANG, chat=group) == 0  # what is decided about one person is no matter of a group
    sun.says("/members")
    await sun.presses("黄积极")
    await sun.sees("类别：发展对象")  # the roster waits for the answer
    await card_of(sun)
    await sun.sees("表决：通过，待机关工委审查")
    await sun.presses("登记批复")
    await sun.presses("已批复同意")
    sun.says("工委〔2026〕20号")
    sun.says("2026-10-10")
    await sun.sees("请核对：机关工委批复")
    await refused(sun, "确认", "批复不能早于党员大会（2026年10月15日）", "三（十四）5")
    sun.says("日期：2026-10-15")
    await sun.presses("确认")
    await sun.sees("批复：已批复同意，工委〔2026〕20号，2026年10月15日")
    await chen.sees("通过，机关工委已批复同意（党支部工作制度 三（十四）5", "批复：已批复同意，工委〔2026〕20号")
    branch.move_to("2026-10-20 10:00")
    await card_of(sun)
    press = await sun.presses("改为预备党员")
    assert press.answer == "名册已改为预备党员。"
    await sun.sees("预备党员转正：黄积极", "入党日期：2026年10月15日", "○ 预备期满：2027年10月15日", "○ 机关工委初审（")
    assert [deed for deed, _ in await branch.audit("admissions")] == [
        "admissions.training", "admissions.seminar", "admissions.review", "admissions.listed", "admissions.approved",
    ]  # fmt: skip
    assert ("ballots.opened", "接收预备党员 1") in await branch.audit("ballots")


async def test_half_of_the_expected_is_not_enough_and_the_result_says_so(branch: Scene) -> None:
    sun, chen = await prepared(branch), branch.person("陈正式")
    branch.move_to("2026-10-15 14:40")
    await attendance(branch.person("郑书记"), "高退休")
    await stated(branch)
    await opens(sun, "记名（举手）")
    zheng = branch.person("郑书记")
    await card_of(zheng)
    await zheng.sees("表决：正在表决")
    await votes(branch, 赞成="郑书记 周宣传 吴纪检 冯青年", 反对="陈正式 李组长")
    await ends(sun)
    await zheng.sees("接收预备党员：黄积极", "表决：上次表决未通过")
    shown = await chen.sees("未通过：赞成不足 5 票", "实到 8", "赞成 4 · 反对 2", "三（十四）6(7)")
    assert "待机关工委审查" not in shown.text
    sun.says("/admission")
    await sun.sees("黄积极：已列入 10月15日（周四）14:30 党员大会")
    await sun.presses("黄积极")
    await sun.sees("表决：上次表决未通过")
    await refused(sun, "发起表决", "这次会议已经表决过黄积极同志", "三（十四）6(7)")
    data = carried(await sun.sees("表决：上次表决未通过"), "发起表决").replace("ao:1", "ab:1")
    press = branch.simulator.press_data(sun.user, data, await sun.sees("表决：上次表决未通过"))
    await branch.quiet()
    await sun.is_refused(press, "这次表决没有通过")
    assert "三（十四）6(7)" in await sun.told(press)


async def test_too_few_present_for_an_admission_though_enough_for_a_motion(branch: Scene) -> None:
    """Of 8 expected, 4 present are half: enough for a motion (条例 11), not for an admission (细则 20)."""
    zheng, sun = branch.person("郑书记"), await prepared(branch)
    sun.says("/members")
    await sun.presses("高退休")
    await sun.presses("停止表决权")
    branch.move_to("2026-10-15 14:40")
    await attendance(zheng, "何组长", "李组长", "陈正式", "冯青年")
    await stated(branch)
    await opened(zheng, MOTION)
    await votes(branch, 赞成="郑书记 孙组织 周宣传 吴纪检")
    await ends(zheng)
    await zheng.sees("未通过：赞成不足 5 票", "实到 4", "到会 4 人以上")
    await opens(sun, "记名（举手）")
    await votes(branch, 赞成="郑书记 孙组织 周宣传 吴纪检")
    await ends(sun)
    await sun.sees("未通过：到会不足 5 人", "实到 4", "三（十四）6(7)")


async def test_one_person_at_a_time(branch: Scene) -> None:
    sun, zheng = await prepared(branch), branch.person("郑书记")
    await candidate(sun, "林预备")
    await listed(sun, "林预备")  # replaces
    await sun.sees("接收预备党员：林预备", "列入会议：10月15日")
    sun.says("/admission")
    await sun.sees("黄积极：手续已齐", "林预备：还缺：")
    await listed(sun)
    branch.move_to("2026-10-15 14:40")
    await attendance(zheng, "高退休")
    await stated(branch)
    await opens(sun)
    await card_of(sun, "林预备")
    await sun.presses("列入会议")
    await refused(sun, BUTTON, "正在表决黄积极同志，须逐个讨论和表决", "发展党员工作细则 21")
    await card_of(sun)
    shown = await sun.sees("表决：正在表决")
    assert "查看表决" in shown.labels
    running = "关于黄积极同志的表决还没有结果"
    for data, said in (("ao:1", running), ("am:11", running), ("au:11:1", "逐个讨论")):
        press = branch.simulator.press_data(sun.user, data, shown)
        await branch.quiet()
        assert said in await sun.told(press), data
    await branch.each(("郑书记", "周宣传", "吴纪检", "李组长", "陈正式"), lambda actor: casts(actor, "赞成"))
    await ends(sun)
    await card_of(sun)
    passed = await sun.sees("表决：通过，待机关工委审查")
    assert "列入会议" not in passed.labels
    for data in ("am:11", "ao:1"):
        press = branch.simulator.press_data(sun.user, data, passed)
        await branch.quiet()
        await sun.is_refused(press, "不再重复表决（党支部工作制度 三（十四）5")
    await sun.presses("登记批复")
    sun.says("表决：77")
    await sun.sees("没有这次表决，请写表决的编号", "是哪次表决？")
    sun.says("1")
    await sun.presses("批复不同意")
    sun.says("工委〔2026〕21号")
    sun.says("今天")
    await sun.presses("确认")
    refusal = await sun.sees("表决：大会通过，机关工委批复不同意", "批复：批复不同意，工委〔2026〕21号")
    assert "改为预备党员" not in refusal.labels
    assert "列入会议" in refusal.labels
    press = branch.simulator.press_data(sun.user, "as:1", refusal)
    await branch.quiet()
    await sun.is_refused(press, "机关工委还没有批复同意")
    assert "三（十四）5" in await sun.told(press)
    # The meeting goes on to the next; what was stated, was stated for the first.
    await listed(sun, "林预备")
    await sun.sees("列入会议：10月15日")
    meeting = next(iter((await branch.place.rows("meetings"))["meetings"]))
    assert meeting["stated"] is None
    sun.says("/admission")
    await sun.sees("黄积极：大会通过，机关工委批复不同意")


async def test_only_an_assembly_that_is_not_over_votes_on_people(branch: Scene) -> None:
    sun, zheng = await prepared(branch), branch.person("郑书记")
    await call(zheng, ASSEMBLY.replace("类型：党员大会", "类型：集中学习").replace("10月15日", "10月16日"))
    await card_of(sun)
    shown = await sun.sees("列入会议：10月15日")
    press = branch.simulator.press_data(sun.user, "ai:11:2", shown)
    await branch.quiet()
    await sun.is_refused(press, "接收和转正只能由党员大会表决")
    assert "三（二）" in await sun.told(press)
    zheng.says("/meetings")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.presses("会议管理")
    await zheng.presses("发展党员表决")
    await zheng.sees("接收预备党员：黄积极", "应到、实到：主持人尚未报告")
    await zheng.presses("« 返回会议")
    await zheng.presses("取消会议")
    await zheng.presses("确认")
    await branch.quiet()
    press = branch.simulator.press_data(sun.user, "ao:1", shown)
    await branch.quiet()
    assert "已取消" in (press.answer or "")
    await card_of(sun)
    assert "列入会议：" not in (await sun.sees("接收预备党员：黄积极")).text
    await sun.presses("列入会议")
    await sun.sees("没有今天或以后的党员大会，请先用 /newmeeting 召开")
    await call(zheng)
    branch.move_to("2026-10-17 09:00")
    press = branch.simulator.press_data(sun.user, "ai:11:3", shown)
    await branch.quiet()
    await sun.is_refused(press, "这次会议已经结束")


async def test_a_preview_that_was_overtaken_opens_nothing(branch: Scene) -> None:
    sun, zheng = await prepared(branch), branch.person("郑书记")
    branch.move_to("2026-10-15 14:40")
    await attendance(zheng, "高退休")
    await stated(branch)
    await card_of(sun)
    await sun.presses("发起表决")
    await sun.presses("无记名")
    preview = await sun.sees("请核对：发起表决")
    sure = carried(preview, "确认")
    await card_of(zheng, "林预备")
    await zheng.presses("列入会议")
    await zheng.presses(BUTTON)
    await branch.quiet()
    press = branch.simulator.press_data(sun.user, sure, preview)
    await branch.quiet()
    await sun.is_refused(press, "预备期还没有满（到2027年3月10日）")
    await zheng.presses("撤下")
    await listed(zheng)
    await stated(branch)
    taps = [branch.simulator.press_data(sun.user, sure, preview) for _ in range(2)]
    await branch.quiet()
    assert "表决还没有结果" in (taps[1].answer or "")
    sun.says("/tally")
    shown = await sun.sees("已投 0 / 应投 9")
    assert shown.text.count("应投 9") == 1


async def test_nobody_votes_for_another(branch: Scene) -> None:
    sun, zheng = await prepared(branch), branch.person("郑书记")
    branch.move_to("2026-10-15 14:40")
    await attendance(zheng)
    await stated(branch)
    await opens(sun, "记名（举手）")
    tally = await sun.sees("已投 0 / 应投 9")
    assert "代录" not in tally.labels
    for data in ("ve:1", "vf:1:10", "vn:1:10:for"):
        press = branch.simulator.press_data(sun.user, data, tally)
        await branch.quiet()
        await sun.is_refused(press, "不得代投或代录（党支部工作制度 三（十四）6(7)）")


async def test_only_the_secretaries_and_the_organization_member_handle_admissions(branch: Scene) -> None:
    sun = await prepared(branch)
    shown = await sun.sees("接收预备党员：黄积极")
    for name in ("周宣传", "李组长", "陈正式", "林预备", "黄积极"):
        person = branch.person(name)
        person.says("/admission")
        await person.sees("不在您的职责范围内")
        own = branch.simulator.messages(person.user)[-1]
        for data in ("ap:11", "ao:1", "ay:1:11:secret", "ai:11:1", "as:1"):
            press = branch.simulator.press_data(person.user, data, own)
            await branch.quiet()
            assert "不在您的职责范围内" in await person.told(press), data
    for data in ("ap:99", "ag:99:training", "ab:9", "as:9", "ak:9", "ae:9", "aw:9"):
        press = branch.simulator.press_data(sun.user, data, shown)
        await branch.quiet()
        assert "已失效" in (press.answer or ""), data
    for data, said in (
        ("ag:11:probation", "已失效"),
        ("ag:11:nothing", "已失效"),
        ("ah:11", "黄积极同志不在预备期内"),
        ("ac:11", "已失效"),
    ):
        press = branch.simulator.press_data(sun.user, data, shown)
        await branch.quiet()
        assert said in await sun.told(press), data


async def test_in_english(branch: Scene) -> None:
    sun = await prepared(branch)
    sun.says("/language")
    await sun.presses("English")
    sun.says("/admission")
    await sun.sees("Admission of members", "黄积极: On the agenda of")
    await sun.presses("黄积极")
    await sun.sees("Admission: 黄积极", "✓ Training passed", "Branch Working Rules III(14)1")
    await refused(sun, "Open the vote", "The chair has not stated the numbers", "Branch Working Rules III(14)6(1)")
