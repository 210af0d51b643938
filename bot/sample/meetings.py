"""Meetings of the half year: called, answered, held, attendance taken; and one to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.actions import attendance, check_in, meetings, observers
from bot.actions.meetings import Plan
from bot.rules.words import Answer, Attendance, LeaveReason, MeetingKind
from bot.sample import IN_ARREARS
from bot.sample.days import Days
from bot.sample.past import Cast, Event, done, said
from bot.store import meetings as store
from bot.store.branch import Person
from bot.store.meetings import Meeting


@dataclass(frozen=True)
class Gathering:
    """A meeting, of a team or of the branch (None). ``absent`` neither answered nor came.

    With ``answering`` only these have answered so far. Those ``in_time`` and ``late`` check in with the code.
    """

    caller: str
    kind: MeetingKind
    topic: str
    starts: datetime
    place: str
    agenda: str
    team: str | None = None
    on_leave: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    answering: tuple[str, ...] = ()
    observing: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    in_time: tuple[str, ...] = ()
    late: tuple[str, ...] = ()

    def events(self, days: Days) -> Iterator[Event]:
        """Called two workdays before, answered on the day before, held and ticked."""
        yield done(days.after(self.starts.date(), -2, "10:00"), self.call)
        yield done(days.after(self.starts.date(), -1, "11:00"), self.answer)
        if self.in_time or self.late:
            yield done(self.starts - timedelta(minutes=6), partial(self.check_in, self.in_time))
            yield done(self.starts + timedelta(minutes=4), partial(self.check_in, self.late))
        yield said(self.starts + timedelta(minutes=10), self.caller, "/attendance")
        yield done(self.starts + timedelta(minutes=15), self.tick)

    def people(self, cast: Cast) -> list[Person]:
        """Whom it is for: a committee meeting is for the committee alone."""
        members = cast.members(self.team)
        committee = [person for person in members if any(post.on_committee for post in person.posts)]
        return committee if self.kind is MeetingKind.COMMITTEE else members

    async def call(self, cast: Cast) -> None:
        """The notice goes out."""
        people = self.people(cast)
        team_id = people[0].team_id if self.team else None
        plan = Plan(
            kind=self.kind, topic=self.topic, starts=self.starts, place=self.place, agenda=self.agenda, team_id=team_id
        )  # fmt: skip
        deed = cast.acts(self.caller)
        meeting = await meetings.call(deed, plan, people)
        if self.observing or self.guests:
            await observers.add(deed, meeting, [cast[name] for name in self.observing], self.guests)
        deed.tell(deed.person, "meetings/board", meeting=meeting.id)

    async def answer(self, cast: Cast) -> None:
        """Whoever has an account answers; who is on leave says why."""
        meeting = await self.meeting(cast)
        for person in self.people(cast):
            asked = person.name in self.answering if self.answering else person.name not in self.absent
            if not (person.bound and asked):
                continue
            deed = cast.acts(person.name)
            leave = person.name in self.on_leave
            await meetings.answer(deed, meeting, Answer.LEAVE if leave else Answer.ATTEND, 0)
            if leave:
                await meetings.give_reason(deed, meeting, LeaveReason.DUTY)

    async def check_in(self, names: tuple[str, ...], cast: Cast) -> None:
        """These send the six digits."""
        meeting = await self.meeting(cast)
        for name in names:
            await check_in.arrive(cast.acts(name), meeting)

    async def tick(self, cast: Cast) -> None:
        """The caller ticks who came."""
        deed, meeting = cast.acts(self.caller), await self.meeting(cast)
        for name in self.absent:
            await attendance.tick(deed, meeting, cast[name].id, Attendance.ABSENT)
        await attendance.tick_rest(deed, meeting)
        await attendance.finish(deed, meeting)

    async def meeting(self, cast: Cast) -> Meeting:
        """The meeting in the store."""
        deed = cast.acts(self.caller)
        found = await store.recent(deed.session, deed.branch.id, self.starts - timedelta(minutes=1), self.starts)
        return next(each for each in found if (each.topic, each.caller_id) == (self.topic, deed.person.id))


def lived(days: Days) -> Iterator[Event]:
    """An assembly, a lecture in the last quarter, meetings of both teams in two months, one of the committee; an
    assembly to come."""
    for gathering in (assembly(days), _lecture(days), *_of_teams(days), committee(days)):
        yield from gathering.events(days)
    coming = Gathering(
        "郑书记", MeetingKind.ASSEMBLY, "讨论党员教育工作安排", days.at(3, "14:30"), "三楼会议室",
        "1. 学习文件；2. 讨论下一步安排", on_leave=("江外出",),
        answering=("孙组织", "周宣传", "李组长", "沈转正", "白同志", "张同志", "唐同志", "江外出"),
    )  # fmt: skip
    yield done(days.at(-1, "16:00"), coming.call)
    yield done(days.at(-1, "17:00"), coming.answer)


def assembly(days: Days) -> Gathering:
    """The assembly in which the motion was passed."""
    return Gathering(
        "郑书记", MeetingKind.ASSEMBLY, "讨论年度学习计划", days.of(4, 13, "14:30"), "三楼会议室",
        "1. 学习文件；2. 讨论并表决年度学习计划", on_leave=("江外出", "钱副书记"), absent=(IN_ARREARS,),
        observing=("黄积极",), guests=("市直机关工委联系人",),
        in_time=("孙组织", "周宣传", "李组长", "沈转正", "白同志", "张同志"), late=("唐同志",),
    )  # fmt: skip


def committee(days: Days) -> Gathering:
    """The committee meeting of last month, in which two things were resolved."""
    return Gathering(
        "郑书记", MeetingKind.COMMITTEE, "研究下一阶段工作", days.of(1, 9, "15:00"), "小会议室",
        "1. 通报学习情况｜周宣传\n2. 研究资料整理和谈心谈话", on_leave=("钱副书记",),
    )  # fmt: skip


def _lecture(days: Days) -> Gathering:
    return Gathering(
        "周宣传", MeetingKind.LECTURE, "学习党章第一章", days.of(days.last_quarter[1], 18, "09:30"), "二楼礼堂",
        "书记讲党课，之后讨论", on_leave=("江外出",), absent=("唐同志",),
    )  # fmt: skip


def _of_teams(days: Days) -> Iterator[Gathering]:
    for back, topic in ((2, "交流学习体会"), (1, "谈谈本月工作")):
        for leader, team in (("李组长", "第一党小组"), ("何组长", "第二党小组")):
            yield Gathering(
                leader, MeetingKind.TEAM_MEETING, topic, days.of(back, 24, "16:00"), "小会议室", "每人发言五分钟",
                team=team, on_leave=("江外出",),
            )  # fmt: skip
