"""What electors and groups see of a ballot, and its result. Until it has ended nobody sees more than the turnout."""

from dataclasses import dataclass
from datetime import timedelta

from bot.cards.base import GROUP, Button, Card, View, card, in_rows
from bot.cards.meetings import label as meeting_label
from bot.presses import Press
from bot.rules.permissions import Permission, see
from bot.rules.quorum import Verdict, verdict
from bot.rules.words import Choice
from bot.store import ballots as store
from bot.store import meetings
from bot.store.ballots import Ballot, Elector

LOOK_BACK = timedelta(days=92)  # how long ended ballots stay in the lists
LISTED = 10  # ballots of one kind in one list
_TITLE = 24  # characters of a question on a button and in a list


@dataclass(frozen=True)
class Vote(Press, tag="vv"):
    """赞成, 反对 or 弃权."""

    ballot: int
    choice: Choice


@dataclass(frozen=True)
class ShowBallot(Press, tag="vs"):
    """An elector's own card."""

    ballot: int


def title(ballot: Ballot) -> str:
    """The question in short, on one line."""
    line = " ".join(ballot.question.split())
    return line if len(line) <= _TITLE else line[: _TITLE - 1] + "…"


def vote_buttons(ballot: Ballot, chosen: Choice | None = None) -> list[list[Button]]:
    """The three choices, the chosen one marked."""
    return in_rows(Button(("✓ " if choice is chosen else "") + choice.zh, Vote(ballot.id, choice)) for choice in Choice)


async def asked_text(view: View, ballot: Ballot) -> str:
    """The question of a ballot that takes votes."""
    return view.text(
        "ballots/question",
        heading=view.short("ballots.heading_open", kind=ballot.kind.zh),
        question=ballot.question,
        meeting=await _meeting(view, ballot),
        closes=view.short("ballots.until", moment=ballot.closes) if ballot.closes else view.short("ballots.by_hand"),
    )


async def result_text(view: View, ballot: Ballot) -> str:
    """The question and what it came to, from the store as it is now: attendance may be taken after the ballot."""
    figures = await store.figures(view.session, ballot)
    found = verdict(ballot.kind, figures.counts, view.book)
    asked = view.text(
        "ballots/question",
        heading=view.short("ballots.heading_opinion" if found.passed is None else "ballots.heading_verdict"),
        question=ballot.question,
        meeting=await _meeting(view, ballot),
        closes=view.short("ballots.ended", moment=ballot.closed or ballot.closes),
    )
    facts = {"counts": figures.counts, "from_absent": figures.from_absent, "found": found, "said": _said(view, found)}
    return f"{asked}\n\n{view.text('ballots/result', **facts)}"


def _said(view: View, found: Verdict) -> str:
    """The verdict in words. A bot's ballot is never void: it issues one to each elector and takes one back."""
    return view.short(f"ballots.reason_{found.reason}", threshold=found.threshold, quorum=found.quorum)


async def _meeting(view: View, ballot: Ballot) -> str | None:
    if ballot.meeting_id is None:
        return None
    called = await meetings.by_id(view.session, ballot.meeting_id)
    return f"{meeting_label(view, called)} {called.topic}" if called else None


@card("ballots/card", need=see(Permission.VOTE))
async def own(view: View, ballot: int) -> Card | None:
    """The private card of an elector; None for anybody else."""
    asked = await store.by_id(view.session, ballot)
    line = await store.elector(view.session, ballot, view.person.id)
    if asked is None or line is None:
        return None
    back = [view.back("vote")]
    if asked.ended(view.now):
        return Card(f"{await result_text(view, asked)}\n\n{_own_choice(view, line, 'ended')}", [back])
    said = view.text("ballots/own", chosen=_own_choice(view, line, "open"))
    return Card(f"{await asked_text(view, asked)}\n\n{said}", [*vote_buttons(asked, line.choice), back])


def _own_choice(view: View, line: Elector, stage: str) -> str:
    if line.choice is None:
        return view.short(f"ballots.not_chosen_{stage}")
    entered = line.entered_by_id is not None
    return view.short(f"ballots.chosen_{stage}", choice=line.choice.zh, entered=entered)


@card("ballots/group", need=GROUP)
async def group(view: View, ballot: int) -> Card | None:
    """A group's card: the turnout, later the result; never a name."""
    asked = await store.by_id(view.session, ballot)
    if asked is None:
        return None
    if asked.ended(view.now):
        return Card(await result_text(view, asked))
    voted = (await store.turnout(view.session, [ballot]))[ballot]
    text = view.text("ballots/turnout_here", voted=voted, electors=asked.electors)
    return Card(f"{await asked_text(view, asked)}\n\n{text}", vote_buttons(asked))


@card("ballots/mine", need=see(Permission.VOTE))
async def mine(view: View) -> Card:
    """The viewer's open ballots and recent results."""
    rows = await store.own(view.session, view.person.id, view.now - LOOK_BACK)
    waiting = [(ballot, choice) for ballot, choice in rows if not ballot.ended(view.now)][:LISTED]
    ended = [ballot for ballot, _ in rows if ballot.ended(view.now)][:LISTED]
    facts = {
        "waiting": [(title(ballot), choice is not None, ballot.closes) for ballot, choice in waiting],
        "ended": [title(ballot) for ballot in ended],
    }
    buttons = [Button(("✓ " if choice else "○ ") + title(ballot), ShowBallot(ballot.id)) for ballot, choice in waiting]
    results = [view.button("ballots.result_of", ShowBallot(ballot.id), title=title(ballot)) for ballot in ended]
    return Card(view.text("ballots/mine", **facts), [*in_rows([*buttons, *results], 1), [view.back()]])
