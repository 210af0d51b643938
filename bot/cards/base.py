"""Cards: what people see, painted from the store.

A card has a name and arguments; its painter reads the store and answers text and buttons. So a card can be
painted anew at any time: for the person who pressed, for everybody who still has it on screen, or after a restart.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Literal, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.keys import Keys
from bot.presses import Press
from bot.rules.calendar import Holidays
from bot.rules.language import Language, Said, say_when
from bot.rules.permissions import Need, grants
from bot.rules.rulebook import Rulebook
from bot.store.branch import Branch, Person
from bot.texts import Texts

T = TypeVar("T")


@dataclass(frozen=True)
class Button:
    """A label with exactly one thing to do: a press, or an address to open."""

    label: str
    press: Press | None = None
    url: str | None = None


@dataclass(frozen=True)
class Media:
    """A file that Telegram already holds, by its file_id."""

    kind: Literal["document", "photo"]
    file_id: str


@dataclass(frozen=True)
class Upload:
    """A file made as the card is painted; it travels with the message, so it is what was true then."""

    kind: Literal["document", "photo"]
    name: str
    content: bytes


@dataclass(frozen=True)
class Poll:
    """A native quiz poll (Bot API, sendPoll), each of whose votes we are told; ``answer``: the place of the right
    option, from 0. It is sent once and never painted anew: Telegram itself shows what was chosen, and why."""

    question: str
    options: tuple[str, ...]
    answer: int
    explanation: str
    kind: Literal["poll"] = "poll"


@dataclass(frozen=True)
class Card:
    """Text (Telegram HTML), buttons in rows, and how the message is to be sent.

    ``told``: by what it is told apart, where the text holds something short and secret: that is found from its digest.
    """

    text: str
    buttons: Sequence[Sequence[Button]] = ()
    media: Media | Upload | Poll | None = None
    protect: bool = False
    told: str | None = None


@dataclass(frozen=True)
class View:
    """Who looks, when, and with what a painter reads and words things."""

    session: AsyncSession
    branch: Branch
    viewer: Person | None  # None: everybody in a group chat
    now: datetime
    texts: Texts
    book: Rulebook
    holidays: Holidays
    keys: Keys
    username: str
    menu_of: Callable[[Person | None], list[tuple[str, str]]]  # a person's menu: command, system
    spoken: Language | None = None  # in this language, whoever looks
    shared: dict[str, Any] | None = None  # what cards painted together have read of the whole branch, see once()

    @property
    def commands(self) -> list[tuple[str, str]]:
        """The viewer's menu: each command and its system."""
        return self.menu_of(self.viewer)

    @property
    def zone(self) -> ZoneInfo:
        """The branch's time zone."""
        return self.texts.zone

    @property
    def today(self) -> date:
        """The date on the branch's calendar."""
        return self.now.astimezone(self.zone).date()

    @property
    def language(self) -> Language:
        """The viewer's language; the installation's in a group."""
        return self.spoken or self.texts.language(self.viewer.language if self.viewer else "")

    @property
    def person(self) -> Person:
        """The viewer of a card that is only ever shown in a private chat."""
        if self.viewer is None:
            raise LookupError("a private card painted for a group")
        return self.viewer

    async def once(self, what: str, read: Callable[[], Awaitable[T]]) -> T:
        """What ``read`` answers; for cards that are painted together it is read once, for meanwhile nothing changes."""
        if self.shared is None:
            return await read()
        if what not in self.shared:
            self.shared[what] = await read()
        found: T = self.shared[what]
        return found

    def say(self, said: Said) -> str:
        """A word, a month, a title of the rulebook in the viewer's language."""
        return said.say(self.language)

    def when(self, moment: datetime, now: datetime | None = None) -> str:
        """A moment in the viewer's language; without the year where it is that of ``now``."""
        return say_when(moment, now, zone=self.zone, language=self.language)

    def text(self, name: str, /, **facts: object) -> str:
        """A message of the viewer's language."""
        return self.texts.message(self.language, name, facts)

    def short(self, key: str, /, **facts: object) -> str:
        """A short text of the viewer's language."""
        return self.texts.short(self.language, key, **facts)

    def button(self, label: str, press: Press, /, **facts: object) -> Button:
        """A button labelled by the short text ``label``."""
        return Button(self.short(label, **facts), press)

    def link(self, label: str, payload: str) -> Button:
        """A button that opens the private chat with ``/start payload`` (Bot API, deep linking)."""
        return Button(self.short(label), url=self.address(payload))

    def address(self, payload: str) -> str:
        """Where the private chat opens with ``/start payload``."""
        return f"https://t.me/{self.username}?start={payload}"

    def back(self, command: str = "menu") -> Button:
        """« 返回, to the card of a command."""
        return self.button("home.back", Open(command))


class Open(Press, tag="go"):
    """Opens what a command shows, in place."""

    command: str


Painter = Callable[..., Awaitable[Card | None]]


GROUP: Final = None  # the need of a card for everybody in a group chat


@dataclass(frozen=True)
class Kind:
    """A registered card. ``reports_to``: the card (same arguments) to refresh as deliveries come in."""

    paint: Painter
    need: Need | None
    reports_to: str | None = None

    def permits(self, viewer: Person | None) -> bool:
        """Whether this viewer may (still) see it; LookupError for a private card in a group, or the reverse."""
        if (viewer is None) != (self.need is GROUP):
            raise LookupError("a private card painted for a group, or a group's for one person")
        return viewer is None or self.need is None or viewer.grants.satisfies(self.need)


@dataclass
class Gallery:
    """All cards by name."""

    kinds: dict[str, Kind] = field(default_factory=dict)

    def card(
        self, name: str, *, need: Need | None, reports_to: str | None = None
    ) -> Callable[[Painter], Painter]:  # fmt: skip
        """Registers ``async def paint(view, **args) -> Card | None`` (None: nothing to show) under ``system/name``.

        Whoever does not meet ``need`` (any more) is shown :func:`closed` instead, and the painter is not asked.
        """

        def register(paint: Painter) -> Painter:
            if name in self.kinds:
                raise ValueError(f"two cards are called {name}")
            self.kinds[name] = Kind(paint, need, reports_to)
            return paint

        return register

    def permits(self, name: str, viewer: Person | None) -> bool:
        """Whether this viewer may (still) see the card; LookupError as in :meth:`Kind.permits`."""
        return self.kinds[name].permits(viewer)

    def takes_a_post(self, name: str, viewer: Person) -> bool:
        """Whether this viewer would not see the card without any post."""
        need = self.kinds[name].need
        return need is not None and not grants(viewer.status, frozenset()).satisfies(need)

    async def paint(self, view: View, name: str, args: dict[str, Any]) -> Card | None:
        """What the card looks like to this viewer now."""
        return await self.kinds[name].paint(view, **args) if self.permits(name, view.viewer) else closed(view)


def closed(view: View, *, file: bool = False) -> Card:
    """What is left of a card that is no longer the viewer's to see; ``file``: of one that was a file."""
    return Card(view.text("home/closed_file" if file else "home/closed"), [[view.back()]])


GALLERY = Gallery()
card = GALLERY.card


def in_rows(buttons: Iterable[Button], width: int = 2) -> list[list[Button]]:
    """Buttons in rows of at most ``width``, the house's limit being two."""
    every = list(buttons)
    return [every[start : start + width] for start in range(0, len(every), width)]
