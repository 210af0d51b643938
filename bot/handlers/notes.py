"""Notes on what was studied: written, changed, shared by their authors; read by whoever may."""

from bot.actions import notes
from bot.actions.base import Refused
from bot.cards.notes import WRITING, DropNote, OpenNote, ReadOwn, ShareNote
from bot.cards.study_buttons import MyNotes, NotesOf, ShowNote, WriteNote
from bot.context import Here
from bot.routing import Router, Where
from bot.rules.parts import in_parts
from bot.rules.permissions import Permission, do, see
from bot.store import broadcasts
from bot.store import notes as store
from bot.store.notes import StudyNote

router = Router("notes")
ANSWER = do(Permission.ANSWER)
READ = do(Permission.BROADCAST)


async def _own(here: Here, note_id: int) -> StudyNote:
    note = await store.note(here.deed.session, note_id)
    if note is None or note.person_id != here.person.id:
        raise Refused("home.old_button")
    return note


@router.press(WriteNote, need=ANSWER, where=Where.PRIVATE)
async def write(here: Here, press: WriteNote) -> None:
    """Asks for the note; below a material as a message of its own."""
    if await store.on(here.deed.session, press.broadcast, here.person.id) is None:
        await notes.check_may_write(here.deed, press.broadcast)
    await here.begin(WRITING, broadcast=press.broadcast)
    await here.send("notes/writing", broadcast=press.broadcast)


@router.answer(WRITING, need=ANSWER)
async def words(here: Here) -> None:
    """The note itself."""
    if here.message.text is None or not here.text:
        raise Refused("notes.only_text")
    if here.dialog is None:
        raise LookupError("no dialog is open")
    broadcast = here.dialog.answers["broadcast"]
    await notes.write(here.deed, broadcast, here.text)
    await here.end()
    await here.send("notes/own", broadcast=broadcast)


@router.press(ShowNote, need=ANSWER, where=Where.PRIVATE)
async def show(here: Here, press: ShowNote) -> None:
    """My note on a material; nothing is asked any more."""
    if await broadcasts.recipient(here.deed.session, press.broadcast, here.person.id) is None:
        raise Refused("home.not_yours")
    if here.dialog is not None and here.dialog.name == WRITING:
        await here.end()
    await here.show("notes/own", broadcast=press.broadcast)


@router.press(MyNotes, need=see(Permission.HOME), where=Where.PRIVATE)
async def mine(here: Here, press: MyNotes) -> None:
    """All of them."""
    await here.show("notes/mine")


@router.press(ReadOwn, need=ANSWER, where=Where.PRIVATE)
async def read(here: Here, press: ReadOwn) -> None:
    """The whole text, in as many messages as it takes."""
    note = await _own(here, press.note)
    for part in range(len(in_parts(here.deed.keys.reports.open(note.text)))):
        await here.send("notes/whole", note=note.id, part=part)


@router.press(ShareNote, need=ANSWER, where=Where.PRIVATE)
async def share(here: Here, press: ShareNote) -> None:
    """提交支部; the same button takes it back."""
    await notes.share(here.deed, await _own(here, press.note), shared=bool(press.shared))
    here.toast("notes.is_shared" if press.shared else "notes.is_unshared")


@router.press(DropNote, need=ANSWER, where=Where.PRIVATE)
async def drop(here: Here, press: DropNote) -> None:
    """Deletes it, after asking."""
    note = await _own(here, press.note)
    if not press.sure:
        await here.show("notes/dropping", note=note.id)
        return
    await notes.drop(here.deed, note)
    here.toast("notes.dropped")
    await here.show("notes/mine")


@router.press(NotesOf, need=READ, where=Where.PRIVATE)
async def notes_of(here: Here, press: NotesOf) -> None:
    """Those on a material that were shared."""
    sent = await broadcasts.broadcast(here.deed.session, here.deed.branch.id, press.broadcast)
    if sent is None or not await store.may_read(here.deed.session, here.person, sent):
        raise Refused("home.not_yours")
    await here.show("notes/of", broadcast=sent.id)


@router.press(OpenNote, need=READ, where=Where.PRIVATE)
async def open_note(here: Here, press: OpenNote) -> None:
    """查看: as new messages, because only those can be protected from forwarding."""
    note = await store.note(here.deed.session, press.note)
    if note is None:
        raise Refused("notes.taken_back")
    for part in range(await notes.open_(here.deed, note)):
        await here.send("notes/text", note=note.id, version=note.version, part=part)
