"""What becomes of an error: nothing half done, an apology with a reference, a log line without contents."""

import secrets
import traceback

import structlog

log = structlog.get_logger()


def new_reference() -> str:
    """A short number that an apology and its log line share."""
    return secrets.token_hex(4)


def record(error: BaseException, reference: str, what: str) -> None:
    """Logs where it went wrong. The error's text may hold people's words, so only its kind and place are kept."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames[-8:]]
    log.error("failed", what=what, reference=reference, kind=type(error).__name__, places=places)
