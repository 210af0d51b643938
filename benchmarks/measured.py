"""A bot under measurement: a process of its own, the people who use it, and what their updates cost it."""

import os
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from simulator import Simulator
from simulator.model import Message, Press, User
from tests.waiting import until

PATIENCE = 180.0  # seconds
SINGLE = 100  # how many taps are tried one by one
_TICKS = os.sysconf("SC_CLK_TCK")


def cpu_of(pid: int) -> float:
    """CPU seconds that a process has used so far (proc(5), stat: utime and stime)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


@dataclass(frozen=True)
class Cost:
    """CPU seconds of the bot's process for one update, and updates a second."""

    cpu: float
    rate: float


@dataclass
class Measured:
    """``cards``: each person's card, by the person's id; ``labels``: its two buttons that are tapped in turn."""

    name: str
    simulator: Simulator
    pid: int
    cards: dict[int, Message]
    labels: tuple[str, str]
    _taps: Counter[int] = field(default_factory=Counter)

    @property
    def people(self) -> list[User]:
        """Everybody who has a card."""
        return [self.simulator.world.user(number) for number in self.cards]

    def memory(self) -> float:
        """MiB that the process has used at most (proc(5), status: VmHWM)."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024

    async def burst(self) -> Cost:
        """Everybody taps before the bot can look."""

        async def work() -> None:
            before = {person.id: self.cards[person.id].text for person in self.people}
            presses = [self._tap(person) for person in self.people]
            await self._all(lambda: all(press.answered for press in presses), "answers")
            await self._all(lambda: all(self.cards[key].text != text for key, text in before.items()), "edits")

        return await self._cost(len(self.cards), work)

    async def singly(self) -> Cost:
        """Each tap is answered, and its card changed, before the next."""

        async def one(person: User) -> None:
            card, before = self.cards[person.id], self.cards[person.id].text
            press = self._tap(person)
            await self.simulator.until(lambda: press.answered and card.text != before, PATIENCE)

        async def work() -> None:
            for person in some:
                await one(person)

        some = self.people[:SINGLE]
        return await self._cost(len(some), work)

    async def helps(self, people: list[User] | None = None) -> Cost:
        """Everybody asks for /help at once."""
        asking = self.people if people is None else people

        async def work() -> None:
            wanted = {person.id: len(self.simulator.messages(person)) + 2 for person in asking}
            for person in asking:
                self.simulator.say(person, "/help")
            await self._all(
                lambda: all(len(self.simulator.messages(n)) >= count for n, count in wanted.items()), "help"
            )

        return await self._cost(len(asking), work)

    async def helps_singly(self) -> Cost:
        """/help, one person after the other."""
        costs = [await self.helps([person]) for person in self.people[:SINGLE]]
        return Cost(sum(cost.cpu for cost in costs) / len(costs), len(costs) / sum(1 / cost.rate for cost in costs))

    def _tap(self, person: User) -> Press:
        """The other button than the last time, so that there is something to change."""
        card, label = self.cards[person.id], self.labels[self._taps[person.id] % 2]
        self._taps[person.id] += 1
        data = next(button.data for row in card.buttons for button in row if label in button.text)
        return self.simulator.press_data(person, data or "", card)

    async def _all(self, look: Callable[[], bool], what: str) -> None:
        await until(look, f"{what} of {self.name}", PATIENCE)

    async def _cost(self, count: int, work: Callable[[], Awaitable[None]]) -> Cost:
        cpu, start = self._cpu(), perf_counter()
        await work()
        span = perf_counter() - start
        await self._settled()
        return Cost((self._cpu() - cpu) / count, count / span)

    async def _settled(self) -> None:
        """What was done is written down too: the process has used no CPU for a while."""
        seen = [-1.0] * 20

        def rests() -> bool:
            seen.append(self._cpu())
            return seen[-1] - seen[-20] < 1 / _TICKS

        await until(rests, f"{self.name} to rest", PATIENCE)

    def _cpu(self) -> float:
        return cpu_of(self.pid)
