"""What shows that dues were paid: sent by the payer, seen by the collector, and by nobody else."""

from simulator.model import Message
from tests.papers import png
from tests.scene import Actor, Scene, carried


async def _says_paid(branch: Scene, name: str = "陈正式") -> tuple[Actor, Actor]:
    member, sun = branch.person(name), branch.person("孙组织")
    member.says("/dues")
    await member.sees("2026年10月党费")
    await member.presses("确认已交")
    await member.sees("状态：已报已交")
    return member, sun


def _photographs(member: Actor, *pictures: bytes, album: str | None = None) -> None:
    for picture in pictures:
        member.scene.simulator.send_file(member.user, "p.png", picture, kind="photo", album=album)


async def _attaches(member: Actor) -> Message:
    """One picture; the answer."""
    await member.presses("附上凭证")
    _photographs(member, png())
    return await member.sees("已收到 1 份")


async def _looks(collector: Actor) -> None:
    """At the one file of 陈正式."""
    await collector.presses("陈正式 10月")
    await collector.presses("凭证（1）")


async def test_screenshots_and_a_file_go_to_the_collector_and_stay_after_the_receipt(branch: Scene) -> None:
    chen, sun = await _says_paid(branch)
    await chen.presses("附上凭证")
    await chen.sees("2026年10月党费的交费凭证", "只有您和组织委员看得到")
    _photographs(chen, png(10), png(20), album="a")
    await chen.sees("已收到 2 份")
    assert chen.has_seen("党费的交费凭证") == 2  # the question, and one answer to both
    branch.simulator.send_file(chen.user, "回单.pdf", b"%PDF-1.7 slip", mime="application/pdf")
    await chen.sees("已收到 3 份")
    await chen.presses("完成")
    card = await chen.sees("2026年10月党费", "状态：已报已交")
    assert card.labels[:3] == ["撤回", "附上凭证", "凭证（3）"]
    await sun.sees("陈正式 · 2026年10月 · 130.50 元 · 已报已交 · 有凭证")
    await sun.presses("陈正式 10月")
    await sun.presses("凭证（3）")
    await sun.sees("交费凭证：陈正式 · 2026年10月党费", "10月12日")
    await branch.quiet()
    assert sun.contents() == [png(10), png(20), b"%PDF-1.7 slip"]
    assert all(each.protected for each in sun.files())
    await sun.presses("收讫")
    await chen.sees("2026年10月党费", "状态：收讫")
    await chen.presses("凭证（3）")
    await branch.quiet()
    assert chen.contents() == [png(10), png(20), b"%PDF-1.7 slip"]


async def test_nobody_else_sees_them(branch: Scene) -> None:
    chen, sun = await _says_paid(branch)
    await _attaches(chen)
    await sun.sees("有凭证")
    await sun.presses("陈正式 10月")
    look = carried(await sun.sees("陈正式 · 2026年10月党费"), "凭证（1）")
    for name in ("郑书记", "吴纪检", "李组长", "林预备"):  # the first two may read the ledger
        other = branch.person(name)
        other.says("/dues")
        press = branch.simulator.press_data(other.user, look, await other.sees("2026年10月党费"))
        assert "不在您的职责范围内" in await other.told(press)
        own = branch.simulator.press_data(other.user, "rl:2026-10", await other.sees("2026年10月党费"))
        assert await other.told(own) == "这个月没有凭证。"
    await branch.quiet()
    assert not any(branch.person(name).files() for name in ("郑书记", "吴纪检", "李组长", "林预备"))


async def test_what_is_taken_back_takes_its_receipts_along(branch: Scene) -> None:
    chen, sun = await _says_paid(branch)
    await _attaches(chen)
    press = await chen.presses("撤下凭证")
    assert press.answer == "已撤下。"
    assert "凭证（1）" not in (await chen.sees("2026年10月党费", "已报已交")).labels
    await chen.presses("附上凭证")
    _photographs(chen, png(7))
    await chen.sees("已收到 1 份")
    await chen.presses("完成")
    await chen.presses("撤回")
    card = await chen.sees("2026年10月党费", "状态：未交")
    for data, told in (
        ("rh:2026-10", "请先点“确认已交”，再附凭证。"),
        ("rt:2026-10", "这个月没有凭证。"),
    ):  # old buttons
        assert await chen.told(branch.simulator.press_data(chen.user, data, card)) == told
    await chen.presses("确认已交")
    assert "凭证（1）" not in (await chen.sees("2026年10月党费", "已报已交")).labels
    await sun.sees("陈正式 · 2026年10月 · 130.50 元 · 已报已交")
    assert not sun.has_seen("有凭证")


async def test_anything_but_a_photo_or_a_file_is_asked_for_again_and_five_are_enough(branch: Scene) -> None:
    chen, _ = await _says_paid(branch)
    await chen.presses("附上凭证")
    chen.says("交了，微信转的")
    await chen.sees("请发一张照片（截图）或一个文件作凭证")
    branch.simulator.send_file(chen.user, "s.webp", b"RIFF", kind="sticker")
    await branch.quiet()
    assert chen.has_seen("请发一张照片（截图）或一个文件作凭证") == 2
    for shade in range(5):
        _photographs(chen, png(shade))
        await chen.sees(f"已收到 {shade + 1} 份")
    _photographs(chen, png(99))
    await chen.sees("这个月的凭证已有 5 份，够了。要换请先撤下。")
    await chen.presses("撤下凭证")
    await chen.presses("附上凭证")
    _photographs(chen, *(png(shade) for shade in range(7)), album="b")
    await chen.sees("已收到 5 份")
    await branch.quiet()
    assert chen.has_seen("够了") == 1  # of an album as many as fit, and one answer says how many
    await chen.presses("完成")
    await chen.presses("凭证（5）")
    await branch.quiet()
    assert len(chen.files()) == 5


async def test_one_receipt_shows_several_months_that_were_said_together(branch: Scene) -> None:
    branch.move_to("2026-12-02 10:00")
    await branch.quiet()
    chen, sun = branch.person("陈正式"), branch.person("孙组织")
    chen.says("/dues")
    await chen.sees("2026年12月党费")
    await chen.presses("历史")
    await chen.presses("几个月一起交")
    await chen.presses("交到 2026年11月：2 个月 261.00 元")
    await chen.sees("2026年11月：130.50 元 · 已报已交")
    await chen.presses("附上凭证")
    await chen.sees("2026年10月、2026年11月党费的交费凭证")
    _photographs(chen, png(3))
    await chen.sees("已收到 1 份")
    await sun.sees("陈正式 · 2026年10月 · 130.50 元 · 已报已交 · 有凭证", "2026年11月 · 130.50 元 · 已报已交 · 有凭证")
    await chen.presses("撤下凭证")  # of both, as it was sent for both
    await branch.quiet()
    assert "有凭证" not in (await sun.sees("党费待核对", "陈正式 · 2026年10月")).text
    assert not (await branch.place.rows("dues_receipts"))["dues_receipts"]
    await chen.presses("历史")
    await chen.presses("2026年10月")
    await chen.presses("附上凭证")
    await chen.sees("2026年10月、2026年11月党费的交费凭证")


async def test_a_dispute_is_answered_with_a_receipt_and_what_is_received_takes_no_more(branch: Scene) -> None:
    chen, sun = await _says_paid(branch)
    await sun.presses("陈正式 10月")
    await sun.presses("有异议")
    sun.says("没有收到转账。")
    await chen.sees("状态：有异议")
    await _attaches(chen)
    await sun.presses("凭证（1）")
    await sun.sees("交费凭证：陈正式")
    await sun.presses("收讫")
    await chen.sees("2026年10月的党费 130.50 元已由组织委员登记收讫")
    _photographs(chen, png(9))
    await chen.sees("组织委员已登记收讫，不能再改")
    chen.says("党费")  # the question has ended with that
    card = await chen.sees("2026年10月党费", "状态：收讫")
    assert card.labels[:1] == ["凭证（1）"]


async def test_what_has_brought_money_in_keeps_its_receipt(branch: Scene) -> None:
    chen, sun = await _says_paid(branch)
    asked = await _attaches(chen)
    take_back = carried(asked, "撤下凭证")
    await sun.presses("陈正式 10月")
    await sun.presses("收讫")
    assert "撤下凭证" not in asked.labels  # the question has ended with it
    await sun.presses("更正")
    await sun.presses("改金额")
    sun.says("200")
    await chen.sees("党费已更正", "应交 200.00 元")
    await chen.presses("完成")
    card = await chen.sees("2026年10月党费", "状态：已报已交", "已收：130.50 元，尚差 69.50 元")
    press = branch.simulator.press_data(chen.user, take_back, card)
    assert await chen.told(press) == "已经有款项收讫，凭证不能撤下。"
    await chen.presses("撤回")
    await chen.sees("2026年10月党费", "状态：未交")
    assert len((await branch.place.rows("dues_receipts"))["dues_receipts"]) == 1


async def test_the_question_ends_with_what_it_was_about(branch: Scene) -> None:
    chen, _ = await _says_paid(branch)
    card = await chen.sees("2026年10月党费", "状态：已报已交")
    withdraw = carried(card, "撤回")
    asked = await _attaches(chen)
    branch.simulator.press_data(chen.user, withdraw, card)
    await branch.quiet()
    assert "已收到" not in asked.text
    _photographs(chen, png(1))
    await branch.quiet()
    assert not (await branch.place.rows("dues_receipts"))["dues_receipts"]


async def test_from_who_is_no_longer_the_collector_the_file_is_taken_away(branch: Scene) -> None:
    chen, sun = await _says_paid(branch)
    await _attaches(chen)
    await _looks(sun)
    await sun.sees("交费凭证：陈正式")
    await sun.presses("凭证（1）")  # once more: a second copy
    await branch.quiet()
    branch.move_by(days=3)  # it could not be deleted any more
    zheng = branch.person("郑书记")
    zheng.says("/members")
    await zheng.presses("孙组织")
    await zheng.presses("✓ 组织委员")
    await branch.quiet()
    closed = "这个文件已不在您的职责范围内，已从本对话中撤下。另外保存过的，请删除，不要转发。"
    assert [(file.text, file.labels) for file in sun.files()] == [(closed, ["« 返回"])] * 2
    assert sun.contents() == [closed.encode()] * 2
    await zheng.presses("组织委员")
    await branch.quiet()
    assert sun.contents() == [closed.encode()] * 2  # who is given the post again asks for it again
    await sun.presses("« 返回")
    await sun.sees("请选择要办的事")
    assert sun.contents() == [closed.encode()] * 2


async def test_what_is_taken_back_leaves_both_chats(branch: Scene) -> None:
    chen, sun = await _says_paid(branch)
    await _attaches(chen)
    await chen.presses("完成")
    await chen.presses("凭证（1）")
    await _looks(sun)
    await branch.quiet()
    assert chen.contents() == sun.contents() == [png()]
    await chen.presses("附上凭证")
    await chen.presses("撤下凭证")
    await branch.quiet()
    gone = "这份凭证已撤下，不再保存。"
    for member in (chen, sun):
        assert [file.text for file in member.files()] == [gone]
        assert member.contents() == [gone.encode()]
    await _attaches(chen)
    await branch.quiet()
    assert sun.contents() == [gone.encode()]  # and nothing of the next file


async def test_the_next_file_never_passes_for_the_one_that_is_gone(branch: Scene) -> None:
    """Also where both come to the bot at once, and the next is somebody else's."""
    chen, sun = await _says_paid(branch)
    asked = await _attaches(chen)
    await _looks(sun)
    li, _ = await _says_paid(branch, "李组长")
    await li.presses("附上凭证")
    await branch.quiet()
    await branch.stop()
    take_back = branch.simulator.press_data(chen.user, carried(asked, "撤下凭证"), asked)
    _photographs(li, png(7))
    await branch.start()
    assert await chen.told(take_back) == "已撤下。"
    await li.sees("已收到 1 份")
    await branch.quiet()
    assert sun.contents() == ["这份凭证已撤下，不再保存。".encode()]


async def test_a_file_that_waits_to_be_sent_is_withdrawn_before_it_goes(branch: Scene) -> None:
    chen, sun = await _says_paid(branch)
    await _attaches(chen)
    await sun.presses("陈正式 10月")
    fault = branch.simulator.fault("*", "429", retry_after=3, chat=sun.user.id)
    await sun.taps("凭证（1）")
    await chen.presses("撤下凭证")
    assert fault.seen
    await branch.quiet()
    assert sun.contents() == ["这份凭证已撤下，不再保存。".encode()]


async def test_who_had_blocked_the_bot_loses_the_file_on_coming_back(branch: Scene) -> None:
    chen, sun = await _says_paid(branch)
    await _attaches(chen)
    await _looks(sun)
    await branch.quiet()
    branch.simulator.block(sun.user)
    await chen.presses("撤下凭证")
    await branch.quiet()
    assert sun.contents() == [png()]
    branch.simulator.unblock(sun.user)
    await branch.quiet()
    assert sun.contents() == ["这份凭证已撤下，不再保存。".encode()]


async def test_an_account_that_is_unbound_loses_the_files_of_others(branch: Scene) -> None:
    chen, sun = await _says_paid(branch)
    await _attaches(chen)
    await chen.presses("完成")
    await chen.presses("凭证（1）")
    await _looks(sun)
    await branch.quiet()
    branch.simulator.block(sun.user)  # whether it lets the bot write then or only later
    zheng = branch.person("郑书记")
    for name in ("陈正式", "孙组织"):
        zheng.says("/members")
        await zheng.presses(name)
        await zheng.presses("解除绑定")
        await zheng.presses("确认")
    await branch.quiet()
    assert chen.contents() == [png()]  # the own one stays, as what one has sent oneself does
    assert sun.contents() == [png()]
    branch.simulator.unblock(sun.user)
    await branch.quiet()
    closed = "这个文件已不在您的职责范围内，已从本对话中撤下。另外保存过的，请删除，不要转发。"
    assert sun.contents() == [closed.encode()]
    assert not sun.has_seen("陈正式 · 2026年10月")
