"""会议记录: the record as it stands, made of recorded facts and of what was typed; nothing in it is invented."""

from collections.abc import AsyncIterator, Callable, Sequence

from bot.cards import elections_text
from bot.cards.agenda_text import ShowChair, line_of
from bot.cards.ballots_facts import figures_of, standing_of
from bot.cards.base import Button, Card, View, card, closed
from bot.cards.meetings import LOOK_BACK, cancelled, label, sees_reasons
from bot.presses import Press
from bot.rules.parts import FITS, units
from bot.rules.permissions import Permission, do, see
from bot.rules.quorum import verdict
from bot.rules.words import Attendance, BallotKind
from bot.store import agenda as store
from bot.store import ballots, decisions, meetings, observers, oral
from bot.store import branch as people
from bot.store.agenda import AgendaItem, Remark
from bot.store.ballots import Ballot
from bot.store.branch import Person
from bot.store.meetings import Meeting

LISTED = 20  # meetings in one list


class ShowRecord(Press, tag="ra"):
    """A page of the record."""

    meeting: int
    page: int


class WriteRemark(Press, tag="rn"):
    """What is written next stands in the record."""

    meeting: int


class ShowRemark(Press, tag="rk"):
    """One remark, by its place from 0, to be changed or removed."""

    meeting: int
    place: int


class CloseRecord(Press, tag="rz"):
    """定稿; asked twice."""

    meeting: int
    sure: int


class ReopenRecord(Press, tag="ro"):
    """定稿 taken back."""

    meeting: int


class ShowOral(Press, tag="hi"):
    """Who was there, to note who reported orally."""

    meeting: int
    page: int


class Resolve(Press, tag="rd"):
    """Begins the form of a resolution of this meeting."""

    meeting: int


async def kept(view: View, meeting: int) -> Meeting | None:
    """The meeting, where its record is the viewer's to keep."""
    called = await meetings.by_id(view.session, meeting)
    return called if called and called.cancelled is None and store.records(view.person, called) else None


async def away(view: View, meeting: int, yours: Callable[[Person, Meeting], bool]) -> Card | None:
    """What is left of a card of a meeting: that it was cancelled, to whom it mattered."""
    called = await meetings.by_id(view.session, meeting)
    return await cancelled(view, meeting) if called and yours(view.person, called) else closed(view)


@card("minutes/list", need=do(Permission.MINUTES))
async def list_(view: View) -> Card:
    """Today's and recent meetings whose record is the viewer's to keep, the latest first."""
    tonight = view.now.astimezone(view.zone).replace(hour=23, minute=59, second=59)
    every = await meetings.recent(view.session, view.branch.id, view.now - LOOK_BACK, tonight)
    mine = [each for each in every if each.cancelled is None and store.records(view.person, each)][:LISTED]
    buttons = [[Button(("✓ " if each.recorded else "") + label(view, each), ShowRecord(each.id, 0))] for each in mine]
    return Card(view.text("minutes/list", count=len(mine)), [*buttons, [view.back()]])


@card("minutes/record", need=see(Permission.ANSWER))
async def record(view: View, meeting: int, page: int) -> Card | None:
    """The record as it stands, as many parts on a page as fit a message."""
    called = await kept(view, meeting)
    if called is None:
        return await away(view, meeting, store.records)
    pages = _pages([part async for part in _parts(view, called)])
    page = min(page, len(pages) - 1)
    number = view.short("minutes.page", page=page + 1, pages=len(pages)) if len(pages) > 1 else ""
    text = "\n\n".join([*pages[page], *([number] if number else [])])
    turns = [
        *([view.button("meetings.earlier", ShowRecord(meeting, page - 1))] if page else []),
        *([view.button("meetings.later", ShowRecord(meeting, page + 1))] if page + 1 < len(pages) else []),
    ]
    chair = [view.button("chair.lead", ShowChair(meeting))] if store.leads(view.person, called) else []
    return Card(text, [turns, *await _buttons(view, called), [*chair, _out(view)]])


def _out(view: View) -> Button:
    return view.back("minutes" if view.person.grants.satisfies(do(Permission.MINUTES)) else "meetings")


async def _buttons(view: View, meeting: Meeting) -> list[list[Button]]:
    if meeting.begun is None:
        return []
    if meeting.recorded is not None:
        return [[view.button("minutes.reopen", ReopenRecord(meeting.id))]]
    noting = [[view.button("oral.note", ShowOral(meeting.id, 0))]] if meeting.kind in oral.AT else []
    write = [view.button("minutes.write", WriteRemark(meeting.id)), view.button("minutes.resolve", Resolve(meeting.id))]
    more = []
    if await store.remark_count(view.session, meeting.id):
        more.append(view.button("minutes.edit", ShowRemark(meeting.id, 0)))
    if meeting.ended is not None:
        more.append(view.button("minutes.close", CloseRecord(meeting.id, 0)))
    return [write, more, *noting]


def _pages(parts: Sequence[str]) -> list[list[str]]:
    """Whole parts, in order; each of them fits a message."""
    pages: list[list[str]] = [[]]
    room = FITS
    for part in parts:
        if units(part) > room and pages[-1]:
            pages.append([])
            room = FITS
        pages[-1].append(part)
        room -= units(part) + 2
    return pages


async def _parts(view: View, meeting: Meeting) -> AsyncIterator[str]:
    """The record in its customary order: who and when, item by item what was said, ballots, resolutions."""
    yield await _head(view, meeting)
    items = await store.items(view.session, meeting.id) if meeting.laid_out else []
    remarks = await store.remarks(view.session, meeting.id)
    for item in items:
        for part in _said(view, item, [each for each in remarks if each.item_id == item.id]):
            yield part
    for part in _said(view, None, [each for each in remarks if each.item_id is None]):
        yield part
    for ballot in await ballots.of_meeting(view.session, meeting.id):
        yield view.text("minutes/ballot", question=ballot.question, outcome=await outcome_of(view, ballot, full=True))
    for number, decision in enumerate(await decisions.of_meeting(view.session, meeting.id), 1):
        owner = await name_of(view, decision.owner_id)
        yield view.text("minutes/resolution", number=number, decision=decision, owner=owner)


async def _head(view: View, meeting: Meeting) -> str:
    rows = await store.expected(view.session, meeting.id)
    marked = {mark: [row for row in rows if row.presumed is mark] for mark in (*Attendance, None)}
    return view.text(
        "minutes/head",
        meeting=meeting,
        chair=await name_of(view, meeting.chair_id or meeting.caller_id),
        recorder=await name_of(view, meeting.recorder_id),
        expected=len(rows),
        present=[row.person.name for row in marked[Attendance.PRESENT]],
        excused=marked[Attendance.EXCUSED],
        reasons=sees_reasons(view.person, meeting),
        absent=[row.person.name for row in marked[Attendance.ABSENT]],
        unmarked=[row.person.name for row in marked[None]],
        observing=[each.name for each in await observers.of_meeting(view.session, meeting.id)],
        oral=[each.name for each in await oral.of_meeting(view.session, meeting.id)],
    )


def _said(view: View, item: AgendaItem | None, remarks: Sequence[Remark]) -> list[str]:
    """The heading of an item with its first remark, then one remark a part."""
    if item is None and not remarks:
        return []
    heading = view.text("minutes/item", item=item, line=line_of(view, item) if item else "")
    texts = [view.text("minutes/remark", text=remark.text) for remark in remarks]
    return [f"{heading}\n{texts[0]}", *texts[1:]] if texts else [heading]


async def outcome_of(view: View, ballot: Ballot, *, full: bool = False) -> str:
    """What became of a ballot, in one line; ``full`` with the figures and the clause."""
    if not ballot.ended(view.now):
        return view.short("minutes.ballot_open")
    if ballot.void:
        return view.short("ballots.heading_void")
    if ballot.closed is None:
        return view.short("ballots.heading_unopened" if ballot.secret else "minutes.ballot_open")
    if not (await standing_of(view, ballot)).stands:
        return view.short("ballots.heading_unsigned")
    if ballot.kind is BallotKind.ELECTION:
        return "".join(await elections_text.said(view, ballot))
    counts = (await figures_of(view, ballot)).counts
    found = verdict(ballot.kind, counts, view.book)
    said = view.short(f"ballots.reason_{found.reason}", threshold=found.threshold, quorum=found.quorum)
    return view.short("minutes.ballot_full", counts=counts, said=said, clause=found.clause) if full else said


async def name_of(view: View, person_id: int | None) -> str | None:
    """Somebody's name; None for nobody."""
    person = await people.person(view.session, person_id) if person_id else None
    return person.name if person else None
