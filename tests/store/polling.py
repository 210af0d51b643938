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
from bot.rules.words import Attendance, Employment, MeetingKind, Post, Status
from bot.store import ballots as store
from bot.store import branch as people
from bot.store.branch import Branch, Person, PostRow
from bot.store.database import Database
from bot.store.meetings import Invited, Meeting
from tests.databases import sqlite

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
        self.place = sqlite(Path(self.folder.name) / "data")
        self.database = Database(self.place.url)
        self.now = datetime(2026, 10, 12, 1, 30, tzinfo=UTC)

    def teardown(self) -> None:
        self.runner.run(self.database.close())
        self.runner.close()
        self.folder.cleanup()

    @initialize()
    def found(self) -> None:
        self.runner.run(self._found())

    async def _found(self) -> None:
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

    def dies(self, actor_id: int, act: Act) -> None:
        """The bot is killed before the commit of what would have been done."""
        try:
            self.does(actor_id, act, killed=True)
        except Killed:
            return
        raise AssertionError("it was to die before the commit")

    async def call(self, meeting_id: int) -> None:
        """An assembly begins, everybody there."""
        async with self.database.writing() as session:
            session.add(
                Meeting(
                    id=meeting_id, branch_id=1, kind=MeetingKind.ASSEMBLY, topic="议题", starts=self.now,
                    place="会议室", caller_id=SECRETARY, called=self.now, ticked=self.now,
                )
            )  # fmt: skip
            await session.flush()
            session.add_all(
                Invited(meeting_id=meeting_id, person_id=number, attendance=Attendance.PRESENT) for number in PEOPLE
            )

    async def tick(self, meeting_id: int, numbers: set[int], *, here: bool) -> None:
        """点名: these are there, or not."""
        async with self.database.writing() as session:
            for number in numbers:
                row = await session.get_one(Invited, (meeting_id, number))
                row.attendance = Attendance.PRESENT if here else Attendance.ABSENT

    async def change(self, person_id: int, **values: object) -> None:
        """What is on the roster about somebody."""
        async with self.database.writing() as session:
            person = await session.get_one(Person, person_id)
            for name, value in values.items():
                setattr(person, name, value)

    def restart(self) -> None:
        """The bot ends, and starts again with what is on the disk."""
        self.runner.run(self.database.close())
        self.database = Database(self.place.url)
        self.keys = keys.load(self.keys_folder)
