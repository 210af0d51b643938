"""Steps about somebody's arrears (党支部工作制度 三（十五）4). The bot counts and reminds; it decides nothing."""

from bot.actions.base import Deed, Refused
from bot.rules.arrears import Behind
from bot.rules.calendar import Month
from bot.rules.permissions import Matter, Permission, see
from bot.rules.words import ArrearsStep
from bot.store import arrears as store
from bot.store import branch as people
from bot.store.arrears import ArrearsTaken
from bot.store.branch import Person


async def take(deed: Deed, person: Person, found: Behind | None, step: ArrearsStep) -> None:
    """Notes that the step was taken this month; of oneself nobody notes anything.

    For whoever answers for the branch's duties and may look into the ledger.
    """
    month = Month.of(deed.today)
    deed.require(Permission.BOARD, Matter(team_id=person.team_id))
    if not deed.person.grants.satisfies(see(Permission.LEDGER)) or person.id == deed.person.id:
        raise Refused("home.not_yours")
    if found is None:
        raise Refused("arrears.not_behind", name=person.name)
    if step is ArrearsStep.COMMITTEE and found.months < deed.book.arrears.committee_at:
        months = deed.book.arrears.committee_at
        raise Refused("arrears.too_early", months=months, entry=deed.book.arrears)
    if await store.step(deed.session, person.id, month, step) is not None:
        raise Refused("arrears.is_taken", name=person.name)
    deed.session.add(ArrearsTaken(person_id=person.id, month=month, step=step, at=deed.now, taken_by_id=deed.person.id))
    await deed.session.flush()
    deed.audit(f"arrears.{step.value}", person.name)
    deed.refresh("arrears/list")
    deed.refresh("arrears/person", person=person.id)
    if step is ArrearsStep.COMMITTEE:
        await _tell_committee(deed, person)


async def _tell_committee(deed: Deed, person: Person) -> None:
    """Those of the committee who may see the ledger have the facts and the clause before them."""
    for each in await people.people(deed.session, deed.branch.id):
        ledger = each.grants.satisfies(see(Permission.LEDGER))
        if ledger and any(post.on_committee for post in each.posts) and each.id not in (person.id, deed.person.id):
            deed.tell(each, "arrears/matter", person=person.id)
