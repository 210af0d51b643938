"""Files: what Telegram demands of them, and how they come back."""

import io
import struct
import zlib

import aiohttp
import pytest
import telegram
from telegram import Bot, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest

from simulator import Simulator, User
from simulator.files import picture_size
from tests.simulator.api import TOKEN, Api


def png(width: int, height: int) -> bytes:
    """The smallest thing that calls itself such a picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(header)) + chunk + struct.pack(">I", zlib.crc32(chunk))


JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b080030004001011100")


def test_sizes_of_pictures() -> None:
    assert picture_size(png(300, 200)) == (300, 200)
    assert picture_size(JPEG) == (64, 48)
    assert picture_size(b"GIF89a" + struct.pack("<HH", 5, 6)) == (5, 6)
    assert picture_size(b"RIFF\x00\x00\x00\x00WEBPVP8 ") == (512, 512)
    assert picture_size(b"\xff\xd8\xff") is None
    assert picture_size(b"hello") is None


@pytest.mark.usefixtures("valid")
async def test_photo_comes_in_sizes(sim: Simulator, user: User, bot: Bot) -> None:
    sent = await bot.send_photo(user.id, png(300, 200), caption="图")
    assert [(size.width, size.height) for size in sent.photo] == [(90, 60), (300, 200)]
    shown = sim.messages(user)[-1]
    assert shown.photo is not None
    assert (shown.photo.content, shown.text, shown.document) == (png(300, 200), "图", None)
    assert await (await sent.photo[0].get_file()).download_as_bytearray() == png(300, 200)
    again = await bot.send_photo(user.id, sent.photo[-1].file_id)
    assert again.photo == sent.photo
    album = [InputMediaPhoto(png(3, 2)), InputMediaPhoto(sent.photo[-1].file_id)]
    assert [len(m.photo) for m in await bot.send_media_group(user.id, album)] == [1, 2]


@pytest.mark.usefixtures("valid")
async def test_another_file_takes_the_place_of_one_with_its_caption(sim: Simulator, user: User, bot: Bot) -> None:
    sent = await bot.send_photo(user.id, png(300, 200), caption="图")
    note = InputMediaDocument(b"gone", caption="<b>撤下</b>", parse_mode="HTML", filename="note.txt")
    edited = await bot.edit_message_media(note, user.id, sent.message_id)
    assert isinstance(edited, telegram.Message)
    assert (edited.photo, edited.caption_html, edited.edit_date is not None) == ((), "<b>撤下</b>", True)
    assert edited.document is not None
    assert edited.document.file_name == "note.txt"
    shown = sim.messages(user)[-1]
    assert shown.media is not None
    assert (shown.media.kind, shown.media.file.content) == ("document", b"gone")
    again = InputMediaDocument(edited.document.file_id, caption="<b>撤下</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_media(again, user.id, sent.message_id)


@pytest.mark.usefixtures("valid")
async def test_voice_both_ways(sim: Simulator, user: User, bot: Bot) -> None:
    sim.send_file(user, "v.ogg", b"OggS", kind="voice")
    sim.send_file(user, "s.webp", b"RIFF0000WEBP", kind="sticker")
    voice, sticker = [update.message for update in await bot.get_updates()]
    assert voice is not None
    assert voice.voice is not None
    assert sticker is not None
    assert sticker.sticker is not None
    sent = await bot.send_voice(user.id, voice.voice.file_id)
    assert sent.voice == voice.voice
    shown = sim.messages(user)[-1].voice
    assert shown is not None
    assert shown.content == b"OggS"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"hello", "IMAGE_PROCESS_FAILED"),
        (png(9000, 2000), "PHOTO_INVALID_DIMENSIONS"),
        (png(210, 10), "PHOTO_INVALID_DIMENSIONS"),
        (png(10, 10) + bytes(10_000_000), "file is too big"),
    ],
    ids=["no picture", "too large", "too long", "too big"],
)
async def test_photo_refused(sim: Simulator, user: User, bot: Bot, content: bytes, reason: str) -> None:
    with pytest.raises(telegram.error.BadRequest, match=f"(?i){reason}"):
        await bot.send_photo(user.id, content)
    assert len(sim.violations) == 1


async def test_file_kinds_are_not_interchangeable(sim: Simulator, user: User, bot: Bot) -> None:
    sent = await bot.send_document(user.id, b"x", filename="x.txt")
    assert sent.document is not None
    with pytest.raises(telegram.error.BadRequest, match="Wrong file identifier"):
        await bot.send_photo(user.id, sent.document.file_id)


async def test_empty_and_too_large(sim: Simulator, user: User, api: Api, session: aiohttp.ClientSession) -> None:
    for content, status in ((b"", 400), (bytes(50_000_001), 413)):
        form = aiohttp.FormData({"chat_id": str(user.id)})
        form.add_field("document", io.BytesIO(content), filename="x.bin")
        async with session.post(f"{sim.url}/bot{TOKEN}/sendDocument", data=form) as response:
            assert response.status == status
    assert [v.method for v in sim.violations] == ["sendDocument"] * 2


@pytest.mark.usefixtures("valid")
async def test_large_file_of_a_person_cant_be_fetched(sim: Simulator, user: User, api: Api) -> None:
    sim.send_file(user, "film.mp4", bytes(20_000_001), kind="video")
    (update,) = await api.updates()
    too_big = (400, "Bad Request: file is too big")
    assert await api.refused("getFile", file_id=update["message"]["video"]["file_id"]) == too_big
