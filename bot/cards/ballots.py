"""What electors and groups see of a ballot, and its result. Until it has ended nobody sees more than the turnout."""

from datetime import timedelta

from bot.cards import ballots_secret
from bot.cards.ballots_secret import ShowBallot
from bot.cards.ballots_text import aside_text, asked_text, result_text, title, turnout_text, why_result
from bot.cards.base import GROUP, Button, Card, View, card, in_rows
from bot.cards.opinions import offered
from bot.presses import Press
from bot.rules.permissions import Permission, see
from bot.rules.words import Choice
from bot.store import ballots as store
from bot.store.ballots import Ballot, Elector

LOOK_BACK = timedelta(days=92)  # how long ended ballots stay in the lists
LISTED = 10  # ballots of one kind in one list


class Vote(Press, tag="vv"):
    """赞成, 反对 or 弃权."""

    ballot: int
    choice: Choice


def vote_buttons(view: View, ballot: Ballot, chosen: Choice | None = None) -> list[list[Button]]:
    """The three choices, the chosen one marked."""
    return in_rows(
        Button(("✓ " if choice is chosen else "") + view.say(choice), Vote(ballot.id, choice)) for choice in Choice
    )


@card("ballots/card", need=see(Permission.VOTE))
async def own(view: View, ballot: int) -> Card | None:
    """The private card of an elector; None for anybody else."""
    asked = await store.by_id(view.session, ballot)
    line = await store.elector(view.session, ballot, view.person.id)
    if asked is None or line is None:
        return None
    back = [*([why_result(view, asked)] if asked.ended(view.now) else []), view.back("vote")]
    if line.written:
        said = await (result_text if asked.ended(view.now) else asked_text)(view, asked)
        return Card(f"{said}\n\n{view.text('admissions/counted', cited=view.book.written_opinions)}", [back])
    if asked.secret:
        return await ballots_secret.own(view, asked, line)
    if asked.ended(view.now):
        return Card(f"{await result_text(view, asked)}\n\n{_own_choice(view, line, 'ended')}", [back])
    if aside := aside_text(view, line, ended=False):
        return Card(f"{await asked_text(view, asked)}\n\n{aside}", [back])
    said = view.text("ballots/own", chosen=_own_choice(view, line, "open"))
    return Card(f"{await asked_text(view, asked)}\n\n{said}", [*vote_buttons(view, asked, line.choice), back])


def _own_choice(view: View, line: Elector, stage: str) -> str:
    if aside := aside_text(view, line, ended=stage == "ended"):
        return aside
    if line.choice is None:
        return view.short(f"ballots.not_chosen_{stage}")
    entered = line.entered_by_id is not None
    return view.short(f"ballots.chosen_{stage}", choice=line.choice, entered=entered)


@card("ballots/group", need=GROUP)
async def group(view: View, ballot: int) -> Card | None:
    """A group's card: the turnout, later the result; never a name."""
    asked = await store.by_id(view.session, ballot)
    if asked is None:
        return None
    if asked.ended(view.now):
        return Card(await result_text(view, asked))
    text = await turnout_text(view, asked, "ballots/turnout_here", secret=asked.secret)
    # Nobody chooses in front of others: a secret vote is cast in the private chat.
    buttons = [[view.link("ballots.vote_in_private", "go-vote")]] if asked.secret else vote_buttons(view, asked)
    return Card(f"{await asked_text(view, asked)}\n\n{text}", buttons)


@card("ballots/mine", need=see(Permission.VOTE))
async def mine(view: View) -> Card:
    """The viewer's open ballots and recent results."""
    rows = await store.own(view.session, view.person.id, view.now - LOOK_BACK)
    waiting = [(ballot, voted) for ballot, voted in rows if not ballot.ended(view.now)][:LISTED]
    ended = [ballot for ballot, _ in rows if ballot.ended(view.now)][:LISTED]
    facts = {
        "waiting": [(title(ballot), voted, ballot.closes) for ballot, voted in waiting],
        "ended": [title(ballot) for ballot in ended],
    }
    buttons = [Button(("✓ " if voted else "○ ") + title(ballot), ShowBallot(ballot.id)) for ballot, voted in waiting]
    results = [view.button("ballots.result_of", ShowBallot(ballot.id), title=title(ballot)) for ballot in ended]
    return Card(
        view.text("ballots/mine", **facts), [*in_rows([*buttons, *await offered(view), *results], 1), [view.back()]]
    )
