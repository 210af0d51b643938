"""The clock's strip: every jump, and what a jump caused."""

from datetime import datetime, timedelta, timezone

import pytest
from playwright.async_api import expect

from simulator import Simulator
from tests.browser.conftest import Opens
from tests.simulator.api import Api

_ZONE = timezone(timedelta(hours=8))
START = datetime(2026, 11, 25, 10, 0, tzinfo=_ZONE)
JUMPS = {
    "+1 天": "2026年11月26日 周四 10:00",
    "下个 08:30": "2026年11月26日 周四 08:30",
    "月末": "2026年11月30日 周一 18:00",
    "季末": "2026年12月31日 周四 18:00",
}


@pytest.mark.parametrize(("label", "shown"), JUMPS.items(), ids=JUMPS)
async def test_a_jump_moves_the_world(sim: Simulator, opens: Opens, label: str, shown: str) -> None:
    sim.add_user("陈同志")
    sim.add_user("李组长")
    sim.clock.move(to=START)
    window = await opens(sim.url)
    await window.button(label).click()
    await expect(window.page.get_by_role("group", name="模拟时钟").locator("time")).to_contain_text(shown)
    await expect(window.page.get_by_role("status").filter(has_text=f"已拨到 {shown}")).to_be_visible()
    assert f"{sim.clock.now().astimezone(_ZONE):%H:%M}" == shown[-5:]


async def test_any_date_and_back_to_the_real_time(sim: Simulator, opens: Opens) -> None:
    sim.add_user("陈同志")
    sim.add_user("李组长")
    window = await opens(sim.url)
    await window.button("选日期时间…").click()
    await window.page.get_by_label("日期和时间").fill("2027-03-31T09:00")
    await window.page.get_by_role("dialog").get_by_role("button", name="拨钟").click()
    await expect(window.page.get_by_role("group", name="模拟时钟")).to_contain_text("2027年3月31日 周三 09:00")
    await window.button("现在").click()
    await expect(window.page.get_by_role("group", name="模拟时钟")).not_to_contain_text("2027年3月31日")
    assert abs(sim.clock.offset) < 5


async def test_the_strip_tells_what_a_move_caused_and_opens_it(sim: Simulator, bot: Api, opens: Opens) -> None:
    people = [sim.add_user(name) for name in ("陈同志", "李组长", "郑书记")]
    for person in people:
        sim.say(person, "/start")
    group = sim.add_group("第一党小组", members=people)
    window = await opens(sim.url)
    await window.be("郑书记")
    await window.button("+1 天").click()
    strip = window.page.get_by_role("status").filter(has_text="已拨到")
    await expect(strip).to_contain_text("机器人还没有动静")
    for person in people[:2]:
        for number in (1, 2):
            await bot.ok("sendMessage", chat_id=person.id, text=f"提醒 {number}")
    await bot.ok("sendMessage", chat_id=group.id, text="提醒大家")
    await expect(strip).to_contain_text("5 条消息，送达 2 人、1 个群")
    sim.say("郑书记", "/help")
    await bot.ok("sendMessage", chat_id=people[2].id, text="帮助")  # an answer, not a reminder
    await expect(window.pane().newest).to_contain_text("帮助")
    await expect(strip).to_contain_text("5 条消息，送达 2 人、1 个群")
    await window.button("打开看看").click()
    caused = window.page.get_by_role("list", name="这次拨钟引起的消息")
    await expect(caused.get_by_role("button")).to_have_text(["陈同志 2", "李组长 2", "第一党小组 1"])
    await caused.get_by_role("button", name="李组长").click()
    await expect(window.pane().pointed).to_contain_text("提醒 1")
    await expect(window.pane().root.get_by_label("以谁的身份")).to_contain_text("李组长")
