"""监票人 and 计票人 sign for the count: before that, a ballot counted by hand, and an election, has no result."""

from bot.actions import ballots_told
from bot.actions.ballots_told import name_of
from bot.actions.base import Deed, Refused
from bot.rules.electorate import is_elector
from bot.rules.permissions import Matter, Permission
from bot.rules.words import CountRole
from bot.store import ballots as store
from bot.store.ballots import Ballot
from bot.store.ballots_standing import Standing, concerned, seal_of, standing
from bot.store.counts import SignOff


async def check_may_name(deed: Deed, ballot: Ballot) -> Standing:
    """How far the ballot is; Refused unless the actor may name who signs, and nobody has to name anybody any more."""
    deed.require(Permission.BALLOTS, Matter(owner_id=ballot.opener_id))
    count = await standing(deed.session, ballot)
    if ballot.void or not count.needs_signing:
        raise Refused("ballots.needs_no_signature")
    if count.final:
        raise Refused("ballots.signed_already")
    return count


async def name_signer(deed: Deed, ballot: Ballot, role: CountRole, person_id: int) -> None:
    """Names one of the two: an elector of this ballot, no candidate, not its subject, and not the other one too."""
    count = await check_may_name(deed, ballot)
    line = await store.elector(deed.session, ballot.id, person_id)
    if line is None:
        raise Refused("home.old_button")
    name, rule = line.person.name, deed.book.scrutiny
    if not is_elector(line.person) or person_id in await concerned(deed.session, ballot, deed.book):
        raise Refused("ballots.may_not_sign", entry=rule, name=name)
    if any(each.person_id == person_id and each.role is not role for each in count.signers.values()):
        raise Refused("ballots.signs_twice", entry=rule, name=name)
    row = count.signers.get(role)
    if row is None:
        row = SignOff(ballot_id=ballot.id, role=role)
        deed.session.add(row)
    row.person = line.person
    row.signed, row.entered_by_id, row.objection = None, None, None
    deed.audit("ballots.signer_named", f"{line.person.name} {role.zh} {name_of(ballot)}")
    _refresh(deed, ballot)
    deed.tell(line.person, "ballots/signing", ballot=ballot.id)


async def sign(deed: Deed, ballot: Ballot, seen: str) -> None:
    """签字确认 of the actor, for the figures whose seal is ``seen``: others may have been entered since."""
    row = await check_may_sign(deed, ballot)
    if await seal_of(deed.session, ballot) != seen:
        raise Refused("ballots.figures_changed")
    row.signed, row.entered_by_id, row.objection = deed.now, None, None
    deed.audit("ballots.signed", f"{row.role.zh} {name_of(ballot)}")
    await _signed(deed, ballot)


async def check_may_sign(deed: Deed, ballot: Ballot) -> SignOff:
    """The actor's place under the count; Refused for anybody else, and where there is nothing to sign (any more)."""
    deed.require(Permission.VOTE, Matter(owner_id=deed.person.id))
    count = await standing(deed.session, ballot)
    row = _own(deed, count)
    _check_waits(count, row)
    await _check_apart(deed, ballot, row)
    return row


async def check_may_sign_for(deed: Deed, ballot: Ballot, role: CountRole, seen: str) -> SignOff:
    """The place of somebody without Telegram; Refused where the person can sign alone, or not what was seen."""
    deed.require(Permission.BALLOTS, Matter(owner_id=ballot.opener_id))
    count = await standing(deed.session, ballot)
    row = count.signers.get(role)
    if row is None:
        raise Refused("home.old_button")
    if row.person.bound:
        raise Refused("ballots.signs_alone", name=row.person.name)
    _check_waits(count, row)
    await _check_apart(deed, ballot, row)
    if await seal_of(deed.session, ballot) != seen:
        raise Refused("ballots.figures_changed")
    return row


async def sign_for(deed: Deed, ballot: Ballot, role: CountRole, seen: str) -> None:
    """An officer enters a signature given on paper."""
    row = await check_may_sign_for(deed, ballot, role, seen)
    row.signed, row.entered_by_id, row.objection = deed.now, deed.person.id, None
    deed.audit("ballots.signature_entered", f"{row.person.name} {role.zh} {name_of(ballot)}")
    await _signed(deed, ballot)


async def dispute(deed: Deed, ballot: Ballot, objection: str) -> None:
    """有异议: the opener reads what is wrong; a signature given before is taken back."""
    row = await check_may_dispute(deed, ballot)
    row.signed, row.entered_by_id, row.objection = None, None, objection
    deed.audit("ballots.disputed", f"{row.role.zh} {name_of(ballot)}")
    _refresh(deed, ballot)
    await ballots_told.opener(deed, ballot, "disputed")


async def check_may_dispute(deed: Deed, ballot: Ballot) -> SignOff:
    """As :func:`check_may_sign`; but who has signed may still object, until the other one has signed too."""
    deed.require(Permission.VOTE, Matter(owner_id=deed.person.id))
    count = await standing(deed.session, ballot)
    row = _own(deed, count)
    if not (count.counted and count.needs_signing):
        raise Refused("ballots.nothing_to_sign")
    if count.signed:
        raise Refused("ballots.signed_already")
    return row


def _own(deed: Deed, count: Standing) -> SignOff:
    """The actor's place under the count; Refused for anybody else."""
    row = next((each for each in count.signers.values() if each.person_id == deed.person.id), None)
    if row is None:
        raise Refused("home.old_button")
    return row


async def _check_apart(deed: Deed, ballot: Ballot, row: SignOff) -> None:
    """Refused for whom the papers themselves propose: somebody else is to be named."""
    if row.person_id in await concerned(deed.session, ballot, deed.book):
        raise Refused("ballots.may_not_sign", name=row.person.name, entry=deed.book.scrutiny)


def _check_waits(count: Standing, row: SignOff) -> None:
    if not (count.counted and count.needs_signing):
        raise Refused("ballots.nothing_to_sign")
    if row.signed is not None:
        raise Refused("ballots.signed_already")


async def _signed(deed: Deed, ballot: Ballot) -> None:
    """Once both have, the result stands: everybody sees it, and whoever opened the ballot is told."""
    _refresh(deed, ballot)
    if (await standing(deed.session, ballot)).stands:
        await ballots_told.result(deed, ballot)


def _refresh(deed: Deed, ballot: Ballot) -> None:
    for card in ("signing", "counting", "tally", "ended", "disputed"):
        deed.refresh(f"ballots/{card}", ballot=ballot.id)
