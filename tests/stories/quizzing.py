"""What the stories of quizzes do again and again."""

from simulator.model import Message
from tests.scene import Actor
from tests.stories.sending import send
from tests.waiting import until

QUESTIONS = """1. 党员应当履行几项义务？
A. 六项
B. 八项
C. 十项
答案：B
解析：见党章第三条。

题目：预备党员有表决权吗？
A、有
B、没有
答案：B"""


async def attach(sender: Actor, text: str = QUESTIONS) -> Message:
    """Below the figures of what was sent last: the questions; answers the preview."""
    await sender.presses("附测验")
    await sender.sees("请把题目发来")
    sender.says(text)
    return await sender.sees("请核对测验")


async def send_quiz(sender: Actor, text: str = QUESTIONS, audience: str = "全体党员", count: int = 10) -> None:
    """A material with a quiz, for everybody who got it."""
    await send(sender, "学习党章第三条", audience)
    await attach(sender, text)
    await sender.presses(f"发给全部（{count} 人）")
    await sender.sees("测验情况", f"发给 {count} 人")


async def begin(taker: Actor) -> Message:
    """Opens the quiz; answers the first poll."""
    await taker.sees("测验：", "已答 0 题")
    await taker.presses("开始答题")
    return await poll(taker, "几项义务")


async def poll(taker: Actor, question: str) -> Message:
    """The newest poll with that question."""

    def found() -> Message | None:
        messages = taker.scene.simulator.messages(taker.user)
        return next((m for m in reversed(messages) if m.poll and question in m.poll["question"]), None)

    return await until(found, f"{taker.name} to get the question {question}")


def vote(taker: Actor, message: Message, option: int) -> None:
    """Chooses an option."""
    taker.scene.simulator.vote(taker.user, message, [option])


async def take(taker: Actor, *options: int) -> None:
    """The whole quiz."""
    vote(taker, await begin(taker), options[0])
    vote(taker, await poll(taker, "有表决权吗"), options[1])
    await taker.sees("我的测验：")


async def take_one(taker: Actor) -> None:
    """A quiz of one question, answered with its first option."""
    await taker.presses("开始答题")
    vote(taker, await poll(taker, ""), 0)
    await taker.sees("我的测验：")
