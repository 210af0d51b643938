"""The paper of an election, what follows a result, and the record of the approval. /election is in newelection.py."""

from collections.abc import Sequence
from datetime import date

from bot.actions import elections
from bot.actions.base import Refused
from bot.cards.base import View
from bot.cards.elections import CHECK, MARKS, Approve, ByBallot, CastPaper, Fill, Runoff
from bot.context import Here
from bot.forms import Field, Form, Misunderstood, Values
from bot.handlers.forms import begin, offer
from bot.handlers.newelection import ELECTION
from bot.routing import Router, Where
from bot.rules.elections import Paper
from bot.rules.language import say_day
from bot.rules.permissions import Permission, do
from bot.rules.when import UnknownTime, parse_date
from bot.rules.words import Approval, NomineeOrder
from bot.store import ballots as ballot_store
from bot.store.ballots import Ballot
from bot.store.elections import Slate

router = Router("elections")
VOTE = do(Permission.VOTE)
BALLOTS = do(Permission.BALLOTS)

NUMBER_MOST = 100  # characters, as the column has it


async def _ballot(here: Here, ballot_id: int) -> Ballot:
    """The ballot of a button; Refused when it is none of this branch."""
    ballot = await ballot_store.by_id(here.deed.session, ballot_id)
    if ballot is None or ballot.branch_id != here.deed.branch.id:
        raise Refused("home.old_button")
    return ballot


@router.press(Fill, need=VOTE, where=Where.PRIVATE)
async def fill(here: Here, press: Fill) -> None:
    """The paper so filled in, kept nowhere. What cannot be cast is not asked to be confirmed, and nothing is lost."""
    ballot = await _ballot(here, press.ballot)
    slate, paper = await elections.read_paper(here.deed, ballot, press.paper)
    page = press.page
    if not (page in (MARKS, CHECK) or (page.isascii() and page.isdigit() and len(page) == len(MARKS) and slate.slots)):
        raise Refused("home.old_button")
    if page == CHECK and _complain(here, slate, paper):
        page = MARKS
    await here.whisper("ballots/confirm", {"paper": press.paper, "page": page}, ballot=ballot.id)


@router.press(CastPaper, need=VOTE, where=Where.PRIVATE)
async def cast(here: Here, press: CastPaper) -> None:
    """确认投票. The answer is the same whatever the paper says."""
    ballot = await _ballot(here, press.ballot)
    if await elections.cast(here.deed, ballot, press.paper):
        here.toast("ballots.was_cast")
        await here.show("ballots/card", ballot=ballot.id)
        return
    slate, paper = await elections.read_paper(here.deed, ballot, press.paper)
    _complain(here, slate, paper)
    await here.whisper("ballots/confirm", {"paper": press.paper, "page": MARKS}, ballot=ballot.id)


def _complain(here: Here, slate: Slate, paper: Paper) -> bool:
    """Says what keeps the paper from being cast; whether anything does."""
    clause = here.deed.book.election_papers.clause
    if over := paper.over(slate.seats):
        here.toast("elections.over_marked", alert=True, over=over, seats=slate.seats, clause=clause)
    elif paper.unmarked:
        here.toast("elections.unmarked", alert=True, count=paper.unmarked)
    return bool(over or paper.unmarked)


@router.press(Runoff, need=BALLOTS, where=Where.PRIVATE)
async def runoff(here: Here, press: Runoff) -> None:
    """First asks, then opens the next round."""
    ballot = await _ballot(here, press.ballot)
    await elections.check_runoff(here.deed, ballot)
    if not press.sure:
        await here.show("elections/runoff", ballot=ballot.id)
        return
    following = await elections.open_runoff(here.deed, ballot)
    here.toast("elections.opened")
    await here.show("ballots/tally", ballot=following.id)


@router.press(ByBallot, need=BALLOTS, where=Where.PRIVATE)
async def by_ballot(here: Here, press: ByBallot) -> None:
    """The form of an election for the seats that are left, with those not elected where they are enough."""
    ballot = await _ballot(here, press.ballot)
    result = await elections.check_by_ballot(here.deed, ballot)
    left, people = result.outcome.left, result.not_elected
    known = {"question": ballot.question, "meeting": str(ballot.meeting_id), "seats": str(left)}
    known["order"] = NomineeOrder.GIVEN.value
    if elections.problem(here.deed.book, people, left) is None:
        known["nominees"] = "、".join(person.name for person in people)
    await begin(here, ELECTION, **known)
    here.keep(earlier=ballot.id)


@router.press(Approve, need=BALLOTS, where=Where.PRIVATE)
async def approve(here: Here, press: Approve) -> None:
    """Asks what the approval says."""
    ballot = await _ballot(here, press.ballot)
    await elections.check_may_record(here.deed, ballot)
    await begin(here, APPROVAL)
    here.keep(ballot=ballot.id)


async def _outcome(view: View, text: str) -> Approval:
    try:
        found = Approval.of(text.strip())
    except ValueError as error:
        raise Misunderstood("elections.unknown_outcome") from error
    if found is Approval.PENDING:
        raise Misunderstood("elections.unknown_outcome")
    return found


async def _outcome_choices(view: View) -> Sequence[str]:
    return [view.say(each) for each in (Approval.APPROVED, Approval.REFUSED)]


async def _day(view: View, text: str) -> date:
    try:
        day = parse_date(text, view.now, view.zone)
    except UnknownTime as error:
        raise Misunderstood("elections.unknown_day") from error
    if day > view.today:
        raise Misunderstood("elections.day_to_come")
    return day


async def _record(here: Here, values: Values) -> None:
    if here.dialog is None:
        raise LookupError("no form is open")
    ballot = await _ballot(here, here.dialog.answers["ballot"])
    await elections.record_approval(here.deed, ballot, values["outcome"], values["number"], values["day"])
    here.toast("elections.recorded")
    await here.show("ballots/tally", ballot=ballot.id)


APPROVAL = Form(
    "approval",
    "elections",
    BALLOTS,
    (
        Field("outcome", _outcome, _outcome_choices),
        Field("number", most=NUMBER_MOST),
        Field(
            "day", _day, spell=lambda view, day: day.isoformat(), say=lambda view, _, day: say_day(day, view.language)
        ),
    ),
    finish=_record,
)
offer(router, APPROVAL)
