"""/todo and /board: the same duties, each person's own, and the branch's as far as section 3 lets one look."""

import re

import pytest

from bot.rules.calendar import Month, Quarter
from bot.rules.words import Answer, DuesState, MeetingKind, Register, ReportState
from tests.scene import Actor, Scene, carried
from tests.stories.facts import Facts

BOARD_HOLDERS = ["郑书记", "孙组织", "周宣传", "吴纪检", "冯青年", "李组长", "何组长"]
OTHERS = ["陈正式", "林预备", "黄积极"]


async def opens(actor: Actor, command: str, *texts: str) -> str:
    """Sends a command; the text of the card that answers."""
    before = len(actor.scene.simulator.messages(actor.user))
    actor.says(command)
    await actor.scene.quiet()
    message = await actor.sees(*texts)
    assert len(actor.scene.simulator.messages(actor.user)) == before + 2, "one message answers"
    return message.text


# ---- /todo


async def test_a_member_sees_the_own_duties_with_due_day_and_clause(branch: Scene) -> None:
    text = await opens(branch.person("林预备"), "/todo", "林预备同志的待办")
    assert text.splitlines()[1:] == [
        "",
        "党费 · 2026年10月",
        "2026年10月20日前，还有 8 天",
        "【依据】党支部工作制度 三（十五）1（党费每月交纳一次）",
        "",
        "思想汇报 · 2026年9月10日—2026年12月9日",
        "2026年12月9日前，还有 58 天",
        "【依据】党支部工作制度 三（十一）（预备党员、外出党员每季度书面汇报思想）",
    ]


async def test_overdue_duties_are_marked_and_stay_until_they_are_done(branch: Scene) -> None:
    chen = branch.person("陈正式")
    branch.move_to("2026-11-23 10:00")
    await branch.quiet()
    assert "⚠️ 党费 · 2026年10月\n2026年10月20日前，已逾期 34 天" in await opens(chen, "/todo", "陈正式同志的待办")
    facts = Facts(branch)
    await facts.dues("陈正式", Month(2026, 10), DuesState.RECEIVED)
    await facts.dues("陈正式", Month(2026, 11), DuesState.PAID)
    await opens(chen, "/todo", "陈正式同志，您目前没有待办事项")


async def test_the_word_opens_it_and_back_leads_home(branch: Scene) -> None:
    chen = branch.person("陈正式")
    await opens(chen, "待办", "陈正式同志的待办")
    await chen.presses("« 返回")
    await chen.sees("请选择要办的事")
    await chen.presses("我的待办")
    await chen.sees("陈正式同志的待办", "党费 · 2026年10月")


async def test_somebody_on_the_way_into_the_party_owes_nothing_and_is_told_so_kindly(branch: Scene) -> None:
    await opens(branch.person("黄积极"), "/todo", "黄积极同志，您目前没有待办事项")


async def test_unanswered_invitations_and_open_ballots_are_on_the_list_until_answered(branch: Scene) -> None:
    facts, huang, chen = Facts(branch), branch.person("黄积极"), branch.person("陈正式")
    coming = await facts.meeting(MeetingKind.STUDY, "2026-10-15 14:30", invited=("黄积极", "陈正式"), topic="学<习>&")
    await facts.meeting(MeetingKind.STUDY, "2026-10-12 08:00", invited=("黄积极",), topic="已经开始")
    await facts.meeting(MeetingKind.STUDY, "2026-10-16 08:00", invited=("黄积极",), topic="已经取消", cancelled=True)
    await facts.ballot("是否同意购书", "陈正式")
    await facts.ballot("已经结束的事", "陈正式", closed=True)
    text = await opens(huang, "/todo", "黄积极同志的待办")
    assert text.splitlines()[1:] == ["", "请答复是否参加：学<习>&", "2026年10月15日（周四）14:30"]
    text = await opens(chen, "/todo", "请答复是否参加：学<习>&", "请投票：是否同意购书")
    assert "已经结束的事" not in text
    await facts.answers(coming, "黄积极", Answer.UNDECIDED)
    await opens(huang, "/todo", "黄积极同志，您目前没有待办事项")


async def test_each_matter_has_a_button_to_where_it_is_done_if_the_person_has_that_command(branch: Scene) -> None:
    labels = {
        "dues": "办理党费",
        "report": "写思想汇报",
        "newmeeting": "召集会议",
        "register": "去登记",
        "meetings": "答复会议",
        "vote": "去投票",
    }
    facts = Facts(branch)
    await facts.meeting(MeetingKind.STUDY, "2026-10-15 14:30", invited=("林预备", "李组长"))
    await facts.ballot("是否同意购书", "李组长")
    wanted = {
        "林预备": ("dues", "report", "meetings"),
        "李组长": ("dues", "newmeeting", "register", "meetings", "vote"),
        "周宣传": ("dues", "newmeeting"),
        "陈正式": ("dues",),
        "黄积极": (),
    }
    for name, commands in wanted.items():
        actor = branch.person(name)
        await opens(actor, "/todo", f"{name}同志")
        menu = branch.simulator.menu(actor.user)
        assert actor.labels() == [
            *(labels[command] for command in commands if command in menu),
            *(label for label in actor.labels() if label.startswith("依据：")),
            "我的情况",
            "« 返回",
        ]


async def test_a_long_list_stays_one_message_and_says_how_much_more_there_is(branch: Scene) -> None:
    facts, huang = Facts(branch), branch.person("黄积极")
    for day in range(13, 25):
        await facts.meeting(MeetingKind.STUDY, f"2026-10-{day} 14:00", invited=("黄积极",), topic="题" * 200)
    text = await opens(huang, "/todo", "黄积极同志的待办", "另有 2 项会议或表决等您答复")
    assert text.count("请答复是否参加") == 10


async def test_nobody_sees_anybody_elses_matters_on_the_own_list(branch: Scene) -> None:
    facts = Facts(branch)
    await facts.ballot("只问陈正式的事", "陈正式")
    await facts.meeting(MeetingKind.STUDY, "2026-10-15 14:30", invited=("陈正式",), topic="只请陈正式的会")
    for name, actor in branch.cast.items():
        text = await opens(actor, "/todo", f"{name}同志")
        reviewed = {"林预备"} if name == "孙组织" else set()  # the review of a probationary member says whose it is
        assert not any(other in text for other in branch.cast.keys() - {name, "陈正式"} - reviewed)
        assert ("陈正式" in text) == (name == "陈正式")


# ---- /board


async def test_the_secretary_sees_what_is_due_done_and_overdue(branch: Scene) -> None:
    facts = Facts(branch)
    await facts.dues("陈正式", Month(2026, 10), DuesState.RECEIVED)
    await facts.dues("李组长", Month(2026, 10), DuesState.PAID)
    await facts.dues("何组长", Month(2026, 10), DuesState.DISPUTED)
    await facts.meeting(MeetingKind.TEAM_MEETING, "2026-10-12 09:00", team="第一党小组")
    text = await opens(branch.person("郑书记"), "/board", "看板")
    assert text.splitlines() == [
        "看板 · 示范机关党支部 · 2026年10月12日",
        "",
        "党费 · 2026年10月",
        "已办 1 · 未到期 8 · 逾期 0 · 待收讫 1",
        "",
        "党小组会 · 2026年10月",
        "已办 1 · 未到期 1 · 逾期 0",
        "",
        "集中学习 · 2026年10月",
        "已办 0 · 未到期 1 · 逾期 0",
        "",
        "思想汇报 · 2026年9月10日—2026年12月9日",
        "已办 0 · 未到期 1 · 逾期 0",
        "",
        "预备党员考察 · 2026年9月10日—2026年12月9日",
        "已办 0 · 未到期 1 · 逾期 0",
        "",
        *(
            line
            for what, count in (
                ("党员大会 · 2026年第4季度", 1),
                ("支委会 · 2026年第4季度", 1),
                ("组织生活会 · 2026年", 1),
                ("民主生活会 · 2026年", 1),
                ("党课 · 2026年第4季度", 1),
                ("谈心谈话 · 2026年", 10),
                ("联系群众 · 2026年第4季度", 2),
                ("党小组汇报 · 2026年第4季度", 2),
                ("思想分析 · 2026年第4季度", 2),
                ("年度汇报 · 2026年", 1),
            )
            for line in (what, f"已办 0 · 未到期 {count} · 逾期 0", "")
        ),
        "点下面的按钮看名单。",
    ]


async def test_a_line_of_the_board_opens_the_names_with_due_day_and_clause(branch: Scene) -> None:
    facts, zheng = Facts(branch), branch.person("郑书记")
    await facts.dues("陈正式", Month(2026, 10), DuesState.RECEIVED)
    await facts.dues("李组长", Month(2026, 10), DuesState.PAID)
    branch.move_to("2026-10-21 09:00")
    await branch.quiet()
    zheng.says("看板")
    await zheng.presses("党费 2026年10月")
    names = await zheng.sees("2026年10月20日前，已过 1 天", "【依据】党支部工作制度 三（十五）1")
    assert names.text.splitlines()[3:] == [
        "",
        "逾期（8）",
        *(f"• {name}" for name in ("郑书记", "孙组织", "周宣传", "吴纪检", "冯青年", "何组长", "林预备", "高退休")),
        "",
        "已报已交，待收讫（1）",
        "• 李组长",
        "",
        "已办（1）",
        "• 陈正式",
    ]
    await zheng.presses("« 返回")
    await zheng.sees("看板 · 示范机关党支部")
    branch.simulator.press_data(zheng.user, "wo:dues:2026-10", names)
    branch.simulator.press_data(zheng.user, "wo:dues:2026-10", names)
    await branch.quiet()
    assert zheng.has_seen("• 林预备") == 1, "two taps show the names once, in place"


async def test_a_meeting_on_the_board_names_who_answers_for_it_and_when_it_was_held(branch: Scene) -> None:
    org = branch.person("孙组织")
    await Facts(branch).meeting(MeetingKind.TEAM_MEETING, "2026-10-12 09:00", team="第一党小组")
    org.says("/board")
    await org.presses("党小组会 2026年10月")
    await org.sees("已办（1）\n• 第一党小组（负责：李组长）（2026-10-12 召开）", "• 第二党小组（负责：何组长）")


async def test_somebody_who_joined_late_in_the_month_has_an_own_due_day(scene: Scene) -> None:
    scene.move_to("2026-10-12 09:30")
    await scene.found("姓名,职务,党员类别\n郑书记,书记,正式党员\n")
    await scene.start()
    await scene.bind("郑书记")
    scene.move_to("2026-10-29 09:30")
    await scene.found("姓名,职务,党员类别,入党日期\n林预备,,预备党员,2026-10-28\n")
    zheng = scene.person("郑书记")
    zheng.says("/board")
    await zheng.presses("党费 2026年10月")
    await zheng.sees("2026年10月20日前", "逾期（1）\n• 郑书记", "未到期（1）\n• 林预备（2026年10月31日前）")


async def test_the_board_shows_no_amounts_and_not_how_far_a_report_has_come(branch: Scene) -> None:
    facts = Facts(branch)
    await facts.dues("陈正式", Month(2026, 10), DuesState.DISPUTED)
    await facts.report("林预备", Quarter(2026, 4), ReportState.RETURNED)
    for name in BOARD_HOLDERS:
        for label in ("党费 2026年10月", "思想汇报 2026年9月10日—2026年12月9日"):
            actor = branch.person(name)
            actor.says("/board")
            if name == "何组长" and label.startswith("思想汇报"):
                continue  # nobody of the second team owes a report
            await actor.presses(label)
            text = (await actor.sees("【依据】", "未到期")).text
            assert not re.search(r"\d\.\d\d|有异议|退回", text), (name, text)


@pytest.mark.parametrize("name", ["周宣传", "吴纪检", "冯青年"])
async def test_publicity_discipline_and_youth_look_at_the_whole_branch(branch: Scene, name: str) -> None:
    actor = branch.person(name)
    text = await opens(actor, "/board", "看板 · 示范机关党支部")
    assert "党费 · 2026年10月\n已办 0 · 未到期 10 · 逾期 0" in text
    await actor.presses("思想汇报 2026年9月10日—2026年12月9日")
    await actor.sees("• 林预备")


async def test_a_team_leader_sees_the_own_team_and_nothing_of_the_branch_or_the_other_team(branch: Scene) -> None:
    he = branch.person("何组长")
    text = await opens(he, "/board", "看板 · 第二党小组")
    assert "党费 · 2026年10月\n已办 0 · 未到期 5 · 逾期 0" in text
    assert "党小组会 · 2026年10月\n已办 0 · 未到期 1 · 逾期 0" in text
    assert "党课" not in text
    assert "思想汇报" not in text
    await he.presses("党费 2026年10月")
    names = (await he.sees("未到期（5）")).text
    assert [line.removeprefix("• ") for line in names.splitlines() if line.startswith("•")] == [
        "周宣传", "吴纪检", "冯青年", "何组长", "高退休",
    ]  # fmt: skip
    await he.presses("« 返回")
    await he.presses("党小组会 2026年10月")
    names = (await he.sees("• 第二党小组（负责：何组长）")).text
    assert "第一党小组" not in names


async def test_a_leader_who_was_moved_into_another_team_sees_that_one_behind_the_old_button(branch: Scene) -> None:
    he = branch.person("何组长")
    he.says("/board")
    await he.sees("看板 · 第二党小组")
    await branch.found(
        "姓名,党小组,职务,党员类别,入党日期\n"
        "李组长,第二党小组,,正式党员,2012-07-01\n何组长,第一党小组,党小组长,正式党员,2012-07-01\n",
    )
    await he.presses("党费 2026年10月")
    text = (await he.sees("未到期（")).text
    assert "陈正式" in text
    assert "周宣传" not in text


@pytest.mark.parametrize("name", OTHERS)
async def test_whoever_has_no_board_is_told_so_and_sees_nothing(branch: Scene, name: str) -> None:
    actor = branch.person(name)
    assert "board" not in branch.simulator.menu(actor.user)
    assert "todo" in branch.simulator.menu(actor.user)
    await opens(actor, "/board", "这件事不在您的职责范围内")


async def test_a_button_kept_from_a_former_post_opens_nothing(branch: Scene) -> None:
    zhou, org = branch.person("周宣传"), branch.person("孙组织")
    zhou.says("/board")
    board = await zhou.sees("看板 · 示范机关党支部")
    line = carried(board, "党费 2026年10月")
    org.says("/members")
    await org.presses("周宣传")
    await org.presses("✓ 宣传委员")
    await zhou.sees("已不在您的职责范围内")
    press = branch.simulator.press_data(zhou.user, line, board)
    await branch.quiet()
    assert press.answer == "这件事不在您的职责范围内。您能办的事项见 /help。"
    assert zhou.has_seen("• 陈正式") == 0


async def test_the_button_of_a_period_that_left_the_board_still_shows_it(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/board")
    board = await zheng.sees("看板")
    branch.move_to("2027-08-02 09:00")
    await branch.quiet()
    await zheng.presses("党课 2026年第4季度")
    await zheng.sees("党课 · 2026年第4季度\n2026年12月31日前，已过 214 天", "逾期（1）")
    await zheng.presses("« 返回")
    text = (await zheng.sees("看板 · 示范机关党支部 · 2027年8月2日")).text
    assert "党课 · 2027年第2季度\n已办 0 · 未到期 0 · 逾期 1" in text
    press = branch.simulator.press_data(zheng.user, "wo:lecture:什么", board)
    await branch.quiet()
    assert "已失效" in (press.answer or "")
    for period in ("2026-Q3", "2027-Q4", "2040-Q1"):
        branch.simulator.press_data(zheng.user, f"wo:lecture:{period}", board)
        await branch.quiet()
        await zheng.sees("这一项现在不在看板上。")


async def test_in_a_group_both_commands_only_lead_to_the_private_chat(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    group = branch.simulator.add_group("支部群", [zheng.user, chen.user])
    for command in ("/todo@branch_bot", "/board@branch_bot"):
        zheng.says(command, chat=group)
        await branch.quiet()
    shown = [m for m in branch.simulator.messages(zheng.user, group) if m.from_bot]
    assert [m.text for m in shown] == ["这件事请到与我的私聊中办理，群里不显示个人事项。"] * 2
    link = shown[1].buttons[0][0].url
    assert link is not None
    branch.simulator.follow(zheng.user, link)
    await zheng.sees("看板 · 示范机关党支部")


async def test_a_stranger_gets_the_one_line(branch: Scene) -> None:
    stranger = branch.person("路人")
    for text in ("/start", "/todo", "/board", "待办", "看板"):
        stranger.says(text)
    await branch.quiet()
    assert {m.text for m in branch.simulator.messages(stranger.user) if m.from_bot} == {
        "您好，这里只为受邀的同志服务。如果您收到了邀请，请点击邀请链接，或发送“/start 邀请码”。"
    }


# ---- one computation, three faces


async def test_board_to_do_and_reminders_say_the_same_on_the_same_day(scene: Scene) -> None:
    scene.move_to("2026-09-15 22:00")  # nobody is reminded at night
    await scene.found()
    await scene.start()
    await scene.bind()
    facts = Facts(scene)
    await facts.dues("陈正式", Month(2026, 9), DuesState.RECEIVED)
    await facts.dues("周宣传", Month(2026, 9), DuesState.PAID)
    await facts.meeting(MeetingKind.TEAM_MEETING, "2026-09-16 09:00", team="第二党小组")
    await scene.stop()
    for kind in (MeetingKind.ORGANIZATION_LIFE, MeetingKind.DEMOCRATIC_LIFE):  # due only at the end of the year
        await facts.meeting(kind, "2026-09-16 10:00")
    await facts.entry(Register.BRIEFING, "2026-09-16", author="郑书记")
    await facts.entry(Register.PROBATION_REVIEW, "2026-09-16", author="孙组织", about="林预备")
    await facts.report("林预备", Quarter(2026, 4), ReportState.SUBMITTED)  # due only in December
    for name in set(scene.cast) | {"高退休"}:
        await facts.entry(Register.TALK, "2026-09-16", author="郑书记", about=name)
    await facts.database.close()  # the bot that had it open is gone
    scene.move_to("2026-09-28 09:00")  # every duty of the month and of the quarter is within its ladder
    await scene.start()
    await scene.quiet()
    reminded = {name: _headings(actor, "提醒 ·") for name, actor in scene.cast.items()}
    to_do = {}
    for name, actor in scene.cast.items():
        await opens(actor, "/todo", f"{name}同志")
        to_do[name] = _headings(actor, f"{name}同志")
    board = await _owed_on_the_board(scene.person("孙组织"))
    assert board.pop("高退休") == {"党费 · 2026年9月"}  # not bound: on the board all the same
    assert board == {name: found for name, found in to_do.items() if found}
    assert to_do == reminded
    assert sum(map(len, board.values())) == 18  # seven payers, five meetings, three registers of two teams


def _headings(actor: Actor, start: str) -> set[str]:
    """What the newest message with that beginning lists, without the marks and the names of teams."""
    texts = [m.text for m in actor.scene.simulator.messages(actor.user) if m.from_bot and m.text.startswith(start)]
    lines = texts[-1].splitlines()[1:] if texts else []
    return {re.sub("⚠️ |（.*?）", "", line) for line in lines if " · " in line}


async def _owed_on_the_board(officer: Actor) -> dict[str, set[str]]:
    """Who owes what, read from the board by pressing each of its buttons."""
    owed: dict[str, set[str]] = {}
    officer.says("/board")
    card = await officer.sees("看板 ·")
    labels = [label for label in card.labels if (carried(card, label)).startswith("wo:")]
    for label in labels:
        await officer.presses(label)
        heading = label.replace(" ", " · ", 1)
        text = (await officer.sees(heading, "【依据】", "\n• ")).text
        for name in _open_names(text):
            owed.setdefault(name, set()).add(heading)
        await officer.presses("« 返回")
        await officer.sees("看板 ·")
    return owed


def _open_names(text: str) -> list[str]:
    """Who still owes, of a list of names: for a meeting the one who answers for it."""
    names, counts = [], False
    for line in text.splitlines():
        if not line.startswith("•"):
            counts = line.startswith(("逾期（", "未到期（"))
        elif counts:
            owner = re.search("负责：([^）]*)", line)
            names.append(owner[1] if owner else line.removeprefix("• ").partition("（")[0])
    return names
