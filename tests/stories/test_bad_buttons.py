"""Bad input in buttons: old, foreign, tampered with, tapped twice or too late."""

import pytest

from tests.scene import Scene

OLD = "这个按钮已失效"
MEETING = "/newmeeting 类型：集中学习\n主题：学习\n时间：明天 15:00\n地点：会议室\n参加：全体党员"


@pytest.mark.parametrize(
    "data",
    [
        "vt:1_0",
        "vt:１",
        "vt: 1",
        f"vt:{'9' * 20}",
        f"vt:{'9' * 60}",
        "vt:1:2",
        "vt:",
        "dp:2026-13",
        "dp:",
        "mp:-1",
        "np:-1",
        ":",
        "go:",
    ],
)
async def test_data_that_no_button_of_ours_holds_is_answered_as_out_of_date(branch: Scene, data: str) -> None:
    sun = branch.person("孙组织")
    card = await sun.sees("请选择要办的事")
    press = branch.simulator.press_data(sun.user, data, card)
    await branch.quiet()
    assert OLD in (press.answer or "")
    assert card.text.startswith("示范机关党支部")


@pytest.mark.parametrize("data", ["ms:999", "kb:999", "ks:999", "vs:999", "vt:999", f"ms:{10**17}", "ho:999", "nf:999"])
async def test_a_button_of_what_does_not_exist_is_answered_and_changes_nothing(branch: Scene, data: str) -> None:
    zheng = branch.person("郑书记")
    card = await zheng.sees("请选择要办的事")
    press = branch.simulator.press_data(zheng.user, data, card)
    await branch.quiet()
    assert press.answer
    assert press.alert
    assert card.text.startswith("示范机关党支部")


async def test_somebody_elses_card_forwarded_shows_nothing_of_the_other(branch: Scene) -> None:
    """The month of a member's dues is on the button; whose it is, is whoever taps."""
    chen, lin = branch.person("陈正式"), branch.person("林预备")
    chen.says("/dues")
    card = await chen.sees("应交：130.50 元")
    paid = card.buttons[0][0].data
    assert paid is not None
    press = branch.simulator.press_data(lin.user, paid, await lin.sees("请选择要办的事"))
    await branch.quiet()
    assert press.answered
    assert lin.has_seen("130.50") == 0
    await lin.sees("应交：15.00 元", "已报")
    await chen.sees("应交：130.50 元", "状态：未交")


async def test_somebody_elses_report_cannot_be_opened_or_sent_by_its_button(branch: Scene) -> None:
    chen, lin = branch.person("陈正式"), branch.person("林预备")
    chen.says("/report 陈正式的心里话")
    card = await chen.sees("已记入草稿")
    mine = await lin.sees("请选择要办的事")
    for button in (button for row in card.buttons for button in row):
        assert button.data is not None
        press = branch.simulator.press_data(lin.user, button.data, mine)
        await branch.quiet()
        assert press.alert, button.text
    assert lin.has_seen("心里话") == 0
    chen.says("/report")
    await chen.sees("草稿")


async def test_a_button_below_a_message_sent_through_the_bot_elsewhere_is_answered(branch: Scene) -> None:
    chen = branch.person("陈正式")
    sender = {"id": chen.user.id, "is_bot": False, "first_name": chen.name}
    query = {"id": "77", "from": sender, "chat_instance": "1", "inline_message_id": "AAAA", "data": "go:members"}
    branch.simulator.deliver("callback_query", query)
    await branch.quiet()
    press = branch.simulator.world.presses["77"]
    assert press.answered
    assert press.answer is None
    assert chen.has_seen("名册") == 0


async def test_a_button_below_a_message_that_is_gone_shows_its_card_anew(branch: Scene) -> None:
    chen = branch.person("陈正式")
    card = await chen.sees("请选择要办的事")
    sender = {"id": chen.user.id, "is_bot": False, "first_name": chen.name}
    gone = {"message_id": card.id, "date": 0, "chat": {"id": chen.user.id, "type": "private", "first_name": "陈"}}
    branch.simulator.delete(chen.user, card)
    query = {"id": "77", "from": sender, "chat_instance": "1", "message": gone, "data": "go:privacy"}
    branch.simulator.deliver("callback_query", query)
    shown = await chen.sees("您的思想汇报")
    assert shown.id != card.id


async def test_taps_in_quick_succession_leave_the_last_answer(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    zheng.says(MEETING)
    await zheng.presses("确认")
    notice = await chen.sees("会议通知", "集中学习")
    for label in ("参加", "参加", "未定", "未定"):
        branch.simulator.press(chen.user, label, message=notice)
    await branch.quiet()
    await zheng.sees("应到 10 · 参加 0 · 请假 0 · 未定 1")


async def test_a_group_is_bound_to_no_team_that_the_branch_does_not_have(branch: Scene) -> None:
    sun = branch.person("孙组织")
    group = branch.simulator.add_group("示范群", members=[sun.user])
    sun.says("/bind", chat=group)
    card = await sun.sees("本群还没有绑定", chat=group)
    press = branch.simulator.press_data(sun.user, "cb:999", card)
    await branch.quiet()
    assert OLD in (press.answer or "")
    assert (await branch.place.rows("chats"))["chats"] == []
