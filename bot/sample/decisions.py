"""Two meetings that were led and recorded, and what was resolved in them: one thing done, one still to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.actions import chair, decisions, minutes
from bot.actions.decisions import Resolution
from bot.sample.days import Days
from bot.sample.meetings import Gathering, assembly, committee
from bot.sample.past import Cast, Event, Work, done
from bot.store import agenda, ballots
from bot.store import decisions as store
from bot.store.meetings import Meeting

_RECORDER = "孙组织"


@dataclass(frozen=True)
class Resolved:
    """What was resolved, whose it is, by when; and what the owner wrote once it was done."""

    text: str
    owner: str
    due: date
    outcome: str = ""
    by_ballot: bool = False


@dataclass(frozen=True)
class Led:
    """A meeting from its opening to its record: what was said to each item, in order."""

    gathering: Gathering
    said: Sequence[str]
    resolved: Sequence[Resolved]

    def events(self) -> Iterator[Event]:
        """Opened on time, gone through once attendance is taken, closed after an hour."""
        starts = self.gathering.starts
        yield done(starts, self.open)
        yield done(starts + timedelta(minutes=16), self.walk)
        yield done(starts + timedelta(minutes=60), self.close)
        for each in self.resolved:
            if each.outcome:
                yield done(_afternoon_before(starts, each.due), _finished(each))

    async def open(self, cast: Cast) -> None:
        """The chair opens it, and names who records."""
        deed, meeting = cast.acts(self.gathering.caller), await self.gathering.meeting(cast)
        await chair.begin(deed, meeting)
        await chair.hand_record(deed, meeting, cast[_RECORDER].id)

    async def walk(self, cast: Cast) -> None:
        """The numbers are stated, then item by item something is said and recorded."""
        meeting = await self.gathering.meeting(cast)
        await chair.state(cast.acts(self.gathering.caller), meeting)
        for position, text in enumerate(self.said, 1):
            if position > 1:
                await chair.go(cast.acts(self.gathering.caller), meeting, position)
            deed = cast.acts(_RECORDER)
            await minutes.note(deed, meeting, await agenda.item_at(deed.session, meeting.id, position), text)

    async def close(self, cast: Cast) -> None:
        """What was resolved is entered, the meeting closed, its record made final."""
        meeting = await self.gathering.meeting(cast)
        for each in self.resolved:
            await self._resolve(cast, meeting, each)
        await chair.end(cast.acts(self.gathering.caller), meeting)
        deed = cast.acts(_RECORDER)
        await minutes.close(deed, meeting)
        deed.tell(deed.person, "minutes/record", meeting=meeting.id, page=0)

    async def _resolve(self, cast: Cast, meeting: Meeting, resolved: Resolved) -> None:
        deed = cast.acts(_RECORDER)
        held = await ballots.of_meeting(deed.session, meeting.id) if resolved.by_ballot else []
        resolution = Resolution(
            text=resolved.text, meeting=meeting, ballot=held[0] if held else None, owner=cast[resolved.owner],
            due=resolved.due,
        )  # fmt: skip
        await decisions.record(deed, resolution)


def lived(days: Days) -> Iterator[Event]:
    """The assembly, whose decision is long done; and the committee, one of whose two is still to do."""
    summer, autumn = assembly(days), committee(days)
    plan = Resolved(
        "印发年度学习计划", "周宣传", days.after(summer.starts.date(), 10, "09:00").date(), "已印发两个党小组。",
        by_ballot=True,
    )  # fmt: skip
    yield from Led(summer, ("传达了上级文件。", "大家同意年度学习计划，建议多结合工作实际。"), (plan,)).events()
    papers = Resolved(
        "整理发展党员资料", "孙组织", days.after(autumn.starts.date(), 5, "09:00").date(), "已整理归档。"
    )  # fmt: skip
    talks = Resolved("完成本季度谈心谈话", "吴纪检", days.at(5, "09:00").date())
    yield from Led(autumn, ("周宣传通报了学习情况。", "研究了资料整理和谈心谈话的分工。"), (papers, talks)).events()


def _afternoon_before(starts: datetime, due: date) -> datetime:
    return (starts + timedelta(days=(due - starts.date()).days - 1)).replace(hour=16, minute=0)


def _finished(resolved: Resolved) -> Work:
    async def finish(cast: Cast) -> None:
        deed = cast.acts(resolved.owner)
        for decision, owner in await store.register(deed.session, deed.branch.id, None, 0, 10):
            if owner is not None and owner.id == deed.person.id and decision.done is None:
                await decisions.complete(deed, decision, resolved.outcome)

    return finish
