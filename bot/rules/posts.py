"""Which posts go together: one secretary; one leader a team, who is in it; posts are for Party members.

One judge for the roster file and for the chat. The branch rules name one 书记 and one 组长 a team (责任制 二, 三).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.words import Post, Status


@dataclass(frozen=True, slots=True)
class Holder:
    """A person as far as posts ask. ``team`` by name or None; ``mark`` is the caller's own, such as a row's number."""

    name: str
    status: Status
    team: str | None
    posts: frozenset[Post]
    mark: int = 0


class Fault(StrEnum):
    """What may not be."""

    SECOND_SECRETARY = "second_secretary"
    SECOND_LEADER = "second_leader"
    LEADER_WITHOUT_TEAM = "leader_without_team"
    NO_POST_YET = "no_post_yet"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at ``holder``; ``other`` is who holds the post already."""

    fault: Fault
    holder: Holder
    other: Holder | None = None


def faults(holders: Iterable[Holder]) -> Iterator[Finding]:
    """Every fault, each told at the later of two holders."""
    secretary: Holder | None = None
    leaders: dict[str, Holder] = {}
    for holder in holders:
        if holder.posts and not holder.status.is_member:
            yield Finding(Fault.NO_POST_YET, holder)
        if Post.SECRETARY in holder.posts:
            if secretary is not None:
                yield Finding(Fault.SECOND_SECRETARY, holder, secretary)
            secretary = secretary or holder
        if Post.TEAM_LEADER in holder.posts:
            if holder.team is None:
                yield Finding(Fault.LEADER_WITHOUT_TEAM, holder)
            elif holder.team in leaders:
                yield Finding(Fault.SECOND_LEADER, holder, leaders[holder.team])
            else:
                leaders[holder.team] = holder
