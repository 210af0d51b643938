"""A ballot is asked for: the form, its wrong turns, and whom the roll holds."""

import pytest

from tests.scene import Scene
from tests.stories.test_ballots import PLAN, audit_of, opened
from tests.stories.test_meetings import ASSEMBLY, bound_group, call

COMMITTEE_MEETING = """/newmeeting
类型：支委会
主题：研究发展计划
时间：明天 9:00
地点：小会议室"""


async def test_the_preview_says_who_votes_who_is_not_bound_and_what_it_will_be(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says(PLAN + "\n截止：明天 17:00")
    preview = await zheng.sees(
        "请核对：发起投票", "事项：是否同意年度工作计划", "截止：2026年10月13日（周二）17:00",
        "不属于会议", "应投 9 人", "其中 1 人没有绑定账号", "代录：高退休", "另有 1 人没有表决权", "不发到群",
    )  # fmt: skip
    assert preview.labels == ["确认", "修改", "取消"]
    await branch.quiet()
    assert branch.person("陈正式").has_seen("年度工作计划") == 0
    await zheng.presses("确认")
    shown = await zheng.sees("投票：意见征集", "截止：2026年10月13日（周二）17:00", "已投 0 / 应投 9", "校验码")
    assert shown.labels == ["结束投票", "代录", "提醒未投票的人", "纸质票、举手", "« 返回"]
    assert await audit_of(branch) == [("ballots.opened", "意见征集 1")]


async def test_the_form_is_asked_one_by_one_and_wrong_answers_are_asked_again(branch: Scene) -> None:
    sun = branch.person("孙组织")
    sun.says("发起投票")
    await sun.sees("可以一次发来整张表", "方式：记名", "要表决或征求意见的事项是什么？")
    sun.says("长" * 4000)
    await sun.sees("事项“长", "太长，最多 1500 字", "事项是什么？")
    branch.simulator.send_file(sun.user, "s.webp", b"x", kind="sticker")
    await branch.quiet()
    sun.says("是否增设学习角 <b>&")
    asked = await sun.sees("用什么方式？")
    assert asked.labels == ["记名", "无记名", "取消"]
    sun.says("举手")
    await sun.sees("方式“举手”：没有这种方式")
    await sun.presses("记名")
    await sun.sees("什么时候截止？")
    sun.says("等通知")
    await sun.sees("截止“等通知”：没有看懂这个时间")
    sun.says("今天 8:00")
    await sun.sees("截止“今天 8:00”：这个时间已经过去")
    await sun.presses("跳过")
    await sun.sees("请谁投票？")
    sun.says("张三")
    await sun.sees("名册里没有“张三”", "请谁投票？")
    await sun.presses("跳过")
    await sun.sees("是哪次会议上的表决？")
    sun.says("没有的会")
    await sun.sees("会议“没有的会”：没有找到这次会议")
    await sun.presses("跳过")
    await sun.sees("请核对", "是否增设学习角 <b>&", "应投 9 人")
    await sun.presses("确认")
    await branch.person("何组长").sees("是否增设学习角 <b>&", "截止：由发起人结束")


async def test_bad_lines_of_a_pasted_form_are_asked_again_and_the_good_ones_kept(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says(PLAN.replace("记名", "举手").replace("全体党员", "第九党小组") + "\n截止：昨天")
    await zheng.sees(
        "方式“举手”：没有这种方式，请写“记名”或“无记名”",
        "参加“第九党小组”：名册里没有",
        "截止“昨天”：没有看懂",
        "用什么方式？",
    )
    zheng.says("方式：记名\n截止：后天 9:00\n参加：第一党小组")
    await zheng.sees("请核对", "事项：是否同意年度工作计划", "2026年10月14日（周三）09:00", "应投 4 人")
    await zheng.presses("修改")
    await zheng.presses("截止")
    await zheng.presses("跳过")
    preview = await zheng.sees("请核对", "参加：第一党小组")
    assert "截止" not in preview.text
    await zheng.presses("取消")
    await branch.quiet()
    assert branch.person("陈正式").has_seen("年度工作计划") == 0


async def test_confirming_twice_opens_one_ballot(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    zheng.says(PLAN)
    preview = await zheng.sees("请核对")
    data = next(button.data for row in preview.buttons for button in row if button.text == "确认")
    presses = [branch.simulator.press_data(zheng.user, data or "", preview) for _ in range(2)]
    await branch.quiet()
    assert chen.has_seen("是否同意年度工作计划") == 1
    assert "已经提交或已退出" in (presses[1].answer or "")


async def test_a_deadline_that_passes_while_the_form_is_open_is_asked_again(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says(PLAN + "\n截止：今天 10:00")
    await zheng.sees("请核对")
    branch.move_to("2026-10-12 10:00")
    await zheng.presses("确认")
    await zheng.sees("这个时间已经过去", "什么时候截止？")
    assert branch.person("陈正式").has_seen("年度工作计划") == 0


async def test_confirm_means_now_in_quiet_hours_too_and_the_preview_says_so(branch: Scene) -> None:
    branch.move_to("2026-10-12 22:30")
    zheng = branch.person("郑书记")
    zheng.says(PLAN)
    await zheng.sees("请核对", "现在是休息时间，确认后仍会立即发出")
    await zheng.presses("确认")
    await branch.person("陈正式").sees("是否同意年度工作计划")


async def test_with_a_meeting_it_is_a_motion_of_the_electors_among_the_invited(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng = branch.person("郑书记")
    await call(zheng, COMMITTEE_MEETING)
    zheng.says(PLAN.replace("参加：全体党员", "会议：研究发展计划"))
    await zheng.sees("会议：1号 10月13日（周二）09:00 支委会 研究发展计划", "会议上的表决", "应投 5 人", "不发到群")
    await zheng.presses("确认")
    for name in ("郑书记", "孙组织", "周宣传", "吴纪检", "冯青年"):
        await branch.person(name).sees("投票：议案表决", "会议：10月13日（周二）09:00 支委会 研究发展计划")
    await branch.quiet()
    for name in ("李组长", "陈正式", "林预备"):
        assert branch.person(name).has_seen("议案表决") == 0
    assert branch.person("陈正式").has_seen("年度工作计划", chat=group) == 0


async def test_a_meeting_is_chosen_by_button_by_number_or_by_its_kind(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng, COMMITTEE_MEETING)
    await call(zheng, COMMITTEE_MEETING.replace("明天", "后天"))
    await call(zheng, ASSEMBLY)
    form = PLAN.replace("参加：全体党员", "会议：{}")
    zheng.says(form.format("研究发展计划"))
    asked = await zheng.sees("会议“研究发展计划”：不止一次会议符合，请写编号：1号、2号", "是哪次会议上的表决？")
    assert asked.labels == [
        "1号 10月13日（周二）09:00 支委会 研究发展计划",
        "2号 10月14日（周三）09:00 支委会 研究发展计划",
        "3号 10月15日（周四）14:30 党员大会 第四季度工作",
        "跳过",
        "取消",
    ]
    await zheng.presses("2号 10月14日（周三）09:00 支委会 研究发展计划")
    await zheng.sees("请核对", "会议：2号 10月14日", "应投 5 人")
    zheng.says("会议：3")
    await zheng.sees("请核对", "会议：3号 10月15日（周四）14:30 党员大会", "应投 9 人")
    zheng.says("会议：大会 第四")
    await zheng.sees("请核对", "会议：3号")
    zheng.says("会议：99")
    await zheng.sees("会议“99”：没有找到这次会议")


async def test_a_meeting_cancelled_meanwhile_is_asked_again(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await call(sun, COMMITTEE_MEETING)
    zheng.says(PLAN.replace("参加：全体党员", "会议：支委会"))
    await zheng.sees("请核对", "会议：1号")
    await sun.presses("取消会议")
    await sun.presses("确认")
    await sun.sees("已取消")
    await branch.quiet()
    await zheng.presses("确认")
    await zheng.sees("没有找到这次会议", "是哪次会议上的表决？")


async def test_a_roll_without_electors_is_refused(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says(PLAN.replace("全体党员", "林预备、黄积极"))
    await zheng.sees("参加“林预备、黄积极”：其中没有有表决权的正式党员", "请谁投票？")


async def test_what_is_asked_of_a_few_does_not_go_to_the_group(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, PLAN.replace("全体党员", "陈正式、周宣传"))
    await chen.sees("投票：意见征集")
    await branch.quiet()
    assert chen.has_seen("年度工作计划", chat=group) == 0


async def test_a_teams_ballot_goes_to_the_teams_group(branch: Scene) -> None:
    group = await bound_group(branch, "第一党小组")
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, PLAN.replace("全体党员", "第一党小组"))
    await chen.sees("投票：意见征集", "已投 0 / 应投 4", chat=group)
    await opened(zheng)
    await branch.quiet()
    assert chen.has_seen("已投 0 / 应投 9", chat=group) == 0


@pytest.mark.parametrize("name", ["周宣传", "吴纪检", "冯青年", "李组长", "陈正式", "林预备", "黄积极"])
async def test_whoever_may_not_open_ballots_is_turned_away(branch: Scene, name: str) -> None:
    person = branch.person(name)
    person.says(PLAN)
    await person.sees("不在您的职责范围内")
    person.says("/tally")
    await branch.quiet()
    assert person.has_seen("不在您的职责范围内") == 2
    assert person.has_seen("应投") == 0


async def test_an_opener_who_loses_the_post_cannot_confirm(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    sun.says(PLAN)
    await sun.sees("请核对")
    zheng.says("/members")
    await zheng.presses("孙组织")
    await zheng.presses("✓ 组织委员")
    await zheng.sees("孙组织", "职务：无")
    press = await sun.presses("确认")
    assert "不在您的职责范围内" in (press.answer or "")
    await branch.quiet()
    assert branch.person("陈正式").has_seen("年度工作计划") == 0
