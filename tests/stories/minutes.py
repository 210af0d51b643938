"""A meeting of which everything was recorded, written into the store."""

from datetime import date

from bot.rules.words import (
    AdmissionStep,
    Attendance,
    BallotKind,
    BallotMethod,
    Choice,
    CountMethod,
    CountRole,
    ExclusionReason,
)
from bot.store import meetings
from bot.store.admissions import Exclusion
from bot.store.agenda import AgendaItem, Remark
from bot.store.ballots import Ballot, Elector
from bot.store.counts import HandCount, SignOff
from bot.store.decisions import Decision
from bot.store.meetings import Meeting
from bot.store.observers import Observer
from tests import twins
from tests.stories.facts import Facts


async def minutes(facts: Facts, meeting: int) -> None:
    """Everything that can be recorded of a meeting, as if the chair had walked through it."""
    twins.know("传达文件", "上级单位 王同志", "接收黄积极")
    at, people = facts.scene.moment, await facts._people()
    zheng, sun, chen, gao = (people[name] for name in ("郑书记", "孙组织", "陈正式", "高退休"))
    async with facts.database.writing() as session:
        called = await session.get_one(Meeting, meeting)
        called.begun, called.ended = at("2026-10-12 09:05"), at("2026-10-12 10:20")
        called.recorder_id, called.ticked = sun, at("2026-10-12 10:21")
        for row in await meetings.invited(session, meeting):
            row.attendance = Attendance.PRESENT
            row.late, row.pleaded_to_id = row.person_id == chen, zheng if row.person_id == gao else None
            row.plea = "家里有事忘了签" if row.person_id == gao else None
        first = AgendaItem(meeting_id=meeting, position=1, title="传达文件", presenter="孙组织")
        ballot = Ballot(
            branch_id=called.branch_id, kind=BallotKind.ADMISSION, method=BallotMethod.OPEN, question="接收黄积极",
            opener_id=zheng, meeting_id=meeting, opened=at("2026-10-12 09:30"), closed=at("2026-10-12 09:40"),
            electors=2, digest="", subject_id=people["黄积极"],
        )  # fmt: skip
        session.add_all([
            first, AgendaItem(meeting_id=meeting, position=2, title="", step=AdmissionStep.BALLOT), ballot,
            Observer(meeting_id=meeting, name="上级单位 王同志"),
        ])  # fmt: skip
        await session.flush()
        session.add_all([
            Remark(meeting_id=meeting, item_id=first.id, author_id=sun, text="传达了两份文件", at=facts.now),
            Remark(meeting_id=meeting, author_id=sun, text="大家一致认为很有必要", at=facts.now),
            Decision(
                branch_id=called.branch_id, meeting_id=meeting, text="明年继续开展", owner_id=chen,
                due=date(2026, 11, 30), recorded_by_id=sun, recorded=facts.now,
            ),
            Elector(ballot_id=ballot.id, person_id=chen, voted=True, choice=Choice.FOR),
            Elector(ballot_id=ballot.id, person_id=sun, voted=True, choice=Choice.FOR, written=True),
            Exclusion(
                meeting_id=meeting, person_id=gao, reason=ExclusionReason.MOVED, consent="同意", entered_by_id=sun
            ),
            SignOff(ballot_id=ballot.id, role=CountRole.SCRUTINEER, person_id=chen, signed=facts.now),
            SignOff(ballot_id=ballot.id, role=CountRole.COUNTER, person_id=sun),
            HandCount(
                ballot_id=ballot.id, method=CountMethod.HANDS, issued=2, returned=2, invalid=0,
                votes={"for": 2, "against": 0, "abstain": 0},
                entered=facts.now, entered_by_id=sun,
            ),
        ])  # fmt: skip
