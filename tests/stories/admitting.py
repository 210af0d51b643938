"""What several stories do on the way to a vote on a person."""

from tests import twins
from tests.scene import Actor, Scene
from tests.stories.test_meetings import ASSEMBLY, call

HUANG = "关于接收黄积极同志为预备党员的决议"
LIN = "关于林预备同志转为正式党员的决议"
BUTTON = "10月15日（周四）14:30 党员大会 第四季度工作"


async def candidate(actor: Actor, name: str = "黄积极") -> None:
    """Somebody becomes a candidate on the roster."""
    actor.says("/members")
    await actor.presses(name)
    await actor.presses("改类别")
    await actor.presses("发展对象")
    await actor.sees(name, "类别：发展对象")


async def card_of(actor: Actor, name: str = "黄积极") -> None:
    """The person's own card."""
    actor.says("/admission")
    await actor.presses(name)


async def passes(actor: Actor, button: str, day: str, number: str | None = None) -> None:
    """Enters the day of a gate, of the review also its number, on the card that is open."""
    await actor.presses(button)
    if number is not None:
        await actor.sees("文号是什么")
        actor.says(number)
    await actor.sees("是哪一天？")
    actor.says(day)
    await actor.sees("请核对")
    await actor.presses("确认")
    await actor.scene.quiet()


async def all_gates(actor: Actor, name: str = "黄积极") -> None:
    """Everything that an admission needs."""
    await card_of(actor, name)
    await passes(actor, "登记培训合格", "2026-06-20")
    await passes(actor, "登记群众座谈会", "9月10日")
    await passes(actor, "登记初审", "2026-09-28", "工委〔2026〕8号")


async def listed(actor: Actor, name: str = "黄积极", button: str = BUTTON) -> None:
    """Puts somebody before the assembly."""
    await card_of(actor, name)
    await actor.presses("列入会议")
    await actor.presses(button)
    await actor.scene.quiet()


async def stated(scene: Scene) -> None:
    """The chair has stated 应到 and 实到, and has come to the last of the seven steps (三（十四）6)."""
    zheng = scene.person("郑书记")
    zheng.says("/meetings")
    await zheng.presses("主持：党员大会")
    await scene.rest()
    if "开始会议" in zheng.labels():
        await zheng.presses("开始会议")
    await zheng.presses("已报告应到实到")
    for _ in range(6):
        await zheng.presses("下一项")
    await scene.quiet()


async def prepared(scene: Scene, name: str = "黄积极") -> Actor:
    """An assembly on Thursday is to vote on a candidate whose gates are all on record; answers the officer."""
    twins.know(HUANG, LIN)
    sun = scene.person("孙组织")
    await call(scene.person("郑书记"), ASSEMBLY)
    await candidate(sun, name)
    await all_gates(sun, name)
    await listed(sun, name)
    return sun


async def opens(actor: Actor, method: str = "无记名", name: str = "黄积极") -> None:
    """Opens the ballot from the person's card."""
    await card_of(actor, name)
    await actor.presses("发起表决")
    await actor.presses(method)
    await actor.sees("请核对：发起表决")
    await actor.presses("确认")
    await actor.scene.quiet()


async def refused(actor: Actor, button: str, *said: str) -> None:
    """The press is refused with these words."""
    press = await actor.presses(button)
    told = await actor.told(press)
    for each in said:
        assert each in told
