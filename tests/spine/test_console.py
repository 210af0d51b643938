"""What the command line says, as lines: every text of it, in the installation's language and its twin."""

import pytest
from pydantic import SecretStr

from bot.console import Problem, say
from bot.console.check import check
from bot.console.installation import init, migrate, rotate_keys
from bot.console.roster import import_roster, invites, invites_text, write_invites, write_template
from bot.console.running import run
from bot.settings import Settings
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
    key.rename(key.with_suffix(".away"))
    assert "✗ 密钥：" in await _lines(scene.settings)
    assert "不见了" in await _lines(scene.settings)
