"""``python -m benchmarks.page``: how the simulator's page bears 1,000 people and 5,000 messages in one chat.

First paint is the browser's own figure (first-contentful-paint), and beside it the time until the people are in the
list, and until a chat is drawn after its person was chosen. The longest frame is the longest time between two
animation frames while somebody scrolls: through all people, and through the chat from its end to its beginning.
"""

import asyncio
import contextlib
import time

import click
from playwright.async_api import Page, async_playwright

from simulator import Simulator
from tests.browser import chromium

# Scrolls by wheel-sized steps, one a frame, and answers the longest and the number of frames, in milliseconds.
_SCROLL = """
([selector, step]) => new Promise((done) => {
  const node = document.querySelector(selector);
  let last = performance.now(), longest = 0, frames = 0, still = 0;
  function frame(now) {
    longest = Math.max(longest, now - last);
    last = now;
    frames += 1;
    const before = node.scrollTop;
    node.scrollTop += step;
    still = node.scrollTop === before ? still + 1 : 0;
    if (still > 180) done([longest, frames, node.querySelectorAll("[data-message]").length]);
    else requestAnimationFrame(frame);
  }
  requestAnimationFrame(frame);
})
"""
# Notes when the first person is in the list, by the page's own clock.
_WATCH = """
  new MutationObserver((_, watch) => {
    if (!document.querySelector("nav button[data-row]")) return;
    watch.disconnect();
    requestAnimationFrame(() => { window.listed = performance.now(); });
  }).observe(document, { childList: true, subtree: true });
"""
_LISTED = "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(window.listed))))"
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
_WHEEL = 300  # pixels a frame: a fast turn of the wheel


def _filled(people: int, messages: int) -> Simulator:
    simulator = Simulator(limits=False)
    users = [simulator.add_user(f"同志{number}") for number in range(people)]
    for user in users:
        user.note = "正式党员 · 第一党小组"
    simulator.add_group("支部", members=users)
    for number in range(messages):
        simulator.say(users[0], f"第 {number} 条：" + "请各位同志按时参加。" * (1 + number % 5))
    return simulator


async def _measure(page: Page, address: str, person: str) -> None:
    await page.add_init_script(_WATCH)
    await page.goto(address)
    await page.wait_for_selector("nav button[data-row]")
    listed = await page.evaluate(_LISTED)
    click.echo(f"first paint {await page.evaluate(_PAINT):.0f} ms; people listed after {listed:.0f} ms")
    begun = time.perf_counter()
    await page.get_by_text(person, exact=True).first.click()
    await page.wait_for_selector("[data-message]")
    click.echo(f"the chat is drawn {1000 * (time.perf_counter() - begun):.0f} ms after the press")
    longest, frames, _ = await page.evaluate(_SCROLL, [".rows", _WHEEL])
    click.echo(f"scrolling through the people: longest frame {longest:.0f} ms of {frames} frames")
    longest, frames, shown = await page.evaluate(_SCROLL, [".scroller", -_WHEEL])
    click.echo(f"scrolling through the chat: longest frame {longest:.0f} ms of {frames} frames, {shown} messages read")


async def _run(people: int, messages: int) -> None:
    async with contextlib.AsyncExitStack() as stack:
        simulator = _filled(people, messages)
        address = await stack.enter_async_context(simulator.serve())
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=chromium.path(), args=chromium.FLAGS)
        await _measure(await browser.new_page(viewport={"width": 1280, "height": 800}), address, "同志0")
        await browser.close()


@click.command()
@click.option("--people", default=1000, show_default=True)
@click.option("--messages", default=5000, show_default=True)
def main(people: int, messages: int) -> None:
    """First paint, and the longest frame while scrolling."""
    asyncio.run(_run(people, messages))


if __name__ == "__main__":
    main()
