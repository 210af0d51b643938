"""In a meeting only those present vote; a motion may be opened before anybody has come."""

from tests.scene import Scene, carried
from tests.stories.test_ballots import audit_of, opened
from tests.stories.test_ballots_closed import ends
from tests.stories.test_ballots_verdict import MOTION, corrected
from tests.stories.test_meetings import ASSEMBLY, bound_group, call

CLAUSE = "中国共产党支部工作条例（试行） 11"


async def begins(branch: Scene, form: str = MOTION) -> None:
    """The assembly is called, its day has come, the motion is open, nobody is ticked."""
    await call(branch.person("郑书记"), ASSEMBLY)
    branch.move_to("2026-10-15 14:40")
    await opened(branch.person("郑书记"), form)


async def comes(branch: Scene, *names: str) -> None:
    """The secretary ticks these people as present."""
    zheng = branch.person("郑书记")
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    for name in names:
        await zheng.presses(f"○ {name}")
    await branch.quiet()


async def test_whoever_is_not_ticked_as_present_is_told_what_to_do_and_can_vote_once_ticked(branch: Scene) -> None:
    await begins(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await chen.sees("投票：议案表决", "请选择：")
    press = await chen.presses("赞成")
    assert await chen.told(press) == (
        f"会议上的表决只有到会的同志可以投（{CLAUSE}），没有改动任何内容。请先签到，或请召集人点名、补签，再投一次。"
    )
    await zheng.sees("已投 0 / 应投 9")
    await comes(branch, "陈正式")
    press = await chen.presses("赞成")
    assert press.answer == "已投：赞成。结束前可以改选。"
    zheng.says("/tally")
    await zheng.sees("计票", "已投 1 / 应投 9")


async def test_the_groups_card_takes_no_vote_of_whoever_is_on_leave(branch: Scene) -> None:
    group = await bound_group(branch)
    await begins(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await comes(branch, "陈正式")
    await zheng.presses("✓ 陈正式")
    press = await chen.presses("反对", chat=group)
    assert CLAUSE in await chen.told(press)
    await chen.sees("已投 0 / 应投 9", chat=group)


async def test_in_a_secret_ballot_too_and_neither_choosing_nor_casting_gets_by(branch: Scene) -> None:
    await begins(branch, MOTION.replace("记名", "无记名"))
    chen = branch.person("陈正式")
    await chen.is_refused(await chen.presses("赞成"), CLAUSE)
    await comes(branch, "陈正式")
    await chen.presses("赞成")
    asked = await chen.sees("请确认您的选择")
    cast = carried(asked, "确认投票")
    await branch.person("郑书记").presses("✓ 陈正式")
    press = branch.simulator.press_data(chen.user, cast, asked)
    await branch.quiet()
    assert CLAUSE in await chen.told(press)
    assert chen.has_seen("您的票已投入票箱") == 0


async def test_a_vote_is_entered_only_for_somebody_who_is_there(branch: Scene) -> None:
    await begins(branch)
    zheng = branch.person("郑书记")
    await zheng.presses("代录")
    press = await zheng.presses("○ 高退休")
    assert await zheng.told(press) == (
        f"高退休同志没有记为实到，会议上的表决只有到会的同志可以投（{CLAUSE}）。请先点名，再试一次。"
    )
    await comes(branch, "高退休")
    zheng.says("/tally")
    await zheng.presses("1. 是否同意年度工作计划")
    await zheng.presses("代录")
    await zheng.presses("○ 高退休")
    await zheng.presses("代录赞成")
    assert ("ballots.entered", "高退休 议案表决 1") in await audit_of(branch)


async def test_a_vote_that_was_cast_stays_when_its_voter_is_corrected_to_absent(branch: Scene) -> None:
    await begins(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await comes(branch, "陈正式", "周宣传", "郑书记", "吴纪检", "冯青年")
    await chen.presses("赞成")
    await zheng.presses("完成点名")
    await zheng.presses("确认")
    await corrected(zheng, "陈正式")
    press = await chen.presses("反对")
    assert CLAUSE in await chen.told(press)
    await ends(zheng)
    await chen.sees("实到 4", "赞成 1 · 反对 0", "其中 1 票来自没有点到的同志")
