"""The roster as a file, as it is imported again."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.base import Card, Upload, View, card
from bot.documents.roster import RosterRow, roster_book
from bot.documents.roster_template import Short
from bot.presses import Press
from bot.rules.language import Language
from bot.rules.money import Fen
from bot.rules.permissions import Permission, do
from bot.store import branch as store
from bot.store.branch import Person


class SendRoster(Press, tag="mf"):
    """The file of the roster."""


@card("people/roster_file", need=do(Permission.ROSTER))
async def roster_file(view: View) -> Card:
    """The roster as it stands now."""
    content = await roster_content(view.session, view.branch.id, view.language, view.short)
    return Card(view.text("people/roster_file"), media=Upload("document", f"名册_{view.today}.xlsx", content))


async def roster_content(session: AsyncSession, branch_id: int, language: Language, short: Short) -> bytes:
    """The .xlsx of everybody who is in the branch, in roster order."""
    people = await store.people(session, branch_id)
    return roster_book([_row(person, number) for number, person in enumerate(people, start=1)], language, short)


def _row(person: Person, number: int) -> RosterRow:
    return RosterRow(
        name=person.name, team=person.team.name if person.team else None, posts=person.posts, status=person.status,
        joined=person.joined, confirmed=person.confirmed, employment=person.employment,
        base=None if person.base is None else Fen(person.base), phone=person.phone, row=number,
    )  # fmt: skip
