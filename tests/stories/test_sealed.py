"""What people write is nowhere in clear: not in the database, not while it waits at a door, not under an older key."""

from sqlalchemy import func, select

from bot.console.installation import rotate_keys
from bot.store.base import Stage
from bot.store.inbox import InboxRow
from bot.store.outbox import OutboxRow
from tests.scene import Actor, Scene
from tests.waiting import until

SECRET = "我最近思想上有一个很具体的波动"


def _is_in_clear(scene: Scene) -> bool:
    """Whether the text, or Telegram's parameters around it, can be read from the files as they lie there."""
    data = scene.place.on_disk()
    spellings = (SECRET.encode(), SECRET.encode("unicode_escape"), b'"from"', b'"reply_markup"')
    return any(spelling in data for spelling in spellings)


async def _count(scene: Scene, stage: Stage) -> int:
    if scene.bot is None:
        raise LookupError("the bot does not run")
    async with scene.bot.database.reading() as session:
        counts = [
            await session.scalar(select(func.count()).select_from(table).where(table.stage == stage))
            for table in (InboxRow, OutboxRow)
        ]
    return sum(count or 0 for count in counts)


async def _drafted(scene: Scene) -> Actor:
    chen = scene.person("陈正式")
    chen.says(f"/report {SECRET}")
    await chen.sees("已记入草稿")
    return chen


async def _left_waiting(scene: Scene) -> Actor:
    """Telegram does not take a preview of the report: it waits in the outbox, and the bot is stopped."""
    chen = await _drafted(scene)
    scene.simulator.fault(method="editMessageText", kind="500", times=1)
    await chen.taps("预览")
    await until(lambda: scene.simulator.calls[-1].method == "editMessageText", "the preview to be refused")
    await scene.stop()
    return chen


async def test_a_report_and_the_messages_that_carried_it_are_nowhere_in_clear(branch: Scene) -> None:
    chen = await _drafted(branch)
    await chen.presses("预览")
    await chen.sees(SECRET)
    assert not _is_in_clear(branch)
    await branch.quiet()
    assert not _is_in_clear(branch)


async def test_what_waits_is_sealed_and_is_delivered_under_the_next_key(branch: Scene) -> None:
    chen = await _left_waiting(branch)
    assert not _is_in_clear(branch)
    await rotate_keys(branch.settings)
    await branch.start()
    await chen.sees(SECRET)


async def test_what_no_key_opens_any_more_is_set_aside_and_the_rest_goes_on(branch: Scene) -> None:
    chen = await _left_waiting(branch)
    (branch.settings.keys_dir / "doors.key").unlink()
    await branch.start()
    chen.says("/privacy")
    await chen.sees("您的思想汇报")
    await branch.quiet()
    assert await _count(branch, Stage.SET_ASIDE) == 1
    assert not chen.has_seen(SECRET)


async def test_keys_are_rotated_beside_the_running_bot_and_reports_stay_readable(branch: Scene) -> None:
    chen = await _drafted(branch)
    line, _ = await rotate_keys(branch.settings)
    assert "1 份" in line
    await chen.presses("预览")
    await chen.sees(SECRET)
    await chen.presses("提交")
    await branch.person("郑书记").sees("陈正式")
