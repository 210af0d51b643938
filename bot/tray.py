"""The tray: what is to be told because of a group of deeds, painted and written into the outbox before the commit.

A group that changes one card sixty times paints it once.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from time import monotonic
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import frames
from bot.actions.base import Deed, Errand, Menu, Notice, Refresh, Return, Show
from bot.cards.base import Button, Card, Gallery, Media, Upload, View, closed
from bot.keys import Keys
from bot.repaints import Repaints
from bot.rules.calendar import Holidays
from bot.rules.rulebook import Rulebook
from bot.store import branch as people
from bot.store import cards, outbox
from bot.store.base import canonical
from bot.store.branch import Branch, Person
from bot.store.cards import CardRow, Shown, Spot
from bot.store.outbox import Call, Urgency
from bot.texts import CAPTION, TEXT, Texts, fitted

HOME = "home/menu"
# What an errand may ask, as Bot API methods; a file's content takes two of them (gateway/api.py).
QUESTIONS = {"member_count": "getChatMemberCount", "file": "fetch"}
_SENDING = {"document": "sendDocument", "photo": "sendPhoto", "poll": "sendPoll"}


@dataclass
class Studio:
    """What painting needs besides the transaction; one for the whole process."""

    gallery: Gallery
    texts: Texts
    calendar: Callable[[], Holidays]
    keys: Keys
    commands: Callable[[Person | None], list[tuple[str, str]]]  # a person's menu: command, system
    username: str = ""
    repaints: Repaints = field(default_factory=Repaints)

    @cached_property
    def holidays(self) -> Holidays:
        """Days off and make-up workdays, loaded when first asked for: the bot's start does not wait for them."""
        return self.calendar()

    def view(
        self, session: AsyncSession, branch: Branch, viewer: Person | None, now: datetime, book: Rulebook,
        shared: dict[str, Any] | None = None,
    ) -> View:  # fmt: skip
        """The view of one person (None: a group) in this transaction; ``book`` as it is now."""
        return View(
            session, branch, viewer, now, self.texts, book, self.holidays, self.keys, self.username, self.commands,
            shared=shared,
        )  # fmt: skip


@dataclass
class _Placed:
    """A card shown in answer to an update, at a known place rather than to a person."""

    card: str
    args: dict[str, Any]
    spot: Spot
    viewer: Person | None
    whisper: dict[str, Any] = field(default_factory=dict)


@dataclass
class Tray:
    """Collects during a group; :meth:`flush` paints and writes. ``book``: the branch's, as the deeds so far left it."""

    session: AsyncSession
    studio: Studio
    branch: Branch
    now: datetime
    book: Rulebook
    calls: list[Call] = field(default_factory=list)
    chores: dict[str, None] = field(default_factory=dict)  # names in order, each once
    put_off: float | None = None  # seconds until a live card that was not painted now may be
    _asked: list[Notice | _Placed] = field(default_factory=list)
    _painted: dict[CardRow, str] = field(default_factory=dict)  # digests
    _shared: dict[str, Any] = field(default_factory=dict)  # what the cards of one flush share

    def take(self, deed: Deed) -> None:
        """What a deed wants told, and done afterwards."""
        self.book = deed.book
        self._asked.extend(deed.notices)
        self.chores.update(dict.fromkeys(deed.chores))

    def place(
        self, card: str, args: dict[str, Any], spot: Spot, viewer: Person | None, whisper: dict[str, Any] | None = None
    ) -> None:
        """Show a card where an update came from.

        ``whisper``: arguments for this painting alone. Neither they nor a digest of what they made is kept: what can
        only be one of three things is found from its digest by trying.
        """
        self._asked.append(_Placed(card, args, spot, viewer, whisper or {}))

    def say(self, chat_id: int, html: str, buttons: Sequence[Sequence[Button]] = ()) -> None:
        """A message that is not a card: it will never be painted anew."""
        self._send(chat_id, None, Card(fitted(html, TEXT), buttons), Urgency.INTERACTIVE)

    async def flush(self) -> list[Call]:
        """Writes everything into the outbox; answers the calls with their ids, for the courier."""
        self._shared.clear()
        refreshes: dict[str, Refresh] = {}
        pressed: dict[Spot, _Placed] = {}
        shown: list[Show] = []
        for notice in self._asked:
            if isinstance(notice, Refresh):
                refreshes[canonical([notice.card, notice.args, notice.person_id])] = notice
            elif isinstance(notice, _Placed) and notice.spot.message_id is not None:
                pressed[notice.spot] = notice
            elif notice not in shown:
                await self._write(notice)
                shown += [notice] if isinstance(notice, Show) else []
        await self.session.flush()
        with self.session.no_autoflush:  # from here on only cards change, and they are written together
            wanted = [Shown(each.card, each.args, each.person_id) for each in refreshes.values()]
            found = await cards.look_up(self.session, wanted, pressed)
            await self._repaint(found.showing, pressed)
            await self._edit_pressed(pressed, found.at)
        self._asked.clear()
        await self.session.flush()
        await cards.note_painted(self.session, self._painted)
        await outbox.write(self.session, self.studio.keys.doors, self.calls, self.now)
        return self.calls

    async def _write(self, notice: Show | Menu | Return | Errand | _Placed) -> None:
        match notice:
            case Show():
                await self._show(notice)
            case _Placed():
                await self._new(notice, Urgency.INTERACTIVE)
            case Menu():
                await self._menu(notice)
            case Return():
                await self._make_up(notice.telegram_id)
            case Errand():
                payload = {"chat_id": notice.chat_id, **notice.facts}
                self._call(notice.chat_id, QUESTIONS[notice.question], payload, errand=notice.then)

    async def _show(self, notice: Show) -> None:
        viewer = await people.person(self.session, notice.person_id) if notice.person_id else None
        chat_id = viewer.telegram_id if viewer else notice.chat_id
        if chat_id is None:
            return  # not bound: whoever called or sent was told how many are not
        if not self.studio.gallery.permits(notice.card, viewer):
            return  # nobody is sent what they may not see
        placed = _Placed(notice.card, notice.args, Spot(chat_id), viewer)
        if notice.kept:
            await self._new(placed, notice.urgency)
        elif card := await self._paint(placed.card, placed.args, viewer):
            self._send(chat_id, None, card, notice.urgency)

    async def _edit_pressed(self, pressed: Mapping[Spot, _Placed], rows: Mapping[Spot, CardRow]) -> None:
        """Painted last, when all else is known; sent first, because whoever pressed waits for it."""
        others, self.calls = self.calls, []
        for spot, placed in pressed.items():
            await self._edit_placed(placed, rows.get(spot))
        self.calls += others

    async def _edit_placed(self, placed: _Placed, row: CardRow | None) -> None:
        if row is not None and row.media:
            await self._new(placed, Urgency.INTERACTIVE)  # a file cannot become a text
            return
        if row is None:
            row = self._row(placed, painted="")
            row.message_id = placed.spot.message_id
            self.session.add(row)
        viewer_id = placed.viewer.id if placed.viewer else None  # the account may have changed hands
        # Whoever pressed it sees it, so it arrived.
        _put(row, name=placed.card, args=placed.args, person_id=viewer_id, failure=None)
        await self._edit(row, placed.viewer, force=True, whisper=placed.whisper)

    async def _new(self, placed: _Placed, urgency: Urgency) -> None:
        card = await self._paint(placed.card, {**placed.args, **placed.whisper}, placed.viewer)
        if card is None:
            return
        if not isinstance(card.media, Media | Upload):  # each copy of a file stays known: one day it may have to go
            await self._end_older(placed)
        row = self._row(placed, painted="" if placed.whisper else frames.digest(card))
        row.media = card.media is not None
        self.session.add(row)
        await self.session.flush()
        self._send(placed.spot.chat_id, row, card, urgency)

    async def _end_older(self, placed: _Placed) -> None:
        for older in await cards.live_cards(self.session, placed.card, placed.args, chat_id=placed.spot.chat_id):
            _put(older, live=False, stale=False)
            self._painted.pop(older, None)

    def _row(self, placed: _Placed, painted: str) -> CardRow:
        viewer_id = placed.viewer.id if placed.viewer else None
        return CardRow(
            chat_id=placed.spot.chat_id, person_id=viewer_id, name=placed.card, args=placed.args, digest=painted,
            media=False, live=True,
        )  # fmt: skip

    async def _repaint(self, rows: Sequence[CardRow], pressed: Container[Spot]) -> None:
        """Every message that shows a changed card, but for those that were pressed: they are painted last anyway."""
        for row in rows:
            if Spot(row.chat_id, row.message_id) in pressed:
                continue
            wait = self.studio.repaints.wait(row.id, monotonic())
            if wait:
                _put(row, stale=True)
                self.put_off = min(wait, self.put_off or wait)
            else:
                await self._repaint_now(row)

    async def _repaint_now(self, row: CardRow) -> None:
        _put(row, stale=False)
        viewer = await people.person(self.session, row.person_id) if row.person_id else None
        if viewer is None or viewer.telegram_id == row.chat_id:  # an account once bound to somebody learns nothing new
            await self._edit(row, viewer)
            self.studio.repaints.painted(row.id, monotonic())

    async def _edit(
        self, row: CardRow, viewer: Person | None, *, force: bool = False, whisper: dict[str, Any] | None = None
    ) -> None:
        card = await self._paint(row.name, {**row.args, **(whisper or {})}, viewer)
        if card is None:
            return
        if row.media and card.media is None:
            allowed = self.studio.gallery.permits(row.name, viewer)
            self._withdraw(row, card if allowed else closed(self._view(viewer), file=True), viewer)
            return
        painted = "" if whisper else frames.digest(card)
        if painted == self._painted.get(row, row.digest) and not force:
            return
        self._painted[row] = painted
        if row in self.session.new:
            await self.session.flush()
        if row.delivered is not None and row.message_id is None:
            self._send(row.chat_id, row, card, Urgency.NOTICE)  # its message stayed behind in another chat
            return
        method, part = ("editMessageCaption", "caption") if row.media else ("editMessageText", "text")
        payload = {part: card.text, **frames.frame(card)}
        if card.protect:
            payload["protect_content"] = True  # for the new message that takes the place of one that is gone
        self._change(row, method, payload)

    def _change(self, row: CardRow, method: str, content: dict[str, Any]) -> None:
        known = {} if row.message_id is None else {"message_id": row.message_id}
        self._call(row.chat_id, method, {"chat_id": row.chat_id, **content, **known}, card_id=row.id)

    def _withdraw(self, row: CardRow, card: Card, viewer: Person | None) -> None:
        """A closed card had a file: a note takes its place. After 48 hours a bot can delete a message no more (Bot API,
        deleteMessage); it can always put another file into it (editMessageMedia). What was withdrawn stays so."""
        _put(row, live=False, stale=False)
        self._painted.pop(row, None)
        text = fitted(card.text, CAPTION)
        note = Upload("document", self._view(viewer).short("home.closed_file"), text.encode())
        self._change(row, "editMessageMedia", frames.in_place_of_a_file(replace(card, text=text), note))

    def _view(self, viewer: Person | None) -> View:
        return self.studio.view(self.session, self.branch, viewer, self.now, self.book.on(self.now), self._shared)

    async def _paint(self, name: str, args: dict[str, Any], viewer: Person | None) -> Card | None:
        card = await self.studio.gallery.paint(self._view(viewer), name, args)
        return card and replace(card, text=fitted(card.text, CAPTION if card.media else TEXT))

    def _send(self, chat_id: int, row: CardRow | None, card: Card, urgency: Urgency) -> None:
        payload = {"chat_id": chat_id, **frames.content(card), **frames.frame(card)}
        if card.protect:
            payload["protect_content"] = True
        method = _SENDING[card.media.kind] if card.media else "sendMessage"
        self._call(chat_id, method, payload, card_id=row.id if row else None, urgency=urgency)

    async def _menu(self, menu: Menu) -> None:
        person = await people.person(self.session, menu.person_id) if menu.person_id else None
        language = self.studio.texts.language(person.language if person else "")
        commands = [
            {"command": name, "description": self.studio.texts.short(language, f"{system}.command_{name}")}
            for name, system in self.studio.commands(person)
        ]
        scope = {"type": "chat", "chat_id": menu.telegram_id}
        self._call(menu.telegram_id, "setMyCommands", {"commands": commands, "scope": scope}, urgency=Urgency.NOTICE)
        if person is not None:
            await self._follow_grants(person, menu.telegram_id)
        else:
            await self._end_cards(await cards.cards_in(self.session, menu.telegram_id))

    async def _follow_grants(self, person: Person, chat_id: int) -> None:
        """What the person may no longer see goes from the screen; the home card has the buttons of now."""
        for row in await cards.cards_in(self.session, chat_id):
            stale = row.name == HOME or not self.studio.gallery.permits(row.name, person)
            if row.person_id == person.id and stale:
                await self._edit(row, person)

    async def _end_cards(self, rows: Sequence[CardRow]) -> None:
        """These stand in the chat of an account that is nobody's any more: what took a post goes, the rest stays."""
        for row in rows:
            _put(row, live=False, stale=False)
            viewer = await people.person(self.session, row.person_id) if row.person_id else None
            if viewer is None or not self.studio.gallery.takes_a_post(row.name, viewer):
                continue
            card = closed(self._view(viewer), file=row.media)
            if row.media:
                self._withdraw(row, card, viewer)
            else:
                self._change(row, "editMessageText", {"text": card.text, **frames.frame(card)})

    async def _make_up(self, chat_id: int) -> None:
        """What could not be changed while the account could not be written to."""
        for row in await cards.missed(self.session, chat_id):
            _put(row, failure=None)
            viewer = await people.person(self.session, row.person_id) if row.person_id else None
            if viewer is not None and viewer.telegram_id == chat_id:
                await self._edit(row, viewer, force=True)
            else:
                await self._end_cards([row])

    def _call(
        self, chat_id: int, method: str, payload: dict[str, Any], *, card_id: int | None = None,
        urgency: Urgency = Urgency.INTERACTIVE, errand: str | None = None,
    ) -> None:  # fmt: skip
        self.calls.append(Call(chat_id, method, payload, card_id, urgency, errand))


def _put(row: CardRow, **values: object) -> None:
    """What is the same already is left alone: it would cost a look at the end of the transaction."""
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
