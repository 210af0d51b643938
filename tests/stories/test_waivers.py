"""One duty of one subject for one period is waived: by whom and why is on the board, and nobody is reminded of it."""

import io
import json
from datetime import date

import pytest
from openpyxl import load_workbook

from bot.console.duties import on
from bot.console.exports import board as board_file
from bot.console.installation import rotate_keys
from bot.rules.calendar import Month
from bot.rules.words import DuesState
from tests import twins
from tests.scene import Actor, Scene
from tests.stories.facts import Facts
from tests.stories.test_duties import opens

REASON = "住院手术期间不便"


@pytest.fixture(autouse=True)
def _data() -> None:
    twins.know(REASON)


async def _line(actor: Actor, label: str = "党费 2026年10月") -> None:
    actor.says("/board")
    await actor.sees("看板")
    await actor.presses(label)
    await actor.sees("【依据】")


async def _waives(actor: Actor, name: str, label: str = "党费 2026年10月") -> None:
    await _line(actor, label)
    await actor.presses("免除")
    await actor.sees("免除谁的这一项")
    await actor.presses(name)
    await actor.sees(f"为什么免除{name}的这一项")
    actor.says(REASON)
    await actor.sees("请核对：免除一项待办", f"理由：{REASON}", f"免除：{name}")
    await actor.presses("确认")


async def test_a_waived_duty_leaves_the_todo_and_the_reminders_and_the_board_says_who_and_why(branch: Scene) -> None:
    zheng, chen, zhou = branch.person("郑书记"), branch.person("陈正式"), branch.person("周宣传")
    await opens(chen, "/todo", "党费 · 2026年10月")
    await _waives(zheng, "陈正式")
    await zheng.sees("免除（1）", f"陈正式（郑书记 2026-10-12 免除）：{REASON}", "未到期（9）")
    await opens(chen, "/todo", "陈正式同志，您目前没有待办事项")
    await opens(zhou, "/board", "已办 0 · 未到期 9 · 逾期 0 · 免除 1")
    await _line(zhou)
    seen = await zhou.sees(f"陈正式（郑书记 2026-10-12 免除）：{REASON}")
    assert "免除" not in seen.labels
    branch.move_to("2026-10-20 09:00")
    await branch.person("李组长").sees("党费", "今天到期")
    await branch.quiet()
    assert chen.has_seen("今天到期") == 0
    assert await branch.audit("duties") == [("duties.waived", "dues 陈正式 2026-10")]


async def test_a_waiver_is_taken_back_and_both_stay_on_record(branch: Scene) -> None:
    zheng, sun, chen = branch.person("郑书记"), branch.person("孙组织"), branch.person("陈正式")
    await _waives(zheng, "陈正式")
    await _line(sun)
    await sun.presses("撤销免除")
    await sun.sees("撤销谁的免除")
    await sun.presses("陈正式")
    text = (await sun.sees("未到期（10）")).text
    assert "免除" not in text
    await opens(chen, "/todo", "党费 · 2026年10月")
    deeds = [deed for deed, _ in await branch.audit("duties")]
    assert deeds == ["duties.waived", "duties.owed_again"]
    rows = (await branch.place.rows("waivers"))["waivers"]
    assert [row["ended"] is None for row in rows] == [False]


async def test_the_reason_is_sealed_wherever_it_lies_and_survives_new_keys(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await _line(zheng)
    await zheng.presses("免除")
    await zheng.presses("陈正式")
    zheng.says(REASON)
    await zheng.sees(f"理由：{REASON}")
    for table, rows in (await branch.place.rows()).items():
        assert REASON not in str(rows), table
    await zheng.presses("确认")
    await zheng.sees(f"）：{REASON}")
    for table, rows in (await branch.place.rows()).items():
        assert REASON not in str(rows), table
    await rotate_keys(branch.settings)
    await _line(zheng)
    await zheng.sees(f"陈正式（郑书记 2026-10-12 免除）：{REASON}")


async def test_a_team_leader_waives_in_the_own_team_and_nobody_an_own_duty(branch: Scene) -> None:
    li, zheng = branch.person("李组长"), branch.person("郑书记")
    await _line(li)
    await li.presses("免除")
    offered = set((await li.sees("免除谁的这一项")).labels)
    assert offered == {"郑书记", "孙组织", "陈正式", "林预备", "« 返回"}  # the own team without the leader
    card = await li.sees("免除谁的这一项")
    for name in ("李组长", "周宣传"):
        people = {row["name"]: row["id"] for row in (await branch.place.rows("people"))["people"]}
        press = branch.simulator.press_data(li.user, f"xf:dues:2026-10:{people[name]}", card)
        await branch.quiet()
        wanted = "自己的事不能由自己免除" if name == "李组长" else "这件事不在您的职责范围内"
        assert wanted in (press.answer or "")
    await _line(zheng, "支委会 2026年第4季度")
    assert "免除" not in (await zheng.sees("支委会 · 2026年第4季度", "负责：郑书记")).labels
    sun = branch.person("孙组织")
    await _line(sun, "支委会 2026年第4季度")
    await sun.presses("免除")
    await sun.presses("示范机关党支部")
    sun.says(REASON)
    await sun.presses("确认")
    await sun.sees("支委会 · 2026年第4季度", "（负责：郑书记）（孙组织 2026-10-12 免除）")


async def test_what_is_done_meanwhile_is_not_waived_and_old_buttons_say_what_is_true(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await _line(zheng)
    await zheng.presses("免除")
    card = await zheng.sees("免除谁的这一项")
    people = {row["name"]: row["id"] for row in (await branch.place.rows("people"))["people"]}
    await Facts(branch).dues("陈正式", Month(2026, 10), DuesState.RECEIVED)
    press = branch.simulator.press_data(zheng.user, f"xf:dues:2026-10:{people['陈正式']}", card)
    await branch.quiet()
    assert press.answer == "这一项已经办了或已免除，没有改动任何内容。"
    for data in (f"xh:dues:2026-10:{people['林预备']}", "xh:dues:2026-10:999"):
        press = branch.simulator.press_data(zheng.user, data, card)
        await branch.quiet()
        assert press.answer == "这一项没有免除，没有改动任何内容。"
    press = branch.simulator.press_data(
        chen.user, f"xf:dues:2026-10:{people['林预备']}", await chen.sees("请选择要办的事")
    )
    await branch.quiet()
    assert "您" in (press.answer or "")
    assert (await branch.place.rows("waivers"))["waivers"] == []
    for data in ("xe:dues:2020-01", "xg:dues:2026-10"):
        branch.simulator.press_data(zheng.user, data, card)
        await zheng.sees("这一项现在不在看板上")


async def test_a_wrong_reason_is_asked_again(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await _line(zheng)
    await zheng.presses("免除")
    await zheng.presses("林预备")
    zheng.says("长" * 5000)
    await zheng.sees("太长，最多 200 字")
    await zheng.presses("取消")
    await branch.quiet()
    assert (await branch.place.rows("waivers"))["waivers"] == []


async def test_json_says_who_waived_and_when_and_excel_also_why(
    branch: Scene, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await _waives(branch.person("郑书记"), "陈正式")
    await branch.quiet()
    rows = await on(branch.settings, date(2026, 10, 31))
    mine = next(row for row in rows if row["system"] == "dues" and row["subject"] == "陈正式")
    assert mine["state"] == "waived"
    assert mine["waiver"] == {"by": "郑书记", "on": "2026-10-12"}
    assert json.dumps(rows, ensure_ascii=False)
    file = tmp_path_factory.mktemp("board") / "board.xlsx"
    await board_file(branch.settings, 2026, file)
    sheet = load_workbook(io.BytesIO(file.read_bytes())).active
    assert sheet is not None
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    line = next(line for line in lines if line[1] == "陈正式" and line[0] == "党费" and line[2] == "2026年10月")
    assert line[4:6] == ["免除", f"郑书记 2026-10-12 免除：{REASON}"]
