"""决议: the register (党支部工作制度 三（一）), one decision of it, and what its owner is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.ballots_facts import passed_of
from bot.cards.ballots_text import title as question
from bot.cards.base import Button, Card, View, card, closed
from bot.cards.meetings import label
from bot.presses import Press
from bot.rules.permissions import Permission, Scope, see
from bot.store import branch as people
from bot.store import decisions as store
from bot.store.ballots import Ballot
from bot.store.decisions import Decision, Origin

FINISHING = "decision_done"  # the dialog in which a word on what was done is awaited
PAGE = 8  # decisions on one page of the register
OFFERED = 8  # opinions to choose from


class RegisterPage(Press, tag="rp"):
    """A page of the register."""

    page: int


class ShowDecision(Press, tag="rs"):
    """One decision."""

    decision: int


class FinishDecision(Press, tag="rf"):
    """办结: asks for a word on what was done."""

    decision: int


class ReopenDecision(Press, tag="rr"):
    """办结 taken back."""

    decision: int


class AssignDecision(Press, tag="rg"):
    """Begins the form of another owner and day."""

    decision: int


class ChooseOpinion(Press, tag="rq"):
    """事先征求意见: the opinions that were asked for before."""

    decision: int


class NameOpinion(Press, tag="ru"):
    """One of them."""

    decision: int
    ballot: int


class EnterBallot(Press, tag="rb"):
    """登记决议: begins the form of a decision that a ballot has made."""

    ballot: int


async def register_button(view: View, ballot: Ballot) -> list[Button]:
    """登记决议, where the ballot has passed; once entered, the way to the decision."""
    entered = await store.of_ballot(view.session, ballot.id)
    if entered is not None:
        return [view.button("decisions.entered", ShowDecision(entered.id))]
    if not await passed_of(view, ballot):
        return []
    return [view.button("decisions.enter", EnterBallot(ballot.id))]


@dataclass(frozen=True)
class Line:
    """One decision of the register."""

    number: int
    title: str
    owner: str | None
    due: date | None
    standing: str


@card("decisions/register", need=see(Permission.BOARD))
async def register(view: View, page: int) -> Card:
    """决议台账: what was decided, whose it is, by when, and whether it is done; the newest first."""
    person = view.person
    if person.grants.scope(Permission.BOARD) is Scope.TEAM and person.team_id is None:
        return Card(view.text("decisions/register", lines=[]), [[view.back()]])
    team = person.team_id if person.grants.scope(Permission.BOARD) is Scope.TEAM else None
    found = await store.register(view.session, view.branch.id, team, page * PAGE, PAGE + 1)
    shown = found[:PAGE]
    lines = [
        Line(each.id, each.title, owner.name if owner else None, each.due, standing(view, each))
        for each, owner in shown
    ]
    text = view.text("decisions/register", lines=lines)
    turns = [
        *([view.button("meetings.earlier", RegisterPage(page - 1))] if page else []),
        *([view.button("meetings.later", RegisterPage(page + 1))] if len(found) > PAGE else []),
    ]
    return Card(text, [*_buttons(shown), turns, [view.back()]])


def _buttons(shown: Sequence[tuple[Decision, object]]) -> list[list[Button]]:
    return [[Button(f"{each.id}. {each.title}", ShowDecision(each.id))] for each, _ in shown]


def standing(view: View, decision: Decision) -> str:
    """done, late, open; "noted" where nobody has to follow it up."""
    if decision.done is not None:
        return "done"
    if decision.owner_id is None or decision.due is None:
        return "noted"
    return "late" if decision.due < view.today else "open"


def sees(view: View, decision: Decision, origin: Origin, owner_team: int | None) -> bool:
    """Whether the viewer may read this decision: its owner, who entered it, its meeting's keepers, the board."""
    person = view.person
    if person.id in (decision.owner_id, decision.recorded_by_id) or person.reaches(
        Permission.MINUTES, origin.matter(decision)
    ):
        return True
    scope = person.grants.scope(Permission.BOARD)
    teams = {owner_team, origin.meeting.team_id if origin.meeting else None} - {None}
    return scope in (Scope.ALL, Scope.READ) or (scope is Scope.TEAM and person.team_id in teams)


@card("decisions/one", need=see(Permission.HOME))
async def one(view: View, decision: int) -> Card | None:
    """One decision: what, from where, whose, by when, and what became of it."""
    found = await store.by_id(view.session, decision)
    if found is None:
        return closed(view)
    origin = await store.origin(view.session, found)
    owner = await people.person(view.session, found.owner_id) if found.owner_id else None
    if not sees(view, found, origin, owner.team_id if owner else None):
        return closed(view)
    text = await _text(view, found, origin, heading="decisions.heading")
    return Card(text, [*_deeds(view, found, origin), [_out(view)]])


def _out(view: View) -> Button:
    return view.back("decisions" if view.person.grants.satisfies(see(Permission.BOARD)) else "todo")


def _deeds(view: View, decision: Decision, origin: Origin) -> list[list[Button]]:
    keeps = view.person.reaches(Permission.MINUTES, origin.matter(decision))
    if decision.done is not None:
        owns = keeps or decision.owner_id == view.person.id
        return [[view.button("decisions.reopen", ReopenDecision(decision.id))]] if owns else []
    first = []
    if decision.owner_id is not None and (keeps or decision.owner_id == view.person.id):
        first.append(view.button("decisions.finish", FinishDecision(decision.id)))
    if keeps:
        first.append(view.button("decisions.assign", AssignDecision(decision.id)))
    consult = [view.button("decisions.consult", ChooseOpinion(decision.id))] if keeps and origin.may_consult else []
    return [first, consult]


async def _text(view: View, decision: Decision, origin: Origin, heading: str) -> str:
    owner = await people.person(view.session, decision.owner_id) if decision.owner_id else None
    return view.text(
        "decisions/one",
        heading=view.short(heading),
        decision=decision,
        meeting=f"{label(view, origin.meeting)} {origin.meeting.topic}" if origin.meeting else None,
        ballot=question(origin.ballot) if origin.ballot else None,
        consulted=question(origin.consulted) if origin.consulted else None,
        owner=owner.name if owner else None,
        standing=standing(view, decision),
        clause=view.book.decision.clause,
        title=view.book.decision.title,
    )


@card("decisions/owed", need=see(Permission.HOME))
async def owed(view: View, decision: int) -> Card | None:
    """Told once to whoever has to see to a decision; says so where it is somebody else's by now."""
    found = await store.by_id(view.session, decision)
    if found is None:
        return None
    if found.owner_id != view.person.id:
        return Card(view.text("decisions/handed_on", number=decision), [[view.back("todo")]])
    origin = await store.origin(view.session, found)
    text = await _text(view, found, origin, heading="decisions.heading_owed")
    return Card(text, [*_deeds(view, found, origin), [view.back("todo")]])


@card("decisions/finishing", need=see(Permission.HOME))
async def finishing(view: View, decision: int) -> Card | None:
    """Asks what was done."""
    found = await store.by_id(view.session, decision)
    if found is None or found.done is not None:
        return await one(view, decision)
    origin = await store.origin(view.session, found)
    if found.owner_id != view.person.id and not view.person.reaches(Permission.MINUTES, origin.matter(found)):
        return closed(view)
    text = view.text("decisions/finishing", text=found.text)
    return Card(text, [[view.button("home.back", ShowDecision(decision))]])


@card("decisions/opinions", need=see(Permission.HOME))
async def opinions(view: View, decision: int) -> Card | None:
    """The opinions that were closed before the motion was opened."""
    found = await store.by_id(view.session, decision)
    origin = await store.origin(view.session, found) if found else None
    if found is None or origin is None or origin.ballot is None or not origin.may_consult:
        return closed(view)
    if not view.person.reaches(Permission.MINUTES, origin.matter(found)):
        return closed(view)
    before = await store.opinions(view.session, view.branch.id, origin.ballot.opened, OFFERED)
    buttons = [[Button(question(each), NameOpinion(decision, each.id))] for each in before]
    text = view.text("decisions/opinions", count=len(before), clause=view.book.decision.clause)
    return Card(text, [*buttons, [view.button("home.back", ShowDecision(decision))]])
