"""Whatever Telegram may send: 5,000 updates made from its own description go through the bot, and it still serves.

The number in brackets is the seed.
"""

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.handlers import ROUTERS
from bot.rules.language import Language
from bot.store.base import Stage
from bot.store.inbox import InboxRow
from bot.texts import texts_of
from simulator.description import update_kinds
from simulator.simulator import Simulator
from simulator.types_described import book
from tests.scene import ZONE, Scene
from tests.spine.any_update import Cast, Maker
from tests.spine.any_words import SERVICE_ACCOUNTS, STRANGERS
from tests.stories.sending import send

OFFICERS = ("郑书记", "孙组织", "李组长")  # more buttons than others', so they act more often
EACH, BATCH = 625, 25
SEEDS = range(2026, 2030)  # on two databases: 5,000 updates


def _commands() -> list[str]:
    return [route.key for router in ROUTERS for route in router.routes if route.kind == "command"]


def _files(simulator: Simulator) -> dict[str, str]:
    """A document and a photo that Telegram holds."""
    sender = simulator.add_user("寄件人")
    document = simulator.send_file(sender, "材料.docx", b"PK")
    photo = simulator.send_file(sender, "图.png", b"\x89PNG\r\n\x1a\n" + bytes(8) + bytes([0, 0, 1, 0]) * 2, "photo")
    assert document.document is not None
    assert photo.photo is not None
    return {"Document": document.document.id, "PhotoSize": photo.photo.id}


async def _at_work(branch: Scene) -> Cast:
    """A meeting, a ballot, a report, a bound group: something for the presses to meet."""
    simulator = branch.simulator
    secretary, author = branch.person("郑书记"), branch.person("陈正式")
    names = [*branch.cast, *OFFICERS * 3]
    group = simulator.add_group("支部群", members=[secretary.user, author.user])
    secretary.says("/bind", chat=group)
    await secretary.presses("示范机关党支部", chat=group)
    secretary.says("/newmeeting\n类型：集中学习\n主题：学习\n时间：2026-11-20 15:00\n地点：会议室\n参加：全体党员")
    await secretary.presses("确认")
    secretary.says("/newvote\n事项：是否同意？\n方式：记名\n截止：2026-11-20 18:00\n参加：全体党员")
    await secretary.presses("确认")
    await send(secretary, "一份学习材料")
    author.says("/report 我的思想汇报")
    author.says("/dues")
    await branch.quiet()
    people = [branch.person(name).user.id for name in names]
    return Cast(simulator, people, [group.id], _commands(), _files(simulator))


def _for_strangers(*keys: str) -> set[str | None]:
    """What a stranger may be told: these short texts, and the one line."""
    texts = texts_of(ZONE, Language.ZH)
    lines = {texts.message(language, "home/stranger", {}) for language in Language}
    return {None, *lines, *(texts.short(language, key) for language in Language for key in keys)}


def _told_to_strangers(simulator: Simulator) -> set[str | None]:
    strangers = {*STRANGERS, *SERVICE_ACCOUNTS}
    said = {call.params.get("text") for call in simulator.calls if call.chat in strangers}
    return said | {press.answer for press in simulator.world.presses.values() if press.user.id in strangers}


async def _stages(branch: Scene) -> dict[str, int]:
    assert branch.bot is not None
    async with branch.bot.database.reading() as session:
        rows = await session.execute(select(InboxRow.stage, func.count()).group_by(InboxRow.stage))
        return {row[0]: row[1] for row in rows}


@pytest.mark.parametrize("seed", SEEDS)
async def test_no_update_is_an_error_and_none_makes_the_bot_call_wrongly(branch: Scene, seed: int) -> None:
    maker = Maker(seed, await _at_work(branch))
    with capture_logs() as logs:
        for _ in range(EACH // BATCH):
            for _ in range(BATCH):
                branch.simulator.deliver(*maker.update())
            await branch.rest()
        await branch.quiet()
    assert [entry for entry in logs if entry["log_level"] == "error"] == []
    stages = await _stages(branch)
    assert set(stages) == {Stage.DONE}
    assert stages[Stage.DONE] > EACH
    assert [press for press in branch.simulator.world.presses.values() if not press.answered] == []
    assert _told_to_strangers(branch.simulator) <= _for_strangers("home.stranger", "home.old_button")
    assert branch.simulator.violations == []
    retired = branch.person("高退休")
    await branch.bind("高退休")
    retired.says("/privacy")
    await retired.sees("您的思想汇报")


def test_the_updates_are_of_every_kind_and_have_every_field_of_a_message(simulator: Simulator) -> None:
    maker = Maker(SEEDS[0], Cast(simulator, [5], [-5], ["start"], {}))
    kinds, fields = set(), set()
    for _ in range(2 * EACH):
        kind, body = maker.update()
        kinds.add(kind)
        fields |= set(body) if kind == "message" else set()
    assert kinds == update_kinds()
    assert fields == set(book()["types"]["Message"]["fields"])
