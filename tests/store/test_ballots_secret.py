"""Whatever people do with secret ballots, with keys lost and found and kills before any commit: what is published is
what was cast, each vote once, and no key outlives its ballot."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, consumes, invariant, multiple, rule

from bot.actions import ballots
from bot.actions.ballots import Question
from bot.actions.base import Deed
from bot.chores import bury_ballot_keys
from bot.rules.words import BallotMethod, Choice
from bot.store import ballots as store
from bot.store import ballots_box
from tests.store.polling import PEOPLE, PROBATIONARY, SECRETARY, SUSPENDED, Act, Killed, Polling

choices = st.sampled_from(list(Choice))
kills = st.sampled_from([False, False, False, True])


@dataclass
class Expected:
    """What a ballot must amount to. ``key``: what was in its file when that was taken away."""

    closes: datetime | None
    cast: dict[int, Choice] = field(default_factory=dict)
    closed: bool = False
    void: bool = False
    key: bytes | None = None

    def ended(self, now: datetime) -> bool:
        return self.closed or (self.closes is not None and now >= self.closes)


class SecretVoting(Polling):
    """Secret ballots."""

    opened = Bundle[int]("opened")

    def __init__(self) -> None:
        super().__init__()
        self.expected: dict[int, Expected] = {}

    def tries(self, actor_id: int | None, act: Act, killed: bool) -> int | str | None:
        """What became of it; "killed" where nothing may have changed."""
        try:
            return self.does(actor_id, act, killed=killed)
        except Killed:
            return "killed"

    @rule(target=opened, hours=st.one_of(st.none(), st.integers(1, 6)), killed=kills)
    def opens(self, hours: int | None, killed: bool) -> int | MultipleResults[int]:
        closes = None if hours is None else self.now + timedelta(hours=hours)

        async def act(deed: Deed) -> int:
            asked = Question(text="事项", method=BallotMethod.SECRET, closes=closes, meeting=None, named=None)
            return (await ballots.open_(deed, asked)).id

        number = self.tries(SECRETARY, act, killed)
        if not isinstance(number, int):
            return multiple()
        self.expected[number] = Expected(closes)
        return number

    @rule(number=opened, person_id=st.sampled_from(PEOPLE), choice=choices, killed=kills)
    def casts(self, number: int, person_id: int, choice: Choice, killed: bool) -> None:
        async def act(deed: Deed) -> None:
            await ballots.cast(deed, await self.ballot(deed, number), choice)

        refusal, expected = self.tries(person_id, act, killed), self.expected[number]
        if person_id in (PROBATIONARY, SUSPENDED):
            assert refusal == "home.not_yours"
        elif expected.ended(self.now):
            assert refusal == "ballots.has_ended"
        elif person_id in expected.cast:
            assert refusal == "ballots.cast_already"
        elif expected.key is not None:
            assert refusal == "ballots.box_locked"
        elif refusal != "killed":
            assert refusal is None
            expected.cast[person_id] = choice

    @rule(number=opened)
    def loses_the_key(self, number: int) -> None:
        expected, path = self.expected[number], self.keys.ballots.path(number)
        if not expected.closed and expected.key is None:
            expected.key = path.read_bytes()
            path.unlink()

    @rule(number=opened)
    def finds_the_key(self, number: int) -> None:
        expected = self.expected[number]
        if expected.key is not None:
            self.keys.ballots.path(number).write_bytes(expected.key)
            expected.key = None

    @rule(number=opened, killed=kills)
    def closes(self, number: int, killed: bool) -> None:
        async def act(deed: Deed) -> None:
            await ballots.close(deed, await self.ballot(deed, number))

        refusal, expected = self.tries(SECRETARY, act, killed), self.expected[number]
        if expected.closed:
            assert refusal == "ballots.has_ended"
        elif expected.key is not None:
            assert refusal == "ballots.box_locked"
        elif refusal != "killed":
            assert refusal is None
            expected.closed = True

    @rule(number=consumes(opened))
    def is_made_void_only_without_its_key(self, number: int) -> None:
        async def act(deed: Deed) -> None:
            await ballots.void(deed, await self.ballot(deed, number))

        refusal, expected = self.does(SECRETARY, act), self.expected[number]
        if expected.closed:
            assert refusal == "ballots.has_ended"
        elif expected.key is None:
            assert refusal == "ballots.box_is_sound"
        else:
            assert refusal is None
            expected.closed = expected.void = True

    @rule(hours=st.integers(1, 3), bot_runs=st.booleans())
    def time_passes(self, hours: int, bot_runs: bool) -> None:
        self.now += timedelta(hours=hours)
        if bot_runs:
            self.does(None, ballots.close_due)
            for expected in self.expected.values():
                expected.closed = expected.closed or (expected.ended(self.now) and expected.key is None)

    @rule()
    def keys_are_buried(self) -> None:
        """As often as anybody likes: only the keys of ballots that still need them are left."""
        self.runner.run(bury_ballot_keys(self.database, self.keys))
        needed = {number for number, each in self.expected.items() if not each.closed and each.key is None}
        newest = max(self.expected, default=0)
        assert {number for number in self.keys.ballots.kept() if number <= newest} == needed

    @invariant()
    def the_lists_are_what_was_cast(self) -> None:
        self.runner.run(self._compare())

    async def _compare(self) -> None:
        async with self.database.reading() as session:
            turnout = await store.turnout(session, list(self.expected))
            for number, expected in self.expected.items():
                roll, lists = await store.roll(session, number), await ballots_box.published(session, number)
                assert turnout[number] == len(expected.cast)
                assert {line.person_id for line in roll if line.voted} == set(expected.cast)
                assert {line.choice for line in roll} == {None}
                assert (await ballots_box.box(session, number) is None) == expected.closed
                assert (lists is None) == (expected.void or not expected.closed)
                if lists is not None:
                    assert Counter(lists.box.choices) == Counter(expected.cast.values())
                    assert len(set(lists.codes)) == len(expected.cast)
                    assert lists.codes == sorted(lists.codes)


TestSecretVoting = SecretVoting.TestCase
TestSecretVoting.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
