"""日历文件: the meeting for the calendar of the viewer's phone. Its text is Chinese, as the notice was written."""

from bot.cards.base import Card, Upload, View, card
from bot.presses import Press
from bot.rules.filing import file_name
from bot.rules.permissions import Permission, see
from bot.store import filing, meetings


class TakeCalendar(Press, tag="pc"):
    """Sends the file."""

    meeting: int


@card("filing/calendar", need=see(Permission.ANSWER))
async def calendar(view: View, meeting: int) -> Card | None:
    """The file as the meeting stands now; of a cancelled one the file that takes the entry back."""
    called = await meetings.by_id(view.session, meeting)
    if called is None or await meetings.invitation(view.session, meeting, view.person.id) is None:
        return None
    from bot.documents import calendar_file

    facts = await filing.call_facts(view.session, view.branch, called, view.zone)
    upload = Upload("document", file_name("日历", facts, ".ics"), calendar_file.write(facts, view.now))
    return Card(view.text("filing/calendar", meeting=called), (), upload)
