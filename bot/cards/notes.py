"""Cards of notes: the author's own, and what the branch may read of those that were shared."""

from bot.cards.base import Button, Card, View, card, closed, in_rows
from bot.cards.broadcasts import Follow, title
from bot.cards.study_buttons import MyNotes, NotesOf, ShowNote, WriteNote
from bot.presses import Press
from bot.rules.parts import in_parts
from bot.rules.permissions import Permission, do, see
from bot.store import branch as people
from bot.store import broadcasts
from bot.store import notes as store
from bot.store.broadcasts import Broadcast
from bot.store.notes import StudyNote

WRITING = "study_note"  # the dialog in which a note is awaited
_LISTED = 20  # notes in a list
_SHOWN = 10  # readings, the latest
_BEGINNING = 300  # characters of a note on its card


class ShareNote(Press, tag="lp"):
    """提交支部, or taken back."""

    note: int
    shared: int


class DropNote(Press, tag="ld"):
    """Deletes it; asked twice."""

    note: int
    sure: int


class ReadOwn(Press, tag="lk"):
    """The whole text of my note."""

    note: int


class OpenNote(Press, tag="le"):
    """查看: shows a shared note, and its author that it was opened."""

    note: int


async def _material(view: View, broadcast: int) -> Broadcast | None:
    return await broadcasts.broadcast(view.session, view.branch.id, broadcast)


def _title(view: View, sent: Broadcast) -> str:
    return title(view, sent.title, sent.file_kind)


@card("notes/writing", need=see(Permission.ANSWER))
async def writing(view: View, broadcast: int) -> Card | None:
    """Asks for the note."""
    sent = await _material(view, broadcast)
    if sent is None:
        return None
    there = await store.on(view.session, broadcast, view.person.id)
    text = view.text("notes/writing", title=_title(view, sent), there=there is not None)
    return Card(text, [[view.button("home.cancel", ShowNote(broadcast))]])


@card("notes/own", need=see(Permission.ANSWER))
async def own(view: View, broadcast: int) -> Card | None:
    """My note on a material: how it begins, who may see it, who has."""
    sent = await _material(view, broadcast)
    if sent is None:
        return None
    note = await store.on(view.session, broadcast, view.person.id)
    if note is None:
        write = view.button("notes.write", WriteNote(broadcast))
        return Card(view.text("notes/none", title=_title(view, sent)), [[write], [view.back("study")]])
    text = view.keys.reports.open(note.text)
    facts = {
        "title": _title(view, sent),
        "note": note,
        "length": len(text),
        "beginning": text[:_BEGINNING],
        "more": len(text) > _BEGINNING,
        "readings": (await store.readings(view.session, note.id))[-_SHOWN:],
    }
    return Card(view.text("notes/own", **facts), _own_buttons(view, note, whole=len(text) <= _BEGINNING))


def _own_buttons(view: View, note: StudyNote, *, whole: bool) -> list[list[Button]]:
    shared = note.shared is not None
    share = view.button("notes.unshare" if shared else "notes.share", ShareNote(note.id, int(not shared)))
    change = [view.button("home.change", WriteNote(note.broadcast_id)), view.button("notes.drop", DropNote(note.id, 0))]
    read = [] if whole else [view.button("notes.read", ReadOwn(note.id))]
    return [[share, *read], change, [view.button("home.back", MyNotes())]]


@card("notes/dropping", need=see(Permission.ANSWER))
async def dropping(view: View, note: int) -> Card | None:
    """Asks before it is deleted."""
    found = await store.note(view.session, note)
    if found is None or found.person_id != view.person.id:
        return None
    sure = view.button("home.confirm", DropNote(note, 1))
    back = view.button("home.back", ShowNote(found.broadcast_id))
    return Card(view.text("notes/dropping"), [[sure], [back]])


@card("notes/mine", need=see(Permission.HOME))
async def mine(view: View) -> Card:
    """My notes, newest first."""
    found = (await store.of_person(view.session, view.person.id))[:_LISTED]
    items = [Button(_title(view, sent), ShowNote(sent.id)) for _, sent in found]
    return Card(view.text("notes/mine", count=len(found)), [*in_rows(items, 1), [view.back("study")]])


@card("notes/whole", need=see(Permission.ANSWER))
async def whole(view: View, note: int, part: int) -> Card | None:
    """One part of my own note."""
    found = await store.note(view.session, note)
    if found is None or found.person_id != view.person.id:
        return None
    parts = in_parts(view.keys.reports.open(found.text))
    return Card(view.text("notes/whole", text=parts[part]), protect=True) if part < len(parts) else None


@card("notes/of", need=do(Permission.BROADCAST))
async def of(view: View, broadcast: int) -> Card:
    """The notes on a material that were shared."""
    sent = await _material(view, broadcast)
    if sent is None or not await store.may_read(view.session, view.person, sent):
        return closed(view)
    shared = await store.shared_on(view.session, broadcast)
    items = in_rows(Button(author.name, OpenNote(note.id)) for note, author in shared[: 4 * _LISTED])
    text = view.text("notes/of", title=_title(view, sent), count=len(shared))
    return Card(text, [*items, [view.button("home.back", Follow(broadcast))]])


@card("notes/text", need=do(Permission.BROADCAST))
async def text(view: View, note: int, version: int, part: int) -> Card | None:
    """One part of a shared note. Without the text once the reader may not see this version any more."""
    found = await store.note(view.session, note)
    sent = await _material(view, found.broadcast_id) if found else None
    author = await people.person(view.session, found.person_id) if found else None
    back = [[view.button("home.back", NotesOf(sent.id))]] if sent else []
    if found is None or sent is None or author is None or not await _open(view, found, sent, version):
        return Card(view.text("notes/closed"), back, protect=True)
    parts = in_parts(view.keys.reports.open(found.text))
    if part >= len(parts):
        return Card(view.text("notes/closed"), back, protect=True)
    facts = {"author": author.name, "title": _title(view, sent), "part": part + 1, "parts": len(parts)}
    last = part == len(parts) - 1
    return Card(view.text("notes/text", text=parts[part], **facts), back if last else [], protect=True)


async def _open(view: View, note: StudyNote, sent: Broadcast, version: int) -> bool:
    return note.shared is not None and note.version == version and await store.may_read(view.session, view.person, sent)
