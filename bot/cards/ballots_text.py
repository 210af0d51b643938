"""How a ballot is written: its question while it takes votes, and what it came to."""

from bot.cards import elections_text
from bot.cards.admissions_text import outcome
from bot.cards.ballots_facts import figures_of, standing_of
from bot.cards.base import Button, View
from bot.cards.meetings import label as meeting_label
from bot.cards.rulebook import why
from bot.rules.box import spelled
from bot.rules.electorate import is_tiny
from bot.rules.quorum import Verdict, decides, verdict
from bot.rules.recount import fingerprint
from bot.rules.words import BallotKind, CountRole
from bot.store import ballots as store
from bot.store import ballots_box, meetings
from bot.store.ballots import Ballot, Elector
from bot.store.ballots_standing import Standing, aside, repeated_by

_TITLE = 24  # characters of a question on a button and in a list


def title(ballot: Ballot) -> str:
    """The question in short, on one line."""
    line = " ".join(ballot.question.split())
    return line if len(line) <= _TITLE else line[: _TITLE - 1] + "…"


def why_result(view: View, ballot: Ballot) -> Button:
    """【依据】 of what the ballot comes to."""
    return why(view, decides(ballot.kind, view.book).name)


async def asked_text(view: View, ballot: Ballot) -> str:
    """The question of a ballot that takes votes; of an election who is up for it, too."""
    question = await question_text(view, ballot)
    election = ballot.kind is BallotKind.ELECTION
    return f"{question}\n{await elections_text.listing(view, ballot)}" if election else question


async def question_text(view: View, ballot: Ballot) -> str:
    """The question of a ballot that takes votes."""
    closes = view.short("ballots.until", moment=ballot.closes) if ballot.closes else view.short("ballots.by_hand")
    return await _question(view, ballot, view.short("ballots.heading_open", kind=ballot.kind), closes)


async def result_text(view: View, ballot: Ballot) -> str:
    """The question and what it came to, from the store as it is now: attendance may be taken after the ballot."""
    if ballot.void:
        return await _ended_text(view, ballot, "ballots.heading_void") + "\n\n" + view.text("ballots/void")
    if ballot.secret and ballot.closed is None:
        return await _ended_text(view, ballot, "ballots.heading_unopened") + "\n\n" + view.text("ballots/unopened")
    count = await standing_of(view, ballot)
    if count.needs_signing and not count.stands:
        waits = view.text("ballots/unsigned", counted=count.counted)
        return await _ended_text(view, ballot, "ballots.heading_unsigned") + "\n\n" + waits
    if ballot.kind is BallotKind.ELECTION:
        heading = await _ended_text(view, ballot, "elections.heading")
        return "\n\n".join([heading, *await elections_text.result_parts(view, ballot)])
    return await _standing_text(view, ballot, count)


async def _standing_text(view: View, ballot: Ballot, count: Standing) -> str:
    figures = await figures_of(view, ballot)
    found = verdict(ballot.kind, figures.counts, view.book)
    heading = "ballots.heading_opinion" if found.passed is None else "ballots.heading_verdict"
    facts = {"counts": figures.counts, "from_absent": figures.from_absent, "found": found, "said": _said(view, found)}
    facts |= {"parts": figures.parts if figures.mixed else (), "signers": _signers(view, count)}
    parts = [await _ended_text(view, ballot, heading), view.text("ballots/result", **facts)]
    if ballot.kind.of_one_person and (said := await outcome(view, ballot, found)) is not None:
        parts.append(said)
    if ballot.secret:
        parts.append(await _lists(view, ballot, mixed=figures.mixed))
    digits = fingerprint(
        ballot.question, ballot.electors, figures.choices, figures.codes, figures.parts, figures.struck
    )  # fmt: skip
    return "\n\n".join([*parts, view.text("ballots/fingerprint", digits=digits)])


def _signers(view: View, count: Standing) -> list[tuple[CountRole, str]] | None:
    """Who signed, by role; None in a group, where nobody is named, and where nobody had to sign."""
    if view.viewer is None or not count.needs_signing:
        return None
    return [(role, count.signers[role].person.name) for role in CountRole]


async def count_text(view: View, ballot: Ballot) -> str:
    """All figures of each way of voting, for the two who sign for them; once the ballot is closed."""
    if ballot.closed is None or ballot.void:
        return await asked_text(view, ballot)
    if ballot.kind is BallotKind.ELECTION:
        papers = await elections_text.result_parts(view, ballot)
        return "\n\n".join([await _ended_text(view, ballot, "ballots.heading_unsigned"), *papers])
    figures = await figures_of(view, ballot)
    facts = {"parts": figures.parts, "counts": figures.counts, "struck": figures.struck}
    excess = figures.counts.excess and view.short("ballots.excess", clause=view.book.counting.clause)
    text = view.text("ballots/figures", **facts, excess=excess or None)
    return f"{await _ended_text(view, ballot, 'ballots.heading_unsigned')}\n\n{text}"


def aside_text(view: View, line: Elector, *, ended: bool) -> str | None:
    """That this person votes on paper or by hand; None: with the bot. A written opinion has a text of its own."""
    return view.short("ballots.own_struck", ended=ended) if line.paper else None


async def turnout_text(view: View, ballot: Ballot, message: str, **facts: object) -> str:
    """How many have voted, and how many do not vote with the bot."""
    voted = (await store.turnout(view.session, [ballot.id]))[ballot.id]
    struck, written = await aside(view.session, ballot.id)
    return view.text(message, voted=voted, electors=ballot.electors, struck=struck, written=written, **facts)


async def _ended_text(view: View, ballot: Ballot, heading: str) -> str:
    ended = view.short("ballots.ended", moment=ballot.closed or ballot.closes)
    return await _question(view, ballot, view.short(heading), ended, await repeated_by(view.session, ballot.id))


async def _question(view: View, ballot: Ballot, heading: str, closes: str, later: Ballot | None = None) -> str:
    earlier = await store.by_id(view.session, ballot.earlier_id) if ballot.earlier_id else None
    if earlier is not None and (earlier.kind is not ballot.kind or ballot.kind is BallotKind.ELECTION):
        earlier = None  # an opinion asked for before; the seats of an earlier election: said in words of their own
    return view.text(
        "ballots/question", heading=heading, question=ballot.question, meeting=await _meeting(view, ballot),
        method=ballot.method, closes=closes, number=ballot.id, earlier=earlier, later=later,
    )  # fmt: skip


async def _lists(view: View, ballot: Ballot, *, mixed: bool) -> str:
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
        mixed=mixed,
    )


def _said(view: View, found: Verdict) -> str:
    """The verdict in words."""
    return view.short(f"ballots.reason_{found.reason}", threshold=found.threshold, quorum=found.quorum)


async def _meeting(view: View, ballot: Ballot) -> str | None:
    if ballot.meeting_id is None:
        return None
    called = await meetings.by_id(view.session, ballot.meeting_id)
    return f"{meeting_label(view, called)} {called.topic}" if called else None
