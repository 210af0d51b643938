"""The door in and the one writer: nothing half done, nothing twice, one bad apple spoils only itself."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.actions import people
from bot.actions.base import Deed
from bot.gateway.api import Api
from bot.gateway.intake import Intake
from bot.gateway.transport import Transport
from bot.jobs import housekeeping
from bot.rules.words import Status
from bot.store.base import Stage
from bot.store.branch import Person
from bot.store.inbox import InboxRow, Raw
from bot.store.outbox import Outcome
from tests.scene import TOKEN, Scene
from tests.waiting import until


async def _inbox(scene: Scene, stage: Stage) -> list[InboxRow]:
    if scene.bot is None:
        raise LookupError("the bot does not run")
    async with scene.bot.database.reading() as session:
        return list(await session.scalars(select(InboxRow).where(InboxRow.stage == stage)))


async def test_an_error_spoils_its_own_update_only(branch: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    real = people.set_status

    async def failing(deed: Deed, person: Person, status: Status) -> None:
        await real(deed, person, status)
        if status is Status.CANDIDATE:
            raise ZeroDivisionError("陈正式的秘密")

    monkeypatch.setattr(people, "set_status", failing)
    sun, chen, zhou = branch.person("孙组织"), branch.person("陈正式"), branch.person("周宣传")
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.presses("改类别")
    await branch.stop()
    chen.says("/privacy")
    press = branch.simulator.press(sun.user, "发展对象")
    zhou.says("/privacy")
    await branch.start()
    await chen.sees("您的思想汇报")
    await zhou.sees("您的思想汇报")
    message = await sun.sees("您的操作没有生效", "编号")
    assert press.alert
    (row,) = await _inbox(branch, Stage.SET_ASIDE)
    assert row.reference is not None
    assert row.reference in message.text
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.sees("陈正式", "类别：正式党员")


async def test_a_job_that_fails_holds_up_no_other_of_the_same_minute(
    branch: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    async def broken(deed: Deed) -> None:
        deed.audit("dues.opened", "白做")
        raise ValueError("broken")

    if branch.bot is None:
        raise LookupError("the bot does not run")
    engine = branch.bot.engine
    monkeypatch.setitem(engine.jobs, "dues", broken)
    branch.simulator.clock.move(to=branch.moment("2026-10-26 09:30"))  # reminders are due
    with capture_logs() as logs:
        for job in engine.jobs:
            engine.tick(job)
        await branch.person("陈正式").sees("提醒 ·", "党费")
        await branch.quiet()
    assert [entry["what"] for entry in logs if entry["event"] == "failed"][:2] == ["jobs, now each alone", "job dues"]
    assert ("dues.opened", "白做") not in await branch.audit("dues")


async def test_an_update_that_makes_no_sense_is_set_aside_and_the_next_one_works(branch: Scene) -> None:
    if branch.bot is None:
        raise LookupError("the bot does not run")
    bot = branch.bot
    await bot.engine.receive([{"update_id": 1, "message": 7}])
    chen = branch.person("陈正式")
    chen.says("/privacy")
    await chen.sees("您的思想汇报")
    assert [each.update_id for each in await _inbox(branch, Stage.SET_ASIDE)] == [1]


async def test_an_update_that_stands_twice_in_one_batch_or_has_no_number_stops_nobody(branch: Scene) -> None:
    if branch.bot is None:
        raise LookupError("the bot does not run")
    real, chen = branch.bot.intake._receive, branch.person("陈正式")

    async def odd(batch: Sequence[Raw]) -> None:
        await real([*batch, *batch])

    branch.bot.intake._receive = odd
    chen.says("/privacy")
    await chen.sees("您的思想汇报")
    await branch.quiet()
    assert chen.has_seen("您的思想汇报") == 1


@pytest.mark.parametrize("number", [None, "7", True, 2**63], ids=str)
async def test_what_has_no_number_is_left_out_and_the_rest_taken(number: object) -> None:
    taken: list[Raw] = []

    async def receive(batch: Sequence[Raw]) -> None:
        taken.extend(batch)

    async with Transport() as transport:
        intake = Intake(Api(transport, "http://127.0.0.1:1", TOKEN), receive)
        await intake._take([{"update_id": 7}, {"update_id": number}])
        with pytest.raises(ValueError, match="without numbers"):
            await intake._take([{"update_id": number}])
    assert taken == [{"update_id": 7}]


async def test_the_answer_of_an_errand_that_comes_while_another_is_written_down_is_worked_on(branch: Scene) -> None:
    if branch.bot is None:
        raise LookupError("the bot does not run")
    engine = branch.bot.engine
    real, answers = engine._settling.write, [Outcome((), 77, errand="nobody", result=number) for number in (1, 2)]

    async def write() -> int:
        written = await real()
        if written and len(answers) == 1:
            engine.report([answers.pop()])  # as the courier does while the commit waits for the disk
        return written

    engine._settling.write = write  # type: ignore[method-assign]
    engine.report([answers.pop()])
    await until(lambda: engine.idle, "both answers to be worked on")
    errands = [row["stage"] for row in (await branch.place.rows("inbox"))["inbox"] if row["kind"] == "errand"]
    assert errands == ["set_aside", "set_aside"]  # nobody asked


async def test_updates_delivered_twice_act_once(branch: Scene) -> None:
    sun = branch.person("孙组织")
    group = branch.simulator.add_group("示范群", members=[sun.user])
    await branch.quiet()
    # The answer of one poll is lost after Telegram had made it: the same updates come again.
    branch.simulator.fault(method="getUpdates", kind="drop", after=True, nth=2)
    for _ in range(5):
        sun.says("/privacy")
    sun.says("/bind", chat=group)
    await sun.sees("本群还没有绑定", chat=group)
    await branch.quiet()
    assert sun.has_seen("您的思想汇报") == 5


async def test_the_body_of_an_update_is_erased_once_done_and_the_row_forgotten_after_two_days(branch: Scene) -> None:
    rows = await _inbox(branch, Stage.DONE)
    assert rows
    assert {row.body for row in rows} == {b""}
    branch.move_by(days=3)
    await until(lambda: branch.bot is not None and branch.bot.idle, "the housekeeping")
    assert await _inbox(branch, Stage.DONE) == []
    assert timedelta(hours=48) == housekeeping.KEEP


async def test_another_poller_ends_ours_and_we_come_back(branch: Scene) -> None:
    chen = branch.person("陈正式")
    async with Transport() as transport:
        await Api(transport, branch.settings.api_url, TOKEN).call("getUpdates", {"timeout": 0})
    chen.says("/privacy")
    await chen.sees("您的思想汇报")
