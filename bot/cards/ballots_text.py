"""How a ballot is written: its question while it takes votes, and what it came to."""

from bot.cards import elections_text
from bot.cards.base import View
from bot.cards.meetings import label as meeting_label
from bot.rules.box import spelled
from bot.rules.electorate import is_tiny
from bot.rules.quorum import Verdict, verdict
from bot.rules.recount import fingerprint
from bot.rules.words import BallotKind
from bot.store import ballots as store
from bot.store import ballots_box, meetings
from bot.store.ballots import Ballot

_TITLE = 24  # characters of a question on a button and in a list


def title(ballot: Ballot) -> str:
    """The question in short, on one line."""
    line = " ".join(ballot.question.split())
    return line if len(line) <= _TITLE else line[: _TITLE - 1] + "…"


async def asked_text(view: View, ballot: Ballot) -> str:
    """The question of a ballot that takes votes; of an election who is up for it, too."""
    question = await question_text(view, ballot)
    election = ballot.kind is BallotKind.ELECTION
    return f"{question}\n{await elections_text.listing(view, ballot)}" if election else question


async def question_text(view: View, ballot: Ballot) -> str:
    """The question of a ballot that takes votes."""
    return view.text(
        "ballots/question",
        heading=view.short("ballots.heading_open", kind=ballot.kind),
        question=ballot.question,
        meeting=await _meeting(view, ballot),
        method=ballot.method,
        closes=view.short("ballots.until", moment=ballot.closes) if ballot.closes else view.short("ballots.by_hand"),
    )


async def result_text(view: View, ballot: Ballot) -> str:
    """The question and what it came to, from the store as it is now: attendance may be taken after the ballot."""
    if ballot.void:
        return await _ended_text(view, ballot, "ballots.heading_void") + "\n\n" + view.text("ballots/void")
    if ballot.secret and ballot.closed is None:
        return await _ended_text(view, ballot, "ballots.heading_unopened") + "\n\n" + view.text("ballots/unopened")
    if ballot.kind is BallotKind.ELECTION:
        heading = await _ended_text(view, ballot, "elections.heading")
        return "\n\n".join([heading, *await elections_text.result_parts(view, ballot)])
    figures = await store.figures(view.session, ballot)
    found = verdict(ballot.kind, figures.counts, view.book)
    heading = "ballots.heading_opinion" if found.passed is None else "ballots.heading_verdict"
    facts = {"counts": figures.counts, "from_absent": figures.from_absent, "found": found, "said": _said(view, found)}
    parts = [await _ended_text(view, ballot, heading), view.text("ballots/result", **facts)]
    if ballot.secret:
        parts.append(await _lists(view, ballot))
    digits = fingerprint(ballot.question, ballot.electors, figures.choices, figures.codes)
    return "\n\n".join([*parts, view.text("ballots/fingerprint", digits=digits)])


async def _ended_text(view: View, ballot: Ballot, heading: str) -> str:
    return view.text(
        "ballots/question",
        heading=view.short(heading),
        question=ballot.question,
        meeting=await _meeting(view, ballot),
        method=ballot.method,
        closes=view.short("ballots.ended", moment=ballot.closed or ballot.closes),
    )


async def _lists(view: View, ballot: Ballot) -> str:
    """Both lists of a secret ballot: the choices, and apart from them the inclusion codes."""
    published = await ballots_box.published(view.session, ballot.id)
    if published is None:
        raise LookupError("a closed ballot without its lists")
    box = published.box
    return view.text(
        "ballots/lists",
        choices=box.choices,
        codes=[spelled(code) for code in box.codes],
        tiny=is_tiny(ballot.electors),
        unanimous=box.unanimous,
    )


def _said(view: View, found: Verdict) -> str:
    """The verdict in words. A bot's ballot is never void: it issues one to each elector and takes one back."""
    return view.short(f"ballots.reason_{found.reason}", threshold=found.threshold, quorum=found.quorum)


async def _meeting(view: View, ballot: Ballot) -> str | None:
    if ballot.meeting_id is None:
        return None
    called = await meetings.by_id(view.session, ballot.meeting_id)
    return f"{meeting_label(view, called)} {called.topic}" if called else None
