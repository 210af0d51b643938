"""Whatever people do with ballots, in whatever order, the counts are those of a plain list of last choices."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, invariant, rule

from bot.actions import ballots
from bot.actions.ballots import Question
from bot.actions.base import Deed
from bot.rules.words import BallotMethod, Choice
from bot.store import ballots as store
from tests.store.polling import ELECTORS, PEOPLE, SECRETARY, UNBOUND, Polling

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


class Voting(Polling):
    """Ballots by name."""

    opened = Bundle[int]("opened")

    def __init__(self) -> None:
        super().__init__()
        self.expected: dict[int, Expected] = {}

    @rule(target=opened, hours=st.one_of(st.none(), st.integers(1, 6)))
    def opens(self, hours: int | None) -> int:
        closes = None if hours is None else self.now + timedelta(hours=hours)

        async def act(deed: Deed) -> int:
            asked = Question(text="事项", method=BallotMethod.OPEN, closes=closes, meeting=None, named=None)
            return (await ballots.open_(deed, asked)).id

        number = self.does(SECRETARY, act)
        assert isinstance(number, int)
        self.expected[number] = Expected(closes)
        return number

    @rule(number=opened, person_id=person_ids, choice=choices)
    def votes(self, number: int, person_id: int, choice: Choice) -> None:
        async def act(deed: Deed) -> None:
            await ballots.vote(deed, await self.ballot(deed, number), choice)

        refusal, expected = self.does(person_id, act), self.expected[number]
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
            await ballots.enter(deed, await self.ballot(deed, number), person_id, choice)

        refusal, expected = self.does(actor_id, act), self.expected[number]
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
            await ballots.close(deed, await self.ballot(deed, number))

        refusal, expected = self.does(SECRETARY, act), self.expected[number]
        assert refusal == ("ballots.has_ended" if expected.ended(self.now) else None)
        expected.closed = True

    @rule(hours=st.integers(1, 3), bot_runs=st.booleans())
    def time_passes(self, hours: int, bot_runs: bool) -> None:
        self.now += timedelta(hours=hours)
        if bot_runs:
            self.does(None, ballots.close_due)

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


TestVoting = Voting.TestCase
TestVoting.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
