"""Behind the board: one duty, the own ones, earlier quarters, files, and whom tomorrow's reminders go to."""

import io
import re

import pytest
from openpyxl import load_workbook

from bot.rules.calendar import Month, Quarter
from bot.rules.words import DuesState, MeetingKind, Register, ReportState
from simulator.model import Message
from tests.scene import Actor, Scene
from tests.stories.facts import Facts
from tests.waiting import until

NAMES = ("郑书记", "孙组织", "周宣传", "吴纪检", "冯青年", "李组长", "何组长", "陈正式", "林预备", "高退休", "黄积极")


async def forged(actor: Actor, data: str, *, home: str = "请选择要办的事") -> str:
    """Presses a button that the person's card does not hold; the answer."""
    press = actor.scene.simulator.press_data(actor.user, data, await actor.sees(home))
    await actor.scene.quiet()
    return press.answer or ""


def others(text: str, name: str) -> set[str]:
    """Who else is named."""
    return {each for each in NAMES if each != name and each in text}


# ---- 我的情况


async def test_a_member_sees_the_own_duties_by_system_and_period_and_nobody_elses(branch: Scene) -> None:
    facts, lin = Facts(branch), branch.person("林预备")
    await facts.dues("林预备", Month(2026, 10), DuesState.PAID)
    await facts.report("林预备", Quarter(2026, 4), ReportState.DRAFT)
    branch.move_to("2026-11-23 10:00")
    await branch.quiet()
    lin.says("/todo")
    await lin.presses("我的情况")
    card = await lin.sees("我的情况 · 林预备同志 · 2026年")
    assert card.text.splitlines()[1:] == [
        "",
        "思想汇报",
        "• 2026年9月10日—2026年12月9日：未到期",
        "",
        "党费",
        "• 2026年10月：已报已交，待收讫",
        "• 2026年11月：逾期",
        "",
        "只有您自己的事项。",
    ]
    assert card.labels == ["党费 2026年10月", "党费 2026年11月", "思想汇报 2026年9月10日—2026年12月9日", "« 返回"]
    await lin.presses("思想汇报 2026年9月10日—2026年12月9日")
    duty = await lin.sees("思想汇报 · 2026年9月10日—2026年12月9日", "凭据：草稿")
    assert duty.text.splitlines() == [
        "思想汇报 · 2026年9月10日—2026年12月9日",
        "对象：林预备",
        "期限：2026年12月9日前",
        "状态：未到期，还有 16 天",
        "凭据：草稿",
        "【依据】党支部工作制度 三（十一）（预备党员、外出党员每季度书面汇报思想）",
    ]
    assert duty.labels == ["写思想汇报", "依据：思想汇报", "« 返回"]
    await lin.presses("« 返回")
    await lin.sees("我的情况")
    await lin.presses("« 返回")
    await lin.sees("林预备同志的待办")


async def test_whoever_answers_for_several_sees_them_counted_and_each_by_name(branch: Scene) -> None:
    he = branch.person("何组长")
    await Facts(branch).entry(Register.TALK, "2026-10-10", author="何组长", about="高退休")
    he.says("/todo")
    await he.presses("我的情况")
    card = await he.sees("谈心谈话\n• 2026年：已办 1 · 未到期 3 · 逾期 0", "党小组会\n• 2026年10月：未到期")
    assert "谈心谈话（周宣传） 2026年" in card.labels
    await he.presses("谈心谈话（周宣传） 2026年")
    duty = await he.sees("对象：周宣传\n负责：何组长", "状态：未到期")
    assert duty.labels[0] == "去登记"


async def test_in_another_year_one_looks_back_to_the_first_and_no_further(branch: Scene) -> None:
    chen = branch.person("陈正式")
    await Facts(branch).dues("陈正式", Month(2026, 10), DuesState.RECEIVED)
    branch.move_to("2027-02-01 09:00")
    await branch.quiet()
    chen.says("/todo")
    await chen.presses("我的情况")
    card = await chen.sees("我的情况 · 陈正式同志 · 2027年", "• 2026年12月：逾期\n• 2027年1月：逾期")
    assert card.labels[-2:] == ["2026 年", "« 返回"]
    await chen.presses("2026 年")
    card = await chen.sees("2026年\n", "• 2026年10月：已办\n• 2026年11月：逾期")
    assert card.labels[-2:] == ["2027 年", "« 返回"]
    for year in (2025, 2028, 0):
        assert "已失效" in await forged(chen, f"gm:{year}", home="我的情况")


async def test_somebody_on_the_way_into_the_party_has_none(branch: Scene) -> None:
    huang = branch.person("黄积极")
    huang.says("/todo")
    await huang.presses("我的情况")
    await huang.sees("这一年没有您应办的事项。")


@pytest.mark.parametrize(
    "data", ["gd:dues:8:2026-10", "gd:report:9:2026-Q4", "gd:study:1:2026-10", "gd:dues:99:2026-10"]
)
async def test_nobody_opens_anybody_elses_duty_by_its_number(branch: Scene, data: str) -> None:
    """陈正式 is the eighth of the roster, 林预备 the ninth."""
    huang = branch.person("黄积极")
    await forged(huang, data)
    card = await huang.sees("这一项现在不在看板上。")
    assert card.text == "这一项现在不在看板上。"
    assert card.labels == ["« 返回"]


async def test_a_leader_opens_no_duty_of_another_team(branch: Scene) -> None:
    he = branch.person("何组长")
    await forged(he, "gd:dues:8:2026-10")
    await he.sees("这一项现在不在看板上。")
    await he.presses("« 返回")
    await he.sees("何组长同志的待办")


# ---- one duty


async def test_from_the_board_one_duty_opens_with_state_owner_and_clause(branch: Scene) -> None:
    facts, zheng = Facts(branch), branch.person("郑书记")
    await facts.meeting(MeetingKind.TEAM_MEETING, "2026-10-12 09:00", team="第一党小组")
    await facts.dues("陈正式", Month(2026, 10), DuesState.RECEIVED)
    branch.move_to("2026-11-04 09:00")
    await branch.quiet()
    zheng.says("/board")
    await zheng.presses("党费 2026年10月")
    await zheng.presses("周宣传")
    card = await zheng.sees("对象：周宣传", "期限：2026年10月20日前\n状态：逾期 15 天")
    assert card.labels == ["依据：党费", "« 返回"]  # it is not the secretary's to be done
    await zheng.presses("« 返回")
    await zheng.presses("陈正式")
    card = await zheng.sees("对象：陈正式", "状态：已办")
    assert "凭据" not in card.text  # how it was paid is the ledger's
    await zheng.presses("« 返回")
    await zheng.presses("« 返回")
    await zheng.presses("党小组会 2026年10月")
    await zheng.presses("第一党小组")
    await zheng.sees("对象：第一党小组\n负责：李组长", "状态：已办\n凭据：2026-10-12 召开")
    await zheng.presses("« 返回")
    await zheng.presses("第二党小组")
    await zheng.sees("负责：何组长", "状态：逾期 4 天", "【依据】党小组工作制度 1")


async def test_how_far_a_report_has_come_is_not_the_boards(branch: Scene) -> None:
    await Facts(branch).report("林预备", Quarter(2026, 4), ReportState.RETURNED)
    zheng = branch.person("郑书记")
    zheng.says("/board")
    await zheng.presses("思想汇报 2026年9月10日—2026年12月9日")
    await zheng.presses("林预备")
    assert "退回" not in (await zheng.sees("对象：林预备", "状态：未到期")).text


async def test_thirty_names_and_the_others_on_the_next_page(scene: Scene) -> None:
    rows = "\n".join(f"甲{number},,正式党员" for number in range(1, 34))
    scene.move_to("2026-10-12 09:30")
    await scene.found(f"姓名,职务,党员类别\n郑书记,书记,正式党员\n{rows}\n")
    await scene.start()
    await scene.bind("郑书记")
    zheng = scene.person("郑书记")
    zheng.says("/board")
    await zheng.presses("党费 2026年10月")
    await zheng.presses("下一页")
    card = await zheng.sees("未到期（34）")
    rest = ["甲30", "甲31", "甲32", "甲33", "上一页", "免除", "依据：党费", "« 返回"]
    await until(lambda: list(card.labels) == rest, "the second page")
    await zheng.presses("上一页")
    await until(lambda: "甲29" in card.labels, "the first page")
    await forged(zheng, "gp:dues:2026-10:99", home="未到期（34）")
    await until(
        lambda: list(card.labels) == ["免除", "依据：党费", "« 返回"], "a page that there is not, without names"
    )


# ---- earlier quarters


async def test_an_earlier_quarter_shows_what_was_done_in_it_and_leads_to_the_names(branch: Scene) -> None:
    facts, zheng = Facts(branch), branch.person("郑书记")
    await facts.dues("陈正式", Month(2026, 10), DuesState.RECEIVED)
    await facts.meeting(MeetingKind.LECTURE, "2026-10-12 09:00")
    branch.move_to("2027-07-05 09:00")
    await branch.quiet()
    zheng.says("/board")
    await zheng.presses("按季度查看")
    card = await zheng.sees("看板 · 示范机关党支部 · 2027年第3季度", "截至2027年7月5日的情况")
    assert card.labels[-4:] == ["2027年第2季度", "导出 Excel（2027年）", "打印页（2027年）", "« 返回"]
    await zheng.presses("2027年第2季度")
    await zheng.presses("2027年第1季度")
    await zheng.presses("2026年第4季度")
    card = await zheng.sees("2026年第4季度\n截至2027年7月5日", "党费 · 2026年10月\n已办 1 · 未到期 0 · 逾期 9")
    assert "党课 · 2026年第4季度\n已办 1 · 未到期 0 · 逾期 0" in card.text
    assert card.labels[-4:] == ["2027年第1季度", "导出 Excel（2026年）", "打印页（2026年）", "« 返回"]
    await zheng.presses("党课 2026年第4季度")
    await zheng.sees("已办（1）\n• 示范机关党支部（负责：周宣传）（2026-10-12 召开）")
    await zheng.presses("« 返回")
    await zheng.sees("2026年第4季度\n截至")
    for data in ("gq:2026:3", "gq:2027:4", "gq:2026:0", "gq:2026:5", "gq:1:1"):
        assert "已失效" in await forged(zheng, data, home="看板"), data


async def test_a_leader_looks_back_on_the_own_team_alone(branch: Scene) -> None:
    he = branch.person("何组长")
    branch.move_to("2027-01-05 09:00")
    await branch.quiet()
    he.says("/board")
    await he.presses("按季度查看")
    await he.sees("看板 · 第二党小组 · 2027年第1季度")
    await he.presses("2026年第4季度")
    card = await he.sees("看板 · 第二党小组 · 2026年第4季度", "党费 · 2026年10月\n已办 0 · 未到期 0 · 逾期 5")
    assert "党课" not in card.text


# ---- files


def content(message: Message) -> tuple[str, bytes]:
    """Name and bytes of the file that a message carries."""
    assert message.media is not None
    return message.media.file.name, message.media.file.content


async def test_the_excel_file_of_the_chat_holds_every_duty_and_the_sums(branch: Scene) -> None:
    facts, zheng = Facts(branch), branch.person("郑书记")
    await facts.dues("陈正式", Month(2026, 10), DuesState.RECEIVED)
    await facts.dues("周宣传", Month(2026, 10), DuesState.DISPUTED)
    branch.move_to("2026-11-02 09:00")
    await branch.quiet()
    zheng.says("/board")
    await zheng.presses("导出 Excel（2026年）")
    name, data = content(await zheng.sees("示范机关党支部2026年制度落实情况（截至2026年11月2日）"))
    assert name == "看板_2026.xlsx"
    book = load_workbook(io.BytesIO(data))
    lines = {row[:3]: row[3:] for row in book["2026年"].iter_rows(min_row=3, values_only=True)}
    assert lines["党费", "陈正式", "2026年10月"][1:3] == ("已办", "")
    assert lines["党费", "周宣传", "2026年10月"][1:3] == ("逾期", "")  # not that it is disputed
    sums = {row[:2]: row[2:8] for row in book["汇总"].iter_rows(min_row=3, values_only=True)}
    assert sums["党费", "2026年10月"] == ("2026-10-20", 10, 1, 0, 0, 9)
    assert await branch.audit("duties") == [("duties.taken_out", "2026")]
    for data_ in ("gx:2025:xlsx", "gx:2026:exe", "gx:2026:"):
        assert "已失效" in await forged(zheng, data_, home="看板"), data_


async def test_a_leaders_files_hold_the_own_team_alone(branch: Scene) -> None:
    he = branch.person("何组长")
    for label, kind, told in (("导出 Excel（2026年）", "xlsx", ""), ("打印页（2026年）", "html", "用浏览器打开")):
        he.says("/board")
        await he.presses(label)
        name, data = content(await he.sees("第二党小组2026年制度落实情况", told))
        assert name == f"看板_2026.{kind}"
        if kind == "xlsx":
            sheets = load_workbook(io.BytesIO(data)).worksheets
            text = "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
        else:
            text = data.decode()
        assert "冯青年" in text
        assert not {"陈正式", "林预备", "郑书记", "第一党小组"} & {
            each for each in (*NAMES, "第一党小组") if each in text
        }


async def test_the_page_to_print_needs_nothing_from_elsewhere_and_runs_nothing(branch: Scene) -> None:
    zhou = branch.person("周宣传")
    zhou.says("/board")
    await zhou.presses("打印页（2026年）")
    _, data = content(await zhou.sees("用浏览器打开即可打印"))
    text = data.decode()
    assert re.search(r"<script|https?:|url\(|@import|<link|<img|\son\w+=", text) is None
    assert "未到期：郑书记、孙组织、周宣传" in text


# ---- what goes out tomorrow


async def test_the_committee_sees_what_goes_out_tomorrow_and_who_will_not_get_it(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await Facts(branch).dues("陈正式", Month(2026, 10), DuesState.RECEIVED)
    zheng.says("/board")
    await zheng.presses("明天提醒")
    card = await zheng.sees("下一个工作日的提醒 · 2026年10月13日")
    assert "08:30 周宣传\n• 党费 · 2026年10月" in card.text
    assert "陈正式" not in card.text
    assert card.text.endswith("没有绑定账号，收不到提醒，请当面告知：\n• 高退休（党费 2026年10月）")
    assert "公布" not in card.text
    branch.move_to("2026-10-13 08:31")
    await branch.quiet()
    told = {name for name in NAMES if branch.cast.get(name) and branch.person(name).has_seen("提醒 · ")}
    assert told == {name for name in NAMES if f"08:30 {name}" in card.text}


async def test_on_friday_it_is_mondays_without_what_still_goes_out_today(branch: Scene) -> None:
    """The day after a meeting decides, and what is due at the weekend goes out on Friday evening."""
    zheng = branch.person("郑书记")
    branch.move_to("2026-10-30 18:00")  # the 31st is a Saturday: Party group meetings and study are due
    await branch.quiet()
    zheng.says("/board")
    await zheng.presses("明天提醒")
    card = await zheng.sees("下一个工作日的提醒 · 2026年11月2日")
    assert "党小组会" not in card.text
    assert "集中学习" not in card.text


async def test_of_registers_only_system_period_and_how_many_stand_there(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    branch.move_to("2026-12-24 07:00")
    await branch.quiet()
    branch.move_to("2026-12-27 10:00")
    await branch.quiet()
    zheng.says("/board")
    await zheng.presses("明天提醒")
    card = await zheng.sees("下一个工作日的提醒 · 2026年12月28日", "• 谈心谈话 · 2026年（")
    section = card.text.partition("08:30 何组长")[2].partition("\n\n")[0]
    assert others(section, "何组长") == set()


async def test_a_year_whose_days_off_are_not_announced_is_said_to_be_a_prediction(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    branch.move_to("2031-03-03 09:00")
    await branch.quiet()
    zheng.says("/board")
    await zheng.presses("明天提醒")
    await zheng.sees("2031 年的放假安排尚未公布")


async def test_leaders_and_members_have_no_preview_even_by_an_old_button(branch: Scene) -> None:
    he, chen = branch.person("何组长"), branch.person("陈正式")
    he.says("/board")
    card = await he.sees("看板 · 第二党小组")
    assert "明天提醒" not in card.labels
    await forged(he, "gt:0", home="看板")
    await he.sees("已不在您的职责范围内")
    assert "不在您的职责范围内" in await forged(chen, "gt:0")


async def test_a_day_on_which_nobody_is_reminded_and_a_page_that_there_is_not(branch: Scene) -> None:
    wu = branch.person("吴纪检")
    branch.move_to("2026-10-13 08:31")
    await branch.quiet()
    wu.says("/board")
    await wu.presses("明天提醒")
    await wu.sees("2026年10月14日", "没有要提醒的事项。")
    await forged(wu, "gt:99", home="没有要提醒的事项。")
    await wu.sees("没有要提醒的事项。")
