"""Meetings that come again: set up, called in open hours on workdays, skipped, stopped, and what becomes of them."""

import pytest
from sqlalchemy import delete, update

from bot.rules.words import MeetingKind, Post
from bot.store.branch import Person, PostRow
from bot.store.meetings import Meeting
from tests.scene import ROSTER, Actor, Scene, carried
from tests.stories.facts import Facts
from tests.stories.test_meetings import bound_group

CLASS = """/series
类型：党课
主题：月度理论学习
时间：每月第一个周五下午3点
地点：三楼会议室
议程：1. 学习
2. 讨论"""
TEAM = "/series 类型：党小组会\n主题：小组的会\n时间：每月第二个星期三 9:00\n地点：小会议室\n提前：3天"


async def set_up(actor: Actor, form: str = CLASS) -> None:
    """Pastes a whole form and confirms it."""
    actor.says(form)
    await actor.sees("请核对：新建例会")
    await actor.presses("确认")
    await actor.sees("下一次：")


async def wake(scene: Scene, moment: str) -> None:
    """The clock is moved, and the job looks."""
    scene.move_to(moment)
    if scene.bot is None:
        raise LookupError("the bot does not run")
    scene.bot.engine.tick("series")
    await scene.quiet()


async def test_a_series_is_set_up_and_called_a_week_ahead_to_those_it_is_for(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    zheng.says("例会")
    await zheng.sees("还没有您负责的例会")
    await zheng.presses("新建例会")
    first = await zheng.sees("可以一次发来整张表", "时间：每月第一个星期五15:00", "是什么会议？")
    assert "党课" in first.labels
    zheng.says(CLASS.removeprefix("/series\n"))
    preview = await zheng.sees("请核对：新建例会", "时间：每月第一个星期五15:00", "主题：月度理论学习")
    for part in (
        "接下来：2026年11月6日（周五）15:00；2026年12月4日（周五）15:00；",
        "每次提前 7 天",
        "第一次在2026年10月30日",
        "按现在的名册是 10 人",
        "其中 1 人没有绑定账号",
        "同时发到群：示范群",
    ):
        assert part in preview.text
    await zheng.presses("确认")
    one = await zheng.sees("例会 1号：党课", "召集人：郑书记", "下一次：2026年11月6日（周五）15:00", "2026年10月30日起")
    assert one.labels == ["跳过下一次", "停止例会", "« 返回"]
    await wake(branch, "2026-10-29 16:00")
    assert chen.has_seen("会议通知") == 0
    await wake(branch, "2026-10-30 07:55")
    assert chen.has_seen("会议通知") == 0
    await wake(branch, "2026-10-30 08:00")
    notice = await chen.sees("会议通知：党课", "主题：月度理论学习", "2026年11月6日（周五）15:00", "2. 讨论")
    assert "参加" in notice.labels
    await chen.sees("会议通知：党课", "未答复 10", chat=group)
    called = await zheng.sees("例会已发通知", "已通知 10 人", "其中 1 人没有绑定账号", "高退休")
    assert called.labels == ["会议管理"]
    await wake(branch, "2026-10-30 08:10")
    assert chen.has_seen("会议通知") == 1
    await zheng.sees("例会 1号", "下一次：2026年12月4日（周五）15:00")
    assert await branch.audit("series") == [("series.set_up", "例会 1 党课")]
    assert await branch.audit("meetings") == [("meetings.called", "党课 1")]
    await zheng.presses("会议管理")
    await zheng.presses("取消会议")
    await zheng.presses("确认")
    await chen.sees("会议取消")
    await wake(branch, "2026-11-27 09:00")
    await chen.sees("会议通知：党课", "2026年12月4日（周五）15:00")


async def test_the_form_is_asked_one_by_one_and_says_what_it_does_not_understand(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/series")
    await zheng.presses("新建例会")
    zheng.says("茶话会")
    await zheng.sees("没有这种会议")
    await zheng.presses("集中学习")
    zheng.says("题" * 101)
    await zheng.sees("太长，最多 100 字")
    zheng.says("学习")
    await zheng.sees("每隔多久、哪一天开？")
    for wrong in ("每周五下午三点", "每月第五个星期五15:00", "经常"):
        zheng.says(wrong)
        await zheng.sees(f"时间“{wrong}”：没有看懂", "第一个到第四个或最后一个")
    zheng.says("每两个月最后一个周三 14:30")
    await zheng.sees("在什么地点？")
    zheng.says("三楼")
    await zheng.presses("跳过")
    await zheng.sees("提前几天发会议通知？")
    for wrong in ("0", "29天", "一周"):
        zheng.says(wrong)
        await zheng.sees(f"提前“{wrong}”：请写 1 到 28 之间的天数")
    zheng.says("10天")
    preview = await zheng.sees("请核对：新建例会", "提前：10 天", "时间：每两个月最后一个星期三14:30")
    assert (
        "接下来：2026年10月28日（周三）14:30；2026年12月30日（周三）14:30；2027年2月24日（周三）14:30" in preview.text
    )
    await zheng.presses("确认")
    await zheng.sees("例会 1号：集中学习")


async def test_national_day_moves_a_meeting_to_the_next_workday_and_its_notice_before_it(scene: Scene) -> None:
    scene.move_to("2026-09-14 09:30")
    await scene.found()
    await scene.start()
    await scene.bind("郑书记", "陈正式")
    zheng, chen = scene.person("郑书记"), scene.person("陈正式")
    await set_up(zheng, f"{CLASS}\n提前：5天")
    # The first Friday is 2 October, a day off until the 7th; five days before the 8th is the 3rd, and the last workday
    # before that the 30th of September.
    await zheng.sees("下一次：2026年10月8日（周四）15:00", "2026年9月30日起")
    await wake(scene, "2026-09-29 18:00")
    assert chen.has_seen("会议通知") == 0
    await wake(scene, "2026-09-30 08:05")
    await chen.sees("会议通知：党课", "2026年10月8日（周四）15:00")


async def test_a_make_up_workday_is_a_workday(scene: Scene) -> None:
    scene.move_to("2026-09-14 09:30")
    await scene.found()
    await scene.start()
    await scene.bind("郑书记", "陈正式")
    zheng, chen = scene.person("郑书记"), scene.person("陈正式")
    await set_up(zheng, CLASS.replace("第一个周五", "第三个周日") + "\n提前：3天")
    await zheng.sees("下一次：2026年9月20日（周日）15:00")  # worked for the National Day holiday
    await wake(scene, "2026-09-17 10:00")
    await chen.sees("会议通知：党课", "2026年9月20日（周日）15:00")


async def test_days_of_a_year_that_is_not_announced_are_predictions(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says(CLASS.replace("每月", "每季度"))
    await zheng.sees("请核对", "2027年的放假安排还没有公布，日期是预计的")
    await zheng.presses("确认")
    await zheng.sees("下一次：2027年1月4日（周一）15:00", "2027年的放假安排还没有公布")
    await zheng.presses("« 返回")
    await zheng.sees(
        "1号 党课：月度理论学习", "每季度第一个星期五15:00；下一次 2027年1月4日", "2027年的放假安排还没有公布"
    )
    await wake(branch, "2026-12-28 09:00")
    await zheng.sees("例会已发通知", "2027年的放假安排还没有公布，日期是预计的。公布后如有变动，请改期")


async def test_after_weeks_without_the_bot_what_passed_is_not_called_and_nothing_floods(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await set_up(zheng)
    await branch.stop()
    branch.move_to("2027-02-26 21:30")  # the meetings of four months have passed
    await branch.start()
    await wake(branch, "2027-02-26 21:40")
    assert chen.has_seen("会议通知") == 0
    await wake(branch, "2027-03-01 08:05")
    await zheng.sees("错过的不再补开", "有 4 次在机器人停机期间过去了")
    await chen.sees("会议通知：党课", "2027年3月5日（周五）15:00")
    for minute in (10, 15):
        await wake(branch, f"2027-03-01 08:{minute}")
    assert chen.has_seen("会议通知") == 1
    assert zheng.has_seen("错过的不再补开") == 1
    await zheng.presses("查看例会")
    await zheng.sees("例会 1号", "下一次：2027年4月2日（周五）15:00")


async def test_the_next_one_is_skipped_once_however_often_it_is_tapped(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await set_up(zheng)
    old = carried(await zheng.sees("例会 1号"), "跳过下一次")
    await zheng.presses("跳过下一次")
    asked = await zheng.sees(
        "要跳过下一次吗？", "跳过：2026年11月6日（周五）15:00", "之后的一次：2026年12月4日（周五）15:00"
    )
    sure = carried(asked, "确认")
    press = await zheng.presses("确认")
    assert press.answer == "已跳过。"
    card = await zheng.sees("例会 1号", "下一次：2026年12月4日（周五）15:00")
    for data in (sure, old):
        press = branch.simulator.press_data(zheng.user, data, card)
        await branch.quiet()
        assert (press.answer or "").startswith("这一次已经召开或已经跳过，没有改动任何内容")
    await wake(branch, "2026-10-30 09:00")
    assert chen.has_seen("会议通知") == 0
    await wake(branch, "2026-11-27 09:00")
    await chen.sees("会议通知：党课", "2026年12月4日")
    assert await branch.audit("series") == [
        ("series.set_up", "例会 1 党课"),
        ("series.skipped", "例会 1 党课 2026-11-06"),
    ]
    press = branch.simulator.press_data(zheng.user, f"sk:1:{10**9}:0", card)
    await branch.quiet()
    assert (press.answer or "").startswith("这个按钮已失效")


async def test_a_stopped_series_calls_no_more_and_what_it_called_stays(branch: Scene) -> None:
    zheng, sun, chen = branch.person("郑书记"), branch.person("孙组织"), branch.person("陈正式")
    await set_up(zheng)
    await wake(branch, "2026-10-30 09:00")
    await chen.sees("会议通知：党课")
    sun.says("/series")
    await sun.presses("1号 党课 每月第一个星期五15:00")
    await sun.presses("停止例会")
    await sun.sees("要停止这个例会吗？", "已经召开的会议不受影响")
    await sun.presses("« 返回")
    await sun.presses("停止例会")
    sure = carried(await sun.sees("要停止这个例会吗？"), "确认")
    press = await sun.presses("确认")
    assert press.answer == "例会已停止，已经召开的会议不受影响。"
    card = await sun.sees("例会 1号", "已停止，不再召开")
    assert card.labels == ["« 返回"]
    press = branch.simulator.press_data(sun.user, sure, card)
    await branch.quiet()
    assert press.answer == "这个例会已经停止，没有改动任何内容。"
    await zheng.sees("例会 1号", "已停止，不再召开")
    await chen.presses("参加")
    await chen.sees("您的答复：参加")
    await wake(branch, "2026-11-27 09:00")
    assert chen.has_seen("会议通知") == 1


@pytest.mark.parametrize("name", ["吴纪检", "陈正式", "林预备"])
async def test_whoever_calls_no_meetings_has_no_series(branch: Scene, name: str) -> None:
    person = branch.person(name)
    for text in ("/series", "例会", CLASS):
        person.says(text)
    await branch.quiet()
    assert person.has_seen("不在您的职责范围内") == 3


async def test_each_post_sets_up_its_own_kinds_and_sees_no_others(branch: Scene) -> None:
    zheng, zhou, li, he = (branch.person(name) for name in ("郑书记", "周宣传", "李组长", "何组长"))
    await set_up(zheng, CLASS.replace("党课", "支委会"))
    zhou.says(CLASS.replace("党课", "党员大会"))
    await zhou.sees("这类会议不由您召集")
    await zhou.presses("党课")
    await zhou.presses("确认")
    await zhou.sees("例会 2号：党课")
    await set_up(li, TEAM)
    for person, seen, unseen in (
        (zhou, "2号 党课", "3号"),
        (he, "还没有您负责的例会", "3号"),
        (li, "3号 党小组会", "1号"),
    ):
        person.says("/series")
        listed = await person.sees("例会", seen)
        assert unseen not in listed.text
    zheng.says("/series")
    listed = await zheng.sees("1号 支委会", "2号 党课", "3号 党小组会")
    data = carried(listed, "1号 支委会 每月第一个星期五15:00")
    press = branch.simulator.press_data(li.user, data, await li.sees("3号 党小组会"))
    await branch.quiet()
    assert press.answer == "这件事不在您的职责范围内，没有改动任何内容。"
    await wake(branch, "2026-11-06 09:00")  # the team's second Wednesday is the 11th
    await branch.person("陈正式").sees("会议通知：党小组会", "2026年11月11日（周三）09:00")
    assert he.has_seen("会议通知：党小组会") == 0
    await branch.person("吴纪检").sees("会议通知：支委会")
    assert li.has_seen("会议通知：支委会") == 0


async def test_a_team_leader_without_a_team_is_told_why_not(scene: Scene) -> None:
    scene.move_to("2026-10-12 09:30")
    await scene.found("姓名,党小组,职务,党员类别\n郑书记,,书记,正式党员\n李组长,第一党小组,党小组长,正式党员\n")
    await scene.start()
    await scene.bind("郑书记")
    zheng = scene.person("郑书记")
    zheng.says(TEAM)
    await zheng.sees("您没有编入党小组，不能定期召集党小组会", "是什么会议？")


async def test_those_are_invited_who_belong_to_it_when_the_notice_goes_out(branch: Scene) -> None:
    sun, li, chen = branch.person("孙组织"), branch.person("李组长"), branch.person("陈正式")
    await set_up(li, TEAM)
    await branch.found(ROSTER.replace("陈正式,第一党小组", "陈正式,第二党小组").replace("高退休,第二", "高退休,第一"))
    await wake(branch, "2026-11-06 09:00")
    await li.sees("例会已发通知", "已通知 5 人", "高退休")
    await sun.sees("会议通知：党小组会")
    assert chen.has_seen("会议通知") == 0


async def test_a_caller_who_may_no_longer_call_such_meetings_ends_the_series_and_the_secretary_is_told_once(
    branch: Scene,
) -> None:
    zheng, zhou, chen = branch.person("郑书记"), branch.person("周宣传"), branch.person("陈正式")
    await set_up(zhou)
    async with Facts(branch).database.writing() as session:
        await session.execute(delete(PostRow).where(PostRow.post == Post.PUBLICITY))
    await wake(branch, "2026-10-30 09:00")
    await zheng.sees("例会已停止", "党课：月度理论学习", "召集人：周宣传", "召集人已无权召集这类会议")
    await wake(branch, "2026-10-30 09:05")
    await wake(branch, "2026-11-27 09:05")
    assert zheng.has_seen("例会已停止") == 1
    assert chen.has_seen("会议通知") == 0
    assert await branch.audit("series") == [("series.set_up", "例会 1 党课"), ("series.ended", "例会 1 党课")]
    await zhou.sees("已不在您的职责范围内")


async def test_a_team_without_anybody_ends_its_series(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await set_up(zheng, TEAM)
    async with Facts(branch).database.writing() as session:
        await session.execute(update(Person).values(team_id=None))
    await wake(branch, "2026-11-06 09:00")
    await zheng.sees("例会已停止", "名册里没有可以参加的人")


async def test_a_called_meeting_is_an_ordinary_one_of_its_series(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await set_up(zheng)
    await wake(branch, "2026-10-30 09:00")
    await zheng.presses("会议管理")
    await zheng.presses("改期")
    zheng.says("11月10日 9:00")
    await zheng.presses("跳过")
    await zheng.presses("确认")
    await chen.sees("会议改期", "2026年11月10日（周二）09:00")
    async with Facts(branch).database.reading() as session:
        meeting = await session.get(Meeting, 1)
    assert meeting is not None
    assert (meeting.series_id, meeting.kind) == (1, MeetingKind.LECTURE)
    zheng.says("/series")
    await zheng.sees("1号 党课", "下一次 2026年12月4日")


async def test_in_english(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/language")
    await zheng.presses("English")
    zheng.says("/series Kind: Party class\nTopic: Theory\nWhen: every 3 months on the last Wednesday 2:30 pm")
    await zheng.sees("Where is it?")
    zheng.says(
        "/series Kind: Party class\nTopic: Theory\nWhen: every 3 months on the last Wednesday 2:30 pm\nPlace: Hall\n"
        "Notice: 5 days"
    )
    await zheng.sees(
        "When: every 3 months on the last Wednesday 14:30",
        "Coming up: Wed 28 Oct 2026, 14:30; Wed 27 Jan 2027, 14:30;",
        "2027 have not been announced yet",
    )
    await zheng.presses("Confirm")
    await zheng.sees("Regular meeting no. 1: Party class", "Next: Wed 28 Oct 2026, 14:30", "from 23 October 2026 on")
    await wake(branch, "2026-10-23 08:30")
    await zheng.sees("Meeting notice: Party class", "Topic: Theory")
    await branch.person("陈正式").sees("会议通知：党课", "2026年10月28日（周三）14:30")
    zheng.says("/series")
    await zheng.presses("No. 1 Party class, every 3 months on the last Wednesday 14:30")
    await zheng.presses("Skip the next one")
    await zheng.sees("Skip the next one?", "Skipped: Wed 27 Jan 2027, 14:30", "The one after: Wed 28 Apr 2027, 14:30")
