"""Written opinions: lodged before the meeting by full members on leave, about one person; whoever comes votes there."""

from bot.rules.words import Choice
from tests.scene import Actor, Scene, carried
from tests.stories.admitting import HUANG, candidate, listed, opens, prepared, stated
from tests.stories.test_ballots_closed import ends
from tests.stories.test_ballots_secret import casts
from tests.stories.test_meetings import ASSEMBLY, call

CHOICES = ["赞成", "反对", "弃权"]


async def on_leave(actor: Actor) -> None:
    """Asks for leave and goes back to the notice."""
    await actor.presses("请假")
    await actor.presses("因公")
    await actor.presses("跳过")
    await actor.scene.quiet()


async def leave_for(scene: Scene, actor: Actor, name: str) -> None:
    """代答: somebody without Telegram is on leave."""
    actor.says("/meetings")
    await actor.presses("10月15日（周四）14:30 党员大会")
    await actor.presses("会议管理")
    await actor.presses("代答")
    await actor.presses(f"○ {name}")
    await actor.presses(f"✓ {name}")
    await actor.sees("代答")
    await scene.quiet()


async def lines(scene: Scene) -> dict[str, tuple[bool, bool]]:
    """The roll of the newest ballot: written, voted; by name."""
    await scene.quiet()
    rows = await scene.place.rows()
    names = {row["id"]: row["name"] for row in rows["people"]}
    newest = max(row["ballot_id"] for row in rows["electors"])
    return {
        names[row["person_id"]]: (bool(row["written"]), bool(row["voted"]))
        for row in rows["electors"]
        if row["ballot_id"] == newest
    }


async def kept(scene: Scene) -> dict[str, str]:
    """The opinions in the store: whose, and what they say."""
    await scene.quiet()
    rows = await scene.place.rows()
    names = {row["id"]: row["name"] for row in rows["people"]}
    return {names[row["person_id"]]: Choice.of(row["choice"]).zh for row in rows["written_opinions"]}


async def test_a_member_on_leave_lodges_changes_and_withdraws(branch: Scene) -> None:
    sun, chen = await prepared(branch), branch.person("陈正式")
    notice = await chen.sees("会议通知：党员大会")
    assert "书面意见" not in notice.labels
    await on_leave(chen)
    await chen.sees("会议通知：党员大会", "请假")
    await chen.presses("书面意见")
    asked = await chen.sees(
        "书面意见", "接收预备党员：黄积极", "10月15日", "您已请假", "须署名", "发展党员工作细则 21",
    )  # fmt: skip
    assert asked.labels == [*CHOICES, "« 返回"]
    press = await chen.presses("反对")
    assert press.answer == "已记下您的书面意见：反对。会议开始前可以更改或撤回。"
    await chen.presses("赞成")
    shown = await chen.sees("您的书面意见：赞成")
    assert shown.labels == ["✓ 赞成", "反对", "弃权", "撤回", "« 返回"]
    assert await kept(branch) == {"陈正式": "赞成"}
    undo = carried(shown, "撤回")
    await chen.presses("撤回")
    await chen.sees("您已请假。会议开始前可以提出书面意见")
    press = branch.simulator.press_data(chen.user, undo, shown)
    await branch.quiet()
    assert "已失效" in (press.answer or "")
    chen.says("/vote")
    await chen.presses("书面意见：10月15日（周四）14:30 党员大会")
    await chen.presses("弃权")
    assert await kept(branch) == {"陈正式": "弃权"}
    sun.says("/meetings")
    await sun.presses("10月15日（周四）14:30 党员大会")
    await sun.presses("会议管理")
    await sun.presses("发展党员表决")
    seen = await sun.sees("已收书面意见 1 份：陈正式")
    assert "弃权" not in seen.text


async def test_opinions_are_counted_on_the_roll_and_those_of_people_who_came_are_not(branch: Scene) -> None:
    sun, zheng = await prepared(branch), branch.person("郑书记")
    chen, feng = branch.person("陈正式"), branch.person("冯青年")
    for person in (chen, feng):
        await on_leave(person)
        await person.presses("书面意见")
        await person.presses("赞成")
    await leave_for(branch, zheng, "高退休")
    sun.says("/meetings")
    await sun.presses("10月15日（周四）14:30 党员大会")
    await sun.presses("会议管理")
    await sun.presses("发展党员表决")
    await sun.presses("代收书面意见")
    await sun.presses("○ 高退休")
    await sun.sees("代收书面意见：高退休同志", "接收预备党员：黄积极")
    press = await sun.presses("代录反对")
    assert press.answer == "已代收：反对"
    await sun.presses("✓ 高退休")
    await sun.sees("已经代收过，可以更正")
    await sun.presses("代录赞成")
    await sun.sees("代收书面意见", "✓ 已代收，再点可以更正")
    assert await kept(branch) == {"陈正式": "赞成", "冯青年": "赞成", "高退休": "赞成"}
    card = await chen.sees("您的书面意见：赞成")
    late = carried(card, "反对")
    branch.move_to("2026-10-15 14:40")
    press = branch.simulator.press_data(chen.user, late, card)
    await branch.quiet()
    await chen.is_refused(press, "书面意见须在会前提出（中国共产党发展党员工作细则 21）")
    await chen.sees("书面意见已经收下，现在不能更改")
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.presses("△ 冯青年")  # comes after all
    await zheng.presses("全部实到")
    await zheng.presses("完成点名")
    await zheng.presses("确认")
    await stated(branch)
    sun.says("/admission")
    await sun.presses("黄积极")
    await sun.presses("发起表决")
    await sun.presses("无记名")
    await sun.sees("已到 7 人", "书面意见 2 份，计入票数")
    await sun.presses("确认")
    await branch.quiet()
    roll = await lines(branch)
    assert [name for name, (written, _) in roll.items() if written] == ["陈正式", "高退休"]
    assert await kept(branch) == {"陈正式": "赞成", "高退休": "赞成"}
    counted = await chen.sees(HUANG, "您在会前提出的书面意见已计入，不用再投票")
    assert counted.labels == ["« 返回"]
    zheng.says("/attendance")
    await zheng.presses("✓ 10月15日（周四）14:30 党员大会")
    await zheng.presses("△ 陈正式")
    await zheng.presses("✗ 陈正式")  # comes when the roll is fixed
    for data in ("vm:1:0", "vc:1:0"):
        press = branch.simulator.press_data(chen.user, data, counted)
        await branch.quiet()
        await chen.is_refused(press, "书面意见已经计入，不能再投一次（中国共产党发展党员工作细则 21）")
    chen.says("/vote")
    await chen.sees("关于接收黄积极同志为预备党员的决议（已投）")
    chen.says("/todo")
    await branch.quiet()
    assert HUANG not in (await chen.sees("待办")).text
    await casts(feng, "反对")
    await branch.each(("郑书记", "周宣传", "吴纪检"), lambda actor: casts(actor, "赞成"))
    await ends(sun)
    await chen.sees("您在会前提出的书面意见已计入", "表决结果")
    audited = [row for row in await branch.audit("admissions") if "opinion" in row[0]]
    assert audited == [
        ("admissions.opinion_entered", "高退休 党员大会 1"),
        ("admissions.opinion_entered", "高退休 党员大会 1"),
        ("admissions.opinion_withdrawn", "冯青年 党员大会 1"),
    ]


async def test_who_may_not_write(branch: Scene) -> None:
    sun, zheng = await prepared(branch), branch.person("郑书记")
    chen, lin, wu = branch.person("陈正式"), branch.person("林预备"), branch.person("吴纪检")

    async def says(actor: Actor, data: str, *texts: str) -> None:
        press = branch.simulator.press_data(actor.user, data, (await actor.sees("会议通知：党员大会")))
        await branch.quiet()
        for text in texts:
            assert text in await actor.told(press), data

    await says(chen, "al:1:11:for", "只能由请假、不能到会的同志提出", "工作细则 21")
    await on_leave(lin)
    assert "书面意见" not in lin.labels()
    await says(lin, "aw:1", "不在您的职责范围内")
    # Whoever has an account writes in person.
    await on_leave(wu)
    sun_notice = await sun.sees("会议通知：党员大会")
    for data in ("af:1:4", "an:1:11:4:for"):
        press = branch.simulator.press_data(sun.user, data, sun_notice)
        await branch.quiet()
        await sun.is_refused(press, "吴纪检同志须本人提出书面意见")
        assert "三（十四）6(7)" in await sun.told(press)
    press = branch.simulator.press_data(sun.user, "af:1:10", sun_notice)
    await branch.quiet()
    await sun.is_refused(press, "只能由请假、不能到会的同志提出")
    press = branch.simulator.press_data(sun.user, "af:1:9", sun_notice)
    await branch.quiet()
    await sun.is_refused(press, "只有有表决权的正式党员可以提出书面意见")
    # A motion or an election takes none.
    await call(zheng, ASSEMBLY.replace("10月15日", "10月22日"))
    await chen.sees("10月22日")
    await says(chen, "aw:2", "书面意见只用于接收和转正的表决", "工作细则 21")
    await says(chen, "aw:99", "已失效")
    # Left out of the number expected: no opinion either.
    await card_with_exclusion(sun, "吴纪检")
    await says(wu, "aw:1", "不计入应到，不能提出书面意见", "选举工作条例")
    # The meeting was cancelled.
    zheng.says("/meetings")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.presses("会议管理")
    await zheng.presses("取消会议")
    await zheng.presses("确认")
    await says(wu, "aw:1", "已取消")


async def card_with_exclusion(actor: Actor, name: str) -> None:
    """Leaves somebody out, from the person's card."""
    actor.says("/admission")
    await actor.presses("黄积极")
    await actor.presses("会议准备")
    await actor.presses("不计入应到")
    actor.says(f"党员：{name}\n原因：长期卧病\n上级同意：工委〔2026〕9号")
    await actor.presses("确认")
    await actor.scene.quiet()


async def test_an_opinion_is_about_one_person_and_survives_a_move(branch: Scene) -> None:
    sun, zheng, chen = await prepared(branch), branch.person("郑书记"), branch.person("陈正式")
    await on_leave(chen)
    await chen.presses("书面意见")
    await chen.presses("赞成")
    stale = await chen.sees("您的书面意见：赞成")
    against = carried(stale, "反对")
    await candidate(sun, "林预备")
    await listed(sun, "林预备")
    await chen.sees("接收预备党员：林预备", "您已请假")
    press = branch.simulator.press_data(chen.user, against, stale)
    await branch.quiet()
    assert "已失效" in (press.answer or "")
    await listed(sun)
    await chen.sees("接收预备党员：黄积极", "您的书面意见：赞成")
    zheng.says("/meetings")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.presses("会议管理")
    await zheng.presses("改期")
    zheng.says("10月16日 9:00")
    await zheng.presses("跳过")
    await zheng.presses("确认")
    await chen.sees("书面意见已经收下，现在不能更改")  # until chen is on leave again
    branch.move_to("2026-10-16 09:05")
    zheng.says("/attendance")
    await zheng.presses("10月16日（周五）09:00 党员大会")
    for name in ("陈正式", "高退休"):
        await zheng.presses(f"○ {name}")
        await zheng.presses(f"✓ {name}")
        await zheng.presses(f"△ {name}")
    await zheng.presses("全部实到")
    await zheng.presses("完成点名")
    await zheng.presses("确认")
    await stated(branch)
    await opens(sun)
    roll = await lines(branch)
    assert [name for name, (written, _) in roll.items() if written] == ["陈正式"]
