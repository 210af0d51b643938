"""Whatever people and officers do with a ballot, in whatever order: votes with buttons, on paper and by raised hand,
signatures, objections, attendance, statuses that change meanwhile, kills and restarts. A plain list says what must
come of it, and which refusal, before each deed; after each the figures are those of the list."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from bot.actions import ballots, ballots_counted, ballots_signed
from bot.actions.ballots import Question
from bot.actions.ballots_counted import Tally, of_hands
from bot.actions.base import Deed
from bot.rules.counts import Fault
from bot.rules.electorate import digest
from bot.rules.words import BallotMethod, Choice, CountMethod, CountRole, Status
from bot.store import ballots as store
from bot.store.ballots import Ballot
from bot.store.ballots_standing import seal_of, standing
from bot.store.meetings import Meeting
from tests.store.polling import ELECTORS, PEOPLE, SECRETARY, UNBOUND, Polling

MEETING = 1
numbers = st.sampled_from([1, 1, 1, 2])  # of ballots: the first one, and one more at some time
person_ids, choices = st.sampled_from([*PEOPLE, *ELECTORS]), st.sampled_from(list(Choice))
statuses = st.sampled_from([Status.FULL, Status.PROBATIONARY])
roles, few = st.sampled_from(list(CountRole)), st.integers(0, 3)


@dataclass
class Expected:
    """What a ballot must amount to."""

    secret: bool
    in_meeting: bool
    roll: frozenset[int]
    closed: bool = False
    voted: dict[int, Choice] = field(default_factory=dict)
    entered: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)
    hand: dict[CountMethod, Tally] = field(default_factory=dict)
    signers: dict[CountRole, int] = field(default_factory=dict)
    signed: set[CountRole] = field(default_factory=set)
    looked: dict[int, str] = field(default_factory=dict)  # the seal of the figures that a person has on the screen

    @property
    def counted(self) -> bool:
        return self.closed and (bool(self.hand) or not self.struck)

    @property
    def final(self) -> bool:
        return self.counted and self.signed == set(CountRole)

    @property
    def stands(self) -> bool:
        return self.counted and (self.final or not self.struck)

    def role_of(self, person_id: int) -> CountRole | None:
        return next((role for role, each in self.signers.items() if each == person_id), None)


class Assembly(Polling):
    """Ballots in a meeting and outside, open and secret."""

    def __init__(self) -> None:
        super().__init__()
        self.expected: dict[int, Expected] = {}
        self.electors = {1, 2, 3, 4, 5}  # who has a vote today
        self.present = set(PEOPLE)
        self.unbound = {UNBOUND}

    def found(self) -> None:
        """Not by itself: :meth:`begins` does it."""

    def tries(self, actor_id: int, number: int, work: Callable[[Deed, Ballot], Awaitable[object]]) -> str | None:
        """Does it; answers the key of the refusal, if it was refused."""

        async def act(deed: Deed) -> None:
            await work(deed, await self.ballot(deed, number))

        refusal = self.does(actor_id, act)
        assert refusal is None or isinstance(refusal, str)
        return refusal

    @initialize(secret=st.booleans(), in_meeting=st.booleans(), struck=st.booleans())
    def begins(self, secret: bool, in_meeting: bool, struck: bool) -> None:
        """A ballot, and mostly two who vote on paper: the rest comes by itself."""
        self.runner.run(self._found())
        self.runner.run(self.call(MEETING))
        self.opens(secret, in_meeting)
        if struck:
            self.paper_is_used(1, [4, UNBOUND], 0)
            self.two_are_named(1, 2, 3)

    @precondition(lambda self: len(self.expected) == 1)
    @rule(secret=st.booleans(), in_meeting=st.booleans())
    def opens(self, secret: bool, in_meeting: bool) -> None:
        async def act(deed: Deed) -> int:
            meeting = await deed.session.get_one(Meeting, MEETING) if in_meeting else None
            method = BallotMethod.SECRET if secret else BallotMethod.OPEN
            asked = Question(text="事项", method=method, closes=None, meeting=meeting, named=None)
            return (await ballots.open_(deed, asked)).id

        number = self.does(SECRETARY, act)
        if not self.electors:
            assert number == "ballots.no_electors"
            return
        assert isinstance(number, int)
        self.expected[number] = Expected(secret, in_meeting, frozenset(self.electors))

    def _may_vote(self, person_id: int, expected: Expected) -> str | None:
        """Why not; None: so it is."""
        if person_id not in self.electors:
            return "home.not_yours"
        if person_id not in expected.roll:
            return "ballots.not_elector"
        if expected.closed:
            return "ballots.has_ended"
        if person_id in expected.struck:
            return "ballots.struck_off"
        if expected.in_meeting and person_id not in self.present:
            return "ballots.not_present"
        return "ballots.cast_already" if expected.secret and person_id in expected.voted else None

    @rule(number=numbers, person_id=person_ids, choice=choices, taps=st.integers(1, 2), killed=st.booleans())
    def votes(self, number: int, person_id: int, choice: Choice, taps: int, killed: bool) -> None:
        if number not in self.expected:
            return
        expected = self.expected[number]
        cast = ballots.cast if expected.secret else ballots.vote
        if killed and self._may_vote(person_id, expected) is None:
            self.dies(person_id, lambda deed: self._cast(deed, number, choice))
        for _ in range(taps):
            why = self._may_vote(person_id, expected)
            assert self.tries(person_id, number, lambda deed, ballot: cast(deed, ballot, choice)) == why
            if why is None:
                expected.voted[person_id] = choice
                expected.entered.discard(person_id)

    async def _cast(self, deed: Deed, number: int, choice: Choice) -> None:
        ballot = await self.ballot(deed, number)
        await (ballots.cast if ballot.secret else ballots.vote)(deed, ballot, choice)

    @rule(number=numbers, person_id=person_ids, choice=choices)
    def enters(self, number: int, person_id: int, choice: Choice) -> None:
        if number not in self.expected:
            return
        expected = self.expected[number]
        alone = person_id not in self.unbound or (person_id in expected.voted and person_id not in expected.entered)
        why = (
            "ballots.has_ended" if expected.closed
            else "ballots.none_entered_in_secret" if expected.secret
            else "home.old_button" if person_id not in expected.roll
            else "ballots.struck_off" if person_id in expected.struck
            else "ballots.votes_alone" if alone
            else "ballots.person_not_present" if expected.in_meeting and person_id not in self.present
            else None
        )  # fmt: skip
        assert self.tries(SECRETARY, number, lambda d, b: ballots.enter(d, b, person_id, choice)) == why
        if why is None:
            expected.voted[person_id] = choice
            expected.entered.add(person_id)

    @rule(number=numbers, person_id=person_ids)
    def strikes(self, number: int, person_id: int) -> None:
        if number not in self.expected:
            return
        expected = self.expected[number]
        why = (
            "ballots.has_ended" if expected.closed
            else "home.old_button" if person_id not in expected.roll
            else "ballots.voted_already" if person_id in expected.voted
            else "ballots.person_not_present" if expected.in_meeting and person_id not in self.present
            else None
        )  # fmt: skip
        assert self.tries(SECRETARY, number, lambda d, b: ballots_counted.strike(d, b, person_id)) == why
        if why is None:
            expected.struck.add(person_id)

    @rule(number=numbers, person_id=person_ids)
    def takes_back(self, number: int, person_id: int) -> None:
        if number not in self.expected:
            return
        expected = self.expected[number]
        why = (
            "ballots.has_ended" if expected.closed
            else "home.old_button" if person_id not in expected.roll
            else "ballots.counted_already" if expected.hand
            else None
        )  # fmt: skip
        assert self.tries(SECRETARY, number, lambda d, b: ballots_counted.take_back(d, b, person_id)) == why
        if why is None:
            expected.struck.discard(person_id)

    @rule(number=numbers, hands=st.booleans(), issued=few, invalid=st.integers(0, 1), for_=few, against=few)
    def counts(self, number: int, hands: bool, issued: int, invalid: int, for_: int, against: int) -> None:
        if number not in self.expected:
            return
        expected, votes = self.expected[number], {"for": for_, "against": against, "abstain": 0}
        paper = Tally(
            method=CountMethod.PAPER, issued=issued, returned=for_ + against + invalid, invalid=invalid, votes=votes
        )
        tally = of_hands(for_, against, 0) if hands else paper
        left = len(expected.struck) - sum(each.issued for m, each in expected.hand.items() if m is not tally.method)
        too_many = Fault.TOO_MANY_HANDS if hands else Fault.TOO_MANY_ISSUED
        why = (
            "ballots.no_hands_in_secret" if hands and expected.secret
            else "ballots.nobody_struck" if not expected.struck
            else "ballots.signed_already" if expected.final
            else f"ballots.count_{too_many}" if tally.issued > left
            else None
        )  # fmt: skip
        assert self.tries(SECRETARY, number, lambda d, b: ballots_counted.enter_count(d, b, tally)) == why
        if why is None:
            expected.hand[tally.method] = tally
            expected.signed.clear()

    @rule(number=numbers, off=st.lists(st.sampled_from(ELECTORS), min_size=1, max_size=2, unique=True), more=few)
    def paper_is_used(self, number: int, off: list[int], more: int) -> None:
        """What an assembly mostly does: strikes some off, and enters what they voted, now and then one too many."""
        for person_id in off:
            self.strikes(number, person_id)
        if number in self.expected:
            expected = self.expected[number]
            left = len(expected.struck) - sum(
                each.issued for method, each in expected.hand.items() if method is CountMethod.HANDS
            )
            self.counts(number, False, left, 0, left + (more == 3), 0)

    @rule(number=numbers, scrutineer=person_ids, counter=person_ids)
    def two_are_named(self, number: int, scrutineer: int, counter: int) -> None:
        for role, person_id in ((CountRole.SCRUTINEER, scrutineer), (CountRole.COUNTER, counter)):
            self.names(number, role, person_id)

    @rule(number=numbers, sure=st.sampled_from([False, False, True]))
    def closes(self, number: int, sure: bool) -> None:
        if number not in self.expected or not sure:
            return
        expected = self.expected[number]
        why = "ballots.has_ended" if expected.closed else None
        assert self.tries(SECRETARY, number, ballots.close) == why
        expected.closed = True

    @rule(
        number=numbers, scrutineer=st.sampled_from([1, 2, 6]), counter=st.sampled_from([3, 4, 1]),
        signatures=st.sampled_from([2, 2, 1, 0]),
    )  # fmt: skip
    def comes_to_its_end(self, number: int, scrutineer: int, counter: int, signatures: int) -> None:
        """Closed, counted, and signed by nobody, one or both."""
        self.closes(number, True)
        self.paper_is_used(number, [], 0)
        self.two_are_named(number, scrutineer, counter)
        for person_id in (scrutineer, counter)[:signatures]:
            self.looks(number, person_id)
            self.signs(number, person_id)

    @rule(number=numbers, role=roles, person_id=person_ids)
    def names(self, number: int, role: CountRole, person_id: int) -> None:
        if number not in self.expected:
            return
        expected = self.expected[number]
        why = (
            "ballots.needs_no_signature" if not expected.struck
            else "ballots.signed_already" if expected.final
            else "home.old_button" if person_id not in expected.roll
            else "ballots.may_not_sign" if person_id not in self.electors
            else "ballots.signs_twice" if expected.role_of(person_id) not in (None, role)
            else None
        )  # fmt: skip
        assert self.tries(SECRETARY, number, lambda d, b: ballots_signed.name_signer(d, b, role, person_id)) == why
        if why is None:
            expected.signers[role] = person_id
            expected.signed.discard(role)

    @rule(number=numbers, person_id=person_ids)
    def looks(self, number: int, person_id: int) -> None:
        """Whoever signs later signs what was on the screen now."""
        if number in self.expected:
            self.expected[number].looked[person_id] = self.runner.run(self._seal(number))

    @rule(number=numbers, again=st.booleans())
    def both_sign(self, number: int, again: bool) -> None:
        for person_id in [*self.expected[number].signers.values()] if number in self.expected else []:
            if again:
                self.looks(number, person_id)
            self.signs(number, person_id)

    @rule(number=numbers, person_id=person_ids)
    def signs(self, number: int, person_id: int) -> None:
        if number not in self.expected:
            return
        expected = self.expected[number]
        role, seen = expected.role_of(person_id), expected.looked.get(person_id, "")
        why = (
            "home.not_yours" if person_id not in self.electors
            else "home.old_button" if role is None
            else "ballots.nothing_to_sign" if not (expected.counted and expected.struck)
            else "ballots.signed_already" if role in expected.signed
            else "ballots.figures_changed" if seen != self.runner.run(self._seal(number))
            else None
        )  # fmt: skip
        assert self.tries(person_id, number, lambda d, b: ballots_signed.sign(d, b, seen)) == why
        if why is None and role is not None:
            expected.signed.add(role)

    @rule(number=numbers, person_id=person_ids)
    def disputes(self, number: int, person_id: int) -> None:
        if number not in self.expected:
            return
        expected = self.expected[number]
        role = expected.role_of(person_id)
        why = (
            "home.not_yours" if person_id not in self.electors
            else "home.old_button" if role is None
            else "ballots.nothing_to_sign" if not (expected.counted and expected.struck)
            else "ballots.signed_already" if expected.final
            else None
        )  # fmt: skip
        assert self.tries(person_id, number, lambda d, b: ballots_signed.dispute(d, b, "有误")) == why
        if why is None and role is not None:
            expected.signed.discard(role)

    @rule(person_id=person_ids, here=st.booleans())
    def is_ticked(self, person_id: int, here: bool) -> None:
        self._tick({person_id}, here)

    @rule()
    def all_are_ticked(self) -> None:
        self._tick(set(PEOPLE), True)

    def _tick(self, numbers: set[int], here: bool) -> None:
        self.runner.run(self.tick(MEETING, numbers, here=here))
        self.present = self.present | numbers if here else self.present - numbers

    @rule(
        person_id=st.sampled_from([3, 4, 6, 7]),
        status=st.sampled_from([Status.FULL, Status.PROBATIONARY]),
        voting=st.booleans(),
    )
    def becomes(self, person_id: int, status: Status, voting: bool) -> None:
        self.runner.run(self.change(person_id, status=status, voting=voting))
        has_vote = status is Status.FULL and voting
        self.electors = self.electors | {person_id} if has_vote else self.electors - {person_id}

    @rule(person_id=person_ids, bound=st.booleans())
    def is_bound(self, person_id: int, bound: bool) -> None:
        self.runner.run(self.change(person_id, telegram_id=1000 + person_id if bound else None))
        self.unbound = self.unbound - {person_id} if bound else self.unbound | {person_id}

    @rule()
    def restarts(self) -> None:
        self.restart()

    async def _seal(self, number: int) -> str:
        async with self.database.reading() as session:
            return await seal_of(session, await session.get_one(Ballot, number))

    @invariant()
    def everything_is_as_expected(self) -> None:
        self.runner.run(self._compare())

    async def _compare(self) -> None:
        async with self.database.reading() as session:
            for number, expected in self.expected.items():
                ballot = await session.get_one(Ballot, number)
                lines = await store.roll(session, number)
                assert digest(line.person_id for line in lines) == ballot.digest == digest(expected.roll)
                assert {line.person_id for line in lines if line.voted} == set(expected.voted)
                assert {line.person_id for line in lines if line.paper} == expected.struck
                assert (await standing(session, ballot)).stands is expected.stands
                if expected.closed or not expected.secret:
                    _compare_figures(await store.figures(session, ballot), expected, self.present)


def _compare_figures(figures: store.Figures, expected: Expected, present: set[int]) -> None:
    """All votes accepted, however they were given, and nothing else."""
    said, by_hand = Counter(expected.voted.values()), expected.hand.values()
    counts = figures.counts
    assert [counts.for_, counts.against, counts.abstain] == [
        said[choice] + sum(each.votes[choice] for each in by_hand) for choice in Choice
    ]
    assert counts.returned == len(expected.voted) + sum(each.returned for each in by_hand)
    assert counts.expected == len(expected.roll)
    assert counts.issued <= counts.expected
    assert counts.excess == sum(max(0, each.returned - each.issued) for each in by_hand)
    absent = len(set(expected.voted) - present) if expected.in_meeting else 0
    assert figures.from_absent == absent


TestAssembly = Assembly.TestCase
TestAssembly.settings = settings(max_examples=15, stateful_step_count=40, deadline=None)
