"""A whole admission meeting, from the notice to the filed pack: everybody does a part of it, by their own buttons."""

import json
import sys
import zipfile
from asyncio.subprocess import PIPE, create_subprocess_exec
from io import BytesIO
from pathlib import Path

from bot.rules.words import AdmissionStep
from tests.documents.opened import Word
from tests.process.running import ROOT
from tests.scene import Scene
from tests.stories.admitting import HUANG, card_of, opens, prepared
from tests.stories.test_ballots_secret import casts
from tests.stories.test_check_in import shown
from tests.stories.test_filing import takes

VOTERS = ("郑书记", "孙组织", "周宣传", "吴纪检", "冯青年", "李组长")


async def _led_to_the_ballot(branch: Scene) -> None:
    """The chair opens the meeting, states the numbers and goes through the steps in order."""
    zheng = branch.person("郑书记")
    zheng.says("/meetings")
    await zheng.presses("主持：党员大会")
    await zheng.presses("开始会议")
    await zheng.sees("▶ 1. 宣布议题，报告应到、实到人数")
    assert "发起表决" not in zheng.labels()
    press = await zheng.presses("下一项")
    await branch.quiet()
    await zheng.is_refused(press, "先报告应到、实到人数，才能继续")
    await zheng.presses("已报告应到实到")
    for step in [*AdmissionStep][1:]:
        await zheng.presses("下一项")
        await zheng.sees("▶", step.zh)


async def test_an_admission_meeting_from_the_notice_to_the_filed_pack(branch: Scene, tmp_path: Path) -> None:
    zheng, sun, chen, he = (branch.person(name) for name in ("郑书记", "孙组织", "陈正式", "何组长"))
    await prepared(branch)
    await chen.sees("会议通知：党员大会", "1. 宣布议题，报告应到、实到人数", "7. 表决并宣布结果")
    # 何组长 cannot come, and lodges an opinion before the meeting; 陈正式 asks for leave and says nothing.
    for actor in (he, chen):
        await actor.presses("请假")
        await actor.presses("因公")
    he.says("/vote")
    await he.presses("书面意见：10月15日（周四）14:30 党员大会")
    await he.presses("赞成")
    await branch.quiet()
    branch.move_to("2026-10-15 14:20")
    zheng.says("/meetings")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.presses("会议管理")
    code = await shown(zheng)
    for name in VOTERS:
        branch.person(name).says(code)
        await branch.person(name).sees("已签到。")
    branch.move_to("2026-10-15 14:31")
    await _led_to_the_ballot(branch)
    zheng.says("/minutes")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.presses("记一条")
    zheng.says("黄积极同志表示服从组织决定。")
    await zheng.sees("已记 1 条")
    await zheng.presses("记完了")
    await opens(sun)
    await branch.each(VOTERS[:5], lambda actor: casts(actor, "赞成"))
    await casts(branch.person("李组长"), "弃权")
    sun.says("/tally")
    await sun.presses("结束投票")
    await sun.presses("确认")
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.presses("完成点名")
    await zheng.presses("确认")
    await chen.sees("表决结果", HUANG, "通过：赞成达到 5 票", "赞成 6 · 反对 0 · 弃权 1", "通过，待机关工委审查")
    await card_of(sun)
    await sun.sees("黄积极", "待机关工委审查")
    zheng.says("/meetings")
    await zheng.presses("主持：党员大会")
    await zheng.presses("散会")
    await zheng.presses("确认")
    zheng.says("/export")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    pack = zipfile.ZipFile(BytesIO((await takes(zheng, "归档包")).content))
    names = " ".join(pack.namelist())
    assert all(part in names for part in ("目录", "会议通知", "签到表", "会议记录", "表决结果", ".json", ".ics")), names
    record = "\n".join(_words(pack, "会议记录"))
    for said in ("宣布议题，报告应到、实到人数", "黄积极同志表示服从组织决定", HUANG, "通过"):
        assert said in record, said
    assert "待机关工委审查" in "\n".join(_words(pack, "表决结果"))
    await _counted_once_more(pack, tmp_path / "ballot.json")


def _words(pack: zipfile.ZipFile, name: str) -> list[str]:
    file = next(each for each in pack.namelist() if name in each and each.endswith(".docx"))
    return Word(pack.read(file)).everything.split("\n")


async def _counted_once_more(pack: zipfile.ZipFile, file: Path) -> None:
    """The ballot in the pack is the one that the script counts to the same result."""
    file.write_bytes(pack.read(next(each for each in pack.namelist() if each.endswith(".json"))))
    exported = json.loads(file.read_text(encoding="utf-8"))
    assert (exported["kind"], exported["result"]["verdict"]) == ("admission", "passed")
    assert sum(exported["written"].values()) == 1
    process = await create_subprocess_exec(sys.executable, "scripts/recount.py", file, cwd=ROOT, stdout=PIPE)
    assert await process.wait() == 0
