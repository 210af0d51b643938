"""Who may do what with meetings, and what others do not see (section 3 of the product page)."""

import pytest

from tests.scene import ROSTER, Scene
from tests.stories.test_meetings import bound_group, call

STUDY = "/newmeeting 类型：集中学习\n主题：专题学习\n时间：明天 14:00\n地点：礼堂"
TEAM = "/newmeeting 类型：党小组会\n主题：小组的会\n时间：明天 9:00\n地点：小会议室"


@pytest.mark.parametrize("name", ["吴纪检", "陈正式", "林预备", "黄积极"])
async def test_members_without_a_post_for_it_call_nothing(branch: Scene, name: str) -> None:
    person = branch.person(name)
    for text in ("/newmeeting", STUDY, "召开会议", "/attendance", "点名"):
        person.says(text)
    await branch.quiet()
    assert person.has_seen("不在您的职责范围内") == 5
    assert person.has_seen("请核对") == 0


ALL = ["党员大会", "支委会", "党小组会", "组织生活会", "党课", "集中学习", "民主生活会", "座谈会"]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("郑书记", ALL),
        ("孙组织", ALL),
        ("周宣传", ["党课", "集中学习"]),
        ("冯青年", ["集中学习"]),
        ("何组长", ["党小组会"]),
    ],
)
async def test_each_post_is_offered_the_kinds_it_may_call(branch: Scene, name: str, kinds: list[str]) -> None:
    person = branch.person(name)
    person.says("/newmeeting")
    question = await person.sees("是什么会议？")
    assert question.labels == [*kinds, "取消"]


@pytest.mark.parametrize(("name", "kind"), [("周宣传", "党员大会"), ("冯青年", "党课"), ("何组长", "集中学习")])
async def test_a_kind_that_is_not_ones_own_is_refused_when_pasted(branch: Scene, name: str, kind: str) -> None:
    person = branch.person(name)
    person.says(STUDY.replace("集中学习", kind))
    await person.sees("这类会议不由您召集", "是什么会议？")


async def test_somebody_with_two_posts_may_what_either_post_may(scene: Scene) -> None:
    scene.move_to("2026-10-12 09:30")
    await scene.found(ROSTER.replace("何组长,第二党小组,党小组长", "何组长,第二党小组,宣传委员、党小组长"))
    await scene.start()
    await scene.bind("何组长")
    he = scene.person("何组长")
    he.says("/newmeeting")
    question = await he.sees("是什么会议？")
    assert question.labels == ["党小组会", "党课", "集中学习", "取消"]
    he.says(f"{TEAM}\n参加：第一党小组")
    await he.sees("您只能召集本组的党小组会")
    await he.presses("第二党小组")
    await he.sees("请核对", "将通知 5 人")


async def test_the_deputy_calls_any_meeting(branch: Scene) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.presses("副书记")
    await branch.quiet()
    await call(chen)
    await branch.person("何组长").sees("会议通知：党员大会")
    await call(chen, f"{TEAM}\n参加：第二党小组")
    await branch.person("何组长").sees("会议通知：党小组会")


async def test_a_team_leader_calls_the_own_team_only(branch: Scene) -> None:
    li = branch.person("李组长")
    li.says(f"{TEAM}\n参加：第二党小组")
    await li.sees("您只能召集本组的党小组会", "请谁参加？")
    question = await li.sees("请谁参加？")
    assert question.labels == ["第一党小组", "跳过", "取消"]
    li.says("全体党员")
    await li.sees("党小组会只能由同一个党小组的同志参加")
    li.says("陈正式、林预备")
    await li.sees("请核对", "将通知 2 人")
    await li.presses("确认")
    await branch.person("陈正式").sees("小组的会")


async def test_the_secretary_calls_any_teams_meeting_and_its_leader_takes_care_of_it(branch: Scene) -> None:
    zheng, he, zhou = branch.person("郑书记"), branch.person("何组长"), branch.person("周宣传")
    await call(zheng, f"{TEAM}\n参加：第二党小组")
    await zhou.presses("请假")
    await zhou.presses("因病")
    zhou.says("牙疼")
    await zheng.sees("请假：周宣传（因病：牙疼）")
    notice = await he.sees("会议通知：党小组会")
    assert "会议管理" in notice.labels
    await he.presses("会议管理")
    board = await he.sees("应到 5", "请假：周宣传")
    assert "牙疼" not in board.text
    assert "因病" not in board.text
    branch.move_to("2026-10-13 09:00")
    he.says("/attendance")
    await he.presses("10月13日（周二）09:00 党小组会")
    await he.presses("全部实到")
    await he.presses("完成点名")
    await he.presses("确认")
    await he.sees("应到 5 实到 4 请假 1 缺席 0")
    branch.person("李组长").says("/attendance")
    await branch.person("李组长").sees("今天和近期没有您可以点名的会议")


async def test_somebody_without_a_team_names_the_team(scene: Scene) -> None:
    scene.move_to("2026-10-12 09:30")
    await scene.found(
        "姓名,党小组,职务,党员类别\n郑书记,,书记,正式党员\n李组长,第一党小组,党小组长,正式党员\n钱组长,,,正式党员\n"
    )
    await scene.start()
    await scene.bind("郑书记", "李组长")
    zheng = scene.person("郑书记")
    zheng.says(TEAM)
    await zheng.sees("您没有编入党小组，请写明是哪个党小组")
    zheng.says("钱组长")
    await zheng.sees("党小组会只能由同一个党小组的同志参加")
    await zheng.presses("第一党小组")
    await zheng.sees("请核对", "将通知 1 人")


async def test_the_publicity_member_takes_care_of_study_and_of_nothing_else(branch: Scene) -> None:
    zheng, zhou = branch.person("郑书记"), branch.person("周宣传")
    await call(zheng, STUDY)
    notice = await zhou.sees("会议通知：集中学习")
    assert "会议管理" in notice.labels
    await call(zheng)
    notice = await zhou.sees("会议通知：党员大会")
    assert "会议管理" not in notice.labels
    study = await zheng.sees("集中学习：专题学习", "等待答复")
    assembly = await zheng.sees("党员大会：第四季度工作", "等待答复")
    for label in ("点名", "代答", "签到码", "列席", "改期", "取消会议"):
        data = {b.text: b.data for row in assembly.buttons for b in row}[label]
        assert data is not None
        press = branch.simulator.press_data(zhou.user, data, notice)
        await branch.quiet()
        assert press.answer == "这件事不在您的职责范围内，没有改动任何内容。"
        press = branch.simulator.press_data(branch.person("陈正式").user, data, notice.id)
        await branch.quiet()
        assert press.answer == "这件事不在您的职责范围内。您能办的事项见 /help。"
    assert study.labels == [
        "点名", "代答", "签到码", "列席", "主持", "议程", "提醒未答复的人", "改期", "取消会议", "文件", "« 返回",
    ]  # fmt: skip
    await branch.quiet()
    assert zhou.has_seen("应到 10") == 0


async def test_the_youth_member_takes_care_of_the_own_events(branch: Scene) -> None:
    feng, zheng = branch.person("冯青年"), branch.person("郑书记")
    await call(feng, f"{STUDY}\n参加：冯青年、陈正式、林预备")
    await feng.sees("应到 3", "未答复：冯青年、陈正式、林预备")
    await call(zheng, STUDY.replace("专题学习", "书记的学习"))
    feng.says("/meetings")
    await feng.sees("书记的学习")
    own = await feng.sees("会议通知：集中学习", "专题学习")
    assert "会议管理" in own.labels
    others = await feng.sees("会议通知：集中学习", "书记的学习")
    assert "会议管理" not in others.labels


async def test_a_post_taken_away_closes_the_board(branch: Scene) -> None:
    sun, feng, chen = branch.person("孙组织"), branch.person("周宣传"), branch.person("陈正式")
    zheng = branch.person("郑书记")
    await call(zheng, STUDY)
    await feng.presses("会议管理")
    await feng.sees("应到 11", "未答复 11")
    sun.says("/members")
    await sun.presses("周宣传")
    await sun.presses("✓ 宣传委员")
    await branch.quiet()
    await chen.presses("参加")
    await feng.sees("已不在您的职责范围内")
    await branch.quiet()
    assert feng.has_seen("应到 11") == 0


async def test_whoever_moves_to_another_team_reads_no_more_of_a_meeting_about_to_be_cancelled(branch: Scene) -> None:
    zheng, he = branch.person("郑书记"), branch.person("何组长")
    await call(zheng, f"{TEAM}\n参加：第二党小组")
    await he.presses("会议管理")
    await he.presses("取消会议")
    await he.sees("要取消这次会议吗？")
    exchanged = ROSTER.replace("李组长,第一党小组", "李组长,第二党小组").replace(
        "何组长,第二党小组", "何组长,第一党小组"
    )
    await branch.found(exchanged)
    await zheng.presses("改期")
    zheng.says("10月16日 9:00")
    await zheng.sees("在什么地点？")
    await zheng.presses("跳过")
    await zheng.presses("确认")
    await branch.quiet()
    assert he.has_seen("要取消这次会议吗？") == 0
    await he.sees("已不在您的职责范围内")


async def test_somebody_not_invited_cannot_open_a_meeting_by_an_old_button(branch: Scene) -> None:
    await bound_group(branch)
    he, li = branch.person("何组长"), branch.person("李组长")
    await call(branch.person("郑书记"))
    await call(li, TEAM)
    li.says("/meetings")
    listed = await li.sees("将要召开", "小组的会")
    data = {b.text: b.data for row in listed.buttons for b in row}["10月13日（周二）09:00 党小组会"]
    assert data is not None
    notice = await he.sees("会议通知")
    branch.simulator.press_data(he.user, data, notice)
    await he.sees("您不在这次会议的参加范围内（党小组工作制度 1；机关党建工作责任制 三.2）。")
    for wrong, answer in (
        ("ks:999", "这个按钮已失效。请发 /menu 打开首页。"),
        ("kk:1:0:999:present", "这件事不在您的职责范围内，没有改动任何内容。"),
    ):
        press = branch.simulator.press_data(he.user, wrong, notice)
        await branch.quiet()
        assert press.answer == answer
    assert he.has_seen("小组的会") == 0
