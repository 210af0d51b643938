"""Bad input in messages: each gets a clear answer, and nothing is lost or half done."""

import pytest

from simulator.model import MediaKind
from tests.scene import Actor, Scene

NO_TEXT: tuple[tuple[MediaKind, str], ...] = (("sticker", "s.webp"), ("voice", "v.ogg"), ("photo", "p.png"))
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8) + bytes([0, 0, 0, 1]) * 2
POLL = {"id": "1", "type": "regular", "question": "吃什么？", "options": [], "total_voter_count": 0, "is_closed": False}


def _sends_a_poll(branch: Scene, actor: Actor) -> None:
    chat = {"id": actor.user.id, "type": "private", "first_name": actor.name}
    sender = {"id": actor.user.id, "is_bot": False, "first_name": actor.name}
    poll = POLL | dict.fromkeys(("is_anonymous", "allows_multiple_answers", "allows_revoting", "members_only"), False)
    branch.simulator.deliver("message", {"message_id": 900, "date": 1, "chat": chat, "from": sender, "poll": poll})


async def _sends_no_text(branch: Scene, actor: Actor, expected: str, *, photo: bool = True) -> None:
    """A sticker, a voice message, a photo and a poll, one after the other."""
    sent = [(kind, name) for kind, name in NO_TEXT if photo or kind != "photo"]
    for kind, name in sent:
        branch.simulator.send_file(actor.user, name, PNG, kind=kind)
    _sends_a_poll(branch, actor)
    await branch.quiet()
    assert actor.has_seen(expected) == len(sent) + 1, actor.screen()


@pytest.mark.parametrize("code", ["x", "?" * 4000, "🈚", "\u202eabc", "a b c", "%00", "../etc", "ａｂｃ"])
async def test_a_malformed_code_binds_nobody(branch: Scene, code: str) -> None:
    stranger, chen = branch.person("路人甲"), branch.person("陈正式")
    stranger.says(f"/start {code}")
    await stranger.sees("这里只为受邀的同志服务")
    chen.says(f"/start {code}")
    await chen.sees("没有这个邀请码，请核对后重发")
    await branch.quiet()
    assert stranger.has_seen("支部") == 0


async def test_a_code_for_somebody_who_is_bound_meanwhile_binds_nobody(branch: Scene) -> None:
    older = (await branch.codes())["高退休"]
    await branch.bind("高退休")
    stranger, gao = branch.person("路人甲"), branch.person("高退休")
    stranger.says(f"/start {older}")
    await stranger.sees("已经用过或已过期")
    gao.says("/menu")
    await branch.quiet()
    assert gao.has_seen("请选择要办的事") == 2
    assert stranger.has_seen("高退休") == 0


async def test_what_is_no_text_is_answered_outside_of_any_dialog(branch: Scene) -> None:
    await _sends_no_text(branch, branch.person("陈正式"), "没有看懂您发的内容，什么也没有改动")


async def test_what_is_no_text_does_not_become_part_of_a_report(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/report 第一段。")
    await chen.sees("已记入草稿")
    await _sends_no_text(branch, chen, "只收文字、.docx 文件和照片，这一条没有记入", photo=False)
    await chen.presses("预览")
    await chen.sees("第一段。")


async def test_what_is_no_text_is_no_answer_to_a_form(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/newmeeting 类型：集中学习")
    await zheng.sees("会议的主题是什么？")
    branch.simulator.send_file(zheng.user, "s.webp", b"x", kind="sticker")
    await zheng.sees("这里只收文字", "会议的主题是什么？")
    zheng.says("\u200b\u2060")
    await branch.quiet()
    assert zheng.has_seen("这里只收文字") == 2
    zheng.says("学习")
    await zheng.sees("什么时间开会？")


async def test_an_edited_message_changes_nothing_and_says_so(branch: Scene) -> None:
    chen, stranger = branch.person("陈正式"), branch.person("路人甲")
    written = chen.says("/report 第一段。")
    await chen.sees("已记入草稿")
    branch.simulator.edit(chen.user, written, "/report 另一段。")
    await chen.sees("改动没有生效，原来的内容不变")
    await chen.presses("预览")
    await chen.sees("第一段。")
    assert chen.has_seen("另一段。") == 0
    foreign = stranger.says("你好")
    branch.simulator.edit(stranger.user, foreign, "/report")
    await branch.quiet()
    assert stranger.has_seen("改动") == 0


async def test_in_a_group_an_edited_message_is_nobodys_business(branch: Scene) -> None:
    chen = branch.person("陈正式")
    group = branch.simulator.add_group("示范群", members=[chen.user])
    written = chen.says("/meetings", chat=group)
    await chen.sees("本群", chat=group)
    branch.simulator.edit(chen.user, written, "/dues", chat=group)
    await branch.quiet()
    assert len([message for message in branch.simulator.messages(chen.user, group) if message.from_bot]) == 1


async def test_five_thousand_characters_of_a_report_arrive_whole(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/report")
    await chen.sees("思想汇报")
    text = "甲" * 4096 + "乙" * 904
    chen.says(text)
    await branch.quiet()
    await chen.presses("预览")
    await branch.quiet()
    shown = "".join(message.text for message in branch.simulator.messages(chen.user) if message.from_bot)
    assert (shown.count("甲"), shown.count("乙")) == (4096, 904), chen.screen()


async def test_five_thousand_characters_are_no_short_answer_and_neither_is_their_end(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/newmeeting 类型：集中学习")
    await zheng.sees("会议的主题是什么？")
    zheng.says("甲" * 4096 + "乙" * 50)
    await zheng.sees("太长，最多 100 字", "会议的主题是什么？")
    await zheng.sees("这一条是它的后半部分，也没有收下")
    zheng.says("学习")
    await zheng.sees("什么时间开会？")


async def test_the_end_of_a_long_note_is_not_kept_as_the_note(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    zheng.says("/newmeeting 类型：集中学习\n主题：学习\n时间：明天 15:00\n地点：会议室\n参加：全体党员")
    await zheng.presses("确认")
    await chen.presses("请假")
    await chen.presses("因病")
    chen.says("甲" * 4096 + "乙" * 50)
    await chen.sees("这一条是它的后半部分，也没有收下")
    chen.says("发烧")
    await zheng.sees("陈正式", "发烧")
    assert zheng.has_seen("乙乙") == 0


async def test_spaces_and_invisible_characters_are_no_words(branch: Scene) -> None:
    chen = branch.person("陈正式")
    for text in ("\u200b", "\u2060\u200d", "\u3164", "\u2800", "\u202e"):
        chen.says(text)
    await branch.quiet()
    assert chen.has_seen("没有看懂您发的内容") == 5


async def test_what_nobody_could_see_is_not_sent_to_anybody(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/broadcast")
    await zheng.sees("请发来内容")
    zheng.says("\u200b\u2060")
    await zheng.sees("这种内容不能转发")
    zheng.says("\u200b\n看得见的一行")
    await zheng.sees("发给谁", "看得见的一行")


@pytest.mark.parametrize("text", ["\u202eturned\u202c \u2067about", "שלום עולם", "👩‍👩‍👧‍👦🇨🇳🎉"])
async def test_a_topic_of_any_script_stands_on_the_card_and_turns_nothing(branch: Scene, text: str) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    zheng.says(f"/newmeeting 类型：集中学习\n主题：{text}\n时间：明天 15:00\n地点：会议室\n参加：全体党员")
    await zheng.sees("请核对")
    await zheng.presses("确认")
    notice = await chen.sees("会议通知", "时间：2026年10月13日（周二）15:00")
    assert not set(notice.text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    topic = next(line for line in notice.text.splitlines() if line.startswith("主题："))
    assert topic.removeprefix("主题：") in (text, "turned about")


async def test_a_report_of_any_script_is_kept_letter_for_letter(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/report שלום، 👩‍👩‍👧‍👦 می‌خواهم")
    await chen.sees("已记入草稿")
    await chen.presses("预览")
    await chen.sees("שלום، 👩‍👩‍👧‍👦 می‌خواهم")


@pytest.mark.parametrize(
    "when", ["明天 15:00-14:00", "明天 15:00至14:00", "昨天 9:00", "2026-10-11 9:00", "13月1日 9:00"]
)
async def test_a_meeting_in_the_past_or_ending_before_its_start_is_asked_again(branch: Scene, when: str) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    zheng.says(f"/newmeeting 类型：集中学习\n主题：学习\n时间：{when}\n地点：会议室\n参加：全体党员")
    await zheng.sees(f"时间“{when}”：", "什么时间开会？")
    zheng.says("明天 15:00")
    await zheng.sees("请核对", "10月13日（周二）15:00")
    await branch.quiet()
    assert chen.has_seen("会议通知") == 0
