"""axe-core finds nothing serious in the main views: light and dark, wide and narrow, in both languages."""

import pytest
from axe_playwright_python.async_playwright import Axe

from tests.browser.conftest import Opens
from tests.browser.window import Window

_BAD = {"serious", "critical"}


async def _check(window: Window, view: str, found: dict[str, list[str]], within: str | None = None) -> None:
    """Looks at the page, or at what has come up within it; the rest has been looked at already."""
    results = await Axe().run(window.page, within)
    found[view] = [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in results.response["violations"]
        if violation["impact"] in _BAD
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_no_serious_violation(address: str, opens: Opens, dark: bool, width: int) -> None:
    window = await opens(f"{address}/?lang={'en' if dark else 'zh'}", width, 800, dark=dark)
    found: dict[str, list[str]] = {}
    await _check(window, "list", found)
    pane = await window.be("郑书记")
    await pane.newest.wait_for()
    await _check(window, "chat", found)
    for panel in ("tour", "faults"):
        await window.page.locator(f"[aria-controls={panel}]").click()
        await _check(window, panel, found, f"#{panel}")
        await window.page.keyboard.press("Escape")
    await pane.root.locator("[aria-haspopup=menu]").click()
    await pane.root.get_by_role("menu").wait_for()
    await _check(window, "menu", found, "[role=menu]:not([hidden])")
    assert {view: bad for view, bad in found.items() if bad} == {}
