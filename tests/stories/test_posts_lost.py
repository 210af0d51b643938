"""Whoever loses a post learns nothing more by it: what is on the screen goes, and nothing new comes."""

from tests.scene import Scene

CLOSED = "这里的内容已不在您的职责范围内"


async def _loses_post(branch: Scene, name: str, post: str) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/members")
    await zheng.presses(name)
    await zheng.presses(f"✓ {post}")
    await zheng.sees(name, "职务：无")
    await branch.quiet()


async def test_the_cards_of_an_officer_close_with_the_post(branch: Scene) -> None:
    sun, zheng = branch.person("孙组织"), branch.person("郑书记")
    for command, button in (("/members", "陈正式"), ("/members", "林预备"), ("/ledger", None), ("/board", None)):
        sun.says(command)
        if button:
            await sun.presses(button)
    await sun.presses("改类别")
    sun.says("/members")
    await sun.presses("高退休")
    await branch.quiet()
    await _loses_post(branch, "孙组织", "组织委员")
    shown = [message for message in branch.simulator.messages(sun.user) if message.from_bot]
    for words in ("陈正式", "高退休", "党费台账", "看板", "表决权"):
        assert not [message.text for message in shown if words in message.text], words
    assert sun.has_seen(CLOSED) >= 4
    zheng.says("/members")
    await zheng.presses("陈正式")
    await zheng.presses("青年委员")
    await zheng.sees("陈正式", "职务：青年委员")
    await branch.quiet()
    assert sun.has_seen("青年委员") == 0


async def test_an_officer_who_gives_up_the_own_post_sees_the_card_close(branch: Scene) -> None:
    sun = branch.person("孙组织")
    sun.says("/members")
    await sun.presses("孙组织")
    await sun.presses("✓ 组织委员")
    await sun.sees(CLOSED)
    await sun.presses("« 返回")
    home = await sun.sees("请选择要办的事")
    assert "名册" not in home.labels


async def test_who_invited_and_lost_the_post_is_not_told_whom_the_code_bound(branch: Scene) -> None:
    sun, zheng, gao = branch.person("孙组织"), branch.person("郑书记"), branch.person("高退休")
    sun.says("/invite")
    await sun.presses("高退休")
    link = await sun.sees("高退休同志的邀请链接")
    code = link.text.split("/start ")[1].split()[0]
    zheng.says("/members")
    await zheng.presses("陈正式")
    await zheng.presses("组织委员")
    await _loses_post(branch, "孙组织", "组织委员")
    gao.says(f"/start {code}")
    await branch.person("陈正式").sees("高退休同志已用邀请码绑定了账号")
    await branch.quiet()
    assert sun.has_seen("已用邀请码绑定") == 0


async def test_who_is_given_a_post_finds_it_on_the_home_card(branch: Scene) -> None:
    chen, sun = branch.person("陈正式"), branch.person("孙组织")
    assert "名册" not in (await chen.sees("请选择要办的事")).labels
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.presses("副书记")
    await sun.sees("陈正式", "职务：副书记")
    await branch.quiet()
    assert "名册" in (await chen.sees("请选择要办的事")).labels


async def test_the_cards_of_an_officer_close_when_the_account_is_unbound(branch: Scene) -> None:
    sun, zheng = branch.person("孙组织"), branch.person("郑书记")
    sun.says("/ledger")
    sun.says("/dues")
    await sun.sees("2026年10月党费")
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.sees("陈正式", "表决权")
    zheng.says("/members")
    await zheng.presses("孙组织")
    await zheng.presses("解除绑定")
    await zheng.presses("确认")
    await branch.quiet()
    for words in ("陈正式", "党费台账", "名册"):
        assert not sun.has_seen(words), words
    assert sun.has_seen(CLOSED) >= 2
    await sun.sees("2026年10月党费")  # what every member sees of oneself stays
    zheng.says("/members")
    await zheng.presses("陈正式")
    await zheng.presses("青年委员")
    await branch.quiet()
    assert not sun.has_seen("陈正式")
