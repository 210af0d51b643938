"""`python -m simulator`: the simulator as a program of its own."""

import argparse
import asyncio
import errno
import json
import signal
import sys
from pathlib import Path

from .acts import populate
from .simulator import Simulator


def main() -> int:
    """Serves until it is told to stop; answers the exit code."""
    options = _options()
    simulator = Simulator(
        options.token, options.username, limits=not options.no_limits, clock_file=options.clock, seed=options.seed
    )
    if options.world is not None:
        populate(simulator, json.loads(options.world.read_text()))
    try:
        asyncio.run(_serve(simulator, options.port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        print(f"Port {options.port} is in use. Give another one (--port), or 0 for any free one.", file=sys.stderr)
        return 2
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator", description="A stand-in for Telegram on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=8080, help="0: any free port (default: 8080)")
    parser.add_argument("--token", default="1:demo", help="the only token that is accepted (default: 1:demo)")
    parser.add_argument("--username", default="branch_bot", help="the bot's username (default: branch_bot)")
    parser.add_argument("--clock", type=Path, metavar="FILE", help="where the clock's offset is written, in seconds")
    parser.add_argument("--no-limits", action="store_true", help="no flood limits")
    parser.add_argument("--world", type=Path, metavar="FILE", help="people and groups to begin with (JSON)")
    parser.add_argument("--seed", type=int, default=1, help="where the invented numbers start (default: 1)")
    return parser.parse_args()


async def _serve(simulator: Simulator, port: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with simulator.serve(port) as url:
        print(url, flush=True)
        await stop.wait()


if __name__ == "__main__":
    sys.exit(main())
