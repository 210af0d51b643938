"""A branch for state machines about ballots: the actions run as in the bot, each in a transaction of its own on a real
SQLite file."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis.stateful import RuleBasedStateMachine, initialize

from bot import keys
from bot.actions.base import Deed, Refused
from bot.rules import rulebook
from bot.rules.calendar import Holidays
from bot.rules.words import Employment, Post, Status
from bot.store import ballots as store
from bot.store import branch as people
from bot.store.branch import Branch, Person, PostRow
from bot.store.database import Database

SECRETARY, UNBOUND, PROBATIONARY, SUSPENDED = 1, 5, 6, 7
PEOPLE = tuple(range(1, 8))
ELECTORS = (1, 2, 3, 4, 5)

Act = Callable[[Deed], Awaitable[int | None]]


class Killed(Exception):
    """The bot dies before the commit."""


class Polling(RuleBasedStateMachine):
    """A branch of five electors, one of them without Telegram; a probationary member; one without 表决权."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.keys_folder = Path(self.folder.name) / "keys"
        keys.make(self.keys_folder)
        self.keys = keys.load(self.keys_folder)
        self.database = Database(f"sqlite:///{Path(self.folder.name) / 'branch.sqlite'}")
        self.now = datetime(2026, 10, 12, 1, 30, tzinfo=UTC)

    def teardown(self) -> None:
        self.runner.run(self.database.close())
        self.runner.close()
        self.folder.cleanup()

    @initialize()
    def found(self) -> None:
        self.runner.run(self._found())

    async def _found(self) -> None:
        await self.database.migrate()
        async with self.database.writing() as session:
            session.add(Branch(id=1, name="示范机关党支部", started=date(2026, 1, 1)))
            await session.flush()
            for number in PEOPLE:
                person = Person(
                    id=number, branch_id=1, name=f"同志{number}", employment=Employment.EMPLOYED,
                    status=Status.PROBATIONARY if number == PROBATIONARY else Status.FULL,
                    voting=number != SUSPENDED, telegram_id=None if number == UNBOUND else 1000 + number,
                )  # fmt: skip
                person.post_rows = [PostRow(post=Post.SECRETARY)] if number == SECRETARY else []
                session.add(person)

    def does(self, actor_id: int | None, act: Act, *, killed: bool = False) -> int | str | None:
        """The action's answer, or the key of its refusal; Killed before the commit if so asked."""
        return self.runner.run(self._deed(actor_id, act, killed))

    async def _deed(self, actor_id: int | None, act: Act, killed: bool) -> int | str | None:
        async with self.database.writing() as session:
            branch = await session.get_one(Branch, 1)
            actor = await people.person(session, actor_id) if actor_id else None
            zone = ZoneInfo("Asia/Shanghai")
            deed = Deed(session, self.now, zone, rulebook.load(), Holidays(), branch, self.keys, actor)
            try:
                answer = await act(deed)
            except Refused as refused:
                assert not [*session.new, *session.dirty], "refused after a change"
                return refused.key
            if killed:
                await session.flush()
                raise Killed
            return answer

    async def ballot(self, deed: Deed, number: int) -> store.Ballot:
        """The ballot of that number."""
        return await deed.session.get_one(store.Ballot, number)
