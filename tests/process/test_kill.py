"""kill -9 at random moments: every tap takes effect once; nothing is lost, nothing is doubled."""

import random
import secrets
import sqlite3
from pathlib import Path

from simulator.model import Message, Press
from tests.process.running import Process
from tests.scene import Scene
from tests.waiting import until

MEMBERS = 25
MEETINGS = 10
KILLS = 10
PATIENCE = 60.0  # seconds; a loaded machine starts a process slowly

# Every change of an answer, in order, and every update as often as it was handled in a transaction that held.
_WITNESS = """
CREATE TABLE witness (number INTEGER PRIMARY KEY, meeting INTEGER, person INTEGER, answer TEXT);
CREATE TRIGGER witness_answers AFTER UPDATE OF answer ON invited BEGIN
  INSERT INTO witness (meeting, person, answer) VALUES (NEW.meeting_id, NEW.person_id, NEW.answer);
END;
CREATE TABLE handled (update_id INTEGER);
CREATE TRIGGER witness_handled AFTER UPDATE OF stage ON inbox BEGIN
  INSERT INTO handled VALUES (NEW.update_id);
END;
"""


def _roster() -> str:
    members = "\n".join(f"党员{number:02d},第一党小组,,正式党员,,,在职,5000" for number in range(MEMBERS))
    head = "姓名,党小组,职务,党员类别,入党日期,转正日期,人员类别,党费基数"
    return f"{head}\n郑书记,第一党小组,书记,正式党员,,,在职,9000\n{members}\n"


async def _called(scene: Scene, names: list[str]) -> None:
    """The secretary calls ten meetings; every member has ten cards."""
    secretary = scene.person("郑书记")
    for number in range(MEETINGS):
        what = f"类型：集中学习\n主题：第{number}次学习\n地点：会议室"
        secretary.says(f"/newmeeting\n{what}\n时间：2026-11-{10 + number} 15:00\n参加：全体党员")
        await secretary.sees(f"第{number}次学习", "请核对")
        await secretary.presses("确认")
    for name in names:
        await scene.person(name).sees(f"第{MEETINGS - 1}次学习", patience=PATIENCE)


def _cards(scene: Scene, name: str) -> list[Message]:
    messages = scene.simulator.messages(scene.person(name).user)
    return [message for message in messages if message.from_bot and "参加" in message.labels]


def _queue(scene: Scene, names: list[str]) -> list[Press]:
    """Everybody taps 参加 on every card, and then 未定: 500 taps while nobody listens."""
    taps = [(name, card, label) for label in ("参加", "未定") for name in names for card in _cards(scene, name)]
    return [scene.simulator.press(scene.person(name).user, label, message=card) for name, card, label in taps]


def _witnessed(database: Path) -> dict[tuple[int, int], list[str]]:
    with sqlite3.connect(database) as connection:
        rows = connection.execute("SELECT meeting, person, answer FROM witness ORDER BY number").fetchall()
    seen: dict[tuple[int, int], list[str]] = {}
    for meeting, person, answer in rows:
        seen.setdefault((meeting, person), []).append(answer)
    return seen


async def test_five_hundred_taps_survive_ten_kills(scene: Scene) -> None:
    seed = secrets.randbits(32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    names = [f"党员{number:02d}" for number in range(MEMBERS)]
    scene.move_to("2026-11-02 09:30")
    await scene.found(_roster())
    await scene.start()
    await scene.bind("郑书记", *names)
    await _called(scene, names)
    await scene.quiet()
    await scene.stop()
    database = scene.settings.data_dir / "branch.db"
    with sqlite3.connect(database) as connection:
        connection.executescript(_WITNESS)
    assert len(_queue(scene, names)) == 2 * MEMBERS * MEETINGS

    async with Process(scene.settings, scene.folder / "log") as bot:
        for _ in range(KILLS):
            # A moment by the number of calls made, so that a slow machine is killed in the middle of work too.
            target = len(scene.simulator.calls) + chance.randrange(3, 60)
            await until(lambda: len(scene.simulator.calls) >= target, "calls before the kill", PATIENCE)  # noqa: B023
            bot.kill()
            await bot.ended()
            await bot.start()
        await until(lambda: _finished(database), "every tap to be handled", PATIENCE)
        for name in names:
            await until(lambda: _all_undecided(scene, name), f"{name} to see the last answer", PATIENCE)  # noqa: B023
        bot.terminate()
        assert await bot.ended() == 0

    with sqlite3.connect(database) as connection:
        handled = [row[0] for row in connection.execute("SELECT update_id FROM handled")]
    assert len(handled) == len(set(handled)) == 2 * MEMBERS * MEETINGS
    witnessed = _witnessed(database)
    assert len(witnessed) == MEMBERS * MEETINGS
    assert {tuple(answers) for answers in witnessed.values()} == {("attend", "undecided")}


def _finished(database: Path) -> bool:
    with sqlite3.connect(database) as connection:
        done = connection.execute("SELECT count(*) FROM witness WHERE answer = 'undecided'").fetchone()[0]
        left = connection.execute("SELECT count(*) FROM inbox WHERE stage = 'ready'").fetchone()[0]
        waiting = connection.execute("SELECT count(*) FROM outbox WHERE stage = 'ready'").fetchone()[0]
    return bool(done >= MEMBERS * MEETINGS and left == 0 and waiting == 0)


def _all_undecided(scene: Scene, name: str) -> bool:
    """Every card of this person shows 未定 as the answer given."""
    return all(any("✓" in label and "未定" in label for label in card.labels) for card in _cards_of(scene, name))


def _cards_of(scene: Scene, name: str) -> list[Message]:
    messages = scene.simulator.messages(scene.person(name).user)
    return [message for message in messages if message.from_bot and "次学习" in message.text]
