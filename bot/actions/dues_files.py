"""The ledger is taken out as a file: that somebody did is in the audit log."""

from bot.actions.base import Deed
from bot.store.outbox import Urgency


def taken_out(deed: Deed, card: str, period: str, **args: int | str) -> None:
    """Sends the file to whoever asked."""
    deed.audit("dues.taken_out", period)
    deed.tell(deed.person, card, urgency=Urgency.INTERACTIVE, **args)
