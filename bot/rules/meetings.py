"""Who may call which meeting, and which groups hear of it."""

from bot.rules.permissions import Grants, Matter, Permission
from bot.rules.words import MeetingKind


def meeting_matter(kind: MeetingKind, team_id: int | None, caller_id: int | None = None) -> Matter:
    """What a permission is asked about. ``caller_id`` is None while the meeting is only being called.

    Youth events are called as collective study; they are the youth member's as long as that member calls them.
    """
    youth = caller_id is None and kind is MeetingKind.STUDY
    return Matter(owner_id=caller_id, team_id=team_id, kind=kind, youth=youth)


def callable_kinds(grants: Grants, *, person_id: int, team_id: int | None) -> list[MeetingKind]:
    """The kinds that a person of this team may call; a team meeting is the own team's."""
    return [
        kind
        for kind in MeetingKind
        if grants.reach(
            Permission.MEETINGS,
            meeting_matter(kind, team_id if kind is MeetingKind.TEAM_MEETING else None),
            person_id=person_id,
            team_id=team_id,
        )
    ]


def told_in_groups(kind: MeetingKind) -> bool:
    """Whether the group chats hear of it. What the committee meets about is for its members alone."""
    return kind is not MeetingKind.COMMITTEE
