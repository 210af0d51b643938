"""The filing pack, unpacked again: what is inside, what is missing, and that the sums are right."""

import hashlib
import io
import zipfile
from dataclasses import replace

from bot.documents import filing_pack
from bot.rules.filing import MeetingFacts
from tests.documents.facts import NOW, ballot, bare, election, meeting
from tests.documents.opened import Word


def unpacked(facts: MeetingFacts) -> zipfile.ZipFile:
    pack = zipfile.ZipFile(io.BytesIO(filing_pack.write(facts, NOW)))
    assert pack.testzip() is None
    return pack


def index(pack: zipfile.ZipFile) -> tuple[list[list[str]], list[str]]:
    document = Word(pack.read(filing_pack.INDEX))
    return document.tables[0][1:], document.lines[document.lines.index("尚缺") + 1 :]


def test_the_names_are_in_order_and_the_index_has_each_with_its_sum() -> None:
    pack = unpacked(meeting(ballots=(ballot(signers=()), replace(election(), signers=()))))
    names = pack.namelist()
    assert names == [
        "00_归档目录.docx", "01_会议通知.docx", "02_签到表.docx", "03_会议记录.docx", "04_表决结果_1.docx",
        "04_表决数据_1.json", "04_表决结果_2.docx", "04_表决数据_2.json", "05_日历.ics", "SHA256SUMS.txt",
    ]  # fmt: skip
    rows, missing = index(pack)
    assert [row[1] for row in rows] == names[1:-1]
    for number, name, words in rows:
        assert words.endswith(hashlib.sha256(pack.read(name)).hexdigest()), number
    sums = [line.split("  ") for line in pack.read("SHA256SUMS.txt").decode("utf-8").splitlines()]
    assert sums == [[hashlib.sha256(pack.read(name)).hexdigest(), name] for name in names[1:-1]]
    assert missing[0] == "无。"
    assert all(info.date_time == (2026, 10, 21, 9, 0, 0) for info in pack.infolist())
    assert pack.read("04_表决数据_1.json").decode("utf-8") == ballot().record


def test_the_index_names_what_is_missing() -> None:
    waiting = replace(ballot(number=6, signers=()), counts=None, verdict=None, ended=None, record=None)
    pack = unpacked(bare(ballots=(waiting, replace(waiting, number=8, void=True), ballot())))
    assert "04_表决结果_2.docx" not in pack.namelist()
    _, missing = index(pack)
    assert [line for line in missing if line[:1].isdigit()] == [
        "1. 主持人未登记", "2. 记录人未登记", "3. 散会时间未登记", "4. 出勤未登记（尚未完成点名）", "5. 会议内容未登记",
        "6. 6 号表决尚未结束，没有结果", "7. 8 号表决已作废，没有结果", "8. 3 号表决的计票人尚未签字确认",
    ]  # fmt: skip


def test_the_same_facts_at_the_same_moment_are_the_same_bytes() -> None:
    assert filing_pack.write(meeting(), NOW) == filing_pack.write(meeting(), NOW)
