"""/register: the registers, and what the buttons of their cards do. The forms: bot/handlers/register_forms.py."""

from bot.actions import registers
from bot.actions.base import Refused
from bot.cards.registers import (
    Correct,
    NewEntry,
    OpenNote,
    Registers,
    Remove,
    ShowEntry,
    writes,
)
from bot.context import Here
from bot.handlers.forms import begin, offer
from bot.handlers.register_forms import ENTRIES, known, typed
from bot.routing import Router, Where
from bot.rules.permissions import Permission, see
from bot.store import registers as store
from bot.store.registers import Entry

router = Router("registers")
# Everybody has the own talks; who writes where, and sees what, the table of registers decides.
ANYBODY = see(Permission.HOME)

for _form in ENTRIES.values():
    offer(router, _form)


async def _entry(here: Here, entry_id: int) -> Entry:
    entry = await store.entry(here.deed.session, entry_id)
    if entry is None or not store.may_see(here.person, entry):
        raise Refused("home.not_yours")
    return entry


@router.command("register", need=ANYBODY, words=("登记",))
async def register(here: Here) -> None:
    """The registers that there are for this person."""
    await here.show("registers/menu")


@router.press(Registers, need=ANYBODY, where=Where.PRIVATE)
async def show_register(here: Here, press: Registers) -> None:
    """One register."""
    present = here.view.today.year
    year = press.year or present
    if not here.deed.branch.started.year - 1 <= year <= present:
        raise Refused("home.old_button")
    await here.show("registers/list", register=press.register.value, year=year, page=press.page)


@router.press(NewEntry, need=ANYBODY, where=Where.PRIVATE)
async def new_entry(here: Here, press: NewEntry) -> None:
    """Asks for an entry."""
    introduced = await store.introduced_by(here.deed.session, here.person.id)
    if not writes(here.person, press.register, introduced):
        raise Refused("home.not_yours")
    await begin(here, ENTRIES[press.register], **await known(here.view, press.register))


@router.press(ShowEntry, need=ANYBODY, where=Where.PRIVATE)
async def show_entry(here: Here, press: ShowEntry) -> None:
    """One entry."""
    await here.show("registers/entry", entry=(await _entry(here, press.entry)).id)


@router.press(OpenNote, need=ANYBODY, where=Where.PRIVATE)
async def open_note(here: Here, press: OpenNote) -> None:
    """The note, as a new message, because only those can be protected from forwarding."""
    entry = await _entry(here, press.entry)
    registers.open_note(here.deed, entry)
    await here.send("registers/note", entry=entry.id)


@router.press(Correct, need=ANYBODY, where=Where.PRIVATE)
async def correct(here: Here, press: Correct) -> None:
    """The form, filled in with what stands there."""
    entry = await _entry(here, press.entry)
    registers.check_may_change(here.deed, entry)
    await begin(here, ENTRIES[entry.register], **typed(here.view, entry))
    here.keep(entry=entry.id)


@router.press(Remove, need=ANYBODY, where=Where.PRIVATE)
async def remove(here: Here, press: Remove) -> None:
    """Out of the register, or back; the same button the other way round undoes it."""
    entry = await _entry(here, press.entry)
    registers.set_removed(here.deed, entry, removed=bool(press.removed))
    here.toast("registers.removed" if press.removed else "registers.restored")
    await here.show("registers/entry", entry=entry.id)
