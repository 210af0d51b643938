"""What became of a call: every answer of Telegram, and every silence, has a defined outcome."""

from datetime import timedelta
from enum import Enum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)


class Fate(Enum):
    """What the courier does next."""

    DONE = "done"
    FAILED = "failed"  # never to be tried again
    ANEW = "anew"  # the message is gone or too old: send it as a new one
    MOVED = "moved"  # the group has a new id
    PAUSED = "paused"  # Telegram said how long to wait
    AGAIN = "again"  # may or may not have arrived; try again after a while


_NOT_MODIFIED = "message is not modified"
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "message identifier is not")
_NOT_TELEGRAM = "parsing the server response"  # the library's words: some proxy's page, whatever its status
_NEVER_STARTED = ("chat not found", "can't initiate conversation", "peer_id_invalid")


def fate_of(error: TelegramError) -> tuple[Fate, str]:
    """The fate and its reason: blocked, not_started, refused or, for the others, the error's kind.

    Forbidden: the user blocked the bot, or deleted the account, or the bot was put out of the group. InvalidToken: the
    token was good at the start, so it was revoked since; what waits will go with the new one.
    """
    text = str(error).lower()
    if _NOT_TELEGRAM in text:
        return Fate.AGAIN, "not_telegram"
    if isinstance(error, RetryAfter):
        return Fate.PAUSED, "flood"
    if isinstance(error, ChatMigrated):
        return Fate.MOVED, "migrated"
    if isinstance(error, Forbidden):
        return Fate.FAILED, "not_started" if any(words in text for words in _NEVER_STARTED) else "blocked"
    if isinstance(error, BadRequest):
        return _of_bad_request(text)
    return Fate.AGAIN, type(error).__name__


def _of_bad_request(text: str) -> tuple[Fate, str]:
    if _NOT_MODIFIED in text:
        return Fate.DONE, "not_modified"
    if any(words in text for words in _GONE):
        return Fate.ANEW, "gone"
    if any(words in text for words in _NEVER_STARTED):
        return Fate.FAILED, "not_started"
    return Fate.FAILED, "refused"


def trouble(error: Exception) -> str:
    """What is wrong with the line, in words for the log. The error's own text may hold the address and so the token."""
    match error:
        case InvalidToken():
            return "Telegram refuses BOT_TOKEN: put the token that @BotFather shows now into it and start again"
        case Conflict():
            return "another program asks for the updates of this bot: stop it, only one can have them"
        case TimedOut():
            return "no answer in time"
        case NetworkError():
            return "no connection to BOT_API_URL, or its server is in trouble"
    return type(error).__name__


def wait_of(error: RetryAfter) -> float:
    """Seconds to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
