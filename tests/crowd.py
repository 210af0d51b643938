"""A branch of very many, bound without using their codes one by one: for what happens to large broadcasts."""

import random
import secrets
from collections import Counter
from collections.abc import Iterable

from sqlalchemy import update

from bot.store.branch import Person
from bot.store.database import Database
from tests.scene import Actor, Scene

CROWD = 300  # recipients, the sender among them
TEXT = "三百人都要看到的通知"


def names() -> list[str]:
    """Everybody who is to get it."""
    return ["郑书记", *(f"党员{number:03d}" for number in range(1, CROWD))]


def seeded() -> random.Random:
    """Chance with a seed of its own, which is printed."""
    seed = secrets.randbits(32)
    print(f"seed {seed}")
    return random.Random(seed)


async def found(scene: Scene) -> Actor:
    """The branch, everybody bound and in touch with the bot; answers the secretary."""
    members = "".join(f"\n{name},{'书记' * (name == '郑书记')},正式党员,在职,5000" for name in names())
    scene.move_to("2026-10-12 09:30")
    await scene.found(f"姓名,职务,党员类别,人员类别,党费基数{members}\n")
    await bind(scene, names())
    return scene.person("郑书记")


async def bind(scene: Scene, people: Iterable[str]) -> None:
    """As if each had used the invitation, and started the bot."""
    database = Database(scene.settings.database)
    async with database.writing() as session:
        for name in people:
            user = scene.person(name).user
            user.started = True
            await session.execute(update(Person).where(Person.name == name).values(telegram_id=user.id))
    await database.close()


async def confirm(sender: Actor) -> None:
    """Writes it, to everybody, and sends it."""
    sender.says("/broadcast")
    await sender.sees("请发来内容")
    sender.says(TEXT)
    await sender.sees("发给谁")
    await sender.presses("全体党员")
    await sender.sees("请核对")
    await sender.presses("确认")


def copies(scene: Scene) -> Counter[str]:
    """How many copies Telegram has taken, by recipient; whether the bot heard of it or not."""
    taken: Counter[str] = Counter()
    for name in names():
        seen = scene.simulator.messages(scene.person(name).user)
        taken[name] = sum("同志发来材料" in message.text and TEXT in message.text for message in seen)
    return taken
