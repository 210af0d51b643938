"""What the stories of broadcasts do again and again."""

from simulator.model import Message
from tests.scene import Actor


async def prepare(sender: Actor, text: str, audience: str = "全体党员") -> Message:
    """Writes a text and chooses its audience; answers the preview."""
    sender.says("/broadcast")
    await sender.sees("请发来内容")
    sender.says(text)
    await sender.sees("发给谁")
    await sender.presses(audience)
    return await sender.sees("请核对", f"发给：{audience}")


async def send(sender: Actor, text: str, audience: str = "全体党员") -> str:
    """Sends a text; answers what the pressed button carried."""
    preview = await prepare(sender, text, audience)
    pressed = carried(preview)
    await sender.presses("确认")
    await sender.sees("已送达", f"发给：{audience}")
    return pressed


def carried(card: Message) -> str:
    """What the first button of a card carries now; a later edit changes the card."""
    data = card.buttons[0][0].data
    if data is None:
        raise LookupError("the button opens an address")
    return data
