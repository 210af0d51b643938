"""催办: what is asked before those are reminded who have not answered or voted, and the reminder of a secret ballot."""

from bot.cards.ballots_text import asked_text, title
from bot.cards.base import Card, View, card
from bot.cards.meeting_board import NudgeMeeting, board
from bot.cards.meetings import ShowBoard, manages
from bot.cards.tally import NudgeBallot, ShowTally, tally
from bot.rules.permissions import Permission, do, see
from bot.rules.reminders import is_quiet
from bot.store import ballots, meetings
from bot.store import nudges as store


def _quiet(view: View) -> bool:
    return is_quiet(view.now, view.book, view.holidays, view.zone)


@card("nudges/meeting", need=do(Permission.MEETINGS))
async def meeting_(view: View, meeting: int) -> Card | None:
    """Names whom the notice will reach once more, and who has to be told otherwise."""
    called = await meetings.by_id(view.session, meeting)
    if called is None or not manages(view.person, called) or not called.takes_answers(view.now):
        return await board(view, meeting)
    silent = await store.silent(view.session, meeting)
    facts = {
        "meeting": called,
        "names": [person.name for person in silent if person.bound],
        "unbound": [person.name for person in silent if not person.bound],
        "quiet": _quiet(view),
    }
    sure = view.button("home.confirm", NudgeMeeting(meeting, 1))
    return Card(view.text("nudges/meeting", **facts), [[sure], [view.button("home.back", ShowBoard(meeting))]])


@card("nudges/ballot", need=do(Permission.BALLOTS))
async def ballot_(view: View, ballot: int) -> Card | None:
    """How many will be reminded. Names only of those of an open ballot whose vote an officer may enter anyway."""
    asked = await ballots.by_id(view.session, ballot)
    if asked is None or asked.ended(view.now):
        return await tally(view, ballot)
    facts = {"question": title(asked), "secret": asked.secret, "quiet": _quiet(view)}
    waited_for = await store.waited_for(view.session, asked)
    if asked.secret:  # how many of them are not bound would tell something of those who are not
        roll = await ballots.roll(view.session, ballot)
        facts |= {"count": len(waited_for), "unbound": [], "cannot": sum(not line.person.bound for line in roll)}
    else:
        unbound = [person.name for person in waited_for if not person.bound]
        facts |= {"count": len(waited_for) - len(unbound), "unbound": unbound, "cannot": 0}
    sure = view.button("home.confirm", NudgeBallot(ballot, 1))
    return Card(view.text("nudges/ballot", **facts), [[sure], [view.button("home.back", ShowTally(ballot))]])


@card("nudges/vote", need=see(Permission.VOTE))
async def vote(view: View, ballot: int) -> Card | None:
    """To whoever has not voted in a secret ballot. It leads to the list of votes: its own message is kept nowhere."""
    asked = await ballots.by_id(view.session, ballot)
    if asked is None or asked.ended(view.now):
        return None
    text = f"{view.text('nudges/vote')}\n\n{await asked_text(view, asked)}"
    return Card(text, [[view.link("nudges.go_and_vote", "go-vote")]])
