"""A branch decides on a value of the rulebook itself: from a day on, with a reason, seen by everybody who asks."""

from pathlib import Path

import pytest

from bot.rules.rulebook import load
from tests import twins
from tests.scene import Actor, Scene
from tests.stories.test_duties import opens

RULE = "党费每月交纳一次"


@pytest.fixture(autouse=True)
def _data() -> None:
    twins.know(*(entry.source for entry in load().entries.values()), "发工资的日子", "支委会决定", "每季度")


async def _rule(actor: Actor, title: str = RULE) -> None:
    actor.says("依据")
    await actor.sees("都按下面")
    await actor.presses(title)
    await actor.sees("出处")


async def _fill_in(actor: Actor, *answers: str) -> None:
    for answer in answers:
        actor.says(answer)
        await actor.scene.quiet()


async def _changes(actor: Actor, value: str, since: str, reason: str = "发工资的日子", title: str = RULE) -> None:
    """改数值 of an entry with one value, to the end."""
    await _rule(actor, title)
    await actor.presses("改数值")
    if title == RULE:
        await actor.presses("每月交纳的截止日")
    await actor.sees("请发新的数值")
    await _fill_in(actor, value, since, reason)
    await actor.presses("确认")


async def test_the_secretary_changes_a_value_in_two_steps_and_everybody_sees_old_and_new_and_why(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await _rule(zheng)
    await zheng.presses("改数值")
    await zheng.presses("每月交纳的截止日")
    await zheng.sees("每月交纳的截止日：现在是 20", "1 到 31 的整数")
    zheng.says("25")
    await zheng.sees("从哪一天起执行")
    zheng.says("2026-11-01")
    await zheng.sees("理由是什么")
    zheng.says("发工资的日子")
    preview = await zheng.sees("请核对：改数值", "每月交纳的截止日：20 → 25", "2026年11月1日", "理由：发工资的日子")
    assert preview.labels == ["确认", "修改", "取消"]
    assert (await branch.place.rows("overrides"))["overrides"] == []
    await zheng.presses("确认")
    await zheng.sees("每月交纳的截止日：20", "2026年11月1日起：25；理由：发工资的日子（郑书记）")
    assert await branch.audit("rulebook") == [("rulebook.overridden", "dues.due_day")]
    branch.move_to("2026-11-02 09:00")
    await _rule(chen, "党费每月交纳一次（本支部：每月交纳的截止日 25）")
    seen = await chen.sees("每月交纳的截止日：25（原值 20）", "本支部改，2026年11月1日起；理由：发工资的日子（郑书记）")
    assert seen.labels == ["« 返回"]


async def test_the_shipped_value_comes_back_with_a_reason_and_no_row_is_lost(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await _changes(zheng, "25", "今天")
    await zheng.sees("每月交纳的截止日：25（原值 20）")
    await opens(zheng, "/todo", "2026年10月25日前")
    await _rule(zheng, "党费每月交纳一次（本支部：每月交纳的截止日 25）")
    await zheng.presses("恢复原值")
    await _fill_in(zheng, "今天", "还是原来的好")
    await zheng.sees("请核对：恢复原值", "每月交纳的截止日：25 → 20")
    await zheng.presses("确认")
    back = await zheng.sees("每月交纳的截止日：20", "本支部按原值，2026年10月12日起；理由：还是原来的好（郑书记）")
    assert "恢复原值" not in back.labels
    await opens(zheng, "/todo", "2026年10月20日前")
    rows = (await branch.place.rows("overrides"))["overrides"]
    assert [(row["value"], row["reason"]) for row in rows] == [("25", "发工资的日子"), (None, "还是原来的好")]
    deeds = await branch.audit("rulebook")
    assert deeds == [("rulebook.overridden", "dues.due_day"), ("rulebook.restored", "dues.due_day")]


async def test_of_two_own_values_of_a_rule_each_is_given_up_by_its_name(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await _changes(zheng, "25", "今天")
    await zheng.sees("每月交纳的截止日：25（原值 20）")
    await zheng.presses("改数值")
    await zheng.presses("每月发党费卡片的日子")
    await _fill_in(zheng, "3", "今天", "支委会决定")
    await zheng.presses("确认")
    both = await zheng.sees("每月发党费卡片的日子：3（原值 5）", "每月交纳的截止日：25（原值 20）")
    assert [each for each in both.labels if "恢复原值" in each] == [
        "恢复原值：每月发党费卡片的日子", "恢复原值：每月交纳的截止日",
    ]  # fmt: skip
    await zheng.presses("恢复原值：每月发党费卡片的日子")
    await _fill_in(zheng, "今天", "支委会决定")
    await zheng.sees("请核对：恢复原值", "每月发党费卡片的日子：3 → 5")
    await zheng.presses("确认")
    one = await zheng.sees("每月发党费卡片的日子：5", "本支部按原值", "每月交纳的截止日：25（原值 20）")
    assert [each for each in one.labels if "恢复原值" in each] == ["恢复原值"]


async def test_what_is_no_possible_value_day_or_reason_is_asked_again(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await _rule(zheng)
    await zheng.presses("改数值")
    await zheng.presses("每月交纳的截止日")
    branch.simulator.send_file(zheng.user, "s.webp", b"x", kind="sticker")
    await zheng.sees("这里只收文字")
    for wrong in ("32", "二十", "0", "9" * 5000):
        zheng.says(wrong)
        await zheng.sees("每月交纳的截止日不能是这个数值。可以是：1 到 31 的整数")
    await branch.quiet()
    zheng.says("25")
    for wrong, complaint in (("何时", "看不懂这个日期"), ("2026-10-11", "已经过去的日子")):
        zheng.says(wrong)
        await zheng.sees(complaint)
    zheng.says("今天")
    zheng.says("理" * 5000)
    await zheng.sees("太长，最多 200 字")
    await zheng.presses("取消")
    await branch.quiet()
    assert (await branch.place.rows("overrides"))["overrides"] == []


async def test_a_number_that_the_rules_set_is_refused_with_the_clause(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    for title, clause in (
        ("到会半数以上，赞成超过应到半数", "中国共产党支部工作条例（试行） 11"),
        ("接收和转正须超过应到正式党员半数赞成", "党支部工作制度 三（十四）6(7)"),
        ("预备期与考察", "党支部工作制度 三（十四）7(1)"),
    ):
        await _rule(zheng, title)
        await zheng.is_refused(await zheng.presses("改数值"), "这是规定的数值，支部不能改", clause)


async def test_only_who_answers_for_the_whole_board_may_change_a_value(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await _rule(zheng)
    offered = [name for name in ("郑书记", "孙组织", "李组长", "周宣传", "陈正式") if await _is_offered(branch, name)]
    assert offered == ["郑书记", "孙组织"]
    card = await branch.person("李组长").sees("出处")
    for data in ("xa:dues", "xb:dues:due_day", "xb:motion:passed", "xa:none", "xc:dues:due_day"):
        press = branch.simulator.press_data(branch.person("李组长").user, data, card)
        await branch.quiet()
        assert press.answered
    assert (await branch.place.rows("dialogs"))["dialogs"] == []
    await zheng.presses("改数值")
    await zheng.presses("每月交纳的截止日")
    mine = await zheng.sees("请发新的数值")
    for data in ("xc:dues:due_day", "xb:motion:passed", "xa:none"):
        branch.simulator.press_data(zheng.user, data, mine)
    await zheng.sees("这是规定的数值，支部不能改")
    assert (await branch.place.rows("overrides"))["overrides"] == []


async def _is_offered(branch: Scene, name: str) -> bool:
    actor = branch.person(name)
    await _rule(actor)
    return "改数值" in (await actor.sees("出处")).labels


async def test_of_several_values_one_is_chosen_and_words_are_offered_as_buttons(branch: Scene) -> None:
    sun = branch.person("孙组织")
    await _rule(sun, "支委会全年不少于四次")
    await sun.presses("改数值")
    await sun.sees("要改哪一项")
    await sun.presses("一个周期内的次数")
    await _fill_in(sun, "12", "今天", "支委会决定")
    await sun.presses("确认")
    await sun.sees("一个周期内的次数：12（原值 4）")
    await opens(sun, "/board", "支委会 · 2026年10月")
    await _rule(sun, "推荐或选举，到会五分之四以上")
    await sun.presses("改数值")
    await sun.sees("过半数以什么为基数：现在是 应到")
    await sun.presses("实到")
    await _fill_in(sun, "今天", "支委会决定")
    await sun.presses("确认")
    await sun.sees("过半数以什么为基数：实到（原值 应到）")


async def test_values_that_do_not_go_together_are_refused_when_the_last_is_known(branch: Scene) -> None:
    """Once a year four times cannot become once a quarter by its period alone, nor now that a change is to come."""
    sun = branch.person("孙组织")
    await _rule(sun, "支委会全年不少于四次")
    await sun.presses("改数值")
    await sun.presses("周期")
    await sun.presses("每季度")
    await sun.sees("周期不能是这个数值")
    await sun.presses("取消")
    await _rule(sun, "提醒的时间安排")
    await sun.presses("改数值")
    await sun.presses("晚上几点起不打扰")
    await _fill_in(sun, "10:00", "2026-12-01", "支委会决定")
    await sun.presses("确认")
    await _rule(sun, "提醒的时间安排")
    await sun.presses("改数值")
    await sun.presses("早上几点提醒")
    await _fill_in(sun, "11:00", "今天", "支委会决定")
    await sun.sees("早上几点提醒不能是这个数值")
    rows = (await branch.place.rows("overrides"))["overrides"]
    assert [row["name"] for row in rows] == ["quiet_from"]


async def test_new_rates_apply_to_the_months_that_begin_after_them(branch: Scene) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    chen.says("/dues")
    await chen.sees("2026年10月党费", "应交：130.50 元")
    await _rule(sun, "在职党员党费比例")
    await sun.presses("改数值")
    await sun.presses("各档比例")
    await _fill_in(sun, "5000 1\n2", "2026-10-20", "支委会决定")
    await sun.sees("→ 5000 元及以下 1%；以上 2%")
    await sun.presses("确认")
    branch.move_to("2026-10-25 09:00")
    chen.says("/dues")
    await chen.sees("2026年10月党费", "应交：130.50 元")
    branch.move_to("2026-11-02 09:00")
    chen.says("/dues")
    await chen.sees("2026年11月党费", "应交：174.00 元")
    await chen.presses("历史")
    await chen.presses("2026年10月")
    await chen.sees("2026年10月党费", "应交：130.50 元", "1.5%")


async def test_values_outlive_a_restart_and_what_another_process_sets_is_seen(branch: Scene, tmp_path: Path) -> None:
    from bot.console.overrides import import_file

    zheng = branch.person("郑书记")
    await _changes(zheng, "25", "今天")
    await branch.stop()
    await branch.start()
    await opens(zheng, "/todo", "2026年10月25日前")
    file = tmp_path / "values.toml"
    file.write_text('[dues.due_day]\nvalue = 28\nfrom = 2026-10-12\nreason = "支委会决定"\n', encoding="utf-8")
    assert await import_file(branch.settings, file) == ["本支部的数值：已记录 1 项"]
    branch.move_by(minutes=6)
    await branch.quiet()
    await opens(zheng, "/todo", "2026年10月28日前")
    await _rule(zheng, "党费每月交纳一次（本支部：每月交纳的截止日 28）")
    await zheng.sees("每月交纳的截止日：28（原值 20）", "理由：支委会决定（从文件导入）")
