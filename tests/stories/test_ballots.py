"""Electors vote by name, in private and on the group's card; until the end nobody sees more than the turnout."""

from sqlalchemy import select

from bot.store.post import Audit
from simulator.model import Chat
from tests.scene import Actor, Scene, carried
from tests.stories.test_meetings import bound_group

PLAN = """/newvote
事项：是否同意年度工作计划
方式：记名
参加：全体党员"""
ELECTORS = (
    "郑书记",
    "孙组织",
    "周宣传",
    "吴纪检",
    "冯青年",
    "李组长",
    "何组长",
    "陈正式",
)  # and 高退休, who is not bound
CHOICES = ["赞成", "反对", "弃权"]


async def opened(actor: Actor, form: str = PLAN) -> None:
    """Pastes a whole form and confirms it."""
    actor.says(form)
    await actor.sees("请核对：发起投票")
    await actor.presses("确认")
    await actor.scene.quiet()


async def everything_on_screen(scene: Scene, *names: str, chat: Chat | None = None) -> str:
    """All that the bot has shown these people, buttons and answers to presses left out."""
    await scene.quiet()
    people = [scene.person(name).user for name in names]
    return "\n".join(m.text for user in people for m in scene.simulator.messages(user, chat) if m.from_bot)


async def audit_of(scene: Scene) -> list[tuple[str, str]]:
    """What the audit log says of ballots."""
    if scene.bot is None:
        raise LookupError("the bot does not run")
    async with scene.bot.database.reading() as session:
        rows = await session.scalars(select(Audit).where(Audit.deed.startswith("ballots.")).order_by(Audit.id))
        return [(row.deed, row.subject) for row in rows]


async def test_every_elector_gets_a_private_card_and_nobody_else_does(branch: Scene) -> None:
    await opened(branch.person("郑书记"))
    for name in ELECTORS:
        asked = await branch.person(name).sees("投票：意见征集", "是否同意年度工作计划", "请选择：")
        assert asked.labels == [*CHOICES, "« 返回"]
    for name in ("林预备", "黄积极"):
        assert branch.person(name).has_seen("是否同意年度工作计划") == 0


async def test_a_probationary_member_never_votes_whatever_the_post(branch: Scene) -> None:
    sun, lin = branch.person("孙组织"), branch.person("林预备")
    sun.says("/members")
    await sun.presses("林预备")
    await sun.presses("副书记")
    await sun.sees("职务：副书记")
    lin.says("/vote")
    await lin.sees("不在您的职责范围内")
    await opened(lin)
    await lin.sees("已投 0 / 应投 9")
    await branch.quiet()
    assert not set(CHOICES) & set(lin.labels())
    group = await bound_group(branch)
    branch.simulator.groups.join(group, lin.user)
    await opened(lin, PLAN.replace("年度工作计划", "学习计划"))
    press = await lin.presses("赞成", chat=group)
    assert "不在您的职责范围内" in (press.answer or "")
    await lin.sees("是否同意学习计划", "已投 0 / 应投 9", chat=group)


async def test_a_suspended_right_to_vote_keeps_a_person_off_the_roll_and_off_the_vote(branch: Scene) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    await opened(sun)
    asked = await chen.sees("请选择：")
    yes = carried(asked, "赞成")
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.presses("停止表决权")
    await sun.sees("表决权：无")
    await chen.sees("已不在您的职责范围内")
    press = branch.simulator.press_data(chen.user, yes, asked)
    await branch.quiet()
    assert "不在您的职责范围内" in (press.answer or "")
    sun.says(PLAN.replace("年度工作计划", "学习计划"))
    await sun.sees("请核对", "应投 8 人")
    await sun.presses("确认")
    await branch.person("何组长").sees("是否同意学习计划")
    await branch.quiet()
    assert chen.has_seen("是否同意学习计划") == 0


async def test_a_vote_is_marked_on_the_own_card_and_a_second_tap_changes_it(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng)
    press = await chen.presses("赞成")
    assert press.answer == "已投：赞成。结束前可以改选。"
    asked = await chen.sees("投票：意见征集", "您的选择：赞成")
    assert asked.labels == ["✓ 赞成", "反对", "弃权", "« 返回"]
    await zheng.sees("已投 1 / 应投 9")
    await chen.presses("反对")
    asked = await chen.sees("投票：意见征集", "您的选择：反对")
    assert asked.labels == ["赞成", "✓ 反对", "弃权", "« 返回"]
    await chen.presses("✓ 反对")
    await branch.quiet()
    await zheng.sees("已投 1 / 应投 9")
    assert chen.has_seen("投票：意见征集") == 1


async def test_many_taps_of_one_person_are_one_vote(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng)
    asked = await chen.sees("请选择：")
    data = {button.text: button.data for row in asked.buttons for button in row}
    for label in ("赞成", "赞成", "反对", "赞成", "弃权"):
        branch.simulator.press_data(chen.user, data[label] or "", asked)
    await branch.quiet()
    await chen.sees("您的选择：弃权")
    await zheng.sees("已投 1 / 应投 9")


async def test_the_groups_card_takes_votes_of_electors_and_shows_the_turnout_only(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen, huang = branch.person("郑书记"), branch.person("陈正式"), branch.person("黄积极")
    zheng.says(PLAN)
    await zheng.sees("同时发到群：示范群")
    await zheng.presses("确认")
    shown = await chen.sees("投票：意见征集", "已投 0 / 应投 9", chat=group)
    assert shown.labels == CHOICES
    press = await chen.presses("反对", chat=group)
    assert press.answer == "已投：反对。结束前可以改选。"
    shown = await chen.sees("已投 1 / 应投 9", chat=group)
    assert shown.labels == CHOICES
    assert "反对" not in shown.text
    await chen.sees("您的选择：反对")
    press = await huang.presses("赞成", chat=group)
    assert "不在您的职责范围内" in (press.answer or "")
    press = await branch.person("路人甲").presses("赞成", chat=group)
    assert "只为受邀的同志服务" in (press.answer or "")
    await branch.quiet()
    await chen.sees("已投 1 / 应投 9", chat=group)


async def test_before_the_end_nobody_sees_more_than_the_turnout(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng = branch.person("郑书记")
    await opened(zheng)
    for name, choice in (("陈正式", "反对"), ("周宣传", "反对"), ("郑书记", "赞成")):
        await branch.person(name).presses(choice)
    for officer in ("郑书记", "孙组织"):
        branch.person(officer).says("/tally")
        await branch.person(officer).sees("计票", "已投 3 / 应投 9")
    seen = await everything_on_screen(branch, "孙组织", "何组长", "林预备")
    seen += await everything_on_screen(branch, "陈正式", chat=group)
    assert "反对" not in seen
    assert "赞成" not in seen
    labels = {label for m in branch.simulator.messages(branch.person("孙组织").user) for label in m.labels}
    assert "查看明细" not in labels


async def test_an_old_button_of_the_details_shows_nothing_before_the_end(branch: Scene) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    await opened(sun)
    await chen.presses("反对")
    sun.says("/tally")
    card = await sun.sees("计票", "已投 1")
    press = branch.simulator.press_data(sun.user, "vd:1", card)
    await branch.quiet()
    assert press.answer == "投票还没有结束，现在只能看到已投人数。"
    assert "反对" not in await everything_on_screen(branch, "孙组织")


async def test_vote_lists_my_open_ballots_and_opens_each(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    chen.says("/vote")
    await chen.sees("目前没有您要投的票")
    await opened(zheng)
    await opened(
        zheng,
        "/newvote 事项：是否同意调整\n会议室的用途，以及其他若干需要一并讨论的长长的事情\n方式：记名\n截止：明天 17:00",
    )
    chen.says("投票")
    await branch.quiet()
    listed = await chen.sees("正在进行", "是否同意年度工作计划（未投）", "（未投，2026年10月13日（周二）17:00 截止）")
    assert listed.labels == ["○ 是否同意调整 会议室的用途，以及其他若干需要一…", "○ 是否同意年度工作计划", "« 返回"]
    await chen.presses("○ 是否同意年度工作计划")
    await chen.sees("投票：意见征集", "是否同意年度工作计划", "请选择：")
    await chen.presses("弃权")
    await chen.presses("« 返回")
    await chen.sees("是否同意年度工作计划（已投）")
    other = branch.person("林预备")
    other.says("投票")
    await other.sees("不在您的职责范围内")


async def test_somebody_elses_ballot_cannot_be_opened_by_an_old_button(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, PLAN.replace("全体党员", "支委会"))
    chen.says("/vote")
    card = await chen.sees("目前没有您要投的票")
    for data in ("vs:1", "vv:1:for"):
        press = branch.simulator.press_data(chen.user, data, card)
        await branch.quiet()
        await chen.is_refused(press, "您不在这次投票的应投名单上（党支部工作制度 三（十四）6(7)）。")
    press = branch.simulator.press_data(chen.user, "vs:99", card)
    await branch.quiet()
    assert "已失效" in (press.answer or "")
    assert chen.has_seen("年度工作计划") == 0
    await zheng.sees("已投 0 / 应投 5")


async def test_commands_in_a_group_lead_to_the_private_chat(branch: Scene) -> None:
    group = await bound_group(branch)
    chen = branch.person("陈正式")
    await opened(branch.person("郑书记"))
    chen.says("/vote@branch_bot", chat=group)
    await chen.sees("私聊中办理", chat=group)
    await chen.presses("到私聊中办理", chat=group)
    await chen.sees("正在进行", "是否同意年度工作计划（未投）")
