"""Text from people is text: nothing of it is ever interpreted, whatever it looks like and wherever it is shown."""

import json

from playwright.async_api import expect

from simulator import Simulator
from tests.browser.conftest import Opens
from tests.browser.window import Window
from tests.simulator.api import Api
from tests.waiting import until

SCRIPT = "<script>window.broken=1</script><img src=x onerror=window.broken=1><b>粗</b> &lt;"
LONG = "很" * 20 + "W" * 700
TURNED = "\u202eمرحبا\u202c exe.\u202ecod \u2067עברית\u2069"
HOSTILE = (SCRIPT, LONG, TURNED, "javascript:window.broken=1", 'https://a.cn/"onmouseover="window.broken=1')


async def _unharmed(window: Window) -> None:
    assert await window.page.evaluate("window.broken") is None
    assert await window.page.locator("main script, main img, main b, nav img, nav script").count() == 0
    assert await window.shows_all()


async def test_messages_names_notes_titles_files_and_quotes_stay_text(sim: Simulator, opens: Opens) -> None:
    person = sim.add_user(f"陈{SCRIPT}")
    person.note = f"{SCRIPT}{LONG}"
    sim.add_group(f"组{SCRIPT}{TURNED}", members=[person])
    first = sim.say(person, "/start")
    for text in HOSTILE:
        first = sim.say(person, text, reply_to=first)
    sim.send_file(person, f"{LONG}<img src=x onerror=window.broken=1>.docx", b"x", caption=SCRIPT)
    for width in (1280, 360):
        window = await opens(sim.url, width=width)
        pane = await window.be(f"陈{SCRIPT}")
        for text in HOSTILE:
            await expect(pane.messages.get_by_text(text, exact=True).last).to_be_attached()
        await expect(pane.newest.get_by_role("link")).to_contain_text("<img src=x")
        await expect(window.pane().root.get_by_label("以谁的身份")).to_contain_text(SCRIPT)
        await _unharmed(window)


async def test_right_to_left_text_does_not_turn_what_stands_beside_it(sim: Simulator, opens: Opens) -> None:
    sim.add_user("שלום").note = "书记"
    sim.say("שלום", TURNED)
    window = await opens(sim.url)
    pane = await window.be("שלום")
    time = await pane.newest.locator("time").bounding_box()
    bubble = await pane.newest.locator(".bubble").bounding_box()
    assert time is not None
    assert bubble is not None
    assert time["x"] + time["width"] / 2 > bubble["x"] + bubble["width"] / 2  # the time stays on the right
    await expect(window.person("שלום").locator("bdi").first).to_have_text("שלום")


async def test_a_bots_formatting_is_rebuilt_from_a_list_and_its_answers_are_text(
    sim: Simulator, bot: Api, opens: Opens
) -> None:
    chat = sim.add_user("陈同志").id
    sim.say("陈同志", "/start")
    text = '<b>粗</b><a href="https://a.cn/x">章程</a><pre>a &lt;script&gt;window.broken=1&lt;/script&gt;</pre>'
    await bot.ok("sendMessage", chat_id=chat, text=text, parse_mode="HTML")
    markup = json.dumps({"inline_keyboard": [[{"text": SCRIPT, "callback_data": "x"}]]})
    await bot.ok("sendMessage", chat_id=chat, text="按", reply_markup=markup)
    window = await opens(sim.url)
    pane = await window.be("陈同志")
    assert await pane.messages.nth(1).locator("b, a, pre").count() == 3
    await pane.press(SCRIPT)
    await expect(pane.newest.locator("[aria-busy]")).to_be_visible()
    await until(lambda: sim.world.presses, "the press")
    press = next(iter(sim.world.presses.values()))
    await bot.ok("answerCallbackQuery", callback_query_id=press.id, text=SCRIPT, show_alert="true")
    await expect(window.page.get_by_role("dialog")).to_contain_text(SCRIPT)
    assert await window.page.evaluate("window.broken") is None
    assert await window.page.locator("main script, main img, dialog img, dialog b").count() == 0
