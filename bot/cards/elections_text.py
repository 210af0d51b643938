"""How an election is written: its nominees while it takes votes, and what it came to: 拟当选, never 当选."""

from collections import Counter

from bot.cards.ballots_facts import result_of
from bot.cards.base import View
from bot.rules.box import spelled
from bot.rules.elections import Standing
from bot.rules.electorate import is_tiny
from bot.rules.recount import election_fingerprint
from bot.rules.rulebook import Base
from bot.rules.words import Approval, Choice
from bot.store import elections as store
from bot.store.ballots import Ballot
from bot.store.elections import Result

_SIGNS = {Choice.FOR: "✓", Choice.AGAINST: "✗", Choice.ABSTAIN: "○"}


async def listing(view: View, ballot: Ballot) -> str:
    """Seats and nominees, in the order of the paper."""
    slate = await store.slate(view.session, ballot)
    listed = view.text("elections/list", seats=slate.seats, names=slate.names(slate.nominees))
    return "\n".join([listed, *round_of(view, ballot)])


def round_of(view: View, ballot: Ballot) -> list[str]:
    """Which election this one goes on with, if any."""
    if ballot.earlier_id is None:
        return []
    return [view.text("elections/round", runoff=ballot.runoff, earlier=ballot.earlier_id)]


async def result_parts(view: View, ballot: Ballot) -> list[str]:
    """What the election came to, the published lists, and the check value."""
    result = await result_of(view, ballot)
    return [
        view.text("elections/result", **_facts(view, ballot, result)),
        _lists(view, ballot, result),
        view.text("elections/fingerprint", digits=fingerprint(ballot, result)),
    ]


def fingerprint(ballot: Ballot, result: Result) -> str:
    """The check value under a result."""
    names = result.slate.names(result.slate.nominees)
    return election_fingerprint(
        ballot.question, names, result.slate.seats, ballot.electors, result.spelled(), result.codes
    )


def _facts(view: View, ballot: Ballot, result: Result) -> dict[str, object]:
    slate, outcome, rule = result.slate, result.outcome, view.book.on(ballot.opened).election
    names = slate.names(slate.nominees)
    rows = [
        (name, support, person.id in outcome.elected, person.id in outcome.tied)
        for name, person, support in zip(names, slate.nominees, result.count.nominees, strict=True)
    ]
    written = [
        (slate.names([person])[0], votes, person.id in outcome.elected, person.id in outcome.tied)
        for person, votes in result.written
    ]
    return {
        "said": _said(view, result), "figures": result.figures, "count": result.count, "seats": slate.seats,
        "rows": rows, "written": written, "outcome": outcome, "of_expected": outcome.needed[Base.EXPECTED],
        "of_present": outcome.needed[Base.PRESENT], "base": rule.base.value, "runoff": ballot.runoff,
        "doubtful": result.named(outcome.doubtful), "entries": _entries(view, result, runoff=ballot.runoff),
        "rule": rule, "approval": _approval(ballot, result), "number": ballot.approval_number,
        "day": ballot.approval_date,
    }  # fmt: skip


async def said(view: View, ballot: Ballot) -> list[str]:
    """The outcome of a counted election in words, a line each."""
    return _said(view, await result_of(view, ballot))


def _approval(ballot: Ballot, result: Result) -> Approval | None:
    """The state of the 批复; None where nobody is proposed."""
    return (ballot.approval or Approval.PENDING) if result.outcome.elected else None


def _said(view: View, result: Result) -> list[str]:
    """The outcome in words, a line each."""
    outcome = result.outcome
    facts = {"quorum": outcome.quorum, "left": outcome.left, "tied": result.named(outcome.tied)}
    lines = [view.short("elections.proposed", names=result.named(outcome.elected))] if outcome.elected else []
    if outcome.standing is not Standing.FILLED:
        lines.append(view.short(f"elections.standing_{outcome.standing}", **facts))
    return lines


def _entries(view: View, result: Result, *, runoff: bool) -> list[object]:
    """The entries of the rulebook behind this outcome."""
    book, standing = view.book, result.outcome.standing
    entries: list[object] = [book.election]
    if standing is Standing.VOID or result.count.void:
        entries.append(book.election_papers)
    if runoff or standing in (Standing.TIED, Standing.SHORT):
        entries.append(book.election_rounds)
    return entries


def _lists(view: View, ballot: Ballot, result: Result) -> str:
    """Both lists: the papers, those alike together, and apart from them the inclusion codes."""
    slate = result.slate
    papers = Counter(
        ("".join(_SIGNS[mark] for mark in paper.marks if mark), tuple(paper.written)) for paper in result.papers
    )
    rows = [
        (number, signs, slate.names([slate.roll[place] for place in written]))
        for (signs, written), number in papers.items()
    ]
    return view.text(
        "elections/lists", papers=rows, codes=[spelled(code) for code in result.codes],
        unanimous=len(papers) == 1, tiny=is_tiny(ballot.electors),
    )  # fmt: skip
