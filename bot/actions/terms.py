"""A term of the branch's officers is put on record, or taken off it (机关党建工作责任制 二.9)."""

from datetime import date

from bot.actions.base import Deed, Refused
from bot.rules.permissions import Matter, Permission
from bot.store import terms as store
from bot.store.ballots import Ballot
from bot.store.terms import Term


async def begin(deed: Deed, began: date, ballot: Ballot | None = None) -> Term:
    """A term that began on that day; ``ballot``: the election whose approval it began with."""
    deed.require(Permission.ROSTER, Matter())
    if began > deed.today:
        raise Refused("terms.day_to_come")
    if began in [term.began for term in await store.terms(deed.session, deed.branch.id)]:
        raise Refused("terms.known_already")
    term = Term(
        branch_id=deed.branch.id, began=began, ballot_id=ballot.id if ballot else None,
        recorded_by_id=deed.person.id, recorded=deed.now,
    )  # fmt: skip
    deed.session.add(term)
    await deed.session.flush()
    deed.audit("terms.begun", began.isoformat())
    deed.refresh("terms/card")
    return term


async def by_election(deed: Deed, ballot: Ballot) -> Term:
    """The term that began on the day of an election's approval (责任制 二.1: the branch proposes, others appoint)."""
    terms = await store.terms(deed.session, deed.branch.id)
    offered = await store.approved_since(deed.session, deed.branch.id, terms[-1].began if terms else date.min)
    if ballot.approval_date is None or ballot not in offered:
        raise Refused("home.old_button")
    return await begin(deed, ballot.approval_date, ballot)


async def remove(deed: Deed, term: Term) -> None:
    """What was recorded by mistake; another day may be given instead."""
    deed.require(Permission.ROSTER, Matter())
    await deed.session.delete(term)
    await deed.session.flush()
    deed.audit("terms.removed", term.began.isoformat())
    deed.refresh("terms/card")
