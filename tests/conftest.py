"""Fixtures: a simulator that fails the test on any invalid call, a bare scene, and a branch at work."""

import gc
import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from bot.store.base import canonical
from bot.store.cards import CardRow
from bot.store.database import Database
from simulator import Simulator
from tests import rendered, twins
from tests.begun import Beginnings
from tests.databases import KINDS, Place, Server, share_compiled, sqlite
from tests.process import demos
from tests.scene import TOKEN, Scene

_BROWSER = "tests/browser/"
_TOGETHER = (_BROWSER, "tests/rules/test_two_years.py")
_UNSEEN = pytest.StashKey[list[str]]()  # the texts that a full run has not shown
_LONGEST = (_BROWSER, "tests/process/", "tests/spine/", "tests/store/")


def _is_full(config: pytest.Config) -> bool:
    """Whether all tests were asked for: only then must every text have been seen."""
    option = config.option
    chosen = option.keyword or option.markexpr or option.collectonly or "sqlite" not in option.databases
    return list(config.args) == config.getini("testpaths") and not chosen


def pytest_testnodedown(node: Any) -> None:  # noqa: ANN401 - pytest-xdist's own
    """A worker has ended: its account joins ours."""
    rendered.SEEN.update(node.workeroutput.get("rendered", ()))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fails a full run that left a text unseen; one that failed anyway or was broken off says nothing of texts."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["rendered"] = sorted(rendered.SEEN)
    elif exitstatus == pytest.ExitCode.OK and _is_full(session.config) and rendered.unseen():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        session.config.stash[_UNSEEN] = rendered.unseen()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Names the texts that no test has shown."""
    if unseen := config.stash.get(_UNSEEN, None):
        terminalreporter.write_line(f"FAILED: no test has shown these texts: {', '.join(unseen)}", red=True)


def pytest_collection_finish() -> None:
    """Python looks for garbage less often, and not among what lives as long as the tests: a sixth of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Of ``-n auto``: half as many workers again as there are cores, for a good part of most tests is spent waiting.
    With two a core they were slower by a seventh: what each has in the caches is lost whenever another one goes on."""
    return max(2, len(os.sched_getaffinity(0)) * 3 // 2)


class _Together(LoadScopeScheduling):
    """One worker for all browser tests, which share a browser and a demo, and one for the two years, which are lived
    once; any other goes wherever there is room."""

    def _split_scope(self, nodeid: str) -> str:
        return next((scope for scope in _TOGETHER if nodeid.startswith(scope)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Who gets which tests."""
    return _Together(config, log)


@pytest.fixture(scope="session", autouse=True)
def prepared() -> Iterator[None]:
    """Notes every text that any test renders; what is compiled for one test serves the next."""
    with pytest.MonkeyPatch.context() as patch:
        rendered.keep_account(patch)
        share_compiled(patch)
        yield


@pytest.fixture(autouse=True)
def card_arguments() -> Iterator[None]:
    """No card of any test has typed text among its arguments, which are stored in clear: people here type Chinese."""
    seen: list[str] = []

    def note(row: CardRow, args: dict[str, Any], *_: object) -> None:
        seen.append(canonical(args))

    event.listen(CardRow.args, "set", note)
    yield
    event.remove(CardRow.args, "set", note)
    assert [args for args in seen if not args.isascii()] == []


@pytest.fixture(autouse=True)
def twins_alike(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever the test shows is the same in both languages. No text depends on the database, so once is enough."""
    parameters = getattr(request.node, "callspec", None)
    twins.begin(compare=parameters is None or parameters.params.get("place") != "postgresql")
    yield
    assert not twins.FAULTS, "\n".join(twins.FAULTS)


@pytest.fixture
async def simulator(tmp_path: Path) -> AsyncIterator[Simulator]:
    """Telegram, without flood limits; every Bot API call of the test must have been valid."""
    double = Simulator(token=TOKEN, limits=False, clock_file=tmp_path / "clock")
    async with double.serve(port=0):
        yield double
    assert double.violations == []


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which databases to run on; whether a kept page is written anew."""
    parser.addoption("--databases", default="sqlite", help="separated by commas, of: " + ", ".join(KINDS))
    parser.addoption("--update-snapshot", action="store_true", help="write tests/rules/two_years.md anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What needs no database has run beside SQLite, and is not run again for PostgreSQL alone. The longest begin first:
    one that begins last would be waited for by all workers but its own."""
    if "sqlite" not in config.option.databases:
        items[:] = [item for item in items if "place" in getattr(item, "fixturenames", ())]
    items.sort(key=lambda item: not item.nodeid.startswith(_LONGEST))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whatever needs a database runs on each."""
    if "place" in metafunc.fixturenames:
        metafunc.parametrize("place", metafunc.config.getoption("databases").split(","), indirect=True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], Server]]:
    """The server of this test process, started when the first test asks for it."""
    started: list[Server] = []

    def server() -> Server:
        if not started:
            started.append(Server())
        return started[0]

    yield server
    for each in started:
        each.stop()


@pytest.fixture(scope="session")
def beginnings(postgresql: Callable[[], Server]) -> Beginnings:
    """Where each test's branch begins."""
    return Beginnings(postgresql)


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Makes the folder of a demo that has just begun: for its option ``--keep``, and for this test alone."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return lambda: demos.lived(shared, tmp_path_factory.mktemp("demo") / "kept")


@pytest.fixture
def place(
    request: pytest.FixtureRequest, tmp_path: Path, postgresql: Callable[[], Server], beginnings: Beginnings
) -> Iterator[Place]:
    """A database of this test's own."""
    if "branch" in request.fixturenames:
        found = beginnings.place(request.param, tmp_path / "data")
    else:
        found = sqlite(tmp_path / "data") if request.param == "sqlite" else postgresql().fresh()
    yield found
    if request.param != "sqlite":
        postgresql().drop(found)


@pytest.fixture
async def database(place: Place) -> AsyncIterator[Database]:
    """The same, opened, with today's schema."""
    opened = Database(place.url)
    yield opened
    await opened.close()


@pytest.fixture
async def scene(tmp_path: Path, simulator: Simulator, place: Place) -> AsyncIterator[Scene]:
    """Nothing but folders, a database and Telegram."""
    async with Scene(tmp_path, simulator, place) as bare:
        yield bare


@pytest.fixture
async def branch(scene: Scene, beginnings: Beginnings) -> Scene:
    """A branch on Monday 2026-10-12, 09:30: roster imported, bot running, everybody bound but 高退休."""
    await beginnings.on(scene.place.kind).resume(scene)
    return scene
