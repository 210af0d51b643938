"""What a handler is given: ``here``. Where something came from, who did it, and how to answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from telegram import Message, Update

from bot.actions.base import Deed, Refresh, Refused
from bot.cards.base import Button, View
from bot.rules.typed import cleaned
from bot.store import branch as people
from bot.store import cards, post
from bot.store.branch import Person
from bot.store.cards import Spot
from bot.store.post import Dialog
from bot.store.writes import writes_of
from bot.tray import Tray

_CUT = 2048  # characters: no program cuts a text into parts that are shorter (save the last)


@dataclass
class Toast:
    """The one answer to a callback query (Bot API, answerCallbackQuery: text up to 200 characters)."""

    callback_id: str
    text: str | None = None
    alert: bool = False


@dataclass
class Group:
    """One transaction at work, and the answers to presses that follow its commit."""

    tray: Tray
    toasts: list[Toast] = field(default_factory=list)
    known: dict[int, Person] = field(default_factory=dict)  # by account, as the group began


@dataclass
class Here:
    """One update inside the group's transaction."""

    update: Update
    deed: Deed
    tray: Tray
    chat_id: int
    private: bool
    argument: str = ""  # what follows a command
    open: Callable[[str], Awaitable[None]] | None = None  # runs another command here; set by routing
    toasts: list[Toast] = field(default_factory=list)
    dialog: Dialog | None = None
    written: int = 0  # writes when the route began; a refusal must find as many

    @property
    def person(self) -> Person:
        """The bound person; every route but the open ones has one."""
        return self.deed.person

    async def find_person(self, person_id: int) -> Person:
        """Somebody of the branch, whom a button names; Refused where the branch has no such person."""
        found = await people.person(self.deed.session, person_id)
        if found is None or found.branch_id != self.deed.branch.id:
            raise Refused("home.old_button")
        return found

    @property
    def message(self) -> Message:
        """The message that came."""
        if self.update.message is None:
            raise LookupError("not a message")
        return self.update.message

    @property
    def text(self) -> str:
        """The text or caption that came, cleaned; empty for stickers and the like."""
        return cleaned(self.message.text or self.message.caption or "")

    @property
    def view(self) -> View:
        """How the acting person sees things here."""
        viewer = self.deed.actor
        return self.tray.studio.view(self.deed.session, self.deed.branch, viewer, self.deed.now, self.deed.book)

    async def show(self, card: str, /, **args: object) -> None:
        """Shows a card: in place of the pressed message, else as a new one."""
        self.tray.place(card, args, self._spot(), self.deed.actor if self.private else None)

    async def whisper(self, card: str, secret: dict[str, Any], /, **args: object) -> None:
        """Shows a card in place, painted with ``secret`` besides its arguments; see Tray.place. For private chats."""
        self.tray.place(card, args, self._spot(), self.deed.actor, secret)

    async def send(self, card: str, /, **args: object) -> None:
        """Shows a card as a new message, whatever was pressed."""
        self.tray.place(card, args, Spot(self.chat_id), self.deed.actor if self.private else None)

    async def say(self, message: str, /, *buttons: list[Button], **facts: object) -> None:
        """A plain message here, by ``system/message``."""
        self.tray.say(self.chat_id, self.view.text(message, **facts), buttons)

    async def repaint(self) -> None:
        """Shows on the pressed message what is true now."""
        spot = self._spot()
        row = (await cards.look_up(self.deed.session, (), [spot])).at.get(spot) if spot.message_id else None
        if row is not None:
            self.deed.notices.append(Refresh(row.name, row.args, row.person_id))

    async def route_command(self, name: str) -> None:
        """Goes on as if that command had been sent."""
        if self.open is None:
            raise LookupError("not inside a route")
        self.argument = ""
        await self.open(name)

    def toast(self, key: str, /, *, alert: bool = False, **facts: object) -> None:
        """A short word at the pressed button; the last one counts."""
        text = self.view.short(key, **facts)
        for toast in self.toasts:
            toast.text, toast.alert = text, alert

    async def begin(self, name: str, /, **answers: Any) -> None:  # noqa: ANN401 - JSON
        """Opens a dialog (ending any other): what the person writes next is its answer."""
        await self.end()
        self.dialog = Dialog(person_id=self.person.id, name=name, answers=answers, changed=self.deed.now)
        before = writes_of(self.deed.session)
        post.open_dialog(self.deed.session, self.dialog)
        await self._flush(before)

    def keep(self, **answers: Any) -> None:  # noqa: ANN401 - JSON
        """Stores answers in the open dialog."""
        if self.dialog is None:
            raise LookupError("no dialog is open")
        self.dialog.answers = {**self.dialog.answers, **answers}
        self.dialog.changed = self.deed.now

    @property
    def continues_a_long_text(self) -> bool:
        """Whether this is the rest of a text that Telegram's programs cut into several messages.

        Where the beginning was too long for an answer, its end is none either. The parts come with nothing between.
        """
        return self.dialog is not None and self.dialog.answers.get("cut") == self.message.message_id - 1

    def remember_the_cut(self) -> None:
        """After a long text in a dialog, whatever became of it: the next message may be its rest."""
        message = self.update.message
        if self.dialog is not None and message is not None and (self.continues_a_long_text or len(self.text) > _CUT):
            self.keep(cut=message.message_id)

    async def end(self) -> None:
        """Closes the dialog, if one is open."""
        dialog = await post.dialog(self.deed.session, self.person.id)
        if dialog is not None:
            before = writes_of(self.deed.session)
            await self.deed.session.delete(dialog)
            await self._flush(before)
        self.dialog = None

    async def hold(self) -> None:
        """What was changed so far stays, also where the rest is refused."""
        await self.deed.session.flush()
        self.written = writes_of(self.deed.session)

    async def _flush(self, before: int) -> None:
        """Where a person stands in a dialog is no part of the deed: it may end, and the deed be refused."""
        await self.deed.session.flush()
        self.written += writes_of(self.deed.session) - before

    def _spot(self) -> Spot:
        query = self.update.callback_query
        return Spot(self.chat_id, query.message.message_id if query and query.message else None)
