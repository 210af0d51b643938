"""Command menus: the most specific scope wins, as https://core.telegram.org/bots/api#botcommandscope orders them."""

import json

import pytest

from simulator import Chat, Simulator, User
from tests.simulator.api import Api

pytestmark = pytest.mark.usefixtures("valid")


async def offer(api: Api, name: str, scope: dict[str, object], language: str = "") -> None:
    commands = json.dumps([{"command": name, "description": "x"}])
    await api.ok("setMyCommands", commands=commands, scope=json.dumps(scope), language_code=language)


async def test_private_scopes(sim: Simulator, user: User, api: Api) -> None:
    other = sim.add_user("王芳")
    await offer(api, "a", {"type": "default"})
    assert sim.menu(user) == ["a"]
    await offer(api, "b", {"type": "all_private_chats"})
    await offer(api, "c", {"type": "chat", "chat_id": user.id})
    await offer(api, "d", {"type": "all_group_chats"})
    assert (sim.menu(user), sim.menu(other)) == (["c"], ["b"])
    await api.ok("deleteMyCommands", scope=json.dumps({"type": "chat", "chat_id": user.id}))
    assert sim.menu(user) == ["b"]


async def test_group_scopes(sim: Simulator, user: User, api: Api) -> None:
    member = sim.add_user("王芳")
    group = sim.add_group("组", members=[member], admins=[user])
    scopes: list[tuple[str, dict[str, object], list[str], list[str]]] = [
        ("a", {"type": "default"}, ["a"], ["a"]),
        ("b", {"type": "all_group_chats"}, ["b"], ["b"]),
        ("c", {"type": "all_chat_administrators"}, ["c"], ["b"]),
        ("d", {"type": "chat", "chat_id": group.id}, ["d"], ["d"]),
        ("e", {"type": "chat_administrators", "chat_id": group.id}, ["e"], ["d"]),
        ("f", {"type": "chat_member", "chat_id": group.id, "user_id": member.id}, ["e"], ["f"]),
    ]
    for name, scope, for_admin, for_member in scopes:
        await offer(api, name, scope)
        assert (sim.menu(user, group), sim.menu(member, "组")) == (for_admin, for_member)
    assert sim.menu(user) == ["a"]


async def test_language(sim: Simulator, user: User, api: Api) -> None:
    foreigner = sim.add_user("Ann", language="en")
    await offer(api, "a", {"type": "default"})
    await offer(api, "b", {"type": "default"}, "en")
    assert (sim.menu(user), sim.menu(foreigner)) == (["a"], ["b"])
    assert [c["command"] for c in await api.ok("getMyCommands", language_code="en")] == ["b"]
    assert await api.ok("getMyCommands", language_code="de") == []


async def test_menu_button(sim: Simulator, user: User, group: Chat, api: Api) -> None:
    assert await api.ok("getChatMenuButton", chat_id=user.id) == {"type": "commands"}
    app = {"type": "web_app", "text": "x", "web_app": {"url": "https://a.cn"}}
    assert await api.ok("setChatMenuButton", chat_id=user.id, menu_button=json.dumps(app))
    assert await api.ok("getChatMenuButton", chat_id=user.id) == app
    assert await api.ok("getChatMenuButton") == {"type": "commands"}
