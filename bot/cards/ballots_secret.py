"""What an elector sees of a secret ballot: the choices, one of them to be confirmed, the receipt, and the outcome.

Nothing that the store keeps of these cards may say which choice they showed, and no length either: in its button a
choice is one digit, and the card that asks to confirm lists all three, the chosen one marked by a sign as long as the
others'.
"""

from bot.cards import elections
from bot.cards.ballots_text import aside_text, asked_text, result_text, why_result
from bot.cards.base import Button, Card, View, card, in_rows
from bot.keys.ballots import Locked
from bot.presses import Press
from bot.rules.box import spelled
from bot.rules.permissions import Permission, see
from bot.rules.words import BallotKind, Choice
from bot.store import ballots as store
from bot.store.ballots import Ballot, Elector

CHOICES = tuple(Choice)  # a choice in a button is its place here
CHOSEN, OTHER = "●", "○"  # three bytes each


class ShowBallot(Press, tag="vs"):
    """An elector's own card."""

    ballot: int


class Mark(Press, tag="vm"):
    """A choice, which is asked to be confirmed."""

    ballot: int
    place: int


class Cast(Press, tag="vc"):
    """确认投票: the choice goes into the box."""

    ballot: int
    place: int


async def own(view: View, ballot: Ballot, line: Elector) -> Card | None:
    """The private card: the choices; once cast, the receipt, which stays as it is when the key is gone."""
    if line.voted:
        return await _receipt(view, ballot)
    aside = aside_text(view, line, ended=ballot.ended(view.now))
    if ballot.ended(view.now):
        said = aside or view.short("ballots.not_chosen_ended")
        return Card(view.text("ballots/missed", question=ballot.question, said=said), [[view.back("vote")]])
    if aside:
        return Card(f"{await asked_text(view, ballot)}\n\n{aside}", [[view.back("vote")]])
    if ballot.kind is BallotKind.ELECTION:
        return await elections.paper_card(view, ballot)
    choices = in_rows(Button(view.say(choice), Mark(ballot.id, place)) for place, choice in enumerate(CHOICES))
    return Card(
        f"{await asked_text(view, ballot)}\n\n{view.text('ballots/own_secret')}", [*choices, [view.back("vote")]]
    )


async def _receipt(view: View, ballot: Ballot) -> Card | None:
    """Without buttons: nothing shall take its place, for once the key is destroyed nobody can tell the code again.

    At the end it is painted as long as the key is there: the last vote and the end may come in one group. No digest is
    made of the code: the published codes are few, so whose it is would be found by trying.
    """
    roll = await store.roll_ids(view.session, ballot.id)
    try:
        code = spelled(view.keys.ballots.code(ballot.id, view.person.id, roll))
    except Locked:
        if ballot.ended(view.now):
            return None
        code = ""
    text = f"{await asked_text(view, ballot)}\n\n{view.text('ballots/receipt', code=code or None)}"
    return Card(text, told=text.replace(code, "") if code else text)


@card("ballots/confirm", need=see(Permission.VOTE))
async def confirm(
    view: View, ballot: int, place: int | None = None, paper: str | None = None, page: str = ""
) -> Card | None:
    """Asks to confirm the choice that was whispered, or shows the paper of an election so filled in. Painted anew it
    knows none, and shows the own card."""
    asked, line = await store.by_id(view.session, ballot), await store.elector(view.session, ballot, view.person.id)
    if asked is None or line is None:
        return None
    aside = line.paper or line.written
    if line.voted or aside or asked.ended(view.now) or (place is None and paper is None):
        return await own(view, asked, line)
    if place is None:
        return await elections.paper_card(view, asked, paper, page)
    rows = [(CHOSEN if each == place else OTHER, choice) for each, choice in enumerate(CHOICES)]
    text = f"{await asked_text(view, asked)}\n\n{view.text('ballots/confirm', rows=rows)}"
    sure = view.button("ballots.cast", Cast(ballot, place))
    return Card(text, [[sure], [view.button("home.back", ShowBallot(ballot))]])


@card("ballots/outcome", need=see(Permission.VOTE))
async def outcome(view: View, ballot: int) -> Card | None:
    """The result, for an elector: a message of its own, for the receipt stays beside it."""
    asked = await store.by_id(view.session, ballot)
    if asked is None or await store.elector(view.session, ballot, view.person.id) is None:
        return None
    return Card(await result_text(view, asked), [[why_result(view, asked), view.back("vote")]])
