"""The digest: one message with everything that a person is to be reminded of now."""

from bot.cards.base import Card, View, card, in_rows
from bot.cards.duties import lines, ways
from bot.cards.rulebook import why_of
from bot.cards.state import current
from bot.rules.permissions import Permission, see


@card("reminders/digest", need=see(Permission.HOME))
async def digest(view: View, duties: list[str]) -> Card | None:
    """These duties (by key), as far as they are still the viewer's and still open; with none left it stays as it is."""
    mine = [duty for duty in await current(view) if duty.key in duties]
    still = [duty for duty in mine if view.person.id in duty.owner_ids and duty.open]
    if not still:
        return None
    text = view.text("reminders/digest", name=view.person.name, lines=lines(view, still))
    buttons = ways(view, still, "todo")
    return Card(text, [*[[button] for button in buttons], *in_rows(why_of(view, still))])
