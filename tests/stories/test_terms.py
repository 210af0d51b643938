"""任期: recorded from the roster or from an approved election; the re-election is a duty from half a year before."""

from tests.scene import Actor, Scene
from tests.stories.test_elections import all_cast, approved, gathered, opened, signed


async def opens(actor: Actor, *texts: str) -> list[str]:
    """From the roster to the terms; the labels there."""
    actor.says("/members")
    await actor.presses("委员会任期")
    return list((await actor.sees("支部委员会任期", *texts)).labels)


async def records(actor: Actor, day: str) -> None:
    """A term that began on that day."""
    await actor.presses("登记任期")
    await actor.sees("委员会从哪一天开始任职？")
    actor.says(day)
    await actor.sees("请核对：登记任期")
    press = await actor.presses("确认")
    assert press.answer == "任期已登记。"


async def test_the_roster_keeper_records_the_term_and_sees_its_end(branch: Scene) -> None:
    sun = branch.person("孙组织")
    labels = await opens(sun, "还没有登记本届从哪一天开始。")
    assert labels == ["登记任期", "依据", "« 返回"]
    await sun.presses("登记任期")
    for wrong, told in (
        ("好", "没有看懂这个日期"),
        ("明天", "这个日期还没有到"),
        ("2027-01-01", "这个日期还没有到"),
    ):
        sun.says(wrong)
        await sun.sees(told)
    sun.says("2024-05-10")
    await sun.sees("请核对：登记任期", "开始日期：2024年5月10日", "任期 3 年，到2027年5月9日届满。")
    await sun.presses("确认")
    card = await sun.sees("本届：2024年5月10日起，任期 3 年，2027年5月9日届满。")
    assert card.labels == ["登记任期", "删除本届", "依据", "« 返回"]
    await sun.presses("登记任期")
    sun.says("2024年5月10日")
    await sun.sees("这一天开始的任期已经登记过")
    sun.says("长" * 5000)
    await sun.sees("没有看懂这个日期", "长长长")
    sun.says("/cancel")
    assert await branch.audit("terms") == [("terms.begun", "2024-05-10")]


async def test_from_half_a_year_before_the_end_it_is_on_the_board_until_the_next_begins(branch: Scene) -> None:
    sun, zheng = branch.person("孙组织"), branch.person("郑书记")
    await opens(sun)
    await records(sun, "2024-05-10")
    zheng.says("/board")
    await branch.quiet()
    assert "换届" not in (await zheng.sees("看板 ·")).text
    branch.move_to("2026-11-02 09:00")
    await branch.quiet()
    zheng.says("/board")
    await zheng.presses("换届 2024年5月10日—2027年5月9日")
    await zheng.sees("2027年5月9日前，还有 188 天", "【依据】机关党建工作责任制 二.9", "（负责：孙组织）")
    sun.says("/todo")
    await sun.sees("孙组织同志的待办", "换届 · 2024年5月10日—2027年5月9日\n2027年5月9日前，还有 188 天")
    await sun.presses("到名册登记任期")
    await sun.presses("委员会任期")
    await records(sun, "今天")
    await sun.sees("本届：2026年11月2日起", "往届：2024年5月10日起")
    zheng.says("/board")
    await zheng.presses("换届 2024年5月10日—2027年5月9日")
    await zheng.sees("已办（1）", "（2026-11-02 换届）")
    sun.says("/todo")
    await branch.quiet()
    assert "换届" not in (await sun.sees("孙组织同志的待办")).text


async def test_what_was_recorded_by_mistake_is_taken_off_after_a_question(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await opens(zheng)
    await records(zheng, "2026-10-12")
    await zheng.presses("删除本届")
    question = await zheng.sees("要删除从2026年10月12日开始的一届吗？")
    await zheng.presses("« 返回")
    await zheng.sees("本届：2026年10月12日起")
    await zheng.presses("删除本届")
    press = await zheng.presses("确认")
    assert press.answer == "已删除。"
    await zheng.sees("还没有登记本届从哪一天开始。")
    again = branch.simulator.press_data(zheng.user, "gr:1:1", question)
    await branch.quiet()
    assert "已失效" in (again.answer or "")
    assert await branch.audit("terms") == [("terms.begun", "2026-10-12"), ("terms.removed", "2026-10-12")]


async def test_an_approved_election_offers_itself_as_the_beginning(branch: Scene) -> None:
    zheng = await gathered(branch, "高退休")
    await opened(zheng)
    voters = "郑书记 孙组织 周宣传 吴纪检 冯青年 李组长 何组长 陈正式"
    await all_cast(branch, {voters: "++-"})
    await signed(branch)
    await zheng.sees("选举推荐结果", "拟当选：")
    early = branch.simulator.press_data(zheng.user, "gf:1", await zheng.sees("选举推荐结果"))
    await branch.quiet()
    assert "已失效" in (early.answer or "")  # nobody has approved it
    await approved(zheng)
    labels = await opens(zheng)
    assert labels[0] == "新一届从2026年10月15日批复起"
    press = await zheng.presses("新一届从2026年10月15日批复起")
    assert press.answer == "任期已登记。"
    card = await zheng.sees("本届：2026年10月15日起，任期 3 年，2029年10月14日届满。")
    assert "新一届从2026年10月15日批复起" not in card.labels
    for data in ("gf:1", "gf:999"):
        twice = branch.simulator.press_data(zheng.user, data, card)
        await branch.quiet()
        assert "已失效" in (twice.answer or ""), data


async def test_nobody_without_the_roster_comes_there(branch: Scene) -> None:
    chen = branch.person("陈正式")
    for data in ("ge", "gn", "gf:1", "gr:1:1"):
        press = branch.simulator.press_data(chen.user, data, await chen.sees("请选择要办的事"))
        await branch.quiet()
        assert "不在您的职责范围内" in (press.answer or ""), data
