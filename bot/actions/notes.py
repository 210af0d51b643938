"""Notes on what was studied: written, changed, shared with the branch or not, opened (党支部工作制度 三（十三）6).

The text is sealed before it touches the store, and it goes into no notice, card argument or audit row.
"""

from bot.actions.base import Deed, Refused
from bot.rules.parts import in_parts
from bot.store import branch as people
from bot.store import broadcasts
from bot.store import notes as store
from bot.store.broadcasts import MATERIAL
from bot.store.notes import NoteReading, StudyNote

LONGEST = 4000  # characters
_PARTS = 6  # messages that a text of that length takes at most


async def check_may_write(deed: Deed, broadcast_id: int) -> None:
    """Refused unless the actor has confirmed having studied that material: a note follows the study."""
    mine = await broadcasts.recipient(deed.session, broadcast_id, deed.person.id)
    if mine is None:
        raise Refused("home.not_yours")
    if mine.studied is None:
        raise Refused("notes.study_first")


async def write(deed: Deed, broadcast_id: int, text: str) -> StudyNote:
    """A new note, or another text in place of the one there is; the text that was shared is shared no more."""
    if len(text) > LONGEST:
        raise Refused("notes.too_long", most=LONGEST)
    found = await store.on(deed.session, broadcast_id, deed.person.id)
    if found is None:
        await check_may_write(deed, broadcast_id)
        found = StudyNote(broadcast_id=broadcast_id, person_id=deed.person.id, shared=None, version=0)
    found.text, found.changed = deed.keys.reports.seal(text), deed.now
    deed.session.add(found)
    await _set_shared(deed, found, shared=False)
    return found


async def share(deed: Deed, note: StudyNote, *, shared: bool) -> None:
    """提交支部, or taken back."""
    _check_author(deed, note)
    if shared == (note.shared is not None):
        return
    await _set_shared(deed, note, shared=shared)


async def _set_shared(deed: Deed, note: StudyNote, *, shared: bool) -> None:
    if shared:
        note.version += 1
    note.shared = deed.now if shared else None
    await deed.session.flush()
    _show(deed, note)


async def drop(deed: Deed, note: StudyNote) -> None:
    """Deletes it for good."""
    _check_author(deed, note)
    note.shared = None
    _show(deed, note)
    await store.forget(deed.session, note)


async def open_(deed: Deed, note: StudyNote) -> int:
    """A reader opens a shared note, and its author sees that; answers in how many parts it is shown."""
    sent = await broadcasts.broadcast(deed.session, deed.branch.id, note.broadcast_id)
    author = await people.person(deed.session, note.person_id)
    if sent is None or author is None or not await store.may_read(deed.session, deed.person, sent):
        raise Refused("home.not_yours")
    if note.shared is None:
        raise Refused("notes.taken_back")
    deed.session.add(NoteReading(note_id=note.id, reader_id=deed.person.id, at=deed.now))
    deed.audit("notes.opened", author.name)
    deed.refresh("notes/own", only=author, broadcast=note.broadcast_id)
    return len(in_parts(deed.keys.reports.open(note.text)))


def _check_author(deed: Deed, note: StudyNote) -> None:
    if note.person_id != deed.person.id:
        raise Refused("home.not_yours")


def _show(deed: Deed, note: StudyNote) -> None:
    """The author sees where it stands; what readers have open shows its text only while they may see it."""
    for card in ("notes/own", MATERIAL):
        deed.refresh(card, only=deed.person, broadcast=note.broadcast_id)
    for card in ("notes/of", "broadcasts/progress"):
        deed.refresh(card, broadcast=note.broadcast_id)
    for part in range(_PARTS):  # also where the text has become shorter
        deed.refresh("notes/text", note=note.id, version=note.version, part=part)
