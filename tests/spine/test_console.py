"""What the command line says, as lines: every text of it, in the installation's language and its twin."""

import os
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pydantic import SecretStr
from sqlalchemy import text

from bot import keys
from bot.console import Problem, say
from bot.console.check import check
from bot.console.installation import init, migrate, rotate_keys
from bot.console.roster import import_roster, invites, invites_text, write_invites, write_template
from bot.console.running import run
from bot.keys import reports
from bot.settings import Settings
from bot.store.database import Database, revisions
from tests import twins
from tests.scene import BRANCH, ROSTER, Scene


def _with(scene: Scene, **changes: object) -> Settings:
    return scene.settings.model_copy(update=changes)


async def _lines(settings: Settings) -> str:
    return "\n".join(str(finding) for finding in await check(settings))


async def test_a_new_installation_is_told_step_by_step(scene: Scene) -> None:
    twins.know(BRANCH)
    assert "✗ 还没有建立支部" in await _lines(scene.settings)
    for word in ("已建立", "未改动"):
        assert word in (await init(scene.settings, BRANCH))[0]
    with pytest.raises(Problem, match="这里已建立支部“示范机关党支部”"):
        await init(scene.settings, "另一个支部")
    with pytest.raises(Problem, match="没有设置 BOT_TOKEN"):
        await run(_with(scene, token=SecretStr("")))
    with pytest.raises(Problem, match="没有这个版本：9999"):
        await migrate(scene.settings, "9999")
    assert say(scene.settings, "console.migrated") == "数据库已是最新结构。"
    assert "--output" in say(scene.settings, "console.needs_output")
    assert "密钥已更换" in (await rotate_keys(scene.settings))[0]


async def test_a_roster_is_taken_over_and_its_invitations_printed(scene: Scene) -> None:
    twins.know("火星党员")
    await scene.found()
    lines = await import_roster(scene.settings, scene.folder / "roster.csv")
    assert lines[-2:] == ["unchanged 未变：11", "absent 名册中没有、未删除：0"]
    more = scene.folder / "more.csv"
    more.write_text(ROSTER.replace("陈正式,第一党小组,,正式党员", "陈正式,第二党小组,,正式党员"), encoding="utf-8")
    assert "updated 更新：1（陈正式）" in await import_roster(scene.settings, more)
    more.write_text("姓名,职务,党员类别\n新书记,书记,正式党员\n", encoding="utf-8")
    with pytest.raises(Problem, match="名册没有导入：已经有一位书记"):
        await import_roster(scene.settings, more)
    more.write_text("姓名,党员类别\n甲,火星党员\n", encoding="utf-8")
    with pytest.raises(Problem, match="没有导入任何内容：\n第 2 行"):
        await import_roster(scene.settings, more)
    rows = await invites(scene.settings)
    write_invites(scene.settings, rows, scene.folder / "invites.xlsx")
    heads, first = list(
        load_workbook(scene.folder / "invites.xlsx").worksheets[0].iter_rows(max_row=2, values_only=True)
    )
    assert heads == ("姓名", "职务", "党员类别", "党小组", "绑定情况", "邀请码", "邀请链接", "有效期至")
    assert first[:6] == ("郑书记", "书记", "正式党员", "第一党小组", "未绑定", rows[0]["code"])
    assert invites_text(scene.settings, rows).startswith("郑书记\t/start ")
    assert invites_text(scene.settings, []) == "所有人都已绑定。"
    assert write_template(scene.settings, scene.folder / "t.csv").startswith("名册模板：")
    with pytest.raises(Problem, match="只能读取"):
        write_template(scene.settings, scene.folder / "t.ods")


async def test_check_names_what_is_wrong(scene: Scene) -> None:
    await scene.found()
    assert "✓ 数据库：示范机关党支部，11 人，已绑定 0 人" in await _lines(scene.settings)
    assert "✓ 机器人：@" in await _lines(scene.settings)
    assert "✗ 没有设置 BOT_TOKEN" in await _lines(_with(scene, token=SecretStr("")))
    assert "✗ Telegram 不认这个 BOT_TOKEN" in await _lines(_with(scene, token=SecretStr("2:wrong")))
    assert "✗ 网络：连不上" in await _lines(_with(scene, api_url="http://127.0.0.1:9"))
    assert "✗ 密钥：BOT_KEYS_DIR 在 BOT_DATA_DIR 里面" in await _lines(_with(scene, data_dir=scene.folder))
    nowhere = _with(scene, database_url=f"sqlite:///{scene.folder}")
    assert "✗ 数据库打不开" in await _lines(nowhere)
    key = scene.settings.keys_dir / "reports.key"
    key.chmod(0o644)
    assert f"chmod 600 {key}" in await _lines(scene.settings)
    left = key.with_name("doors.key.old")
    left.touch()
    assert f"✗ 密钥：{left} 是更换密钥时中断留下的" in await _lines(scene.settings)
    key.rename(key.with_suffix(".away"))
    assert "✗ 密钥：" in await _lines(scene.settings)
    assert "不见了" in await _lines(scene.settings)


async def test_check_names_what_root_is_never_refused(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests may run as root, to whom everything is open: so what others meet is put on."""
    await scene.found()
    scene.settings.data_dir.mkdir(exist_ok=True)  # which PostgreSQL has no need of
    key = scene.settings.keys_dir / "doors.key"
    monkeypatch.setattr(keys, "problems", lambda folder: [("key_owner", key)])
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert f"✗ 密钥：{key} 与所在的文件夹不属于同一个用户" in await _lines(scene.settings)
    assert f"✗ 无法读写 {scene.settings.data_dir}（Permission denied）" in await _lines(scene.settings)


async def test_a_database_without_a_branch_leads_to_init(scene: Scene) -> None:
    await migrate(scene.settings)
    assert "✗ 还没有建立支部，请先运行 init --branch 名称。" in await _lines(scene.settings)
    with pytest.raises(Problem, match="还没有建立支部，请先运行 init"):
        await invites(scene.settings)


async def test_check_only_looks(scene: Scene, tmp_path: Path) -> None:
    new = tmp_path / "new"
    fresh = _with(scene, data_dir=new, keys_dir=tmp_path / "none", database_url="")
    assert "✗ 还没有建立支部" in await _lines(fresh)
    assert not new.exists()
    await scene.found()
    await migrate(scene.settings, revisions()[-2])
    assert f"需要 {revisions()[-1]}）。请运行 migrate" in await _lines(scene.settings)
    database = Database(scene.settings.database)
    assert await database.revision() == revisions()[-2]
    await database.migrate()
    async with database.writing() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()
    assert "✗ 数据库的结构（9999）比程序新" in await _lines(scene.settings)
    for command in (init(scene.settings, BRANCH), invites(scene.settings), run(scene.settings)):
        with pytest.raises(Problem, match="比程序新"):
            await command


async def test_check_names_keys_that_do_not_open_what_is_stored(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/report")
    await chen.presses("写汇报")
    chen.says("一段汇报")
    await chen.presses("预览")
    await chen.presses("提交")
    zheng = branch.person("郑书记")
    zheng.says("/newvote\n事项：选一个方案\n方式：无记名")
    await zheng.presses("确认")
    await chen.sees("选一个方案")
    await branch.stop()
    key, of_ballot = (branch.settings.keys_dir / name for name in ("reports.key", "ballot-1.key"))
    assert "✗" not in await _lines(branch.settings)
    kept = key.read_bytes(), of_ballot.read_bytes()
    key.write_bytes(reports.fresh())
    of_ballot.write_bytes(b"00" * 32)
    told = await _lines(branch.settings)
    assert all(f"✗ 密钥：{path} 打不开已保存的内容" in told for path in (key, of_ballot))
    with pytest.raises(Problem, match="打不开已保存的内容"):
        await rotate_keys(branch.settings)
    of_ballot.unlink()
    key.unlink()
    told = await _lines(branch.settings)
    assert f"✗ 密钥：进行中的无记名投票的密钥 {of_ballot} 不见了" in told
    with pytest.raises(Problem, match=r"已有思想汇报.*请放回这个文件"):
        await init(branch.settings, BRANCH)
    assert not key.exists()
    key.write_bytes(kept[0])
    of_ballot.write_bytes(kept[1])
    assert "不见了" not in await _lines(branch.settings)


@pytest.mark.parametrize("content", [b"", b"garbled\n", b"\xff\x00"])
async def test_empty_and_garbled_keys_are_told_by_every_command(scene: Scene, content: bytes) -> None:
    await scene.found()
    doors, of_reports = (scene.settings.keys_dir / name for name in ("doors.key", "reports.key"))
    for file, words in ((doors, "请删除这个文件"), (of_reports, "请放回妥善保管的那一份")):
        file.write_bytes(content)
        assert words in await _lines(scene.settings)
        for command in (init(scene.settings, BRANCH), invites(scene.settings), run(scene.settings)):
            with pytest.raises(Problem, match=words):
                await command


async def test_a_database_out_of_reach_is_told_by_every_command(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    away = _with(scene, database_url="postgresql://nobody:secret@127.0.0.1:9/none")
    told = await _lines(away)
    assert "✗ 数据库打不开：postgresql://nobody:***@127.0.0.1:9/none" in told
    for command in (init(away, BRANCH), migrate(away), run(away)):
        with pytest.raises(Problem, match="数据库打不开"):
            await command
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "✗ 使用 PostgreSQL 还需要 psycopg" in await _lines(away)
    for command in (init(away, BRANCH), migrate(away), run(away)):
        with pytest.raises(Problem, match="还需要 psycopg"):
            await command


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("日期,种类", "第 1 行有误：第一行必须是 date,kind"),
        ("date,kind\n2026-10-08,maybe", "第 2 行有误：种类只能是 holiday"),
        ("date,kind\n\n2026-10-08", "第 3 行有误：每行应有两列"),
        ("date,kind\n2026-02-30,holiday", "第 2 行有误：没有这个日期"),
    ],
)
async def test_a_mistake_in_the_file_of_holidays_is_told_before_the_bot_begins(
    scene: Scene, lines: str, said: str
) -> None:
    await scene.found()
    scene.settings.data_dir.mkdir(exist_ok=True)
    (scene.settings.data_dir / "holidays.csv").write_text(lines, encoding="utf-8")
    assert said in await _lines(scene.settings)
    with pytest.raises(Problem, match=said):
        await run(scene.settings)
