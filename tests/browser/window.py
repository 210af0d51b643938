"""One window of the browser, used as people use it: by roles, labels and texts."""

import re
from pathlib import Path

from playwright.async_api import Locator, Page, expect

PATIENCE = 60_000  # milliseconds, see tests/waiting.py
expect.set_options(timeout=PATIENCE)


class Window:
    """The page of a simulator. ``faults`` collects what the browser complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)

    async def open(self, address: str) -> None:
        """Shows the page; comes back when the people are there."""
        await self.page.goto(address)
        await self.people.get_by_role("button").nth(1).wait_for()

    @property
    def people(self) -> Locator:
        """The left column."""
        return self.page.get_by_role("navigation")

    def person(self, name: str) -> Locator:
        """Somebody's row, or a group's."""
        return (
            self.people.get_by_role("listitem")
            .filter(has=self.page.get_by_text(name, exact=True))
            .get_by_role("button")
        )

    async def be(self, name: str) -> "Pane":
        """Becomes that person (or looks into that group) in the pane in use."""
        await self.person(name).first.click()
        return self.pane(-1) if await self.panes.count() == 1 else self.active

    @property
    def panes(self) -> Locator:
        """The one or two chats."""
        return self.page.get_by_role("main").get_by_role("region")

    def pane(self, index: int = 0) -> "Pane":
        """A chat, counted from the left."""
        return Pane(self.page, self.panes.nth(index))

    @property
    def active(self) -> "Pane":
        """The chat that was used last."""
        return Pane(self.page, self.page.locator(".pane.active"))

    def button(self, name: str | re.Pattern[str]) -> Locator:
        """Any button."""
        return self.page.get_by_role("button", name=name, exact=True)

    async def shows_all(self) -> bool:
        """Whether the page is no wider than the window."""
        wide: bool = await self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        return wide


class Pane:
    """One chat."""

    def __init__(self, page: Page, root: Locator) -> None:
        self._page = page
        self.root = root
        self.log = root.get_by_role("log")
        self.field = root.get_by_role("textbox")

    @property
    def messages(self) -> Locator:
        """The bubbles."""
        return self.log.locator("[data-message]")

    @property
    def newest(self) -> Locator:
        """The last of them."""
        return self.messages.last

    def message(self, text: str | re.Pattern[str]) -> Locator:
        """The newest bubble with that text."""
        return self.messages.filter(has_text=text).last

    @property
    def pointed(self) -> Locator:
        """The bubble that is pointed at."""
        return self.log.locator("[aria-current=true]")

    async def say(self, text: str) -> None:
        """Writes and sends."""
        await self.field.fill(text)
        await self.field.press("Enter")

    async def press(self, label: str) -> None:
        """Presses the newest button with that label under a message, once there is one."""
        await self.messages.get_by_role("button", name=label, exact=True).last.click()

    async def sees(self, text: str | re.Pattern[str]) -> Locator:
        """Waits for a bubble with that text."""
        found = self.message(text)
        await expect(found).to_be_visible()
        return found

    async def send_file(self, path: Path) -> None:
        """Chooses a file and sends it."""
        async with self._page.expect_file_chooser() as chooser:
            await self.root.get_by_role("button", name=re.compile("发送文件")).click()
        await (await chooser.value).set_files(path)
        await self._page.get_by_role("dialog").get_by_role("button", name="发送", exact=True).click()
