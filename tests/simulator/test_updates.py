"""getUpdates, and what the bot is told of: https://core.telegram.org/bots/api#update."""

import asyncio

import aiohttp
import pytest

from simulator import Chat, Simulator, User
from tests.simulator.api import TOKEN, Api
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("valid")


async def test_updates_come_again_until_confirmed(sim: Simulator, user: User, api: Api) -> None:
    for text in ("a", "b", "c"):
        sim.say(user, text)
    first = await api.updates()
    assert [u["message"]["text"] for u in first] == ["a", "b", "c"]
    numbers = [u["update_id"] for u in first]
    assert numbers == list(range(numbers[0], numbers[0] + 3))
    assert await api.updates() == first
    assert await api.updates(limit=2) == first[:2]
    assert await api.updates(offset=numbers[1]) == first[1:]
    assert await api.updates() == first[1:]
    assert await api.updates(offset=numbers[2] + 1) == []
    assert [d.update_id for d in sim.deliveries].count(numbers[0]) == 3


async def test_negative_offset_keeps_the_newest(sim: Simulator, user: User, api: Api) -> None:
    for text in ("a", "b", "c"):
        sim.say(user, text)
    assert [u["message"]["text"] for u in await api.updates(offset=-1)] == ["c"]
    assert [u["message"]["text"] for u in await api.updates()] == ["c"]


async def test_long_poll_ends_with_the_first_update(sim: Simulator, user: User, api: Api) -> None:
    poll = asyncio.create_task(api.updates(timeout=30))
    await until(lambda: sim.world.updates.polled, "the poll")
    assert not poll.done()
    sim.say(user, "hello")
    assert [u["message"]["text"] for u in await poll] == ["hello"]
    assert await api.updates(offset=sim.deliveries[-1].update_id + 1, timeout=1) == []


async def test_newer_poller_ends_the_older(sim: Simulator, user: User, api: Api) -> None:
    older = asyncio.create_task(api.refused("getUpdates", timeout=30))
    await until(lambda: sim.world.updates.polled, "the older poll")
    newer = asyncio.create_task(api.updates(timeout=30))
    text = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    assert await older == (409, text)
    sim.say(user, "hello")
    assert len(await newer) == 1


async def test_poller_that_went_away_is_given_nothing(sim: Simulator, user: User, api: Api) -> None:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.1)) as impatient:
        with pytest.raises(TimeoutError):
            await impatient.post(f"{sim.url}/bot{TOKEN}/getUpdates", data={"timeout": "30"})
    await until(lambda: not sim.world.updates.polled, "the poll to be given up")
    sim.say(user, "hello")
    assert sim.deliveries == []
    assert len(await api.updates()) == 1


async def test_allowed_updates_last_until_changed(sim: Simulator, user: User, api: Api) -> None:
    await api.updates(allowed_updates='["callback_query"]')
    sim.say(user, "unheard")
    assert await api.updates() == []
    await api.updates(allowed_updates="[]")
    sim.say(user, "heard")
    assert len(await api.updates()) == 1


async def test_webhook_methods(sim: Simulator, user: User, api: Api) -> None:
    sim.say(user, "one")
    assert (await api.ok("getWebhookInfo"))["pending_update_count"] == 1
    assert await api.ok("deleteWebhook", drop_pending_updates="true")
    assert await api.ok("setWebhook", url="")
    assert await api.updates() == []


HEARD = [
    ("/help", True),
    ("/help@branch_bot now", True),
    ("/HELP@Branch_Bot", True),
    ("/help@other_bot", False),
    ("say /help", False),
    ("you, @branch_bot!", True),
    ("you, @branch_bot_too!", False),
    ("nothing for bots", False),
]


@pytest.mark.parametrize(("text", "heard"), HEARD)
async def test_privacy_mode(sim: Simulator, user: User, group: Chat, api: Api, text: str, heard: bool) -> None:
    sim.say(user, text, chat=group)
    assert [u["message"]["text"] for u in await api.updates()] == [text] * heard


async def test_privacy_mode_lets_replies_to_the_bot_through(sim: Simulator, user: User, group: Chat, api: Api) -> None:
    own = await api.ok("sendMessage", chat_id=group.id, text="question")
    other = sim.say(user, "aside", chat=group)
    sim.say(user, "to a person", chat=group, reply_to=other)
    sim.say(user, "answer", chat=group, reply_to=own["message_id"])
    (update,) = await api.updates()
    assert update["message"]["text"] == "answer"
    assert update["message"]["reply_to_message"]["message_id"] == own["message_id"]


async def test_administrators_hear_everything(sim: Simulator, user: User, group: Chat, api: Api) -> None:
    sim.groups.add_bot(group, user, admin=True)
    sim.say(user, "nothing for bots", chat=group)
    kinds = [next(k for k in u if k != "update_id") for u in await api.updates()]
    assert kinds == ["my_chat_member", "message"]


async def test_coming_and_going_of_the_bot(sim: Simulator, user: User, api: Api) -> None:
    group = sim.add_group("组", members=[user])
    sim.groups.remove_bot(group, user)
    updates = await api.updates()
    changes = [u["my_chat_member"] for u in updates if "my_chat_member" in u]
    states = [(c["old_chat_member"]["status"], c["new_chat_member"]["status"]) for c in changes]
    assert states == [("left", "member"), ("member", "kicked")]
    assert changes[0]["from"]["id"] == user.id
    assert any("new_chat_members" in u.get("message", {}) for u in updates)


async def test_block_and_unblock(sim: Simulator, user: User, api: Api) -> None:
    sim.block(user)
    sim.block(user)
    sim.unblock(user)
    states = [u["my_chat_member"]["new_chat_member"]["status"] for u in await api.updates()]
    assert states == ["kicked", "member"]
    sim.block(user)
    with pytest.raises(ValueError, match="has blocked"):
        sim.say(user, "x")


async def test_other_members_only_on_request(sim: Simulator, user: User, group: Chat, api: Api) -> None:
    sim.groups.add_bot(group, user, admin=True)
    await api.updates(offset=-1)
    sim.groups.join(group, sim.add_user("王芳"))
    await api.updates(allowed_updates='["chat_member"]')
    sim.groups.join(group, sim.add_user("张伟"))
    kinds = [next(k for k in u if k != "update_id") for u in await api.updates()]
    assert kinds.count("chat_member") == 1


async def test_callback_query(sim: Simulator, user: User, api: Api) -> None:
    markup = '{"inline_keyboard": [[{"text": "参加", "callback_data": "join:1"}]]}'
    sent = await api.ok("sendMessage", chat_id=user.id, text="来吗", reply_markup=markup)
    press = sim.press(user, "参加")
    (update,) = await api.updates()
    query = update["callback_query"]
    assert (query["id"], query["data"], query["message"]) == (press.id, "join:1", sent)
    assert query["from"]["username"] == "lihua"
    assert query["chat_instance"].isdigit()
    assert await api.ok("answerCallbackQuery", callback_query_id=press.id, text="好", show_alert="true")
    assert (press.answered, press.answer, press.alert) == (True, "好", True)


async def test_press_of_data_the_message_does_not_hold(sim: Simulator, user: User, api: Api) -> None:
    sent = await api.ok("sendMessage", chat_id=user.id, text="no buttons")
    sim.press_data(user, "old:1", message=sent["message_id"])
    (update,) = await api.updates()
    assert update["callback_query"]["data"] == "old:1"


async def test_missing_button_names_those_there_are(sim: Simulator, user: User, api: Api) -> None:
    markup = '{"inline_keyboard": [[{"text": "参加", "callback_data": "x"}]]}'
    await api.ok("sendMessage", chat_id=user.id, text="来吗", reply_markup=markup)
    with pytest.raises(LookupError, match=r"no button '不参加'.*\['参加'\]"):
        sim.press(user, "不参加")


async def test_reply_keyboard_and_links(sim: Simulator, user: User, api: Api) -> None:
    keyboard = '{"keyboard": [["签到", {"text": "请假"}]], "resize_keyboard": true}'
    await api.ok("sendMessage", chat_id=user.id, text="选", reply_markup=keyboard)
    assert sim.press(user, "请假").answered
    link = '{"inline_keyboard": [[{"text": "绑定", "url": "https://t.me/branch_bot?start=k_1"}]]}'
    await api.ok("sendMessage", chat_id=user.id, text="点", reply_markup=link)
    assert sim.press(user, "绑定").url == "https://t.me/branch_bot?start=k_1"
    assert [u["message"]["text"] for u in await api.updates()] == ["请假", "/start k_1"]


async def test_deep_links(sim: Simulator, user: User, group: Chat, api: Api) -> None:
    stranger = sim.add_user("王芳")
    sim.follow(stranger, "https://t.me/Branch_Bot?start=abc-1")
    sim.follow(stranger, "tg://resolve?domain=branch_bot")
    assert stranger.started
    assert sim.follow(user, "https://t.me/branch_bot?startgroup=g1", chat=group).text == "/start@branch_bot g1"
    assert sim.follow(user, "https://t.me/branch_bot?startgroup=g1").chat is not group
    with pytest.raises(LookupError):
        sim.follow(user, "https://t.me/other_bot?start=x")
    with pytest.raises(ValueError, match="no start parameter"):
        sim.follow(user, "https://t.me/branch_bot?start=a b")
    texts = [u["message"].get("text") for u in await api.updates() if "message" in u]
    assert texts[:2] == ["/start abc-1", "/start"]


async def test_edited_message(sim: Simulator, user: User, api: Api) -> None:
    message = sim.say(user, "before")
    sim.edit(user, message, "after")
    updates = await api.updates()
    assert updates[0]["message"]["text"] == "before"
    edited = updates[1]["edited_message"]
    assert (edited["message_id"], edited["text"], "edit_date" in edited) == (message.id, "after", True)


async def test_poll_votes(sim: Simulator, user: User, api: Api) -> None:
    options = '[{"text": "是"}, {"text": "否"}]'
    await api.ok("sendPoll", chat_id=user.id, question="学了吗", options=options, is_anonymous="false")
    sim.vote(user, sim.messages(user)[-1], [1])
    answer, poll = await api.updates()
    assert answer["poll_answer"]["option_ids"] == [1]
    assert [o["voter_count"] for o in poll["poll"]["options"]] == [0, 1]
    assert (await api.ok("stopPoll", chat_id=user.id, message_id=sim.messages(user)[-1].id))["is_closed"]
    with pytest.raises(ValueError, match="no open poll"):
        sim.vote(user, sim.messages(user)[-1], [0])


async def test_an_answer_to_a_quiz_stays(sim: Simulator, user: User, api: Api) -> None:
    fields = {"options": '[{"text": "甲"}, {"text": "乙"}]', "type": "quiz", "correct_option_ids": "[1]"}
    await api.ok("sendPoll", chat_id=user.id, question="对的是", is_anonymous="false", **fields)
    sim.vote(user, sim.messages(user)[-1], [0])
    with pytest.raises(ValueError, match="stays"):
        sim.vote(user, sim.messages(user)[-1], [1])


async def test_message_tells_its_chat(sim: Simulator, user: User, group: Chat, api: Api) -> None:
    markup = '{"inline_keyboard": [[{"text": "x", "callback_data": "x"}, {"text": "y", "copy_text": {"text": "y"}}]]}'
    await api.ok("sendMessage", chat_id=group.id, text="?", reply_markup=markup)
    message = sim.messages(user, group)[-1]
    assert sim.press(user, "x", message=message).chat is group
    assert sim.press_data(user, "z", message=message).chat is group
    with pytest.raises(ValueError, match="can't press 'y'"):
        sim.press(user, "y", message=message)
    with pytest.raises(LookupError, match="is not in"):
        sim.press(sim.add_user("王芳"), "x", message=message)
    await api.ok("deleteMessage", chat_id=group.id, message_id=message.id)
    with pytest.raises(LookupError, match="no message"):
        sim.press(user, "x", message=message)


@pytest.mark.parametrize("text", ["", " \n"])
async def test_what_people_cant_write(sim: Simulator, user: User, text: str) -> None:
    with pytest.raises(ValueError, match="1-4096"):
        sim.say(user, text)


async def test_a_long_text_goes_as_several_messages(sim: Simulator, user: User, api: Api) -> None:
    sim.say(user, "字" * 4000 + "\n" + "词" * 5000)
    texts = [update["message"]["text"] for update in await api.updates()]
    assert texts == ["字" * 4000, "词" * 4096, "词" * 904]


async def test_any_update_can_be_handed_over_and_answered(sim: Simulator, api: Api) -> None:
    await api.updates(allowed_updates='["message"]')
    person = {"id": 77, "is_bot": False, "first_name": "远方"}
    chat = {"id": -1_002_000_000_777, "type": "supergroup", "title": "别处"}
    pressed = {"message_id": 9, "date": 1, "chat": chat, "from": {"id": 1, "is_bot": True, "first_name": "bot"}}
    sim.deliver("callback_query", {"id": "5", "from": person, "chat_instance": "1", "data": "x", "message": pressed})
    sim.deliver("message", {"message_id": 3, "date": 1, "chat": {"id": 77, "type": "private", "first_name": "远方"}})
    sim.deliver("business_connection", {"id": "no kind that was asked for"})
    await api.updates()
    kinds = [delivery.kind for delivery in sim.deliveries]
    assert kinds == ["callback_query", "message", "business_connection"]
    await api.ok("answerCallbackQuery", callback_query_id="5")
    await api.ok("editMessageText", chat_id=chat["id"], message_id=9, text="changed")
    await api.ok("sendMessage", chat_id=77, text="hello")
    assert [message.text for message in sim.messages(77)] == ["hello"]


async def test_a_message_of_which_the_bot_gets_no_content_cannot_be_edited(sim: Simulator, api: Api) -> None:
    chat = {"id": -1_002_000_000_777, "type": "supergroup", "title": "别处"}
    person = {"id": 77, "is_bot": False, "first_name": "远方"}
    gone = {"message_id": 9, "date": 0, "chat": chat}
    sim.deliver("callback_query", {"id": "5", "from": person, "chat_instance": "1", "data": "x", "message": gone})
    refused = await api.refused("editMessageText", chat_id=chat["id"], message_id=9, text="changed")
    assert refused == (400, "Bad Request: message to edit not found")
