"""The organization member keeps the ledger; others look at most."""

import pytest
from sqlalchemy import func, select

from bot.rules.rulebook import load
from bot.store import branch as people
from bot.store.dues import DuesEntry
from simulator.model import Message
from tests.scene import ROSTER, Actor, Scene


async def _payer(branch: Scene, name: str) -> Actor:
    sun = branch.person("孙组织")
    sun.says("/ledger")
    await sun.sees("党费台账 · 2026年10月")
    await sun.presses(name)
    await sun.sees(f"{name} · 2026年10月党费")
    return sun


def _number(card: Message) -> str:
    """Which month of whom the buttons of a payer's card are about."""
    data = next(button.data for row in card.buttons for button in row if button.text == "更正")
    assert data is not None
    return data.split(":")[1]


async def test_the_ledger_names_every_payer_with_base_due_state_and_the_totals(branch: Scene) -> None:
    sun = branch.person("孙组织")
    sun.says("台账")
    ledger = await sun.sees("党费台账 · 2026年10月", "应交 10 人，合计 907.00 元", "收讫 0 人，合计 0.00 元")
    assert "陈正式 · 基数 8700.00 · 应交 130.50 · 未交" in ledger.text
    assert "高退休 · 基数 4000.00 · 应交 20.00 · 未交" in ledger.text
    assert "陈正式" in ledger.labels


async def test_dues_of_somebody_who_has_no_account_are_marked_and_counted(branch: Scene) -> None:
    sun = await _payer(branch, "高退休")
    await sun.sees("高退休", "（未绑定）")
    await sun.presses("收讫")
    await sun.sees("高退休", "状态：收讫")
    await sun.presses("党费台账")
    await sun.sees("高退休 · 基数 4000.00 · 应交 20.00 · 收讫", "收讫 1 人，合计 20.00 元")


async def test_what_the_collector_entered_is_told_to_its_payer_alone(branch: Scene) -> None:
    await (await _payer(branch, "陈正式")).presses("收讫")
    await branch.person("陈正式").sees("已由组织委员登记收讫")
    if branch.bot is None:
        raise LookupError("the bot does not run")
    studio, now = branch.bot.engine.studio, branch.bot.engine.clock.now()
    async with branch.bot.database.reading() as session:
        of_branch = await people.only_branch(session)
        assert of_branch is not None
        args = {"entry": await session.scalar(select(func.max(DuesEntry.id)))}
        seen = {
            person.name: await studio.gallery.paint(
                studio.view(session, of_branch, person, now, load()), "dues/told", args
            )
            for person in await people.people(session, of_branch.id)
            if person.name in ("陈正式", "林预备")
        }
    assert seen["林预备"] is None
    assert seen["陈正式"] is not None


async def test_a_second_mark_says_what_is_true_and_a_mistake_is_taken_back(branch: Scene) -> None:
    sun = await _payer(branch, "陈正式")
    card = await sun.sees("陈正式 · 2026年10月党费")
    data = next(b.data for row in card.buttons for b in row if b.text == "收讫")
    assert data is not None
    await sun.presses("收讫")
    again = branch.simulator.press_data(sun.user, data, card)
    await branch.quiet()
    assert again.answer == "陈正式同志这个月的党费已经收讫。"
    chen = branch.person("陈正式")
    assert chen.has_seen("已由组织委员登记收讫") == 1
    await sun.presses("撤回收讫")
    await chen.sees("收讫登记已由组织委员撤回")
    await sun.sees("陈正式 · 2026年10月党费", "状态：未交")


async def test_a_receipt_taken_back_leaves_what_the_member_had_said(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/dues")
    await chen.presses("确认已交")
    sun = await _payer(branch, "陈正式")
    await sun.presses("收讫")
    await sun.presses("撤回收讫")
    await sun.sees("陈正式 · 2026年10月党费", "状态：已报已交")
    await chen.sees("2026年10月党费", "状态：已报已交")


async def test_a_dispute_reaches_the_member_who_answers_it(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/dues")
    await chen.presses("确认已交")
    sun = await _payer(branch, "陈正式")
    await sun.presses("有异议")
    branch.simulator.send_file(sun.user, "smile.webp", b"RIFF", kind="sticker")
    await sun.sees("没有收到文字")
    sun.says("只收到 87 元 <现金>")
    await chen.sees("组织委员对您2026年10月的党费有异议", "只收到 87 元 <现金>")
    await chen.sees("2026年10月党费", "状态：有异议", "组织委员的意见：只收到 87 元 <现金>")
    await chen.presses("确认已交")
    await sun.sees("陈正式 · 2026年10月党费", "状态：已报已交")


async def test_a_cancelled_dispute_tells_nobody_anything(branch: Scene) -> None:
    sun, chen = await _payer(branch, "陈正式"), branch.person("陈正式")
    await sun.presses("有异议")
    await sun.presses("取消")
    await sun.sees("陈正式 · 2026年10月党费", "状态：未交")
    sun.says("不应成为意见")
    await sun.sees("没有看懂")
    await sun.presses("有异议")
    sun.says("/ledger")
    sun.says("也不应成为意见")
    await branch.quiet()
    assert chen.has_seen("意见") == 0
    assert chen.has_seen("有异议") == 0


async def test_a_dispute_begun_before_the_receipt_comes_too_late(branch: Scene) -> None:
    await branch.found(ROSTER.replace("郑书记,第一党小组,书记,", "郑书记,第一党小组,书记、组织委员,"))
    sun, zheng, chen = await _payer(branch, "陈正式"), branch.person("郑书记"), branch.person("陈正式")
    await sun.presses("有异议")
    zheng.says("/ledger")
    await zheng.presses("陈正式")
    await zheng.presses("收讫")
    await chen.sees("已由组织委员登记收讫")
    sun.says("没有收到")
    await sun.sees("已经收讫。如有异议，请先撤回收讫")
    await branch.quiet()
    assert chen.has_seen("没有收到") == 0


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("0", "“0”是 0"),
        ("-8700", "“-8700”是负数"),
        ("八千七", "“八千七”不是金额"),
        ("1e9", "“1e9”不是金额"),
        ("1000000000", "“1000000000”太大"),
        ("87.005", "小数多于两位"),
        ("9" * 4000, "太大"),
        ("<b>", "“<b>”不是金额"),
    ],
)
async def test_a_base_that_is_none_is_asked_again_with_the_reason(branch: Scene, typed: str, complaint: str) -> None:
    sun, chen = await _payer(branch, "陈正式"), branch.person("陈正式")
    await sun.presses("更正")
    await sun.presses("改基数")
    sun.says(typed)
    await sun.sees(complaint, "请发送陈正式同志的党费基数")
    await branch.quiet()
    assert chen.has_seen("已更正") == 0
    sun.says("５,８００元")
    await sun.sees("陈正式 · 2026年10月党费", "基数：5800.00 元，比例 1.5%", "应交：87.00 元")
    await chen.sees("已更正：基数 5800.00 元，应交 87.00 元")


async def test_a_corrected_base_holds_from_this_month_on(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/dues")
    await chen.sees("应交：130.50 元")
    sun = await _payer(branch, "陈正式")
    await sun.presses("更正")
    await sun.sees("本月起一直有效")
    await sun.presses("改基数")
    sun.says("5800")
    await chen.sees("2026年10月党费", "应交：87.00 元", "状态：未交")
    await branch.quiet()
    branch.move_to("2026-11-03 10:00")
    await branch.quiet()
    chen.says("/dues")
    await chen.sees("2026年11月党费", "应交：87.00 元")


async def test_a_corrected_amount_holds_for_this_month_alone(branch: Scene) -> None:
    sun, chen = await _payer(branch, "陈正式"), branch.person("陈正式")
    await sun.presses("更正")
    await sun.presses("改金额")
    sun.says("60")
    await chen.sees("应交 60.00 元")
    await sun.sees(
        "陈正式 · 2026年10月党费", "应交：60.00 元（核定金额）", "更正（孙组织） 60.00 元", "计算应交 130.50 元"
    )
    branch.move_to("2026-11-03 10:00")
    await branch.quiet()
    chen.says("/dues")
    await chen.sees("2026年11月党费", "应交：130.50 元")
    sun.says("/ledger")
    await sun.presses("上一月")
    await sun.sees("党费台账 · 2026年10月", "陈正式 · 基数 8700.00 · 应交 60.00")


async def test_the_base_of_a_past_month_changes_that_month_alone(branch: Scene) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    branch.move_to("2026-11-03 10:00")
    await branch.quiet()
    sun.says("/ledger")
    await sun.presses("上一月")
    await sun.sees("党费台账 · 2026年10月")
    await sun.presses("陈正式")
    await sun.presses("更正")
    await sun.sees("只改这一个月")
    await sun.presses("改基数")
    sun.says("5800")
    await sun.sees("陈正式 · 2026年10月党费", "应交：87.00 元", "以前月份未交：2026年10月")
    chen.says("/dues")
    await chen.sees("2026年11月党费", "应交：130.50 元")


async def test_what_was_received_is_measured_by_the_corrected_amount(branch: Scene) -> None:
    sun, chen = await _payer(branch, "陈正式"), branch.person("陈正式")
    await sun.presses("收讫")
    await sun.presses("更正")
    await sun.sees("已收讫的，少了要补收，多了要退还")
    await sun.presses("改金额")
    sun.says("100.5")
    await sun.sees("陈正式 · 2026年10月党费", "应交：100.50 元", "状态：收讫", "多收：30.00 元，请退还")
    await chen.sees("应交 100.50 元")


async def test_many_confirmations_are_one_card_to_the_collector(branch: Scene) -> None:
    sun = branch.person("孙组织")
    payers = [branch.person(name) for name in ("陈正式", "林预备", "李组长", "何组长", "周宣传")]
    for payer in payers:
        payer.says("/dues")
        await payer.sees("2026年10月党费")
    await branch.stop()
    presses = [branch.simulator.press(payer.user, "确认已交") for payer in payers]
    await branch.start()
    await sun.sees("党费待核对", "有 5 件待您核对")
    await branch.quiet()
    assert all(press.answered for press in presses)
    assert sun.has_seen("党费待核对") == 1
    await branch.person("吴纪检").presses("党费")
    await branch.person("吴纪检").presses("确认已交")
    await sun.sees("党费待核对", "有 6 件待您核对", "吴纪检")
    assert sun.has_seen("党费待核对") == 1


async def test_who_may_read_sees_the_text_and_can_change_nothing(branch: Scene) -> None:
    sun = await _payer(branch, "陈正式")
    card = await sun.sees("陈正式 · 2026年10月党费")
    data = [b.data for row in card.buttons for b in row if b.data and b.data[:2] in ("dr", "dd", "dc")]
    assert len(data) == 3
    for name in ("郑书记", "吴纪检"):
        reader = branch.person(name)
        reader.says("/ledger")
        ledger = await reader.sees("党费台账 · 2026年10月", "陈正式 · 基数 8700.00")
        assert ledger.labels == ["结账上缴", "欠交情况", "减免缓交", "本月台账文件", "全年台账文件", "依据", "« 返回"]
        for stolen in (*data, "dg", data[0].replace("dr", "de") if data[0] else ""):
            press = branch.simulator.press_data(reader.user, stolen or "", ledger)
            await branch.quiet()
            assert press.answer is not None
            assert "不在您的职责范围内" in press.answer
    await sun.sees("陈正式 · 2026年10月党费", "状态：未交")


async def test_members_and_leaders_do_not_see_the_ledger(branch: Scene) -> None:
    for name in ("陈正式", "李组长", "周宣传", "冯青年", "林预备"):
        member = branch.person(name)
        member.says("/ledger")
        await member.sees("不在您的职责范围内")
        assert member.has_seen("党费台账") == 0
        assert "ledger" not in branch.simulator.menu(member.user)


async def test_a_ledger_left_on_screen_closes_when_the_post_is_gone(branch: Scene) -> None:
    wu, sun = branch.person("吴纪检"), branch.person("孙组织")
    wu.says("/ledger")
    await wu.sees("陈正式 · 基数 8700.00 · 应交 130.50 · 未交")
    sun.says("/members")
    await sun.presses("吴纪检")
    await sun.presses("✓ 纪检委员")
    await _payer(branch, "陈正式")
    await sun.presses("收讫")
    await branch.quiet()
    await wu.sees("已不在您的职责范围内，不再显示")
    assert wu.has_seen("陈正式") == 0


async def test_every_deed_of_the_collector_is_in_the_audit_log_and_no_entry_is_lost(branch: Scene) -> None:
    sun = await _payer(branch, "陈正式")
    await sun.presses("收讫")
    await sun.presses("撤回收讫")
    await sun.presses("更正")
    await sun.presses("改基数")
    sun.says("5800")
    await sun.sees("应交：87.00 元")
    await sun.presses("有异议")
    sun.says("请当面说明")
    await sun.sees("状态：有异议")
    await branch.quiet()
    audit = await branch.audit("dues")
    assert [deed for deed, _ in audit] == ["dues.received", "dues.revoked", "dues.corrected", "dues.disputed"]
    assert {subject for _, subject in audit} == {"陈正式 2026-10"}
    card = await sun.sees("陈正式 · 2026年10月党费")
    for line in ("计算应交 130.50 元", "收讫（孙组织） 130.50 元", "撤回收讫（孙组织）", "更正（孙组织） 87.00 元"):
        assert line in card.text


async def test_a_large_branch_is_shown_in_pages_and_no_page_is_too_long(scene: Scene) -> None:
    people = [f"{'长' * 46}{number:03d},第一党小组,,正式党员,2010-07-01,2011-07-01,在职,8700" for number in range(70)]
    scene.move_to("2026-10-12 09:30")
    await scene.found("\n".join((*ROSTER.splitlines(), *people)))
    await scene.start()
    await scene.bind("孙组织")
    sun = scene.person("孙组织")
    sun.says("/ledger")
    await sun.sees("应交 80 人", "1. 郑书记")
    await sun.presses("下一页")
    await sun.sees("应交 80 人", "31. 长")
    await sun.presses("下一页")
    last = await sun.sees("应交 80 人", "80. 长")
    assert "下一页" not in last.labels


async def test_old_buttons_say_what_is_true_now(branch: Scene) -> None:
    chen, sun = branch.person("陈正式"), await _payer(branch, "陈正式")
    card = await sun.sees("陈正式 · 2026年10月党费")
    number = _number(card)
    early = branch.simulator.press_data(sun.user, f"dv:{number}", card)
    chen.says("/dues")
    own = await chen.sees("2026年10月党费")
    nothing = branch.simulator.press_data(chen.user, "du:2026-10", own)
    await branch.quiet()
    assert early.answer == "陈正式同志这个月的党费没有登记收讫。"
    assert nothing.answer == "没有可撤回的内容。"
    await chen.presses("确认已交")
    await branch.quiet()
    wrong = branch.simulator.press_data(chen.user, "dw:2026-10", own)
    other = branch.simulator.press_data(chen.user, "dp:2026-09", own)
    unknown = branch.simulator.press_data(sun.user, "dr:999", card)
    await branch.quiet()
    assert wrong.answer == "您已确认已交。如金额有误，请先点“撤回”。"
    await chen.is_refused(other, "这个月没有您的应交党费（党支部工作制度 三（十五）1）。")
    assert unknown.answer is not None
    assert "已失效" in unknown.answer


async def test_without_a_base_old_buttons_ask_for_it(scene: Scene) -> None:
    scene.move_to("2026-10-12 09:30")
    await scene.found(ROSTER.replace("2019-07-01,在职,8700", "2019-07-01,在职,"))
    await scene.start()
    await scene.bind("陈正式", "孙组织")
    chen, sun = scene.person("陈正式"), await _payer(scene, "陈正式")
    card = await sun.sees("陈正式 · 2026年10月党费")
    number = _number(card)
    received = scene.simulator.press_data(sun.user, f"dr:{number}", card)
    chen.says("/dues")
    paid = scene.simulator.press_data(chen.user, "dp:2026-10", await chen.sees("2026年10月党费"))
    await scene.quiet()
    assert received.answer == "陈正式同志的基数还没有登记，请先更正。"
    assert paid.answer == "您的党费基数还没有登记，请先联系组织委员。"


async def test_an_amount_may_be_set_while_no_base_is_known(scene: Scene) -> None:
    scene.move_to("2026-10-12 09:30")
    await scene.found(ROSTER.replace("2019-07-01,在职,8700", "2019-07-01,在职,"))
    await scene.start()
    await scene.bind("陈正式", "孙组织")
    chen, sun = scene.person("陈正式"), await _payer(scene, "陈正式")
    chen.says("/dues")
    await chen.sees("2026年10月党费", "基数还没有登记")
    await sun.presses("更正")
    await sun.presses("改金额")
    sun.says("50")
    payer = await sun.sees("陈正式 · 2026年10月党费", "应交：50.00 元（核定金额）")
    assert "基数：" not in payer.text
    await chen.sees("2026年10月党费", "应交：50.00 元（组织委员核定）")
    await sun.presses("收讫")
    await chen.sees("党费 50.00 元已由组织委员登记收讫")


async def test_an_account_that_was_unbound_learns_nothing_new(branch: Scene) -> None:
    chen, sun = branch.person("陈正式"), branch.person("孙组织")
    chen.says("/dues")
    await chen.sees("2026年10月党费", "状态：未交")
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.presses("解除绑定")
    await sun.presses("确认")
    await sun.sees("账号：未绑定")
    await _payer(branch, "陈正式")
    await sun.presses("收讫")
    await sun.sees("陈正式 · 2026年10月党费", "状态：收讫")
    await branch.quiet()
    await chen.sees("2026年10月党费", "状态：未交")
    assert chen.has_seen("收讫") == 0
