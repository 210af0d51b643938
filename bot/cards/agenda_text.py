"""How an agenda is written: its lines on a notice, an item's title, its file as a button."""

from bot.cards.base import Button, View
from bot.presses import Press
from bot.rules.words import AdmissionStep
from bot.store import agenda as store
from bot.store.agenda import AgendaItem
from bot.store.meetings import Meeting

_FILE_SHOWN = 30  # characters of a file's name on a button


class GetFile(Press, tag="jf"):
    """Sends the file of an item of the agenda."""

    item: int


class ShowChair(Press, tag="jc"):
    """The chair's card."""

    meeting: int


async def agenda_lines(view: View, meeting: Meeting) -> list[str]:
    """The agenda as people read it: its items in order, else as it was typed; about one person the seven steps."""
    if meeting.laid_out:
        return [line_of(view, item) for item in await store.items(view.session, meeting.id)]
    if meeting.subject_id is not None:
        return [f"{place}. {view.say(step)}" for place, step in enumerate(AdmissionStep, 1)]
    return meeting.agenda.splitlines()


def line_of(view: View, item: AgendaItem) -> str:
    """An item in one line, with who presents it and a mark where it has a file."""
    return view.short("agenda.line", item=item, title=title_of(view, item))


def title_of(view: View, item: AgendaItem) -> str:
    """What an item is called; one of the seven steps by its word."""
    return view.say(item.step) if item.step else item.title


async def file_buttons(view: View, meeting: Meeting) -> list[list[Button]]:
    """A button for each file of the agenda; nothing is read where the agenda stands as it was typed."""
    items = await store.items(view.session, meeting.id) if meeting.laid_out else []
    return [[file_button(item)] for item in items if item.file_id]


def file_button(item: AgendaItem) -> Button:
    """A file by its place and name: 📎 2. 计划.docx."""
    return Button(f"📎 {item.position}. {(item.file_name or '')[:_FILE_SHOWN]}", GetFile(item.id))
