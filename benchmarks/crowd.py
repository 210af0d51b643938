"""``python -m benchmarks.crowd``: a thousand people vote in one open ballot within ten seconds.

The bot is a process of its own; Telegram's stand-in has its flood limits on, and every call and its answer are 50 ms on
their way. Asked: is each vote recorded once, is each tap answered and how soon, how often is the opener's live card
edited, and is it right at the end. The taps come at random moments; the seed is printed.
"""

import asyncio
import contextlib
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import select

from benchmarks.measured import PATIENCE, cpu_of
from benchmarks.subjects import running
from bot.rules.words import Choice
from bot.store.ballots import Elector
from bot.store.branch import Person
from bot.store.database import Database
from simulator import Simulator
from simulator.calls import Call, CallLog
from simulator.model import Message, Press
from tests import crowd
from tests.databases import KINDS, Place, Server, sqlite
from tests.scene import TOKEN, Scene
from tests.waiting import until

LATENCY = 0.05  # seconds of a call and its answer
SPAN = 10.0  # seconds within which everybody taps
_BALLOT = "/newvote\n事项：是否同意年度工作计划\n方式：记名\n参加：全体党员"
_ROSTER = "姓名,党小组,职务,党员类别,入党日期,转正日期,人员类别,党费基数"
_OPENER = "郑书记"
_EVENING = "2026-10-12 21:30"  # nobody is reminded of anything meanwhile


class _Timed(CallLog):
    """The same log, with the moment (monotonic) of each answer to a press and of each edit, by chat and message."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[str, float] = {}
        self.edits: defaultdict[tuple[int, int], list[float]] = defaultdict(list)

    def add(self, call: Call, moment: datetime, error: str | None) -> None:
        """As of CallLog."""
        super().add(call, moment, error)
        if error is None and call.method == "answerCallbackQuery":
            self.answers[call.text("callback_query_id")] = _now()
        elif error is None and call.method == "editMessageText":
            self.edits[call.number("chat_id"), call.number("message_id")].append(_now())


@dataclass(frozen=True)
class Figures:
    """What was measured. Times are seconds: of each tap until its answer; of each edit of the opener's live card."""

    waits: Sequence[float]
    edits: Sequence[float]
    answered: float  # from the first tap to the last answer
    settled: float  # from the first tap until every card shows what is true
    floods: int
    cpu: float  # seconds that the bot's process used until every card was right

    def percentile(self, percent: float) -> float:
        """The wait that so many percent of the taps do not exceed."""
        return sorted(self.waits)[min(len(self.waits) - 1, int(len(self.waits) * percent / 100))]

    @property
    def nearest(self) -> float:
        """The shortest time between two edits of the live card."""
        return min((later - earlier for earlier, later in zip(self.edits, self.edits[1:], strict=False)), default=SPAN)


def _now() -> float:
    return time.monotonic()


@dataclass(frozen=True)
class _Tap:
    """Who chose what, and when (monotonic)."""

    press: Press
    name: str
    choice: Choice
    moment: float


async def measured(people: int, place: Place, chance: random.Random) -> Figures:
    """Opens the ballot, lets everybody tap, and checks what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        simulator = Simulator(token=TOKEN, limits=False, clock_file=Path(folder) / "clock")
        simulator.log = log = _Timed()
        async with simulator.serve(), Scene(Path(folder), simulator, place) as scene:
            cards = await _opened(scene, [f"党员{number:04d}" for number in range(1, people + 1)])
            live = await scene.person(_OPENER).sees("已投 0 / 应投")
            simulator.limits.on, simulator.latency = True, LATENCY
            settings = scene.settings.model_copy(update={"pace": "telegram"})
            async with running(settings, Path(folder) / "log") as bot:
                await until(lambda: simulator.world.updates.polled, "a poll", PATIENCE)
                began, used = _now(), cpu_of(bot.pid)
                taps = await _tap(scene, cards, chance)
                await until(lambda: all(tap.press.answered for tap in taps), "answers", PATIENCE)
                answered = _now() - began
                await until(lambda: _is_right(live, cards, taps), "every card to be right", PATIENCE)
                settled, used = _now() - began, cpu_of(bot.pid) - used
        await _check(simulator, place, taps)
    edits = [moment for moment in log.edits[live.chat.id, live.id] if moment >= began]
    waits = [log.answers[tap.press.id] - tap.moment for tap in taps]
    return Figures(waits, edits, answered, settled, simulator.floods, used)


async def _opened(scene: Scene, voters: list[str]) -> dict[str, Message]:
    """Everybody's card of a ballot that the secretary has opened; the bot is stopped again."""
    rows = "\n".join(f"{name},,,正式党员,,,在职,5000" for name in voters)
    scene.move_to(_EVENING)
    await scene.found(f"{_ROSTER}\n{_OPENER},,书记,正式党员,,,在职,9000\n{rows}\n")
    await crowd.bind(scene, [_OPENER, *voters])
    await scene.start()
    opener = scene.person(_OPENER)
    opener.says(_BALLOT)
    preview = await opener.sees("请核对：发起投票", patience=PATIENCE)
    scene.simulator.press(opener.user, "确认", message=preview)
    found = {name: await scene.person(name).sees("请选择：", patience=PATIENCE) for name in voters}
    await until(lambda: scene.bot is not None and scene.bot.idle, "the bot to rest", PATIENCE)
    await scene.stop()
    return found


async def _tap(scene: Scene, cards: dict[str, Message], chance: random.Random) -> list[_Tap]:
    """Everybody once, at random moments of the span."""
    moments = sorted((chance.uniform(0, SPAN), name) for name in cards)
    began, taps = _now(), []
    for moment, name in moments:
        await asyncio.sleep(max(0.0, began + moment - _now()))
        choice, card = chance.choice(tuple(Choice)), cards[name]
        data = next(button.data for row in card.buttons for button in row if button.text == choice.zh)
        press = scene.simulator.press_data(scene.person(name).user, data or "", card)
        taps.append(_Tap(press, name, choice, _now()))
    return taps


def _is_right(live: Message, cards: dict[str, Message], taps: Sequence[_Tap]) -> bool:
    """Whether the live card counts every vote, and everybody's own shows the own choice."""
    counted = f"已投 {len(taps)} / 应投 {len(taps) + 1}" in live.text
    return counted and all(f"您的选择：{tap.choice.zh}" in cards[tap.name].text for tap in taps)


async def _check(simulator: Simulator, place: Place, taps: Sequence[_Tap]) -> None:
    """AssertionError where a vote is not recorded as it was cast, an answer is not its tap's, or a call was invalid."""
    database = Database(place.url)
    async with database.reading() as session:
        query = select(Person.name, Elector.choice).join(Person, Person.id == Elector.person_id).where(Elector.voted)
        recorded = [(name, choice) for name, choice in await session.execute(query)]
    await database.close()
    assert sorted(recorded) == sorted((tap.name, tap.choice) for tap in taps)
    assert all((tap.press.answer or "").startswith(f"已投：{tap.choice.zh}") for tap in taps)
    assert simulator.violations == []


@click.command()
@click.option("--people", default=1000, show_default=True)
@click.option("--database", type=click.Choice(KINDS), default=KINDS[0], show_default=True)
@click.option("--seed", type=int, default=None)
def main(people: int, database: str, seed: int | None) -> None:
    """Prints how soon the taps were answered, and how the live card fared."""
    seed = random.randrange(2**32) if seed is None else seed
    click.echo(f"{people} voters within {SPAN:.0f} s, {LATENCY * 1000:.0f} ms a call, {database}, seed {seed}")
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if database == "sqlite":
            place = sqlite(folder / "branch")
        else:
            server = Server()
            stack.callback(server.stop)
            place = server.fresh()
        _print(asyncio.run(measured(people, place, random.Random(seed))))


def _print(found: Figures) -> None:
    waits = " ".join(f"p{percent:g} {found.percentile(percent):.3f} s" for percent in (50, 90, 99))
    click.echo(
        f"answers: {waits}, the longest {max(found.waits):.3f} s; the last {found.answered:.1f} s after the first tap"
    )
    click.echo(
        f"the opener's live card: {len(found.edits)} edits, the nearest two {found.nearest:.2f} s apart; "
        f"all cards right after {found.settled:.1f} s; {found.floods} flood errors; "
        f"the bot used {1000 * found.cpu / len(found.waits):.1f} ms of CPU a vote"
    )


if __name__ == "__main__":
    main()
