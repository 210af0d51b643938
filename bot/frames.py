"""A painted card as the fields of a Bot API call."""

import hashlib
from base64 import b64encode
from typing import Any

from bot.cards.base import Button, Card, Media, Poll, Upload
from bot.store.base import canonical


def content(card: Card) -> dict[str, Any]:
    """What is shown, for a new message."""
    if card.media is None:
        return {"text": card.text, "link_preview_options": {"is_disabled": True}}
    if isinstance(card.media, Poll):
        return _poll(card.media)
    return {card.media.kind: _file(card.media), "caption": card.text}


def in_place_of_a_file(card: Card, note: Upload) -> dict[str, Any]:
    """What takes the place of a file that is shown no more: a note in a file of its own, with the card's text."""
    media = {"type": note.kind, "media": _file(note), "caption": card.text, "parse_mode": "HTML"}
    return {"media": media, "reply_markup": frame(card)["reply_markup"]}


def _poll(poll: Poll) -> dict[str, Any]:
    fields = {
        "question": poll.question,
        "options": [{"text": option} for option in poll.options],
        "type": "quiz",
        "correct_option_ids": [poll.answer],
        "is_anonymous": False,  # else nobody would tell us of a vote (Bot API, PollAnswer)
    }
    return fields | ({"explanation": poll.explanation} if poll.explanation else {})


def _file(media: Media | Upload) -> object:
    if isinstance(media, Media):
        return media.file_id
    return {"upload": media.name, "base64": b64encode(media.content).decode("ascii")}


def frame(card: Card) -> dict[str, Any]:
    """What stands around it, for a new message and for an edit."""
    if isinstance(card.media, Poll):
        return {}  # its texts are plain
    keyboard = [[_button(button) for button in row] for row in card.buttons if row]
    return {"parse_mode": "HTML", "reply_markup": {"inline_keyboard": keyboard}}


def _button(button: Button) -> dict[str, str]:
    if button.url is not None:
        return {"text": button.label, "url": button.url}
    if button.press is None:
        raise ValueError(f"the button {button.label!r} does nothing")
    return {"text": button.label, "callback_data": button.press.pack()}


def digest(card: Card) -> str:
    """By which two paintings are told apart."""
    told = card.text if card.told is None else card.told
    return hashlib.sha256(canonical([told, frame(card)]).encode()).hexdigest()
