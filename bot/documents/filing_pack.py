"""归档包: everything of a meeting in one zip, with an index that names what is inside and what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot.documents import (
    ballot_sheet,
    calendar_file,
    meeting_notice,
    meeting_record,
    pack,
    phrases,
    sign_in_sheet,
    word,
    word_tables,
)
from bot.rules.filing import MeetingFacts

INDEX, SUMS = "00_归档目录.docx", "SHA256SUMS.txt"
_WIDTHS = (14, 56, 86)  # mm


@dataclass(frozen=True)
class _Part:
    name: str
    what: str
    content: bytes

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


def write(facts: MeetingFacts, now: datetime) -> bytes:
    """The zip as it stands ``now``: the same facts at the same moment are the same bytes."""
    parts = list(_parts(facts, now))
    sums = "".join(f"{part.digest}  {part.name}\n" for part in parts)
    inside = [_Part(INDEX, "", _index(facts, parts, now)), *parts, _Part(SUMS, "", sums.encode("utf-8"))]
    return pack.zipped(((part.name, part.content) for part in inside), now.astimezone(facts.zone))


def _parts(facts: MeetingFacts, now: datetime) -> Iterator[_Part]:
    yield _Part("01_会议通知.docx", "会议通知（最后的时间和地点）", meeting_notice.write(facts))
    yield _Part("02_签到表.docx", "签到表", sign_in_sheet.write(facts))
    yield _Part("03_会议记录.docx", "会议记录", meeting_record.write(facts))
    counted = (ballot for ballot in facts.ballots if ballot.counted)
    for number, ballot in enumerate(counted, 1):
        what = f"第 {number} 项表决"
        yield _Part(f"04_表决结果_{number}.docx", f"{what}的结果报告单", ballot_sheet.write(ballot))
        if ballot.record is not None:
            yield _Part(
                f"04_表决数据_{number}.json", f"{what}的数据，可用 recount.py 复核", ballot.record.encode("utf-8")
            )
    yield _Part("05_日历.ics", "日历文件", calendar_file.write(facts, now))


def _index(facts: MeetingFacts, parts: list[_Part], now: datetime) -> bytes:
    document = word.paper(f"{facts.host}{facts.kind.zh}归档目录", facts.branch, now, word.FORM)
    word.heading(document, facts.host, f"{facts.kind.zh}归档目录")
    word.note(document, f"会议主题：{facts.topic}")
    word.note(document, f"会议时间：{phrases.moment(facts.starts, facts.zone)}")
    word.note(document, f"编制时间：{phrases.moment(now, facts.zone)}")
    table = word_tables.table(document, _WIDTHS)
    word_tables.row(table, ("序号", "文件", "内容和校验值（SHA-256）"), widths=_WIDTHS, header=True)
    for number, part in enumerate(parts, 1):
        cells = (str(number), part.name, f"{part.what}\n{part.digest}")
        word_tables.row(table, cells, widths=_WIDTHS, left={1, 2}, size=10.5)
    gaps = [*facts.gaps()]
    word.subheading(document, "尚缺")
    for number, gap in enumerate(gaps, 1):
        word.body(document, f"{number}. {gap}")
    if not gaps:
        word.body(document, "无。")
    word.signatures(document, ("整理人：", "归档日期："))
    return word.saved(document)
