"""Whatever people and officers do with an election, in whatever order: papers, attendance, statuses that change
meanwhile, signatures, kills and restarts. A plain list says which deed is refused, and what the papers come to."""

from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from bot.actions import ballots, ballots_signed, elections
from bot.actions.base import Deed
from bot.actions.elections import Election
from bot.rules import rulebook
from bot.rules.elections import Paper, Standing
from bot.rules.electorate import digest
from bot.rules.words import Choice, CountRole, Status
from bot.store import ballots as store
from bot.store import ballots_box
from bot.store import elections as election_store
from bot.store.ballots import Ballot
from bot.store.ballots_standing import seal_of, standing
from bot.store.branch import Person
from bot.store.meetings import Meeting
from tests.store.polling import ELECTORS, PEOPLE, SECRETARY, UNBOUND, Polling

MEETING, SEATS = 1, 2
NOMINEES = (1, 2, 3)
NEEDED, PRESENT = 3, 4  # more than half of five; four fifths of them (机关党建工作责任制 二.1)
VOTERS = tuple(each for each in ELECTORS if each != UNBOUND)

Spelled = tuple[tuple[Choice | None, ...], frozenset[int]]  # marks, and who is written in

person_ids = st.sampled_from([*PEOPLE, *VOTERS, *VOTERS])
marks = st.tuples(*[st.sampled_from([Choice.FOR, Choice.FOR, Choice.AGAINST, Choice.ABSTAIN]) for _ in NOMINEES])
unfinished = st.tuples(*[st.sampled_from([None, *Choice]) for _ in NOMINEES])
written = st.frozensets(st.sampled_from([4, UNBOUND]), max_size=SEATS)
roles = st.sampled_from(list(CountRole))


def paper_of(spelled: Spelled) -> Paper:
    """As it goes into the box; people stand on the roll in the order of their numbers."""
    return Paper(spelled[0], tuple(sorted(ELECTORS.index(each) for each in spelled[1])))


class Assembly(Polling):
    """One election of two out of three, by an assembly in which who is there changes."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.electors, self.present = set(ELECTORS), set(PEOPLE)
        self.cast: dict[int, Spelled] = {}
        self.closed = False
        self.signers: dict[CountRole, int] = {}
        self.signed: set[CountRole] = set()

    def found(self) -> None:
        """Not by itself: :meth:`begins` does it."""

    @initialize(killed=st.booleans())
    def begins(self, killed: bool) -> None:
        self.runner.run(self._found())
        self.runner.run(self.call(MEETING))
        if killed:
            self.dies(SECRETARY, self._open)
        number = self.does(SECRETARY, self._open)
        assert isinstance(number, int)
        self.number = number

    async def _open(self, deed: Deed) -> int:
        people = [await deed.session.get_one(Person, number) for number in NOMINEES]
        meeting = await deed.session.get_one(Meeting, MEETING)
        ballot = await elections.open_(
            deed, Election(question="选举委员", meeting=meeting, seats=SEATS, nominees=people)
        )
        return ballot.id

    def _may_cast(self, person_id: int) -> str | None:
        """Why not; None: so it is."""
        if person_id not in self.electors:
            return "home.not_yours"
        if person_id not in ELECTORS:
            return "ballots.not_elector"
        if self.closed:
            return "ballots.has_ended"
        if person_id not in self.present:
            return "ballots.not_present"
        return "ballots.cast_already" if person_id in self.cast else None

    async def _cast(self, deed: Deed, spelled: Spelled) -> int:
        ballot = await self.ballot(deed, self.number)
        return int(await elections.cast(deed, ballot, paper_of(spelled).spell(SEATS)))

    @rule(person_id=person_ids, chosen=st.one_of(marks, marks, unfinished), names=written, killed=st.booleans())
    def casts(self, person_id: int, chosen: tuple[Choice | None, ...], names: frozenset[int], killed: bool) -> None:
        """Tapped twice; a paper that names three, or on which a mark is missing, stays with the voter."""
        spelled = (chosen, names)
        whole = None not in chosen and chosen.count(Choice.FOR) + len(names) <= SEATS
        if killed and whole and self._may_cast(person_id) is None:
            self.dies(person_id, lambda deed: self._cast(deed, spelled))
        for _ in range(2):
            why = self._may_cast(person_id)
            assert self.does(person_id, lambda deed: self._cast(deed, spelled)) == (int(whole) if why is None else why)
            if why is None and whole:
                self.cast[person_id] = spelled

    @rule(chosen=marks, names=written, voters=st.lists(st.sampled_from(ELECTORS), min_size=2, unique=True))
    def some_agree(self, chosen: tuple[Choice | None, ...], names: frozenset[int], voters: list[int]) -> None:
        for person_id in voters:
            self.casts(person_id, chosen, names, False)

    @rule(person_id=person_ids, text=st.sampled_from(["", "+", "+++....", "+-0zz..", "+-000..", "x-0...."]))
    def casts_what_is_no_paper(self, person_id: int, text: str) -> None:
        """Whatever a button could be made to carry; a candidate (place 00) is not written in besides."""

        async def act(deed: Deed) -> int:
            return int(await elections.cast(deed, await self.ballot(deed, self.number), text))

        answer, why = self.does(person_id, act), self._may_cast(person_id)
        assert answer == why if why else answer in ("home.old_button", 0)

    @rule(person_id=person_ids)
    def nobody_enters_for_another(self, person_id: int) -> None:
        async def act(deed: Deed) -> None:
            await ballots.enter(deed, await self.ballot(deed, self.number), person_id, Choice.FOR)

        assert isinstance(self.does(SECRETARY, act), str)

    @rule(sure=st.sampled_from([False, True]))
    def closes(self, sure: bool) -> None:
        async def act(deed: Deed) -> None:
            await ballots.close(deed, await self.ballot(deed, self.number))

        if sure:
            assert self.does(SECRETARY, act) == ("ballots.has_ended" if self.closed else None)
            self.closed = True

    def _concerned(self) -> set[int]:
        """Who may not sign: the nominees, and whoever the papers propose."""
        if not self.closed or self._there() < PRESENT:
            return set(NOMINEES)
        return {*NOMINEES, *(each for each, votes in self._votes().items() if votes >= NEEDED)}

    def _votes(self) -> Counter[int]:
        papers = [*self.cast.values()]
        marked = [who for chosen, _ in papers for who, mark in zip(NOMINEES, chosen, strict=True) if mark is Choice.FOR]
        return Counter([*marked, *(who for _, names in papers for who in names)])

    def _there(self) -> int:
        return len(self.present & set(ELECTORS))

    @rule(role=roles, person_id=person_ids)
    def names(self, role: CountRole, person_id: int) -> None:
        async def act(deed: Deed) -> None:
            await ballots_signed.name_signer(deed, await self.ballot(deed, self.number), role, person_id)

        other = {each for of, each in self.signers.items() if of is not role}
        why = (
            "ballots.signed_already" if self._stands
            else "home.old_button" if person_id not in ELECTORS
            else "ballots.may_not_sign" if person_id not in self.electors or person_id in self._concerned()
            else "ballots.signs_twice" if person_id in other
            else None
        )  # fmt: skip
        assert self.does(SECRETARY, act) == why
        if why is None:
            self.signers[role] = person_id
            self.signed.discard(role)

    @rule(person_id=st.sampled_from([4, UNBOUND, 1]), looked=st.booleans())
    def signs(self, person_id: int, looked: bool) -> None:
        seen = self.runner.run(self._seal()) if looked else "0" * 12

        async def act(deed: Deed) -> None:
            await ballots_signed.sign(deed, await self.ballot(deed, self.number), seen)

        role = next((role for role, each in self.signers.items() if each == person_id), None)
        why = (
            "home.not_yours" if person_id not in self.electors
            else "home.old_button" if role is None
            else "ballots.nothing_to_sign" if not self.closed
            else "ballots.signed_already" if role in self.signed
            else "ballots.may_not_sign" if person_id in self._concerned()
            else None if looked else "ballots.figures_changed"
        )  # fmt: skip
        assert self.does(person_id, act) == why
        if why is None and role is not None:
            self.signed.add(role)

    @rule()
    def comes_to_its_end(self) -> None:
        self.closes(True)
        for role, person_id in zip(CountRole, (4, UNBOUND), strict=True):
            self.names(role, person_id)
            self.signs(person_id, True)

    @property
    def _stands(self) -> bool:
        return self.closed and self.signed == set(CountRole)

    @precondition(lambda self: self.closed)
    @rule()
    def a_next_round_is_asked_for(self) -> None:
        """Nothing follows before two have signed; then only what the figures call for (the deed is not kept)."""

        async def act(deed: Deed) -> None:
            await elections.check_by_ballot(deed, await self.ballot(deed, self.number))

        short = self._there() >= PRESENT and len([v for v in self._votes().values() if v >= NEEDED]) < SEATS
        why = "elections.unsigned" if not self._stands else None if short else "elections.no_seat_left"
        assert self.does(SECRETARY, act) == why

    @rule(person_id=person_ids, here=st.booleans())
    def is_ticked(self, person_id: int, here: bool) -> None:
        self._tick({person_id}, here)

    @rule()
    def all_are_ticked(self) -> None:
        self._tick(set(PEOPLE), True)

    def _tick(self, people: set[int], here: bool) -> None:
        self.runner.run(self.tick(MEETING, people, here=here))
        self.present = self.present | people if here else self.present - people

    @rule(person_id=st.sampled_from([3, 4, 6, 7]), status=st.sampled_from([Status.FULL, Status.PROBATIONARY]))
    def becomes(self, person_id: int, status: Status) -> None:
        self.runner.run(self.change(person_id, status=status, voting=True))
        self.electors = self.electors | {person_id} if status is Status.FULL else self.electors - {person_id}

    @rule()
    def restarts(self) -> None:
        self.restart()

    async def _seal(self) -> str:
        async with self.database.reading() as session:
            return await seal_of(session, await session.get_one(Ballot, self.number))

    @invariant()
    def everything_is_as_expected(self) -> None:
        if self.number:
            self.runner.run(self._compare())

    async def _compare(self) -> None:
        async with self.database.reading() as session:
            ballot = await session.get_one(Ballot, self.number)
            lines = await store.roll(session, self.number)
            assert digest(line.person_id for line in lines) == ballot.digest == digest(ELECTORS)
            assert {line.person_id for line in lines if line.voted} == set(self.cast)
            assert {line.choice for line in lines} == {None}
            assert (await standing(session, ballot)).stands is self._stands
            published = await ballots_box.published(session, self.number)
            assert (published is None) is not self.closed
            if published is None:
                return
            assert len(set(published.codes)) == len(self.cast)
            self._compare_result(await election_store.result(session, ballot, rulebook.load()))

    def _compare_result(self, result: election_store.Result) -> None:
        """The papers are those that were cast; who has more than half of all is ahead, if four fifths are there."""
        assert Counter(result.papers) == Counter(paper_of(each) for each in self.cast.values())
        outcome, votes = result.outcome, self._votes()
        if self._there() < PRESENT:
            assert outcome.standing is Standing.NOT_QUORATE
            assert not outcome.elected
            return
        enough = {who for who, each in votes.items() if each >= NEEDED}
        last = sorted((votes[who] for who in enough), reverse=True)[SEATS - 1 : SEATS] or [0]
        ahead = {who for who in enough if votes[who] > last[0]}
        level = enough - ahead
        tied = level if len(enough) > SEATS and len(ahead) + len(level) > SEATS else set()
        assert set(outcome.tied) == tied
        assert set(outcome.elected) == ahead | (level - tied)
        assert outcome.left == SEATS - len(outcome.elected)
        assert (outcome.standing is Standing.FILLED) is not bool(outcome.left)


TestAssembly = Assembly.TestCase
TestAssembly.settings = settings(max_examples=12, stateful_step_count=30, deadline=None)
