"""A branch for stories: the real bot over HTTP to the simulator, and a cast of people with verbs."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.app import Bot, build
from bot.console.installation import init
from bot.console.roster import import_roster, invites
from bot.settings import Settings
from simulator import Simulator
from simulator.model import Chat, Message, Press, User
from tests import twins
from tests.databases import Place
from tests.waiting import PATIENCE, until

T = TypeVar("T")

TOKEN = "1:test"
ZONE = ZoneInfo("Asia/Shanghai")
BRANCH = "示范机关党支部"

# Plainly invented: each surname is followed by what the person does.
ROSTER = """姓名,党小组,职务,党员类别,入党日期,转正日期,人员类别,党费基数
郑书记,第一党小组,书记,正式党员,2005-07-01,2006-07-01,在职,12000
孙组织,第一党小组,组织委员,正式党员,2010-07-01,2011-07-01,在职,8700
周宣传,第二党小组,宣传委员,正式党员,2011-07-01,2012-07-01,在职,6000
吴纪检,第二党小组,纪检委员,正式党员,2009-07-01,2010-07-01,在职,7000
冯青年,第二党小组,青年委员,正式党员,2015-07-01,2016-07-01,在职,5000
李组长,第一党小组,党小组长,正式党员,2012-07-01,2013-07-01,在职,4800
何组长,第二党小组,党小组长,正式党员,2012-07-01,2013-07-01,在职,5200
陈正式,第一党小组,,正式党员,2018-07-01,2019-07-01,在职,8700
林预备,第一党小组,,预备党员,2026-03-10,,在职,3000
高退休,第二党小组,,正式党员,1980-07-01,1981-07-01,离退休,4000
黄积极,第二党小组,,入党积极分子,,,在职,
"""


class Actor:
    """One person of the story: says, presses, sees."""

    def __init__(self, scene: "Scene", name: str, user: User | None = None) -> None:
        self.scene = scene
        self.name = name
        self.user = user or scene.simulator.add_user(name)

    def says(self, text: str, chat: Chat | None = None) -> Message:
        """Writes to the bot, or in a group."""
        return self.scene.simulator.say(self.user, text, chat=chat)

    async def presses(self, label: str, chat: Chat | None = None) -> Press:
        """Presses the newest button with that label, gets the bot's answer, and waits until the screens show it."""
        press = await self.taps(label, chat)
        await self.scene.rest()
        return press

    async def taps(self, label: str, chat: Chat | None = None) -> Press:
        """The same, without waiting for more than the answer: something is on its way that does not arrive."""
        await self.scene.rest()
        try:
            await until(lambda: self._has(label, chat), "")
        except AssertionError:
            raise AssertionError(f"{self.name} has no button {label!r}; sees:\n{self.screen(chat)}") from None
        press = self.scene.simulator.press(self.user, label, chat=chat)
        await until(lambda: press.answered, f"an answer to {self.name} pressing {label!r}")
        return press

    async def sees(self, *texts: str, chat: Chat | None = None, patience: float = PATIENCE) -> Message:
        """Waits until a message of the bot holds all these texts; answers the newest such."""
        found = lambda: next(iter(self._with(texts, chat)), None)  # noqa: E731 - it is a look, not a function
        try:
            return await until(found, "", patience)
        except AssertionError:
            wanted = " + ".join(texts)
            raise AssertionError(f"{self.name} does not see {wanted!r}; sees:\n{self.screen(chat)}") from None

    async def told(self, press: Press) -> str:
        """What somebody who pressed is told: the toast, or the message of its own that leads to a rule."""
        await until(lambda: press.answered, "an answer")
        if press.answer is not None:
            return press.answer
        await self.scene.rest()
        return self._led_to_a_rule().text

    async def is_refused(self, press: Press, *texts: str) -> Message:
        """By a rule: the press is answered without a word, and a message of its own says why and leads to the rule."""
        said = await self.told(press)
        assert press.answer is None
        assert all(text in said for text in texts), said
        return self._led_to_a_rule()

    def _led_to_a_rule(self) -> Message:
        found = [each for each in self.scene.simulator.messages(self.user) if each.labels in (["依据"], ["Why"])]
        assert found, self.screen()
        return found[-1]

    def has_seen(self, text: str, chat: Chat | None = None) -> int:
        """How many messages of the bot hold that text now."""
        return len(self._with((text,), chat))

    def files(self) -> list[Message]:
        """The messages of the bot that carry a file."""
        return [m for m in self.scene.simulator.messages(self.user) if m.from_bot and m.media is not None]

    def contents(self) -> list[bytes]:
        """What is in these files."""
        return [m.media.file.content for m in self.files() if m.media is not None]

    def labels(self, chat: Chat | None = None) -> list[str]:
        """All labels of the newest message."""
        messages = self.scene.simulator.messages(self.user, chat)
        return list(messages[-1].labels) if messages else []

    def screen(self, chat: Chat | None = None) -> str:
        """What is on the screen, for the report of a failure."""
        messages = self.scene.simulator.messages(self.user, chat)[-8:]
        return "\n".join(f"  [{'bot' if m.from_bot else 'person'}] {m.text!r} {list(m.labels)}" for m in messages)

    def _with(self, texts: tuple[str, ...], chat: Chat | None) -> list[Message]:
        messages = self.scene.simulator.messages(self.user, chat)
        return [m for m in reversed(messages) if m.from_bot and all(text in m.text for text in texts)]

    def _has(self, label: str, chat: Chat | None) -> bool:
        return any(label in m.labels for m in self.scene.simulator.messages(self.user, chat))


def carried(card: Message, label: str) -> str:
    """What the button of that label carries now; a later edit changes the card."""
    data = next((button.data for row in card.buttons for button in row if button.text == label), None)
    if data is None:
        raise LookupError(f"no button {label!r} that carries anything")
    return data


class Scene:
    """Simulator, data folders, the running bot, and the cast by name."""

    def __init__(self, folder: Path, simulator: Simulator, place: Place) -> None:
        self.place = place
        self.folder = folder
        self.simulator = simulator
        self.settings = Settings(
            token=SecretStr(TOKEN),
            api_url=simulator.url,
            data_dir=folder / "data",
            database_url=place.url,
            keys_dir=folder / "keys",
            clock_file=folder / "clock",
            pace="off",
            log_level="ERROR",
        )
        self.cast: dict[str, Actor] = {}
        self.bot: Bot | None = None
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def person(self, name: str) -> Actor:
        """An actor; a newcomer has not pressed start."""
        if name not in self.cast:
            self.cast[name] = Actor(self, name)
        return self.cast[name]

    async def each(self, names: Iterable[str], does: Callable[[Actor], Awaitable[T]]) -> list[T]:
        """These people do the same, all at once, as people in a meeting do; answers what each comes to, in order."""
        return await asyncio.gather(*(does(self.person(name)) for name in names))

    def recognize(self) -> None:
        """Whoever is in Telegram already is of the cast."""
        self.cast = {user.name: Actor(self, user.name, user) for user in self.simulator.world.users.values()}

    async def found(self, roster: str = ROSTER) -> None:
        """`init` and `roster import`, as the operator does."""
        twins.know(BRANCH)
        await init(self.settings, BRANCH)
        await import_roster(self.settings, self.roster_file(roster))

    def roster_file(self, roster: str = ROSTER) -> Path:
        """A file with that roster."""
        file = self.folder / "roster.csv"
        file.write_text(roster, encoding="utf-8")
        return file

    async def start(self) -> None:
        """Runs the bot in this process."""
        self._stop = asyncio.Event()
        self.bot = build(self.settings)
        self.bot.engine.studio.repaints.every = 0.0  # nobody waits a second here; see tests/spine/test_repaints.py
        self._running = asyncio.create_task(self.bot.run(self._stop))

    async def stop(self) -> None:
        """Stops the bot cleanly, as SIGTERM does."""
        if self._running is not None:
            self._stop.set()
            running, self._running = self._running, None
            await running

    async def codes(self) -> dict[str, str]:
        """A fresh code for everybody who is not bound, by name."""
        return {row["name"]: row["code"] for row in await invites(self.settings) if row["code"]}

    async def bind(self, *names: str) -> None:
        """These people use their invitations; with no names, everybody of the roster but 高退休."""
        codes = await self.codes()
        chosen = names or tuple(name for name in codes if name != "高退休")
        for name in chosen:
            self.person(name).says(f"/start {codes[name]}")
        for name in chosen:
            await self.person(name).sees("已与示范机关党支部绑定")
            await self.person(name).sees("请选择要办的事")

    async def audit(self, system: str) -> list[tuple[str, str]]:
        """The audit log of one system, in order: deed and subject."""
        rows = sorted((await self.place.rows("audit"))["audit"], key=lambda row: int(row["id"]))
        return [(row["deed"], row["subject"]) for row in rows if row["deed"].startswith(f"{system}.")]

    def moment(self, text: str) -> datetime:
        """An aware time in the branch's zone, of ``2026-11-23 09:00``."""
        return datetime.fromisoformat(text).replace(tzinfo=ZONE)

    def move_to(self, text: str) -> None:
        """Moves the clock of bot and Telegram."""
        self.simulator.clock.move(to=self.moment(text))
        self._look()

    def move_by(self, **spans: float) -> None:
        """Moves the clock by days=, hours=, minutes=."""
        self.simulator.clock.move(by=timedelta(**spans))
        self._look()

    def _look(self) -> None:
        if self.bot is not None:
            self.bot.clock.look()  # it would see by itself; nobody waits for that here; see tests/spine/test_clock.py

    async def rest(self) -> None:
        """Waits until the screens do not change any more, where the bot runs in this process."""
        bot, running = self.bot, self._running
        if bot is not None and running is not None and not running.done():
            await until(lambda: not self.simulator.world.updates.pending and bot.shown, "the screens to come to rest")

    async def quiet(self) -> None:
        """Waits until the bot has nothing left to do."""
        bot = self.bot
        if bot is None:
            raise LookupError("the bot does not run")
        await self.rest()
        bot.courier.flush()  # nobody waits here until more is gathered; see tests/spine/test_pace_kept.py
        await until(lambda: not self.simulator.world.updates.pending and bot.idle, "the bot to have nothing left to do")
