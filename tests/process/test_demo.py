"""The main job from end to end in the demo, by its control interface alone: the bot is a child process of the demo."""

import re
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.child import environment_of
from bot.demo import settings_of
from bot.settings import Settings
from tests.process.demos import demo
from tests.process.page import Page
from tests.waiting import PATIENCE

BRANCH = "示范机关党支部"
REPORT = "敬爱的党组织：本季度我认真学习了党章，参加了下乡调研，思想上有新的收获。"


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    """Of a demo as a newcomer starts it, with Telegram's flood limits; its history is another test's."""
    async with demo() as running:
        running.page.forget()
        yield running.page


async def _invited(page: Page) -> None:
    page.say("孙组织", "/invite")
    await page.press("孙组织", "新同志")
    message = await page.sees("孙组织", "新同志同志的邀请链接")
    link = re.search(r"https://t\.me/\S+", message["text"])
    assert link is not None
    page.act("link", user="新同志", url=link[0])
    await page.sees("新同志", "新同志同志，您好！")
    await page.sees("孙组织", "新同志同志已用邀请码绑定了账号")


async def _reported(page: Page) -> None:
    page.say("陈同志", "/report")
    await page.press("陈同志", "写汇报")
    page.say("陈同志", REPORT)
    await page.press("陈同志", "预览")
    await page.press("陈同志", "提交")
    page.say("郑书记", "/report")
    await page.press("郑书记", "待阅的思想汇报")
    await page.press("郑书记", "陈同志")  # 查看 would open the one that waits since yesterday
    await page.press("郑书记", "退回")
    page.say("郑书记", "请补充工作中的不足。")
    await page.press("郑书记", "确认")
    await page.sees("陈同志", "请补充工作中的不足。")
    await page.press("陈同志", "修改")
    await page.sees("陈同志", "会替换原来的全文")
    page.say("陈同志", REPORT + "不足：调研不够深入。")
    await page.press("陈同志", "提交")
    page.say("郑书记", "/report")
    await page.press("郑书记", "待阅的思想汇报")
    await page.sees("郑书记", "陈同志", "第 2 稿")


async def _paid(page: Page) -> None:
    page.say("陈同志", "/dues")
    await page.sees("陈同志", "130.50")  # 8700 yuan at 1.5 %
    await page.press("陈同志", "确认已交")
    page.say("孙组织", "/ledger")
    await page.sees("孙组织", "党费台账", "陈同志")
    await page.press("孙组织", "陈同志")
    await page.press("孙组织", "收讫")
    await page.sees("陈同志", "收讫")


async def _met(page: Page) -> None:
    form = "类型：党员大会\n主题：年终党员大会\n时间：后天 15:00\n地点：三楼会议室\n参加：全体党员"
    page.say("郑书记", f"/newmeeting\n{form}")
    await page.sees("郑书记", "请核对", "年终党员大会")
    await page.press("郑书记", "确认")
    await page.sees("陈同志", "年终党员大会")
    await page.press("陈同志", "参加")
    await page.sees("陈同志", "您的答复：参加")
    await page.press("褚同志", "未定", chat=BRANCH)
    await page.sees("褚同志", "参加 1 · 请假 0 · 未定 1", chat=BRANCH)


async def _voted(page: Page) -> None:
    page.say("郑书记", "/newvote\n事项：是否同意年度学习计划\n方式：记名")
    await page.sees("郑书记", "请核对", "年度学习计划")
    await page.press("郑书记", "确认")
    await page.sees("陈同志", "年度学习计划")
    await page.press("陈同志", "赞成")
    await page.sees("陈同志", "您的选择：赞成")
    await page.press("褚同志", "反对", chat=BRANCH)
    page.say("郑书记", "/tally")
    await page.press("郑书记", "1. 是否同意年度学习计划")
    await page.press("郑书记", "结束投票")
    await page.press("郑书记", "确认")
    await page.sees("陈同志", "意见征集结果")


async def _broadcast(page: Page) -> None:
    page.say("周宣传", "/broadcast")
    page.say("周宣传", "请学习《条例》第三章。")
    await page.press("周宣传", "全体党员")
    await page.press("周宣传", "确认")
    await page.sees("陈同志", "请学习《条例》第三章。")
    await page.press("陈同志", "已学习")
    await page.sees("周宣传", "已学习 1")


REMINDED = {"李组长": "党小组会", "周宣传": "党课", "林预备": "思想汇报", "褚同志": "党费"}


async def _reminded(page: Page) -> None:
    """A working day near a quarter's end: each of the four is told, and once however often the bot is woken."""
    day = date(datetime.fromisoformat(page.look("clock")["now"]).year + 1, 3, 31)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    page.act("clock", now=f"{day}T09:00:00+08:00")
    for name, duty in REMINDED.items():
        await page.sees(name, "提醒", duty)
    told = {name: len(page.seen(name, "提醒")) for name in REMINDED}
    for _ in range(3):
        page.act("clock", by=60)
        # Its answer comes after whatever the move of the clock has caused.
        page.say("李组长", "/help")
        await page.sees("李组长", "您能办的事")
        page.act("press", user="李组长", label="« 返回", wait=PATIENCE)
    assert {name: len(page.seen(name, "提醒")) for name in REMINDED} == told


async def test_the_main_job_from_invitation_to_reminder_by_the_control_interface_alone(page: Page) -> None:
    await _invited(page)
    await _reported(page)
    await _paid(page)
    await _met(page)
    await _voted(page)
    await _broadcast(page)
    await _reminded(page)


def test_nothing_of_the_surroundings_but_the_language_reaches_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("BOT_TIMEZONE=Europe/Paris\nBOT_PACE=off\n", encoding="utf-8")
    for name, value in (("DATABASE_URL", "sqlite:///elsewhere.db"), ("TOKEN", "2:real"), ("LANGUAGE", "en")):
        monkeypatch.setenv(f"BOT_{name}", value)
    settings = settings_of("http://127.0.0.1:1", tmp_path)
    for name, value in environment_of(settings).items():
        monkeypatch.setenv(name, value)
    for seen in (settings, Settings()):  # here, and in the bot's own process
        assert seen.database == f"sqlite:///{tmp_path / 'data' / 'branch.db'}"
        assert (seen.timezone, seen.pace, seen.language) == ("Asia/Shanghai", "telegram", "en")
        assert seen.token.get_secret_value() == "1:demo"
