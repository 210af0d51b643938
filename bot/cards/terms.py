"""任期: when the present officers' term began and when it ends; the earlier ones."""

from datetime import date

from bot.cards.base import Card, View, card
from bot.cards.rulebook import why
from bot.presses import Press
from bot.rules.duties import term_of
from bot.rules.permissions import Permission, do
from bot.store import terms as store

OFFERED = 3  # elections whose approval may have begun a term


class Terms(Press, tag="ge"):
    """The card."""


class NewTerm(Press, tag="gn"):
    """Asks for the day."""


class ElectedTerm(Press, tag="gf"):
    """A term that began with the approval of this election."""

    ballot: int


class RemoveTerm(Press, tag="gr"):
    """Takes a term off the record; asked twice."""

    term: int
    sure: int


@card("terms/card", need=do(Permission.ROSTER))
async def card_(view: View) -> Card:
    """The terms on record, the newest first; elections that may have begun another."""
    terms = list(reversed(await store.terms(view.session, view.branch.id)))
    began = terms[0].began if terms else date.min
    spans = [term_of(view.book, term.began) for term in terms]
    text = view.text("terms/card", spans=spans, rule=view.book.term)
    elected = [
        [view.button("terms.elected", ElectedTerm(ballot.id), day=ballot.approval_date)]
        for ballot in (await store.approved_since(view.session, view.branch.id, began))[:OFFERED]
    ]
    deeds = [view.button("terms.new", NewTerm())]
    if terms:
        deeds.append(view.button("terms.remove", RemoveTerm(terms[0].id, 0)))
    return Card(text, [*elected, deeds, [why(view, "term"), view.back("members")]])


@card("terms/removing", need=do(Permission.ROSTER))
async def removing(view: View, term: int) -> Card | None:
    """Asks before a term is taken off the record."""
    found = next((each for each in await store.terms(view.session, view.branch.id) if each.id == term), None)
    if found is None:
        return None
    sure = view.button("home.confirm", RemoveTerm(found.id, 1))
    return Card(view.text("terms/removing", began=found.began), [[sure], [view.button("home.back", Terms())]])
