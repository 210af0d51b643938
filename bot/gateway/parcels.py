"""Parcels and the lines they stand in: one line a chat, one call of a chat at a time."""

from bisect import insort
from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field
from typing import Any, Self

from bot.store.outbox import Call

_WITHDRAWN = "editMessageMedia"  # only ever asked for to take a file away, see bot/tray.py
_REMEMBERED = 20_000  # cards whose message id is kept at hand


@dataclass
class Parcel:
    """One call, settling one or more outbox rows (edits of a card collapse into the newest)."""

    row_ids: list[int]
    chat_id: int
    card_id: int | None
    method: str
    payload: dict[str, Any]
    urgency: int
    errand: str | None
    silences: int = 0
    not_before: float = 0.0  # monotonic seconds

    @classmethod
    def of(cls, call: Call) -> Self:
        """The parcel of a call."""
        return cls([call.id], call.chat_id, call.card_id, call.method, dict(call.payload), call.urgency, call.errand)

    @property
    def order(self) -> int:
        """The first row's id: the order of sending."""
        return self.row_ids[0]

    @property
    def is_edit(self) -> bool:
        """Whether it changes a message that exists, or will by then."""
        return self.method.startswith("editMessage")

    def body(self, message_ids: "MessageIds") -> dict[str, Any]:
        """What is sent: with the chat's id of today, and the message id that its card has got meanwhile."""
        body = dict(self.payload)
        if "chat_id" in body:
            body["chat_id"] = self.chat_id
        if self.is_edit:
            body["message_id"] = self._message_id(message_ids)
            body.pop("protect_content", None)  # an edit cannot change it (Bot API, editMessageText)
        return body

    def placed(self, message_ids: "MessageIds") -> bool:
        """Whether it can go as it is: an edit needs a message, and its send may have failed for good."""
        return not self.is_edit or self._message_id(message_ids) is not None

    def _message_id(self, message_ids: "MessageIds") -> int | None:
        """The newest known: the message that was there when the edit was written may have been replaced since."""
        return message_ids.of(self) or self.payload.get("message_id")

    def absorb(self, newer: Self) -> None:
        """Takes over the content of a newer edit of the same card.

        A file that was withdrawn does not come back; where one waits to be sent, the note goes in its place.
        """
        self.row_ids += newer.row_ids
        if self.method == _WITHDRAWN:
            return
        if newer.method == _WITHDRAWN:
            self._withdraw(newer.payload)
            return
        for part in ("text", "caption", "reply_markup"):
            if part in newer.payload:
                self.payload[part] = newer.payload[part]

    def _withdraw(self, payload: dict[str, Any]) -> None:
        if self.is_edit:
            self.method, self.payload = _WITHDRAWN, dict(payload)
            return
        note = payload["media"]
        self.method = "sendDocument"
        self.payload = {
            "chat_id": payload["chat_id"], "document": note["media"], "caption": note["caption"],
            "parse_mode": note["parse_mode"], "reply_markup": payload["reply_markup"],
        }  # fmt: skip

    def once(self, message_ids: "MessageIds") -> None:
        """Turns a text for a card whose message has been taken meanwhile into an edit of that message."""
        if self.method == "sendMessage" and message_ids.of(self) is not None:
            self.method = "editMessageText"

    def anew(self) -> bool:
        """Turns an edit of a text into a new message; False where that cannot be (a file's caption)."""
        if self.method != "editMessageText":
            return False
        self.method = "sendMessage"
        self.payload.pop("message_id", None)
        return True


class MessageIds:
    """Which message shows which card, and in which chat; the oldest are forgotten (their rows know)."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, tuple[int, int]] = OrderedDict()

    def note(self, card_id: int, chat_id: int, message_id: int) -> None:
        """Telegram has taken the card's message."""
        self._known[card_id] = chat_id, message_id
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)

    def of(self, parcel: Parcel) -> int | None:
        """The message of the parcel's card. In another chat (a group that moved) that id is another message's."""
        chat_id, message_id = self._known.get(parcel.card_id or 0, (0, 0))
        return message_id if chat_id == parcel.chat_id and message_id else None

    def forget(self, card_id: int | None) -> None:
        """The message is gone."""
        self._known.pop(card_id or 0, None)


@dataclass
class Lines:
    """The lines of all chats."""

    message_ids: MessageIds = field(default_factory=MessageIds)
    _lines: dict[int, list[Parcel]] = field(default_factory=lambda: defaultdict(list))
    _flying: dict[int, Parcel] = field(default_factory=dict)

    def add(self, parcel: Parcel) -> None:
        """Puts a parcel in its chat's line. What waits there of the same card becomes one call with the newest content.

        So no edit overtakes its own send when that is put back.
        """
        line = self._lines[parcel.chat_id]
        same = [each for each in line if each.card_id == parcel.card_id is not None]
        for each in same:
            line.remove(each)
        first, *newer = sorted([parcel, *same], key=lambda each: each.order)
        for each in newer:
            first.absorb(each)
        insort(line, first, key=lambda each: (each.urgency, each.order))

    @property
    def waiting(self) -> bool:
        """Whether any parcel stands in a line."""
        return any(self._lines.values())

    def head(self, chat_id: int) -> Parcel | None:
        """What goes next in this chat; None while one is in flight or none waits."""
        if chat_id in self._flying:
            return None
        line = self._lines.get(chat_id)
        return line[0] if line else None

    def not_before(self, chat_id: int) -> float:
        """When the head may go, by its own back-off."""
        head = self.head(chat_id)
        return head.not_before if head else 0.0

    def begin(self, chat_id: int) -> Parcel:
        """Takes the head out, as being in flight."""
        parcel = self._lines[chat_id].pop(0)
        self._flying[chat_id] = parcel
        return parcel

    def end(self, parcel: Parcel) -> None:
        """The call has come back; the chat is free."""
        for chat_id, flying in list(self._flying.items()):
            if flying is parcel:
                del self._flying[chat_id]
        if not self._lines.get(parcel.chat_id):
            self._lines.pop(parcel.chat_id, None)

    def move(self, old: int, new: int) -> None:
        """The group has a new id."""
        for parcel in self._lines.pop(old, []):
            parcel.chat_id = new
            if parcel.is_edit and parcel.placed(self.message_ids):
                parcel.anew()  # its message stayed behind
            self.add(parcel)
