"""Broadcasts: sent now or in the morning, sent again to whom they did not reach, stopped, confirmed as studied."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.actions.base import Deed, Refused
from bot.rules.permissions import Matter, Permission, Scope
from bot.rules.reminders import is_quiet, next_morning
from bot.store import broadcasts as store
from bot.store.branch import Person
from bot.store.broadcasts import MATERIAL, Broadcast, Recipient
from bot.store.outbox import Urgency


@dataclass(frozen=True)
class Content:
    """What is to be sent: Telegram HTML, and a file by the id under which Telegram holds it."""

    title: str
    html: str
    file_kind: Literal["document", "photo"] | None = None
    file_id: str | None = None


@dataclass(frozen=True)
class Audience:
    """For whom: as it was chosen, and whom that means now. ``named``: by their own names, not as a group."""

    text: str
    people: Sequence[Person]
    named: bool


def check_reach(deed: Deed, audience: Audience) -> None:
    """Refused where the actor may not send to these people.

    A team leader sends to the own team. The roster does not say who is young, so the youth member answers for the
    audience by naming everybody in it.
    """
    for person in audience.people:
        if not deed.reaches(Permission.BROADCAST, Matter(team_id=person.team_id, youth=audience.named)):
            youth = deed.person.grants.scope(Permission.BROADCAST) is Scope.YOUTH
            raise Refused("broadcasts.names_only" if youth else "broadcasts.own_team_only")


def check_own(deed: Deed, broadcast: Broadcast) -> None:
    """Refused where the actor may neither see nor change how this broadcast fares: a narrow scope means the own."""
    deed.require(Permission.BROADCAST, Matter(owner_id=broadcast.sender_id))


async def send(deed: Deed, content: Content, audience: Audience, *, in_the_morning: bool = False) -> Broadcast:
    """Sends it now, or on the next workday's morning; the latter only out of quiet hours, which it is to spare."""
    check_reach(deed, audience)
    if in_the_morning and not is_quiet(deed.now, deed.book, deed.holidays, deed.zone):
        raise Refused("broadcasts.not_quiet")
    broadcast = Broadcast(
        branch_id=deed.branch.id, sender=deed.person, title=content.title, html=content.html,
        file_kind=content.file_kind, file_id=content.file_id, audience=audience.text,
        due=_morning(deed) if in_the_morning else deed.now,
    )  # fmt: skip
    deed.session.add(broadcast)
    await deed.session.flush()
    recipients = [Recipient(broadcast_id=broadcast.id, person=person) for person in audience.people]
    deed.session.add_all(recipients)
    deed.audit("broadcasts.confirmed", audience.text)
    if not in_the_morning:
        _dispatch(deed, broadcast, recipients)
    return broadcast


async def send_due(deed: Deed) -> None:
    """What waited for the morning. After an outage that took the morning: in the next open hour."""
    if is_quiet(deed.now, deed.book, deed.holidays, deed.zone):
        return
    for broadcast in await store.due(deed.session, deed.branch.id, deed.now):
        _dispatch(deed, broadcast, await store.recipients(deed.session, broadcast.id))


def _dispatch(deed: Deed, broadcast: Broadcast, recipients: Iterable[Recipient]) -> None:
    broadcast.sent = deed.now
    _put_on_its_way(deed, broadcast, recipients)


def _put_on_its_way(deed: Deed, broadcast: Broadcast, recipients: Iterable[Recipient]) -> None:
    for recipient in recipients:
        if recipient.person.bound:
            recipient.sent = deed.now
            deed.tell(recipient.person, MATERIAL, urgency=Urgency.BROADCAST, broadcast=broadcast.id)
    deed.refresh("broadcasts/progress", broadcast=broadcast.id)


async def send_again(deed: Deed, broadcast: Broadcast, rounds: int) -> None:
    """Sends it to those whom it did not reach. ``rounds``: as often as it had been sent again when that was asked,
    so that a second tap does nothing."""
    check_own(deed, broadcast)
    missed = [result.recipient for result in await store.results(deed.session, broadcast.id) if result.again]
    if broadcast.sent is None or broadcast.rounds != rounds or not missed:
        raise Refused("broadcasts.nobody_missed")
    broadcast.rounds += 1
    deed.audit("broadcasts.sent_again", broadcast.audience)
    _put_on_its_way(deed, broadcast, missed)


def withdraw(deed: Deed, broadcast: Broadcast, *, withdrawn: bool) -> None:
    """Stops what waits for the morning, or lets it wait again (for the next morning, if its own has passed)."""
    check_own(deed, broadcast)
    if broadcast.sent is not None:
        raise Refused("broadcasts.already_sent")
    broadcast.withdrawn = withdrawn
    if not withdrawn and broadcast.due <= deed.now:
        broadcast.due = _morning(deed)
    deed.audit("broadcasts.withdrawn" if withdrawn else "broadcasts.restored", broadcast.audience)
    deed.refresh("broadcasts/progress", broadcast=broadcast.id)


async def mark_studied(deed: Deed, broadcast: Broadcast, *, studied: bool) -> None:
    """The actor confirms having studied it, or takes that back. The first confirmation's time is kept."""
    recipient = await store.recipient(deed.session, broadcast.id, deed.person.id)
    if recipient is None or broadcast.sent is None:
        raise Refused("home.not_yours")
    if studied == (recipient.studied is not None):
        return
    recipient.studied = deed.now if studied else None
    deed.refresh(MATERIAL, only=deed.person, broadcast=broadcast.id)
    for card in ("broadcasts/progress", "broadcasts/names"):
        deed.refresh(card, broadcast=broadcast.id)


def _morning(deed: Deed) -> datetime:
    return next_morning(deed.now, deed.book, deed.holidays, deed.zone)
