"""How near a broadcast comes to what Telegram permits: 300 messages in real time, counted by Telegram's stand-in.

``python -m benchmarks.pace`` prints the rate between the first and the last message taken, and the flood errors.
"""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from bot.clock import Clock
from bot.gateway.api import Api
from bot.gateway.courier import Courier, Report
from bot.gateway.pace import Pace
from bot.gateway.transport import Transport
from bot.store.outbox import Call, Outcome, Urgency
from simulator import Simulator
from simulator.limits import Limits

MESSAGES = 300
PERMITTED = 30.0  # a second, in any second


@dataclass
class _Counted(Limits):
    """The same limits, with a note of when each message was taken."""

    taken: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        Limits.__init__(self)

    def take(self, chat: int) -> int:
        """As of Limits."""
        wait = super().take(chat)
        if not wait:
            self.taken.append(time.monotonic())
        return wait


async def measured() -> tuple[float, int]:
    """Messages a second, and flood errors."""
    simulator = Simulator(token="1:bench")
    simulator.limits = limits = _Counted()
    users = [simulator.add_user(f"member {number}") for number in range(MESSAGES)]
    for user in users:
        user.started = True

    def settle(reports: list[Report]) -> None:
        courier.let_go(row for each in reports if isinstance(each, Outcome) for row in each.row_ids)

    async with simulator.serve() as url, Transport() as transport:
        courier = Courier(Api(transport, url, simulator.token), Clock(), Pace(), settle)
        courier.take(_call(number, user.id) for number, user in enumerate(users, start=1))
        running = asyncio.create_task(courier.run())
        await simulator.until(lambda: len(limits.taken) == MESSAGES, timeout=120, what="every message")
        await courier.stop(1.0)
        await running
    return (MESSAGES - 1) / (limits.taken[-1] - limits.taken[0]), limits.floods


def _call(number: int, chat_id: int) -> Call:
    payload: dict[str, Any] = {"chat_id": chat_id, "text": "a notice"}
    return Call(chat_id, "sendMessage", payload, urgency=Urgency.BROADCAST, id=number)


def main() -> None:
    """Prints one line."""
    rate, floods = asyncio.run(measured())
    print(
        f"{MESSAGES} messages: {rate:.2f} a second, {rate / PERMITTED:.1%} of what is permitted; {floods} flood errors"
    )


if __name__ == "__main__":
    main()
