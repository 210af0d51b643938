"""People: invited, bound, unbound; their posts and statuses changed; the roster imported; group chats bound."""

import hashlib
import re
import secrets
from dataclasses import replace
from datetime import date, timedelta

from bot.actions.base import Deed, Refused
from bot.rules.language import Language
from bot.rules.permissions import Permission, do
from bot.rules.posts import Finding, Holder, faults
from bot.rules.words import Post, Status
from bot.store import branch as store
from bot.store import post
from bot.store.branch import Invitation, Person, PostRow
from bot.store.outbox import Urgency
from bot.store.post import Chat

VALID = timedelta(days=7)
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is read wrongly from paper
_LENGTH = 12


# Twelve of these letters that no other letter or digit of ASCII touches; Chinese may stand right beside a code.
_CODE = re.compile(rf"(?<![A-Za-z0-9])[{_ALPHABET}]{{{_LENGTH}}}(?![A-Za-z0-9])", re.IGNORECASE)


def codes_in(text: str) -> list[str]:
    """What looks like an invitation code, each once."""
    return list(dict.fromkeys(found.lower() for found in _CODE.findall(text)))


def hash_of(code: str) -> str:
    """What the store keeps of a code (SHA-256, hex): the code itself has 59 random bits and needs no salt."""
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()


def send_roster(deed: Deed) -> None:
    """The roster as a file to whoever asked; that it was taken out is in the audit log."""
    deed.audit("roster.taken_out", deed.branch.name)
    deed.tell(deed.person, "people/roster_file", urgency=Urgency.INTERACTIVE)


async def invite(deed: Deed, person: Person) -> tuple[str, Invitation]:
    """A fresh code for somebody not bound; any older code of that person ends now."""
    if person.left_on is not None:
        raise Refused("leaving.has_left", name=person.name)
    if person.bound:
        raise Refused("people.already_bound", name=person.name)
    await end_invitations(deed, person)
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    inviter_id = deed.actor.id if deed.actor else None
    invitation = Invitation(
        person_id=person.id, code_hash=hash_of(code), inviter_id=inviter_id, expires=deed.now + VALID
    )
    deed.session.add(invitation)
    deed.audit("people.invited", person.name)
    return code, invitation


async def bind(deed: Deed, code: str, telegram_id: int) -> Person | None:
    """Binds the account to the person whom the code invites; None for a code that never was.

    Refused when the code was used or has expired, or when the account already stands for somebody else.
    """
    invitation = await store.invitation_by_hash(deed.session, hash_of(code))
    if invitation is None:
        return None
    if deed.actor is not None:
        raise Refused("people.you_are_bound", name=deed.actor.name)
    if invitation.ended is not None or invitation.expires <= deed.now:
        raise Refused("people.code_ended")
    person = await store.person(deed.session, invitation.person_id)
    if person is None or person.bound or person.left_on is not None:
        raise Refused("people.code_ended")
    await end_invitations(deed, person)
    person.telegram_id, person.reachable = telegram_id, True
    deed.actor = person
    deed.audit("people.bound", person.name)
    deed.menu(telegram_id, person)
    await _tell_inviter(deed, invitation, person)
    return person


async def _tell_inviter(deed: Deed, invitation: Invitation, person: Person) -> None:
    for other in await _inviters(deed, invitation, person):
        deed.tell(other, "people/was_bound", person=person.id)


async def _inviters(deed: Deed, invitation: Invitation, person: Person) -> list[Person]:
    """Whoever invited; for codes printed by the operator, or by one who lost the post, the organization member."""
    inviter = await store.person(deed.session, invitation.inviter_id) if invitation.inviter_id else None
    if inviter is not None and inviter.grants.satisfies(do(Permission.ROSTER)):
        told = [inviter]
    else:
        told = list(await store.holders(deed.session, person.branch_id, Post.ORGANIZATION))
    return [other for other in told if other.id != person.id]


async def void_code(deed: Deed, code: str) -> bool:
    """Ends a code that was shown in a group, and tells whoever had made it; whether it was one that still held."""
    invitation = await store.invitation_by_hash(deed.session, hash_of(code))
    person = await store.person(deed.session, invitation.person_id) if invitation else None
    if invitation is None or person is None or invitation.ended is not None or person.branch_id != deed.branch.id:
        return False
    invitation.ended = deed.now
    deed.audit("people.code_voided", person.name)
    for officer in await _inviters(deed, invitation, person):
        deed.tell(officer, "people/code_shown", person=person.id)
    return True


async def unbind(deed: Deed, person: Person) -> None:
    """Takes the account from the person: the menu there goes, and so does what only a post lets one see; nothing else
    that is shown there changes any more."""
    if person.telegram_id is None:
        raise Refused("people.not_bound", name=person.name)
    deed.menu(person.telegram_id, None)
    dialog = await post.dialog(deed.session, person.id)
    if dialog is not None:
        await deed.session.delete(dialog)
    person.telegram_id = None
    deed.audit("people.unbound", person.name)
    deed.refresh("people/person", person=person.id)


async def set_post(deed: Deed, person: Person, held: Post, *, holds: bool) -> None:
    """Gives or takes a post; Refused where it would not go with the others, see bot/rules/posts.py."""
    if holds == (held in person.posts):
        return
    if holds:
        await _check_posts(deed, person, replace(as_holder(person), posts=person.posts | {held}))
        person.post_rows.append(PostRow(person_id=person.id, post=held))
    else:
        person.post_rows.remove(next(row for row in person.post_rows if row.post is held))
    deed.audit("people.post_given" if holds else "people.post_taken", f"{person.name} {held.zh}")
    _grants_changed(deed, person)


async def set_status(deed: Deed, person: Person, status: Status) -> None:
    """Changes 党员类别 as of today; whoever holds a post stays a member."""
    if person.status is status:
        return
    await _check_posts(deed, person, replace(as_holder(person), status=status))
    _date(person, status, deed.today)
    person.status = status
    deed.audit("people.status", f"{person.name} {status.zh}")
    _grants_changed(deed, person)


def _date(person: Person, status: Status, today: date) -> None:
    """The assembly's decision is today's, unless the roster says another day; changed back today, it never was."""
    if status is Status.PROBATIONARY and not person.status.is_member:
        person.joined = person.joined or today
    elif not status.is_member and person.joined == today:
        person.joined = None
    if status is Status.FULL and person.status is Status.PROBATIONARY:
        person.confirmed = person.confirmed or today
    elif status is not Status.FULL and person.confirmed == today:
        person.confirmed = None


async def _check_posts(deed: Deed, person: Person, changed: Holder) -> None:
    """Refused where the change would bring a fault that concerns this person."""
    others = [as_holder(other) for other in await store.people(deed.session, person.branch_id) if other.id != person.id]
    found = next((each for each in faults([*others, changed]) if each.holder is changed), None)
    if found is not None:
        raise refusal(found)


def as_holder(person: Person) -> Holder:
    """A person of the store, as far as posts ask."""
    return Holder(person.name, person.status, person.team.name if person.team else None, person.posts)


def refusal(found: Finding) -> Refused:
    """The fault in words."""
    other = found.other.name if found.other else ""
    return Refused(f"people.{found.fault}", name=found.holder.name, team=found.holder.team, other=other)


async def set_voting(deed: Deed, person: Person, *, voting: bool) -> None:
    """Suspends or restores 表决权."""
    if person.voting == voting:
        return
    person.voting = voting
    deed.audit("people.voting", person.name)
    _grants_changed(deed, person)


def choose_language(deed: Deed, language: Language) -> None:
    """The acting person's language from now on; the command menu follows at once, open cards as they change."""
    deed.person.language = language.value
    if deed.person.telegram_id is not None:
        deed.menu(deed.person.telegram_id, deed.person)


async def bind_chat(deed: Deed, chat_id: int, title: str, team_id: int | None) -> None:
    """Binds a group chat to the branch, or to one team; asks Telegram how many people are in it."""
    chat = await deed.session.get(Chat, chat_id)
    if chat is None:
        chat = Chat(chat_id=chat_id, branch_id=deed.branch.id, title=title)
        deed.session.add(chat)
    chat.team_id, chat.title = team_id, title
    deed.audit("chats.bound", title)
    deed.errand(chat_id, "member_count", "chats.counted")


async def end_invitations(deed: Deed, person: Person) -> None:
    """No code of this person's binds any more."""
    for older in await store.open_invitations(deed.session, person.id):
        older.ended = deed.now


def _grants_changed(deed: Deed, person: Person) -> None:
    if person.telegram_id is not None:
        deed.menu(person.telegram_id, person)
    deed.refresh("people/person", person=person.id)
