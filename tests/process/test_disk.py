"""When the ground gives way: the database held by another program, no room left, keys gone. Nothing is lost."""

import contextlib
import shutil
import sqlite3
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from bot.app import Bot
from tests.databases import Place
from tests.process.running import Process, command
from tests.scene import Scene
from tests.waiting import until

PRIVACY = "您的思想汇报"


@contextlib.asynccontextmanager
async def _no_room(bot: Bot) -> AsyncIterator[None]:
    """The database may not grow by a single page: SQLite says that the disk is full."""
    async with bot.database._writer.begin() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count = 1")  # means: as many as there are now
    yield
    async with bot.database._writer.begin() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count = 1000000")


def _running(scene: Scene) -> Bot:
    if scene.bot is None:
        raise LookupError("the bot does not run")
    return scene.bot


async def test_a_database_that_another_program_holds_is_waited_for(scene: Scene, place: Place) -> None:
    """For longer than SQLite itself waits, so for more than ten seconds."""
    if place.kind != "sqlite":
        pytest.skip("there a writer waits for another without end")
    await scene.found()
    codes = await scene.codes()
    chen = scene.person("陈正式")
    async with Process(scene.settings, scene.folder / "log") as bot:
        chen.says(f"/start {codes['陈正式']}")
        await chen.sees("请选择要办的事")
        with contextlib.closing(sqlite3.connect(scene.settings.data_dir / "branch.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for number in range(5):
                chen.says(f"/report 第{number}段。")
            await until(lambda: "engine.waiting" in bot.log(), "the bot to have waited in vain")
            assert chen.has_seen("已记入草稿") == 0
            other.execute("ROLLBACK")
        await chen.sees("已记入草稿，共 24 字")
        assert "第0段" not in bot.log()
        bot.terminate()
        assert await bot.ended() == 0


async def test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room(branch: Scene, place: Place) -> None:
    if place.kind != "sqlite":
        pytest.skip("SQLite's own limit stands for the full disk")
    chen, zheng = branch.person("陈正式"), branch.person("郑书记")
    chen.says("/report 第一段。")
    await chen.sees("已记入草稿，共 4 字")
    await branch.quiet()
    with capture_logs() as logs:
        async with _no_room(_running(branch)):
            for _ in range(3):
                chen.says("满" * 4000)
            zheng.says("/privacy")
            await until(lambda: any("wait" in entry for entry in logs), "the bot to have met the end of the disk")
            assert chen.has_seen("已记入草稿，共 12007 字") == 0
        await chen.sees("已记入草稿，共 12007 字")
        await zheng.sees(PRIVACY)
        await branch.quiet()
    assert zheng.has_seen(PRIVACY) == 1
    assert "满" not in str(logs)
    assert (await branch.place.rows("inbox"))["inbox"][-1]["stage"] == "done"


async def test_without_its_keys_the_bot_does_not_start_and_says_how_to_mend_it(scene: Scene) -> None:
    await scene.found()
    before = await scene.place.rows()
    key = scene.settings.keys_dir / "reports.key"
    kept = key.read_bytes()
    key.unlink()
    status, _, err = await command(scene.settings, "run")
    assert status == 2
    assert "reports.key" in err
    assert "Traceback" not in err
    assert "请放回这个文件" in err
    assert not key.exists()
    assert (await scene.place.rows("people"))["people"] == before["people"]
    key.write_bytes(kept)
    key.chmod(0o600)
    status, out, _ = await command(scene.settings, "check")
    assert status == 0, out


async def test_keys_that_go_away_while_it_runs_stop_what_needs_them_and_back_again_nothing_is_lost(
    branch: Scene,
) -> None:
    chen = branch.person("陈正式")
    chen.says("/report 第一段。")
    await chen.sees("已记入草稿，共 4 字")
    await branch.quiet()
    away = branch.folder / "away"
    shutil.move(branch.settings.keys_dir, away)
    with capture_logs() as logs:
        chen.says("第二段。")
        await until(lambda: any("wait" in entry for entry in logs), "the bot to have missed its keys")
        shutil.move(away, branch.settings.keys_dir)
        await chen.sees("已记入草稿，共 9 字")
        await branch.quiet()
    assert "第二段" not in str(logs)
    await chen.presses("预览")
    await chen.sees("第一段。\n第二段。")
