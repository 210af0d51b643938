"""What the files of a meeting are made from, as plain values: only what was recorded. None and empty: it was not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.rules.quorum import Counts, Verdict
from bot.rules.words import (
    Approval,
    Attendance,
    BallotKind,
    BallotMethod,
    CountMethod,
    CountRole,
    LeaveReason,
    MeetingKind,
    Word,
)


class Paper(Word):
    """What an office files of a meeting."""

    RECORD = "record", "会议记录", "Meeting record"
    SHEET = "sheet", "签到表", "Sign-in sheet"
    PACK = "pack", "归档包", "Filing pack"

    @property
    def suffix(self) -> str:
        """How its file ends."""
        return ".zip" if self is Paper.PACK else ".docx"


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One person expected. ``post`` as on the roster; ``made_up``: 补签, approved."""

    name: str
    post: str
    attendance: Attendance | None = None
    reason: LeaveReason | None = None
    late: bool = False
    made_up: bool = False
    checked_in: bool = False


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item of the agenda and what was recorded of it."""

    title: str
    presenter: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Line:
    """One name on the paper of an election, and what it came to; ``said`` as the result is read (推荐, 拟当选)."""

    name: str
    for_: int | None = None
    against: int | None = None
    abstain: int | None = None
    said: str = ""


@dataclass(frozen=True, kw_only=True)
class ByHand:
    """Hands or paper counted beside the bot."""

    method: CountMethod
    issued: int
    returned: int
    invalid: int


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signs for the count, and when that was done in the chat."""

    role: CountRole
    name: str
    signed: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class BallotFacts:
    """One ballot. ``counts`` and ``record`` (what the recount script reads, as JSON) only of one that is counted.

    Of an election ``lines`` has the figures, ``quorum`` how many had to be there and ``bar`` how many votes it took;
    ``earlier`` is the ballot that this one repeats; ``host`` whose it is; ``meeting`` in which meeting it was held, in
    words.
    """

    number: int
    host: str
    zone: ZoneInfo
    meeting: str = ""
    kind: BallotKind
    method: BallotMethod
    question: str
    opened: datetime
    ended: datetime | None = None
    void: bool = False
    counts: Counts | None = None
    verdict: Verdict | None = None
    lines: tuple[Line, ...] = ()
    seats: int | None = None
    quorum: int | None = None
    bar: int | None = None
    subject: str | None = None
    from_absent: int = 0
    written: int = 0
    excluded: int = 0
    by_hand: tuple[ByHand, ...] = ()
    signers: tuple[Signer, ...] = ()
    approval: Approval | None = None
    approval_number: str | None = None
    approval_date: date | None = None
    earlier: int | None = None
    roll: str = ""
    fingerprint: str = ""
    record: str | None = None

    @property
    def counted(self) -> bool:
        """Whether its figures are final."""
        return self.counts is not None

    @property
    def unsigned(self) -> tuple[Signer, ...]:
        """Who has still to sign for the count."""
        return tuple(signer for signer in self.signers if signer.signed is None)


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """What was resolved, who sees to it and by when."""

    text: str
    owner: str | None = None
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """A meeting as its files know it; times are aware, to be written in ``zone``. ``agenda`` as the notice had it."""

    number: int
    branch: str
    team: str | None = None
    kind: MeetingKind
    topic: str
    place: str
    zone: ZoneInfo
    caller: str
    called: datetime
    starts: datetime
    moves: int = 0
    cancelled: datetime | None = None
    begun: datetime | None = None
    ended: datetime | None = None
    chair: str | None = None
    recorder: str | None = None
    taken: bool = False  # attendance
    agenda: str = ""
    seats: tuple[Seat, ...] = ()
    observers: tuple[str, ...] = ()
    oral: tuple[str, ...] = ()  # who reported orally
    items: tuple[Item, ...] = ()
    remarks: tuple[str, ...] = ()
    ballots: tuple[BallotFacts, ...] = ()
    resolutions: tuple[Resolution, ...] = ()

    @property
    def day(self) -> date:
        """The date on the branch's calendar."""
        return self.starts.astimezone(self.zone).date()

    @property
    def host(self) -> str:
        """Whose meeting it is: 示范机关党支部第一党小组."""
        return self.branch + (self.team or "")

    @property
    def sequence(self) -> int:
        """How often the calendar entry was changed (RFC 5545, SEQUENCE): a move, a cancellation."""
        return self.moves + (self.cancelled is not None)

    def marked(self, mark: Attendance) -> tuple[Seat, ...]:
        """Who was marked so, once attendance has been taken."""
        return tuple(seat for seat in self.seats if self.taken and seat.attendance is mark)

    def gaps(self) -> Iterator[str]:
        """What a complete folder would still have, in an office's words."""
        yield from self._open_points()
        for ballot in self.ballots:
            if ballot.void:
                yield f"{ballot.number} 号表决已作废，没有结果"
            elif not ballot.counted:
                yield f"{ballot.number} 号表决尚未结束，没有结果"
            for signer in ballot.unsigned:
                yield f"{ballot.number} 号表决的{signer.role.zh}尚未签字确认"

    def _open_points(self) -> Iterator[str]:
        missing = {
            "主持人未登记": self.chair is None,
            "记录人未登记": self.recorder is None,
            "散会时间未登记": self.ended is None,
            "出勤未登记（尚未完成点名）": not self.taken,
            "会议内容未登记": not self.remarks and not any(item.remarks for item in self.items),
        }
        yield from (point for point, holds in missing.items() if holds)


def agenda_of(facts: MeetingFacts) -> Sequence[str]:
    """The items in order: as the chair walks them, else the lines of the notice."""
    if facts.items:
        return [f"{item.title}（汇报人：{item.presenter}）" if item.presenter else item.title for item in facts.items]
    return [line.strip() for line in facts.agenda.splitlines() if line.strip()]


def file_name(what: str, facts: MeetingFacts, suffix: str, number: int | None = None) -> str:
    """会议记录_2026-10-20_党员大会.docx; ``number`` tells several of a meeting apart."""
    parts = [what, facts.day.isoformat(), facts.kind.zh, *([str(number)] if number is not None else [])]
    return "_".join(parts) + suffix
