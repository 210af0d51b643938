"""How an office words the facts of a meeting and of a ballot: what several files say is said in one way."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.documents.word import BLANK
from bot.rules.filing import BallotFacts, MeetingFacts, Resolution, Seat
from bot.rules.language import Language, say_day, say_when
from bot.rules.quorum import Verdict, VerdictReason
from bot.rules.words import Attendance

_REASONS = {
    VerdictReason.OPINION: "意见征集，不作表决结论",
    VerdictReason.NO_ATTENDANCE: "会议没有出勤登记，不作表决结论",
    VerdictReason.VOID: "无效：收回票数多于发出票数",
    VerdictReason.NOT_QUORATE: "未通过：到会不足 {quorum} 人，表决无效",
    VerdictReason.MAJORITY: "通过：赞成达到 {threshold} 票",
    VerdictReason.NO_MAJORITY: "未通过：赞成不足 {threshold} 票",
}


def moment(when: datetime, zone: ZoneInfo) -> str:
    """2026年10月15日（周四）14:30."""
    return say_when(when, zone=zone, language=Language.ZH)


def between(first: datetime, last: datetime, zone: ZoneInfo) -> str:
    """2026年10月15日（周四）14:30 至 16:20; the day once where it is the same."""
    local = last.astimezone(zone)
    same_day = first.astimezone(zone).date() == local.date()
    return f"{moment(first, zone)} 至 " + (f"{local:%H:%M}" if same_day else moment(last, zone))


def span(facts: MeetingFacts) -> str:
    """From when to when; what was not recorded is left open."""
    starts = facts.begun or facts.starts
    if facts.ended is None:
        return f"{moment(starts, facts.zone)} 至{BLANK}时{BLANK}分"
    return between(starts, facts.ended, facts.zone)


def people(count: int | None) -> str:
    """10 人; a gap where nobody has counted."""
    return f"{BLANK} 人" if count is None else f"{count} 人"


def figures(facts: MeetingFacts) -> dict[str, str]:
    """应到, 实到, 请假, 缺席."""
    marks = {
        "实到": Attendance.PRESENT, "请假": Attendance.EXCUSED, "缺席": Attendance.ABSENT,
    }  # fmt: skip
    counted = {word: people(len(facts.marked(mark)) if facts.taken else None) for word, mark in marks.items()}
    return {"应到": people(len(facts.seats)), **counted}


def attending(seat: Seat) -> str:
    """陈正式（迟到）; 陈正式（补签）."""
    notes = [word for word, holds in (("迟到", seat.late), ("补签", seat.made_up)) if holds]
    return seat.name + (f"（{'，'.join(notes)}）" if notes else "")


def missing(seat: Seat) -> str:
    """陈正式（请假，因公）; 陈正式（缺席）."""
    words = [seat.attendance.zh] if seat.attendance else []
    if seat.attendance is Attendance.EXCUSED and seat.reason:
        words.append(seat.reason.zh)
    return f"{seat.name}（{'，'.join(words)}）"


def resolved(resolution: Resolution) -> str:
    """The text; who sees to it; by when."""
    parts = []
    if resolution.owner:
        parts.append(f"责任人：{resolution.owner}")
    if resolution.due:
        parts.append(f"完成时限：{say_day(resolution.due, Language.ZH)}")
    return resolution.text + (f"（{'；'.join(parts)}）" if parts else "")


def conclusion(ballot: BallotFacts) -> str:
    """What the ballot came to, in one line; empty where it is to be written by hand."""
    if ballot.void:
        return "作废，没有结果"
    if not ballot.counted:
        return "票已计，待签字确认" if ballot.ended else "尚未结束，没有结果"
    if proposed := [line.name for line in ballot.lines if line.said == "拟当选"]:
        return f"拟当选：{'、'.join(proposed)}"
    if ballot.verdict is None:
        return ""
    review = "；待机关工委审查" if ballot.verdict.passed and ballot.kind.of_one_person else ""
    waiting = "、".join(signer.role.zh for signer in ballot.unsigned)
    return said(ballot.verdict) + review + (f"（待{waiting}签字确认）" if waiting else "")


def said(found: Verdict) -> str:
    """通过：赞成达到 6 票."""
    return _REASONS[found.reason].format(threshold=found.threshold, quorum=found.quorum)


def basis(found: Verdict) -> str:
    """The clause and our short title of it."""
    return f"{found.clause.zh}（{found.title.zh}）"


def voters(ballot: BallotFacts) -> str:
    """应到、实到 of those with a vote; whom the assembly left out only by their number."""
    if ballot.counts is None:
        return ""
    present = "" if ballot.counts.present is None else f"，实到 {ballot.counts.present} 人"
    left_out = f"，经批准不计入应到 {ballot.excluded} 人" if ballot.excluded else ""
    return f"有表决权的应到 {ballot.counts.expected} 人{present}{left_out}"


def tally(ballot: BallotFacts) -> str:
    """The figures of a ballot in one sentence; of an election name by name."""
    counts = ballot.counts
    if counts is None:
        return ""
    invalid = counts.returned - counts.valid
    papers = (
        f"发出 {counts.issued} 票，收回 {counts.returned} 票，有效 {counts.valid} 票"
        + (f"，无效 {invalid} 票" if invalid else "")
        + (f"（含会前书面意见 {ballot.written} 份）" if ballot.written else "")
    )
    if ballot.lines:
        return papers
    return f"{papers}；赞成 {counts.for_} 票，反对 {counts.against} 票，弃权 {counts.abstain} 票"
