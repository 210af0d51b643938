"""Votes of the half year: a motion by name, passed in the assembly; a secret one; and one that is still open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions import ballots
from bot.actions.ballots import Question
from bot.rules.words import BallotMethod, Choice
from bot.sample.days import Days
from bot.sample.meetings import Gathering, assembly
from bot.sample.past import Cast, Event, done
from bot.store import ballots as store
from bot.store.ballots import Ballot

_AGAINST, _ABSTAIN = ("刘同志", "马同志"), ("褚同志",)
_SO_FAR = ("孙组织", "周宣传", "吴纪检", "何组长", "刘同志", "王同志", "杨同志")


@dataclass(frozen=True)
class Vote:
    """A ballot: who opened it, when, how, in which meeting; with ``so_far`` only these have voted."""

    opener: str
    question: str
    opens: datetime
    method: BallotMethod
    meeting: Gathering | None = None
    so_far: tuple[str, ...] = ()

    async def open(self, cast: Cast) -> None:
        """Each elector gets a card."""
        meeting = await self.meeting.meeting(cast) if self.meeting else None
        question = Question(text=self.question, method=self.method, closes=None, meeting=meeting, named=None)
        deed = cast.acts(self.opener)
        ballot = await ballots.open_(deed, question)
        deed.tell(deed.person, "ballots/tally", ballot=ballot.id)

    async def cast(self, cast: Cast) -> None:
        """Whoever has an account votes; in a meeting, whoever is there."""
        ballot = await self._ballot(cast)
        vote = ballots.cast if ballot.secret else ballots.vote
        away = (*self.meeting.on_leave, *self.meeting.absent) if self.meeting else ()
        for line in await store.roll(cast.acts(self.opener).session, ballot.id):
            name = line.person.name
            if line.person.bound and name not in away and (name in self.so_far or not self.so_far):
                choice = Choice.AGAINST if name in _AGAINST else Choice.ABSTAIN if name in _ABSTAIN else Choice.FOR
                await vote(cast.acts(name), ballot, choice)

    async def close(self, cast: Cast) -> None:
        """The opener ends it."""
        await ballots.close(cast.acts(self.opener), await self._ballot(cast))

    async def _ballot(self, cast: Cast) -> Ballot:
        deed = cast.acts(self.opener)
        running = await store.open_ballots(deed.session, deed.branch.id, deed.now)
        return next(each for each in running if each.question == self.question)


def lived(days: Days) -> Iterator[Event]:
    """Two that are closed, one that runs."""
    meeting = assembly(days)
    motion = Vote("郑书记", "是否同意年度学习计划", meeting.starts + timedelta(minutes=30), BallotMethod.OPEN, meeting)
    secret = Vote("孙组织", "对支部半年工作是否满意", days.of(1, 15, "10:00"), BallotMethod.SECRET)
    for vote in (motion, secret):
        yield done(vote.opens, vote.open)
        yield done(vote.opens + timedelta(minutes=5), vote.cast)
        yield done(vote.opens + timedelta(minutes=20), vote.close)
    running = Vote(
        "郑书记", "是否同意把集中学习改到每月第一个周三", days.at(-1, "16:30"), BallotMethod.OPEN, so_far=_SO_FAR
    )
    yield done(running.opens, running.open)
    yield done(running.opens + timedelta(minutes=40), running.cast)
