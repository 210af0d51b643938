"""A group becomes a supergroup: what it is bound to, the cards on their way and the cards on screen follow."""

from collections.abc import Awaitable, Callable

import pytest

from bot.actions import delivery
from bot.store.outbox import Outcome
from simulator.model import Chat
from tests.scene import Scene
from tests.stories.test_meetings import ASSEMBLY, bound_group, call
from tests.waiting import until


async def _bound(scene: Scene) -> list[int]:
    return [row["chat_id"] for row in (await scene.place.rows("chats"))["chats"]]


async def _heard_of(branch: Scene, group: Chat) -> Chat:
    """The service message tells."""
    moved = branch.simulator.migrate(group)
    await branch.quiet()
    return moved


async def _not_heard_of(branch: Scene, group: Chat) -> Chat:
    """The service message is lost: only the refusal of the next call tells (migrate_to_chat_id)."""
    await branch.stop()
    moved = branch.simulator.migrate(group)
    branch.simulator.world.updates.pending.clear()
    await branch.start()
    await branch.quiet()
    return moved


@pytest.mark.parametrize("learn", [_heard_of, _not_heard_of])
async def test_the_card_of_a_meeting_goes_on_in_the_new_chat_as_one_message(
    branch: Scene, learn: Callable[[Scene, Chat], Awaitable[Chat]]
) -> None:
    group = await bound_group(branch)
    chen, lin = branch.person("陈正式"), branch.person("林预备")
    await call(branch.person("郑书记"))
    await chen.sees("会议通知：党员大会", "未答复 10", chat=group)
    moved = await learn(branch, group)
    await chen.presses("参加")
    await chen.sees("会议通知：党员大会", "参加 1", chat=moved)
    await lin.presses("参加")
    await chen.sees("会议通知：党员大会", "参加 2", chat=moved)
    await branch.quiet()
    assert chen.has_seen("会议通知：党员大会", chat=moved) == 1
    assert await _bound(branch) == [moved.id]
    press = await chen.presses("请假", chat=moved)
    assert press.answer is not None


async def test_a_card_on_its_way_while_the_group_moves_arrives_once_and_is_edited_there(branch: Scene) -> None:
    group = await bound_group(branch)
    chen = branch.person("陈正式")
    fault = branch.simulator.fault(method="sendMessage", kind="500", chat=group, times=99)
    zheng = branch.person("郑书记")
    zheng.says(ASSEMBLY)
    await zheng.taps("确认")
    await until(lambda: fault.seen, "the send that failed")
    moved = branch.simulator.migrate(group)
    branch.simulator.faults.ordered.clear()
    await chen.presses("参加")
    await chen.sees("会议通知：党员大会", "参加 1", chat=moved)
    await branch.quiet()
    assert chen.has_seen("会议通知：党员大会", chat=moved) == 1
    assert chen.has_seen("会议通知：党员大会", chat=group) == 0
    assert await _bound(branch) == [moved.id]


async def test_a_message_that_arrived_just_before_the_move_is_not_looked_for_in_the_new_chat(
    branch: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = await bound_group(branch)
    chen = branch.person("陈正式")
    real, late = delivery.settle, list[Outcome]()

    async def slow(deed: object, reports: list[Outcome]) -> None:
        # What arrived in the old chat is reported only after the move.
        late.extend(each for each in reports if each.chat_id == group.id)
        await real(deed, [each for each in reports if each.chat_id != group.id])  # type: ignore[arg-type]

    monkeypatch.setattr(delivery, "settle", slow)
    await call(branch.person("郑书记"))
    await chen.sees("会议通知：党员大会", chat=group)
    await until(lambda: late, "the report held back")
    moved = branch.simulator.migrate(group)
    await branch.quiet()
    monkeypatch.setattr(delivery, "settle", real)
    if branch.bot is None:
        raise LookupError("the bot does not run")
    branch.bot.engine.report(list(late))
    await branch.quiet()
    rows = (await branch.place.rows("cards"))["cards"]
    assert [row["message_id"] for row in rows if row["chat_id"] == moved.id and row["name"] == "meetings/group"] == [
        None
    ]
