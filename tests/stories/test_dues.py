"""Members see and confirm their dues."""

from tests.scene import ROSTER, Actor, Scene


async def _month_of(branch: Scene, name: str) -> Actor:
    member = branch.person(name)
    member.says("/dues")
    await member.sees("2026年10月党费")
    return member


async def test_the_card_states_base_rate_clause_and_amount(branch: Scene) -> None:
    chen = await _month_of(branch, "陈正式")
    card = await chen.sees("2026年10月党费")
    for line in ("基数：8700.00 元", "比例：1.5%", "应交：130.50 元", "状态：未交", "三（十五）6"):
        assert line in card.text
    assert card.labels == ["确认已交", "金额有误", "历史", "请人代交", "依据", "« 返回"]


async def test_the_word_alone_opens_the_card_and_each_band_has_its_rate(branch: Scene) -> None:
    for name, amount in (("林预备", "15.00"), ("李组长", "48.00"), ("郑书记", "240.00")):
        branch.person(name).says("党费")
        await branch.person(name).sees(f"应交：{amount} 元")


async def test_the_month_of_the_branch_counts_and_not_that_of_greenwich(branch: Scene) -> None:
    branch.move_to("2026-11-01 00:30")
    await branch.quiet()
    chen = branch.person("陈正式")
    chen.says("/dues")
    await chen.sees("2026年11月党费")


async def test_a_confirmed_payment_is_received_and_the_member_sees_it_on_the_same_card(branch: Scene) -> None:
    chen, sun = await _month_of(branch, "陈正式"), branch.person("孙组织")
    press = await chen.presses("确认已交")
    assert press.answer == "已登记：您确认已交，等组织委员收讫。"
    await chen.sees("状态：已报已交")
    await sun.sees("党费待核对", "陈正式 · 2026年10月 · 130.50 元 · 已报已交")
    await sun.presses("陈正式 10月")
    await sun.presses("收讫")
    await sun.sees("陈正式 · 2026年10月党费", "状态：收讫")
    await chen.sees("130.50 元已由组织委员登记收讫")
    card = await chen.sees("2026年10月党费", "状态：收讫")
    assert card.labels == ["历史", "请人代交", "依据", "« 返回"]
    assert card.edited


async def test_confirming_twice_says_what_is_true_and_counts_once(branch: Scene) -> None:
    chen, sun = await _month_of(branch, "陈正式"), branch.person("孙组织")
    card = await chen.sees("2026年10月党费")
    await chen.presses("确认已交")
    await branch.quiet()
    second = branch.simulator.press_data(chen.user, "dp:2026-10", card)
    await branch.quiet()
    assert second.answer is not None
    assert "已确认过" in second.answer
    assert sun.has_seen("党费待核对") == 1
    await sun.sees("有 1 件待您核对")


async def test_a_mistaken_confirmation_is_withdrawn_until_it_is_received(branch: Scene) -> None:
    chen, sun = await _month_of(branch, "陈正式"), branch.person("孙组织")
    await chen.presses("确认已交")
    await sun.sees("有 1 件待您核对")
    await chen.presses("撤回")
    await chen.sees("状态：未交")
    await sun.sees("没有待核对的党费")
    await chen.presses("确认已交")
    card = await chen.sees("状态：已报已交")
    await sun.presses("陈正式 10月")
    await sun.presses("收讫")
    await chen.sees("状态：收讫")
    late = branch.simulator.press_data(chen.user, "du:2026-10", card)
    await branch.quiet()
    assert late.answer is not None
    assert "已登记收讫，不能再改" in late.answer
    await chen.sees("状态：收讫")


async def test_what_is_wrong_with_the_amount_reaches_the_collector(branch: Scene) -> None:
    chen, sun = await _month_of(branch, "陈正式"), branch.person("孙组织")
    await chen.presses("金额有误")
    await chen.sees("金额哪里不对")
    branch.simulator.send_file(chen.user, "smile.webp", b"RIFF", kind="sticker")
    await chen.sees("没有收到文字")
    chen.says("长" * 501)
    await chen.sees("太长了")
    chen.says("工资 <9 月> 已调整 & 变低了")
    await chen.sees("您反映的问题：工资 <9 月> 已调整 & 变低了", "状态：未交")
    await sun.sees("党费待核对", "金额有误：工资 <9 月> 已调整 & 变低了")
    await chen.presses("撤回")
    await sun.sees("没有待核对的党费")
    await branch.quiet()
    assert chen.has_seen("您反映的问题") == 0


async def test_words_said_again_replace_the_first_and_a_confirmation_settles_them(branch: Scene) -> None:
    chen, sun = await _month_of(branch, "陈正式"), branch.person("孙组织")
    for words in ("多算了", "少算了"):
        await chen.presses("金额有误")
        chen.says(words)
        await sun.sees("党费待核对", f"金额有误：{words}")
    await chen.presses("确认已交")
    await sun.sees("有 1 件待您核对", "陈正式 · 2026年10月 · 130.50 元 · 已报已交")
    await branch.quiet()
    assert sun.has_seen("多算了") == sun.has_seen("少算了") == 0


async def test_whoever_goes_elsewhere_is_not_asked_any_more(branch: Scene) -> None:
    chen, sun = await _month_of(branch, "陈正式"), branch.person("孙组织")
    await chen.presses("金额有误")
    await chen.presses("取消")
    await chen.sees("状态：未交")
    chen.says("这句话不是说金额的")
    await chen.sees("没有看懂")
    await chen.presses("金额有误")
    chen.says("/dues")
    chen.says("这句也不是")
    await branch.quiet()
    assert chen.has_seen("没有看懂") == 2
    assert sun.has_seen("党费待核对") == 0


async def test_a_question_about_the_amount_survives_a_restart(branch: Scene) -> None:
    chen, sun = await _month_of(branch, "陈正式"), branch.person("孙组织")
    await chen.presses("金额有误")
    await chen.sees("金额哪里不对")
    await branch.quiet()
    await branch.stop()
    await branch.start()
    chen.says("多算了")
    await sun.sees("金额有误：多算了")


async def test_without_a_base_the_member_is_told_whom_to_ask(scene: Scene) -> None:
    scene.move_to("2026-10-12 09:30")
    await scene.found(ROSTER.replace("2019-07-01,在职,8700", "2019-07-01,在职,"))
    await scene.start()
    await scene.bind("陈正式", "孙组织")
    chen, sun = scene.person("陈正式"), scene.person("孙组织")
    chen.says("/dues")
    card = await chen.sees("基数还没有登记", "请联系组织委员孙组织同志")
    assert "确认已交" not in card.labels
    sun.says("/ledger")
    await sun.sees("陈正式 · 基数未登记", "基数未登记 1 人")
    await sun.presses("陈正式")
    await sun.sees("请点“更正”登记")
    assert "收讫" not in sun.labels()
    await sun.presses("更正")
    await sun.presses("改基数")
    sun.says("5800")
    await chen.sees("基数 5800.00 元，应交 87.00 元")
    await chen.sees("2026年10月党费", "应交：87.00 元")


async def test_a_base_that_the_roster_brings_counts_from_this_month_on(branch: Scene) -> None:
    chen = await _month_of(branch, "陈正式")
    branch.move_to("2026-11-02 09:30")
    await branch.quiet()
    await branch.found(ROSTER.replace("2019-07-01,在职,8700", "2019-07-01,在职,5800"))
    chen.says("/dues")
    await chen.sees("2026年11月党费", "应交：87.00 元")
    await chen.presses("历史")
    await chen.sees("2026年10月：130.50 元 · 未交", "以前月份未交：1 个月，合计 130.50 元")


async def test_students_pay_a_fixed_amount_whatever_their_base(scene: Scene) -> None:
    scene.move_to("2026-10-12 09:30")
    await scene.found(ROSTER.replace("2019-07-01,在职,8700", "2019-07-01,学生,"))
    await scene.start()
    await scene.bind("陈正式")
    chen = scene.person("陈正式")
    chen.says("/dues")
    await chen.sees("应交：0.20 元（定额）")


async def test_the_history_leads_to_a_past_month_that_can_still_be_paid(branch: Scene) -> None:
    chen, sun = branch.person("陈正式"), branch.person("孙组织")
    branch.move_to("2026-12-01 10:00")
    await branch.quiet()
    chen.says("党费")
    await chen.sees("2026年12月党费")
    await chen.presses("历史")
    await chen.sees("以前月份未交：2 个月，合计 261.00 元")
    assert chen.labels() == ["几个月一起交", "2026年11月", "2026年10月", "依据", "« 返回"]
    await chen.presses("2026年10月")
    await chen.presses("确认已交")
    await sun.sees("陈正式 · 2026年10月")
    await chen.presses("历史")
    await chen.sees("以前月份未交：1 个月，合计 130.50 元", "2026年10月：130.50 元 · 已报已交")


async def test_no_arrears_of_a_month_that_fell_due_before_the_branch_began(scene: Scene) -> None:
    scene.move_to("2026-10-25 09:30")
    await scene.found()
    await scene.start()
    await scene.bind("陈正式")
    chen = scene.person("陈正式")
    chen.says("/dues")
    await chen.sees("2026年10月党费")
    scene.move_to("2026-11-02 09:30")
    await scene.quiet()
    chen.says("/dues")
    await chen.sees("2026年11月党费")
    await chen.presses("历史")
    await chen.sees("以前月份没有欠交")


async def test_probationary_members_pay_from_the_month_of_the_decision(branch: Scene) -> None:
    branch.move_to("2026-11-20 15:00")
    await branch.quiet()
    await branch.found(ROSTER.replace("2026-03-10", "2026-11-20"))
    lin, sun = branch.person("林预备"), branch.person("孙组织")
    lin.says("/dues")
    await lin.sees("2026年11月党费", "应交：15.00 元")
    await lin.presses("历史")
    await lin.sees("2026年11月：15.00 元 · 未交", "以前月份没有欠交")
    sun.says("/ledger")
    await sun.sees("党费台账 · 2026年11月", "林预备")
    await sun.presses("上一月")
    ledger = await sun.sees("党费台账 · 2026年10月")
    assert "林预备" not in ledger.text


async def test_activists_have_no_dues(branch: Scene) -> None:
    huang, sun = branch.person("黄积极"), branch.person("孙组织")
    huang.says("/dues")
    await huang.sees("不在您的职责范围内")
    assert "dues" not in branch.simulator.menu(huang.user)
    sun.says("/ledger")
    ledger = await sun.sees("党费台账", "应交 10 人")
    assert "黄积极" not in ledger.text


async def test_a_month_before_the_branch_began_is_not_owed(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/dues")
    card = await chen.sees("2026年10月党费", "应交：130.50 元")
    branch.simulator.press_data(chen.user, "dm:2026-09", card)
    card = await chen.sees("2026年9月党费", "没有您的应交党费")
    assert card.labels == ["历史", "« 返回"]
    forged = branch.simulator.press_data(chen.user, "dp:2026-09", card)
    await branch.quiet()
    await chen.is_refused(forged, "这个月没有您的应交党费（党支部工作制度 三（十五）1）。")


async def test_in_a_group_dues_lead_to_the_private_chat_and_show_nothing(branch: Scene) -> None:
    chen, sun = branch.person("陈正式"), branch.person("孙组织")
    group = branch.simulator.add_group("示范群", members=[chen.user, sun.user])
    chen.says("/dues@branch_bot", chat=group)
    sun.says("/ledger@branch_bot", chat=group)
    await branch.quiet()
    assert chen.has_seen("群里不显示个人事项", chat=group) == 2
    everything = " ".join(m.text for m in branch.simulator.messages(chen.user, group) if m.from_bot)
    assert "130.50" not in everything
    assert "未交" not in everything
    asked = next(m for m in branch.simulator.messages(chen.user, group) if m.from_bot)
    branch.simulator.press(chen.user, "到私聊中办理", chat=group, message=asked)
    await chen.sees("2026年10月党费", "130.50")


async def test_people_who_are_not_bound_get_the_one_line(branch: Scene) -> None:
    stranger = branch.person("路人甲")
    for text in ("/dues", "/ledger", "党费"):
        stranger.says(text)
    await branch.quiet()
    assert {m.text[:14] for m in branch.simulator.messages(stranger.user) if m.from_bot} == {
        "您好，这里只为受邀的同志服务"
    }


async def test_months_are_opened_by_the_clock_after_an_outage_too(branch: Scene) -> None:
    await branch.stop()
    branch.move_to("2027-01-05 09:00")
    await branch.start()
    await branch.quiet()
    sun = branch.person("孙组织")
    sun.says("/ledger")
    for month in ("2027年1月", "2026年12月", "2026年11月", "2026年10月"):
        ledger = await sun.sees(f"党费台账 · {month}", "应交 10 人", "合计 907.00 元")
        if "上一月" in ledger.labels:
            await sun.presses("上一月")
    assert "上一月" not in (await sun.sees("党费台账 · 2026年10月")).labels
