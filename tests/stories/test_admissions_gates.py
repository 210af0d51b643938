"""What must be on record before an assembly votes: asked for by its clause, entered with its day."""

from tests import twins
from tests.scene import ROSTER, Scene, carried
from tests.stories.admitting import (
    HUANG,
    LIN,
    candidate,
    card_of,
    listed,
    opens,
    passes,
    refused,
    stated,
)
from tests.stories.test_ballots import ELECTORS
from tests.stories.test_ballots_closed import ends, votes
from tests.stories.test_ballots_verdict import attendance
from tests.stories.test_meetings import call


async def test_each_gate_is_asked_for_by_its_clause(branch: Scene) -> None:
    twins.know(HUANG)
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await call(zheng)
    await candidate(sun)
    await listed(sun)
    branch.move_to("2026-10-15 14:40")
    await refused(sun, "发起表决", "黄积极同志还没有培训合格的记录", "党支部工作制度 三（十四）1）")
    await passes(sun, "登记培训合格", "2026-06-20")
    await refused(sun, "发起表决", "还没有召开群众座谈会的记录", "三（十四）5）")
    await passes(sun, "登记群众座谈会", "2026-09-10")
    await refused(sun, "发起表决", "还没有机关工委初审的记录", "三（十四）5）")
    await passes(sun, "登记初审", "2026-09-28", "工委〔2026〕8号")
    await refused(sun, "发起表决", "主持人还没有报告应到、实到人数", "三（十四）6(1)）")
    await attendance(zheng, "高退休")
    await stated(branch)
    await card_of(sun)
    await sun.presses("发起表决")
    await sun.sees("用什么方式表决？")
    await sun.presses("« 返回")
    prepared_card = await sun.sees("接收预备党员：黄积极", "应到、实到：已报告", "应到（有表决权） 9 人")
    await sun.presses("个人情况")
    await sun.presses("撤下")
    await branch.quiet()
    press = branch.simulator.press_data(sun.user, "ao:1", prepared_card)
    await branch.quiet()
    await sun.is_refused(press, "没有列入要表决的同志")
    assert "三（二）" in await sun.told(press)
    branch.simulator.press_data(sun.user, "ak:1", prepared_card)
    await sun.sees("这次会议没有要表决的同志")


async def test_days_that_cannot_be_are_asked_again_and_nothing_is_lost(branch: Scene) -> None:
    sun = branch.person("孙组织")
    await candidate(sun)
    await card_of(sun)
    await sun.presses("登记培训合格")
    sun.says("前些时候")
    await sun.sees("没有看懂这个日期")
    sun.says("明天")
    await sun.sees("这一天还没有到")
    sun.says("2027-01-01")
    await sun.sees("日期“2027-01-01”：这一天还没有到")
    sun.says("10月12日")
    await sun.sees("请核对：登记", "姓名：黄积极", "事项：培训合格", "日期：2026年10月12日")
    await sun.presses("确认")
    await sun.sees("✓ 培训合格：2026年10月12日")
    await sun.presses("登记初审")
    sun.says("长" * 101)
    await sun.sees("太长，请写成一行，最多 100 字")
    sun.says("姓名：不知道\n文号：8号\n日期：2026-10-01")
    await sun.sees("没有找到这位同志")
    sun.says("黄积极")
    await sun.sees("请核对：机关工委初审", "姓名：黄积极", "文号：8号")
    await sun.presses("确认")
    await sun.sees("✓ 机关工委初审：2026年10月1日，8号")
    sun.says("/admission")
    await sun.presses("黄积极")
    await sun.presses("登记群众座谈会")
    sun.says("事项：工作餐")
    await sun.sees("事项“工作餐”：不在可选的范围内")
    sun.says("事项：预备期满")
    await sun.sees("事项“预备期满”：不在可选的范围内")


async def test_a_confirmation_in_the_extended_probation(scene: Scene) -> None:
    twins.know(LIN)
    scene.move_to("2026-10-12 09:30")
    await scene.found(ROSTER.replace("2026-03-10", "2025-04-10"))
    await scene.start()
    await scene.bind()
    await scene.quiet()
    zheng, sun = scene.person("郑书记"), scene.person("孙组织")
    await call(zheng)
    await card_of(sun, "林预备")
    await sun.sees("预备党员转正：林预备", "✓ 预备期满：2026年4月10日（党支部工作制度 三（十四）7(1)）", "○ 机关")
    await sun.presses("延长预备期")
    sun.says("2026-09-10")
    await sun.sees("请核对：延长预备期", "延长至：2026年9月10日")
    await refused(sun, "确认", "预备期只能延长 6 至 12 个月", "三（十四）7(1)")
    sun.says("延长至：2026-10-14")
    await sun.presses("确认")
    await sun.sees("○ 预备期满：2026年10月14日", "预备期延长至 2026年10月14日")
    await sun.presses("登记初审")
    sun.says("工委〔2025〕3号")
    sun.says("2025-04-01")
    await sun.sees("请核对")
    await refused(sun, "确认", "转正的初审应在接收大会（2025年4月10日）之后", "三（十四）5")
    sun.says("日期：2026-10-08")
    await sun.presses("确认")
    await sun.sees("✓ 机关工委初审：2026年10月8日")
    await listed(sun, "林预备")
    await refused(sun, "发起表决", "林预备同志的预备期还没有满（到2026年10月14日）", "三（十四）7(1)")
    scene.move_to("2026-10-15 14:40")
    await attendance(zheng, "高退休")
    await stated(scene)
    await opens(sun, "记名（举手）", "林预备")
    await votes(scene, 赞成=" ".join(ELECTORS))
    await ends(sun)
    await zheng.sees(LIN, "通过：赞成达到 5 票", "赞成 8", "通过，待机关工委审查")
    await card_of(sun, "林预备")
    await sun.presses("登记批复")
    await sun.presses("已批复同意")
    sun.says("工委〔2026〕22号")
    sun.says("今天")
    await sun.presses("确认")
    follow = await sun.sees("批复：已批复同意")
    data = carried(follow, "改为正式党员")
    await sun.presses("改为正式党员")
    await sun.sees("林预备", "类别：正式党员", "目前没有要由党员大会表决的事项")
    sun.says("/members")
    await sun.presses("林预备")
    await sun.sees("转正日期：2026年10月15日", "表决权：有")
    neither = "林预备同志不是发展对象或预备党员"
    for stale, said in ((data, "林预备同志的类别已经改过"), ("am:9", neither), ("ah:9", neither)):
        press = scene.simulator.press_data(sun.user, stale, follow)
        await scene.quiet()
        assert said in await sun.told(press), stale


async def test_an_activist_becomes_a_candidate_after_a_year_with_the_course_passed(branch: Scene) -> None:
    sun = branch.person("孙组织")
    sun.says("/admission")
    await sun.sees("入党积极分子：", "黄积极：还缺：积极分子满一年、培训合格")
    await sun.presses("黄积极")
    await sun.sees("入党积极分子：黄积极", "○ 积极分子满一年（党支部工作制度 三（十四）1、3）")
    await refused(sun, "列为发展对象", "还没有确定为积极分子的日期", "三（十四）1、3")
    await passes(sun, "登记积极分子", "2025-11-01")
    await sun.sees("○ 积极分子满一年：2026年11月1日")
    await refused(sun, "列为发展对象", "还没有满一年积极分子（到2026年11月1日）", "三（十四）1、3")
    await passes(sun, "登记积极分子", "2025-10-12")
    await refused(sun, "列为发展对象", "还没有培训合格的记录", "三（十四）1）")
    await passes(sun, "登记培训合格", "2026-06-20")
    shown = await sun.sees("✓ 积极分子满一年：2026年10月12日", "✓ 培训合格")
    sun.says("/admission")
    await sun.sees("黄积极：可以列为发展对象")
    await sun.presses("黄积极")
    stale = carried(shown, "列为发展对象")
    press = await sun.presses("列为发展对象")
    assert press.answer == "名册已改为发展对象。"
    await sun.sees("接收预备党员：黄积极", "✓ 培训合格：2026年6月20日", "○ 群众座谈会")
    for data in (stale, "ag:11:activist"):
        again = branch.simulator.press_data(sun.user, data, shown)
        await branch.quiet()
        assert "已失效" in (again.answer or "")
