"""Meetings for whoever looks from outside."""

from typing import Any

from bot.actions.base import Deed
from bot.console import deed_of
from bot.rules.electorate import is_elector
from bot.rules.quorum import quorum_met
from bot.rules.words import Attendance
from bot.settings import Settings
from bot.store import meetings as store
from bot.store.meetings import Meeting


async def meetings(settings: Settings) -> list[dict[str, Any]]:
    """Every meeting that was not cancelled, by its start; who came is null until attendance has been taken."""
    async with deed_of(settings) as deed:
        return [await _row(deed, meeting) for meeting in await store.of_branch(deed.session, deed.branch.id)]


async def _row(deed: Deed, meeting: Meeting) -> dict[str, Any]:
    turnout = await store.counts(deed.session, meeting.id)
    rows = [row for row in await store.invited(deed.session, meeting.id) if is_elector(row.person)]
    present = sum(row.attendance is Attendance.PRESENT for row in rows)
    quorate = None if turnout.present is None else quorum_met(len(rows), present, deed.book)
    return {
        "id": meeting.id, "kind": meeting.kind.value, "topic": meeting.topic,
        "starts": meeting.starts.astimezone(deed.zone).isoformat("T", "minutes"), "place": meeting.place,
        **turnout._asdict(), "quorum": quorate,
    }  # fmt: skip
