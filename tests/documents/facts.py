"""Plainly invented meetings for the tests of files: small, large, without anything recorded, and nasty."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.rules import rulebook
from bot.rules.filing import BallotFacts, ByHand, Item, Line, MeetingFacts, Resolution, Seat, Signer
from bot.rules.quorum import Counts, verdict
from bot.rules.words import (
    Approval,
    Attendance,
    BallotKind,
    BallotMethod,
    CountMethod,
    CountRole,
    LeaveReason,
    MeetingKind,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
STARTS = datetime(2026, 10, 20, 14, 30, tzinfo=SHANGHAI)
NOW = datetime(2026, 10, 21, 1, 0, tzinfo=UTC)
NAMES = (
    "郑书记", "孙组织", "周宣传", "吴纪检", "冯青年", "李组长", "何组长", "陈正式", "林预备", "高退休",
)  # fmt: skip
POSTS = (
    "书记",
    "组织委员、党小组长",
    "宣传委员",
    "纪检委员",
    "青年委员",
    "党小组长",
    "党小组长",
    "党员",
    "预备党员",
    "党员",
)


def seats(count: int = 10) -> tuple[Seat, ...]:
    """So many expected: the ninth on leave, the tenth absent, the eighth late, the seventh made up."""
    more = [f"示例{number:02}" for number in range(11, count + 1)]
    every = [
        Seat(name=name, post=post, attendance=Attendance.PRESENT, checked_in=True)
        for name, post in zip((*NAMES, *more), (*POSTS, *["党员"] * len(more)), strict=True)
    ]
    every[8] = replace(every[8], attendance=Attendance.EXCUSED, reason=LeaveReason.DUTY, checked_in=False)
    every[9] = replace(every[9], attendance=Attendance.ABSENT, checked_in=False)
    every[7], every[6] = replace(every[7], late=True), replace(every[6], made_up=True, checked_in=False)
    return tuple(every)


def ballot(kind: BallotKind = BallotKind.MOTION, **changes: Any) -> BallotFacts:  # noqa: ANN401 - any field
    """A counted secret ballot of 9 electors: 7 for, 1 against."""
    counts = Counts(expected=9, present=8, issued=9, returned=8, valid=8, for_=7, against=1, abstain=0)
    facts = BallotFacts(
        number=3, host="示范机关党支部", zone=SHANGHAI, meeting="党员大会：讨论第四季度工作", kind=kind,
        method=BallotMethod.SECRET, question="是否同意第四季度工作计划", opened=STARTS + timedelta(minutes=50),
        ended=STARTS + timedelta(minutes=60), counts=counts, verdict=verdict(kind, counts, rulebook.load()),
        roll="0" * 64, fingerprint="ab" * 32, record='{"question": "是否同意第四季度工作计划"}\n',
        signers=(
            Signer(role=CountRole.SCRUTINEER, name="李组长", signed=STARTS + timedelta(minutes=61)),
            Signer(role=CountRole.COUNTER, name="何组长"),
        ),
    )  # fmt: skip
    return replace(facts, **changes)


def election() -> BallotFacts:
    """Two seats, three names; paper beside the bot; waiting for the approval."""
    return ballot(
        BallotKind.ELECTION, number=4, question="选举支部委员会委员", seats=2, verdict=None, excluded=1, written=1,
        by_hand=(ByHand(method=CountMethod.PAPER, issued=2, returned=2, invalid=1),), approval=Approval.APPROVED,
        approval_number="市直工委〔2026〕12号", approval_date=date(2026, 10, 28), earlier=2, from_absent=1,
        lines=(
            Line(name="陈正式", for_=7, against=1, abstain=0, said="拟当选"),
            Line(name="李组长", for_=5, against=2, abstain=1, said="拟当选"), Line(name="何组长"),
        ),
    )  # fmt: skip


def meeting(**changes: Any) -> MeetingFacts:  # noqa: ANN401 - any field
    """An assembly of ten with everything recorded."""
    facts = MeetingFacts(
        number=7, branch="示范机关党支部", kind=MeetingKind.ASSEMBLY, topic="讨论第四季度工作", place="三楼会议室",
        zone=SHANGHAI, caller="郑书记", called=STARTS - timedelta(days=3), starts=STARTS, moves=1, begun=STARTS,
        ended=STARTS + timedelta(minutes=95), chair="郑书记", recorder="孙组织", taken=True, seats=seats(),
        observers=("黄积极", "市直工委 王同志"),
        items=(
            Item(title="传达文件", presenter="周宣传", remarks=("周宣传传达了市直机关工委关于第四季度工作的通知。",)),
            Item(
                title="讨论第四季度工作计划", presenter="郑书记",
                remarks=(
                    "大家围绕学习安排、党费收缴和结对帮扶三个方面作了讨论。", "陈正式建议把集中学习放在每月第一周。",
                ),
            ),
        ),
        ballots=(ballot(),),
        resolutions=(
            Resolution(text="同意第四季度工作计划", owner="孙组织", due=date(2026, 11, 30)),
            Resolution(text="集中学习定在每月第一周"),
        ),
    )  # fmt: skip
    return replace(facts, **changes)


def bare(**changes: Any) -> MeetingFacts:  # noqa: ANN401 - any field
    """A meeting that was only called."""
    plain = meeting(
        begun=None, ended=None, chair=None, recorder=None, taken=False, observers=(), items=(), ballots=(),
        resolutions=(), moves=0,
        seats=tuple(Seat(name=name, post=post) for name, post in zip(NAMES, POSTS, strict=True)),
    )  # fmt: skip
    return replace(plain, **changes)


NASTY = "=1+1 <b>&amp; \x00\x07\ufffe\ud800 🎉👨‍👩‍👧 " + "A" * 300 + "\r\n第二行\x0b第三行"
LONG = "会议认为，要把理论学习同实际工作结合起来，" * 240  # 5,040 characters
