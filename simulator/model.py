"""The things of the simulated world: people, chats, messages, files, button presses. They hold state and no rules."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from .entities import to_html
from .wire import Json

ChatKind: TypeAlias = Literal["private", "group", "supergroup"]
MediaKind: TypeAlias = Literal["document", "photo", "voice", "sticker", "audio", "video", "animation"]


@dataclass(slots=True, eq=False)
class User:
    """A person, or the bot itself."""

    id: int
    name: str
    username: str | None = None
    is_bot: bool = False
    language: str | None = None
    note: str = ""  # shown beside the name on the page only
    started: bool = False  # has written to the bot in private, so the bot may write back
    blocked: bool = False


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat (its id is the user's), a basic group or a supergroup."""

    id: int
    kind: ChatKind
    title: str
    user: User | None = None
    members: dict[int, str] = field(default_factory=dict)  # user id → status, the bot included
    messages: dict[int, "Message"] = field(default_factory=dict)
    last_id: int = 0
    migrated_to: int | None = None
    instance: str = ""
    keyboard: Json | None = None  # the reply keyboard now shown

    @property
    def private(self) -> bool:
        """Whether it is a private chat."""
        return self.kind == "private"


@dataclass(frozen=True, slots=True, eq=False)
class StoredFile:
    """A file on Telegram's servers."""

    id: str
    unique_id: str
    name: str
    mime: str
    content: bytes
    path: str
    width: int = 0
    height: int = 0
    duration: int = 0

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content)


@dataclass(frozen=True, slots=True, eq=False)
class Media:
    """A file as a message shows it. A photo comes in several sizes, the largest last."""

    kind: MediaKind
    file: StoredFile
    sizes: tuple[StoredFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button as people see it."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(slots=True, eq=False)
class Message:
    """A message. ``text`` is the caption where there is media."""

    chat: Chat
    sender: User
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    media: Media | None = None
    markup: Json | None = None
    reply_to: "Message | None" = None
    protected: bool = False
    pinned: bool = False
    edit_date: datetime | None = None
    deleted: bool = False
    deleted_by_bot: bool = False  # and the bot knows it
    service: Json | None = None  # new members, migration, a pin …
    poll: Json | None = None
    origin: Json | None = None  # where it was forwarded from
    album: str | None = None
    votes: dict[int, list[int]] = field(default_factory=dict)
    reactions: list[Json] = field(default_factory=list)  # the bot's own
    id: int = 0  # given, like the date, when it is posted
    date: datetime = datetime.min  # noqa: DTZ901 - never read

    @property
    def html(self) -> str:
        """The text with its formatting as Telegram's HTML."""
        return to_html(self.text, self.entities)

    @property
    def buttons(self) -> list[list[Button]]:
        """The rows of inline buttons."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [[Button(b["text"], b.get("callback_data"), b.get("url")) for b in row] for row in rows]

    @property
    def labels(self) -> list[str]:
        """The texts of all inline buttons."""
        return [button.text for row in self.buttons for button in row]

    @property
    def edited(self) -> bool:
        """Whether it was edited."""
        return self.edit_date is not None

    @property
    def from_bot(self) -> bool:
        """Whether the bot sent it."""
        return self.sender.is_bot

    @property
    def document(self) -> StoredFile | None:
        """The document it carries."""
        return self._file("document")

    @property
    def photo(self) -> StoredFile | None:
        """The photo it carries, in its largest size."""
        return self._file("photo")

    @property
    def voice(self) -> StoredFile | None:
        """The voice message it carries."""
        return self._file("voice")

    def _file(self, kind: MediaKind) -> StoredFile | None:
        return self.media.file if self.media is not None and self.media.kind == kind else None

    def __repr__(self) -> str:
        labels = "".join(f" [{label}]" for label in self.labels)
        return f"<{self.chat.title}/{self.id} {self.sender.name}: {self.text!r}{labels}>"


@dataclass(slots=True, eq=False)
class Press:
    """A pressed button and what the bot answered to it."""

    id: str
    user: User
    chat: Chat
    message: Message | None
    data: str | None = None
    url: str | None = None
    answered: bool = False
    answer: str | None = None
    alert: bool = False
    answer_lost: bool = False  # a fault kept it from the bot that its answer got through
