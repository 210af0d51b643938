"""Whatever people do before and in an assembly that votes on a confirmation, in whatever order: leave, opinions in
writing, attendance, the ballot, kills, restarts. A plain list says which deed is refused, and what the figures are."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from bot.actions import admission_ballots, ballots, opinions
from bot.actions.base import Deed
from bot.rules import rulebook
from bot.rules.electorate import digest
from bot.rules.words import AdmissionStep, Answer, Attendance, BallotMethod, Choice
from bot.store import admissions as admission_store
from bot.store import ballots as store
from bot.store.admissions import AdmissionFile
from bot.store.agenda import AgendaItem
from bot.store.ballots import Ballot
from bot.store.ballots_standing import passed
from bot.store.meetings import Invited, Meeting
from tests.store.polling import ELECTORS, PEOPLE, PROBATIONARY, SECRETARY, UNBOUND, Polling

MEETING, SUBJECT = 1, PROBATIONARY
NEEDED, QUORUM = 3, 3  # more than half of five; at least half of them there (党支部工作制度 三（十四）6(7))
BOUND = tuple(each for each in ELECTORS if each != UNBOUND)

person_ids = st.sampled_from([*PEOPLE, *BOUND, *BOUND])
electors = st.sampled_from(ELECTORS)
choices = st.sampled_from([Choice.FOR, Choice.FOR, Choice.AGAINST, Choice.ABSTAIN])


class Assembly(Polling):
    """One confirmation. Before the meeting whoever is on leave may write; whoever comes all the same votes there."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.away: set[int] = set()  # who has asked for leave
        self.present: set[int] = set()
        self.begun = self.closed = False
        self.written: dict[int, Choice] = {}
        self.entered: set[int] = set()  # whose paper an officer has entered
        self.cast: dict[int, Choice] = {}

    def found(self) -> None:
        """Not by itself: :meth:`is_called` does it."""

    @initialize(writing=st.dictionaries(st.sampled_from(BOUND), choices, max_size=3))
    def is_called(self, writing: dict[int, Choice]) -> None:
        """Some are on leave from the first, and write."""
        self.runner.run(self._found())
        self.runner.run(self._called())
        for person_id, choice in writing.items():
            self.answers(person_id, True)
            self.lodges(person_id, choice, False)

    async def _called(self) -> None:
        """An assembly of the afternoon, with its last step on the agenda; all gates are passed."""
        await self.call(MEETING)
        await self.change(SUBJECT, joined=date(2025, 9, 1))
        async with self.database.writing() as session:
            meeting = await session.get_one(Meeting, MEETING)
            meeting.starts, meeting.ticked, meeting.subject_id = self.now + timedelta(hours=5), None, SUBJECT
            session.add(AgendaItem(meeting_id=MEETING, position=1, title="", step=AdmissionStep.BALLOT))
            session.add(AdmissionFile(person_id=SUBJECT, review_number="7", review_date=date(2026, 9, 20)))
            for number in PEOPLE:
                (await session.get_one(Invited, (MEETING, number))).attendance = None

    def _may_lodge(self, person_id: int) -> str | None:
        if person_id not in ELECTORS:
            return "home.not_yours"
        if self.begun:
            return "admissions.opinion_late"
        return None if person_id in self.away else "admissions.opinion_not_absent"

    @rule(person_id=person_ids, leave=st.sampled_from([True, True, False]))
    @precondition(lambda self: not self.begun)
    def answers(self, person_id: int, leave: bool) -> None:
        async def answer() -> None:
            async with self.database.writing() as session:
                row = await session.get_one(Invited, (MEETING, person_id))
                row.answer = Answer.LEAVE if leave else Answer.ATTEND

        self.runner.run(answer())
        self.away = self.away | {person_id} if leave else self.away - {person_id}

    @rule(person_id=person_ids, choice=choices, killed=st.booleans())
    def lodges(self, person_id: int, choice: Choice, killed: bool) -> None:
        async def act(deed: Deed) -> None:
            await opinions.lodge(deed, await deed.session.get_one(Meeting, MEETING), SUBJECT, choice)

        why = self._may_lodge(person_id)
        if killed and why is None:
            self.dies(person_id, act)
        for _ in range(2):
            assert self.does(person_id, act) == why
        if why is None:
            self.written[person_id] = choice
            self.entered.discard(person_id)

    @rule(person_id=person_ids)
    def takes_back(self, person_id: int) -> None:
        async def act(deed: Deed) -> None:
            await opinions.withdraw(deed, await deed.session.get_one(Meeting, MEETING), SUBJECT)

        why = self._may_lodge(person_id) or (None if person_id in self.written else "home.old_button")
        assert self.does(person_id, act) == why
        if why is None:
            del self.written[person_id]
            self.entered.discard(person_id)

    @rule(person_id=st.sampled_from([*ELECTORS, UNBOUND, UNBOUND]), choice=choices)
    def an_officer_enters(self, person_id: int, choice: Choice) -> None:
        async def act(deed: Deed) -> None:
            await opinions.enter(deed, await deed.session.get_one(Meeting, MEETING), SUBJECT, person_id, choice)

        why = self._may_lodge(person_id) or (None if person_id == UNBOUND else "admissions.lodges_alone")
        assert self.does(SECRETARY, act) == why
        if why is None:
            self.written[person_id] = choice
            self.entered.add(person_id)

    @rule(here=st.frozensets(electors, min_size=2), killed=st.booleans())
    @precondition(lambda self: not self.begun and self.written)
    def begins(self, here: frozenset[int], killed: bool) -> None:
        """Attendance is taken, the numbers stated, the ballot opened: opinions of those who came are gone."""
        self.begun, self.present = True, set(here)
        self.now += timedelta(hours=5)
        self.runner.run(self._takes_attendance())
        if killed:
            self.dies(SECRETARY, self._open)
        number = self.does(SECRETARY, self._open)
        assert isinstance(number, int)
        self.number = number
        self.written = {each: choice for each, choice in self.written.items() if each not in self.present}

    async def _takes_attendance(self) -> None:
        async with self.database.writing() as session:
            meeting = await session.get_one(Meeting, MEETING)
            meeting.begun = meeting.ticked = meeting.stated = self.now
            meeting.item = 1
            for number in PEOPLE:
                row = await session.get_one(Invited, (MEETING, number))
                row.attendance = Attendance.PRESENT if number in self.present else Attendance.ABSENT

    async def _open(self, deed: Deed) -> int:
        meeting = await deed.session.get_one(Meeting, MEETING)
        return (await admission_ballots.open_(deed, meeting, BallotMethod.OPEN, "是否同意转正")).id

    def _may_vote(self, person_id: int) -> str | None:
        if person_id not in ELECTORS:
            return "home.not_yours"
        if self.closed:
            return "ballots.has_ended"
        if person_id in self.written:
            return "ballots.voted_in_writing"
        return None if person_id in self.present else "ballots.not_present"

    @rule(person_id=person_ids, choice=choices, killed=st.booleans())
    @precondition(lambda self: self.number)
    def votes(self, person_id: int, choice: Choice, killed: bool) -> None:
        async def act(deed: Deed) -> None:
            await ballots.vote(deed, await self.ballot(deed, self.number), choice)

        why = self._may_vote(person_id)
        if killed and why is None:
            self.dies(person_id, act)
        for _ in range(2):
            assert self.does(person_id, act) == why
        if why is None:
            self.cast[person_id] = choice

    @rule(person_id=electors, choice=choices)
    @precondition(lambda self: self.number)
    def nobody_enters_a_vote_for_another(self, person_id: int, choice: Choice) -> None:
        async def act(deed: Deed) -> None:
            await ballots.enter(deed, await self.ballot(deed, self.number), person_id, choice)

        assert self.does(SECRETARY, act) == ("ballots.has_ended" if self.closed else "ballots.no_proxies")

    @rule(sure=st.sampled_from([False, True]))
    @precondition(lambda self: self.number)
    def closes(self, sure: bool) -> None:
        async def act(deed: Deed) -> None:
            await ballots.close(deed, await self.ballot(deed, self.number))

        if sure:
            assert self.does(SECRETARY, act) == ("ballots.has_ended" if self.closed else None)
            self.closed = True

    @rule()
    def restarts(self) -> None:
        self.restart()

    @invariant()
    def everything_is_as_expected(self) -> None:
        self.runner.run(self._compare())

    async def _compare(self) -> None:
        async with self.database.reading() as session:
            kept = await admission_store.opinions(session, MEETING, SUBJECT)
            assert {each.person_id: each.choice for each in kept} == self.written
            by_officers = {each.person_id for each in kept if each.entered_by_id is not None}
            assert by_officers == self.entered & set(self.written)
            if not self.number:
                return
            ballot = await session.get_one(Ballot, self.number)
            lines = await store.roll(session, self.number)
            assert digest(line.person_id for line in lines) == ballot.digest == digest(ELECTORS)
            assert {line.person_id for line in lines if line.written} == set(self.written)
            assert {line.person_id: line.choice for line in lines if line.voted} == self.cast
            found = (await store.figures(session, ballot)).counts
            said = Counter([*self.cast.values(), *self.written.values()])
            assert (found.for_, found.against, found.abstain) == tuple(said[choice] for choice in Choice)
            assert (found.expected, found.present) == (len(ELECTORS), len(self.present & set(ELECTORS)))
            if self.closed:
                enough = said[Choice.FOR] >= NEEDED and len(self.present & set(ELECTORS)) >= QUORUM
                assert await passed(session, ballot, rulebook.load()) is enough


TestAssembly = Assembly.TestCase
TestAssembly.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
