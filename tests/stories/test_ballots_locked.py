"""A secret ballot whose key is missing or wrong: clear words, nothing half done, and a way out."""

from pathlib import Path

import pytest

from tests.scene import Scene
from tests.stories.test_ballots import audit_of, opened
from tests.stories.test_ballots_closed import ends
from tests.stories.test_ballots_secret import SECRET, casts, lists

TROUBLE = "票箱暂时打不开，没有改动任何内容。请书记或组织委员联系运维人员找回密钥文件 ballot-1.key，再试一次。"

UNREADABLE = "密钥文件 ballot-1.key 暂时无法读取，没有改动任何内容。请稍后再试；如果仍然不行，请联系运维人员。"


def key_of(scene: Scene) -> Path:
    """The key file of the first ballot."""
    return scene.settings.keys_dir / "ballot-1.key"


async def test_the_key_is_private_and_gone_once_the_ballot_is_closed(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await opened(zheng, SECRET)
    assert key_of(branch).stat().st_mode & 0o777 == 0o600
    await casts(zheng, "赞成")
    await ends(zheng)
    assert not key_of(branch).exists()
    assert sorted(path.name for path in branch.settings.keys_dir.iterdir()) == ["doors.key", "reports.key"]


@pytest.mark.parametrize("wrong", [None, b"", b"not a key", b"00" * 32])
async def test_without_the_right_key_nothing_is_cast_or_closed_and_with_it_everything_goes_on(
    branch: Scene, wrong: bytes | None
) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, SECRET)
    await casts(zheng, "弃权")
    await chen.presses("反对")
    await chen.sees("● 反对")
    right = key_of(branch).read_bytes()
    key_of(branch).unlink()
    if wrong is not None:
        key_of(branch).write_bytes(wrong)
    press = await chen.presses("确认投票")
    assert press.answer == TROUBLE
    assert press.alert
    press = await chen.presses("反对")
    assert press.answer == TROUBLE
    zheng.says("/tally")
    await zheng.presses("结束投票")
    await branch.quiet()
    await zheng.presses("1. 是否同意年度工作计划")
    await zheng.sees("已投 1 / 应投 9", "票箱打不开", "密钥文件 ballot-1.key", "已投的票仍在箱中")
    chen.says("/vote")
    await chen.presses("○ 是否同意年度工作计划")
    key_of(branch).write_bytes(right)
    await casts(chen, "反对")
    await ends(zheng)
    assert lists(await chen.sees("公布的选票"))[0] == ["反对", "弃权"]


async def test_a_ballot_whose_key_is_lost_can_only_be_made_void_and_everybody_is_told(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, SECRET)
    await casts(chen, "反对")
    zheng.says("/tally")
    await zheng.presses("1. 是否同意年度工作计划")
    tally = await zheng.sees("已投 1 / 应投 9")
    press = branch.simulator.press_data(zheng.user, "vw:1:1", tally)
    await branch.quiet()
    assert press.answer == "票箱可以正常打开，不能作废。请结束投票，公布结果。"
    key_of(branch).unlink()
    press = await zheng.presses("结束投票")
    assert press.answer == TROUBLE
    shown = await zheng.sees("票箱打不开")
    assert shown.labels == ["结束投票", "作废", "纸质票", "« 返回"]
    chen.says("/vote")
    await chen.presses("✓ 是否同意年度工作计划")
    await chen.sees("您的票已投入票箱", "回执码暂时无法显示")
    await zheng.presses("作废")
    await zheng.sees("要把这次投票作废吗？", "永远无法清点", "ballot-1.key")
    press = await zheng.presses("确认作废")
    assert press.answer == "投票已作废，已通知应投的同志。"
    await zheng.sees("投票作废", "密钥已无法找回")
    told = await chen.sees("投票作废", "没有任何人能够看到")
    assert "公布的选票" not in told.text
    await branch.quiet()
    assert (await audit_of(branch))[-1] == ("ballots.voided", "意见征集 1")
    press = branch.simulator.press_data(zheng.user, "vw:1:1", tally)
    await branch.quiet()
    assert press.answer == "投票已经结束，没有改动任何内容。"


async def test_a_key_that_cannot_be_read_just_now_is_not_lost_and_nothing_can_be_made_void(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, SECRET)
    await casts(chen, "反对")
    zheng.says("/tally")
    await zheng.presses("1. 是否同意年度工作计划")
    tally = await zheng.sees("已投 1 / 应投 9")
    aside = key_of(branch).with_name("aside")
    key_of(branch).rename(aside)
    key_of(branch).mkdir()  # reading it fails, but not because nothing is there
    for data in ("vw:1:0", "vw:1:1", "vx:1:1"):
        press = branch.simulator.press_data(zheng.user, data, tally)
        await branch.quiet()
        assert press.answer == UNREADABLE, data
    key_of(branch).rmdir()
    aside.rename(key_of(branch))
    await ends(zheng)
    assert lists(await chen.sees("公布的选票"))[0] == ["反对"]


async def test_at_its_time_without_the_key_the_opener_is_told_once_and_opens_the_box_later(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, SECRET + "\n截止：今天 17:00")
    await casts(chen, "反对")
    right = key_of(branch).read_bytes()
    key_of(branch).unlink()
    branch.move_to("2026-10-12 17:00")
    shown = await zheng.sees("等待开箱", "不再收票", "票箱打不开", "已投 1 / 应投 9")
    assert shown.labels == ["开箱公布结果", "作废", "« 返回"]
    await branch.quiet()
    count = len(branch.simulator.messages(zheng.user))
    branch.move_by(minutes=5)
    await branch.quiet()
    assert len(branch.simulator.messages(zheng.user)) == count
    chen.says("/vote")
    await chen.presses("结果：是否同意年度工作计划")
    await chen.sees("等待开箱", "开启后另发结果")
    key_of(branch).write_bytes(right)
    await zheng.presses("开箱公布结果")
    await zheng.presses("确认")
    result = await chen.sees("公布的选票", "已结束：2026年10月12日（周一）17:00")
    assert lists(result)[0] == ["反对"]
    await branch.quiet()
    assert not key_of(branch).exists()


async def test_a_key_put_back_before_the_next_look_is_enough(branch: Scene) -> None:
    """Nobody has to press anything: the job closes what is overdue as soon as the box opens."""
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, SECRET + "\n截止：今天 17:00")
    await casts(chen, "反对")
    right = key_of(branch).read_bytes()
    key_of(branch).unlink()
    branch.move_to("2026-10-12 17:00")
    await zheng.sees("等待开箱")
    key_of(branch).write_bytes(right)
    branch.move_by(minutes=2)
    await chen.sees("公布的选票", "赞成 0 · 反对 1")
