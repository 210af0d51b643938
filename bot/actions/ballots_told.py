"""Who is told what becomes of a ballot, and whose cards change."""

from bot.actions import minutes
from bot.actions.base import Deed
from bot.rules.permissions import Permission, do
from bot.store import ballots as store
from bot.store import branch as people
from bot.store import cards as shown
from bot.store.ballots import Ballot, Elector
from bot.store.ballots_standing import left_to_vote, standing
from bot.store.branch import Person

_OF_ONE = (
    "card", "confirm", "outcome", "group", "tally", "closing", "voiding", "entering", "ended", "details", "complete",
    "striking", "counting", "repeating", "signing",
)  # fmt: skip
_OF_VOTES = ("group", "tally", "closing", "entering", "complete")


def name_of(ballot: Ballot) -> str:
    """What the audit log calls it: never its question."""
    return f"{ballot.kind.zh} {ballot.id}"


def voted(deed: Deed, ballot: Ballot, voter: Person) -> None:
    """A vote changes the voter's own card and the turnout; other electors' cards show neither."""
    for card in ("card", "confirm"):
        deed.refresh(f"ballots/{card}", only=voter, ballot=ballot.id)
    deed.refresh("ballots/mine", only=voter)
    for card in _OF_VOTES:
        deed.refresh(f"ballots/{card}", ballot=ballot.id)
    deed.refresh("ballots/tallies")


def everywhere(deed: Deed, ballot: Ballot) -> None:
    """Whatever shows this ballot, and the lists."""
    for card in _OF_ONE:
        deed.refresh(f"ballots/{card}", ballot=ballot.id)
    if ballot.meeting_id is not None:
        deed.refresh("filing/files", meeting=ballot.meeting_id)
    minutes.ballot_changed(deed, ballot.meeting_id)
    if ballot.subject_id is not None:
        deed.refresh("admissions/list")
        deed.refresh("admissions/person", person=ballot.subject_id)
        deed.refresh("admissions/meeting", meeting=ballot.meeting_id)
    lists(deed)


def lists(deed: Deed) -> None:
    """Everybody's lists of ballots."""
    deed.refresh("ballots/mine")
    deed.refresh("ballots/tallies")


async def ended(deed: Deed, ballot: Ballot) -> None:
    """Everybody sees the result. Of a secret ballot as a new card: the receipt with the code stays beside it."""
    await deed.session.flush()
    if ballot.secret:
        for line in await store.roll(deed.session, ballot.id):
            deed.tell(line.person, "ballots/outcome", ballot=ballot.id)
    everywhere(deed, ballot)
    await signers(deed, ballot)


async def signers(deed: Deed, ballot: Ballot) -> None:
    """Whoever has to sign, and has not, gets the figures, once there are any."""
    await deed.session.flush()
    count = await standing(deed.session, ballot)
    if not (count.counted and count.needs_signing):
        return
    for each in count.signers.values():
        if each.signed is None:
            deed.tell(each.person, "ballots/signing", ballot=ballot.id)


async def opener(deed: Deed, ballot: Ballot, card: str = "ended") -> None:
    """A card for whoever opened it, who may have lost the post since."""
    person = await people.person(deed.session, ballot.opener_id)
    if person is not None and person.grants.satisfies(do(Permission.BALLOTS)):
        deed.tell(person, f"ballots/{card}", ballot=ballot.id)


async def result(deed: Deed, ballot: Ballot) -> None:
    """The result stands now: both have signed."""
    everywhere(deed, ballot)
    await opener(deed, ballot)


async def everybody_voted(deed: Deed, ballot: Ballot) -> None:
    """全部已投: told to the opener once, when nobody is left who could vote with the bot."""
    if await left_to_vote(deed.session, ballot.id):
        return
    if not await shown.live_cards(deed.session, "ballots/complete", {"ballot": ballot.id}):
        await opener(deed, ballot, "complete")


async def locked(deed: Deed, ballot: Ballot) -> None:
    """Once, not at every look: the card says what is to be done, and is brought up to date by whatever is done."""
    if not await shown.live_cards(deed.session, "ballots/ended", {"ballot": ballot.id}):
        await opener(deed, ballot)
        everywhere(deed, ballot)


def struck(deed: Deed, ballot: Ballot, line: Elector) -> None:
    """Somebody was struck off for paper or hands, or taken back."""
    voted(deed, ballot, line.person)
    for card in ("striking", "counting", "signing"):
        deed.refresh(f"ballots/{card}", ballot=ballot.id)
