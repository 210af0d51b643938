"""参加: for whom something is, as people write it: 全体党员, 支委会, a team's name, or names joined by 、.

全体党员 and a team are its Party members, full and probationary; 支委会 is whoever holds a post on the committee.
Others may be invited by name.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.language import Language
from bot.rules.words import Group, Word
from bot.store import branch as store
from bot.store.branch import Branch, Person, Team

W = TypeVar("W", bound=Word)
_SEPARATORS = re.compile(r"[、，,；;\n]+")
_WITH_PHONE = re.compile(r"(.+?)\s*\((\+?[\d\s-]+)\)")


class BadAudience(ValueError):
    """``name`` is the part of the text that names nobody we can invite."""

    def __init__(self, name: str) -> None:
        super().__init__("bad audience")  # not the name: it is what somebody typed
        self.name = name


class UnknownName(BadAudience):
    """Neither a group of people nor anybody's name."""


class RepeatedName(BadAudience):
    """Several people have this name: it takes the phone too, as 姓名（电话）."""


class EmptyAudience(BadAudience):
    """A committee or a team without anybody, or no name at all."""


def word(kind: type[W], text: str) -> W | None:
    """The word that the text is, in any language."""
    try:
        return kind.of(text)
    except ValueError:
        return None


async def parse(session: AsyncSession, branch: Branch, text: str) -> list[Person]:
    """The people that ``text`` means, each once, in roster order. Raises a kind of BadAudience."""
    people = await store.people(session, branch.id)
    teams = await store.teams(session, branch.id)
    parts = [part.strip() for part in _SEPARATORS.split(unicodedata.normalize("NFKC", text)) if part.strip()]
    if not parts:
        raise EmptyAudience(text.strip())
    meant = {person.id for part in parts for person in _meant(part, people, teams)}
    return [person for person in people if person.id in meant]


async def named(session: AsyncSession, branch: Branch, text: str) -> tuple[list[Person], list[str]]:
    """The people of the roster that ``text`` names, and the names that nobody there has, each once and in the order
    written. RepeatedName where a name is several people's; EmptyAudience where there is no name at all."""
    people = await store.people(session, branch.id)
    parts = [part.strip() for part in _SEPARATORS.split(unicodedata.normalize("NFKC", text)) if part.strip()]
    if not parts:
        raise EmptyAudience(text.strip())
    known: dict[int, Person] = {}
    others: dict[str, None] = {}
    for part in parts:
        try:
            person = _named(part, people)
        except UnknownName:
            others[part] = None
        else:
            known[person.id] = person
    return list(known.values()), list(others)


async def known(session: AsyncSession, branch: Branch, *languages: Language) -> list[str]:
    """The audiences that have a name of their own, in these languages: everybody, the committee, each team."""
    groups = [group.say(language) for language in languages for group in Group]
    return [*groups, *(team.name for team in await store.teams(session, branch.id))]


def _meant(part: str, people: Sequence[Person], teams: Sequence[Team]) -> list[Person]:
    team = next((team for team in teams if unicodedata.normalize("NFKC", team.name) == part), None)
    group = word(Group, part)
    if group is Group.EVERYBODY:
        found = [person for person in people if person.status.is_member]
    elif group is Group.COMMITTEE:
        found = [person for person in people if any(post.on_committee for post in person.posts)]
    elif team is not None:
        found = [person for person in people if person.team_id == team.id and person.status.is_member]
    else:
        return [_named(part, people)]
    if not found:
        raise EmptyAudience(part)
    return found


def _named(part: str, people: Sequence[Person]) -> Person:
    with_phone = _WITH_PHONE.fullmatch(part)
    name, phone = (with_phone[1], _digits(with_phone[2])) if with_phone else (part, None)
    found = [
        person
        for person in people
        if unicodedata.normalize("NFKC", person.name) == name and phone in (None, _digits(person.phone or ""))
    ]
    if not found:
        raise UnknownName(part)
    if len(found) > 1:
        raise RepeatedName(part)
    return found[0]


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)
