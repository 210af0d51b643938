"""The key of a secret ballot and what comes between: kills, a busy disk, an opening that fails."""

import pytest

from bot.actions import ballots_box
from bot.actions.base import Deed
from bot.store.ballots import Ballot
from bot.store.database import Database
from tests.scene import Scene
from tests.stories.test_ballots import opened
from tests.stories.test_ballots_closed import ends
from tests.stories.test_ballots_locked import key_of
from tests.stories.test_ballots_secret import SECRET, casts, lists
from tests.waiting import until


async def test_a_bot_killed_right_after_the_closing_destroys_the_key_at_its_next_start(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    if branch.bot is None:
        raise LookupError("the bot does not run")

    async def killed() -> None:
        """Nothing of it is done."""

    await opened(zheng, SECRET)
    await casts(chen, "反对")
    branch.bot.engine.chores = {**branch.bot.engine.chores, "bury_ballot_keys": killed}
    await ends(zheng)
    await chen.sees("公布的选票")
    assert key_of(branch).read_bytes()
    await branch.stop()
    await branch.start()
    await until(lambda: not key_of(branch).exists(), "the key to be destroyed")
    assert lists(await chen.sees("公布的选票"))[0] == ["反对"]


async def test_the_key_is_erased_at_once_and_the_rest_is_done_as_soon_as_it_can_be(
    branch: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await opened(zheng, SECRET)
    await casts(chen, "反对")
    doors = (branch.settings.keys_dir / "doors.key").read_bytes()
    with monkeypatch.context() as disk:

        async def busy(database: Database, tables: object) -> None:
            raise BlockingIOError

        disk.setattr(Database, "compact", busy)
        await ends(zheng)
        await chen.sees("公布的选票")
        await until(lambda: key_of(branch).read_bytes() == b"", "the key to be erased")
        await branch.quiet()
        assert (branch.settings.keys_dir / "doors.key").read_bytes() != doors
    branch.move_by(minutes=2)
    await until(lambda: not key_of(branch).exists(), "the work to be finished")


async def test_an_opening_that_fails_leaves_nothing_and_the_next_one_has_a_key_of_its_own(
    branch: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    zheng, chen, set_up = branch.person("郑书记"), branch.person("陈正式"), ballots_box.set_up
    with monkeypatch.context() as failing:

        def broken(deed: Deed, ballot: Ballot, width: int) -> None:
            set_up(deed, ballot, width)
            raise ZeroDivisionError

        failing.setattr(ballots_box, "set_up", broken)
        zheng.says(SECRET)
        await zheng.presses("确认")
        await zheng.sees("您的操作没有生效")
    await branch.quiet()
    assert chen.has_seen("是否同意年度工作计划") == 0
    left = {path.read_bytes() for path in branch.settings.keys_dir.glob("ballot-*.key")}
    assert left
    await opened(zheng, SECRET)
    await casts(chen, "反对")
    newest = max(branch.settings.keys_dir.glob("ballot-*.key"), key=lambda path: path.name)
    assert newest.read_bytes() not in left
    await ends(zheng)
    await until(lambda: not [*branch.settings.keys_dir.glob("ballot-*.key")], "all these keys to be gone")
    assert lists(await chen.sees("公布的选票"))[0] == ["反对"]


async def test_the_key_of_a_ballot_that_this_database_has_never_had_is_left_alone(branch: Scene) -> None:
    """A copy of the database from before its opening must not destroy what the real one needs."""
    zheng = branch.person("郑书记")
    other = branch.settings.keys_dir / "ballot-7.key"
    other.write_bytes(b"00" * 32)
    await opened(zheng, SECRET)
    await casts(zheng, "赞成")
    await ends(zheng)
    await until(lambda: not key_of(branch).exists(), "the own key to be destroyed")
    await branch.quiet()
    assert other.exists()
