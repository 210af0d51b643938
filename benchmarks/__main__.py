"""``python -m benchmarks``: this bot beside a bare python-telegram-bot, in one alternating run.

Both talk to a simulator without flood limits over HTTP on the same machine. In each round every bot does the same in
turn, so that whatever else the machine does falls on all. The figures are medians over the rounds; what counts is the
ratio to the bare bot in the same round. CPU is that of the bot's process; a PostgreSQL server's own comes on top.
"""

import asyncio
import contextlib
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

import click

from benchmarks import subjects
from benchmarks.measured import Cost, Measured
from tests.databases import KINDS, Place, Server, sqlite


async def _round(subject: Measured) -> dict[str, Cost]:
    return {
        "tap, burst": await subject.burst(),
        "tap, one at a time": await subject.singly(),
        "/help, burst": await subject.helps(),
        "/help, one at a time": await subject.helps_singly(),
    }


async def _compare(people: int, rounds: int, places: list[Place]) -> None:
    costs: dict[tuple[str, str], list[Cost]] = defaultdict(list)
    async with contextlib.AsyncExitStack() as stack:
        compared = [await stack.enter_async_context(subjects.bare(people))]
        compared += [await stack.enter_async_context(subjects.ours(people, place)) for place in places]
        for _ in range(rounds):
            for subject in compared:
                for work, cost in (await _round(subject)).items():
                    costs[work, subject.name].append(cost)
        names = [subject.name for subject in compared]
        _print(costs, names)
        for subject in compared:
            click.echo(f"memory at most, {subject.name}: {subject.memory():.0f} MiB")


def _print(costs: dict[tuple[str, str], list[Cost]], names: list[str]) -> None:
    click.echo(f"{'':24}{'':24}{'CPU ms/update':>14}{'ratio':>8}{'updates/s':>11}")
    for work in dict.fromkeys(work for work, _ in costs):
        yardstick = costs[work, names[0]]
        for name in names:
            own = costs[work, name]
            ratio = median(mine.cpu / theirs.cpu for mine, theirs in zip(own, yardstick, strict=True))
            cpu, rate = 1000 * median(cost.cpu for cost in own), median(cost.rate for cost in own)
            click.echo(f"{work:24}{name:24}{cpu:14.2f}{ratio:8.2f}{rate:11.0f}")


async def _starts(rounds: int, places: list[Place]) -> None:
    for place in places:
        spans = [await subjects.start_time(place) for _ in range(rounds)]
        click.echo(f"start to first poll, {place.kind}: median {median(spans):.2f} s, best {min(spans):.2f} s")


@click.command()
@click.option("--people", default=500, show_default=True)
@click.option("--rounds", default=5, show_default=True)
@click.option("--databases", default=",".join(KINDS), show_default=True)
def main(people: int, rounds: int, databases: str) -> None:
    """Compares CPU and rate of this bot with a bare one; start-up time; memory."""
    with contextlib.ExitStack() as stack:
        kinds = databases.split(",")
        server = Server() if "postgresql" in kinds else None
        if server is not None:
            stack.callback(server.stop)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))

        def new(kind: str, name: str) -> Place:
            return server.fresh() if server is not None and kind == "postgresql" else sqlite(folder / name)

        asyncio.run(_compare(people, rounds, [new(kind, "compared") for kind in kinds]))
        asyncio.run(_starts(rounds, [new(kind, "started") for kind in kinds]))


if __name__ == "__main__":
    main()
