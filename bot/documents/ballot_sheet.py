"""表决结果: the figures of one ballot on one page, with lines for whoever signs for the count; never who chose what."""

from bot.documents import phrases, word, word_tables
from bot.rules.filing import BallotFacts, Signer
from bot.rules.language import Language, say_day
from bot.rules.words import BallotKind, CountRole

_WIDTHS = (26, 26, 26, 26, 26, 26)  # mm
_NAMES = (36, 24, 24, 24, 48)


def write(ballot: BallotFacts) -> bytes:
    """The result sheet of a ballot as a Word file (.docx)."""
    title = "选举结果报告单" if ballot.kind is BallotKind.ELECTION else "表决结果报告单"
    document = word.paper(f"{ballot.host}{title}", ballot.host, ballot.ended or ballot.opened, word.FORM)
    word.heading(document, ballot.host, title)
    _table(document, ballot)
    if ballot.lines:
        _names(document, ballot)
    _remarks(document, ballot)
    _sign(document)
    return word.saved(document)


def _table(document: word.Paper, ballot: BallotFacts) -> None:
    table = word_tables.table(document, _WIDTHS)

    def wide(label: str, text: str) -> None:
        word_tables.row(table, (label, text), widths=_WIDTHS, labels={0}, left={1}, spans=(1, 5), height=10)

    wide("表决事项", ballot.question)
    wide("种类方式", _kind(ballot))
    if ballot.meeting:
        wide("会　　议", ballot.meeting)
    wide("表决时间", _span(ballot))
    for pairs in _figures(ballot):
        cells = [cell for label, figure in pairs for cell in (label, "" if figure is None else str(figure))]
        word_tables.row(table, cells, widths=_WIDTHS, labels={0, 2, 4}, height=10)
    wide("结　　论", phrases.conclusion(ballot))
    if ballot.verdict is not None:
        wide("依　　据", phrases.basis(ballot.verdict))
    if ballot.approval is not None:
        wide("批　　复", _approval(ballot))


def _figures(ballot: BallotFacts) -> list[list[tuple[str, int | None]]]:
    """Three to a row; empty cells until it is counted, and where there is nothing to state."""
    counts, found = ballot.counts, ballot.verdict
    if counts is None:
        figures: list[int | None] = [None] * 9
    else:
        figures = [
            counts.expected, counts.present, counts.issued, counts.returned, counts.valid,
            counts.returned - counts.valid, counts.for_, counts.against, counts.abstain,
        ]  # fmt: skip
    expected, present, issued, returned, valid, invalid, for_, against, abstain = figures
    rows: list[list[tuple[str, int | None]]] = [
        [("应　　到", expected), ("实　　到", present), ("不计入应到", ballot.excluded)],
        [("发　　出", issued), ("收　　回", returned), ("有　　效", valid)],
        [("赞　　成", for_), ("反　　对", against), ("弃　　权", abstain)],
        [
            ("无　　效", invalid),
            ("到会至少", found.quorum if found else ballot.quorum),
            ("赞成至少", found.threshold if found else ballot.bar),
        ],
    ]
    return [rows[0], rows[1], rows[3]] if ballot.lines else rows


def _kind(ballot: BallotFacts) -> str:
    parts = [ballot.kind.zh, ballot.method.zh]
    if ballot.subject:
        parts.append(f"对象：{ballot.subject}")
    if ballot.seats:
        parts.append(f"应选 {ballot.seats} 人")
    if ballot.earlier:
        parts.append(f"系 {ballot.earlier} 号表决的再次表决")
    return "，".join(parts)


def _span(ballot: BallotFacts) -> str:
    return phrases.between(ballot.opened, ballot.ended, ballot.zone) if ballot.ended else ""


def _approval(ballot: BallotFacts) -> str:
    if ballot.approval is None:
        return ""
    day = say_day(ballot.approval_date, Language.ZH) if ballot.approval_date else ""
    return "，".join(part for part in (ballot.approval.zh, ballot.approval_number, day) if part)


def _names(document: word.Paper, ballot: BallotFacts) -> None:
    document.add_paragraph()
    table = word_tables.table(document, _NAMES)
    word_tables.row(table, ("姓名", "赞成", "反对", "弃权", "结果"), widths=_NAMES, header=True)
    for line in ballot.lines:
        figures = ("" if each is None else str(each) for each in (line.for_, line.against, line.abstain))
        word_tables.row(table, (line.name, *figures, line.said), widths=_NAMES)


def _remarks(document: word.Paper, ballot: BallotFacts) -> None:
    notes = [
        f"其中{each.method.zh}：发出 {each.issued} 票，收回 {each.returned} 票，无效 {each.invalid} 票。"
        for each in ballot.by_hand
    ]
    if ballot.written:
        notes.append(f"其中会前书面意见 {ballot.written} 份。")
    if ballot.from_absent:
        notes.append(f"其中 {ballot.from_absent} 票来自没有点到的同志，请会议核定。")
    if ballot.signers:
        notes.append("；".join(_by(signer, ballot) for signer in ballot.signers) + "。")
    if ballot.verdict is not None and ballot.verdict.verify:
        notes.append("所引规定只有间接来源，使用前请核对原文。")
    if ballot.fingerprint:
        notes.append(f"校验值（SHA-256）：{ballot.fingerprint}")
    for note in notes:
        word.note(document, note, before=3)


def _sign(document: word.Paper) -> None:
    word.signatures(document, [f"{role.zh}：" for role in CountRole], ("主持人：", "日　期："))


def _by(signer: Signer, ballot: BallotFacts) -> str:
    """李组长（2026年10月15日（周四）15:30 在线签字）."""
    signed = phrases.moment(signer.signed, ballot.zone) if signer.signed else ""
    return f"{signer.role.zh}：{signer.name}（{f'{signed} 在线签字' if signed else '尚未签字'}）"
