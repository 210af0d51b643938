"""The demo in the browser: the tour from the first to the last step, live cards, the clock, and every fault."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Locator, Route, expect

from tests.browser.conftest import Opens
from tests.browser.window import Pane, Window

BRANCH = "示范机关党支部"
_MORNING = 3_000  # milliseconds in which the bot speaks on a morning, if at all


async def test_the_tour_from_the_first_step_to_the_last(address: str, opens: Opens) -> None:
    window = await opens(address, 1440, 900)
    await window.button(re.compile("看导览")).click()
    steps = window.page.get_by_role("complementary", name="导览").get_by_role("listitem")
    await expect(steps.first).to_be_visible()
    assert await steps.count() >= 9
    for step in await steps.all():
        await step.get_by_role("button", name="办一遍").click()
        await expect(step.get_by_role("status")).to_have_text("已完成")
        await _pointed_at(window, step)
    await window.page.reload()
    await window.button("导览").click()
    await expect(steps.first.get_by_role("status")).to_have_text("已完成")  # done is done, whoever looks


async def _pointed_at(window: Window, step: Locator) -> None:
    """Each place that the step names is open, and in it a message of the bot is marked and in sight."""
    names = [text.removeprefix("看：") for text in await step.get_by_role("button", name="看：").all_inner_texts()]
    await expect(window.panes).to_have_count(len(names))
    for index, name in enumerate(names):
        pane = window.pane(index)
        person = re.sub(r".*（(.*)）", r"\1", name)
        await expect(pane.root.get_by_label("以谁的身份").locator("option:checked")).to_have_text(person)
        await expect(pane.pointed).to_be_in_viewport()
        await expect(pane.pointed).not_to_have_class(re.compile("mine"))


async def test_an_answer_in_private_changes_the_card_in_the_group_in_another_window(address: str, opens: Opens) -> None:
    secretary, member = await opens(address), await opens(address)
    pane = await secretary.be("郑书记")
    await pane.say("/newmeeting\n类型：党员大会\n主题：双窗口\n时间：后天 15:00\n地点：三楼会议室\n参加：全体党员")
    # The tour has left other previews, and other meetings that wait for answers.
    await expect(pane.newest).to_contain_text(re.compile("请核对.*双窗口", re.DOTALL))
    await pane.press("确认")
    await pane.sees(re.compile("双窗口.*等待答复", re.DOTALL))
    await pane.root.get_by_role("button", name=BRANCH).click()
    await expect(pane.message("双窗口")).to_contain_text("参加 0 · 请假 0")
    private = await member.be("陈同志")
    await private.sees("双窗口")
    await private.press("参加")
    await private.sees("您的答复：参加")
    await expect(pane.message("双窗口")).to_contain_text("参加 1 · 请假 0")
    await pane.root.get_by_label("以谁的身份").select_option("褚同志")
    await pane.press("请假")
    await expect(pane.message("双窗口")).to_contain_text("参加 1 · 请假 1")


async def test_a_report_goes_up_as_docx_and_comes_down_again(address: str, opens: Opens, tmp_path: Path) -> None:
    file = tmp_path / "学习材料.docx"
    file.write_bytes(b"PK\x03\x04" + b"x" * 5000)
    window = await opens(address)
    pane = await window.be("周宣传")
    await pane.say("/broadcast")
    await pane.sees("请发来内容")
    await pane.send_file(file)
    await pane.press("全体党员")
    await pane.press("确认")
    receiver = await window.be("赵同志")
    link = receiver.message("学习材料.docx").get_by_role("link")
    async with window.page.expect_download() as coming:
        await link.click()
    assert Path(await (await coming.value).path()).read_bytes() == file.read_bytes()


async def test_a_moved_clock_reminds_and_the_strip_leads_to_the_reminders(address: str, opens: Opens) -> None:
    window = await opens(address)
    await window.button("月末").click()
    await window.button("月末").click()  # of the next month
    strip = await _morning_with_reminders(window)
    await expect(strip).to_contain_text(re.compile(r"送达 \d+ 人"))
    await window.button("打开看看").click()
    await window.page.get_by_role("list", name="这次拨钟引起的消息").get_by_role("button").first.click()
    await expect(window.pane().pointed).to_be_in_viewport()


async def _morning_with_reminders(window: Window) -> Locator:
    """The bot is silent on days off: one more morning is tried until it speaks."""
    strip = window.page.get_by_role("status").filter(has_text="已拨到")
    for _ in range(10):
        await window.button("下个 08:30").click()
        try:
            await expect(strip).to_contain_text("条消息", timeout=_MORNING)
        except AssertionError:
            continue
        return strip
    raise AssertionError("ten mornings without a reminder")


@pytest_asyncio.fixture(loop_scope="session")
async def mended(address: str) -> AsyncIterator[None]:
    """A test that fails leaves no fault for the next."""
    yield
    async with aiohttp.ClientSession() as session, session.delete(f"{address}/control/faults") as answer:
        assert answer.status == 200


def _fault(window: Window, name: str) -> Locator:
    return window.page.get_by_role("region", name=name)


async def _switch(window: Window, name: str) -> Locator:
    """Turns it, and answers where it is told what happened."""
    knob = _fault(window, name).get_by_role("switch")
    before = await knob.get_attribute("aria-checked")
    await knob.click()
    await expect(knob).to_have_attribute("aria-checked", "false" if before == "true" else "true")
    return _fault(window, name).get_by_role("status")


async def _in_trouble(window: Window, name: str, fault: str) -> tuple[Window, Pane, Locator]:
    """That person's chat with the fault switched on, and where it is told what happened."""
    pane = await window.be(name)
    await window.button("故障").click()
    return window, pane, await _switch(window, fault)


@pytest.mark.usefixtures("mended")
async def test_telegram_down_loses_nothing(address: str, opens: Opens) -> None:
    window, pane, what = await _in_trouble(await opens(address, 1440, 900), "王同志", "Telegram 停摆")
    await expect(what).to_contain_text(re.compile(r"已拒绝 \d+ 次调用（.*getUpdates"))
    await pane.say("/help")
    await pane.sees("/help")  # sent
    await _switch(window, "Telegram 停摆")
    await expect(what).to_contain_text("恢复")
    await pane.sees("您能办的事")
    await expect(what).to_contain_text("机器人补上了")


@pytest.mark.usefixtures("mended")
async def test_what_was_caught_up_is_counted_when_the_page_is_late(address: str, opens: Opens) -> None:
    """The bot may answer before the page has read that the trouble is over."""
    window, pane, what = await _in_trouble(await opens(address, 1440, 900), "张同志", "Telegram 停摆")
    await pane.say("/help")
    await pane.sees("/help")
    answered = asyncio.Event()

    async def late(route: Route) -> None:
        await answered.wait()
        await route.continue_()

    await window.page.route("**/control/state*", late)
    await _fault(window, "Telegram 停摆").get_by_role("switch").click()
    await pane.sees("您能办的事")
    await expect(what).not_to_contain_text("恢复")
    answered.set()
    await expect(what).to_contain_text(re.compile("恢复：.*机器人补上了：1 条消息"))


@pytest.mark.usefixtures("mended")
async def test_a_storm_of_429s_delays_and_loses_nothing(address: str, opens: Opens) -> None:
    window, pane, what = await _in_trouble(await opens(address, 1440, 900), "马同志", "429 限流风暴")
    await pane.say("/help")
    await expect(what).to_contain_text(re.compile(r"已拒绝 \d+ 次调用"))
    await _switch(window, "429 限流风暴")
    await pane.sees("您能办的事")
    await expect(what).to_contain_text("机器人补上了")


async def test_a_member_blocks_the_bot_and_lets_it_in_again(address: str, opens: Opens) -> None:
    window = await opens(address, 1440, 900)
    pane = await window.be("唐同志")
    await window.button("故障").click()
    await _fault(window, "成员屏蔽机器人").get_by_label("成员", exact=True).select_option("唐同志")
    what = await _switch(window, "成员屏蔽机器人")
    await expect(what).not_to_be_empty()
    await expect(pane.root.get_by_role("button", name="解除对机器人的屏蔽")).to_be_visible()
    await expect(window.person("唐同志")).to_contain_text("已屏蔽机器人")
    await _switch(window, "成员屏蔽机器人")
    await expect(what).to_contain_text("恢复")
    await pane.say("/help")
    await pane.sees("您能办的事")


async def test_the_bot_is_killed_and_starts_again_with_what_waited(address: str, opens: Opens) -> None:
    window, pane, what = await _in_trouble(await opens(address, 1440, 900), "杨同志", "杀掉机器人")
    await pane.say("/help")
    await expect(what).to_contain_text("人们的 1 个动作在等它")
    await _switch(window, "杀掉机器人")
    await pane.sees("您能办的事")
    await expect(what).to_contain_text("机器人补上了")
