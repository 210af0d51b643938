"""People are invited, bound, changed and unbound; groups are bound."""

import re

import pytest

from bot.console import Problem
from bot.console.roster import import_roster
from tests import twins
from tests.scene import ROSTER, Scene, carried

STRANGER = "您好，这里只为受邀的同志服务。如果您收到了邀请，请点击邀请链接，或发送“/start 邀请码”。"


async def test_a_member_binds_with_a_code_and_is_greeted_by_name(scene: Scene) -> None:
    await scene.found()
    await scene.start()
    code = (await scene.codes())["陈正式"]
    chen = scene.person("陈正式")
    chen.says(f"/start {code}")
    await chen.sees("陈正式同志，您好！", "不得在此发送")
    await chen.sees("请选择要办的事")
    await scene.quiet()
    assert "members" not in scene.simulator.menu(chen.user)
    assert "menu" in scene.simulator.menu(chen.user)


async def test_an_unknown_person_gets_one_line_whatever_they_do(branch: Scene) -> None:
    stranger = branch.person("路人甲")
    for text in ("你好", "/start", "/start 没有这个码", "/menu", "/members", "名册", "/start go-members", "/nonsense"):
        stranger.says(text)
    branch.simulator.send_file(stranger.user, "x.pdf", b"%PDF")
    await branch.quiet()
    told = {message.text for message in branch.simulator.messages(stranger.user) if message.from_bot}
    assert told == {STRANGER}
    assert branch.simulator.menu(stranger.user) == ["start"]


async def test_a_code_works_once(branch: Scene) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.presses("解除绑定")
    await sun.presses("确认")
    await sun.sees("陈正式", "账号：未绑定")
    code = (await branch.codes())["陈正式"]
    chen.says(f"/start {code}")
    await sun.sees("陈正式同志已用邀请码绑定了账号")
    stranger = branch.person("路人甲")
    stranger.says(f"/start {code}")
    await stranger.sees("已经用过或已过期")


async def test_an_account_that_was_unbound_sees_no_more_changes(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    for person in (zheng, sun):
        person.says("/members")
        await person.presses("陈正式")
        await person.sees("陈正式", "职务：无")
    sun.says("/members")
    await sun.presses("郑书记")
    await sun.presses("解除绑定")
    await sun.presses("确认")
    await sun.sees("郑书记", "账号：未绑定")
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.presses("副书记")
    await sun.sees("陈正式", "职务：副书记")
    await branch.quiet()
    assert zheng.has_seen("职务：副书记") == 0


async def test_an_expired_code_and_an_older_code_do_not_bind(scene: Scene) -> None:
    await scene.found()
    await scene.start()
    older = (await scene.codes())["陈正式"]
    newer = (await scene.codes())["陈正式"]
    chen = scene.person("陈正式")
    chen.says(f"/start {older}")
    await chen.sees("已经用过或已过期")
    scene.move_by(days=8)
    chen.says(f"/start {newer} ")
    await scene.quiet()
    assert chen.has_seen("已经用过或已过期") == 2
    assert chen.has_seen("请选择要办的事") == 0


async def test_a_bound_person_cannot_take_a_second_identity(branch: Scene) -> None:
    code = (await branch.codes())["高退休"]
    chen = branch.person("陈正式")
    chen.says(f"/start {code}")
    await chen.sees("您已经以“陈正式”绑定")


@pytest.mark.parametrize(
    "said",
    [
        "/start {}",
        "/start@branch_bot {}",
        "/menu {}",
        "@branch_bot 我的邀请码是{}，对吗",
        "@branch_bot https://t.me/branch_bot?start={}",
        "@branch_bot {}".upper(),
    ],
)
async def test_a_code_pasted_in_a_group_is_void_and_only_its_maker_learns_whose(branch: Scene, said: str) -> None:
    gao, chen, sun = branch.person("高退休"), branch.person("陈正式"), branch.person("孙组织")
    group = branch.simulator.add_group("示范群", members=[gao.user, chen.user])
    code = (await branch.codes())["高退休"]
    gao.says(said.format(code), chat=group)
    await chen.sees("邀请码不能发在群里", chat=group)
    await sun.sees("高退休同志的邀请码被发到了群里")
    await branch.quiet()
    assert chen.has_seen("高退休", chat=group) == 0
    gao.says(f"/start {code}")
    await gao.sees("已经用过或已过期")
    await sun.presses("生成邀请链接")
    await sun.sees("高退休同志的邀请链接")


async def test_a_code_in_a_reply_or_in_an_edited_message_of_a_group_is_void_too(branch: Scene) -> None:
    gao, sun = branch.person("高退休"), branch.person("孙组织")
    group = branch.simulator.add_group("示范群", members=[gao.user, sun.user])
    sun.says("/meetings", chat=group)
    notice = await sun.sees("本群还没有绑定", chat=group)
    code = (await branch.codes())["高退休"]
    branch.simulator.say(gao.user, f"{code}", chat=group, reply_to=notice)
    await gao.sees("邀请码不能发在群里", chat=group)
    newer = (await branch.codes())["高退休"]
    told = branch.simulator.say(gao.user, "@branch_bot 稍等", chat=group)
    branch.simulator.edit(gao.user, told, f"@branch_bot {newer}", chat=group)
    await branch.quiet()
    assert gao.has_seen("邀请码不能发在群里", chat=group) == 2
    gao.says("@branch_bot abcdefghjkmn 不是邀请码", chat=group)
    await branch.quiet()
    assert gao.has_seen("邀请码不能发在群里", chat=group) == 2


async def test_the_organization_member_invites_in_chat_and_the_link_binds(branch: Scene) -> None:
    sun, gao = branch.person("孙组织"), branch.person("高退休")
    sun.says("/invite")
    await sun.sees("还有 1 人没有绑定")
    await sun.presses("高退休")
    message = await sun.sees("高退休同志的邀请链接")
    link = re.search(r"https://t\.me/\S+", message.text)
    assert link is not None
    branch.simulator.follow(gao.user, link[0])
    await gao.sees("高退休同志，您好！")
    await sun.sees("高退休同志已用邀请码绑定了账号")
    assert "解除绑定" in sun.labels()


async def test_a_post_given_in_chat_changes_what_the_person_may_do_at_once(branch: Scene) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    chen.says("/members")
    await chen.sees("不在您的职责范围内")
    sun.says("名册")
    await sun.presses("陈正式")
    await sun.presses("副书记")
    await sun.sees("陈正式", "职务：副书记")
    await branch.quiet()
    assert "members" in branch.simulator.menu(chen.user)
    chen.says("/members")
    roster = await chen.sees("名册", "共 11 人")
    button = carried(roster, "郑书记")
    await sun.presses("✓ 副书记")
    await sun.sees("陈正式", "职务：无")
    await chen.sees("已不在您的职责范围内，不再显示")
    press = branch.simulator.press_data(chen.user, button, roster)
    await branch.quiet()
    assert press.alert
    assert chen.has_seen("表决权：有") == 0


async def test_there_is_one_secretary_and_a_leader_has_a_team(branch: Scene) -> None:
    sun = branch.person("孙组织")
    sun.says("/members")
    await sun.presses("陈正式")
    press = await sun.presses("书记")
    assert press.alert
    assert "已经有一位书记：郑书记同志" in (press.answer or "")
    press = await sun.presses("党小组长")
    assert "第一党小组已经有一位党小组长：李组长同志" in (press.answer or "")
    sun.says("/members")
    await sun.presses("黄积极")
    press = await sun.presses("青年委员")
    assert "黄积极同志不是党员，不能担任职务" in (press.answer or "")
    sun.says("/members")
    await sun.presses("李组长")
    await sun.presses("改类别")
    press = await sun.presses("入党积极分子")
    assert "请先免去职务" in (press.answer or "")
    await sun.presses("« 返回")
    await sun.sees("李组长", "类别：正式党员", "职务：党小组长")


async def test_a_status_and_the_right_to_vote_are_changed_in_chat(branch: Scene) -> None:
    sun = branch.person("孙组织")
    sun.says("/members")
    await sun.presses("林预备")
    await sun.presses("改类别")
    await sun.presses("正式党员")
    await sun.sees("林预备", "类别：正式党员", "表决权：有")
    await sun.presses("停止表决权")
    await sun.sees("林预备", "表决权：无")


async def test_a_group_is_bound_and_says_how_many_are_in_it(branch: Scene) -> None:
    names = ("孙组织", "陈正式", "路人甲", "路人乙")
    group = branch.simulator.add_group("示范群", members=[branch.person(name).user for name in names])
    chen, sun = branch.person("陈正式"), branch.person("孙组织")
    chen.says("/bind@branch_bot", chat=group)
    await sun.sees("不在您的职责范围内", chat=group)
    sun.says("/bind", chat=group)
    await sun.sees("本群还没有绑定", chat=group)
    press = await chen.presses("第一党小组", chat=group)
    assert "不在您的职责范围内" in (press.answer or "")
    await sun.presses("示范机关党支部", chat=group)
    await sun.sees("本群已绑定：示范机关党支部", "群成员 4 人", chat=group)


async def test_a_group_that_becomes_a_supergroup_stays_bound(branch: Scene) -> None:
    sun = branch.person("孙组织")
    group = branch.simulator.add_group("示范群", members=[sun.user])
    sun.says("/bind", chat=group)
    await sun.presses("第一党小组", chat=group)
    await sun.sees("本群已绑定：第一党小组", chat=group)
    new = branch.simulator.migrate(group)
    sun.says("/bind", chat=new)
    await sun.sees("本群已绑定：第一党小组", chat=new)


async def test_a_private_matter_in_a_group_leads_to_the_private_chat(branch: Scene) -> None:
    sun = branch.person("孙组织")
    group = branch.simulator.add_group("示范群", members=[sun.user])
    sun.says("/members@branch_bot", chat=group)
    message = await sun.sees("请到与我的私聊中办理", chat=group)
    url = message.buttons[0][0].url
    assert url is not None
    branch.simulator.follow(sun.user, url)
    await sun.sees("名册", "共 11 人")


async def test_stickers_and_unclear_words_get_a_way_on(branch: Scene) -> None:
    chen = branch.person("陈正式")
    branch.simulator.send_file(chen.user, "s.webp", b"x", kind="sticker")
    await chen.sees("没有看懂")
    chen.says("🤔" * 4000)
    await branch.quiet()
    assert chen.has_seen("没有看懂") == 2
    await chen.presses("首页")
    await chen.sees("请选择要办的事")


async def test_an_old_or_foreign_button_is_answered(branch: Scene) -> None:
    chen = branch.person("陈正式")
    message = await chen.sees("请选择要办的事")
    for data in ("zz:1", "mu:1:1", "go:nonsense", "mp:x", "go:members"):
        press = branch.simulator.press_data(chen.user, data, message)
        await branch.quiet()
        assert press.answered
        assert press.alert, data


@pytest.mark.parametrize("cell", ["陈正式,第一党小组,书记,正式党员,,,在职,1", "某某,,外交部长,正式党员,,,在职,1"])
async def test_a_roster_with_a_bad_row_changes_nothing(scene: Scene, cell: str) -> None:
    await scene.found()
    twins.know(cell)
    file = scene.folder / "bad.csv"
    file.write_text(ROSTER + cell + "\n", encoding="utf-8")
    with pytest.raises(Problem, match="没有导入任何内容"):
        await import_roster(scene.settings, file)
    lines = await import_roster(scene.settings, scene.folder / "roster.csv")
    assert [line.split("：")[1].split("（")[0] for line in lines[-4:]] == ["0", "0", "11", "0"]


async def test_importing_again_updates_and_lists_who_is_absent(scene: Scene) -> None:
    await scene.found()
    twins.know("新来的")
    file = scene.folder / "new.csv"
    rows = ROSTER.replace("陈正式,第一党小组,,", "陈正式,第二党小组,副书记,").splitlines()
    file.write_text("\n".join(row for row in rows if "高退休" not in row) + "\n新来的,,,正式党员,,,在职,100\n")
    lines = await import_roster(scene.settings, file)
    assert lines[-4:] == [
        "added 新增：1（新来的）",
        "updated 更新：1（陈正式）",
        "unchanged 未变：9",
        "absent 名册中没有、未删除：1（高退休）",
    ]


async def test_a_code_that_never_was_is_said_to_whom_we_know(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/start nosuchcode22")
    await chen.sees("没有这个邀请码")


async def test_nobody_is_left_to_invite_and_the_bound_need_no_code(branch: Scene) -> None:
    sun, gao = branch.person("孙组织"), branch.person("高退休")
    sun.says("/invite")
    list_of_unbound = await sun.sees("还有 1 人没有绑定")
    gao.says(f"/start {(await branch.codes())['高退休']}")
    await gao.sees("请选择要办的事")
    data = {button.text: button.data for row in list_of_unbound.buttons for button in row}
    for label, answer in (("高退休", "高退休同志已经绑定"), ("全部生成", "没有需要邀请的人")):
        press = branch.simulator.press_data(sun.user, data[label] or "", list_of_unbound)
        await branch.quiet()
        assert answer in (press.answer or "")


async def test_two_officers_at_one_person_are_told_what_is_true_now(branch: Scene) -> None:
    sun, zheng = branch.person("孙组织"), branch.person("郑书记")
    for officer in (sun, zheng):
        officer.says("/members")
        await officer.presses("陈正式")
        await officer.presses("解除绑定")
    await sun.presses("确认")
    press = await zheng.presses("确认")
    assert "陈正式同志没有绑定账号" in (press.answer or "")


async def test_who_has_no_team_cannot_lead_one_and_a_long_roster_has_pages(scene: Scene) -> None:
    more = "".join(f"党员{number:02d},,,正式党员,,,在职,5000\n" for number in range(20))
    await scene.found(ROSTER + more)
    await scene.start()
    await scene.bind("孙组织")
    sun = scene.person("孙组织")
    sun.says("/members")
    await sun.presses("下一页")
    await sun.sees("31. 党员19")
    await sun.presses("党员19")
    press = await sun.presses("党小组长")
    assert "党员19同志还没有编入党小组" in (press.answer or "")
    sun.says("/members")
    await sun.presses("下一页")
    await sun.presses("上一页")
    await sun.sees("1. 郑书记")


async def test_a_private_button_pressed_in_a_group_leads_to_the_private_chat(branch: Scene) -> None:
    sun = branch.person("孙组织")
    group = branch.simulator.add_group("示范群", members=[sun.user])
    sun.says("/bind", chat=group)
    message = await sun.sees("本群还没有绑定", chat=group)
    press = branch.simulator.press_data(sun.user, "mp:0", message, chat=group)
    await branch.quiet()
    assert press.alert
    assert "私聊" in (press.answer or "")


async def test_a_roster_without_posts_takes_nobodys_post(branch: Scene) -> None:
    file = branch.folder / "short.csv"
    file.write_text("姓名,党员类别\n郑书记,正式党员\n孙组织,正式党员\n", encoding="utf-8")
    await import_roster(branch.settings, file)
    sun = branch.person("孙组织")
    sun.says("/members")
    await sun.sees("郑书记 · 正式党员、书记", "孙组织 · 正式党员、组织委员")


async def test_an_imported_second_secretary_is_refused_with_nothing_imported(scene: Scene) -> None:
    await scene.found()
    file = scene.folder / "other.csv"
    file.write_text("姓名,党员类别,职务\n新书记,正式党员,书记\n", encoding="utf-8")
    with pytest.raises(Problem, match="已经有一位书记"):
        await import_roster(scene.settings, file)
    assert "新书记" not in await scene.codes()
