"""Sending and fetching files: https://core.telegram.org/bots/api#sending-files and #getfile."""

from collections.abc import Callable

from ..calls import Call
from ..checks import check_caption, format_text
from ..errors import refused, wrong
from ..files import DOWNLOAD_MOST, Upload, check_photo
from ..model import Media, MediaKind, Message
from ..render import message_json
from ..wire import Json
from ..world import World
from .common import formatted, open_chat, replied, reply_markup

_ATTACHED = "attach://"
_SENT: tuple[MediaKind, ...] = ("document", "photo", "voice", "audio", "video", "animation", "sticker")
_ALBUM_LEAST, _ALBUM_MOST = 2, 10
_ALBUM_ALONE = {"document", "audio"}  # "can be only grouped in an album with messages of the same type"


def _sender(kind: MediaKind) -> Callable[[World, Call], Json]:
    def send(world: World, call: Call) -> Json:
        text, entities = formatted(call, "caption", entities="caption_entities")
        check_caption(text)
        media = _media(world, call, kind, kind)
        markup = reply_markup(call)
        chat = open_chat(world, call)
        message = Message(
            chat,
            world.bot,
            text=text,
            entities=entities,
            media=media,
            markup=markup,
            reply_to=replied(world, call, chat),
            protected=call.flag("protect_content"),
        )
        return message_json(world.post(message))

    return send


def _media(world: World, call: Call, kind: MediaKind, name: str) -> Media:
    """The file of a parameter: a part of that name, an attached part, or a `file_id`."""
    value = call.params.get(name, _ATTACHED + name)
    return referred(world, call, kind, value)


def referred(world: World, call: Call, kind: MediaKind, value: str) -> Media:
    """The file that an InputMedia names: an attached part, or a `file_id`."""
    if value.startswith(("http://", "https://")):
        raise wrong("Not implemented by the simulator: files by URL")
    if not value.startswith(_ATTACHED):
        media = world.files.by_id.get(value)
        if media is None or media.kind != kind:
            raise wrong("wrong file identifier/HTTP URL specified")
        return media
    upload = call.files.get(value.removeprefix(_ATTACHED))
    if upload is None:
        raise wrong(f"attached file {value.removeprefix(_ATTACHED)} not found")
    return _checked(world, upload, kind)


def _checked(world: World, upload: Upload, kind: MediaKind) -> Media:
    if not upload.content:
        raise wrong("file must be non-empty")
    if kind == "photo":
        check_photo(upload)
    return world.files.keep(upload, kind)


def send_media_group(world: World, call: Call) -> list[Json]:
    """https://core.telegram.org/bots/api#sendmediagroup."""
    items = call.items("media") or []
    if not _ALBUM_LEAST <= len(items) <= _ALBUM_MOST:
        raise wrong("wrong number of media in the album: it must be 2-10")
    kinds = {item["type"] for item in items}
    if len(kinds) > 1 and kinds & _ALBUM_ALONE:
        raise wrong("documents and audio files can't be mixed with other media in an album")
    captions = [captioned(call, item) for item in items]
    media = [referred(world, call, item["type"], item["media"]) for item in items]
    chat = open_chat(world, call)
    reply = replied(world, call, chat)
    album = world.number()
    messages = [
        Message(
            chat, world.bot, text, entities, one, reply_to=reply, protected=call.flag("protect_content"), album=album
        )
        for (text, entities), one in zip(captions, media, strict=True)
    ]
    return [message_json(world.post(message)) for message in messages]


def captioned(call: Call, item: Json) -> tuple[str, list[Json]]:
    """The caption of an InputMedia, with its entities."""
    text, entities = format_text(
        item.get("caption", ""), item.get("parse_mode", ""), item.get("caption_entities"), call.notes
    )
    check_caption(text)
    return text, entities


def get_file(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#getfile. Bots can fetch up to 20 MB."""
    media = world.files.by_id.get(call.text("file_id"))
    if media is None:
        raise wrong("invalid file_id")
    file = next((size for size in media.sizes if size.id == call.text("file_id")), media.file)
    if file.size > DOWNLOAD_MOST:
        raise refused("file is too big")
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size, "file_path": file.path}


METHODS: dict[str, Callable[[World, Call], object]] = {
    **{f"send{kind.capitalize()}": _sender(kind) for kind in _SENT},
    "sendMediaGroup": send_media_group,
    "getFile": get_file,
}
