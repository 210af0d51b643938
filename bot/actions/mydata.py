"""A person takes the own data out, or leaves the bot."""

from bot.actions import people
from bot.actions.base import Deed
from bot.rules.permissions import Permission, do
from bot.store import branch as store
from bot.store.branch import Person


def take_out(deed: Deed) -> None:
    """That it was taken out is in the audit log, as with all files."""
    deed.audit("mydata.taken_out", deed.person.name)


async def unbind(deed: Deed) -> None:
    """解除绑定 by the person: whoever keeps the roster is told, because notices have to reach the person otherwise."""
    person = deed.person
    keepers = [each for each in await store.people(deed.session, deed.branch.id) if _keeps(each, person)]
    await people.unbind(deed, person)
    for keeper in keepers:
        deed.tell(keeper, "people/unbound_oneself", person=person.id)


def _keeps(keeper: Person, person: Person) -> bool:
    return keeper.id != person.id and keeper.grants.satisfies(do(Permission.ROSTER))
