"""kill -9 at random moments over taps of every kind: each takes effect once; nothing is lost, nothing is doubled."""

import random
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from bot.cards.ballots_secret import Cast, Mark
from bot.presses import unpack
from bot.store.database import Database
from simulator.model import Message
from tests.crowd import bind, seeded
from tests.process.running import Process
from tests.scene import Scene, carried
from tests.waiting import until

NAMES = [f"党员{number:02d}" for number in range(24)]
MEETINGS = 8
KILLS = 50
AT_ONCE = 12  # taps that come between two kills, about

# Every change of an answer, and every update as often as it was handled in a transaction that held.
_TABLES = (
    "CREATE TABLE answered (meeting INTEGER, person INTEGER, answer TEXT)",
    "CREATE TABLE handled (update_id BIGINT)",
)
_ANSWERED = "INSERT INTO answered VALUES (NEW.meeting_id, NEW.person_id, NEW.answer)"
_HANDLED = "INSERT INTO handled VALUES (NEW.update_id)"
_NOTED = {
    "answered": ("UPDATE OF answer ON invited FOR EACH ROW", _ANSWERED),
    "handled_as_it_came": ("INSERT ON inbox FOR EACH ROW WHEN (NEW.stage = 'done')", _HANDLED),
    "handled_later": ("UPDATE OF stage ON inbox FOR EACH ROW", _HANDLED),
}


@dataclass(frozen=True)
class Tap:
    """One button, as it stood on the card before anybody tapped."""

    name: str
    card: Message
    data: str


async def _witnessed(scene: Scene) -> None:
    """From now on the database itself notes what happens in it."""
    statements = list(_TABLES)
    for name, (when, noted) in _NOTED.items():
        trigger = f"CREATE TRIGGER witness_{name} AFTER {when}"
        if scene.place.kind == "sqlite":
            statements.append(f"{trigger} BEGIN {noted}; END")
            continue
        body = f"BEGIN {noted}; RETURN NULL; END"
        statements.append(f"CREATE FUNCTION note_{name}() RETURNS trigger LANGUAGE plpgsql AS '{body}'")
        statements.append(f"{trigger} EXECUTE FUNCTION note_{name}()")
    database = Database(scene.place.url)
    async with database.writing() as session:
        for statement in statements:
            await session.execute(text(statement))
    await database.close()


async def _prepared(scene: Scene) -> None:
    """Meetings called, two ballots opened, dues shown, reports drafted: every card of every kind is on screen."""
    roster = "".join(f"\n{name},,正式党员,在职,5000" for name in NAMES)
    scene.move_to("2026-11-02 09:30")
    await scene.found(f"姓名,职务,党员类别,人员类别,党费基数\n郑书记,书记,正式党员,在职,9000{roster}\n")
    await bind(scene, ["郑书记", *NAMES])
    await scene.start()
    secretary = scene.person("郑书记")
    for number in range(MEETINGS):
        plan = (
            f"类型：集中学习\n主题：第{number}次学习\n地点：会议室\n时间：2026-11-{10 + number} 15:00\n参加：全体党员"
        )
        secretary.says(f"/newmeeting\n{plan}")
        await secretary.sees(f"第{number}次学习", "请核对")
        await secretary.presses("确认")
    for method in ("记名", "无记名"):
        secretary.says(f"/newvote\n事项：{method}的事项\n方式：{method}\n截止：2026-11-20 18:00\n参加：全体党员")
        await secretary.sees(f"{method}的事项", "应投")
        await secretary.presses("确认")
    for name in NAMES:
        scene.person(name).says("/dues")
        scene.person(name).says("/report 我学习了。")
    for name in NAMES:
        await scene.person(name).sees("已记入草稿")
    await scene.quiet()
    await scene.stop()


def _taps(scene: Scene, name: str) -> list[Tap]:
    """What one person taps, in this order: every answer changed once, a vote changed, a secret vote, dues, a report."""
    messages = [each for each in scene.simulator.messages(scene.person(name).user) if each.from_bot]
    meetings = [each for each in messages if "参加" in each.labels]
    by_name, secret = (next(each for each in messages if f"事项：{m}的事项" in each.text) for m in ("记名", "无记名"))
    dues, report = (next(each for each in messages if label in each.labels) for label in ("确认已交", "提交"))
    marked = unpack(carried(secret, "反对"))
    if not isinstance(marked, Mark):
        raise LookupError("no secret ballot")
    answers = [(card, carried(card, label)) for label in ("参加", "未定") for card in meetings]
    others = [(by_name, carried(by_name, label)) for label in ("反对", "赞成")]
    others += [(secret, Cast(marked.ballot, marked.place).pack())]
    others += [(dues, carried(dues, "确认已交")), (report, carried(report, "提交"))]
    return [Tap(name, card, data) for card, data in answers + others]


def _dealt(scene: Scene, chance: random.Random) -> list[Tap]:
    """Everybody's taps in one row: people in any order, each person's own in theirs."""
    hands = {name: _taps(scene, name) for name in NAMES}
    order = [name for name, taps in hands.items() for _ in taps]
    chance.shuffle(order)
    return [hands[name].pop(0) for name in order]


def _at_rest(scene: Scene, name: str) -> bool:
    """Whether every card of this person shows the last thing tapped."""
    messages = [each for each in scene.simulator.messages(scene.person(name).user) if each.from_bot]
    meetings = [each for each in messages if "次学习" in each.text]
    answered = all(any("✓" in label and "未定" in label for label in card.labels) for card in meetings)
    seen = [any(words in each.text for each in messages) for words in ("您的票已投入票箱", "状态：已报已交", "已提交")]
    voted = any("✓" in label and "赞成" in label for each in messages for label in each.labels)
    return len(meetings) == MEETINGS and answered and voted and all(seen)


async def test_five_hundred_taps_survive_fifty_kills(scene: Scene) -> None:
    chance = seeded()
    await _prepared(scene)
    await _witnessed(scene)
    taps = _dealt(scene, chance)
    pressed = 0
    async with Process(scene.settings, scene.folder / "log") as bot:
        for _ in range(KILLS):
            few = min(chance.randrange(1, 2 * AT_ONCE), len(taps) - pressed)
            for tap in taps[pressed : pressed + few]:
                scene.simulator.press_data(scene.person(tap.name).user, tap.data, tap.card)
            pressed += few
            # A moment by the number of calls made, so that a slow machine is killed in the middle of work too.
            target = len(scene.simulator.calls) + chance.randrange(1, few + 4)
            await until(lambda: len(scene.simulator.calls) >= target, "calls before the kill")  # noqa: B023
            bot.kill()
            await bot.ended()
            await bot.start()
        for tap in taps[pressed:]:
            scene.simulator.press_data(scene.person(tap.name).user, tap.data, tap.card)
        for name in NAMES:
            await until(lambda: _at_rest(scene, name), f"{name} to see the last of it")  # noqa: B023
        await until(lambda: not scene.simulator.world.updates.pending, "every update to be taken")
        bot.terminate()
        assert await bot.ended() == 0
    _check(await scene.place.rows(), len(taps))
    await scene.start()
    scene.move_to("2026-11-20 18:01")
    await scene.person("郑书记").sees("无记名的事项", f"收回 {len(NAMES)} 票", f"赞成 0 · 反对 {len(NAMES)}")
    await scene.person("郑书记").sees("事项：记名的事项", f"收回 {len(NAMES)} 票", f"赞成 {len(NAMES)} · 反对 0")


def _check(rows: dict[str, list[dict[str, Any]]], taps: int) -> None:
    handled = Counter(row["update_id"] for row in rows["handled"])
    assert set(handled.values()) == {1}
    assert len(handled) == taps
    people = {row["id"] for row in rows["people"] if row["name"] in NAMES}
    answers: dict[tuple[int, int], list[str]] = {}
    for row in rows["answered"]:
        answers.setdefault((row["meeting"], row["person"]), []).append(row["answer"])
    assert len(answers) == len(NAMES) * MEETINGS
    assert {tuple(each) for each in answers.values()} == {("attend", "undecided")}
    lines = [row for row in rows["electors"] if row["person_id"] in people]
    assert Counter((bool(row["voted"]), row["choice"]) for row in lines) == {
        (True, "for"): len(NAMES), (True, None): len(NAMES),
    }  # fmt: skip
    paid = Counter(row["person_id"] for row in rows["dues"] if row["state"] == "paid")
    assert paid == dict.fromkeys(people, 1)
    assert {row["author_id"]: (row["state"], row["version"]) for row in rows["reports"]} == dict.fromkeys(
        people, ("submitted", 1)
    )
