"""依据: on which clause something stands, word for word where the branch has loaded its own rules."""

from collections.abc import Iterable

from bot.cards.base import Button, Card, View, card, in_rows
from bot.presses import Press
from bot.rules.clauses import cited
from bot.rules.duties import Duty
from bot.rules.permissions import Permission, see
from bot.store import rulebook as store


class Why(Press, tag="yw"):
    """The clause behind an entry of the rulebook."""

    entry: str


def why(view: View, entry: str) -> Button:
    """【依据】 for this entry."""
    return view.button("rulebook.why", Why(entry))


def why_of(view: View, duties: Iterable[Duty]) -> list[Button]:
    """【依据】 for each entry that these duties follow from, once."""
    names = {entry.title: name for name, entry in view.book.entries.items()}
    systems = {names[duty.title]: duty.system for duty in duties}
    return [view.button("rulebook.why_of", Why(name), what=system) for name, system in systems.items()]


@card("rulebook/list", need=see(Permission.HOME))
async def list_(view: View) -> Card:
    """Everything that the bot goes by, as buttons."""
    buttons = [Button(view.say(entry.title), Why(name)) for name, entry in view.book.entries.items()]
    return Card(view.text("rulebook/list", count=len(buttons)), [*in_rows(buttons, 1), [view.back()]])


@card("rulebook/entry", need=see(Permission.HOME))
async def entry(view: View, entry: str) -> Card | None:
    """The clause, our short title, the source, and the words of the branch's own rules."""
    found = view.book.entries.get(entry)
    if found is None:
        return None
    names = cited(found.clause.zh)
    words = await store.texts(view.session, view.branch.id, names)
    facts = {"entry": found, "words": [words[name] for name in names if name in words], "own": bool(names)}
    return Card(view.text("rulebook/entry", **facts), [[view.back("why")]])
