"""Each answer of Telegram has one defined fate."""

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.gateway.outcomes import Fate, fate_of


@pytest.mark.parametrize(
    ("error", "fate", "reason"),
    [
        (BadRequest("Message is not modified: specified new message content…"), Fate.DONE, "not_modified"),
        (BadRequest("Message to edit not found"), Fate.ANEW, "gone"),
        (BadRequest("Message can't be edited"), Fate.ANEW, "gone"),
        (BadRequest("Chat not found"), Fate.FAILED, "not_started"),
        (BadRequest("Can't parse entities"), Fate.FAILED, "refused"),
        (Forbidden("Forbidden: bot was blocked by the user"), Fate.FAILED, "blocked"),
        (Forbidden("Forbidden: user is deactivated"), Fate.FAILED, "blocked"),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Fate.FAILED, "not_started"),
        (ChatMigrated(-100), Fate.MOVED, "migrated"),
        (RetryAfter(3), Fate.PAUSED, "flood"),
        (TimedOut(), Fate.AGAIN, "TimedOut"),
        (NetworkError("Bad Gateway"), Fate.AGAIN, "NetworkError"),
        (InvalidToken("Not Found"), Fate.AGAIN, "InvalidToken"),
        (BadRequest("Bad Request (400). Parsing the server response b'<html>' failed"), Fate.AGAIN, "not_telegram"),
        (Forbidden("Forbidden (403). Parsing the server response b'<html>' failed"), Fate.AGAIN, "not_telegram"),
        (InvalidToken("Unauthorized"), Fate.AGAIN, "InvalidToken"),
    ],
)
def test_each_answer_has_its_fate(error: TelegramError, fate: Fate, reason: str) -> None:
    assert fate_of(error) == (fate, reason)
