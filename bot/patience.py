"""How long to wait before trying again what failed for a while: the line to Telegram, the database."""

_WAITS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # seconds


def wait_after(failures: int) -> float:
    """Seconds to wait when it has failed so often in a row before this time."""
    return _WAITS[min(failures, len(_WAITS) - 1)]
