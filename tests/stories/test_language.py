"""A day of an English-speaking member beside Chinese-speaking ones: the same cards, each in the reader's language."""

import pytest

from bot.rules.language import Language
from tests.scene import Actor, Scene


@pytest.fixture
async def english(branch: Scene) -> Scene:
    """陈正式 has chosen English."""
    chen = branch.person("陈正式")
    chen.says("/language")
    await chen.sees("语言")
    press = await chen.presses("English")
    assert press.answer == "From now on in English."
    await chen.sees("Choose the language")
    return branch


def _described(actor: Actor) -> dict[str, str]:
    """The command menu with its descriptions."""
    world = actor.scene.simulator.world
    shown = world.menus.shown(actor.user, world.place(actor.user, None))
    return {command["command"]: command["description"] for command in shown}


async def test_the_choice_is_kept_and_the_menu_follows(english: Scene) -> None:
    chen = english.person("陈正式")
    await english.quiet()
    assert _described(chen)["dues"] == "This month's dues, confirm payment, history"
    await english.stop()
    await english.start()
    chen.says("/menu")
    await chen.sees("Good day, Comrade 陈正式", "What would you like to do?")
    await chen.presses("Language")
    await chen.presses("中文")
    await chen.sees("请选择我用哪种语言")
    await english.quiet()
    assert _described(chen)["dues"] == "本月党费、确认已交、历史"
    chen.says("menu")
    await chen.sees("陈正式同志，您好")


async def test_a_notice_and_its_answers_are_read_in_two_languages(english: Scene) -> None:
    zheng, chen, lin = english.person("郑书记"), english.person("陈正式"), english.person("林预备")
    zheng.says("/newmeeting\n类型：党员大会\n主题：年度计划\n时间：10月15日 14:30\n地点：三楼\n参加：全体党员")
    await zheng.presses("确认")
    await chen.sees(
        "Meeting notice: Branch assembly", "Topic: 年度计划", "Time: Thu 15 Oct 2026, 14:30", "Will you attend?"
    )
    await lin.sees("会议通知：党员大会", "时间：2026年10月15日（周四）14:30")
    press = await chen.presses("Attending")
    assert press.answer == "Noted: Attending"
    await chen.presses("On leave")
    await chen.sees("Leave: Branch assembly", "Please choose its category")
    await chen.presses("Official duty")
    await lin.presses("参加")
    await zheng.sees("参加 1 · 请假 1", "参加：林预备", "请假：陈正式（因公）")


async def test_dues_a_report_and_a_vote_in_english(english: Scene) -> None:
    zheng, sun, chen = english.person("郑书记"), english.person("孙组织"), english.person("陈正式")
    chen.says("dues")
    await chen.sees("Membership dues, October 2026", "Base: 8700.00 yuan", "Due: 130.50 yuan", "Rate: 1.5%")
    await chen.presses("I have paid")
    await chen.sees("Status: Reported paid")
    sun.says("/ledger")
    await sun.presses("陈正式")
    await sun.sees("本人确认已交")
    await sun.presses("收讫")
    await chen.sees("Your dues for October 2026, 130.50 yuan, have been marked received")
    chen.says("/report")
    await chen.presses("Write a report")
    chen.says("My thoughts on this quarter.")
    await chen.presses("Submit")
    await zheng.sees("有新的思想汇报", "陈正式 · 2026年第4季度")
    await chen.sees("Thought report · Q4 2026", "Status: Submitted")
    zheng.says("/newvote\n事项：是否同意\n方式：记名")
    await zheng.presses("确认")
    await chen.sees("Vote: Opinion poll", "Question: 是否同意", "Method: Open", "Closes: when the opener ends it")
    press = await chen.presses("For")
    assert press.answer == "You voted: For. You can change it until the vote ends."


async def test_a_form_shown_in_english_can_be_sent_back_as_shown(english: Scene) -> None:
    zheng = english.person("郑书记")
    zheng.says("/language")
    await zheng.presses("English")
    for command, mark in (("/newmeeting", "What kind of meeting"), ("/newvote", "What is to be voted on")):
        zheng.says(command)
        shown = (await zheng.sees(mark, "You can send the whole form at once")).text
        form = "\n".join(line for line in shown.splitlines() if ": " in f"{line} " and "For example" not in line)
        zheng.says(form)
        await zheng.sees("Please check", "Whole branch")
        zheng.says("/cancel")
        await zheng.sees("Left. What was not submitted is not kept")


async def test_either_language_may_be_typed_whatever_the_own_one_is(english: Scene) -> None:
    zheng, lin = english.person("郑书记"), english.person("林预备")
    zheng.says(
        "/newmeeting\nKind: party class\nTopic: 学习\nTime: tomorrow at 2:30 pm\nPlace: 三楼\nInvited: whole branch"
    )
    await zheng.sees("请核对", "类型：党课", "时间：2026年10月13日（周二）14:30", "参加：全体党员")
    zheng.says("时间：后天 9:00")
    await zheng.sees("请核对", "时间：2026年10月14日（周三）09:00")
    zheng.says("/language")
    await zheng.presses("English")
    zheng.says("/newmeeting\n类型：集中学习\n主题：学习\n时间：明天 9:00\n地点：三楼\n参加：支委会")
    await zheng.sees("Please check", "Kind: Group study", "Time: Tue 13 Oct 2026, 09:00", "Invited: Branch committee")
    zheng.says("Time: soon")
    await zheng.sees("Time “soon”: That time was not understood")
    zheng.says("next Friday 9:00")
    await zheng.sees("Please check", "Time: Fri 23 Oct 2026, 09:00")
    assert not lin.has_seen("会议通知")


@pytest.fixture
async def abroad(scene: Scene) -> Scene:
    """The same branch, installed with BOT_LANGUAGE=en."""
    scene.settings = scene.settings.model_copy(update={"language": Language.EN})
    scene.move_to("2026-10-12 09:30")
    await scene.found()
    await scene.start()
    return scene


async def test_who_never_chose_and_who_is_unknown_hear_the_installations_language(abroad: Scene) -> None:
    stranger, chen = abroad.person("路人甲"), abroad.person("陈正式")
    stranger.says("/start")
    await stranger.sees("This service is only for people who have been invited")
    chen.says(f"/start {(await abroad.codes())['陈正式']}")
    await chen.sees("Welcome, Comrade 陈正式", "示范机关党支部")
    await chen.sees("What would you like to do?")
    await chen.presses("Language")
    await chen.presses("中文")
    chen.says("/menu")
    await chen.sees("请选择要办的事")
