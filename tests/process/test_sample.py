"""The sample branch is as the demo promises it, whatever day it is begun on."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import sample
from bot.demo import TOKEN, begin, days_until, settings_of
from bot.rules import rulebook
from bot.rules.branch_state import BranchState
from bot.rules.calendar import Month
from bot.rules.duties import duties
from bot.rules.elections import Standing
from bot.rules.words import (
    Approval,
    BallotKind,
    BallotMethod,
    DuesState,
    Employment,
    MeetingKind,
    Post,
    ReportState,
    Status,
    System,
)  # fmt: skip
from bot.settings import Settings
from bot.store import branch as people
from bot.store import elections, notes, quizzes, state
from bot.store.ballots import Ballot
from bot.store.broadcasts import Recipient
from bot.store.database import Database
from bot.store.decisions import Decision
from bot.store.meetings import Invited, Meeting
from bot.store.plans import PlanItem
from bot.store.quizzes import Quiz
from bot.store.reports import ThoughtReport
from bot.store.rulebook import OverrideRow
from bot.store.series import Series
from simulator import Simulator
from tests import twins

# Begun on a Saturday just after New Year, and on a day on which dues are late already.
BEGUN = {date(2027, 1, 2): date(2026, 12, 31), date(2026, 11, 25): date(2026, 11, 25)}


@pytest.fixture(params=BEGUN, ids=str)
async def simulator(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Simulator]:
    """Telegram, with a branch that has lived until that day."""
    twins.know(*(path.read_text(encoding="utf-8") for path in Path(sample.__file__).parent.iterdir() if path.is_file()))
    double = Simulator(token=TOKEN, bot_username="branch_bot", clock_file=tmp_path / "clock")
    async with double.serve() as address:
        settings = settings_of(address, tmp_path)
        await begin(double, settings, days_until(request.param, settings))
        yield double
    assert double.violations == []
    assert double.clock.now().astimezone(settings.zone).date() == BEGUN[request.param]


async def test_the_branch_is_as_the_demo_promises(simulator: Simulator, tmp_path: Path) -> None:
    settings = settings_of(simulator.url, tmp_path)
    database = Database(settings.database)
    async with database.reading() as session:
        await _people_are_all_there(session)
        facts = await _state(session, simulator, settings)
        _months_are_owed(facts)
        _duties_wait(facts, simulator.clock.now().astimezone(settings.zone).date())
        await _has_lived(session)
        (own,) = (await session.scalars(select(OverrideRow))).unique()
        assert (own.entry, own.name, own.value) == ("check_in", "make_up_workdays", 3)
    await database.close()
    _chats_tell_of_it(simulator)
    assert simulator.limits.on


async def _people_are_all_there(session: AsyncSession) -> None:
    branch = await people.only_branch(session)
    assert branch is not None
    everybody = await people.people(session, branch.id)
    assert sum(person.status.is_member for person in everybody) == 24
    assert Counter(person.status for person in everybody) == {
        Status.FULL: 22,
        Status.PROBATIONARY: 2,
        Status.ACTIVIST: 1,
    }
    assert len(await people.teams(session, branch.id)) == 2
    posts = Counter(post for person in everybody for post in person.posts)
    assert posts == dict.fromkeys(Post, 1) | {Post.TEAM_LEADER: 2}
    unbound = {person.name: person.employment for person in everybody if not person.bound}
    assert unbound == {"高退休": Employment.RETIRED, "新同志": Employment.EMPLOYED}


async def _state(session: AsyncSession, simulator: Simulator, settings: Settings) -> BranchState:
    branch = await people.only_branch(session)
    assert branch is not None
    return await state.load(session, branch, simulator.clock.now(), settings.zone)


def _months_are_owed(facts: BranchState) -> None:
    names = {person.id: person.name for person in facts.people}
    newest = max(fact.month for fact in facts.dues)
    past = [fact for fact in facts.dues if fact.month < newest]
    assert Counter(names[fact.person_id] for fact in past if fact.state is DuesState.DUE) == {"许欠费": 5}
    assert len({fact.month for fact in past}) == 5
    assert {fact.state for fact in facts.dues if fact.month == newest} == {*DuesState} - {DuesState.DISPUTED}


def _duties_wait(facts: BranchState, today: date) -> None:
    found = duties(rulebook.load(), facts, today)
    open_ = {(duty.system, duty.subject) for duty in found if duty.open}
    assert [(duty.system, duty.period) for duty in found if duty.waived] == [(System.STUDY, Month.of(today).plus(-1))]
    assert (System.TERM, sample.BRANCH) in open_
    assert (System.REPORT, "林预备") in open_
    assert (System.TEAM_MEETING, "第一党小组") in open_
    assert (System.LECTURE, sample.BRANCH) in open_


async def _is_nearly_confirmed(session: AsyncSession, today: date) -> None:
    """The year of probation is nearly over for one of the two."""
    query = select(people.Person.name, people.Person.joined).where(people.Person.status == Status.PROBATIONARY)
    days = {name: (today - joined).days for name, joined in await session.execute(query) if joined is not None}
    assert 180 < days["林预备"] < 300 < days["沈转正"] < 365


async def _has_lived(session: AsyncSession) -> None:
    reports = (await session.scalars(select(ThoughtReport.state))).all()
    assert {*reports} == {ReportState.READ, ReportState.RETURNED, ReportState.SUBMITTED}
    ballots = (await session.scalars(select(Ballot))).all()
    election = next(ballot for ballot in ballots if ballot.kind is BallotKind.ELECTION)
    found = (await elections.result(session, election, rulebook.load())).outcome
    assert (found.standing, len(found.elected), election.approval) == (Standing.FILLED, 2, Approval.APPROVED)
    assert [each.kind for each in await session.scalars(select(Series))] == [MeetingKind.STUDY]
    assert {(ballot.method, ballot.closed is not None) for ballot in ballots} == {
        (BallotMethod.OPEN, True), (BallotMethod.SECRET, True), (BallotMethod.OPEN, False),
    }  # fmt: skip
    meetings = (await session.scalars(select(Meeting).order_by(Meeting.starts))).all()
    assert [meeting.ticked is not None for meeting in meetings] == [True] * 7 + [False]
    answers = await session.scalars(select(Invited.answer).where(Invited.meeting_id == meetings[-1].id))
    assert 0 < sum(answer is not None for answer in answers) < 24
    decided = (await session.scalars(select(Decision).order_by(Decision.id))).all()
    assert [decision.done is not None for decision in decided] == [True, True, False]
    assert all(meeting.recorded for meeting in meetings if meeting.begun)
    quiz = (await session.scalars(select(Quiz))).one()
    taken = await quizzes.figures(session, quiz.id)
    assert (taken.finished, taken.counted, list(taken.right), taken.shared) == (5, 3, [3, 2], [("李组长", 2)])
    assert len((await session.scalars(select(PlanItem))).all()) == 8
    assert sum(note.shared is not None for note in await notes.every(session)) == 1
    studied = (await session.scalars(select(Recipient.studied))).all()
    assert 0 < sum(moment is not None for moment in studied) < len(studied)


def _chats_tell_of_it(simulator: Simulator) -> None:
    for name in ("陈同志", "郑书记", "许欠费", "林预备"):
        told = [message for message in simulator.messages(name) if message.from_bot]
        assert len(told) > 15
        assert any("提醒" in message.text for message in told)
        assert told[0].date < told[-1].date
    assert len(simulator.messages("孙组织", sample.BRANCH)) > 5
    assert simulator.messages("新同志") == simulator.messages(sample.STRANGER) == []
