"""A file that is made as a card is painted reaches Telegram as it was made."""

import pytest

from bot import frames
from bot.cards.base import Card, Upload
from bot.gateway.api import Api
from bot.gateway.transport import Transport
from simulator import Simulator


@pytest.mark.parametrize(("name", "content"), [("会议记录.docx", b"PK\x03\x04\x00"), ("a&b.ics", b"BEGIN")])
async def test_a_made_file_arrives_with_its_name_and_every_byte(
    simulator: Simulator, name: str, content: bytes
) -> None:
    user = simulator.add_user("陈正式")
    simulator.say(user, "/start")
    payload = frames.content(Card("请存档", media=Upload("document", name, content)))
    async with Transport() as transport:
        await Api(transport, simulator.url, "1:test").call("sendDocument", {"chat_id": user.id, **payload})
    (message,) = [each for each in simulator.messages(user) if each.from_bot]
    assert message.media is not None
    assert (message.media.file.name, message.media.file.content, message.text) == (name, content, "请存档")
