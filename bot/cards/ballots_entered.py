"""代录: the votes of people without Telegram in an open ballot, one by one."""

from bot.cards.ballots_text import title
from bot.cards.base import Button, Card, View, card, in_rows
from bot.cards.tally import Enter, EnterFor, EnterVotes, ShowTally, tally
from bot.rules.permissions import Permission, do
from bot.rules.words import Choice
from bot.store import ballots as store


@card("ballots/entering", need=do(Permission.BALLOTS))
async def entering(view: View, ballot: int) -> Card | None:
    """The people without Telegram, marked once their vote has been entered; never of a secret ballot."""
    asked = await store.by_id(view.session, ballot)
    if asked is None or asked.ended(view.now) or asked.secret:
        return await tally(view, ballot)
    lines = [line for line in await store.roll(view.session, ballot) if line.waits_for_hand]
    names = [
        Button(("✓ " if line.voted else "○ ") + line.person.name, EnterFor(ballot, line.person_id)) for line in lines
    ]
    back = [view.button("home.back", ShowTally(ballot))]
    return Card(view.text("ballots/entering", question=title(asked), count=len(lines)), [*in_rows(names), back])


@card("ballots/entering_one", need=do(Permission.BALLOTS))
async def entering_one(view: View, ballot: int, person: int) -> Card | None:
    """The choices for one of them. What was entered before is not shown: until the end only the turnout is."""
    asked = await store.by_id(view.session, ballot)
    line = await store.elector(view.session, ballot, person)
    if asked is None or asked.ended(view.now) or line is None or not line.waits_for_hand:
        return await tally(view, ballot)
    text = view.text("ballots/entering_one", question=asked.question, name=line.person.name, again=line.voted)
    choices = in_rows(
        view.button("ballots.enter_choice", Enter(ballot, person, choice), choice=choice) for choice in Choice
    )
    return Card(text, [*choices, [view.button("home.back", EnterVotes(ballot))]])
