"""A probationary member's whole year, as the branch lives it: from the assembly's decision until 转正 is due.

Everything counts from the day of the decision: the quarters of reports and of the introducer's reviews, the dues.
"""

from simulator.model import Message
from tests.papers import docx, png
from tests.scene import Actor, Scene
from tests.stories.admitting import card_of, opens, prepared, stated
from tests.stories.test_ballots_secret import casts
from tests.stories.test_ballots_verdict import attendance

FIRST, SECOND, THIRD, FOURTH = (
    "2026年10月15日—2027年1月14日", "2027年1月15日—2027年4月14日", "2027年4月15日—2027年7月14日",
    "2027年7月15日—2027年10月14日",
)  # fmt: skip
REVIEW = "日期：今天\n预备党员：黄积极\n主题：本季度考察\n考察情况：认真负责，理论学习要更系统"


async def _admitted(branch: Scene) -> None:
    """15 October: the assembly decides. The answer of the 机关工委 comes in November, and the roster follows it."""
    sun, zheng = await prepared(branch), branch.person("郑书记")
    branch.move_to("2026-10-15 14:40")
    await attendance(zheng, "何组长", "高退休")
    await stated(branch)
    await opens(sun)
    await branch.each(("郑书记", "周宣传", "吴纪检", "李组长", "陈正式", "冯青年"), lambda actor: casts(actor, "赞成"))
    sun.says("/tally")
    await sun.presses("结束投票")
    await sun.presses("确认")
    await branch.quiet()
    branch.move_to("2026-11-09 10:00")
    await branch.quiet()
    await card_of(sun)
    await sun.presses("登记批复")
    await sun.presses("已批复同意")
    sun.says("工委〔2026〕20号")
    sun.says("2026-11-06")
    await sun.presses("确认")
    await card_of(sun)
    await sun.presses("改为预备党员")
    await sun.sees("预备党员转正：黄积极", "入党日期：2026年10月15日", "预备期满：2027年10月15日")


async def _introduced(branch: Scene) -> Actor:
    """陈正式 answers for the new member, and is told how often."""
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    sun.says("/register")
    await sun.presses("预备党员考察")
    await sun.presses("入党介绍人")
    await sun.presses("指定介绍人")
    await sun.presses("黄积极")
    sun.says("陈正式")
    await sun.presses("确认")
    await chen.sees("您被指定为黄积极同志的入党介绍人", "每 3 个月考察一次")
    return chen


async def _morning(branch: Scene, day: str) -> None:
    """A workday begins: the digests go out."""
    branch.move_to(f"{day} 08:31")
    await branch.quiet()


async def _todo(actor: Actor) -> str:
    await actor.scene.quiet()
    actor.says("/todo")
    await actor.scene.quiet()
    return (await actor.sees(f"{actor.name}同志")).text


async def _writes(actor: Actor, *texts: str) -> None:
    actor.says("/report")
    await actor.sees("我的思想汇报")
    await actor.presses("写汇报")
    for text in texts:
        actor.says(text)
        await actor.sees("已记入草稿")


async def _reviews(introducer: Actor) -> None:
    introducer.says("/register")
    await introducer.presses("预备党员考察")
    await introducer.presses("新登记")
    introducer.says(REVIEW)
    await introducer.sees("请核对")
    await introducer.presses("确认")
    await introducer.scene.quiet()


async def _reads(branch: Scene, text: str) -> Message:
    zheng = branch.person("郑书记")
    await branch.quiet()
    zheng.says("/report")
    await zheng.presses("待阅的思想汇报")
    await zheng.presses("查看")
    shown = await zheng.sees("黄积极同志的思想汇报", text)
    await zheng.presses("已阅")
    await branch.quiet()
    return shown


async def _board(branch: Scene, period: str) -> str:
    """How reports and reviews of that quarter stand."""
    zheng = branch.person("郑书记")
    await branch.quiet()
    zheng.says("/board")
    await branch.quiet()
    text = (await zheng.sees("看板 ·")).text
    report, review = (
        text.split(f"{what} · {period}")[1].split("\n")[1] if f"{what} · {period}" in text else "-"
        for what in ("思想汇报", "预备党员考察")
    )
    return f"{report} / {review}"


DONE, OPEN, LATE = "已办 1 · 未到期 0 · 逾期 0", "已办 0 · 未到期 1 · 逾期 0", "已办 0 · 未到期 0 · 逾期 1"


async def test_a_year_from_the_decision_to_the_day_on_which_confirmation_is_due(branch: Scene) -> None:
    await _admitted(branch)
    chen, huang, zheng = await _introduced(branch), branch.person("黄积极"), branch.person("郑书记")

    # November: dues are owed since the month of the decision, and the first quarter runs from its day.
    todo = await _todo(huang)
    assert "党费 · 2026年10月" in todo
    assert "党费 · 2026年9月" not in todo
    assert f"思想汇报 · {FIRST}" in todo
    assert "2027年1月14日前" in todo
    assert f"预备党员考察（黄积极） · {FIRST}" in await _todo(chen)
    assert await _board(branch, FIRST) == f"{OPEN} / {OPEN}"

    # January: a week before the day both are reminded. The report comes as a Word file and is returned once.
    await _morning(branch, "2027-01-07")
    await huang.sees("提醒 ·", f"思想汇报 · {FIRST}", "还有 7 天", "三（十一）")
    await chen.sees("提醒 ·", f"预备党员考察（黄积极） · {FIRST}", "三（十四）7(1)")
    await _writes(huang, "敬爱的党组织：成为预备党员以来，我有几点体会。")
    branch.simulator.send_file(huang.user, "汇报.docx", docx("一是学习。", "二是工作。"))
    await huang.sees("文件已收完")
    await huang.presses("提交")
    await huang.sees(f"思想汇报 · {FIRST}", "状态：已提交")
    await zheng.presses("查看")
    await zheng.sees("黄积极同志的思想汇报", "一是学习。\n二是工作。")
    await zheng.presses("退回")
    zheng.says("请写写不足。")
    await zheng.presses("确认")
    await huang.sees("由郑书记同志退回", "请写写不足。")
    assert await _board(branch, FIRST) == f"{OPEN} / {OPEN}"
    await huang.presses("查看")
    await huang.presses("继续写")
    huang.says("三是不足：请教得不够。")
    await huang.sees("已记入草稿")
    await huang.presses("提交")
    await _reads(branch, "三是不足：请教得不够。")
    await _reviews(chen)
    assert await _board(branch, FIRST) == f"{DONE} / {DONE}"

    # April: written by hand, photographed.
    branch.move_to("2027-04-08 10:00")
    await branch.quiet()
    assert f"思想汇报 · {SECOND}" in await _todo(huang)
    huang.says("/report")
    await huang.sees(f"本期（{SECOND}）：还没有写")
    await huang.presses("写汇报")
    for shade in (10, 20):
        branch.simulator.send_file(huang.user, "p.png", png(shade), kind="photo", album="4")
    await huang.sees("文件已收完", "照片 2 张")
    await huang.presses("提交")
    await _reads(branch, "（没有文字，正文见照片）")
    await _reviews(chen)
    assert await _board(branch, SECOND) == f"{DONE} / {DONE}"

    # July: the third quarter goes by without a report. It is handed in late, for the quarter that it belongs to.
    await _morning(branch, "2027-07-20")
    assert f"⚠️ 思想汇报 · {THIRD}" in await _todo(huang)
    await _reviews(chen)  # the review of the fourth, for the third has none
    assert await _board(branch, THIRD) == f"{LATE} / {LATE}"
    await _writes(huang, "敬爱的党组织：这一季度的汇报交晚了，我作检讨。")
    huang.says("/report")
    await huang.presses(f"{FOURTH} 草稿")
    await huang.sees(f"还欠交：{THIRD}")
    await huang.presses(f"补交 {THIRD}")
    await huang.sees(f"思想汇报 · {THIRD}", "状态：草稿")
    await huang.presses("提交")
    await huang.sees(f"思想汇报 · {THIRD}", "状态：已提交")
    await _reads(branch, "交晚了")
    assert await _board(branch, THIRD) == f"- / {LATE}"  # what is past and done is off the board

    # October: the last report; then the year is over, and the assembly may vote.
    branch.move_to("2027-10-08 10:00")
    await branch.quiet()
    await _writes(huang, "敬爱的党组织：预备期快满一年，请党组织考察我能否按期转正。")
    await huang.presses("提交")
    await huang.sees(f"思想汇报 · {FOURTH}", "状态：已提交")
    await _reads(branch, "按期转正")
    assert await _board(branch, FOURTH) == f"{DONE} / {DONE}"
    sun = branch.person("孙组织")
    await card_of(sun)
    await sun.sees("○ 预备期满：2027年10月15日")
    branch.move_to("2027-10-15 10:00")
    await branch.quiet()
    await card_of(sun)
    await sun.sees("✓ 预备期满：2027年10月15日")
    huang.says("/report")
    mine = await huang.sees("我的思想汇报")
    assert [mine.text.count(f"{period} · 已阅") for period in (FIRST, SECOND, THIRD, FOURTH)] == [1, 1, 1, 1]
    # Whoever is not confirmed at once is in an extension, where reports remain due every quarter.
    assert "本期（2027年10月15日—2028年1月14日）：还没有写" in mine.text
