"""When a ballot may end before its time, and how an ended one is held again."""

from bot.cards.ballots_text import title
from bot.cards.base import Card, View, card
from bot.cards.tally import CloseBallot, RepeatBallot, ShowTally, tally
from bot.rules.electorate import electors
from bot.rules.permissions import Permission, do
from bot.store import ballots as store
from bot.store.ballots_standing import aside, left_to_vote, repeated_by


@card("ballots/complete", need=do(Permission.BALLOTS))
async def complete(view: View, ballot: int) -> Card | None:
    """全部已投: brought to the opener, who may end it now."""
    asked = await store.by_id(view.session, ballot)
    if asked is None or asked.ended(view.now) or await left_to_vote(view.session, ballot):
        return await tally(view, ballot)
    text = view.text(
        "ballots/complete", question=title(asked), electors=asked.electors,
        aside=sum(await aside(view.session, ballot)),
    )  # fmt: skip
    buttons = [view.button("ballots.close", CloseBallot(ballot, 0)), view.button("ballots.look", ShowTally(ballot))]
    return Card(text, [buttons])


@card("ballots/repeating", need=do(Permission.BALLOTS))
async def repeating(view: View, ballot: int) -> Card | None:
    """Asks before an ended ballot is held again."""
    asked = await store.by_id(view.session, ballot)
    if asked is None or await repeated_by(view.session, ballot) is not None:
        return await tally(view, ballot)
    today = electors(line.person for line in await store.roll(view.session, ballot))
    text = view.text("ballots/repeating", question=title(asked), method=asked.method, electors=len(today))
    sure = view.button("home.confirm", RepeatBallot(ballot, 1))
    return Card(text, [[sure], [view.button("home.back", ShowTally(ballot))]])
