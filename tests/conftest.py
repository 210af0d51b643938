"""Fixtures: a simulator that fails the test on any invalid call, a bare scene, and a branch at work."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from simulator import Simulator
from tests import rendered
from tests.scene import TOKEN, Scene

LAST = "test_every_text_was_rendered"  # it looks at what all others rendered


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Moves the account of the texts behind everything else."""
    items.sort(key=lambda item: item.name.startswith(LAST))


@pytest.fixture(scope="session", autouse=True)
def account_of_texts() -> Iterator[None]:
    """Notes every text that any test renders."""
    with pytest.MonkeyPatch.context() as patch:
        rendered.keep_account(patch)
        yield


@pytest.fixture
async def simulator(tmp_path: Path) -> AsyncIterator[Simulator]:
    """Telegram, without flood limits; every Bot API call of the test must have been valid."""
    double = Simulator(token=TOKEN, limits=False, clock_file=tmp_path / "clock")
    async with double.serve(port=0):
        yield double
    assert double.violations == []


@pytest.fixture
async def scene(tmp_path: Path, simulator: Simulator) -> AsyncIterator[Scene]:
    """Nothing but folders and Telegram."""
    async with Scene(tmp_path, simulator) as bare:
        yield bare


@pytest.fixture
async def branch(scene: Scene) -> Scene:
    """A branch on Monday 2026-10-12, 09:30: roster imported, bot running, everybody bound but 高退休."""
    scene.move_to("2026-10-12 09:30")
    await scene.found()
    await scene.start()
    await scene.bind()
    await scene.quiet()
    return scene
