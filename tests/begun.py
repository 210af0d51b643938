"""A branch that has begun: lived through once a test process and kind of database, and then copied for each test."""

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from simulator import Simulator
from simulator.saved import fill, world_json
from simulator.wire import Json
from tests import twins
from tests.databases import Place, Server, sqlite
from tests.scene import TOKEN, Scene

MOMENT = "2026-10-12 09:30"  # a Monday
_TEMPLATE = "begun"


@dataclass(frozen=True)
class Begun:
    """Roster imported, everybody bound but 高退休, the bot stopped: all that is on the disk, and Telegram's world."""

    database: bytes | str  # SQLite's file, or the name of PostgreSQL's database
    keys: dict[str, bytes]
    world: Json
    data: tuple[str, ...]  # what has been typed, see twins

    async def resume(self, scene: Scene) -> None:
        """The branch goes on in this scene, whose database is a copy of that one."""
        twins.DATA.extend(self.data)
        scene.settings.keys_dir.mkdir(mode=0o700)
        for name, content in self.keys.items():
            file = scene.settings.keys_dir / name
            file.touch(mode=0o600)
            file.write_bytes(content)
        fill(scene.simulator.world, self.world)
        scene.roster_file()
        scene.recognize()
        scene.move_to(MOMENT)
        await scene.start()
        await scene.quiet()


class Beginnings:
    """What has begun on either kind of database, once it is asked for."""

    def __init__(self, postgresql: Callable[[], Server]) -> None:
        self._postgresql = postgresql
        self.on = cache(self._on)

    def place(self, kind: str, folder: Path) -> Place:
        """A copy of the database, for the branch to go on."""
        database = self.on(kind).database
        return sqlite(folder, database) if isinstance(database, bytes) else self._postgresql().fresh(database)

    def _on(self, kind: str) -> Begun:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            if kind == "sqlite":
                return asyncio.run(
                    _begin(folder, sqlite(folder / "data"), lambda: (folder / "data/branch.db").read_bytes())
                )
            place = self._postgresql().fresh(name=_TEMPLATE)
            return asyncio.run(_begin(folder, place, lambda: _TEMPLATE))


async def _begin(folder: Path, place: Place, database: Callable[[], bytes | str]) -> Begun:
    simulator = Simulator(token=TOKEN, limits=False, clock_file=folder / "clock")
    async with simulator.serve(port=0), Scene(folder, simulator, place) as scene:
        scene.move_to(MOMENT)
        await scene.found()
        await scene.start()
        await scene.bind()
        await scene.quiet()
    if simulator.violations:
        raise AssertionError(simulator.violations)
    keys = {file.name: file.read_bytes() for file in scene.settings.keys_dir.iterdir()}
    return Begun(database(), keys, world_json(simulator.world), tuple(twins.DATA))
