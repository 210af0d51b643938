"""催办: only those are reminded who have not answered or voted, in private and at most once a day."""

from typing import Any

import pytest

from tests.scene import Actor, Scene, carried
from tests.stories.test_ballots import ELECTORS, PLAN, everything_on_screen, opened
from tests.stories.test_ballots_secret import SECRET, casts
from tests.stories.test_meetings import ASSEMBLY, EVERYBODY, bound_group, call

MEETING, BALLOT = "提醒未答复的人", "提醒未投票的人"
PROMPT = "提醒：请您投票"


async def notices(branch: Scene) -> dict[str, int]:
    """How many notices of the meeting each person has on screen; 孙组织 may have gone on from one to the board."""
    await branch.quiet()
    return {name: branch.person(name).has_seen("会议通知：党员大会") for name in EVERYBODY if name != "孙组织"}


async def nudge(actor: Actor, label: str) -> None:
    """Asks for it and confirms."""
    await actor.presses(label)
    await actor.sees("要提醒还没有")
    press = await actor.presses("确认")
    assert press.answer == "已提醒。"
    await actor.scene.quiet()


async def test_only_those_who_have_not_answered_get_the_notice_once_more(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen, lin = branch.person("郑书记"), branch.person("陈正式"), branch.person("林预备")
    await call(zheng)
    for name, answer in (("陈正式", "参加"), ("周宣传", "请假"), ("李组长", "未定")):
        await branch.person(name).presses(answer)
    await branch.person("周宣传").presses("« 返回")
    before = len(branch.simulator.messages(chen.user, group))
    await zheng.presses(MEETING)
    preview = await zheng.sees("要提醒还没有答复的同志吗？", "党员大会：第四季度工作", "6 人：郑书记、孙组织、吴纪检、")
    assert "林预备" in preview.text
    assert "没有绑定账号、提醒不到的 1 人，请另行通知：高退休" in preview.text
    assert "休息时间" not in preview.text
    assert set((await notices(branch)).values()) == {1}  # nothing goes out before it is confirmed
    press = await zheng.presses("确认")
    assert press.answer == "已提醒。"
    seen = await notices(branch)
    answered = {"陈正式", "周宣传", "李组长"}
    assert {name for name, count in seen.items() if count == 1} == answered
    assert {name for name, count in seen.items() if count == 2} == set(EVERYBODY) - answered - {"孙组织"}
    notice = await lin.sees("会议通知：党员大会", "请答复是否参加")
    assert notice.labels[:3] == ["参加", "请假", "未定"]
    await lin.presses("参加")
    await zheng.sees("应到 10 · 参加 2", "未答复 6")
    assert len(branch.simulator.messages(chen.user, group)) == before  # a group gets nothing
    assert await branch.audit("nudges") == [("nudges.meeting", "党员大会 1")]


async def test_a_meeting_is_nudged_about_once_a_day(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await call(zheng)
    await zheng.presses(MEETING)
    preview = await zheng.sees("要提醒还没有答复的同志吗？")
    sure = carried(preview, "确认")
    presses = [branch.simulator.press_data(zheng.user, sure, preview) for _ in range(2)]
    await branch.quiet()
    assert presses[0].answer == "已提醒。"
    assert presses[1].answer == (
        "今天已经提醒过（同一件事每天最多催办一次），2026年10月13日起可以再提醒。没有改动任何内容。"
    )
    assert set((await notices(branch)).values()) == {2}
    branch.move_to("2026-10-12 23:59")
    await sun.presses("会议管理")
    press = await sun.presses(MEETING)
    assert (press.answer or "").startswith("今天已经提醒过")
    branch.move_to("2026-10-13 00:01")
    await sun.presses(MEETING)
    await sun.sees("要提醒还没有答复的同志吗？", "现在是休息时间，确认后仍会立即发出")
    await sun.presses("确认")
    assert set((await notices(branch)).values()) == {3}


async def test_a_meeting_that_was_moved_cancelled_begun_or_answered_by_all_is_not_nudged_about(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng, ASSEMBLY.replace("全体党员", "陈正式、高退休"))
    board = await zheng.sees("应到 2", "未答复 2")
    old = carried(board, MEETING)
    await branch.person("陈正式").presses("参加")
    board = await zheng.sees("应到 2", "参加 1")
    assert MEETING not in board.labels  # only somebody without Telegram is left
    press = branch.simulator.press_data(zheng.user, old, board)
    await branch.quiet()
    assert press.answer == "没有可以提醒的人：大家都已答复，或者没有绑定账号。没有改动任何内容。"
    await zheng.presses("改期")
    zheng.says("10月16日 9:00")
    await zheng.presses("跳过")
    await zheng.presses("确认")
    await nudge(zheng, MEETING)
    await branch.person("陈正式").sees("会议通知（已改期）：党员大会", "10月16日", "请答复是否参加")
    branch.move_to("2026-10-16 09:00")
    press = branch.simulator.press_data(zheng.user, old, await zheng.sees("应到 2"))
    await branch.quiet()
    assert press.answer == "已到开会时间，答复已截止。"
    await zheng.presses("取消会议")
    await zheng.presses("确认")
    press = branch.simulator.press_data(zheng.user, old, await zheng.sees("应到 2"))
    await branch.quiet()
    assert press.answer == "这次会议已取消。"


async def test_nobody_nudges_about_what_is_not_theirs(branch: Scene) -> None:
    zheng, zhou, chen = branch.person("郑书记"), branch.person("周宣传"), branch.person("陈正式")
    await call(zheng)
    board = carried(await zheng.sees("应到 10"), MEETING)
    await opened(zheng)
    tally = carried(await zheng.sees("已投 0 / 应投 9"), BALLOT)
    notice = await zhou.sees("会议通知")
    for person, data in ((zhou, board), (zhou, tally), (chen, board), (chen, tally)):
        for each in (data, f"{data[:-1]}1"):
            press = branch.simulator.press_data(
                person.user, each, notice.id if person is zhou else (await chen.sees("会议通知")).id
            )
            await branch.quiet()
            assert "不在您的职责范围内" in (press.answer or "")
    press = branch.simulator.press_data(zheng.user, "qb:99:1", await zheng.sees("应到 10"))
    await branch.quiet()
    assert (press.answer or "").startswith("这个按钮已失效")
    assert set((await notices(branch)).values()) == {1}


async def test_in_an_open_ballot_those_who_have_not_voted_get_their_card_once_more(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen, wu = branch.person("郑书记"), branch.person("陈正式"), branch.person("吴纪检")
    await opened(zheng)
    await chen.presses("赞成")
    before = len(branch.simulator.messages(chen.user, group))
    await zheng.presses(BALLOT)
    preview = await zheng.sees("要提醒还没有投票的同志吗？", "是否同意年度工作计划", "将私下再发一次选票，7 人")
    assert "没有绑定账号、提醒不到的 1 人，请另行征求意见并代录：高退休" in preview.text
    for name in ELECTORS:  # until the end nobody sees more than the turnout
        assert name not in preview.text
    await zheng.presses("确认")
    await branch.quiet()
    assert chen.has_seen("投票：意见征集") == 1
    assert wu.has_seen("投票：意见征集") == 2
    await wu.presses("反对")
    await zheng.sees("已投 2 / 应投 9")
    press = await zheng.presses(BALLOT)
    assert (press.answer or "").startswith("今天已经提醒过")
    assert len(branch.simulator.messages(chen.user, group)) == before
    branch.move_by(days=1)
    await nudge(zheng, BALLOT)
    assert wu.has_seen("投票：意见征集") == 2
    assert await branch.audit("nudges") == [("nudges.ballot", "意见征集 1")] * 2


async def test_a_ballot_that_has_ended_or_that_all_voted_in_is_not_nudged_about(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, PLAN.replace("全体党员", "陈正式、高退休"))
    tally = await zheng.sees("已投 0 / 应投 2")
    old = carried(tally, BALLOT)
    await chen.presses("赞成")
    await zheng.sees("已投 1 / 应投 2")
    press = await zheng.presses(BALLOT)
    assert press.answer == "没有可以提醒的人：大家都已投票，或者不能在这里投票。没有改动任何内容。"
    await zheng.presses("结束投票")
    await zheng.presses("确认")
    press = branch.simulator.press_data(zheng.user, old, await zheng.sees("意见征集结果"))
    await branch.quiet()
    assert press.answer == "投票已经结束，没有改动任何内容。"


async def test_a_preview_that_was_overtaken_shows_what_is_true_now(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await opened(zheng)
    await zheng.presses(BALLOT)
    await zheng.sees("要提醒还没有投票的同志吗？")
    sun.says("/tally")
    await sun.presses("结束投票")
    await sun.presses("确认")
    press = await zheng.presses("确认")
    assert press.answer == "投票已经结束，没有改动任何内容。"
    await zheng.sees("意见征集结果")


async def test_of_a_meetings_ballot_only_those_present_are_reminded(branch: Scene) -> None:
    zheng, chen, wu = branch.person("郑书记"), branch.person("陈正式"), branch.person("吴纪检")
    await call(zheng, ASSEMBLY.replace("10月15日 下午2点半", "今天 10:00"))
    branch.move_to("2026-10-12 10:00")
    await opened(zheng, f"{PLAN}\n会议：1")
    press = await zheng.presses(BALLOT)
    assert press.answer == "没有可以提醒的人：到会的同志都已投票，或者不能在这里投票。没有改动任何内容。"
    zheng.says("/attendance")
    await zheng.presses("10月12日（周一）10:00 党员大会")
    await zheng.presses("○ 陈正式")
    await branch.quiet()
    zheng.says("/tally")
    await zheng.presses("1. 是否同意年度工作计划")
    await zheng.presses(BALLOT)
    await zheng.sees("将私下再发一次选票，1 人")
    await zheng.presses("确认")
    await branch.quiet()
    assert chen.has_seen("投票：议案表决") == 2
    assert wu.has_seen("投票：议案表决") == 1


async def test_in_a_secret_ballot_nobody_sees_who_is_reminded(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, sun, chen, wu = (branch.person(name) for name in ("郑书记", "孙组织", "陈正式", "吴纪检"))
    await opened(zheng, SECRET)
    await branch.each(("陈正式", "李组长"), lambda actor: casts(actor, "赞成"))
    before = len(branch.simulator.messages(chen.user, group))
    await zheng.presses(BALLOT)
    preview = await zheng.sees("还有 7 人没有投票，将私下提醒。", "不显示，也不留记录", "有 1 人没有绑定账号，提醒不到")
    await zheng.presses("确认")
    await branch.quiet()
    reminded = {name for name in ELECTORS if branch.person(name).has_seen(PROMPT)}
    assert reminded == set(ELECTORS) - {"陈正式", "李组长"}
    prompt = await wu.sees(PROMPT, "是否同意年度工作计划", "别人看不到您有没有投票")
    assert prompt.labels == ["去投票"]
    zheng.says("/tally")
    await zheng.presses("1. 是否同意年度工作计划")
    await branch.quiet()
    for officer in ("郑书记", "孙组织"):  # an officer sees the turnout and no name, the opener's own reminder included
        screen = await everything_on_screen(branch, officer)
        shown = screen.partition("投票：意见征集")[2]
        assert not [name for name in ELECTORS if name in shown and name != officer]
    for name in ELECTORS:
        assert name not in preview.text
    assert len(branch.simulator.messages(chen.user, group)) == before
    await wu.presses("去投票")
    await wu.presses("○ 是否同意年度工作计划")
    await casts(wu, "反对")
    await zheng.sees("已投 3 / 应投 9")
    assert await branch.audit("nudges") == [("nudges.ballot", "意见征集 1")]
    assert sun.has_seen(PROMPT) == 1


async def test_in_a_secret_ballot_who_is_not_bound_and_has_not_voted_is_not_told_by_a_refusal(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await opened(zheng, SECRET.replace("全体党员", "陈正式、高退休"))
    await casts(branch.person("陈正式"), "赞成")
    await nudge(zheng, BALLOT)
    assert branch.person("陈正式").has_seen(PROMPT) == 0


def _told(rows: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Every message that the store remembers with its chat: who got what."""
    officers = {"ballots/tally", "nudges/ballot"}
    cards = [row for row in rows["cards"] if row["name"] not in officers]
    return cards + [row for row in rows["outbox"] if row["chat_id"]]


@pytest.mark.parametrize("early", [("陈正式", "李组长"), ("吴纪检", "何组长")])
async def test_no_row_of_the_store_tells_whom_the_bot_reminded(branch: Scene, early: tuple[str, ...]) -> None:
    zheng, blocked = branch.person("郑书记"), branch.person("冯青年")
    await opened(zheng, SECRET)
    await branch.each(early, lambda actor: casts(actor, "赞成"))
    await zheng.presses(BALLOT)
    await branch.quiet()
    branch.simulator.block(blocked.user)
    before = await branch.place.rows()
    await zheng.presses("确认")
    await branch.quiet()
    after = await branch.place.rows()
    assert _told(after) == _told(before)
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"ballots", "audit", "cards", "inbox", "outbox", "people"}
    assert [row["nudged"] for row in after["ballots"]] == ["2026-10-12"] or str(
        after["ballots"][0]["nudged"]
    ) == "2026-10-12"
    assert after["electors"] == before["electors"]
    sent = [row for row in after["outbox"] if row not in before["outbox"] and row["method"] == "sendMessage"]
    assert len(sent) == 6
    assert {(row["chat_id"], row["card_id"], bytes(row["body"])) for row in sent} == {(0, None, b"")}


async def test_in_english(branch: Scene) -> None:
    zheng, wu = branch.person("郑书记"), branch.person("吴纪检")
    for person in (zheng, wu):
        person.says("/language")
        await person.presses("English")
    await call(branch.person("孙组织"))
    await zheng.presses("Manage the meeting")
    await zheng.presses("Remind who has not answered")
    await zheng.sees("Remind those who have not answered?", "please tell them yourself: 高退休")
    press = await zheng.presses("Confirm")
    assert press.answer == "Reminded."
    await opened(branch.person("孙组织"), SECRET)
    zheng.says("/tally")
    await zheng.presses("1. 是否同意年度工作计划")
    await zheng.presses("Remind who has not voted")
    await zheng.sees("9 have not voted and will be reminded in private.")
    await zheng.presses("Confirm")
    prompt = await wu.sees("Reminder: please vote", "nobody else sees whether you have voted")
    assert prompt.labels == ["Go and vote"]


async def test_where_the_box_does_not_open_nobody_is_asked_to_vote(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await opened(zheng, SECRET)
    tally = await zheng.sees("已投 0 / 应投 9")
    (branch.settings.keys_dir / "ballot-1.key").unlink()
    press = branch.simulator.press_data(zheng.user, carried(tally, BALLOT), tally)
    await branch.quiet()
    assert "票箱暂时打不开，没有改动任何内容" in (press.answer or "")
    zheng.says("/tally")
    await zheng.presses("1. 是否同意年度工作计划")
    shown = await zheng.sees("票箱打不开")
    assert BALLOT not in shown.labels
    assert not [name for name in ELECTORS if branch.person(name).has_seen(PROMPT)]
