"""One browser for all tests of a process; a window of its own, which must stay without errors, for each test."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from simulator import Simulator
from tests.browser import chromium
from tests.browser.window import Window
from tests.process.demos import demo
from tests.simulator.api import TOKEN, Api

Opens = Callable[..., Awaitable[Window]]

# What the browser says while a server is away, which some tests bring about.
_AWAY = re.compile(r"ERR_CONNECTION_RE(FUSED|SET)|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|Error: 连不上")


def pytest_itemcollected(item: pytest.Item) -> None:
    """All share one event loop, since the browser does."""
    item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium without a screen."""
    program = chromium.path()
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=program, args=chromium.FLAGS)
        yield started
        await started.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def address(browser: Browser, lived: Callable[[], str]) -> AsyncIterator[str]:
    """One demo for all tests, which therefore leave no fault on; none is started without a browser."""
    async with demo("--no-limits", "--keep", lived()) as running:
        yield running.page.address


@pytest_asyncio.fixture(loop_scope="session")
async def opens(browser: Browser) -> AsyncIterator[Opens]:
    """Opens windows: ``await opens(address, width=…, height=…, dark=…, touch=…)``."""
    windows: list[Window] = []

    async def open_window(
        address: str, width: int = 1280, height: int = 800, *, dark: bool = False, touch: bool = False
    ) -> Window:
        context = await browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", has_touch=touch,
            reduced_motion="reduce",
        )  # fmt: skip
        window = Window(await context.new_page())
        windows.append(window)
        await window.open(address)
        return window

    yield open_window
    for window in windows:
        await window.page.context.close()
    assert [fault for window in windows for fault in window.faults if not _AWAY.search(fault)] == []


@pytest_asyncio.fixture(loop_scope="session")
async def sim() -> AsyncIterator[Simulator]:
    """A simulator without a bot: what a bot would send, the test sends."""
    simulator = Simulator(TOKEN, "branch_bot", limits=False, bot_name="示范支部")
    async with simulator.serve():
        yield simulator


@pytest_asyncio.fixture(loop_scope="session")
async def bot(sim: Simulator) -> AsyncIterator[Api]:
    """Calls as a bot makes them."""
    async with aiohttp.ClientSession() as session:
        yield Api(sim, session)
    assert sim.violations == []
