"""The control interface over HTTP: everything the page and another program can do."""

import asyncio
import base64
import json
from collections.abc import Iterable
from datetime import UTC, datetime

import aiohttp
import pytest

from simulator import Simulator
from tests.simulator.api import TOKEN, Api, Json
from tests.waiting import until


async def test_a_conversation(sim: Simulator, api: Api) -> None:
    person = await api.control("POST", "users", {"name": "李华", "username": "lihua", "note": "组织委员"})
    assert (person["started"], person["note"]) == (False, "组织委员")
    said = await api.control("POST", "say", {"user": "李华", "text": "/start"})
    (update,) = await api.updates()
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    rows = [[{"text": "参加", "callback_data": "j"}], [{"text": "看", "url": "https://a.cn"}]]
    markup = json.dumps({"inline_keyboard": rows})
    await api.ok("sendMessage", chat_id=person["id"], text="<b>来吗</b>", parse_mode="HTML", reply_markup=markup)
    view = await api.control("GET", f"chat?user={person['id']}")
    message = view["messages"][-1]
    assert (message["html"], message["text"]) == ("<b>来吗</b>", "来吗")
    assert message["from"] == {"id": 1, "name": "Branch bot", "is_bot": True}
    assert message["buttons"] == [[{"text": "参加", "data": "j"}], [{"text": "看", "url": "https://a.cn"}]]
    assert datetime.fromisoformat(message["date"]).tzinfo is not None
    edited = await api.control("POST", "edit", {"user": "李华", "message": said["id"], "text": "/help"})
    assert edited["edited"]
    await api.control("POST", "delete", {"user": "李华", "message": said["id"]})
    assert len((await api.control("GET", "chat?user=lihua"))["messages"]) == 1


@pytest.mark.parametrize(
    ("query", "ids", "more", "later"),
    [
        ("", range(1, 11), False, False),
        ("&limit=3", range(8, 11), True, False),
        ("&limit=3&before=8", range(5, 8), True, True),
        ("&limit=30&before=3", range(1, 3), False, True),
        ("&limit=3&after=4", range(5, 8), True, True),
        ("&limit=30&after=8", range(9, 11), True, False),
        ("&limit=0", [], True, False),
    ],
)
async def test_a_chat_in_parts(
    sim: Simulator, api: Api, query: str, ids: Iterable[int], more: bool, later: bool
) -> None:
    user = sim.add_user("李华")
    for number in range(1, 11):
        sim.say(user, f"{number}", reply_to=1 if number == 9 else None)
    view = await api.control("GET", f"chat?user={user.id}{query}")
    assert [m["id"] for m in view["messages"]] == list(ids)
    assert (view["more"], view["later"]) == (more, later)
    # What is answered is there even where the part does not reach back to it.
    assert [m["id"] for m in view["answered"]] == ([1] if 9 in ids and 1 not in ids else [])


async def test_the_state_without_messages_counts_what_is_unread(sim: Simulator, api: Api) -> None:
    people = [sim.add_user(name) for name in ("李华", "王芳")]
    group = sim.add_group("组", members=people, bot=False)
    sim.say("李华", "一", chat=group)
    sim.say("王芳", "二", chat=group)
    sim.say("王芳", "三", chat=group)
    await api.control("POST", "say", {"user": "李华", "text": "/start"})
    await api.ok("sendMessage", chat_id=people[0].id, text="好")
    chats = {chat["title"]: chat for chat in (await api.control("GET", "state?messages=0"))["chats"]}
    assert all("messages" not in chat for chat in chats.values())
    assert chats["组"]["unread"] == {str(people[0].id): 2, str(people[1].id): 0}
    assert (chats["李华"]["unread"], chats["李华"]["last"]) == ({str(people[0].id): 1}, 2)
    assert chats["王芳"]["unread"] == {str(people[1].id): 0}


async def test_faults_of_one_kind_are_taken_back(sim: Simulator, api: Api) -> None:
    for kind in ("500", "429"):
        await api.control("POST", "faults", {"kind": kind, "times": 9})
    await api.control("DELETE", "faults?kind=500")
    assert [fault.kind for fault in sim.faults.ordered] == ["429"]
    await api.control("DELETE", "faults")
    assert sim.faults.ordered == []


async def test_an_outage_ends_the_poll_under_way(sim: Simulator, api: Api) -> None:
    poll = asyncio.create_task(api.updates(timeout=30))
    await until(lambda: sim.world.updates.polled, "the poll")
    await api.control("POST", "faults", {"method": "getUpdates", "kind": "500"})
    assert await asyncio.wait_for(poll, 5) == []
    assert (await api.refused("getUpdates"))[0] == 500


async def test_press_waits_for_the_answer(sim: Simulator, api: Api) -> None:
    await api.control("POST", "users", {"name": "李华"})
    await api.control("POST", "link", {"user": "李华", "url": "https://t.me/branch_bot?start=k"})
    markup = '{"inline_keyboard": [[{"text": "参加", "callback_data": "j"}]]}'
    sent = await api.ok("sendMessage", chat_id=1_000_001, text="来吗", reply_markup=markup)
    pressing = asyncio.create_task(api.control("POST", "press", {"user": "李华", "label": "参加", "wait": 5}))
    query = (await api.updates(timeout=5))[-1].get("callback_query") or (await api.updates())[-1]["callback_query"]
    await api.ok("answerCallbackQuery", callback_query_id=query["id"], text="好", show_alert="true")
    press = await pressing
    assert press == {
        "id": query["id"], "message": sent["message_id"], "answered": True, "answer": "好", "alert": True, "url": None,
    }  # fmt: skip
    body = {"user": "李华", "data": "old", "message": sent["message_id"], "wait": 0.05}
    assert not (await api.control("POST", "press", body))["answered"]
    error = await api.control("POST", "press", {"user": "李华", "label": "不"}, status=404)
    assert "there are ['参加']" in error["error"]


async def test_groups_and_membership(sim: Simulator, api: Api) -> None:
    for name in ("李华", "王芳"):
        await api.control("POST", "users", {"name": name})
    group = await api.control("POST", "groups", {"title": "组", "members": ["李华"], "admins": ["王芳"], "bot": True})
    assert [m["status"] for m in group["members"]] == ["creator", "member", "member"]
    await api.control("POST", "say", {"user": "李华", "chat": "组", "text": "/help"})
    assert (await api.control("POST", "bot", {"chat": "组", "status": "administrator"}))["members"][-1]["status"]
    await api.control("POST", "members", {"chat": "组", "user": "李华", "status": "left"})
    error = await api.control("POST", "say", {"user": "李华", "chat": "组", "text": "x"}, status=404)
    assert error["error"] == "李华 is not in 组"
    new = await api.control("POST", "migrate", {"chat": group["id"]})
    assert new["type"] == "supergroup"
    state = await api.control("GET", "state")
    assert [c["migrated_to"] for c in state["chats"] if c["id"] == group["id"]] == [new["id"]]


async def test_file_of_a_person(sim: Simulator, api: Api, session: aiohttp.ClientSession) -> None:
    await api.control("POST", "users", {"name": "李华"})
    content = base64.b64encode("表".encode()).decode()
    body = {"user": "李华", "name": "表.html", "content": content, "kind": "document", "caption": "见附"}
    shown = await api.control("POST", "file", body)
    assert (shown["document"]["name"], shown["document"]["size"], shown["text"]) == ("表.html", 3, "见附")
    async with session.get(sim.url + shown["document"]["url"]) as response:
        assert await response.read() == "表".encode()
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment")
    (update,) = await api.updates()
    file = await api.ok("getFile", file_id=update["message"]["document"]["file_id"])
    async with session.get(f"{sim.url}/file/bot{TOKEN}/{file['file_path']}") as response:
        assert await response.read() == "表".encode()
    for wrong, status in ((f"/file/bot2:x/{file['file_path']}", 401), (f"/file/bot{TOKEN}/documents/none", 404)):
        async with session.get(sim.url + wrong) as response:
            assert response.status == status


async def test_wait(sim: Simulator, api: Api) -> None:
    user = await api.control("POST", "users", {"name": "李华"})
    await api.control("POST", "say", {"user": "李华", "text": "x"})
    waiting = asyncio.create_task(api.control("GET", f"wait?user={user['id']}&text=到&timeout=5&after=1"))
    await api.ok("sendMessage", chat_id=user["id"], text="到了")
    assert (await waiting)["text"] == "到了"
    error = await api.control("GET", f"wait?user={user['id']}&text=never&timeout=0.05", status=408)
    assert "到了" in error["error"]


async def _events(session: aiohttp.ClientSession, address: str, count: int, last: str = "") -> list[Json]:
    headers = {"Last-Event-ID": last} if last else {}
    found: list[Json] = []
    async with session.get(address, headers=headers) as response:
        assert response.content_type == "text/event-stream"
        while len(found) < count:
            line = (await response.content.readline()).decode()
            if line.startswith("data: "):
                found.append(json.loads(line.removeprefix("data: ")))
    return found


async def test_events(sim: Simulator, api: Api, session: aiohttp.ClientSession) -> None:
    user = sim.add_user("李华")
    since = (await api.control("GET", "state"))["seq"]
    stream = asyncio.create_task(_events(session, f"{sim.url}/control/events?since={since}", 6))
    sim.say(user, "hello")
    markup = '{"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}'
    await api.ok("sendMessage", chat_id=user.id, text="?", reply_markup=markup)
    press = sim.press(user, "x")
    await api.ok("answerCallbackQuery", callback_query_id=press.id, text="ok")
    sim.clock.move(by=60)
    events = await stream
    assert [e["kind"] for e in events] == ["user", "message", "message", "press", "answer", "clock"]
    assert [e["seq"] for e in events] == list(range(since + 1, since + 7))
    assert (events[1]["chat"], events[1]["message"]["text"]) == (user.id, "hello")
    assert (events[4]["answer"], events[4]["user"]) == ("ok", user.id)
    resumed = await _events(session, f"{sim.url}/control/events?since=0", 1, last=str(since + 5))
    assert resumed == events[5:]


async def test_faults_limits_calls_and_violations(sim: Simulator, api: Api) -> None:
    order = {"method": "getMe", "kind": "429", "retry_after": 3, "times": 2}
    assert (await api.control("POST", "faults", order))["times"] == 2
    assert (await api.refused("getMe"))[0] == 429
    assert [f["times"] for f in (await api.control("GET", "state"))["faults"]] == [1]
    await api.control("DELETE", "faults")
    await api.ok("getMe")
    assert await api.control("POST", "limits", {"on": True}) == {"on": True, "floods": 0}
    await api.refused("sendMessage", chat_id=9, text="x")
    calls = await api.control("GET", "calls?since=1")
    assert [(c["method"], c["ok"]) for c in calls] == [("getMe", True), ("sendMessage", False)]
    (violation,) = await api.control("GET", "violations")
    assert violation == {
        "method": "sendMessage",
        "parameters": ["chat_id", "text"],
        "error": "Bad Request: chat not found",
    }


async def test_clock(sim: Simulator, api: Api) -> None:
    assert await api.control("POST", "clock", {"offset": 100})
    assert (await api.control("POST", "clock", {"by": 20.5}))["offset"] == 120.5
    moved = await api.control("POST", "clock", {"now": "2027-01-01T00:00:00+08:00"})
    assert abs((datetime.fromisoformat(moved["now"]) - datetime(2026, 12, 31, 16, tzinfo=UTC)).total_seconds()) < 2
    assert (await api.control("GET", "clock"))["offset"] == sim.clock.offset


async def test_block_over_http(sim: Simulator, api: Api) -> None:
    await api.control("POST", "users", {"name": "李华", "id": 77})
    assert (await api.control("POST", "block", {"user": 77}))["blocked"]
    assert not (await api.control("POST", "unblock", {"user": "77"}))["blocked"]


ERRORS = [
    ("say", {"user": "谁", "text": "x"}, 404, "no user is called '谁'"),
    ("say", {"user": "李华", "chat": "哪", "text": "x"}, 404, "no chat is called '哪'"),
    ("say", {"user": "李华"}, 400, "text must be a text"),
    ("say", {"user": "李华", "text": "x", "txt": 1}, 400, "unknown: txt; known are: user chat text reply_to"),
    ("say", {"user": "李华", "text": "x", "reply_to": 9}, 404, "no message 9 in 李华"),
    ("edit", {"user": "李华", "message": 1, "text": "x"}, 404, "no message 1 in 李华"),
    ("users", {"name": "x", "id": 1}, 400, "the id 1 is taken"),
    ("file", {"user": "李华", "name": "x", "content": "?"}, 400, "content must be base64: "),
    ("file", {"user": "李华", "name": "x", "content": "", "kind": "fax"}, 400, "kind must be one of document, "),
    ("faults", {"kind": "418"}, 400, "no such kind of fault: 418"),
    ("groups", {"title": "x", "members": "李华"}, 400, "members must be a list"),
    ("clock", {"by": "soon"}, 400, "by must be a number"),
    ("limits", {"on": 1}, 400, "on must be true or false"),
    ("link", {"user": "李华", "url": "https://t.me/other"}, 404, "https://t.me/other leads not to @branch_bot"),
    ("dance", {}, 404, "no such call: dance"),
]


@pytest.mark.parametrize(("path", "body", "status", "error"), ERRORS)
async def test_wrong_control_call(sim: Simulator, api: Api, path: str, body: Json, status: int, error: str) -> None:
    sim.add_user("李华")
    answer = await api.control("POST", path, body, status=status)
    assert answer["error"].startswith(error)


async def test_two_of_one_name_must_be_told_apart(sim: Simulator) -> None:
    first, _ = sim.add_user("李华"), sim.add_user("李华")
    with pytest.raises(LookupError, match="several users"):
        sim.say("李华", "x")
    assert sim.say(first.id, "x").sender is first


async def test_other_sites_pages_are_shut_out(sim: Simulator, session: aiohttp.ClientSession) -> None:
    for origin, status in (("https://a.cn", 403), (sim.url, 200)):
        async with session.get(f"{sim.url}/control/state", headers={"Origin": origin}) as response:
            assert response.status == status


async def test_page_has_a_strict_policy(sim: Simulator, session: aiohttp.ClientSession) -> None:
    async with session.get(f"{sim.url}/nothing/../../README.md") as response:
        assert response.status == 404
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    async with session.get(f"{sim.url}/%2e%2e/README.md") as response:
        assert response.status == 404
