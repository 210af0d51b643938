"""The page around the chats: appearance, language, narrow windows, the keyboard alone, a server that goes away."""

import re

import pytest
from playwright.async_api import expect

from simulator import Simulator
from tests.browser.conftest import Opens


@pytest.fixture
def people(sim: Simulator) -> None:
    """Three people who have written, and a group."""
    for name in ("陈同志", "李组长", "郑书记"):
        sim.add_user(name).note = "正式党员 · 第一党小组"
        sim.say(name, f"我是{name}")
    sim.add_group("第一党小组", members=["陈同志", "李组长"])


_GROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_light_and_dark_follow_the_system_until_chosen(sim: Simulator, opens: Opens, dark: bool) -> None:
    window = await opens(sim.url, dark=dark)
    grounds = {False: "rgb(255, 255, 255)", True: "rgb(23, 33, 43)"}
    assert await window.page.evaluate(_GROUND) == grounds[dark]
    for chosen, shown in (("浅色", False), ("深色", True)):
        await window.button(re.compile("外观")).click()
        await expect(window.button(re.compile(f"外观：{chosen}"))).to_be_visible()
        assert await window.page.evaluate(_GROUND) == grounds[shown]
    await window.page.reload()
    await expect(window.button(re.compile("外观：深色"))).to_be_visible()
    assert await window.page.evaluate(_GROUND) == grounds[True]


@pytest.mark.usefixtures("people")
async def test_the_language_is_the_servers_the_addresss_or_chosen(sim: Simulator, opens: Opens) -> None:
    window = await opens(sim.url)
    await window.be("陈同志")
    await window.button("English").click()
    await expect(window.pane().field).to_have_attribute("placeholder", "Message")
    await expect(window.pane().newest).to_contain_text("我是陈同志")  # what was open is open again
    assert await window.page.evaluate("document.documentElement.lang") == "en"
    await window.page.reload()
    await expect(window.button("中文")).to_be_visible()
    other = await opens(f"{sim.url}/?lang=en")
    await expect(other.page.get_by_role("heading", name="People")).to_be_visible()


@pytest.mark.usefixtures("people")
async def test_a_telephone_shows_one_thing_at_a_time_and_cuts_nothing(sim: Simulator, opens: Opens) -> None:
    window = await opens(sim.url, 360, 740, touch=True)
    assert await window.shows_all()
    pane = await window.be("陈同志")
    await expect(pane.newest).to_contain_text("我是陈同志")
    await expect(window.people).to_be_hidden()
    assert await window.shows_all()
    await pane.say("从手机写的")
    await expect(pane.newest).to_contain_text("从手机写的")
    for name in ("拨钟", "故障", "导览"):
        await window.button(name).first.click()
        assert await window.shows_all()
        await window.page.keyboard.press("Escape")
    await pane.root.get_by_role("button", name="返回列表").click()
    await expect(window.person("李组长")).to_be_visible()


@pytest.mark.usefixtures("people")
async def test_everything_can_be_done_by_the_keyboard_alone(sim: Simulator, opens: Opens) -> None:
    window = await opens(sim.url)
    key = window.page.keyboard.press
    focused = window.page.locator("*:focus")
    await key("Control+k")
    await expect(focused).to_have_attribute("type", "search")
    await window.page.keyboard.type("组长")
    await key("ArrowDown")
    await expect(focused).to_contain_text("李组长")
    await key("Enter")
    pane = window.pane()
    await expect(pane.field).to_be_focused()
    await window.page.keyboard.type("只用键盘")
    await key("Enter")
    await expect(pane.newest).to_contain_text("只用键盘")
    await key("Shift+Tab")  # the command button
    await key("Shift+Tab")  # the newest message's own buttons
    await expect(focused).to_have_attribute("aria-label", "删除这条消息")
    await key("Enter")
    await expect(pane.newest).to_contain_text("我是李组长")
    await key("Control+k")
    await key("Escape")
    await key("Tab")
    await key("Tab")
    await expect(focused).to_contain_text("李组长")  # the list is one stop, at the person in use
    await key("ArrowUp")
    await key("Enter")
    await expect(pane.newest).to_contain_text("我是陈同志")


@pytest.mark.usefixtures("people")
async def test_the_first_key_leads_past_everything_to_the_message_field(sim: Simulator, opens: Opens) -> None:
    window = await opens(sim.url)
    pane = await window.be("陈同志")
    await window.page.reload()
    await expect(pane.newest).to_contain_text("我是陈同志")
    await window.page.keyboard.press("Tab")
    await expect(window.page.get_by_role("link", name="跳到消息输入框")).to_be_focused()
    await window.page.keyboard.press("Enter")
    await expect(pane.field).to_be_focused()


@pytest.mark.usefixtures("people")
async def test_the_page_finds_back_to_a_server_that_was_away(opens: Opens) -> None:
    sim = Simulator(limits=False)
    sim.add_user("陈同志")
    sim.add_user("李组长")
    async with sim.serve() as address:
        window = await opens(address)
        pane = await window.be("陈同志")
    port = int(address.rsplit(":", 1)[1])
    await expect(window.page.get_by_role("alert")).to_have_text(re.compile("连接断了"))
    sim.say("陈同志", "没连上的时候写的")
    async with sim.serve(port):
        await expect(pane.newest).to_contain_text("没连上的时候写的")
        await expect(window.page.locator("#offline")).to_be_hidden()
        await pane.say("又连上了")
        await expect(pane.newest).to_contain_text("又连上了")
        await window.page.goto("about:blank")


@pytest.mark.usefixtures("people")
async def test_two_people_side_by_side_see_one_group(sim: Simulator, opens: Opens) -> None:
    window = await opens(sim.url)
    await window.be("陈同志")
    await window.button("并排显示两个人").click()
    left, right = window.pane(0), window.pane(1)
    await right.root.get_by_label("以谁的身份").select_option("李组长")
    for pane in (left, right):
        await pane.root.get_by_role("button", name="第一党小组").click()
    await left.say("看得到吗")
    await expect(right.newest).to_contain_text("看得到吗")
    await right.say("看得到")
    await expect(left.newest).to_contain_text("看得到")
    await right.root.get_by_role("button", name="关闭这一栏").click()
    await expect(window.panes).to_have_count(1)
