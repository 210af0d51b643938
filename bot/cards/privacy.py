"""谁能看到什么: for each kind of the viewer's own data, who can see it now, asked of the functions that decide it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.actions.registers import may_open
from bot.cards.base import Card, Open, View, card
from bot.cards.duties import sees_team
from bot.cards.meetings import sees_reasons
from bot.cards.mydata import UnbindMe
from bot.rules.permissions import Matter, Need, Permission, covers, do, see
from bot.rules.registers import REGISTERS, About, Kind
from bot.rules.words import Post, ReportState, Status
from bot.store import branch as people
from bot.store import registers, reports
from bot.store.branch import Person
from bot.store.meetings import Meeting
from bot.store.registers import Entry

_ON_THE_WAY = (Status.ACTIVIST, Status.CANDIDATE, Status.PROBATIONARY)
_OPENINGS = 5  # of the own reports, the latest


class Seer(NamedTuple):
    """Somebody who can see it, and by which posts."""

    name: str
    posts: Sequence[Post]


class Opening(NamedTuple):
    """That somebody opened a report of the viewer's."""

    report: reports.ThoughtReport
    reading: reports.Reading
    reader: Person


@card("home/privacy", need=see(Permission.HOME))
async def privacy(view: View) -> Card:
    """Who sees what of the viewer's, who opened the own reports, and what passes through Telegram."""
    others = [each for each in await people.people(view.session, view.branch.id) if each.id != view.person.id]
    introducers = await registers.introducers(view.session, view.person.id)
    facts = {
        "person": view.person,
        "on_the_way": view.person.status in _ON_THE_WAY,
        "probationary": view.person.status is Status.PROBATIONARY,
        "seers": {kind: _said(seers) for kind, seers in seers_of(view.person, others, introducers).items()},
        "openings": (await _openings(view))[-_OPENINGS:],
        "years": view.book.retention.years,
    }
    unbind = view.button("people.unbind", UnbindMe(0))
    return Card(
        view.text("home/privacy", **facts), [[view.button("mydata.menu_mydata", Open("mydata")), unbind], [view.back()]]
    )


def seers_of(person: Person, others: Iterable[Person], introducers: set[int]) -> Mapping[str, Sequence[Person]]:
    """Of these others, who can see each kind of the person's data: the same functions say it that open the cards."""
    talk, review = (
        _entry(person, lambda kind: kind.mutual),
        _entry(person, lambda kind: kind.about is About.PROBATIONARY),
    )
    sees: dict[str, Callable[[Person], bool]] = {
        "roster": lambda each: _satisfies(each, do(Permission.ROSTER)),
        "dues": lambda each: _satisfies(each, see(Permission.LEDGER)),
        "receipts": lambda each: _satisfies(each, do(Permission.LEDGER)),
        "board": lambda each: sees_team(each, person.team_id),
        "reports": lambda each: reports.may_read(each, person),
        "leaves": lambda each: sees_reasons(each, Meeting(caller_id=None)),
        "talks": lambda each: registers.may_see(each, talk),
        "contents": lambda each: may_open(each, talk),
        "reviews": lambda each: registers.may_see(each, review) or each.id in introducers,
        "admission": lambda each: _satisfies(each, do(Permission.BALLOTS)),
        "votes": lambda each: each.reaches(Permission.BALLOTS, Matter()),
        "materials": lambda each: _whole(each, Permission.BROADCAST),
        "audit": lambda each: _satisfies(each, see(Permission.AUDIT)),
    }
    everybody = list(others)
    return {kind: [each for each in everybody if may(each)] for kind, may in sees.items()}


def _entry(person: Person, which: Callable[[Kind], bool]) -> Entry:
    """Such an entry about the person as anybody else might make it; it is in no session, and is never stored."""
    register = next(register for register, kind in REGISTERS.items() if which(kind))
    return Entry(branch_id=person.branch_id, register=register, subject_id=person.id, subject=person)


def _satisfies(person: Person, need: Need) -> bool:
    return person.grants.satisfies(need)


def _whole(person: Person, permission: Permission) -> bool:
    """Whether somebody else's is within reach, whatever the sender."""
    scope = person.grants.scope(permission)
    return covers(scope, Matter(), person_id=person.id, team_id=person.team_id)


def _said(seers: Sequence[Person]) -> list[Seer]:
    return [Seer(each.name, sorted(each.posts)) for each in seers]


async def _openings(view: View) -> list[Opening]:
    """Who opened the own reports, the oldest first."""
    found = [
        Opening(report, reading, reader)
        for report in await reports.of_author(view.session, view.person.id)
        if report.state is not ReportState.DRAFT or report.version
        for reading, reader in await reports.readings(view.session, report.id)
    ]
    return sorted(found, key=lambda opening: opening.reading.id)
