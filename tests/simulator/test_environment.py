"""What people do to the bot: refusals that are nobody's fault, so no violations."""

import json
from datetime import timedelta

import pytest

from simulator import Chat, Simulator, User
from tests.simulator.api import Api

BUTTONS = json.dumps({"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]})
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


@pytest.mark.usefixtures("valid")
async def test_not_modified(sim: Simulator, user: User, api: Api) -> None:
    sent = await api.ok("sendMessage", chat_id=user.id, text="<b>x</b>", parse_mode="HTML", reply_markup=BUTTONS)
    place = {"chat_id": user.id, "message_id": sent["message_id"]}
    same = {**place, "text": "<strong>x</strong> ", "parse_mode": "HTML"}
    assert await api.refused("editMessageText", **same, reply_markup=BUTTONS) == (400, NOT_MODIFIED)
    assert await api.refused("editMessageReplyMarkup", **place, reply_markup=BUTTONS) == (400, NOT_MODIFIED)
    edited = await api.ok("editMessageText", **same)
    assert "reply_markup" not in edited
    assert "edit_date" in edited
    assert sim.messages(user)[-1].edited


@pytest.mark.usefixtures("valid")
async def test_never_started_and_blocked(sim: Simulator, user: User, api: Api) -> None:
    stranger = sim.add_user("王芳")
    never = (403, "Forbidden: bot can't initiate conversation with a user")
    assert await api.refused("sendMessage", chat_id=stranger.id, text="x") == never
    assert await api.refused("getChat", chat_id=stranger.id) == (400, "Bad Request: chat not found")
    sim.block(user)
    blocked = (403, "Forbidden: bot was blocked by the user")
    assert await api.refused("sendMessage", chat_id=user.id, text="x") == blocked
    assert await api.refused("sendChatAction", chat_id=user.id, action="typing") == blocked
    sim.unblock(user)
    await api.ok("sendMessage", chat_id=user.id, text="x")


@pytest.mark.usefixtures("valid")
async def test_kicked_and_left(sim: Simulator, user: User, group: Chat, api: Api) -> None:
    assert await api.ok("leaveChat", chat_id=group.id)
    left = (403, "Forbidden: bot is not a member of the group chat")
    assert await api.refused("sendMessage", chat_id=group.id, text="x") == left
    sim.groups.add_bot(group, user)
    sim.groups.remove_bot(group, user)
    kicked = (403, "Forbidden: bot was kicked from the group chat")
    assert await api.refused("sendMessage", chat_id=group.id, text="x") == kicked


@pytest.mark.usefixtures("valid")
async def test_migrated_group(sim: Simulator, user: User, group: Chat, api: Api) -> None:
    new = sim.migrate(group)
    answer = await api.call("sendMessage", chat_id=group.id, text="x")
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}
    to, origin = [u["message"] for u in await api.updates()]
    assert (to["chat"]["id"], to["migrate_to_chat_id"]) == (group.id, new.id)
    assert (origin["chat"]["id"], origin["migrate_from_chat_id"]) == (new.id, group.id)
    assert (await api.ok("sendMessage", chat_id=new.id, text="x"))["chat"]["type"] == "supergroup"
    assert sim.messages(user, "第一党小组")[-1].text == "x"
    with pytest.raises(ValueError, match="has become the supergroup"):
        sim.say(user, "/help", chat=group)


@pytest.mark.usefixtures("valid")
async def test_people_deleted_the_message(sim: Simulator, user: User, api: Api) -> None:
    sent = await api.ok("sendMessage", chat_id=user.id, text="x")
    place = {"chat_id": user.id, "message_id": sent["message_id"]}
    sim.delete(user, sent["message_id"])
    assert await api.refused("editMessageText", **place, text="y") == (400, "Bad Request: message to edit not found")
    assert await api.refused("deleteMessage", **place) == (400, "Bad Request: message to delete not found")
    assert [m.text for m in sim.messages(user)] == ["/start"]


async def test_the_bot_deleted_the_message(sim: Simulator, user: User, api: Api) -> None:
    sent = await api.ok("sendMessage", chat_id=user.id, text="x")
    place = {"chat_id": user.id, "message_id": sent["message_id"]}
    assert await api.ok("deleteMessage", **place)
    await api.refused("editMessageText", **place, text="y")
    assert len(sim.violations) == 1


@pytest.mark.usefixtures("valid")
async def test_deletion_after_48_hours(sim: Simulator, user: User, group: Chat, api: Api) -> None:
    sent = await api.ok("sendMessage", chat_id=user.id, text="x")
    sim.clock.move(by=timedelta(hours=49))
    place = {"chat_id": user.id, "message_id": sent["message_id"]}
    too_late = (400, "Bad Request: message can't be deleted for everyone")
    assert await api.refused("deleteMessage", **place) == too_late
    assert (await api.ok("editMessageText", **place, text="y"))["edit_date"] - sent["date"] >= 49 * 3600
    foreign = sim.say(user, "/help", chat=group)
    assert await api.refused("deleteMessage", chat_id=group.id, message_id=foreign.id) == too_late


async def test_query_answered_twice(sim: Simulator, user: User, api: Api) -> None:
    await api.ok("sendMessage", chat_id=user.id, text="x", reply_markup=BUTTONS)
    press = sim.press(user, "x")
    await api.ok("answerCallbackQuery", callback_query_id=press.id)
    assert press.answer is None
    text = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await api.refused("answerCallbackQuery", callback_query_id=press.id) == (400, text)
    assert len(sim.violations) == 1


@pytest.mark.usefixtures("valid")
async def test_clock_dates_messages_and_writes_its_file(sim: Simulator, user: User, api: Api) -> None:
    sim.clock.move(by=86400)
    sim.clock.move(by=-3600.5)
    sent = await api.ok("sendMessage", chat_id=user.id, text="x")
    assert abs(sent["date"] - sim.clock.now().timestamp()) < 2
    assert sim.clock.offset == 82799.5
    with pytest.raises(ValueError, match="zone"):
        sim.clock.move(to=sim.clock.now().replace(tzinfo=None))
    with pytest.raises(ValueError, match="either"):
        sim.clock.move()
