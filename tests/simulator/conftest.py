"""A simulator of its own for each test, a raw caller and python-telegram-bot's Bot against it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from simulator import Chat, Simulator, User
from tests.simulator.api import TOKEN, Api


@pytest.fixture
async def sim(tmp_path: Path) -> AsyncIterator[Simulator]:
    """A served simulator without flood limits."""
    simulator = Simulator(TOKEN, "branch_bot", limits=False, clock_file=tmp_path / "clock")
    async with simulator.serve():
        yield simulator


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """One HTTP client."""
    async with aiohttp.ClientSession() as client:
        yield client


@pytest.fixture
def api(sim: Simulator, session: aiohttp.ClientSession) -> Api:
    """Raw calls."""
    return Api(sim, session)


@pytest.fixture
async def bot(sim: Simulator) -> AsyncIterator[Bot]:
    """The Bot of python-telegram-bot over httpx."""
    # Loading certificates for a connection without TLS takes longer than the test.
    request = HTTPXRequest(read_timeout=3, httpx_kwargs={"verify": False})
    polls = HTTPXRequest(read_timeout=3, httpx_kwargs={"verify": False})
    doors = (f"{sim.url}/bot", f"{sim.url}/file/bot")
    async with Bot(TOKEN, *doors, request=request, get_updates_request=polls) as client:
        yield client


@pytest.fixture
def user(sim: Simulator) -> User:
    """A person who has pressed start, which the bot has already heard of."""
    person = sim.add_user("李华", username="lihua")
    sim.say(person, "/start")
    sim.world.updates.pending.clear()
    return person


@pytest.fixture
def group(sim: Simulator, user: User) -> Chat:
    """A group of that person and the bot."""
    chat = sim.add_group("第一党小组", members=[user])
    sim.world.updates.pending.clear()
    return chat


@pytest.fixture
def valid(sim: Simulator) -> Iterator[None]:
    """The test makes no invalid call."""
    yield
    assert sim.violations == []
