"""The board is taken out as a file: that somebody did is in the audit log."""

from bot.actions.base import Deed
from bot.store.outbox import Urgency


def taken_out(deed: Deed, year: int, form: str) -> None:
    """Sends the file of a year to whoever asked."""
    deed.audit("duties.taken_out", str(year))
    deed.tell(deed.person, "duties/board_file", urgency=Urgency.INTERACTIVE, year=year, form=form)
