"""A chat as people use it, against a bot that the test plays itself."""

import json
import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from simulator import Simulator
from tests.browser.conftest import Opens
from tests.simulator.api import Api
from tests.waiting import until

HTML = {"parse_mode": "HTML"}
BUTTONS = json.dumps({
    "inline_keyboard": [
        [{"text": "参加", "callback_data": "y"}, {"text": "请假", "callback_data": "n"}],
        [{"text": "章程", "url": "https://a.cn/x"}],
    ]
})  # fmt: skip


@pytest.fixture
def people(sim: Simulator) -> None:
    """Two people and a group."""
    for name, note in (("陈同志", "正式党员 · 第一党小组"), ("李组长", "党小组长")):
        sim.add_user(name).note = note
    sim.add_group("第一党小组", members=["陈同志", "李组长"])


@pytest.mark.usefixtures("people")
async def test_the_list_shows_posts_unread_counts_and_what_is_searched(sim: Simulator, bot: Api, opens: Opens) -> None:
    window = await opens(sim.url)
    await expect(window.person("陈同志")).to_contain_text("正式党员 · 第一党小组")
    sim.say("陈同志", "/start")
    for text in ("一", "二"):
        await bot.ok("sendMessage", chat_id=sim.world.user("陈同志").id, text=text)
    await expect(window.person("陈同志").get_by_label("2 条未读")).to_be_visible()
    pane = await window.be("陈同志")
    await expect(pane.newest).to_contain_text("二")
    await expect(window.people.get_by_label(re.compile("未读"))).to_have_count(0)
    await window.page.get_by_role("searchbox").fill("党小组长")
    await expect(window.people.get_by_role("listitem")).to_have_count(1)
    await window.page.get_by_role("searchbox").fill("无此人")
    await expect(window.people.get_by_role("status")).to_have_text("没有找到")


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("where", ["list", "head"])
async def test_a_press_counts_though_a_message_comes_while_the_finger_is_down(
    sim: Simulator, bot: Api, opens: Opens, where: str
) -> None:
    window = await opens(sim.url)
    pane = await window.be("陈同志")
    entry = window.person("第一党小组") if where == "list" else pane.root.get_by_role("button", name="第一党小组")
    await entry.hover()
    await window.page.mouse.down()
    await bot.ok("sendMessage", chat_id=sim.world.chat("第一党小组").id, text="通知")
    await expect(entry.get_by_label("1 条未读")).to_be_visible()
    await window.page.mouse.up()
    await expect(pane.newest).to_contain_text("通知")


@pytest.mark.usefixtures("people")
async def test_writing_buttons_toast_alert_and_an_edit(sim: Simulator, bot: Api, opens: Opens) -> None:
    window = await opens(sim.url)
    pane = await window.be("陈同志")
    await pane.root.get_by_role("button", name="开始", exact=True).click()
    await expect(pane.newest).to_have_text(re.compile("/start"))
    chat = sim.world.user("陈同志").id
    sent = await bot.ok("sendMessage", chat_id=chat, text="来吗", reply_markup=BUTTONS)
    rows = pane.newest.get_by_role("group", name="消息按钮").locator("> div")
    await expect(rows).to_have_text(["参加请假", "章程"])
    assert await pane.newest.get_by_role("link").get_attribute("href") == "https://a.cn/x"
    for alert in (False, True):
        await pane.press("参加")
        await expect(pane.newest.get_by_role("button", name="参加")).to_have_attribute("aria-busy", "true")
        press = await until(lambda: next((p for p in sim.world.presses.values() if not p.answered), None), "a press")
        await bot.ok("answerCallbackQuery", callback_query_id=press.id, text="记下了", show_alert=str(alert).lower())
        said = window.page.get_by_role("dialog") if alert else window.page.locator("#toasts")
        await expect(said).to_contain_text("记下了")
    await window.page.get_by_role("dialog").get_by_role("button", name="好").click()
    await bot.ok(
        "editMessageText", chat_id=chat, message_id=sent["message_id"], text="已定：<b>来</b>", parse_mode="HTML"
    )
    await expect(pane.newest).to_contain_text("已定：来")
    await expect(pane.newest).to_contain_text("已编辑")
    await expect(pane.newest.locator("b")).to_have_text("来")


@pytest.mark.usefixtures("people")
async def test_formatting_spoiler_protection_quote_and_typing(sim: Simulator, bot: Api, opens: Opens) -> None:
    said = sim.say("陈同志", "我想问一件事")
    chat = said.chat.id
    window = await opens(sim.url)
    pane = await window.be("陈同志")
    await bot.ok("sendChatAction", chat_id=chat, action="typing")
    await expect(pane.root.get_by_text("机器人正在输入")).to_be_visible()
    html = "<i>斜</i><code>码</code><blockquote>引</blockquote><tg-spoiler>机密</tg-spoiler>"
    reply = json.dumps({"message_id": said.id})
    await bot.ok(
        "sendMessage", chat_id=chat, text=html, parse_mode="HTML", protect_content="true", reply_parameters=reply
    )
    await expect(pane.root.get_by_text("机器人正在输入")).to_be_hidden()
    for tag, text in (("i", "斜"), ("code", "码"), ("blockquote", "引")):
        await expect(pane.newest.locator(tag)).to_have_text(text)
    await expect(pane.newest.get_by_role("img", name="受保护内容")).to_be_visible()
    await expect(pane.newest.get_by_text("机密")).to_be_hidden()
    await pane.newest.get_by_role("button", name="隐藏的文字").click()
    await expect(pane.newest.get_by_text("机密")).to_be_visible()
    await pane.newest.get_by_role("button", name="回复的消息：我想问一件事").click()
    await expect(pane.pointed).to_contain_text("我想问一件事")


@pytest.mark.usefixtures("people")
async def test_reply_keyboard_forced_reply_and_the_menu_of_this_person(sim: Simulator, bot: Api, opens: Opens) -> None:
    chat = sim.say("陈同志", "/start").chat.id
    scope = json.dumps({"type": "chat", "chat_id": chat})
    for commands, where in (("dues", {"scope": scope}), ("help", {})):
        await bot.ok("setMyCommands", commands=json.dumps([{"command": commands, "description": "说明"}]), **where)
    window = await opens(sim.url)
    pane = await window.be("陈同志")
    await pane.root.get_by_role("button", name="命令菜单").click()
    await expect(pane.root.get_by_role("menuitem")).to_have_text(["/dues说明"])
    await window.page.keyboard.press("Escape")
    await bot.ok("sendMessage", chat_id=chat, text="选", reply_markup=json.dumps({"keyboard": [["甲", "乙"]]}))
    await pane.root.get_by_role("group", name="回复键盘").get_by_role("button", name="乙").click()
    await expect(pane.newest).to_contain_text("乙")
    forced = json.dumps({"force_reply": True, "input_field_placeholder": "写在这里"})
    await bot.ok("sendMessage", chat_id=chat, text="事由？", reply_markup=forced)
    await expect(pane.field).to_have_attribute("placeholder", "写在这里")
    await pane.say("出差")
    await expect(pane.newest.get_by_role("button", name="回复的消息：事由？")).to_be_visible()


@pytest.mark.usefixtures("people")
async def test_a_deep_link_starts_the_bot_for_whoever_presses_it(sim: Simulator, bot: Api, opens: Opens) -> None:
    sim.say("陈同志", "x", chat="第一党小组")
    group = sim.world.chat("第一党小组").id
    await bot.ok("sendMessage", chat_id=group, text="https://t.me/branch_bot?start=k7")
    window = await opens(sim.url)
    pane = await window.be("第一党小组")
    await pane.newest.get_by_role("link").click()
    await expect(pane.root.get_by_role("button", name="私聊")).to_have_attribute("aria-pressed", "true")
    await expect(pane.newest).to_contain_text("/start k7")


@pytest.mark.usefixtures("people")
async def test_a_document_goes_up_by_button_and_by_drop_and_comes_down(
    sim: Simulator, opens: Opens, tmp_path: Path
) -> None:
    content = b"PK\x03\x04 not read by anybody"
    (tmp_path / "思想汇报.docx").write_bytes(content)
    window = await opens(sim.url)
    sim.say("陈同志", "/start")
    pane = await window.be("陈同志")
    await pane.send_file(tmp_path / "思想汇报.docx")
    link = pane.newest.get_by_role("link", name="思想汇报.docx")
    async with window.page.expect_download() as coming:
        await link.click()
    download = await coming.value
    assert download.suggested_filename == "思想汇报.docx"
    assert Path(await download.path()).read_bytes() == content
    await _drop(pane.root, "照片.txt", "字")
    await window.page.get_by_role("dialog").get_by_role("button", name="发送", exact=True).click()
    await expect(pane.newest.get_by_role("link", name="照片.txt")).to_be_visible()
    assert sim.messages("陈同志")[-1].document is not None


async def _drop(target: Locator, name: str, text: str) -> None:
    """Drops a file as dragging one in does."""
    await target.evaluate(
        """(node, [name, text]) => {
          const carried = new DataTransfer();
          carried.items.add(new File([text], name));
          for (const kind of ["dragover", "drop"]) {
            node.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
          }
        }""",
        [name, text],
    )


@pytest.mark.usefixtures("people")
async def test_a_long_chat_is_read_as_far_as_one_scrolls_and_a_pinned_message_is_found(
    sim: Simulator, bot: Api, opens: Opens
) -> None:
    chat = sim.say("陈同志", "/start").chat.id
    first = await bot.ok("sendMessage", chat_id=chat, text="第 1 条")
    await bot.ok("pinChatMessage", chat_id=chat, message_id=first["message_id"])
    for number in range(2, 400):
        sim.say("陈同志", f"第 {number} 条")
    window = await opens(sim.url)
    pane = await window.be("陈同志")
    await expect(pane.newest).to_contain_text("第 399 条")
    await expect(pane.newest).to_be_in_viewport()
    assert await pane.messages.count() < 100
    await pane.root.get_by_role("button", name="置顶消息").click()
    await expect(pane.pointed).to_contain_text("第 1 条")
    await expect(pane.pointed).to_be_in_viewport()
    await pane.root.get_by_role("button", name="到最新消息").click()
    await expect(pane.newest).to_be_in_viewport()
    sim.say("陈同志", "最后一条")
    await expect(pane.newest).to_contain_text("最后一条")
    assert await pane.messages.count() < 100  # what lies far up is let go


@pytest.mark.usefixtures("people")
async def test_a_hurried_enter_sends_once_and_a_draft_waits_while_one_looks_elsewhere(
    sim: Simulator, opens: Opens
) -> None:
    sim.say("陈同志", "/start")
    sim.say("李组长", "/start")
    window = await opens(sim.url)
    pane = await window.be("陈同志")
    writing = pane.root.get_by_role("textbox", name="输入消息")
    await writing.fill("只说一次")
    await writing.press("Enter")
    await writing.press("Enter")
    await expect(pane.newest).to_contain_text("只说一次")
    await expect(writing).to_have_value("")
    assert [m.text for m in sim.messages("陈同志")] == ["/start", "只说一次"]
    await writing.fill("还没写完")
    await window.be("李组长")
    await expect(writing).to_have_value("")
    await window.be("陈同志")
    await expect(writing).to_have_value("还没写完")


@pytest.mark.usefixtures("people")
async def test_a_file_dropped_beside_the_chat_does_not_replace_the_page(sim: Simulator, opens: Opens) -> None:
    window = await opens(sim.url)
    drop = """() => {
        const holding = new DataTransfer();
        holding.items.add(new File(["x"], "x.txt"));
        const event = new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: holding});
        return document.getElementById("people").dispatchEvent(event);
    }"""
    assert await window.page.evaluate(drop) is False  # prevented: else the browser would open the file


@pytest.mark.usefixtures("people")
async def test_a_quiz_is_answered_once_and_tells_what_was_right(sim: Simulator, bot: Api, opens: Opens) -> None:
    window = await opens(sim.url)
    sim.say("陈同志", "/start")
    pane = await window.be("陈同志")
    fields = {"options": '[{"text": "六项"}, {"text": "八项"}]', "type": "quiz", "correct_option_ids": "[1]"}
    chat = sim.world.user("陈同志").id
    await bot.ok("sendPoll", chat_id=chat, question="几项义务", is_anonymous="false", explanation="见第三条", **fields)
    poll = pane.newest.get_by_role("group", name="投票")
    await expect(poll).to_contain_text("几项义务")
    await expect(poll).not_to_contain_text("见第三条")
    await poll.get_by_role("button", name="六项").click()
    await expect(poll).to_contain_text("✗ 六项")
    await expect(poll).to_contain_text("✓ 八项")
    await expect(poll).to_contain_text("见第三条")
    await expect(poll.get_by_role("button", name="八项")).to_be_disabled()
    assert sim.messages("陈同志")[-1].votes == {chat: [0]}
