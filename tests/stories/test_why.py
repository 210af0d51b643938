"""依据: duties and the list of rules answer with the clause, word for word where the branch has loaded its rules."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.console import Problem
from bot.console.duties import between, on
from bot.console.installation import init
from bot.console.rules import as_json
from bot.rules.clauses import documents, known
from bot.rules.rulebook import load
from tests import twins
from tests.scene import BRANCH, Scene
from tests.stories.leading import committee_begun

RULES = """党支部工作制度

三、基本制度

（十五）党费管理。

1．甲：按月交纳 <必须>。

2．乙。
"""


@pytest.fixture(autouse=True)
def _data() -> None:
    """Names of regulations, and the words of the rules, are Chinese whoever reads them."""
    twins.know(
        RULES,
        *(entry.source for entry in load().entries.values()),
        *(d.name.zh for d in documents()),
        *(clause.name for clause in known()),
    )


async def test_a_duty_answers_why_with_our_title_and_then_with_the_branchs_own_words(
    branch: Scene, tmp_path: Path
) -> None:
    chen = branch.person("陈正式")
    chen.says("/todo")
    await chen.presses("依据：党费")
    await chen.sees("依据：党支部工作制度 三（十五）1", "党费每月交纳一次", "还没有载入")
    file = tmp_path / "rules.txt"
    file.write_text(RULES, encoding="utf-8")
    lines = await init(branch.settings, BRANCH, file)
    assert any("已载入 4 条" in line for line in lines)
    assert any("没有找到 72 条" in line and "机关党建工作责任制 一.1" in line for line in lines)
    chen.says("/todo")
    await chen.presses("依据：党费")
    found = await chen.sees("党费每月交纳一次", "1．甲：按月交纳 <必须>。")
    assert "还没有载入" not in found.text
    assert "2．乙" not in found.text


async def test_the_list_of_rules_says_where_a_number_comes_from_and_what_is_to_be_verified(branch: Scene) -> None:
    lin = branch.person("林预备")
    lin.says("依据")
    await lin.sees("都按下面")
    await lin.presses("优秀等次比例上限")
    await lin.sees("三（六）、（十二）", "待核实")
    await lin.presses("« 返回")
    await lin.presses("提醒的时间安排")
    await lin.sees("没有规定，是机器人的默认安排")
    await lin.presses("« 返回")
    await lin.presses("到会半数以上，赞成超过应到半数")
    await lin.sees("出处：中国共产党支部工作条例（试行）")


async def test_a_file_that_is_no_rules_changes_nothing(branch: Scene, tmp_path: Path) -> None:
    for content in ("三、别的文件\n（一）甲".encode(), b"\xff\xfe\x00", b""):
        file = tmp_path / "rules.txt"
        file.write_bytes(content)
        with pytest.raises(Problem, match="不像支部的制度"):
            await init(branch.settings, BRANCH, file)
    assert (await branch.place.rows("clause_texts"))["clause_texts"] == []


async def test_a_digest_leads_to_the_clause_too(branch: Scene) -> None:
    branch.move_to("2026-10-20 08:30")
    chen = branch.person("陈正式")
    await chen.sees("党费", "今天到期")
    await chen.presses("依据：党费")
    await chen.sees("党支部工作制度 三（十五）1", "还没有载入")


async def test_the_command_line_lists_duties_of_a_day_and_what_will_be_sent(branch: Scene) -> None:
    duties = await on(branch.settings, date.fromisoformat("2026-10-31"))
    dues = next(row for row in duties if row["system"] == "dues" and row["subject"] == "陈正式")
    assert dues == {
        "system": "dues", "subject": "陈正式", "period": "2026-10", "due": "2026-10-20", "state": "late",
        "clause": "党支部工作制度 三（十五）1", "evidence": "未交",
    }  # fmt: skip
    plan = await between(branch.settings, date.fromisoformat("2026-10-13"), date.fromisoformat("2026-10-20"))
    mine = [row for row in plan if row["to"] == "陈正式"]
    assert [(row["at"][:16], row["duties"][0]["step"]) for row in mine] == [
        ("2026-10-13T08:30", "D-7"),
        ("2026-10-19T08:30", "D-1"),
        ("2026-10-20T08:30", "D0"),
    ]
    assert json.loads(as_json()).keys() == load().entries.keys()


async def test_a_refusal_leads_to_its_rule(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/why")
    await zheng.presses("预备期与考察")
    said = await zheng.is_refused(await zheng.presses("改数值"), "党支部工作制度 三（十四）7(1)")
    branch.simulator.press(zheng.user, "依据", message=said)
    await branch.quiet()
    assert zheng.has_seen("出处：中国共产党发展党员工作细则") == 2
    sun = branch.person("孙组织")
    sun.says("/register")
    await sun.presses("预备党员考察")
    await sun.presses("入党介绍人")
    await sun.presses("指定介绍人")
    await sun.presses("林预备")
    sun.says("林预备、黄积极、陈正式")
    asked = await sun.sees("介绍人须是正式党员，最多 2 名。依据：中国共产党章程 5")
    assert asked.labels == ["跳过", "依据", "取消"]
    await sun.presses("依据")
    await sun.sees("入党介绍人为两名正式党员", "出处：中国共产党章程")


async def test_an_amount_and_a_result_lead_to_their_rules(branch: Scene) -> None:
    zheng, chen, sun = branch.person("郑书记"), branch.person("陈正式"), branch.person("孙组织")
    chen.says("/dues")
    await chen.sees("应交：130.50 元")
    await chen.presses("依据")
    await chen.sees("在职党员党费比例", "各档比例：3000 元及以下 0.5%")
    sun.says("/ledger")
    await sun.presses("高退休")
    await sun.sees("高退休 · 2026年10月党费")
    await sun.presses("依据")
    await sun.sees("离退休党员党费比例")
    zheng.says("/newvote\n事项：是否同意购书\n方式：记名\n参加：全体党员")
    await zheng.presses("确认")
    await chen.presses("赞成")
    await zheng.presses("结束投票")
    await zheng.presses("确认")
    await zheng.sees("意见征集结果")
    await zheng.presses("依据")
    await zheng.sees("征求意见，不作表决结论")
    assert "依据" in (await chen.sees("意见征集结果", "您的选择：赞成")).labels


async def test_the_chair_sees_by_which_rule_enough_are_there(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    await zheng.sees("有表决权的应到")
    await zheng.presses("依据")
    await zheng.sees("到会半数以上，赞成超过应到半数", "出处：中国共产党支部工作条例（试行）")
