"""What has happened in a branch, written into the store: for stories about what follows from it."""

from datetime import date, datetime

from sqlalchemy import select, update

from bot.rules.calendar import Month, Quarter
from bot.rules.words import (
    Answer,
    BallotKind,
    BallotMethod,
    Choice,
    DuesState,
    Employment,
    MeetingKind,
    Register,
    ReportState,
)
from bot.store.admissions import WrittenOpinion
from bot.store.ballots import Ballot, Elector
from bot.store.branch import Branch, Person, Team
from bot.store.database import Database
from bot.store.dues import MonthDues
from bot.store.meetings import Invited, Meeting
from bot.store.registers import Entry
from bot.store.reports import ThoughtReport
from tests import twins
from tests.scene import Scene


class Facts:
    """Writes beside the bot, by names. ``now`` is the moment at which a thing was done."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        if scene.bot is None:
            raise LookupError("the bot does not run")
        self.database: Database = scene.bot.database

    async def meeting(
        self, kind: MeetingKind, starts: str, *, team: str | None = None, cancelled: bool = False,
        invited: tuple[str, ...] = (), topic: str = "十月议题",
    ) -> int:  # fmt: skip
        """A meeting called by the secretary; the invited have not answered."""
        twins.know(topic, "会议室")
        people, moment = await self._people(), self.scene.moment(starts)
        async with self.database.writing() as session:
            team_id = await session.scalar(select(Team.id).where(Team.name == team)) if team else None
            row = Meeting(
                branch_id=await session.scalar(select(Branch.id)), kind=kind, topic=topic, starts=moment,
                place="会议室", team_id=team_id, caller_id=people["郑书记"], called=self.now,
                cancelled=self.now if cancelled else None,
            )  # fmt: skip
            session.add(row)
            await session.flush()
            session.add_all(Invited(meeting_id=row.id, person_id=people[name]) for name in invited)
            return row.id

    async def answers(self, meeting_id: int, name: str, answer: Answer) -> None:
        """An invited person's answer."""
        person_id = (await self._people())[name]
        query = update(Invited).where(Invited.meeting_id == meeting_id, Invited.person_id == person_id)
        async with self.database.writing() as session:
            await session.execute(query.values(answer=answer))

    async def dues(self, name: str, month: Month, state: DuesState) -> None:
        """Where somebody's dues of a month stand."""
        person_id = (await self._people())[name]
        async with self.database.writing() as session:
            row = await session.scalar(
                select(MonthDues).where(MonthDues.person_id == person_id, MonthDues.month == month)
            )
            if row is None:
                row = MonthDues(
                    branch_id=await session.scalar(select(Branch.id)), person_id=person_id, month=month, due=4800,
                    base=480000, employment=Employment.EMPLOYED,
                )  # fmt: skip
                session.add(row)
            row.state, row.changed = state, self.now

    async def report(self, name: str, quarter: Quarter, state: ReportState) -> None:
        """A thought report in that state."""
        person_id = (await self._people())[name]
        async with self.database.writing() as session:
            row = ThoughtReport(
                branch_id=await session.scalar(select(Branch.id)), author_id=person_id, quarter=quarter, state=state,
                text=b"", created=self.now, changed=self.now,
            )  # fmt: skip
            session.add(row)

    async def entry(
        self, register: Register, day: str, *, author: str, about: str = "", team: str | None = None
    ) -> None:
        """An entry of a register, without a note."""
        twins.know("已登记的事")
        people = await self._people()
        async with self.database.writing() as session:
            row = Entry(
                branch_id=await session.scalar(select(Branch.id)), register=register, day=date.fromisoformat(day),
                author_id=people[author], subject_id=people.get(about), topic="已登记的事", created=self.now,
                team_id=await session.scalar(select(Team.id).where(Team.name == team)) if team else None,
            )  # fmt: skip
            session.add(row)

    async def ballot(self, question: str, *names: str, closed: bool = False) -> None:
        """A ballot by name on whose roll these people stand without a vote."""
        twins.know(question)
        people = await self._people()
        async with self.database.writing() as session:
            row = Ballot(
                branch_id=await session.scalar(select(Branch.id)), kind=BallotKind.OPINION, method=BallotMethod.OPEN,
                question=question, opener_id=people["郑书记"], opened=self.now, closed=self.now if closed else None,
                electors=len(names), digest="",
            )  # fmt: skip
            session.add(row)
            await session.flush()
            session.add_all(Elector(ballot_id=row.id, person_id=people[name]) for name in names)

    async def written(self, meeting_id: int, ballot_id: int, **choices: Choice) -> None:
        """Opinions lodged before the meeting about 林预备, by whom; and the ballot's roll counts them."""
        people = await self._people()
        subject = people["林预备"]
        async with self.database.writing() as session:
            (await session.get_one(Ballot, ballot_id)).subject_id = subject
            for name, choice in choices.items():
                opinion = {"meeting_id": meeting_id, "subject_id": subject, "person_id": people[name]}
                session.add(WrittenOpinion(**opinion, choice=choice, lodged=self.now))
                (await session.get_one(Elector, (ballot_id, people[name]))).written = True

    @property
    def now(self) -> datetime:
        """The moment on the bot's clock."""
        return self.scene.simulator.clock.now()

    async def _people(self) -> dict[str, int]:
        async with self.database.reading() as session:
            rows = await session.execute(select(Person.name, Person.id))
            return {row.name: row.id for row in rows}
