"""Whatever people do with ballots, in whatever order, the counts are those of a plain list of last choices.

The actions run as in the bot: each in a transaction of its own on a real SQLite file.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from bot import keys
from bot.actions import ballots
from bot.actions.ballots import Question
from bot.actions.base import Deed, Refused
from bot.rules import rulebook
from bot.rules.calendar import Holidays
from bot.rules.words import BallotMethod, Choice, Employment, Post, Status
from bot.store import ballots as store
from bot.store import branch as people
from bot.store.branch import Branch, Person, PostRow
from bot.store.database import Database

SECRETARY, UNBOUND, PROBATIONARY, SUSPENDED = 1, 5, 6, 7
PEOPLE = tuple(range(1, 8))
ELECTORS = (1, 2, 3, 4, 5)

person_ids = st.sampled_from(PEOPLE)
choices = st.sampled_from(list(Choice))


@dataclass
class Expected:
    """What a ballot must amount to."""

    closes: datetime | None
    closed: bool = False
    own: dict[int, Choice] = field(default_factory=dict)
    entered: dict[int, Choice] = field(default_factory=dict)

    def ended(self, now: datetime) -> bool:
        return self.closed or (self.closes is not None and now >= self.closes)

    @property
    def last(self) -> list[Choice]:
        """Everybody's last choice."""
        return list((self.entered | self.own).values())


class Voting(RuleBasedStateMachine):
    """A branch of five electors, one of them without Telegram; a probationary member; one without 表决权."""

    opened = Bundle[int]("opened")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        keys.make(Path(self.folder.name) / "keys")
        self.keys = keys.load(Path(self.folder.name) / "keys")
        self.database = Database(f"sqlite+aiosqlite:///{Path(self.folder.name) / 'branch.sqlite'}")
        self.now = datetime(2026, 10, 12, 1, 30, tzinfo=UTC)
        self.expected: dict[int, Expected] = {}

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

    def _does(self, actor_id: int | None, act: Callable[[Deed], Awaitable[int | None]]) -> int | str | None:
        """The action's answer, or the key of its refusal."""
        return self.runner.run(self._deed(actor_id, act))

    async def _deed(self, actor_id: int | None, act: Callable[[Deed], Awaitable[int | None]]) -> int | str | None:
        async with self.database.writing() as session:
            branch = await session.get_one(Branch, 1)
            actor = await people.person(session, actor_id) if actor_id else None
            zone = ZoneInfo("Asia/Shanghai")
            deed = Deed(session, self.now, zone, rulebook.load(), Holidays(), branch, self.keys, actor)
            try:
                return await act(deed)
            except Refused as refused:
                assert not [*session.new, *session.dirty], "refused after a change"
                return refused.key

    @rule(target=opened, hours=st.one_of(st.none(), st.integers(1, 6)))
    def opens(self, hours: int | None) -> int:
        closes = None if hours is None else self.now + timedelta(hours=hours)

        async def act(deed: Deed) -> int:
            asked = Question(text="事项", method=BallotMethod.OPEN, closes=closes, meeting=None, named=None)
            return (await ballots.open_(deed, asked)).id

        number = self._does(SECRETARY, act)
        assert isinstance(number, int)
        self.expected[number] = Expected(closes)
        return number

    @rule(number=opened, person_id=person_ids, choice=choices)
    def votes(self, number: int, person_id: int, choice: Choice) -> None:
        async def act(deed: Deed) -> None:
            await ballots.vote(deed, await self._ballot(deed, number), choice)

        refusal, expected = self._does(person_id, act), self.expected[number]
        if person_id not in ELECTORS:
            assert refusal == "home.not_yours"
        elif expected.ended(self.now):
            assert refusal == "ballots.has_ended"
        else:
            assert refusal is None
            expected.own[person_id] = choice

    @rule(number=opened, actor_id=st.sampled_from([SECRETARY, 2]), person_id=person_ids, choice=choices)
    def enters(self, number: int, actor_id: int, person_id: int, choice: Choice) -> None:
        async def act(deed: Deed) -> None:
            await ballots.enter(deed, await self._ballot(deed, number), person_id, choice)

        refusal, expected = self._does(actor_id, act), self.expected[number]
        if actor_id != SECRETARY:
            assert refusal == "home.not_yours"
        elif expected.ended(self.now):
            assert refusal == "ballots.has_ended"
        elif person_id not in ELECTORS:
            assert refusal == "home.old_button"
        elif person_id != UNBOUND or person_id in expected.own:
            assert refusal == "ballots.votes_alone"
        else:
            assert refusal is None
            expected.entered[person_id] = choice

    @rule(number=opened)
    def closes(self, number: int) -> None:
        async def act(deed: Deed) -> None:
            await ballots.close(deed, await self._ballot(deed, number))

        refusal, expected = self._does(SECRETARY, act), self.expected[number]
        assert refusal == ("ballots.has_ended" if expected.ended(self.now) else None)
        expected.closed = True

    @rule(hours=st.integers(1, 3), bot_runs=st.booleans())
    def time_passes(self, hours: int, bot_runs: bool) -> None:
        self.now += timedelta(hours=hours)
        if bot_runs:
            self._does(None, ballots.close_due)

    @invariant()
    def the_counts_are_those_of_the_last_choices(self) -> None:
        self.runner.run(self._compare())

    async def _compare(self) -> None:
        async with self.database.reading() as session:
            turnout = await store.turnout(session, list(self.expected))
            waiting = {ballot.id for ballot in await store.open_ballots(session, 1, self.now)}
            for number, expected in self.expected.items():
                ballot = await session.get_one(store.Ballot, number)
                counts = (await store.figures(session, ballot)).counts
                last = expected.last
                assert (counts.expected, counts.returned) == (len(ELECTORS), len(last))
                assert [counts.for_, counts.against, counts.abstain] == [last.count(choice) for choice in Choice]
                assert turnout[number] == len(last)
                assert (number in waiting) is not expected.ended(self.now)

    async def _ballot(self, deed: Deed, number: int) -> store.Ballot:
        return await deed.session.get_one(store.Ballot, number)


TestVoting = Voting.TestCase
TestVoting.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
