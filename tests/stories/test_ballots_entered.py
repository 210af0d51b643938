"""代录: the votes of people without Telegram stay in the counts, entered by an officer and on record."""

from tests.scene import Scene
from tests.stories.test_ballots import PLAN, audit_of, everything_on_screen, opened
from tests.stories.test_ballots_closed import ends, votes


async def test_the_vote_of_somebody_without_telegram_is_entered_and_counts(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await opened(zheng)
    await votes(branch, 赞成="陈正式")
    await zheng.presses("代录")
    listed = await zheng.sees("以下同志没有绑定账号", "每次代录都会留下记录")
    assert listed.labels == ["○ 高退休", "« 返回"]
    await zheng.presses("○ 高退休")
    asked = await zheng.sees("代录：高退休同志", "请按高退休同志本人的意见选择")
    assert asked.labels == ["代录赞成", "代录反对", "代录弃权", "« 返回"]
    press = await zheng.presses("代录反对")
    assert press.answer == "已代录：反对"
    zheng.says("/tally")
    await zheng.sees("计票", "已投 2 / 应投 9")
    assert "反对" not in await everything_on_screen(branch, "孙组织")
    await ends(sun)
    await sun.sees("赞成 1 · 反对 1 · 弃权 0 · 未投 7")
    await sun.presses("查看明细")
    await sun.sees("赞成 1：陈正式", "反对 1：高退休（代录）")
    assert ("ballots.entered", "高退休 意见征集 1") in await audit_of(branch)


async def test_an_entered_vote_can_be_corrected_and_is_one_vote(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await opened(zheng)
    await zheng.presses("代录")
    await zheng.presses("○ 高退休")
    await zheng.presses("代录赞成")
    await zheng.presses("✓ 高退休")
    asked = await zheng.sees("已经代录过，可以更正")
    assert asked.labels == ["代录赞成", "代录反对", "代录弃权", "« 返回"]
    await zheng.presses("代录弃权")
    zheng.says("/tally")
    await zheng.sees("计票", "已投 1 / 应投 9")
    await ends(zheng)
    await zheng.sees("赞成 0 · 反对 0 · 弃权 1 · 未投 8")


async def test_whoever_is_bound_votes_alone_and_sees_what_was_entered(branch: Scene) -> None:
    zheng, gao = branch.person("郑书记"), branch.person("高退休")
    await opened(zheng)
    await zheng.presses("代录")
    await zheng.presses("○ 高退休")
    await zheng.presses("代录赞成")
    await zheng.presses("✓ 高退休")
    asked = await zheng.sees("代录：高退休同志")
    await branch.bind("高退休")
    await branch.quiet()
    press = await zheng.presses("代录反对")
    assert press.answer == "高退休同志应由本人投票，没有代录。"
    gao.says("/vote")
    await gao.presses("✓ 是否同意年度工作计划")
    await gao.sees("您的选择：赞成（代录）。结束前再点可以改选")
    await gao.presses("反对")
    await gao.sees("您的选择：反对。")
    await zheng.sees("投票：意见征集", "已投 1 / 应投 9")
    press = branch.simulator.press_data(zheng.user, "ve:1", asked)
    await zheng.sees("没有需要代录的同志")


async def test_nobody_enters_votes_for_people_who_vote_themselves_or_not_at_all(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng)
    card = await zheng.sees("已投 0 / 应投 9")
    ids = {name: number for number, name in enumerate(("郑书记", "孙组织", "周宣传"), 1)} | {"林预备": 9}
    press = branch.simulator.press_data(zheng.user, f"vn:1:{ids['孙组织']}:for", card)
    await branch.quiet()
    assert press.answer == "孙组织同志应由本人投票，没有代录。"
    press = branch.simulator.press_data(zheng.user, f"vn:1:{ids['林预备']}:for", card)
    await branch.quiet()
    assert "已失效" in (press.answer or "")
    asked = await chen.sees("请选择：")
    press = branch.simulator.press_data(chen.user, "vn:1:10:for", asked)
    await branch.quiet()
    assert "不在您的职责范围内" in (press.answer or "")
    await zheng.sees("已投 0 / 应投 9")


async def test_after_the_end_nothing_can_be_entered(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await opened(zheng, PLAN)
    await zheng.presses("代录")
    asked = await zheng.sees("以下同志没有绑定账号")
    data = next(button.data for row in asked.buttons for button in row if button.text == "○ 高退休") or ""
    await ends(sun)
    await zheng.sees("意见征集结果", "未投 9")
    press = branch.simulator.press_data(zheng.user, data, asked)
    await branch.quiet()
    assert press.answer == "投票已经结束，没有改动任何内容。"
