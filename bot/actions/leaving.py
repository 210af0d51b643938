"""组织关系转出: somebody leaves the branch, comes back, and is forgotten once the retention period is over.

Whoever leaves is in no current list from that moment on. What is past keeps the name: ledger, minutes, ballots,
attendance. Drafts go at once; what was handed in is kept sealed, and nobody opens it.
"""

from dataclasses import dataclass
from datetime import date

from bot.actions import dues, meetings, people, proxies
from bot.actions.base import Deed, Refused, Show
from bot.rules.calendar import Month, months_after
from bot.rules.permissions import Matter, Permission
from bot.rules.words import ReportState
from bot.store import branch as people_store
from bot.store import dues as dues_store
from bot.store import leaving as store
from bot.store import own_data, reports
from bot.store.branch import Person
from bot.store.outbox import Urgency


@dataclass(frozen=True)
class Transfer:
    """From which day on, to which organization, by which letter (介绍信编号), if it has a number."""

    day: date
    to: str
    letter: str | None


async def check_may_leave(deed: Deed, person: Person) -> None:
    """Refused for whoever has left, for oneself, and while a ballot or an assembly cannot do without the person."""
    deed.require(Permission.ROSTER, Matter())
    if person.left_on is not None:
        raise Refused("leaving.has_left", name=person.name)
    if person.id == deed.person.id:
        raise Refused("leaving.not_oneself")
    if await store.needed_by_a_ballot(deed.session, person.id):
        raise Refused("leaving.in_ballot", name=person.name)
    if await store.on_an_agenda(deed.session, person.id):
        raise Refused("leaving.on_agenda", name=person.name)


async def leave(deed: Deed, person: Person, transfer: Transfer) -> None:
    """The person leaves the branch; Refused as :func:`check_may_leave` says, and for a day that has not come."""
    await check_may_leave(deed, person)
    if transfer.day > deed.today:
        raise Refused("leaving.future_day")
    await dues.open_months(deed, only=person)  # what is owed until today is on record
    await _end_account(deed, person)
    coming = await store.coming_meetings(deed.session, person.id, deed.now)
    await store.take_out(deed.session, person.id, coming)
    await proxies.end_all(deed, person)
    for report in await reports.of_author(deed.session, person.id):
        if report.state is ReportState.DRAFT:
            await reports.forget(deed.session, report)
    person.post_rows.clear()
    person.left_on, person.left_to, person.left_letter = transfer.day, transfer.to, transfer.letter
    deed.audit("leaving.left", person.name)
    await deed.session.flush()
    _show(deed, person)
    for meeting in coming:
        deed.refresh("meetings/group", meeting=meeting.id)
        meetings.refresh_board(deed, meeting)


async def _end_account(deed: Deed, person: Person) -> None:
    """A farewell to the account, which then stands for nobody; no code binds another."""
    await people.end_invitations(deed, person)
    if person.telegram_id is None:
        return
    account = person.telegram_id
    await people.unbind(deed, person)
    farewell = {"language": person.language}
    deed.notices.append(Show("leaving/farewell", farewell, Urgency.NOTICE, chat_id=account, kept=False))


async def restore(deed: Deed, person: Person) -> None:
    """恢复: the person is back; posts are given and the account is bound anew."""
    deed.require(Permission.ROSTER, Matter())
    if person.left_on is None:
        raise Refused("leaving.is_here", name=person.name)
    await take_back(deed, person)


async def take_back(deed: Deed, person: Person) -> None:
    """Whoever was away over the end of a month counts from today, as anybody new, but for the dues of before; else as
    if nothing had been."""
    if person.left_on is not None and Month.of(person.left_on) < Month.of(deed.today):
        for month in await dues_store.of_person(deed.session, person):
            month.before_leaving = True
            month.by_hand |= bool(person.erased and month.due)  # the base it was computed from has been erased
        person.since = deed.today
    person.left_on = person.left_to = person.left_letter = person.erased = None
    deed.audit("leaving.returned", person.name)
    _show(deed, person)


def _show(deed: Deed, person: Person) -> None:
    deed.refresh("people/person", person=person.id)
    deed.refresh("leaving/list", page=0)
    deed.refresh("people/members", page=0)


async def erase_due(deed: Deed) -> None:
    """What is personal of those whose retention period is over goes for good; counts and the ledger's figures stay."""
    for person in await people_store.left(deed.session, deed.branch.id):
        if person.erased is None and person.left_on is not None and deed.today >= until(deed, person.left_on):
            await own_data.erase(deed.session, person.id, deed.keys.reports.seal(""))
            person.erased = deed.now
            deed.audit("leaving.erased", person.name)
            _show(deed, person)


def until(deed: Deed, left_on: date) -> date:
    """The day on which the retention period is over."""
    return months_after(left_on, 12 * deed.book.retention.years)
