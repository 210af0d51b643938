"""What was voted is checked from outside: the lists of the command line, an exported ballot, and the script."""

import json
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec
from pathlib import Path

import pytest

from bot.console import Problem
from bot.console.ballots import ballots, export
from bot.console.meetings import meetings
from tests.process.running import ROOT
from tests.scene import Scene
from tests.stories.test_ballots import opened
from tests.stories.test_ballots_closed import ends, votes
from tests.stories.test_ballots_secret import SECRET, casts
from tests.stories.test_ballots_verdict import MOTION, attendance
from tests.stories.test_meetings import ASSEMBLY, call


async def recounted(file: Path) -> tuple[int, str]:
    """How the script ends on that file, and what it prints."""
    process = await create_subprocess_exec(sys.executable, "scripts/recount.py", file, cwd=ROOT, stdout=PIPE)
    out, _ = await process.communicate()
    if process.returncode is None:
        raise LookupError("the script did not end")
    return process.returncode, out.decode()


async def test_a_secret_ballot_is_counted_once_more_by_its_published_lists(branch: Scene, tmp_path: Path) -> None:
    zheng, sun, chen = branch.person("郑书记"), branch.person("孙组织"), branch.person("陈正式")
    await opened(zheng, SECRET)
    codes = [await casts(sun, "赞成"), await casts(chen, "反对"), await casts(zheng, "赞成")]
    (before,) = await ballots(branch.settings)
    assert (before["state"], before["returned"], before["verdict"]) == ("open", 3, None)
    assert before["options"] == {"for": None, "against": None, "abstain": None}
    with pytest.raises(Problem, match="1 号表决还没有结束"):
        await export(branch.settings, 1, tmp_path / "early.json")
    await ends(zheng)
    file = tmp_path / "ballot.json"
    await export(branch.settings, 1, file)
    record = json.loads(file.read_text(encoding="utf-8"))
    assert record["choices"] == ["for", "for", "against"]
    assert record["codes"] == sorted(code.replace("-", "") for code in codes)
    for actor in (zheng, chen):
        await actor.sees("校验值", record["hash"])
    assert await recounted(file) == (0, "是否同意年度工作计划\nfor 2 · against 1 · abstain 0\nas stated\n")
    record["choices"][0] = "against"
    file.write_text(json.dumps(record), encoding="utf-8")
    status, out = await recounted(file)
    assert status == 1
    assert "DIFFERS  hash: another one" in out
    (after,) = await ballots(branch.settings)
    assert (after["state"], after["verdict"], after["clause"]) == ("closed", "opinion", "党支部工作制度 三（一）")
    assert after["options"] == {"for": 2, "against": 1, "abstain": 0}


async def test_a_motion_is_listed_with_its_verdict_and_its_meeting_with_who_came(branch: Scene, tmp_path: Path) -> None:
    zheng = branch.person("郑书记")
    await call(zheng, ASSEMBLY)
    branch.move_to("2026-10-15 14:40")
    await attendance(zheng, "何组长")
    await opened(zheng, MOTION)
    await votes(branch, 赞成="郑书记 孙组织 周宣传 吴纪检 李组长 陈正式")
    await ends(zheng)
    (meeting,) = await meetings(branch.settings)
    assert (meeting["kind"], meeting["expected"], meeting["quorum"]) == ("assembly", 10, True)
    assert meeting["present"] + meeting["excused"] + meeting["absent"] == 10
    (motion,) = await ballots(branch.settings)
    assert (motion["kind"], motion["secret"], motion["verdict"]) == ("motion", False, "passed")
    await export(branch.settings, 1, tmp_path / "motion.json")
    assert (await recounted(tmp_path / "motion.json"))[0] == 0
    with pytest.raises(Problem, match="没有编号为 7 的表决"):
        await export(branch.settings, 7, tmp_path / "none.json")
