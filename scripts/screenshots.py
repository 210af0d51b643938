"""``python -m scripts.screenshots``: the main views of the demo's page as PNG files in docs/img, shown by the README.

The views are brought about by steps of the tour, by id; a step that no longer exists is said and ends the program.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from tests.browser import chromium
from tests.process.demos import demo

_FOLDER = Path(__file__).parents[1] / "docs" / "img"
_MOST = 1_500_000  # bytes of all pictures together
_STEP = 60_000  # milliseconds for a step of the tour
_SETTLED = 700  # milliseconds in which animations end

View = Callable[[Page], Awaitable[None]]


async def _do(page: Page, step: str) -> None:
    """Does a step of the tour by its button."""
    panel = page.locator("#tour")
    if not await panel.is_visible():
        await page.locator("[aria-controls=tour]").click()
    entry = panel.locator(f"[data-step={step}]")
    if not await entry.count():
        raise LookupError(f"the tour has no step {step!r}")
    await entry.get_by_role("button").first.click()
    await entry.locator(".well, .ill").wait_for(state="attached", timeout=_STEP)  # a phone has the panel put away
    await page.locator("main [aria-current=true]").first.wait_for(timeout=_STEP)


async def _close(page: Page, panel: str) -> None:
    if await page.locator(f"#{panel}").is_visible():
        await page.locator(f"[aria-controls={panel}]").click()


async def _split(page: Page) -> None:
    await _do(page, "rsvp")
    await _close(page, "tour")


async def _tour(page: Page) -> None:
    await _do(page, "dues")


async def _reports(page: Page) -> None:
    await _do(page, "report")
    await _close(page, "tour")


async def _reminders(page: Page) -> None:
    await page.get_by_text("褚同志", exact=True).first.click()
    for label in ("+1 天", "下个 08:30"):
        await page.get_by_role("button", name=label).click()
    await page.get_by_text(re.compile(r"\d+ 条消息")).first.wait_for()
    await page.get_by_role("button", name="打开看看").click()


async def _faults(page: Page) -> None:
    await page.get_by_text("王同志", exact=True).first.click()
    await page.locator("[aria-controls=faults]").click()
    knob = page.get_by_role("switch", name="Telegram 停摆")
    await knob.click()
    await page.get_by_text(re.compile("已拒绝")).wait_for()
    await page.get_by_role("textbox", name="输入消息").fill("/todo")
    await page.keyboard.press("Enter")
    await knob.click()
    await page.get_by_text(re.compile("补上了")).wait_for(timeout=_STEP)
    await page.get_by_role("switch", name="杀掉机器人").click()
    await page.get_by_text(re.compile("机器人停着")).wait_for()


async def _english(page: Page) -> None:
    await _do(page, "language")
    await _close(page, "tour")


async def _people(page: Page) -> None:
    await page.get_by_text("郑书记", exact=True).first.wait_for()


async def _phone(page: Page) -> None:
    await _do(page, "notice")


# Name of the picture, what brings it about, width, height, dark.
_VIEWS: list[tuple[str, View, int, int, bool]] = [
    ("split-light", _split, 1160, 740, False),
    ("tour-light", _tour, 1360, 800, False),
    ("reports-dark", _reports, 1160, 740, True),
    ("clock-light", _reminders, 1160, 740, False),
    ("faults-dark", _faults, 1160, 740, True),
    ("english-light", _english, 1160, 740, False),
    ("phone-people", _people, 360, 740, False),
    ("phone-chat", _phone, 360, 740, True),
]


@asynccontextmanager
async def _page(browser: Browser, address: str, width: int, height: int, dark: bool) -> AsyncIterator[Page]:
    context = await browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    page = await context.new_page()
    await page.goto(address)
    await page.get_by_role("navigation").get_by_role("button").nth(1).wait_for()
    yield page
    await context.close()


async def main() -> None:
    """Writes all pictures; LookupError where a step is missing, ValueError where they have become too large."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    async with demo("--no-limits") as running, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium.path(), args=chromium.FLAGS)
        for name, view, width, height, dark in _VIEWS:
            query = "?lang=en" if view is _english else ""
            async with _page(browser, f"{running.page.address}/{query}", width, height, dark) as page:
                await view(page)
                await page.mouse.move(0, 0)
                await page.wait_for_timeout(_SETTLED)
                await page.screenshot(path=_FOLDER / f"{name}.png")
                if view is _faults:
                    await page.get_by_role("switch", name="杀掉机器人").click()
        await browser.close()
    size = sum(file.stat().st_size for file in _FOLDER.glob("*.png"))
    if size > _MOST:
        raise ValueError(f"the pictures have {size} bytes, more than {_MOST}")


if __name__ == "__main__":
    asyncio.run(main())
