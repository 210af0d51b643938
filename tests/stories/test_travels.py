"""外出: told, confirmed, owed for, ended; where somebody is stays between the member and the roster's keepers."""

from tests.scene import Actor, Scene, carried
from tests.stories.test_duties import opens

PLACE = "邻市某项目部"
FORM = f"离开：今天\n去向：{PLACE}\n返回："


async def _tells(branch: Scene, form: str = FORM) -> Actor:
    chen = branch.person("陈正式")
    chen.says("/report")
    await chen.presses("外出")
    await chen.sees("没有外出登记", "每满一季度写一次", "三（十一）")
    await chen.presses("登记外出")
    await chen.sees("哪一天离开")
    chen.says(form)
    return chen


async def test_an_absence_is_told_confirmed_and_asks_for_a_report_each_quarter_until_the_return(branch: Scene) -> None:
    chen, sun = await _tells(branch), branch.person("孙组织")
    await chen.sees("请核对", PLACE)
    await chen.presses("确认")
    await chen.sees("我的外出", "2026年10月12日—未返回", "待确认")
    await sun.sees("陈正式同志登记外出", PLACE)
    assert "思想汇报" not in await opens(chen, "/todo", "陈正式同志的待办")
    press = await sun.presses("属实")
    assert press.answer == "已确认，本人会收到。"
    await chen.sees("您的外出已登记：2026年10月12日—未定")
    text = await opens(chen, "/todo", "陈正式同志的待办", "思想汇报 · 2026年10月12日—2027年1月11日")
    assert "三（十一）" in text
    zheng = branch.person("郑书记")
    zheng.says("/board")
    await zheng.sees("思想汇报 · 2026年10月12日—2027年1月11日")
    chen.says("/report")
    await chen.sees("本期（2026年10月12日—2027年1月11日）：还没有写")
    chen.says("在外地的学习和工作。")
    await chen.presses("提交")
    await chen.sees("思想汇报 · 2026年10月12日—2027年1月11日", "状态：已提交")
    assert "思想汇报" not in await opens(chen, "/todo", "陈正式同志的待办")
    branch.move_to("2027-02-01 10:00")
    await branch.quiet()
    await opens(chen, "/todo", "思想汇报 · 2027年1月12日—2027年4月11日")
    chen.says("/report")
    await chen.presses("外出")
    card = await chen.sees("我的外出", "未返回")
    pressed = carried(card, "今天返回")
    back = await chen.presses("今天返回")
    assert back.answer == "已登记：今天返回。"
    await chen.sees("2026年10月12日—2027年2月1日")
    again = branch.simulator.press_data(chen.user, pressed, card)
    assert await chen.told(again) == "已经登记返回。"
    assert "思想汇报" not in await opens(chen, "/todo", "陈正式同志的待办")
    rows = (await branch.place.rows("travels"))["travels"]
    assert all(PLACE.encode() not in row["place"] for row in rows)
    assert [deed for deed, _ in await branch.audit("travels")] == [
        "travels.noted", "travels.confirmed", "travels.back",
    ]  # fmt: skip


async def test_the_keeper_notes_it_from_the_persons_card_and_takes_it_off(branch: Scene) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.presses("外出")
    await sun.sees("陈正式同志的外出", "没有外出登记")
    await sun.presses("登记外出")
    await sun.sees("哪一天离开")
    sun.says(f"离开：10月1日\n去向：{PLACE}\n返回：2029-09-01")
    await sun.sees("日期应在前后一年以内")
    sun.says("2026-09-01")
    await sun.sees("返回不能早于离开")
    sun.says("2027-03-01")
    await sun.presses("确认")
    await sun.sees("陈正式同志的外出", "2026年10月1日—2027年3月1日")
    await chen.sees("您的外出已登记", PLACE)
    chen.says("/report")
    await chen.sees("我的思想汇报")
    await chen.presses("外出")
    await chen.presses("登记外出")
    chen.says(FORM)
    refused = await chen.presses("确认")
    assert "这段时间已有外出登记" in (refused.answer or "")
    await sun.presses("撤销（10月1日起）")
    await sun.sees("要撤销陈正式同志 2026年10月1日起的外出登记吗")
    await sun.presses("确认")
    await sun.sees("陈正式同志的外出", "没有外出登记")
    await chen.sees("您的一条外出登记已撤销")


async def test_of_two_keepers_one_confirms_and_the_other_hears_that_it_is_done(branch: Scene) -> None:
    await _tells(branch)
    await branch.person("陈正式").presses("确认")
    sun, zheng = branch.person("孙组织"), branch.person("郑书记")
    card = await zheng.sees("陈正式同志登记外出", PLACE)
    pressed = carried(card, "属实")
    await sun.presses("属实")
    await zheng.sees("陈正式同志登记外出", "已确认")
    again = branch.simulator.press_data(zheng.user, pressed, card)
    assert await zheng.told(again) == "已经确认过了。"
    assert [deed for deed, _ in await branch.audit("travels")] == ["travels.noted", "travels.confirmed"]


async def test_the_keeper_corrects_whose_absence_it_is_and_it_is_a_members(branch: Scene) -> None:
    sun, lin = branch.person("孙组织"), branch.person("林预备")
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.presses("外出")
    await sun.presses("登记外出")
    sun.says(FORM)
    await sun.sees("请核对", "姓名：陈正式")
    await sun.presses("修改")
    await sun.presses("姓名")
    await sun.sees("是哪位同志？")
    sun.says("全体党员")
    await sun.sees("姓名“全体党员”：一次只登记一位同志，请写一个姓名", "是哪位同志？")
    sun.says("黄积极")
    await sun.sees("请核对", "姓名：黄积极")
    await sun.is_refused(await sun.presses("确认"), "只登记党员的外出，没有改动", "党支部工作制度 三（十一）")
    await sun.presses("修改")
    await sun.presses("姓名")
    sun.says("林预备")
    await sun.sees("请核对", "姓名：林预备")
    await sun.presses("确认")
    await sun.sees("林预备同志的外出", PLACE)
    await lin.sees("您的外出已登记", PLACE)
    assert await branch.audit("travels") == [("travels.noted", "林预备")]


async def test_an_absence_to_come_has_no_return_to_note(branch: Scene) -> None:
    chen = await _tells(branch, f"离开：2026-11-02\n去向：{PLACE}\n返回：")
    await chen.sees("请核对", "离开：2026年11月2日")
    await chen.presses("确认")
    card = await chen.sees("我的外出", "2026年11月2日—未返回", "待确认")
    assert "今天返回" not in card.labels
    forged = branch.simulator.press_data(chen.user, "wb:1", card)
    assert "已失效" in await chen.told(forged)
    chen.says("/report")
    await chen.presses("外出")
    await chen.sees("我的外出", "2026年11月2日—未返回")


async def test_a_draft_for_a_quarter_away_counts_no_more_for_it_once_the_absence_is_taken_off(branch: Scene) -> None:
    chen, sun = await _tells(branch), branch.person("孙组织")
    await chen.presses("确认")
    await sun.presses("属实")
    branch.move_to("2027-02-01 10:00")
    await branch.quiet()
    chen.says("/report 在外地的学习和工作。")
    await chen.sees("已记入草稿")
    chen.says("/report")
    await chen.presses("2027年1月12日—2027年4月11日 草稿")
    await chen.sees("还欠交：2026年10月12日—2027年1月11日")
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.presses("外出")
    await sun.presses("撤销（10月12日起）")
    await sun.presses("确认")
    await sun.sees("陈正式同志的外出", "没有外出登记")
    press = await chen.presses("补交 2026年10月12日—2027年1月11日")
    await chen.is_refused(press, "这一期不欠交，没有改动", "党支部工作制度 三（十一）")


async def test_wrong_answers_old_buttons_and_others(branch: Scene) -> None:
    chen = await _tells(branch, "离开：不知道\n去向：" + "远" * 101)
    await chen.sees("看不懂这个日期", "最多 100 字")
    branch.simulator.send_file(chen.user, "s.webp", b"RIFF", kind="sticker")
    chen.says("今天")
    await chen.sees("去哪里？写单位或地名即可，只有本人和管名册的同志能看到。")
    chen.says(PLACE)
    await chen.sees("请核对：登记外出")
    await chen.presses("确认")
    card = await chen.sees("我的外出", "待确认")
    he = branch.person("何组长")
    he.says("/report")
    theirs = await he.sees("我的思想汇报")
    for data in ("wc:1", "wb:1", "wx:1:1", "wp:8", "wi:8"):
        press = branch.simulator.press_data(he.user, data, theirs)
        await branch.quiet()
        assert press.answer, data
    await chen.presses("撤销（10月12日起）")
    await chen.presses("确认")
    await chen.sees("我的外出", "没有外出登记")
    again = branch.simulator.press_data(chen.user, "wx:1:1", card)
    back = branch.simulator.press_data(chen.user, "wb:1", card)
    await branch.quiet()
    assert again.answer == back.answer == "这条外出登记已撤销。"
    huang = branch.person("黄积极")
    huang.says("/report")
    assert "外出" not in (await huang.sees("我的思想汇报")).labels
