"""Files for the office: who may take which, what is in them, and the calendar that keeps up with its meeting."""

import io
import zipfile
from pathlib import Path

from bot.rules.words import (
    MeetingKind,
)
from simulator.model import Message, StoredFile
from tests.documents.opened import Word
from tests.scene import Actor, Scene, carried
from tests.stories.facts import Facts
from tests.stories.minutes import minutes
from tests.stories.test_ballots import opened
from tests.stories.test_ballots_closed import ends
from tests.stories.test_ballots_recounted import recounted
from tests.stories.test_ballots_secret import casts
from tests.stories.test_ballots_verdict import MOTION, attendance
from tests.stories.test_meetings import call

TEAM = "/newmeeting\n类型：党小组会\n主题：一组的会\n时间：10月15日 15:00\n地点：小会议室"
SECRET = MOTION.replace("记名", "无记名")


def files(actor: Actor) -> list[Message]:
    """The messages with a document, the newest first."""
    return [message for message in reversed(actor.scene.simulator.messages(actor.user)) if message.document]


def document_of(message: Message) -> StoredFile:
    if message.document is None:
        raise LookupError("no document")
    return message.document


async def takes(actor: Actor, label: str) -> StoredFile:
    """Presses the button and gets the file."""
    before = len(files(actor))
    press = await actor.presses(label)
    assert press.answer == "文件已生成。"
    await actor.scene.quiet()
    assert len(files(actor)) == before + 1
    return document_of(files(actor)[0])


def words_of(content: bytes) -> str:
    return Word(content).everything


async def held(branch: Scene) -> Actor:
    """The assembly of Thursday: 林预备 on leave for duty with a note, 高退休 absent, everybody else there."""
    zheng, lin = branch.person("郑书记"), branch.person("林预备")
    await call(zheng)
    await lin.presses("请假")
    await lin.presses("因公")
    lin.says("去外地调研")
    await branch.quiet()
    branch.move_to("2026-10-15 14:35")
    await attendance(zheng, "高退休")
    await zheng.presses("« 返回")
    await branch.quiet()
    return zheng


async def test_the_convener_takes_the_files_from_the_board(branch: Scene) -> None:
    zheng = await held(branch)
    await zheng.presses("文件")
    card = await zheng.sees("会议文件：党员大会", "应到 10 实到 8 请假 1 缺席 1")
    assert card.labels == ["会议记录", "签到表", "归档包", "« 返回"]
    record = await takes(zheng, "会议记录")
    assert record.name == "会议记录_2026-10-15_党员大会.docx"
    text = words_of(record.content)
    for words in ("示范机关党支部党员大会会议记录", "第四季度工作", "林预备（请假，因公）、高退休（缺席）", "8 人"):
        assert words in text
    assert "去外地调研" not in text
    sheet = await takes(zheng, "签到表")
    assert sheet.name == "签到表_2026-10-15_党员大会.docx"
    assert "应到 10 人　　实到 8 人　　请假 1 人　　缺席 1 人" in words_of(sheet.content)
    assert "因公" not in words_of(sheet.content)
    pack = await takes(zheng, "归档包")
    assert pack.name == "归档包_2026-10-15_党员大会.zip"
    assert [message.protected for message in files(zheng)] == [False] * 3
    assert await branch.audit("filing") == [
        ("filing.record", "党员大会 1"), ("filing.sheet", "党员大会 1"), ("filing.pack", "党员大会 1"),
    ]  # fmt: skip
    await zheng.presses("« 返回")
    await zheng.sees("应到 10", "出勤：应到 10 实到 8")


async def test_a_secret_ballot_goes_into_the_pack_as_sums_that_anybody_can_count_again(
    branch: Scene, tmp_path: Path
) -> None:
    zheng = branch.person("郑书记")
    await call(zheng)
    branch.move_to("2026-10-15 14:20")
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.presses("全部实到")
    await branch.quiet()
    branch.move_to("2026-10-15 14:40")
    await opened(zheng, SECRET)
    await casts(branch.person("孙组织"), "赞成")
    await casts(branch.person("陈正式"), "反对")
    await ends(zheng)
    zheng.says("/export")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.sees("会议文件：党员大会", "出勤：尚未点名")
    result = await takes(zheng, "表决结果：是否同意年度工作计划")
    assert result.name == "表决结果_2026-10-15_议案表决_1.docx"
    shown = words_of(result.content)
    assert "表决结果报告单" in shown
    assert not [name for name in ("孙组织", "陈正式") if name in shown]
    pack = zipfile.ZipFile(io.BytesIO((await takes(zheng, "归档包")).content))
    assert "04_表决结果_1.docx" in pack.namelist()
    assert "赞成 1 票，反对 1 票，弃权 0 票" in words_of(pack.read("03_会议记录.docx"))
    assert "出勤未登记（尚未完成点名）" in words_of(pack.read("00_归档目录.docx"))
    file = tmp_path / "ballot.json"
    file.write_bytes(pack.read("04_表决数据_1.json"))
    assert (await recounted(file))[0] == 0
    assert ("filing.result", "议案表决 1") in await branch.audit("filing")


async def test_an_opinion_of_no_meeting_has_its_sheet_once_it_has_ended(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await opened(zheng)
    zheng.says("/export")
    early = await zheng.sees("导出文件")
    assert not [label for label in early.labels if "表决结果" in label]
    press = branch.simulator.press_data(zheng.user, "pr:1", early)
    await branch.quiet()
    assert "还没有结束" in (press.answer or "")
    await ends(zheng)
    zheng.says("/export")
    await zheng.sees("不属于会议的表决")
    sheet = await takes(zheng, "表决结果：是否同意年度工作计划")
    assert "意见征集，不作表决结论" in words_of(sheet.content)
    for data in ("pr:99", "pa:1999:1", "pa:2026:5", "pf:99"):
        press = branch.simulator.press_data(zheng.user, data, await zheng.sees("导出文件"))
        await branch.quiet()
        assert "这个按钮已失效" in (press.answer or "")


async def test_stale_buttons_of_a_cancelled_meeting_and_of_a_lost_post(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await call(zheng)
    sun.says("/export")
    await sun.presses("10月15日（周四）14:30 党员大会")
    card = await sun.sees("会议文件：党员大会")
    taken = [carried(card, label) for label in ("会议记录", "归档包")]
    shown = carried(card, "« 返回")
    await zheng.presses("取消会议")
    await zheng.presses("确认")
    await branch.quiet()
    assert (await sun.sees("这次会议已取消，没有可以归档的文件")).labels == ["« 返回"]
    for data in taken:
        press = branch.simulator.press_data(sun.user, data, card)
        await branch.quiet()
        assert "这次会议已取消" in (press.answer or "")
    zheng.says("/members")
    await zheng.presses("孙组织")
    await zheng.presses("✓ 组织委员")
    await branch.quiet()
    for data in (*taken, shown, "pa:2026:4"):
        branch.simulator.press_data(sun.user, data, card)
    await branch.quiet()
    assert not files(sun)
    assert [what for what, _ in await branch.audit("filing")] == []


async def test_all_that_was_recorded_stands_in_the_record(branch: Scene) -> None:
    facts = Facts(branch)
    meeting = await facts.meeting(
        MeetingKind.ASSEMBLY, "2026-10-12 09:00", invited=("郑书记", "孙组织", "陈正式", "高退休"), topic="讨论工作"
    )
    await minutes(facts, meeting)
    zheng = branch.person("郑书记")
    zheng.says("/export")
    await zheng.presses("10月12日（周一）09:00 党员大会")
    text = words_of((await takes(zheng, "会议记录")).content)
    for words in (
        "2026年10月12日（周一）09:05 至 10:20", "郑书记", "孙组织", "陈正式（迟到）", "高退休（补签）",
        "上级单位 王同志", "1. 传达文件（汇报人：孙组织）", "2. 表决并宣布结果", "（1）传达文件", "传达了两份文件",
        "大家一致认为很有必要", "1. 明年继续开展（责任人：陈正式；完成时限：2026年11月30日）",
        "经批准不计入应到 1 人", "含会前书面意见 1 份", "监票人：陈正式；计票人：孙组织", "（待计票人签字确认）",
        "其中举手：发出 2 票，收回 2 票，无效 0 票", "待机关工委审查",
    ):  # fmt: skip
        assert words in text, words
    assert "家里有事忘了签" not in text
