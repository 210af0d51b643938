"""列席: added by name, taken off by a tap."""

from bot.actions import observers
from bot.actions.base import Refused
from bot.cards.meeting_board import ShowObservers
from bot.cards.observers import ADD, AddObservers, RemoveObserver
from bot.context import Here
from bot.handlers.convening import MEETINGS, own_meeting
from bot.routing import Router, Where
from bot.rules.language import Language
from bot.store import audience
from bot.store.branch import Person

router = Router("observers")


@router.press(ShowObservers, need=MEETINGS, where=Where.PRIVATE)
async def show_observers(here: Here, press: ShowObservers) -> None:
    """The list. Whoever comes back to it writes no names any more."""
    meeting = await own_meeting(here, press.meeting)
    if here.dialog is not None and here.dialog.name == ADD:
        await here.end()
    await here.show("observers/list", meeting=meeting.id)


@router.press(AddObservers, need=MEETINGS, where=Where.PRIVATE)
async def add_observers(here: Here, press: AddObservers) -> None:
    """What the person writes next is names."""
    meeting = await own_meeting(here, press.meeting)
    observers.check_may_change(here.deed, meeting)
    await here.begin(ADD, meeting=meeting.id)
    await here.show("observers/list", meeting=meeting.id)


@router.answer(ADD, need=MEETINGS)
async def take_names(here: Here) -> None:
    """The names; where one is not possible none is taken, and the question stays open."""
    if here.dialog is None:
        raise LookupError("names without a dialog")
    try:
        meeting = await own_meeting(here, here.dialog.answers["meeting"])
        observers.check_may_change(here.deed, meeting)
    except Refused:
        await here.end()
        raise
    known, guests = await _named(here)
    await observers.add(here.deed, meeting, known, guests)
    await here.end()
    await here.show("observers/list", meeting=meeting.id)


async def _named(here: Here) -> tuple[list[Person], list[str]]:
    session, branch = here.deed.session, here.deed.branch
    try:
        known, guests = await audience.named(session, branch, here.text)
    except audience.RepeatedName as problem:
        raise Refused("audience.repeated", name=problem.name[: observers.NAME_MOST]) from problem
    except audience.EmptyAudience as problem:
        raise Refused("observers.only_names") from problem
    if set(guests) & set(await audience.known(session, branch, *Language)):
        raise Refused("observers.only_names")
    return known, guests


@router.press(RemoveObserver, need=MEETINGS, where=Where.PRIVATE)
async def remove_observer(here: Here, press: RemoveObserver) -> None:
    """First asks, then takes one off the list."""
    meeting = await own_meeting(here, press.meeting)
    observers.check_may_change(here.deed, meeting)
    if not press.sure:
        await here.show("observers/removing", meeting=meeting.id, observer=press.observer)
        return
    await observers.remove(here.deed, meeting, press.observer)
    here.toast("observers.taken_off")
    await here.show("observers/list", meeting=meeting.id)
