"""A world that was saved is the same world again, and goes on."""

from pathlib import Path

import pytest

from simulator import Simulator, User
from simulator.model import Chat
from simulator.saved import load, save, world_json
from tests.simulator.api import TOKEN, Api
from tests.simulator.test_files import png

MARKUP = '{"inline_keyboard": [[{"text": "参加", "callback_data": "j"}]]}'


@pytest.fixture
async def again(sim: Simulator, api: Api, user: User, group: Chat, tmp_path: Path) -> Simulator:
    """Another simulator, filled with what happened in this one."""
    asked = await api.ok("sendMessage", chat_id=user.id, text="<b>来吗</b>", parse_mode="HTML", reply_markup=MARKUP)
    await api.ok("editMessageText", chat_id=user.id, message_id=asked["message_id"], text="来吧", reply_markup=MARKUP)
    sim.press(user, "参加")
    sim.say(user, "好", reply_to=asked["message_id"])
    sim.send_file(user, "a.png", png(3, 2), kind="photo", chat=group)
    await api.ok(
        "sendPoll", chat_id=group.id, question="?", options='[{"text": "a"}, {"text": "b"}]', is_anonymous="false"
    )
    sim.vote(user, sim.messages(user, group)[-1], [1])
    await api.ok("setMyCommands", commands='[{"command": "menu", "description": "home"}]')
    await api.ok("setMyName", name="支部")
    sim.migrate(group)
    save(sim.world, tmp_path / "world.json")
    double = Simulator(TOKEN, "branch_bot", limits=False)
    load(double.world, tmp_path / "world.json")
    return double


async def test_everything_is_there_again(sim: Simulator, again: Simulator) -> None:
    assert world_json(again.world) == world_json(sim.world)
    assert [repr(message) for message in again.messages("李华")] == [repr(message) for message in sim.messages("李华")]
    asked, answer = again.messages("李华")[-2:]
    assert (asked.edited, answer.reply_to, asked.labels) == (True, asked, ["参加"])
    assert again.menu("李华") == ["menu"]


async def test_it_goes_on_without_giving_a_number_twice(sim: Simulator, again: Simulator) -> None:
    newest = again.messages("李华")[-1].id
    assert again.say("李华", "还在吗").id == newest + 1
    given = [update["update_id"] for update in again.world.updates.pending]
    assert len(set(given)) == len(given)
    assert max(given) == sim.world.updates.next_id
    groups = [again.add_group(f"新群{number}", ["李华"], supergroup=bool(number)) for number in range(2)]
    assert not {chat.id for chat in groups} & sim.world.chats.keys()
    again.send_file("李华", "b.png", png(3, 2), kind="photo")
    photos = [
        message.photo for place in (None, "第一党小组") for message in again.messages("李华", place) if message.photo
    ]
    assert len({photo.path for photo in photos}) == len(photos)
    assert again.world.files.by_path.keys() > sim.world.files.by_path.keys()
    assert any(not press.answered for press in again.world.presses.values())
    assert again.press("李华", "参加").message is again.messages("李华")[1]
