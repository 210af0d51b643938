"""会议记录: what was recorded of a meeting, and empty lines where nothing was."""

from bot.documents import phrases, word, word_tables
from bot.rules.filing import BallotFacts, Line, MeetingFacts, agenda_of
from bot.rules.words import Attendance, MeetingKind

_WIDTHS = (27, 51, 27, 51)  # mm
_ONE_LINE = 19  # characters of a title that fit beside each other
_UNVOTED = (MeetingKind.LECTURE, MeetingKind.STUDY)  # where nothing is put to the vote
_NUMBERS = "一二三四五六七八九十"


def write(facts: MeetingFacts) -> bytes:
    """The record as a Word file (.docx)."""
    name = facts.kind.zh + ("会议记录" if facts.kind.zh.endswith("会") else "记录")
    document = word.paper(f"{facts.host}{name}", facts.branch, facts.starts)
    lines = [facts.host + name] if len(facts.host + name) <= _ONE_LINE else [facts.host, name]
    word.heading(document, *lines)
    _head(document, facts)
    _agenda(document, facts)
    _content(document, facts)
    number = 3
    if facts.ballots or facts.kind not in _UNVOTED:
        _ballots(document, facts, f"{_NUMBERS[number - 1]}、表决情况")
        number += 1
    _resolutions(document, facts, f"{_NUMBERS[number - 1]}、会议决议")
    word.signatures(document, ("主持人（签名）：", "记录人（签名）："), ("日　期：",))
    return word.saved(document)


def _head(document: word.Paper, facts: MeetingFacts) -> None:
    table = word_tables.table(document, _WIDTHS)
    counted = phrases.figures(facts)

    def wide(label: str, text: str) -> None:
        word_tables.row(table, (label, text), widths=_WIDTHS, labels={0}, left={1}, spans=(1, 3))

    def pair(first: str, one: str, second: str, other: str) -> None:
        word_tables.row(table, (first, one, second, other), widths=_WIDTHS, labels={0, 2})

    wide("主　题", facts.topic)
    wide("时　间", phrases.span(facts))
    wide("地　点", facts.place)
    pair("主持人", facts.chair or "", "记录人", facts.recorder or "")
    pair("应　到", counted["应到"], "实　到", counted["实到"])
    pair("请　假", counted["请假"], "缺　席", counted["缺席"])
    present = facts.marked(Attendance.PRESENT)
    away = [*facts.marked(Attendance.EXCUSED), *facts.marked(Attendance.ABSENT)]
    wide("出席人员", "、".join(phrases.attending(seat) for seat in present))
    wide("列席人员", "、".join(facts.observers))
    none = "无" if facts.taken else ""
    wide("缺席人员\n及原因", "、".join(phrases.missing(seat) for seat in away) or none)
    if facts.oral:
        wide("口头汇报", "、".join(facts.oral))


def _agenda(document: word.Paper, facts: MeetingFacts) -> None:
    word.subheading(document, "一、会议议程")
    lines = agenda_of(facts)
    for number, line in enumerate(lines, 1):
        word.body(document, f"{number}. {line}" if facts.items else line)
    if not lines:
        word.blank_lines(document, 2)


def _content(document: word.Paper, facts: MeetingFacts) -> None:
    word.subheading(document, "二、会议内容")
    for number, item in enumerate(facts.items, 1):
        word.body(document, f"（{number}）{item.title}", keep=True)
        for remark in item.remarks:
            word.body(document, remark)
        if not item.remarks:
            word.blank_lines(document, 2)
    for remark in facts.remarks:
        word.body(document, remark)
    if not facts.items and not facts.remarks:
        word.blank_lines(document, 8)


def _ballots(document: word.Paper, facts: MeetingFacts, title: str) -> None:
    word.subheading(document, title)
    for number, ballot in enumerate(facts.ballots, 1):
        _ballot(document, number, ballot)
    if not facts.ballots:
        word.blank_lines(document, 2)


def _ballot(document: word.Paper, number: int, ballot: BallotFacts) -> None:
    word.body(document, f"（{number}）{ballot.question}（{ballot.kind.zh}，{ballot.method.zh}）", keep=True)
    if ballot.counted:
        word.body(document, f"{phrases.voters(ballot)}。{phrases.tally(ballot)}。")
    for line in ballot.lines:
        word.body(document, _named(line))
    for each in ballot.by_hand:
        word.body(
            document,
            f"其中{each.method.zh}：发出 {each.issued} 票，收回 {each.returned} 票，无效 {each.invalid} 票。",
        )
    if ballot.from_absent:
        word.body(document, f"其中 {ballot.from_absent} 票来自没有点到的同志，请会议核定。")
    signed = [f"{signer.role.zh}：{signer.name}" for signer in ballot.signers]
    if signed:
        word.body(document, "；".join(signed) + "。")
    if conclusion := phrases.conclusion(ballot):
        word.body(document, f"结论：{conclusion}。")
    else:
        word.to_fill_in(document, "结论：")


def _named(line: Line) -> str:
    if line.for_ is None:
        return f"{line.name}：赞成{word.BLANK}票，反对{word.BLANK}票，弃权{word.BLANK}票"
    if line.against is None:
        return f"{line.name}：得 {line.for_} 票。{line.said}"
    return f"{line.name}：赞成 {line.for_} 票，反对 {line.against} 票，弃权 {line.abstain} 票。{line.said}"


def _resolutions(document: word.Paper, facts: MeetingFacts, title: str) -> None:
    word.subheading(document, title)
    for number, resolution in enumerate(facts.resolutions, 1):
        word.body(document, f"{number}. {phrases.resolved(resolution)}")
    if not facts.resolutions:
        word.blank_lines(document, 3)
