"""An election in the assembly: three nominees for two seats, papers of whoever is there, signatures, the approval."""

from collections.abc import Iterator
from datetime import timedelta

from bot.actions import ballots, ballots_signed, elections
from bot.actions.elections import Election
from bot.rules.elections import Paper
from bot.rules.words import Approval, Choice, CountRole
from bot.sample.days import Days
from bot.sample.meetings import Gathering, assembly
from bot.sample.past import Cast, Event, Work, done
from bot.store import ballots as store
from bot.store.ballots import Ballot
from bot.store.ballots_standing import seal_of

_OPENER = "郑书记"
_QUESTION = "推荐出席机关党代表大会的代表"
_SEATS = 2
_NOMINEES = ("白同志", "李组长", "张同志")
_SIGNERS = {CountRole.SCRUTINEER: "吴纪检", CountRole.COUNTER: "何组长"}
_FOR, _AGAINST, _ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN
_PAPERS = ((_FOR, _FOR, _AGAINST), (_FOR, _FOR, _ABSTAIN), (_FOR, _FOR, _ABSTAIN), (_AGAINST, _FOR, _FOR))
_NUMBER = "机工委〔示例〕7号"


def lived(days: Days) -> Iterator[Event]:
    """After the motion of the same assembly; what was proposed is approved some days later."""
    meeting = assembly(days)
    for minutes, work in ((51, _open(meeting)), (53, _cast(meeting)), (55, _close), (57, _sign)):
        yield done(meeting.starts + timedelta(minutes=minutes), work)
    yield done(days.after(meeting.starts.date(), 8, "10:00"), _approve)


def _open(gathering: Gathering) -> Work:
    async def open_(cast: Cast) -> None:
        meeting = await gathering.meeting(cast)
        nominees = [cast[name] for name in _NOMINEES]
        deed = cast.acts(_OPENER)
        election = Election(question=_QUESTION, meeting=meeting, seats=_SEATS, nominees=nominees)
        ballot = await elections.open_(deed, election)
        deed.tell(deed.person, "ballots/tally", ballot=ballot.id)

    return open_


def _cast(gathering: Gathering) -> Work:
    async def cast_(cast: Cast) -> None:
        ballot, away = await _ballot(cast), (*gathering.on_leave, *gathering.absent)
        for place, line in enumerate(await store.roll(cast.acts(_OPENER).session, ballot.id)):
            if line.person.bound and line.person.name not in away:
                paper = Paper(_PAPERS[place % len(_PAPERS)])
                await elections.cast(cast.acts(line.person.name), ballot, paper.spell(_SEATS))

    return cast_


async def _close(cast: Cast) -> None:
    ballot = await _ballot(cast)
    await ballots.close(cast.acts(_OPENER), ballot)


async def _sign(cast: Cast) -> None:
    ballot = await _ballot(cast)
    for role, name in _SIGNERS.items():
        await ballots_signed.name_signer(cast.acts(_OPENER), ballot, role, cast[name].id)
    for name in _SIGNERS.values():
        deed = cast.acts(name)
        await ballots_signed.sign(deed, ballot, await seal_of(deed.session, ballot))


async def _approve(cast: Cast) -> None:
    ballot, deed = await _ballot(cast), cast.acts(_OPENER)
    await elections.record_approval(deed, ballot, Approval.APPROVED, _NUMBER, deed.today)


async def _ballot(cast: Cast) -> Ballot:
    deed = cast.acts(_OPENER)
    return next(each for each in await store.of_branch(deed.session, deed.branch.id) if each.question == _QUESTION)
