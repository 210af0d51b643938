"""Paying through somebody else: asked for, decided, ended (党支部工作制度 三（十五）1)."""

from bot.actions.base import Deed, Refused
from bot.actions.dues import collectors, open_months
from bot.rules.calendar import Month
from bot.rules.permissions import Matter, Permission
from bot.rules.words import ProxyState
from bot.store import proxies as store
from bot.store.branch import Person
from bot.store.proxies import Proxy


async def ask(deed: Deed, proxy: Person, last: Month, reason: str) -> Proxy:
    """The acting member asks that ``proxy`` may pay from this month to ``last``; whoever keeps the ledger is told."""
    if await store.open_of(deed.session, deed.person.id, Month.of(deed.today)) is not None:
        raise Refused("proxies.open_already")
    asked = Proxy(
        branch_id=deed.branch.id, person=deed.person, proxy=proxy, first=Month.of(deed.today), last=last,
        reason=reason, state=ProxyState.ASKED, asked=deed.now, decided=None, decided_by_id=None,
    )  # fmt: skip
    deed.session.add(asked)
    await deed.session.flush()
    for person in await collectors(deed):
        deed.tell(person, "proxies/asked", proxy=asked.id)
    return asked


async def decide(deed: Deed, asked: Proxy, *, agreed: bool) -> None:
    """支部同意 or not, entered by whoever keeps the ledger; the two are told, and the reason is forgotten."""
    deed.require(Permission.LEDGER, Matter(owner_id=asked.person_id, team_id=asked.person.team_id))
    if asked.state is not ProxyState.ASKED:
        raise Refused("proxies.is_decided")
    asked.state = ProxyState.APPROVED if agreed else ProxyState.REFUSED
    asked.decided, asked.decided_by_id, asked.reason = deed.now, deed.person.id, ""
    deed.audit("proxies.approved" if agreed else "proxies.refused", asked.person.name)
    deed.tell(asked.person, "proxies/told", proxy=asked.id)
    if agreed:
        await open_months(deed, only=asked.person)
        deed.tell(asked.proxy, "proxies/card", proxy=asked.id, month=str(Month.of(deed.today)))
    _show_anew(deed, asked)


async def end(deed: Deed, asked: Proxy) -> None:
    """The member does without: a request is withdrawn, a consent no longer used."""
    if asked.person_id != deed.person.id:
        raise Refused("home.not_yours")
    if asked.state not in (ProxyState.ASKED, ProxyState.APPROVED):
        raise Refused("proxies.is_ended")
    _end(deed, asked)


async def end_all(deed: Deed, person: Person) -> None:
    """Whoever leaves neither pays for anybody nor is paid for."""
    for asked in await store.open_with(deed.session, person.id):
        _end(deed, asked)


def _end(deed: Deed, asked: Proxy) -> None:
    asked.state, asked.reason = ProxyState.ENDED, ""
    _show_anew(deed, asked)


def _show_anew(deed: Deed, asked: Proxy) -> None:
    deed.refresh("proxies/asked", proxy=asked.id)
    deed.refresh("proxies/told", proxy=asked.id)
    deed.refresh("proxies/card", proxy=asked.id, month=str(Month.of(deed.today)))
    deed.refresh("dues/card", only=asked.person, month=str(Month.of(deed.today)))
