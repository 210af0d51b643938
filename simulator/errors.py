"""Answers with ``"ok": false``, as https://core.telegram.org/bots/api#making-requests describes them."""


class RefusedError(Exception):
    """A call that Telegram refuses.

    ``violation`` tells whether the bot is at fault (a malformed call) or its surroundings
    are (blocked, kicked, limited).
    """

    def __init__(
        self, code: int, description: str, *, violation: bool = False, parameters: dict[str, int] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.violation = violation
        self.parameters = parameters or {}


def wrong(reason: str) -> RefusedError:
    """400 for a call that no bot should ever make."""
    return RefusedError(400, f"Bad Request: {reason}", violation=True)


def refused(reason: str) -> RefusedError:
    """400 for a call that was right but came too late or found the world changed."""
    return RefusedError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> RefusedError:
    """403: the people have shut the bot out."""
    return RefusedError(403, f"Forbidden: {reason}")
