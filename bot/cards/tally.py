"""What those see who open and close ballots: turnout, ending, 代录, the result and, at the end, who chose what."""

from bot.cards import elections
from bot.cards.ballots import LISTED, LOOK_BACK
from bot.cards.ballots_facts import standing_of
from bot.cards.ballots_text import asked_text, result_text, title, turnout_text, why_result
from bot.cards.base import Button, Card, View, card, in_rows
from bot.cards.decisions import register_button
from bot.presses import Press
from bot.rules.permissions import Permission, do
from bot.rules.words import REPEATABLE, BallotKind, Choice, CountMethod, Source
from bot.store import ballots as store
from bot.store import ballots_box
from bot.store.ballots import Ballot
from bot.store.ballots_standing import left_to_vote, repeated_by

_CODE = 8  # characters of the roll's digest that are shown: enough to compare by eye


class ShowTally(Press, tag="vt"):
    """One ballot's turnout or result."""

    ballot: int


class CloseBallot(Press, tag="vx"):
    """Ends a ballot; asked twice."""

    ballot: int
    sure: int


class NudgeBallot(Press, tag="qb"):
    """催办: reminds those who have not voted; asked twice."""

    ballot: int
    sure: int


class VoidBallot(Press, tag="vw"):
    """作废: ends a secret ballot whose box does not open; asked twice."""

    ballot: int
    sure: int


class ShowDetails(Press, tag="vd"):
    """Who chose what, once it has ended."""

    ballot: int


class EnterVotes(Press, tag="ve"):
    """代录: the people without Telegram."""

    ballot: int


class EnterFor(Press, tag="vf"):
    """代录: one of them."""

    ballot: int
    person: int


class Enter(Press, tag="vn"):
    """代录: that person's choice."""

    ballot: int
    person: int
    choice: Choice


class ShowCounting(Press, tag="ua"):
    """What is counted by hand in a ballot, and who signs."""

    ballot: int


class RepeatBallot(Press, tag="uk"):
    """重新表决: opens a new ballot that refers to this one; asked twice."""

    ballot: int
    sure: int


async def _ballot(view: View, ballot_id: int) -> Ballot | None:
    return await store.by_id(view.session, ballot_id)


@card("ballots/tallies", need=do(Permission.BALLOTS))
async def tallies(view: View) -> Card:
    """The open ballots with their turnout, each to be ended here; recent results."""
    waiting = (await store.open_ballots(view.session, view.branch.id, view.now))[:LISTED]
    ended = await store.ended_ballots(view.session, view.branch.id, view.now, view.now - LOOK_BACK)
    voted = await store.turnout(view.session, [ballot.id for ballot in waiting])
    rows = [
        [
            Button(f"{place}. {title(ballot)}", ShowTally(ballot.id)),
            view.button("ballots.close", CloseBallot(ballot.id, 0)),
        ]
        for place, ballot in enumerate(waiting, 1)
    ]
    results = [view.button("ballots.result_of", ShowTally(ballot.id), title=title(ballot)) for ballot in ended[:LISTED]]
    text = view.text(
        "ballots/tallies",
        waiting=[(title(ballot), voted[ballot.id], ballot.electors, ballot.closes) for ballot in waiting],
        ended=[title(ballot) for ballot in ended[:LISTED]],
    )
    return Card(text, [*rows, *in_rows(results, 1), [view.back()]])


@card("ballots/tally", need=do(Permission.BALLOTS))
async def tally(view: View, ballot: int) -> Card | None:
    """One ballot for those who may end it: the turnout, later the result."""
    asked = await _ballot(view, ballot)
    if asked is None:
        return None
    back = [*([why_result(view, asked)] if asked.ended(view.now) else []), view.back("tally")]
    if asked.closed is not None:
        return Card(await result_text(view, asked), [*await _ended_buttons(view, asked), back])
    if asked.secret:
        return await _secret_tally(view, asked)
    if asked.ended(view.now):
        return Card(await result_text(view, asked), [[_details(view, asked)], back])
    buttons = [view.button("ballots.close", CloseBallot(ballot, 0))]
    if not asked.kind.of_one_person and await store.any_waits_for_hand(view.session, ballot):
        buttons.append(view.button("ballots.enter", EnterVotes(ballot)))
    text = f"{await asked_text(view, asked)}\n\n{await _turnout(view, asked)}"
    more = [*await _nudge(view, asked), *await _counting(view, asked)]
    return Card(text, [buttons, more, back])


def _details(view: View, ballot: Ballot) -> Button:
    return view.button("ballots.details", ShowDetails(ballot.id))


async def _counting(view: View, ballot: Ballot) -> list[Button]:
    """The way to paper and hands, where they are of use: in a meeting, or where somebody has no Telegram."""
    count = await standing_of(view, ballot)
    if ballot.void or count.stands:
        return []
    useful = ballot.meeting_id is not None or await store.any_without_account(view.session, ballot.id)
    if count.needs_signing or (useful and not ballot.ended(view.now)):
        return [counting_button(view, ballot)]
    return []


def counting_button(view: View, ballot: Ballot) -> Button:
    """To paper and hands; in a secret ballot to paper alone; of an election, which is held with the bot or wholly on
    paper, to the signatures."""
    if ballot.kind is BallotKind.ELECTION:
        return view.button("elections.signatures", ShowCounting(ballot.id))
    label = view.say(CountMethod.PAPER) if ballot.secret else view.short("ballots.counting")
    return Button(label, ShowCounting(ballot.id))


async def _ended_buttons(view: View, ballot: Ballot) -> list[list[Button]]:
    """What is still to be done before the result stands; who chose what; and the ballot once more."""
    count = await standing_of(view, ballot)
    open_ends = await _counting(view, ballot) if count.needs_signing else []
    looks = [_details(view, ballot)] if count.stands and not ballot.secret else []
    if ballot.kind in REPEATABLE and await repeated_by(view.session, ballot.id) is None:
        looks.append(view.button("ballots.repeat", RepeatBallot(ballot.id, 0)))
    more = await elections.follow_up(view, ballot) if ballot.kind is BallotKind.ELECTION and count.stands else []
    register = await register_button(view, ballot) if count.stands else []
    return [*more, open_ends, looks, register]


async def _nudge(view: View, ballot: Ballot) -> list[Button]:
    """催办, as long as a vote may come."""
    if ballot.ended(view.now) or await _voted(view, ballot) == ballot.electors:
        return []
    return [view.button("nudges.ballot", NudgeBallot(ballot.id, 0))]


async def _secret_tally(view: View, ballot: Ballot) -> Card:
    """The turnout and nobody's name; or that the box does not open, and what can be done about it."""
    row, voted = await ballots_box.box(view.session, ballot.id), await _voted(view, ballot)
    broken = row is None or not view.keys.ballots.opens(ballot.id, row.sealed, ballot.electors, voted)
    at_its_time = ballot.ended(view.now)
    close_it = view.button("ballots.open_box" if at_its_time else "ballots.close", CloseBallot(ballot.id, 0))
    buttons = [close_it, view.button("ballots.void", VoidBallot(ballot.id, 0))] if broken else [close_it]
    text = await (result_text if at_its_time else asked_text)(view, ballot)
    parts = [text, await _turnout(view, ballot)]
    if broken:
        parts.append(view.text("ballots/locked", key=view.keys.ballots.path(ballot.id).name))
    more = [*([] if broken else await _nudge(view, ballot)), *await _counting(view, ballot)]
    return Card("\n\n".join(parts), [buttons, more, [view.back("tally")]])


async def _voted(view: View, ballot: Ballot) -> int:
    return (await store.turnout(view.session, [ballot.id]))[ballot.id]


async def _turnout(view: View, ballot: Ballot) -> str:
    complete = not await left_to_vote(view.session, ballot.id)
    return await turnout_text(view, ballot, "ballots/turnout", code=ballot.digest[:_CODE], complete=complete)


@card("ballots/ended", need=do(Permission.BALLOTS))
async def ended(view: View, ballot: int) -> Card | None:
    """Brought to the opener when the set time has come."""
    return await tally(view, ballot)


@card("ballots/closing", need=do(Permission.BALLOTS))
async def closing(view: View, ballot: int) -> Card | None:
    """Asks before a ballot is ended."""
    asked = await _ballot(view, ballot)
    if asked is None or (asked.closed is not None if asked.secret else asked.ended(view.now)):
        return await tally(view, ballot)
    count = await standing_of(view, asked)
    facts = {"electors": asked.electors, "secret": asked.secret, "struck": count.struck, "signed": count.needs_signing}
    facts["voted"] = await _voted(view, asked)
    text = view.text("ballots/closing", question=title(asked), **facts)
    sure = view.button("home.confirm", CloseBallot(ballot, 1))
    return Card(text, [[sure], [view.button("home.back", ShowTally(ballot))]])


@card("ballots/voiding", need=do(Permission.BALLOTS))
async def voiding(view: View, ballot: int) -> Card | None:
    """Asks before a ballot is made void."""
    asked = await _ballot(view, ballot)
    if asked is None or asked.closed is not None:
        return await tally(view, ballot)
    text = view.text("ballots/voiding", question=title(asked), key=view.keys.ballots.path(ballot).name)
    sure = view.button("ballots.void_sure", VoidBallot(ballot, 1))
    return Card(text, [[sure], [view.button("home.back", ShowTally(ballot))]])


@card("ballots/details", need=do(Permission.BALLOTS))
async def details(view: View, ballot: int) -> Card | None:
    """Who chose what: for the committee, in private, after the end."""
    asked = await _ballot(view, ballot)
    if asked is None or not asked.ended(view.now) or asked.secret:
        return await tally(view, ballot)
    lines = await store.roll(view.session, ballot)
    groups = [
        *((view.say(choice), [line for line in lines if line.choice is choice]) for choice in Choice),
        (view.short("ballots.without_bot"), [line for line in lines if line.paper]),
        (view.say(Source.WRITTEN), [line for line in lines if line.written]),
        (view.short("ballots.not_voted"), [line for line in lines if not (line.voted or line.paper or line.written)]),
    ]
    said = [(word, [(line.person.name, line.entered_by_id is not None) for line in found]) for word, found in groups]
    text = view.text("ballots/details", question=title(asked), groups=said, code=asked.digest[:_CODE])
    return Card(text, [[view.button("home.back", ShowTally(ballot))]])
