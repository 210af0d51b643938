"""What has not been signed for is not known anywhere, and what is being voted on stays as it is."""

from tests.scene import Scene, carried
from tests.stories.admitting import card_of, opens, prepared, stated
from tests.stories.test_ballots import opened as motion_opened
from tests.stories.test_ballots_closed import ends, votes
from tests.stories.test_ballots_counted import names_signers, sign
from tests.stories.test_ballots_secret import casts
from tests.stories.test_ballots_verdict import MOTION, attendance
from tests.stories.test_elections import all_cast, gathered, opened
from tests.stories.test_meetings import ASSEMBLY, call

FIGURES = ("赞成 5", "赞成 8", "拟当选")


async def test_an_election_unsigned_for_shows_no_figures_to_whoever_leads(branch: Scene) -> None:
    zheng = await gathered(branch, "高退休")
    zheng.says("/meetings")
    await zheng.presses("主持：党员大会")
    await zheng.presses("开始会议")
    await opened(zheng)
    await all_cast(branch, {"郑书记 孙组织 周宣传 吴纪检 冯青年 李组长 何组长 陈正式": "++-"})
    await ends(zheng)
    zheng.says("/meetings")
    await zheng.presses("主持：党员大会")
    await zheng.sees("主持：党员大会", "待签字确认")
    await zheng.presses("会议记录")
    for person in ("郑书记", "陈正式"):
        for message in branch.simulator.messages(branch.person(person).user):
            assert not any(figure in message.text for figure in FIGURES), message.text
    await zheng.presses("监票、计票")
    await names_signers(zheng, "李组长", "何组长")
    await sign(branch, "李组长", "何组长")
    await zheng.sees("选举推荐结果", "拟当选：孙组织、周宣传。")


async def test_a_second_ballot_on_a_person_waits_until_the_first_is_signed_for(branch: Scene) -> None:
    sun = await prepared(branch)
    branch.move_to("2026-10-15 14:40")
    await attendance(branch.person("郑书记"), "高退休")
    await stated(branch)
    await card_of(sun)
    old = await sun.sees("接收预备党员：黄积极", "列入会议")
    again = carried(old, "发起表决")
    await opens(sun)
    await sun.presses("纸质票")
    await sun.presses("纸质票、举手人员")
    await sun.presses("○ 何组长")
    await branch.each(("郑书记", "孙组织", "周宣传", "吴纪检", "冯青年"), lambda actor: casts(actor, "赞成"))
    await ends(sun)
    await sun.sees("待签字确认")
    press = branch.simulator.press_data(sun.user, again, old)
    await branch.quiet()
    assert press.answer == "关于黄积极同志的表决还没有结果（正在进行或待签字确认），请先办结。"
    assert len((await branch.place.rows("ballots"))["ballots"]) == 1


async def test_a_meeting_with_a_vote_in_it_is_neither_moved_nor_cancelled(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng, ASSEMBLY)
    old = await zheng.sees("党员大会：第四季度工作", "应到 ")
    changes = [carried(old, "改期"), carried(old, "取消会议")]
    branch.move_to("2026-10-15 14:40")
    await motion_opened(zheng, MOTION)
    for data in changes:
        press = branch.simulator.press_data(zheng.user, data, old)
        await branch.quiet()
        assert press.answer == "这次会议有投票没有结束，请先结束投票。", data
    await attendance(zheng, "高退休")
    await votes(branch, 赞成="陈正式")
    await ends(zheng)
    zheng.says("/attendance")
    await zheng.presses("✓ 10月15日（周四）14:30 党员大会")
    await zheng.presses("重新点名")
    for data in changes:
        press = branch.simulator.press_data(zheng.user, data, old)
        await branch.quiet()
        assert press.answer == "这次会议上已经有人投票，不能再改期或取消。", data
    assert (await branch.place.rows("meetings"))["meetings"][0]["cancelled"] is None
