"""Who answers for a probationary member: seen and named from the register of reviews."""

from collections.abc import Sequence

from bot.actions import registers
from bot.cards import audience as audience_field
from bot.cards.base import View
from bot.cards.registers import Introducers, NameIntroducers, probationary
from bot.context import Here
from bot.forms import Field, Form, Misunderstood, Values
from bot.handlers.forms import begin, offer
from bot.handlers.register_forms import written
from bot.routing import Router, Where
from bot.rules.permissions import Permission, do
from bot.rules.words import Status
from bot.store.branch import Person

router = Router("registers")
ROSTER = do(Permission.ROSTER)


async def _introduced(view: View, text: str) -> Person:
    found = next((each for each in await probationary(view) if text.strip() in (each.name, written(each))), None)
    if found is None:
        raise Misunderstood("registers.not_probationary", entry=view.book.probation_review, name=text[:20])
    return found


async def _introduced_choices(view: View) -> Sequence[str]:
    return [written(person, repeated=False) for person in await probationary(view)]


async def _introducers(view: View, text: str) -> list[Person]:
    found, rule = await audience_field.understood(view, text), view.book.introducers
    if len(found) > rule.people or any(person.status is not Status.FULL for person in found):
        raise Misunderstood("registers.bad_introducers", most=rule.people, entry=rule)
    return found


async def _name(here: Here, values: Values) -> None:
    await registers.set_introducers(here.deed, values["introduced"], values["introducers"] or [])
    await here.show("registers/introducers")


INTRODUCERS = Form(
    "introducers",
    "registers",
    ROSTER,
    (
        Field("introduced", _introduced, _introduced_choices),
        Field("introducers", _introducers, optional=True),
    ),
    finish=_name,
)
offer(router, INTRODUCERS)


@router.press(Introducers, need=ROSTER, where=Where.PRIVATE)
async def introducers(here: Here, press: Introducers) -> None:
    """Who answers for whom."""
    await here.show("registers/introducers")


@router.press(NameIntroducers, need=ROSTER, where=Where.PRIVATE)
async def name_introducers(here: Here, press: NameIntroducers) -> None:
    """Asks for whom, and who."""
    await begin(here, INTRODUCERS)
