"""Files on the simulated servers: https://core.telegram.org/bots/api#sending-files and #getfile."""

import mimetypes
import random
import struct
from dataclasses import dataclass, replace
from pathlib import PurePath

from .errors import wrong
from .model import Media, MediaKind, StoredFile

UPLOAD_MOST, PHOTO_MOST = 50_000_000, 10_000_000  # bytes a bot may send
DOWNLOAD_MOST = 20_000_000  # bytes a bot may fetch
_THUMBNAIL = 90  # longest side of the small size of a photo
_SIDES_MOST, _RATIO_MOST = 10_000, 20
_FOLDERS: dict[MediaKind, str] = {"photo": "photos", "voice": "voice", "sticker": "stickers"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a request."""

    name: str
    mime: str
    content: bytes


class FileStore:
    """Every file ever sent, by `file_id` and by path."""

    def __init__(self, chance: random.Random) -> None:
        self.by_id: dict[str, Media] = {}
        self.by_path: dict[str, StoredFile] = {}
        self._chance = chance
        self._count = 0

    def keep(self, upload: Upload, kind: MediaKind) -> Media:
        """Stores a file and gives it its identifiers."""
        self._count += 1
        width, height = picture_size(upload.content) or (640, 480)
        suffix = PurePath(upload.name).suffix or mimetypes.guess_extension(upload.mime) or ""
        file = StoredFile(
            id=self._identifier("BQAC"),
            unique_id=self._identifier("AgAD", 9),
            name=upload.name,
            mime=upload.mime or mimetypes.guess_type(upload.name)[0] or "application/octet-stream",
            content=upload.content,
            path=f"{_FOLDERS.get(kind, kind + 's')}/file_{self._count}{suffix}",
            width=width,
            height=height,
            duration=1 if kind in {"voice", "audio", "video", "animation"} else 0,
        )
        return self._register(Media(kind, file, self._sizes(file) if kind == "photo" else ()))

    def _sizes(self, file: StoredFile) -> tuple[StoredFile, ...]:
        longest = max(file.width, file.height)
        if longest <= _THUMBNAIL:
            return (file,)
        width, height = (max(1, side * _THUMBNAIL // longest) for side in (file.width, file.height))
        small = replace(
            file, id=self._identifier("AgAC"), unique_id=self._identifier("AQAD", 9), width=width, height=height
        )
        return small, file

    def take_over(self, media: Media) -> None:
        """A file with its own identifiers, and a path that is not given again."""
        self._count += 1
        self._register(media)

    def _register(self, media: Media) -> Media:
        for file in (media.file, *media.sizes):
            self.by_id[file.id] = media
        self.by_path[media.file.path] = media.file
        return media

    def _identifier(self, prefix: str, size: int = 45) -> str:
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        return prefix + "".join(self._chance.choices(alphabet, k=size))


def check_photo(upload: Upload) -> None:
    """What Telegram demands of a photo: a picture, at most 10 MB, width and height within bounds."""
    if len(upload.content) > PHOTO_MOST:
        raise wrong("file is too big")
    size = picture_size(upload.content)
    if size is None:
        raise wrong("IMAGE_PROCESS_FAILED")
    if sum(size) > _SIDES_MOST or max(size) > _RATIO_MOST * min(size):
        raise wrong("PHOTO_INVALID_DIMENSIONS")


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, JPEG, GIF or WebP picture; none where it is no such picture."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return struct.unpack(">II", content[16:24])
    if content[:6] in {b"GIF87a", b"GIF89a"} and len(content) >= 10:
        return struct.unpack("<HH", content[6:10])
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return 512, 512  # three layouts of its header; nothing here depends on the true size
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:  # a start of frame
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
