"""What the stories of agenda, chair, minutes and decisions do again and again."""

from sqlalchemy import select, update

from bot.store.branch import Person
from bot.store.meetings import Meeting
from simulator.model import Message
from tests.scene import Actor, Scene
from tests.stories.test_meetings import call

COMMITTEE = """/newmeeting
类型：支委会
主题：研究学习计划
时间：10月15日 9:00
地点：小会议室
议程：1. 通报情况｜孙组织
2. 讨论学习计划"""


async def press_on(actor: Actor, message: Message, label: str) -> None:
    """Presses a button of that very message, once it has come to rest, and waits for what it causes."""
    await actor.scene.rest()
    actor.scene.simulator.press(actor.user, label, message=message)
    await actor.scene.quiet()


async def to_chair(actor: Actor, topic: str, kind: str) -> Message:
    """From the list of meetings, or the board on screen, to the chair's card."""
    await actor.scene.quiet()
    board = await actor.sees(f"{kind}：{topic}", "应到 ")
    await press_on(actor, board, "主持")
    return await actor.sees(f"主持：{kind}", topic)


async def committee_begun(branch: Scene, form: str = COMMITTEE, *present: str) -> Actor:
    """A committee meeting, called on the Monday before, opened by the secretary with these people ticked."""
    zheng = branch.person("郑书记")
    await call(zheng, form)
    branch.move_to("2026-10-15 09:01")
    await to_chair(zheng, "研究学习计划", "支委会")
    await zheng.presses("开始会议")
    await tick(zheng, *(present or ("郑书记", "孙组织", "周宣传", "吴纪检")))
    return zheng


async def tick(actor: Actor, *names: str) -> None:
    """点名 from the chair's card: these are present; and back to it."""
    await press_on(actor, await actor.sees("主持："), "点名")
    card = await actor.sees("点名：")
    for name in names:
        await press_on(actor, card, f"○ {name}")
    await press_on(actor, card, "« 返回")
    await press_on(actor, card, "主持")


async def about(branch: Scene, topic: str, name: str) -> None:
    """The assembly of that topic is about this person: as it is called by the form of an admission."""
    if branch.bot is None:
        raise LookupError("the bot does not run")
    async with branch.bot.database.writing() as session:
        person_id = await session.scalar(select(Person.id).where(Person.name == name))
        await session.execute(update(Meeting).where(Meeting.topic == topic).values(subject_id=person_id))
