"""Fixtures: a simulator that fails the test on any invalid call, a bare scene, and a branch at work."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator import Simulator
from tests.scene import TOKEN, Scene


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
