"""The two forms of a count by hand: paper, and a show of hands."""

import re
from collections.abc import Awaitable, Callable, Sequence

from bot.actions import ballots_counted
from bot.actions.ballots_counted import Tally, of_hands
from bot.cards.ballots_counted import EnterCount
from bot.cards.ballots_text import title
from bot.cards.base import View
from bot.context import Here
from bot.forms import Field, Form, Misunderstood, Values
from bot.handlers.ballots import BALLOTS, ballot_of
from bot.handlers.forms import begin, offer
from bot.routing import Router, Where
from bot.rules.counts import fault
from bot.rules.words import Choice, CountMethod
from bot.store.ballots import Ballot
from bot.store.ballots_standing import countable, standing

router = Router("ballots")
_NUMBER = re.compile(r"(\d{1,4})\s*[票张人]?")
_WHICH = re.compile(r"(?:No\.\s*)?(\d{1,9})(?:[号:].*)?", re.DOTALL | re.IGNORECASE)
Check = Callable[[View, Values], Awaitable[tuple[str, Misunderstood] | None]]
_ASKED_AGAIN = {"too_many_issued": "issued", "too_many_invalid": "invalid"}  # anything else: the votes


async def _number(view: View, text: str) -> int:
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        raise Misunderstood("ballots.no_number")
    return int(found[1])


async def _ballot(view: View, text: str) -> Ballot:
    found = _WHICH.fullmatch(text.strip())
    for each in await countable(view.session, view.branch.id):
        if found and each.id == int(found[1]):
            return each
    raise Misunderstood("ballots.no_such_ballot")


def _say(view: View, ballot: Ballot) -> str:
    return view.short("ballots.numbered_ballot", number=ballot.id, title=title(ballot))


async def _ballots(view: View) -> Sequence[str]:
    return [_say(view, each) for each in await countable(view.session, view.branch.id)]


def _spell(_: View, ballot: Ballot) -> str:
    return str(ballot.id)


def _paper(values: Values) -> Tally:
    votes = {choice.value: values[choice.value] for choice in Choice}
    return Tally(
        method=CountMethod.PAPER, issued=values["issued"], returned=values["returned"], invalid=values["invalid"],
        votes=votes,
    )  # fmt: skip


def _hands(values: Values) -> Tally:
    return of_hands(*(values[choice.value] for choice in Choice))


def _check(tally_of: Callable[[Values], Tally]) -> Check:
    async def check(view: View, values: Values) -> tuple[str, Misunderstood] | None:
        """Figures that cannot be right are asked again."""
        tally = tally_of(values)
        left = (await standing(view.session, values["ballot"])).left(tally.method)
        part = tally.part
        wrong = fault(part, left)
        if wrong is None:
            return None
        facts = {"left": left, "valid": part.valid, "cast": part.cast}
        return _ASKED_AGAIN.get(wrong, Choice.FOR.value), Misunderstood(f"ballots.count_{wrong}", None, **facts)

    return check


async def _remarks(view: View, values: Values) -> Sequence[str]:
    remarks = [view.short("ballots.remark_count")]
    if values.get("returned", 0) > values.get("issued", 0):
        remarks.append(view.short("ballots.excess", clause=view.book.counting.clause))
    return remarks


def _finish(tally_of: Callable[[Values], Tally]) -> Callable[[Here, Values], Awaitable[None]]:
    async def finish(here: Here, values: Values) -> None:
        """Enters the count."""
        ballot = await ballot_of(here, values["ballot"].id)
        await ballots_counted.enter_count(here.deed, ballot, tally_of(values))
        here.toast("ballots.count_entered")
        await here.show("ballots/counting", ballot=ballot.id)

    return finish


def _form(method: CountMethod, tally_of: Callable[[Values], Tally], *numbers: str) -> Form:
    which = Field("ballot", _ballot, _ballots, spell=_spell, say=lambda view, _, ballot: _say(view, ballot))
    fields = tuple(Field(key, _number, spell=lambda _, number: str(number)) for key in numbers)
    name, finish, check = f"count_{method.value}", _finish(tally_of), _check(tally_of)
    return Form(name, "ballots", BALLOTS, (which, *fields), finish=finish, check=check, remarks=_remarks)


_VOTES = tuple(choice.value for choice in Choice)
FORMS = {
    CountMethod.PAPER: _form(CountMethod.PAPER, _paper, "issued", "returned", "invalid", *_VOTES),
    CountMethod.HANDS: _form(CountMethod.HANDS, _hands, *_VOTES),
}
for _each in FORMS.values():
    offer(router, _each)


@router.press(EnterCount, need=BALLOTS, where=Where.PRIVATE)
async def enter_count(here: Here, press: EnterCount) -> None:
    """Asks for the figures."""
    ballot = await ballot_of(here, press.ballot)
    await ballots_counted.check_may_count(here.deed, ballot, press.method)
    await begin(here, FORMS[press.method], ballot=str(ballot.id))
