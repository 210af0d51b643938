"""What `check` says of key files that a cut-short replacement or another user has left."""

import pytest

from bot import keys
from bot.console import check
from tests.scene import Scene


async def test_a_key_file_left_behind_and_one_of_another_user_are_said_with_the_way_out(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.found()
    path = scene.settings.keys_dir / "doors.key"
    monkeypatch.setattr(keys, "problems", lambda folder: [("key_left", path), ("key_owner", path)])
    found = [str(finding) for finding in await check.check(scene.settings)]
    assert any("中断留下" in line for line in found)
    assert any("不属于同一个用户" in line for line in found)
