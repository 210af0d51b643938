"""Reminders: each once per step of its ladder, in open hours only, whatever happens to the bot meanwhile."""

from unittest.mock import AsyncMock

import pytest

from bot.rules.calendar import Month, Quarter
from bot.rules.words import DuesState, MeetingKind, Register, ReportState
from bot.store import state
from tests.scene import Actor, Scene
from tests.stories.facts import Facts
from tests.waiting import until

PAYERS = {
    "郑书记",
    "孙组织",
    "周宣传",
    "吴纪检",
    "冯青年",
    "李组长",
    "何组长",
    "陈正式",
    "林预备",
}  # 高退休 is not bound
DUES9, DUES10 = "党费 · 2026年9月", "党费 · 2026年10月"
LECTURE, REPORT = "党课 · 2026年第3季度", "思想汇报 · 2026年6月10日—2026年9月9日"
ASSEMBLY, COMMITTEE, STUDY9 = "党员大会 · 2026年第3季度", "支委会 · 2026年第3季度", "集中学习 · 2026年9月"
FIRST, SECOND = "党小组会（第一党小组） · 2026年9月", "党小组会（第二党小组） · 2026年9月"
REVIEW2 = "预备党员考察（林预备） · 2026年6月10日—2026年9月9日"
# Nobody has paid September when October comes: of the nine others the collector knows, of the collector the secretary.
NINE, COLLECTOR = "党费欠交（9 项） · 2026年10月", "党费欠交（孙组织） · 2026年10月"
BEHIND = (NINE, COLLECTOR)
KEPT = ("联系群众", "党小组汇报", "思想分析")  # by each Party group, every quarter
LEADERS = {"第一党小组": "李组长", "第二党小组": "何组长"}
REGISTERS = {f"{what}（{team}） · 2026年第3季度": {leader} for team, leader in LEADERS.items() for what in KEPT}


def owed(*things: str) -> dict[str, list[str]]:
    """Who is to be reminded of what: dues of every payer, the others of the one who answers for them."""
    owners = {
        LECTURE: {"周宣传"}, STUDY9: {"周宣传"}, ASSEMBLY: {"郑书记"}, COMMITTEE: {"郑书记"},
        REPORT: {"林预备"}, FIRST: {"李组长"}, SECOND: {"何组长"}, REVIEW2: {"孙组织"}, NINE: {"孙组织"},
        COLLECTOR: {"郑书记"}, **REGISTERS,
    }  # fmt: skip
    expected: dict[str, list[str]] = {}
    for thing in things:
        for name in owners.get(thing, PAYERS):
            expected.setdefault(name, []).append(thing)
    return expected


def digests(actor: Actor) -> list[list[str]]:
    """What each reminder that the person has on screen names, oldest message first."""
    texts = [m.text for m in actor.scene.simulator.messages(actor.user) if m.from_bot and m.text.startswith("提醒 ·")]
    return [[line.removeprefix("⚠️ ") for line in text.splitlines()[1:] if " · " in line] for text in texts]


class Morning:
    """Looks at everybody's reminders, each time only at those that are new."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.read: dict[str, int] = {}

    async def comes(self, moment: str) -> dict[str, list[str]]:
        """Moves the clock; answers what each person is newly reminded of. Nobody ever gets two messages at once."""
        self.scene.move_to(moment)
        await self.scene.quiet()
        return self.new()

    def new(self) -> dict[str, list[str]]:
        """What each person was newly reminded of."""
        found: dict[str, list[str]] = {}
        for name, actor in self.scene.cast.items():
            every = digests(actor)
            fresh, self.read[name] = every[self.read.get(name, 0) :], len(every)
            assert len(fresh) <= 1, f"{name} got {len(fresh)} messages at once"
            if fresh:
                found[name] = fresh[0]
        return found


@pytest.fixture
async def september(scene: Scene) -> Scene:
    """The branch begins on Tuesday 2026-09-01, 09:30; everybody is bound but 高退休."""
    scene.move_to("2026-09-01 09:30")
    await scene.found()
    await scene.start()
    await scene.bind()
    await scene.quiet()
    return scene


async def registered(facts: Facts) -> None:
    """Whatever the registers of that quarter ask for."""
    for team, leader in LEADERS.items():
        for register in (Register.CONTACT, Register.TEAM_REPORT, Register.THOUGHT):
            await facts.entry(register, "2026-09-01", author=leader, team=team)
    await facts.entry(Register.PROBATION_REVIEW, "2026-09-01", author="孙组织", about="林预备")


async def test_through_a_month_a_quarters_end_and_the_national_day_each_gets_exactly_what_is_due(
    september: Scene,
) -> None:
    morning = Morning(september)
    quarter_end = (FIRST, SECOND, ASSEMBLY, COMMITTEE, LECTURE, STUDY9, *REGISTERS)
    nobody: tuple[str, ...] = ()
    script: list[tuple[str, tuple[str, ...]]] = [
        ("2026-09-11 10:00", (REVIEW2, REPORT)),  # it was due on the 9th
        ("2026-09-13 10:00", nobody),  # seven days before the 20th, but a Sunday
        ("2026-09-14 08:20", nobody),  # the office is open, the morning's digest hour has not come
        ("2026-09-14 08:31", (DUES9,)),
        ("2026-09-14 20:30", nobody),
        ("2026-09-16 09:00", (REVIEW2, REPORT)),
        ("2026-09-17 08:31", (DUES9,)),
        ("2026-09-19 10:00", nobody),  # a Saturday: the day before is told together with the day itself
        ("2026-09-20 08:31", (DUES9,)),  # a Sunday that is worked
        ("2026-09-22 09:00", nobody),
        ("2026-09-23 07:00", nobody),
        ("2026-09-23 21:30", nobody),  # the whole day was missed, and now it is evening
        ("2026-09-24 08:31", (REVIEW2, REPORT, *quarter_end)),
        ("2026-09-25 10:00", nobody),  # 中秋
        ("2026-09-27 10:00", nobody),
        ("2026-09-28 08:31", (DUES9, *quarter_end)),  # a week late, and three days before: one message
        ("2026-09-29 08:31", quarter_end),
        ("2026-09-30 08:31", (REVIEW2, REPORT, *quarter_end)),
        ("2026-10-01 10:00", nobody),
        ("2026-10-05 10:00", nobody),
        ("2026-10-07 10:00", nobody),
        ("2026-10-08 08:31", (DUES9, REVIEW2, REPORT, *quarter_end, *BEHIND)),  # what fell into the holiday
        ("2026-10-10 10:00", BEHIND),  # a Saturday that is worked
        ("2026-10-12 08:31", (DUES9,)),
        ("2026-10-13 08:31", (DUES10,)),
        ("2026-10-14 08:31", (REVIEW2, REPORT, *quarter_end)),
    ]
    for moment, things in script:
        reminded = await morning.comes(moment)
        assert {name: sorted(found) for name, found in reminded.items()} == {
            name: sorted(found) for name, found in owed(*things).items()
        }, moment


async def test_what_is_done_is_not_reminded_of_and_what_is_undone_again_is(september: Scene) -> None:
    facts, morning = Facts(september), Morning(september)
    await registered(facts)
    await facts.meeting(MeetingKind.TEAM_MEETING, "2026-09-10 15:00", team="第一党小组")
    await facts.meeting(MeetingKind.TEAM_MEETING, "2026-09-11 15:00", team="第二党小组", cancelled=True)
    await facts.meeting(MeetingKind.LECTURE, "2026-09-29 15:00")  # called, and not yet held
    await facts.report("林预备", Quarter(2026, 3), ReportState.SUBMITTED)
    await facts.dues("陈正式", Month(2026, 9), DuesState.RECEIVED)
    await facts.dues("李组长", Month(2026, 9), DuesState.PAID)
    reminded = await morning.comes("2026-09-14 08:31")
    assert set(reminded) == PAYERS - {"陈正式", "李组长"}
    others = {name: [DUES9] for name in ("孙组织", "吴纪检", "冯青年", "林预备")}
    meetings = {"郑书记": [DUES9, ASSEMBLY, COMMITTEE], "何组长": [DUES9, SECOND], "周宣传": [DUES9, LECTURE, STUDY9]}
    assert await morning.comes("2026-09-23 08:31") == {**others, **meetings}
    await facts.dues("李组长", Month(2026, 9), DuesState.DISPUTED)
    await facts.report("林预备", Quarter(2026, 4), ReportState.DRAFT)
    assert await morning.comes("2026-09-28 08:31") == {**others, **meetings, "李组长": [DUES9]}
    await facts.meeting(MeetingKind.ASSEMBLY, "2026-09-28 09:00")
    # The lecture was held meanwhile.
    assert await morning.comes("2026-09-30 08:31") == {"郑书记": [COMMITTEE], "何组长": [SECOND], "周宣传": [STUDY9]}


async def test_after_three_weeks_without_the_bot_each_gets_one_digest_and_no_flood(september: Scene) -> None:
    morning = Morning(september)
    await morning.comes("2026-09-14 08:31")
    await september.stop()
    september.move_to("2026-10-09 11:00")
    await september.start()
    await september.quiet()
    late = owed(REVIEW2, REPORT, DUES9, FIRST, SECOND, ASSEMBLY, COMMITTEE, LECTURE, STUDY9, *REGISTERS, *BEHIND)
    assert morning.new() == late
    assert await morning.comes("2026-10-09 11:06") == {}
    assert await morning.comes("2026-10-09 16:00") == {}


async def test_a_bot_that_starts_in_the_night_waits_for_the_morning(september: Scene) -> None:
    morning = Morning(september)
    await september.stop()
    september.move_to("2026-09-14 23:00")
    await september.start()
    await september.quiet()
    assert morning.new() == {}
    assert set(await morning.comes("2026-09-15 08:31")) == PAYERS


async def test_two_ticks_in_a_row_and_a_restart_tell_nothing_twice(september: Scene) -> None:
    morning = Morning(september)
    assert set(await morning.comes("2026-09-14 08:31")) == PAYERS
    for minute in (32, 33, 40):
        assert await morning.comes(f"2026-09-14 08:{minute}") == {}
    await september.stop()
    await september.start()
    await september.quiet()
    assert morning.new() == {}


async def test_what_telegram_had_not_taken_when_the_bot_ended_arrives_once_afterwards(september: Scene) -> None:
    morning = Morning(september)
    fault = september.simulator.fault("sendMessage", "hang", times=len(PAYERS))
    september.move_to("2026-09-14 08:31")
    await until(lambda: fault.seen == len(PAYERS), "every reminder to be on its way")
    assert morning.new() == {}
    await september.stop()
    september.simulator.faults.ordered.clear()
    await september.start()
    await september.quiet()
    assert set(morning.new()) == PAYERS


async def test_somebody_without_an_account_is_told_once_bound_what_is_still_true(september: Scene) -> None:
    morning = Morning(september)
    await morning.comes("2026-09-21 09:00")
    september.move_to("2026-09-22 09:00")
    await september.bind("高退休")
    reminded = await morning.comes("2026-09-22 09:06")
    assert reminded == {"高退休": [DUES9]}


async def test_a_vacant_post_moves_the_reminder_and_the_former_holder_hears_no_more(september: Scene) -> None:
    await registered(Facts(september))
    morning = Morning(september)
    await morning.comes("2026-09-23 08:31")
    org = september.person("孙组织")
    org.says("/members")
    await org.presses("何组长")
    await org.presses("✓ 党小组长")
    await september.quiet()
    # The secretary has not had this step yet, so it is told with the next morning's digest and not at the next step.
    assert await morning.comes("2026-09-23 10:00") == {}
    assert (await morning.comes("2026-09-24 08:31"))["郑书记"] == [SECOND]
    reminded = await morning.comes("2026-09-29 08:31")
    assert SECOND in reminded["郑书记"]
    assert SECOND not in reminded["何组长"]


async def test_somebody_who_blocked_the_bot_keeps_nobody_else_from_being_reminded(september: Scene) -> None:
    morning = Morning(september)
    september.simulator.block(september.person("陈正式").user)
    assert set(await morning.comes("2026-09-14 08:31")) == PAYERS - {"陈正式"}
    september.simulator.unblock(september.person("陈正式").user)
    assert set(await morning.comes("2026-09-17 08:31")) == PAYERS


async def test_a_reminder_names_period_due_day_and_clause_and_leads_to_the_to_do_list(september: Scene) -> None:
    await registered(Facts(september))
    september.move_to("2026-09-28 08:31")
    leader = september.person("李组长")
    digest = await leader.sees("提醒 · 李组长同志，您好！")
    assert digest.text.splitlines()[1:] == [
        "",
        "⚠️ 党费 · 2026年9月",
        "2026年9月20日前，已逾期 8 天",
        "【依据】党支部工作制度 三（十五）1（党费每月交纳一次）",
        "",
        "党小组会（第一党小组） · 2026年9月",
        "2026年9月30日前，还有 2 天",
        "【依据】党小组工作制度 1；机关党建工作责任制 三.2（党小组会每月一次）",
    ]
    assert digest.labels[-3:] == ["我的待办", "依据：党费", "依据：党小组会"]
    await leader.presses("我的待办")
    await leader.sees("李组长同志的待办", "党费 · 2026年9月", "党小组会（第一党小组）")
    assert leader.has_seen("提醒 ·") == 0, "it is shown in place"


async def test_nobody_is_reminded_of_anybody_elses_matter(september: Scene) -> None:
    await registered(Facts(september))
    september.move_to("2026-09-28 08:31")
    await september.quiet()
    for name, actor in september.cast.items():
        reminders = [m.text for m in september.simulator.messages(actor.user) if "【依据】" in m.text]
        assert bool(reminders) == (name in PAYERS)
        assert not any(other in text for other in september.cast.keys() - {name} for text in reminders)


async def test_the_button_of_an_old_reminder_shows_what_is_true_now(september: Scene) -> None:
    chen = september.person("陈正式")
    september.move_to("2026-09-14 08:31")
    await chen.sees(DUES9)
    await Facts(september).dues("陈正式", Month(2026, 9), DuesState.RECEIVED)
    await chen.presses("我的待办")
    await chen.sees("陈正式同志，您目前没有待办事项")


async def test_the_digests_of_one_morning_read_the_branch_once(
    branch: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """Once to see what is due, once for all cards: a branch of sixty does not take sixty times as long."""
    load = AsyncMock(wraps=state.load)
    monkeypatch.setattr(state, "load", load)
    branch.move_to("2026-10-26 09:30")
    await branch.quiet()
    told = [name for name in PAYERS if digests(branch.person(name))]
    assert len(told) == len(PAYERS)
    assert load.await_count == 2
