"""The eight kinds: whom each invites, its quorum, its agenda, who hears of it (党支部工作制度 三; 党小组工作制度 1)."""

import pytest

from tests import twins
from tests.scene import Scene
from tests.stories.test_meetings import bound_group, call

FORM = "/newmeeting 类型：{kind}\n主题：本月的会\n时间：10月15日 15:00\n地点：会议室"


@pytest.mark.parametrize(
    ("kind", "count", "circle", "in_group"),
    [
        ("党员大会", 10, "全体党员（党支部工作制度 三（二））", True),
        ("支委会", 5, "支委（党支部工作制度 三（三））", False),
        ("党小组会", 5, "本组党员（党小组工作制度 1；机关党建工作责任制 三.2）", False),
        ("组织生活会", 10, "全体党员（党支部工作制度 三（四））", True),
        ("党课", 11, "全体党员和非党同志（党支部工作制度 三（十三）1）", True),
        ("集中学习", 11, "全体党员和非党同志（党支部工作制度 三（十三）1）", True),
        ("民主生活会", 5, "支委（党支部工作制度 三（八））", False),
    ],
)
async def test_a_kind_invites_by_the_rules_unless_the_form_says_whom(
    branch: Scene, kind: str, count: int, circle: str, in_group: bool
) -> None:
    group = await bound_group(branch)
    zheng, huang = branch.person("郑书记"), branch.person("黄积极")
    zheng.says(FORM.format(kind=kind))
    preview = await zheng.sees("请核对：召开会议", f"将通知 {count} 人", f"参加范围按会议类型：{circle}")
    assert "议程" not in preview.text
    await zheng.presses("确认")
    await zheng.sees(f"应到 {count} · 参加 0")
    await branch.quiet()
    assert huang.has_seen("会议通知") == (count == 11)
    assert huang.has_seen("本月的会", chat=group) == in_group


async def test_a_symposium_hears_whom_it_names(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, huang = branch.person("郑书记"), branch.person("黄积极")
    zheng.says(FORM.format(kind="座谈会"))
    await zheng.sees("请写明请哪些同志参加（党支部工作制度 三（十四）5）", "请谁参加？")
    zheng.says("黄积极、陈正式、何组长")
    await zheng.sees("请核对：召开会议", "将通知 3 人", "不发到群")
    await zheng.presses("确认")
    await huang.sees("会议通知：座谈会")
    await branch.quiet()
    assert huang.has_seen("本月的会", chat=group) == 0


async def test_a_kind_asked_one_by_one_offers_its_agenda(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/newmeeting")
    await zheng.presses("组织生活会")
    zheng.says("年度组织生活会")
    zheng.says("10月15日 15:00")
    zheng.says("会议室")
    question = await zheng.sees("有哪些议程？")
    twins.know(*question.labels[0].split("；"))
    assert question.labels[:2] == ["学习；检查决议执行情况；批评与自我批评", "跳过"]
    await zheng.presses("学习；检查决议执行情况；批评与自我批评")
    await zheng.sees("请谁参加？")
    await zheng.presses("跳过")
    await zheng.sees("请核对", "1. 学习\n2. 检查决议执行情况\n3. 批评与自我批评")
    await zheng.presses("修改")
    await zheng.presses("类型")
    await zheng.presses("民主生活会")
    await zheng.sees("请核对", "类型：民主生活会", "1. 学习")
    await zheng.presses("修改")
    await zheng.presses("议程")
    twins.know("通报党风廉政建设情况", "对照检查")
    await zheng.presses("通报党风廉政建设情况；对照检查；批评与自我批评")
    await zheng.presses("确认")
    await zheng.sees("民主生活会：年度组织生活会", "应到 5")
    await branch.person("吴纪检").sees("会议通知：民主生活会", "1. 通报党风廉政建设情况\n2. 对照检查")


@pytest.mark.parametrize("kind", ["党员大会", "支委会", "党小组会", "党课", "集中学习", "座谈会"])
async def test_every_kind_has_an_agenda_to_begin_with(branch: Scene, kind: str) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/newmeeting")
    await zheng.presses(kind)
    for answer in ("本月的会", "10月15日 15:00", "会议室"):
        zheng.says(answer)
    question = await zheng.sees("有哪些议程？")
    twins.know(*question.labels[0].split("；"))  # what is chosen is the convener's own text from then on
    await zheng.presses(question.labels[0])
    await zheng.presses("跳过" if kind != "座谈会" else "全体党员")
    preview = await zheng.sees("请核对", "议程：1. ")
    assert "\n2. " in preview.text


async def test_the_agenda_is_offered_in_english_too(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    zheng.says("/language")
    await zheng.presses("English")
    zheng.says("/newmeeting")
    await zheng.presses("Symposium")
    for answer in ("Views", "2026-10-15 15:00", "Room 3"):
        zheng.says(answer)
    await zheng.presses("How things stand; views from inside and outside the Party; the record")
    await zheng.sees("Who is invited?")
    await zheng.presses("Skip")
    await zheng.sees("Please say who is invited (Branch Working Rules III(14)5).")
    zheng.says("孙组织")
    await zheng.presses("Confirm")
    await sun.sees("会议通知：座谈会", "1. How things stand\n2. views from inside")


async def test_the_committee_has_a_quorum_line_as_soon_as_the_day_has_come(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng, FORM.format(kind="支委会"))
    board = await zheng.sees("支委会：本月的会", "应到 5")
    assert "出勤" not in board.text
    branch.move_to("2026-10-15 14:40")
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）15:00 支委会")
    await zheng.sees("点名：支委会", "有表决权的应到 5 人、实到 0 人，还差 3 人（到会半数以上")
    for name in ("郑书记", "孙组织", "周宣传"):
        await zheng.presses(f"○ {name}")
    await zheng.sees("点名：支委会", "有表决权的应到 5 人、实到 3 人，到会人数符合规定")
    await zheng.sees("支委会：本月的会", "出勤：应到 5 实到 3 请假 0 缺席 0 未点 2", "到会人数符合规定")
