"""Registers: entered once, done on the board; who sees what of them, and how long they may be changed."""

import pytest

from bot.console.installation import rotate_keys
from tests.scene import Actor, Scene

SECRET = "谈到家里老人住院，很受影响"
TALK = f"日期：10月8日\n谈话对象：陈正式\n主题：近期工作\n内容：{SECRET}"
CONTACT = "日期：昨天\n党小组：第一党小组\n联系对象：某社区<2>户\n任务：每季度走访\n检查情况：已走访两次"
TEAM_REPORT = "日期：今天\n党小组：第一党小组\n主题：三季度情况\n汇报内容：学习按计划进行"
THOUGHT = "日期：今天\n党小组：第一党小组\n主题：机构改革\n分析：有人担心岗位变动"
BRIEFING = "日期：今天\n听取汇报：办党组会议\n文号：〔2026〕3号"
REVIEW = "日期：今天\n预备党员：林预备\n主题：第二次考察\n考察情况：表现积极，理论学习还要加强"


async def enters(actor: Actor, register: str, form: str) -> None:
    """Opens the register, fills in its form, confirms."""
    await opens(actor, register)
    await actor.presses("新登记")
    actor.says(form)
    await actor.sees("请核对")
    await actor.presses("确认")
    await actor.scene.quiet()


async def opens(actor: Actor, register: str) -> str:
    """The list of the register."""
    actor.says("/register")
    await actor.presses(register)
    await actor.scene.quiet()
    return (await actor.sees(f"{register} · 2026 年")).text


async def board(actor: Actor, line: str) -> str:
    """What the board says of one line."""
    actor.says("/board")
    await actor.scene.quiet()
    text = (await actor.sees("看板 ·", line)).text
    return text.split(line)[1].split("\n")[1]


# ---- each register once, from the entry to the board


@pytest.mark.parametrize(
    ("register", "line", "form", "by", "before", "after"),
    [
        ("谈心谈话", "谈心谈话 · 2026年", TALK, "郑书记", (0, 10), (2, 8)),
        ("联系群众", "联系群众 · 2026年第4季度", CONTACT, "李组长", (0, 2), (1, 1)),
        ("党小组汇报", "党小组汇报 · 2026年第4季度", TEAM_REPORT, "李组长", (0, 2), (1, 1)),
        ("思想分析", "思想分析 · 2026年第4季度", THOUGHT, "李组长", (0, 2), (1, 1)),
        ("年度汇报", "年度汇报 · 2026年", BRIEFING, "郑书记", (0, 1), (1, 0)),
        ("预备党员考察", "预备党员考察 · 2026年9月10日—2026年12月9日", REVIEW, "孙组织", (0, 1), (1, 0)),
    ],
)
async def test_an_entry_is_done_on_the_board(
    branch: Scene, register: str, line: str, form: str, by: str, before: tuple[int, int], after: tuple[int, int]
) -> None:
    zheng = branch.person("郑书记")
    assert await board(zheng, line) == f"已办 {before[0]} · 未到期 {before[1]} · 逾期 0"
    await enters(branch.person(by), register, form)
    assert await board(zheng, line) == f"已办 {after[0]} · 未到期 {after[1]} · 逾期 0"
    assert register in await opens(branch.person(by), register)


@pytest.mark.parametrize(
    ("register", "by", "answers"),
    [
        ("谈心谈话", "郑书记", ["哪一天", "昨天", "同谁谈", "高退休", "主题是什么", "近况", "谈了什么", "身体还好"]),
        ("联系群众", "孙组织", [
            "哪一天", "10月8日", "哪个党小组", "第二党小组", "哪个人、哪一户", "困难户", "具体任务", "走访",
            "检查的情况", "已访",
        ]),
        ("党小组汇报", "孙组织", [
            "哪一天", "周四", "哪个党小组", "第二党小组", "主题是什么", "三季度", "汇报的内容", "正常",
        ]),
        ("思想分析", "孙组织", [
            "哪一天", "前天", "哪个党小组", "第二党小组", "主题是什么", "改革", "分析的内容", "平稳",
        ]),
        ("年度汇报", "郑书记", ["哪一天", "2026-10-09", "向谁汇报", "办党组", "文号", "无"]),
        ("预备党员考察", "李组长", [
            "哪一天", "今天", "哪位预备党员", "林预备", "主题是什么", "考察", "考察的情况", "良好",
        ]),
    ],
)  # fmt: skip
async def test_a_form_may_be_answered_question_by_question(
    branch: Scene, register: str, by: str, answers: list[str]
) -> None:
    actor = branch.person(by)
    await opens(actor, register)
    await actor.presses("新登记")
    for question, answer in zip(answers[::2], answers[1::2], strict=True):
        await actor.sees(question)
        actor.says(answer)
        await branch.quiet()
    await actor.presses("确认")
    await actor.sees(f"登记人：{by}")


async def test_a_team_leader_is_not_asked_for_the_team_and_what_is_missing_is_named(branch: Scene) -> None:
    leader = branch.person("何组长")
    assert "本期还没有登记（1）：第二党小组" in await opens(leader, "联系群众")
    await leader.presses("新登记")
    for answer in ("今天", "某责任区", "每月到访"):
        leader.says(answer)
        await branch.quiet()
    await leader.presses("跳过")
    await leader.sees("请核对", "党小组：第二党小组")
    await leader.presses("确认")
    await branch.quiet()
    text = await opens(leader, "联系群众")
    assert "10月12日 第二党小组（何组长）某责任区" in text
    assert "还没有登记" not in text


async def test_the_secretary_hears_of_a_teams_report_and_reads_it(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await enters(branch.person("李组长"), "党小组汇报", TEAM_REPORT)
    await zheng.sees("党小组汇报 · 2026年10月12日", "登记人：李组长", "主题：三季度情况")
    await zheng.presses("查看内容")
    note = await zheng.sees("学习按计划进行")
    assert note.protected
    assert ("registers.opened", "党小组汇报 第一党小组") in await branch.audit("registers")


# ---- talks


async def test_a_talk_is_seen_by_officers_and_opened_by_the_two_and_the_secretary_alone(branch: Scene) -> None:
    leader, chen, zheng = (branch.person(name) for name in ("李组长", "陈正式", "郑书记"))
    await enters(leader, "谈心谈话", TALK)
    await leader.presses("查看内容")
    await leader.sees(SECRET)
    await chen.sees("谈心谈话 · 2026年10月8日", "登记人：李组长", "谈话对象：陈正式", "主题：近期工作")
    await chen.presses("查看内容")
    await chen.sees(SECRET)
    assert await branch.audit("registers") == [("registers.added", "谈心谈话 陈正式")]
    sun = branch.person("孙组织")
    assert "10月8日 陈正式（李组长）近期工作" in await opens(sun, "谈心谈话")
    await sun.presses("10月8日 陈正式")
    entry = await sun.sees("只供谈话双方和书记查看")
    assert "查看内容" not in entry.labels
    assert "更正" not in entry.labels
    branch.simulator.press_data(sun.user, "bo:1", entry)
    await branch.quiet()
    assert sun.has_seen(SECRET) == 0
    await opens(zheng, "谈心谈话")
    await zheng.presses("10月8日 陈正式")
    await zheng.presses("查看内容")
    await zheng.sees(SECRET)
    assert ("registers.opened", "谈心谈话 陈正式") in await branch.audit("registers")
    assert SECRET not in str(await branch.audit("registers"))


async def test_nobody_else_finds_a_talk_or_opens_it_by_its_number(branch: Scene) -> None:
    await enters(branch.person("李组长"), "谈心谈话", TALK)
    for name in ("何组长", "林预备", "黄积极", "周宣传", "吴纪检"):
        actor = branch.person(name)
        actor.says("/register")
        card = await actor.sees("登记")
        for data in ("bs:1", "bo:1", "bc:1", "bx:1:1"):
            press = branch.simulator.press_data(actor.user, data, card)
            await branch.quiet()
            assert press.answer is not None
            assert "不在您的职责范围内" in press.answer
        branch.simulator.press_data(actor.user, "bl:talk:2026:0", card)
        await actor.sees("谈心谈话 · 2026 年（0 条）")
        assert actor.has_seen("近期工作") + actor.has_seen(SECRET) == 0


async def test_the_contents_of_a_talk_are_nowhere_in_clear_not_even_while_the_form_is_open(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await opens(zheng, "谈心谈话")
    await zheng.presses("新登记")
    zheng.says(TALK)
    await zheng.sees("请核对", SECRET, "加密保存")
    await branch.quiet()
    assert SECRET.encode() not in branch.place.on_disk()
    line, _ = await rotate_keys(branch.settings)
    assert "0 份" in line
    await zheng.presses("确认")
    await zheng.sees("登记人：郑书记")
    await branch.quiet()
    data = branch.place.on_disk()
    assert SECRET.encode() not in data
    assert SECRET.encode("unicode_escape") not in data
    line, _ = await rotate_keys(branch.settings)
    assert "1 份" in line
    await zheng.presses("查看内容")
    await zheng.sees(SECRET)


async def test_a_note_that_is_too_long_is_not_quoted_and_the_rest_stays(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await opens(zheng, "谈心谈话")
    await zheng.presses("新登记")
    zheng.says(TALK.replace(SECRET, SECRET * 120))
    await zheng.sees("太长，最多 1500 字", "谈了什么")
    await branch.quiet()
    assert SECRET.encode() not in branch.place.on_disk()
    zheng.says("短些")
    await zheng.sees("请核对", "谈话对象：陈正式", "主题：近期工作", "内容：短些")


async def test_whom_one_may_not_enter_is_said_and_asked_again(branch: Scene) -> None:
    leader = branch.person("李组长")
    await opens(leader, "谈心谈话")
    await leader.presses("新登记")
    leader.says("日期：2026-12-31\n谈话对象：何组长\n主题：" + "长" * 101)
    await leader.sees("不晚于今天", "何组长不在您的登记范围内", "太长，最多 100 字")
    for wrong, told in (("二月三十日", "看不懂这个日期"), ("2024-10-08", "2025 年以来")):
        leader.says(wrong)
        await leader.sees(told)
    leader.says("今天")
    for wrong, told in (
        ("李组长", "不能登记自己"),
        ("全体党员", "请写一个姓名"),
        ("无此人", "没有“无此人”，请点姓名"),
    ):
        leader.says(wrong)
        await leader.sees(told)
    leader.says("陈正式")
    await leader.sees("主题是什么")
    leader.says("近况")
    await leader.presses("确认")
    await leader.sees("谈话对象：陈正式", "登记人：李组长")
    assert "查看内容" not in leader.labels()


async def test_a_team_that_is_not_ones_own_or_not_there(branch: Scene) -> None:
    leader = branch.person("李组长")
    await opens(leader, "思想分析")
    await leader.presses("新登记")
    leader.says(THOUGHT.replace("第一党小组", "第二党小组"))
    await leader.sees("第二党小组不在您的登记范围内")
    leader.says("第九党小组")
    await leader.sees("没有这个党小组")
    await leader.presses("第一党小组")
    await leader.sees("请核对", "只写情况，不写具体人")


async def test_a_thought_analysis_that_names_people_is_pointed_at(branch: Scene) -> None:
    leader = branch.person("李组长")
    await opens(leader, "思想分析")
    await leader.presses("新登记")
    leader.says(THOUGHT.replace("有人", "陈正式"))
    await leader.sees("文中有名册上的姓名：陈正式")
    leader.says("分析：有同志担心岗位变动")
    await branch.quiet()
    await leader.presses("确认")
    await leader.sees("思想分析 · 2026年10月12日", "主题：机构改革")


# ---- corrections


async def test_an_entry_is_corrected_taken_out_and_put_back_and_the_duty_follows(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await enters(zheng, "谈心谈话", TALK)
    await zheng.presses("更正")
    await zheng.sees("请核对", "谈话对象：陈正式", SECRET)
    zheng.says("谈话对象：林预备")
    await zheng.sees("谈话对象：林预备")
    await zheng.presses("确认")
    await zheng.sees("谈话对象：林预备", "主题：近期工作")
    await zheng.presses("删除")
    gone = await zheng.sees("已删除，不再计入")
    assert await board(zheng, "谈心谈话 · 2026年") == "已办 0 · 未到期 10 · 逾期 0"
    branch.simulator.press_data(zheng.user, "bo:1", gone)
    branch.simulator.press_data(zheng.user, "bc:1", gone)
    branch.simulator.press_data(zheng.user, "bx:1:1", gone)
    await zheng.presses("恢复")
    assert await board(zheng, "谈心谈话 · 2026年") == "已办 2 · 未到期 8 · 逾期 0"
    assert [deed for deed, _ in await branch.audit("registers")] == [
        "registers.added", "registers.corrected", "registers.removed", "registers.restored",
    ]  # fmt: skip
    await opens(zheng, "谈心谈话")
    await zheng.presses("10月8日 林预备")
    entry = await zheng.sees("谈话对象：林预备")
    branch.move_by(days=8)
    press = branch.simulator.press_data(zheng.user, "bx:1:1", entry)
    await branch.quiet()
    assert press.answer is not None
    assert "7 天以后不能再更正" in press.answer


async def test_only_whoever_made_an_entry_changes_it(branch: Scene) -> None:
    await enters(branch.person("李组长"), "联系群众", CONTACT)
    zheng = branch.person("郑书记")
    await opens(zheng, "联系群众")
    await zheng.presses("10月11日 第一党小组")
    entry = await zheng.sees("登记人：李组长", "联系对象：某社区<2>户", "任务：每季度走访", "点“查看内容”看全文")
    press = branch.simulator.press_data(zheng.user, "bx:1:1", entry)
    await branch.quiet()
    assert press.answer is not None
    assert "不是您写的" in press.answer


async def test_a_note_on_the_screen_closes_when_its_entry_is_taken_out(branch: Scene) -> None:
    chen, zheng = branch.person("陈正式"), branch.person("郑书记")
    await enters(zheng, "谈心谈话", TALK)
    await chen.presses("查看内容")
    await chen.sees(SECRET)
    await zheng.presses("删除")
    await chen.sees("内容不再显示")
    assert chen.has_seen(SECRET) == 0


async def test_whoever_lost_the_post_meanwhile_enters_nothing(branch: Scene) -> None:
    leader, sun = branch.person("李组长"), branch.person("孙组织")
    await opens(leader, "联系群众")
    await leader.presses("新登记")
    leader.says(CONTACT)
    await leader.sees("请核对")
    sun.says("/members")
    await sun.presses("李组长")
    await sun.presses("✓ 党小组长")
    await branch.quiet()
    await leader.presses("确认")
    await branch.quiet()
    assert (await branch.place.rows("register_entries"))["register_entries"] == []


# ---- probationary members


async def test_introducers_are_named_told_and_then_owe_and_enter_the_reviews(branch: Scene) -> None:
    sun, chen, zheng = branch.person("孙组织"), branch.person("陈正式"), branch.person("郑书记")
    sun.says("/todo")
    await sun.sees("预备党员考察（林预备） · 2026年9月10日—2026年12月9日", "三（十四）7(1)")
    await sun.presses("去登记")
    await sun.presses("预备党员考察")
    await sun.presses("入党介绍人")
    await sun.sees("林预备：还没有指定")
    await sun.presses("指定介绍人")
    await sun.sees("可以一次发来整张表")
    sun.says("陈正式")
    await sun.sees("陈正式现在不是预备党员")
    await sun.presses("林预备")
    await sun.sees("介绍人是谁")
    for wrong in ("林预备", "陈正式、李组长、何组长"):
        sun.says(wrong)
        await sun.sees("须是正式党员，最多 2 名", "中国共产党章程 5")
    sun.says("陈正式、李组长")
    await sun.presses("确认")
    await sun.sees("林预备：李组长、陈正式")
    await chen.sees("您被指定为林预备同志的入党介绍人", "每 3 个月考察一次")
    chen.says("/todo")
    await chen.sees("预备党员考察（林预备）")
    await enters(chen, "预备党员考察", REVIEW)
    await chen.presses("查看内容")
    await chen.sees("理论学习还要加强")
    assert await board(zheng, "预备党员考察 · 2026年9月10日—2026年12月9日") == "已办 1 · 未到期 0 · 逾期 0"
    await zheng.presses("预备党员考察 2026年9月10日—2026年12月9日")
    await zheng.sees("已办（1）\n• 林预备（负责：李组长、陈正式）（2026-10-12 登记）")
    lin = branch.person("林预备")
    lin.says("/register")
    await lin.sees("目前没有与您有关的登记")


async def test_a_full_member_introduces_nobody_and_writes_no_review(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/register")
    card = await chen.sees("目前没有与您有关的登记")
    press = branch.simulator.press_data(chen.user, "bn:probation_review", card)
    await branch.quiet()
    assert press.answer is not None
    assert "不在您的职责范围内" in press.answer
    sun = branch.person("孙组织")
    await opens(sun, "预备党员考察")
    await sun.presses("新登记")
    sun.says(REVIEW.replace("林预备", "陈正式"))
    await sun.sees("现在不是预备党员", "三（十四）7(1)")


async def test_whoever_is_confirmed_meanwhile_is_reviewed_no_more(branch: Scene) -> None:
    sun, zheng = branch.person("孙组织"), branch.person("郑书记")
    await opens(sun, "预备党员考察")
    await sun.presses("新登记")
    sun.says(REVIEW)
    await sun.sees("请核对")
    zheng.says("/members")
    await zheng.presses("林预备")
    await zheng.presses("改类别")
    await zheng.presses("正式党员")
    await branch.quiet()
    await sun.presses("确认")
    await sun.sees("现在不是预备党员")
    assert (await branch.place.rows("register_entries"))["register_entries"] == []


# ---- lists, reminders, language


async def test_several_talks_owed_are_one_line_of_the_reminder_and_the_last_one_has_a_name(branch: Scene) -> None:
    he = branch.person("何组长")
    branch.move_to("2026-12-24 08:31")
    digest = await he.sees("提醒 ·", "谈心谈话（4 项） · 2026年", "还有 7 天")
    assert digest.text.count("谈心谈话") == 1
    for name in ("周宣传", "吴纪检", "冯青年"):
        await enters(he, "谈心谈话", f"日期：今天\n谈话对象：{name}\n主题：近况")
    he.says("/todo")
    await he.sees("谈心谈话（高退休） · 2026年")


async def test_a_long_register_has_pages_and_earlier_years(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    for day in range(1, 13):
        await enters(zheng, "年度汇报", f"日期：10月{day}日\n听取汇报：办党组")
    await enters(zheng, "年度汇报", "日期：2025-12-31\n听取汇报：办党组扩大会议")
    assert "（12 条）" in await opens(zheng, "年度汇报")
    await enters(zheng, "年度汇报", "日期：9月30日\n听取汇报：办党组")
    await opens(zheng, "年度汇报")
    await zheng.presses("下一页")
    await zheng.sees("9月30日（郑书记）办党组")
    await zheng.presses("上一页")
    await zheng.sees("10月12日（郑书记）")
    await zheng.presses("下一页")
    await zheng.presses("2025 年")
    oldest = await zheng.sees("2025 年（1 条）", "办党组扩大会议")
    assert "2024 年" not in oldest.labels
    for year in (1, 2024, 2027, 10**17):
        press = branch.simulator.press_data(zheng.user, f"bl:briefing:{year}:0", oldest)
        await branch.quiet()
        assert press.answer is not None
        assert "已失效" in press.answer


async def test_namesakes_are_told_apart_by_their_phones(scene: Scene) -> None:
    scene.move_to("2026-10-12 09:30")
    await scene.found(
        "姓名,职务,党员类别,联系电话\n郑书记,书记,正式党员,\n王同志,,正式党员,13800000001\n王同志,,正式党员,13800000002\n"
    )
    await scene.start()
    await scene.bind("郑书记")
    zheng = scene.person("郑书记")
    await opens(zheng, "谈心谈话")
    await zheng.presses("新登记")
    zheng.says("今天")
    await zheng.presses("王同志 (13800000002)")
    zheng.says("近况")
    await zheng.presses("跳过")
    await zheng.presses("确认")
    await zheng.sees("谈话对象：王同志")
    await zheng.presses("更正")
    await zheng.sees("请核对", "王同志 (13800000002)")


async def test_in_english(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/language")
    await zheng.presses("English")
    zheng.says("/register")
    await zheng.presses("Yearly briefing")
    await zheng.presses("New entry")
    zheng.says("Day: yesterday\nBriefed: the leading group\nNumber: No. 3")
    await zheng.presses("Confirm")
    await zheng.sees("Yearly briefing · 11 October 2026", "Entered by: 郑书记", "Number: No. 3")
