"""Reading the audit log is a sensitive reading itself: it tells who looked into whose matter. So opening it, as a whole
or about one person, stands there too; turning its pages does not, because that tells nothing new."""

from bot.actions.base import Deed, Refused
from bot.rules.permissions import Permission, see
from bot.store.branch import Person


def open_(deed: Deed, person: Person | None = None) -> None:
    """The log is opened, as a whole or about one person."""
    if not deed.person.grants.satisfies(see(Permission.AUDIT)):
        raise Refused("home.not_yours")
    deed.audit("audit.opened", person.name if person else "")
