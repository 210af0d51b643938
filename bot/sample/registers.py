"""Registers: talks that were held, what the Party groups entered in the last quarter, and reviews of both probationary
members by their introducers; this quarter's entries are still to come."""

from collections.abc import Iterator
from datetime import datetime

from bot.actions import registers
from bot.actions.registers import Content
from bot.rules.words import Register
from bot.sample.days import Days
from bot.sample.past import Cast, Event, Work, done

_INTRODUCERS = {"林预备": ("陈同志", "褚同志"), "沈转正": ("马同志", "杨同志")}
_TEAMS = {"李组长": "第一党小组", "何组长": "第二党小组"}
# Who held a talk with whom, how many months ago and on which day.
_TALKS = (
    ("郑书记", "李组长", 4, 15),
    ("郑书记", "孙组织", 3, 16),
    ("李组长", "陈同志", 3, 18),
    ("何组长", "许欠费", 2, 16),
    ("李组长", "林预备", 1, 15),
    ("何组长", "沈转正", 1, 16),
)


def lived(days: Days) -> Iterator[Event]:
    """In order of time only within each register."""
    yield done(days.of(5, 22, "10:00"), _named)
    for author, other, back, day in _TALKS:
        yield done(days.of(back, day, "16:30"), _talk(author, other))
    for leader, team in _TEAMS.items():
        yield from _of_the_quarter(leader, team, days.of(days.last_quarter[2], 18, "10:00"))
    for back in (4, 1):
        yield done(days.of(back, 20, "11:00"), _reviewed)


async def _named(cast: Cast) -> None:
    for person, introducers in _INTRODUCERS.items():
        await registers.set_introducers(cast.acts("孙组织"), cast[person], [cast[name] for name in introducers])


def _talk(author: str, other: str) -> Work:
    async def work(cast: Cast) -> None:
        deed = cast.acts(author)
        note = "谈了近期的工作和家里的情况，没有需要组织帮助解决的困难。"
        content = Content(day=deed.today, person=cast[other], topic="近期思想和工作", note=note)
        await registers.add(deed, Register.TALK, content)

    return work


def _of_the_quarter(leader: str, team: str, moment: datetime) -> Iterator[Event]:
    """A contact checked, a report to the branch, a look at what people think."""

    async def work(cast: Cast) -> None:
        deed = cast.acts(leader)
        mine = next(person.team for person in cast.members(team))
        contact = Content(day=deed.today, team=mine, topic="结对困难户两户", detail="每季度走访一次", note="已走访。")
        report = Content(day=deed.today, team=mine, topic="本季度情况", note="学习按计划进行，工作任务都已完成。")
        thought = Content(day=deed.today, team=mine, topic="岗位调整", note="总体平稳，个别岗位工作量较大。")
        await registers.add(deed, Register.CONTACT, contact)
        await registers.add(deed, Register.TEAM_REPORT, report)
        await registers.add(deed, Register.THOUGHT, thought)

    yield done(moment, work)


async def _reviewed(cast: Cast) -> None:
    for person, (introducer, _) in _INTRODUCERS.items():
        deed = cast.acts(introducer)
        content = Content(
            day=deed.today, person=cast[person], topic="定期考察", note="思想上要求进步，工作踏实，今后要加强理论学习。"
        )
        await registers.add(deed, Register.PROBATION_REVIEW, content)
