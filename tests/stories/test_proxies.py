"""Somebody else pays: asked for, agreed to by the branch, paid and received (三（十五）1)."""

from tests.scene import Actor, Scene


async def asked(
    branch: Scene, form: str = "代交人：周宣传\n到哪个月：2026-12\n理由：驻村三个月"
) -> tuple[Actor, Actor, Actor]:
    chen, zhou, sun = branch.person("陈正式"), branch.person("周宣传"), branch.person("孙组织")
    chen.says("/dues")
    await chen.presses("请人代交")
    await chen.sees("请人代交党费", "请谁代交？")
    chen.says(form)
    await chen.sees("周宣传同志会看到您每月的应交金额")
    await chen.presses("确认")
    await chen.sees("请人代交", "状态：待支部同意", "支部同意之前，请自己交纳")
    return chen, zhou, sun


async def test_agreed_paid_by_the_other_received_and_seen_by_both(branch: Scene) -> None:
    chen, zhou, sun = await asked(branch)
    await sun.sees("陈正式同志请周宣传同志代交党费", "期限：2026年10月至2026年12月", "理由：驻村三个月")
    assert zhou.has_seen("代交") == 0
    await sun.presses("支部同意")
    await chen.sees("请人代交", "状态：支部已同意")
    card = await zhou.sees("代交陈正式同志2026年10月党费", "应交：130.50 元", "状态：未交")
    assert "8700" not in card.text
    told = await sun.sees("陈正式同志请周宣传同志代交党费", "状态：支部已同意")
    assert "驻村" not in told.text
    press = await zhou.presses("已代交")
    assert press.answer == "已登记：您已代交，等组织委员收讫。"
    await zhou.sees("代交陈正式同志2026年10月党费", "状态：已报已交")
    chen.says("/dues")
    await chen.sees("2026年10月党费", "状态：已报已交")
    await sun.sees("党费待核对", "陈正式 · 2026年10月 · 130.50 元 · 已报已交")
    await sun.presses("陈正式 10月")
    await sun.sees("陈正式 · 2026年10月党费", "本人确认已交（周宣传）")
    await sun.presses("收讫")
    await chen.sees("130.50 元已由组织委员登记收讫")
    assert ("dues.paid_for", "陈正式 2026-10") in await branch.audit("dues")


async def test_the_next_months_card_comes_to_the_one_who_pays_too(branch: Scene) -> None:
    chen, zhou, sun = await asked(branch)
    await sun.presses("支部同意")
    await zhou.sees("代交陈正式同志2026年10月党费")
    branch.move_to("2026-11-05 09:00")
    await chen.sees("2026年11月党费")
    await zhou.sees("代交陈正式同志2026年11月党费", "应交：130.50 元")
    branch.move_to("2027-01-05 09:00")
    await chen.sees("2027年1月党费")
    await branch.quiet()
    assert zhou.has_seen("代交陈正式同志2027年1月党费") == 0
    assert "请人代交" in (await chen.sees("2027年1月党费")).labels  # what is over stands in nobody's way


async def test_not_agreed_to_nobody_else_can_pay(branch: Scene) -> None:
    chen, zhou, sun = await asked(branch)
    await sun.presses("不同意")
    await chen.sees("请人代交", "状态：支部未同意")
    await branch.quiet()
    assert zhou.has_seen("代交陈正式") == 0
    zhou.says("/dues")
    forged = branch.simulator.press_data(zhou.user, "tg:1:2026-10", await zhou.sees("2026年10月党费"))
    again = branch.simulator.press_data(sun.user, "te:1:1", await sun.sees("状态：支部未同意"))
    await branch.quiet()
    assert forged.answered
    await zhou.sees("支部没有同意由您代交这个月的党费（党支部工作制度 三（十五）1）。")
    assert again.answer == "这件已经答复过了。"
    chen.says("/dues")
    await chen.sees("2026年10月党费", "状态：未交")


async def test_a_consent_is_given_up_by_the_member_and_no_longer_used(branch: Scene) -> None:
    chen, zhou, sun = await asked(branch)
    await sun.presses("支部同意")
    card = await zhou.sees("代交陈正式同志2026年10月党费")
    chen.says("/dues")
    await chen.presses("代交情况")
    await chen.presses("取消代交")
    told = await chen.sees("请人代交", "状态：已结束")
    await zhou.sees("代交陈正式同志党费的委托：已结束")
    late = branch.simulator.press_data(zhou.user, "tg:1:2026-10", card)
    again = branch.simulator.press_data(chen.user, "tf:1", told)
    others = branch.simulator.press_data(zhou.user, "tf:1", card)
    await branch.quiet()
    assert late.answered
    await zhou.sees("支部没有同意由您代交这个月的党费")
    assert again.answer == "这件已经结束。"
    assert others.answer is not None
    chen.says("/dues")
    await chen.presses("请人代交")
    await chen.sees("请谁代交？")


async def test_a_second_request_waits_for_the_end_of_the_first(branch: Scene) -> None:
    chen, _, _ = await asked(branch)
    card = await chen.sees("请人代交", "状态：待支部同意")
    again = branch.simulator.press_data(chen.user, "dj", card)
    await branch.quiet()
    assert again.answer == "已有一件代交申请，请先取消。"


async def test_what_cannot_be_is_asked_again(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/dues")
    await chen.presses("请人代交")
    for typed, complaint in (
        ("代交人：陈正式", "不用请自己"),
        ("代交人：高退休", "要是已绑定账号的党员"),
        ("代交人：黄积极", "要是已绑定账号的党员"),
    ):
        chen.says(typed)
        await chen.sees(complaint)
    chen.says("周宣传")
    await chen.sees("到哪个月为止")
    for typed, complaint in (("2026-09", "最长 12 个月"), ("2027-10", "最长 12 个月"), ("明年", "看不懂这个月份")):
        chen.says(typed)
        await chen.sees(complaint)
    await chen.presses("2026年10月")
    chen.says("远" * 201)
    await chen.sees("太长，最多 200 字")
