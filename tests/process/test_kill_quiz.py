"""kill -9 while a quiz is taken: every vote counts, once, and the first of two in the same question."""

import asyncio

from simulator.model import Message
from tests.crowd import seeded
from tests.process.running import Process
from tests.scene import Actor, Scene
from tests.stories.quizzing import send_quiz
from tests.waiting import PATIENCE, until

TAKERS = ("郑书记", "孙组织", "吴纪检", "冯青年", "李组长", "何组长", "陈正式", "林预备")
KILLS = 5
QUESTIONS = ("几项义务", "有表决权吗")


def _chosen(name: str) -> tuple[int, int]:
    """What somebody means to choose."""
    number = TAKERS.index(name)
    return number % 3, number % 2


def _open(actor: Actor) -> list[Message]:
    """The polls in a chat that have no vote yet, oldest first."""
    messages = actor.scene.simulator.messages(actor.user)
    return [message for message in messages if message.poll and not message.votes]


def _vote(actor: Actor, seen: set[tuple[str, int]]) -> None:
    """The first poll of a question gets the vote that is meant, any other one another."""
    for message in _open(actor):
        question = next(place for place, words in enumerate(QUESTIONS) if words in message.poll["question"])  # type: ignore[index]
        meant = _chosen(actor.name)[question]
        again = (actor.name, question) in seen
        seen.add((actor.name, question))
        actor.scene.simulator.vote(actor.user, message, [1 - min(meant, 1) if again else meant])


async def test_a_quiz_survives_kills(branch: Scene) -> None:
    chance = seeded()
    await send_quiz(branch.person("周宣传"))
    takers = [branch.person(name) for name in TAKERS]
    for taker in takers:
        await taker.sees("测验：")
    await branch.stop()
    seen: set[tuple[str, int]] = set()
    async with Process(branch.settings, branch.folder / "log") as bot:
        for taker in takers:
            branch.simulator.press(taker.user, "开始答题")
        for _ in range(KILLS):
            moment = _sent(branch) + chance.randrange(1, 4)
            await _going(branch, takers, seen, moment)
            bot.kill()
            await bot.ended()
            await bot.start()
        await until(lambda: _finished(takers, seen), "everybody to have finished")
        bot.terminate()
        assert await bot.ended() == 0
    polls = [m for taker in takers for m in branch.simulator.messages(taker.user) if m.poll]
    rows = await branch.place.rows()
    print(f"{len(polls)} polls for {len(TAKERS) * len(QUESTIONS)} questions; {len(rows['quiz_strays'])} strays left")
    people = {row["id"]: row["name"] for row in rows["people"]}
    numbers = {row["id"]: row["number"] for row in rows["quiz_questions"]}
    kept = {(people[row["person_id"]], numbers[row["question_id"]] - 1): row["choice"] for row in rows["quiz_answers"]}
    assert kept == {(name, place): _chosen(name)[place] for name in TAKERS for place in range(len(QUESTIONS))}


async def _going(branch: Scene, takers: list[Actor], seen: set[tuple[str, int]], moment: int) -> None:
    """People vote as polls come, until so many questions have gone out, or everybody has finished."""
    for _ in range(int(PATIENCE / 0.002)):
        if _finished(takers, seen) or _sent(branch) >= moment:
            return
        await asyncio.sleep(0.002)


def _sent(branch: Scene) -> int:
    """How many questions Telegram has been given."""
    return sum(call.method == "sendPoll" for call in branch.simulator.calls)


def _finished(takers: list[Actor], seen: set[tuple[str, int]]) -> bool:
    for taker in takers:
        _vote(taker, seen)
    return all(taker.has_seen("我的测验：") for taker in takers)
