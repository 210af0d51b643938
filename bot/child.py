"""The bot as a child process: it can be killed and started again, and it is told when the child ends by itself."""

import asyncio
import os
import sys

from bot.settings import Settings

_STOP_WITHIN = 5.0  # seconds until a bot that does not end is killed


class Child:
    """`python -m bot run` with these settings; told everything by its environment, as it runs anywhere."""

    def __init__(self, settings: Settings) -> None:
        self._environment = environment_of(settings)
        self._process: asyncio.subprocess.Process | None = None
        self._killed = False
        self._watch: asyncio.Task[None] | None = None
        self._failed: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Starts it; does nothing while it runs."""
        if self.running:
            return
        self._killed = False
        # A group of its own: Ctrl-C reaches this process alone, which then ends the child in order.
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=self._environment, start_new_session=True
        )
        self._watch = asyncio.create_task(self._wait(self._process))

    async def kill(self) -> None:
        """kill -9; does nothing while it does not run."""
        if self._process is not None and self.running:
            self._killed = True
            self._process.kill()
            await self._process.wait()

    async def stop(self) -> None:
        """SIGTERM, and the end."""
        if self._process is not None and self.running:
            self._killed = True
            self._process.terminate()
            try:
                await asyncio.wait_for(self._process.wait(), _STOP_WITHIN)
            except TimeoutError:
                await self.kill()

    async def failed(self) -> int:
        """Waits until it has ended by itself; its status."""
        return await asyncio.shield(self._failed)

    async def _wait(self, process: asyncio.subprocess.Process) -> None:
        status = await process.wait()
        if not self._killed and not self._failed.done():
            self._failed.set_result(status)


def environment_of(settings: Settings) -> dict[str, str]:
    """The settings for another process. All are named, for a variable wins over what a `.env` says."""
    named = {f"BOT_{name.upper()}": str(getattr(settings, name)) for name in Settings.model_fields}
    return os.environ | named | {"BOT_TOKEN": settings.token.get_secret_value()}
