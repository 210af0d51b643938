"""A member falls behind, month by month, and recovers; what each learns on the way (三（十五）4)."""

from tests.scene import Actor, Scene, carried


async def _month(branch: Scene, day: str, *paid: str) -> None:
    """That morning; and these people have paid what they owed until then."""
    branch.move_to(f"{day} 09:00")
    await branch.quiet()
    for name in paid:
        await _pays(branch, branch.person(name))


async def _pays(branch: Scene, member: Actor) -> None:
    member.says("/dues")
    await member.presses("历史")
    await member.sees("我的党费")
    await branch.quiet()


async def _todo(actor: Actor, *texts: str) -> None:
    actor.says("/todo")
    await actor.sees("待办", *texts)


async def test_five_months_behind_and_back(branch: Scene) -> None:
    chen, sun, zheng = branch.person("陈正式"), branch.person("孙组织"), branch.person("郑书记")

    # October passes unpaid. In November the member and the collector know, and nobody else.
    await _month(branch, "2026-11-03")
    await _todo(chen, "党费")
    await _todo(sun, "党费欠交（9 项） · 2026年11月")
    zheng.says("/todo")
    assert "党费欠交（陈正式）" not in (await zheng.sees("待办")).text
    sun.says("/ledger")
    await sun.presses("欠交情况")
    await sun.sees("党费欠交", "陈正式：连续 1 个月未交，至2026年10月")
    await sun.presses("陈正式")
    early = await sun.sees("陈正式 · 党费欠交", "未交：2026年10月，合计 130.50 元", "满 5 个月谈心谈话")
    assert "提交支委会" not in early.labels
    spoken = carried(early, "已提醒教育")
    press = await sun.presses("已提醒教育")
    assert press.answer == "已登记。"
    await sun.sees("陈正式 · 党费欠交", "已提醒教育（孙组织）")
    again = branch.simulator.press_data(sun.user, spoken, early)
    forged = branch.simulator.press_data(sun.user, spoken.replace("spoken:1", "committee:1"), early)
    await branch.quiet()
    assert again.answer == "陈正式同志本月已经登记过了。"
    assert forged.answered
    await sun.sees("连续满 6 个月才提交支委会（党支部工作制度 三（十五）4）。")

    # After three months the secretary too.
    await _month(branch, "2027-01-05")
    await _todo(zheng, "党费欠交（9 项） · 2027年1月")

    # After five a talk is due, and done once it is in the register.
    await _month(branch, "2027-03-02")
    chen.says("/dues")
    await chen.presses("历史")
    await chen.sees(
        "连续 5 个月未交，至2027年2月（党支部工作制度 三（十五）4）", "以前月份未交：5 个月，合计 652.50 元"
    )
    await _todo(zheng, "谈心谈话", "2027年3月")

    # The member pays all five, and it is over.
    await chen.presses("几个月一起交")
    await chen.presses("交到 2027年2月：5 个月 652.50 元")
    await sun.sees("有 5 件待您核对")
    await sun.presses("陈正式 10月")
    await sun.presses("已报的 5 个月全部收讫")
    await branch.quiet()
    sun.says("/ledger")
    await sun.presses("欠交情况")
    done = await sun.sees("党费欠交", "连续")
    assert "陈正式" not in done.text
    gone = branch.simulator.press_data(sun.user, spoken, early)
    await branch.quiet()
    assert gone.answer == "陈正式同志现在没有连续未交。"


async def test_at_six_months_the_clause_is_put_before_the_committee_and_nothing_is_decided(branch: Scene) -> None:
    await _month(branch, "2027-04-02")
    sun, zheng, wu, chen = (branch.person(name) for name in ("孙组织", "郑书记", "吴纪检", "陈正式"))
    zheng.says("/ledger")
    await zheng.presses("欠交情况")
    await zheng.presses("陈正式")
    await zheng.sees("陈正式 · 党费欠交", "连续 6 个月未交，至2027年3月")
    await zheng.presses("提交支委会")
    await zheng.sees("确认已把这件事提交支委会？")
    await zheng.presses("确认")
    await zheng.sees("陈正式 · 党费欠交", "已提交支委会（郑书记）")
    for officer in (sun, wu):
        await officer.sees("提交支委会：党费欠交", "陈正式同志：连续 6 个月未交", "怎样处理由支委会研究决定")
    await branch.quiet()
    for other in (chen, branch.person("周宣传"), branch.person("李组长")):
        assert other.has_seen("提交支委会") == 0
    assert ("arrears.committee", "陈正式") in await branch.audit("arrears")


async def test_whoever_sees_the_ledger_looks_and_a_team_leader_does_not(branch: Scene) -> None:
    await _month(branch, "2026-11-03")
    wu, li = branch.person("吴纪检"), branch.person("李组长")
    wu.says("/ledger")
    await wu.presses("欠交情况")
    await wu.presses("陈正式")
    card = await wu.sees("陈正式 · 党费欠交")
    assert "已提醒教育" not in card.labels
    li.says("/menu")
    forged = branch.simulator.press_data(li.user, "do", await li.sees("请选择要办的事"))
    await branch.quiet()
    assert forged.answer is not None
    assert "不在您的职责范围内" in forged.answer
