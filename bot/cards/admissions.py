"""People on the way into the Party: the list, one person's card, the assembly that is to vote. The vote's own cards are
in admission_ballots.py."""

from collections.abc import Sequence
from datetime import datetime, time

from bot.cards.admissions_text import approval_line, state_line
from bot.cards.ballots_facts import passed_of
from bot.cards.base import Button, Card, View, card, in_rows
from bot.cards.meetings import label
from bot.cards.opinions import ShowAdmission
from bot.cards.tally import ShowTally
from bot.presses import Press
from bot.rules.admissions import Gate, Standing, gates, kind_for
from bot.rules.permissions import Permission, do
from bot.rules.words import Approval, BallotKind, Status, Word
from bot.store import admission_ballots
from bot.store import admissions as store
from bot.store import branch as people
from bot.store.ballots import Ballot
from bot.store.branch import Person
from bot.store.meetings import Meeting

LISTED = 40  # people in the list
_OFFERED = 8  # meetings as buttons
_GROUPS = (BallotKind.ADMISSION, BallotKind.CONFIRMATION, Status.ACTIVIST)
_TOPIC = 12  # characters of a topic on a button


class ShowCandidate(Press, tag="ap"):
    """One person's card."""

    person: int


class RecordGate(Press, tag="ag"):
    """Asks for the day on which a gate was passed."""

    person: int
    gate: Gate


class MakeCandidate(Press, tag="ac"):
    """列为发展对象."""

    person: int


class ExtendProbation(Press, tag="ah"):
    """延长预备期: asks until when."""

    person: int


class ChooseMeeting(Press, tag="am"):
    """列入会议: the assemblies to choose from."""

    person: int


class ListIn(Press, tag="ai"):
    """That assembly is to vote on this person."""

    person: int
    meeting: int


class Unlist(Press, tag="au"):
    """撤下."""

    person: int
    meeting: int


class OpenAdmission(Press, tag="ao"):
    """发起表决 on whom the meeting is about: asks how."""

    meeting: int


class RecordApproval(Press, tag="ab"):
    """Asks for the 批复."""

    ballot: int


class FollowApproval(Press, tag="as"):
    """The roster follows the 批复."""

    ballot: int


def midnight(view: View) -> datetime:
    """When today began on the branch's calendar."""
    return datetime.combine(view.today, time(), view.zone)


async def standings(view: View, person: Person) -> tuple[Standing, ...]:
    """Where a person stands at each gate today."""
    papers = await store.papers(view.session, person)
    return gates(person.status, papers, view.today, view.book)


@card("admissions/list", need=do(Permission.BALLOTS))
async def list_(view: View) -> Card:
    """Candidates, probationary members and activists, each with what is missing."""
    rows = (await store.on_the_way(view.session, view.branch.id))[:LISTED]
    groups: dict[Word, list[tuple[str, str]]] = {kind: [] for kind in _GROUPS}
    for person in rows:
        groups[kind_for(person.status) or person.status].append((person.name, await _where(view, person)))
    buttons = in_rows(Button(person.name, ShowCandidate(person.id)) for person in rows)
    return Card(view.text("admissions/list", groups=list(groups.items())), [*buttons, [view.back()]])


async def _where(view: View, person: Person) -> str:
    """In a few words: what came of the vote, what is missing, or when the vote is to be."""
    kind = kind_for(person.status)
    last = await _last(view, person, kind) if kind is not None else None
    # A vote that failed leaves the way open: what counts is what is missing now.
    if last is not None and (not last.ended(view.now) or await _passed(view, last)):
        return await state_line(view, last)
    missing = [each.gate for each in await standings(view, person) if not each.passed]
    if missing:
        return view.short("admissions.missing", gates=missing)
    meetings = await store.listed(view.session, person.id, midnight(view))
    if meetings:
        return view.short("admissions.is_listed", meeting=label(view, meetings[0]))
    return view.short("admissions.ready" if kind is not None else "admissions.may_be_candidate")


async def _last(view: View, person: Person, kind: BallotKind) -> Ballot | None:
    last = await admission_ballots.latest(view.session, person.id, kind)
    return None if last is None or last.void else last


async def _passed(view: View, ballot: Ballot) -> bool:
    return await passed_of(view, ballot) is True


@card("admissions/person", need=do(Permission.BALLOTS))
async def person(view: View, person: int) -> Card | None:
    """One person: the gates, the assembly, the vote, the 批复."""
    who = await people.person(view.session, person)
    kind = kind_for(who.status) if who is not None else None
    if who is None:
        return None
    back = [view.back("admission")]
    if who.status is Status.ACTIVIST:
        return await _activist(view, who)
    if kind is None:
        return Card(view.text("admissions/not_on_the_way", person=who), [back])
    kept = await store.file(view.session, person)
    meetings = await store.listed(view.session, person, midnight(view))
    last = await _last(view, who, kind)
    facts = {
        "person": who,
        "kind": kind,
        "standings": await standings(view, who),
        "number": kept.review_number if kept else None,
        "extended": kept.extended if kept else None,
        "meetings": [f"{label(view, each)} {each.topic}" for each in meetings],
        "state": await state_line(view, last) if last is not None else None,
        "approval": approval_line(view, last) if last is not None else None,
    }
    buttons = [*in_rows(_records(view, who, kind)), *in_rows(await _next(view, who, last, meetings)), back]
    return Card(view.text("admissions/person", **facts), buttons)


async def _activist(view: View, who: Person) -> Card:
    """An activist: what must be on record before the committee may name a candidate."""
    buttons = [
        view.button("admissions.record_activist", RecordGate(who.id, Gate.ACTIVIST)),
        view.button("admissions.record_training", RecordGate(who.id, Gate.TRAINING)),
        view.button("admissions.make_candidate", MakeCandidate(who.id)),
    ]
    text = view.text("admissions/activist", person=who, standings=await standings(view, who), cited=view.book.activist)
    return Card(text, [*in_rows(buttons), [view.back("admission")]])


def _records(view: View, who: Person, kind: BallotKind) -> list[Button]:
    """What may be entered."""
    review = view.button("admissions.record_review", RecordGate(who.id, Gate.REVIEW))
    if kind is BallotKind.CONFIRMATION:
        return [review, view.button("admissions.extend", ExtendProbation(who.id))]
    training = view.button("admissions.record_training", RecordGate(who.id, Gate.TRAINING))
    return [training, view.button("admissions.record_seminar", RecordGate(who.id, Gate.SEMINAR)), review]


async def _next(view: View, who: Person, last: Ballot | None, meetings: Sequence[Meeting]) -> list[Button]:
    """What comes next: the vote that runs, the 批复, or the assembly."""
    if last is not None and not last.ended(view.now):
        return [view.button("admissions.to_ballot", ShowTally(last.id))]
    if last is not None and await _passed(view, last):
        buttons = [view.button("admissions.record_approval", RecordApproval(last.id))]
        if last.approval is Approval.APPROVED:
            buttons.insert(0, view.button(f"admissions.follow_{last.kind.value}", FollowApproval(last.id)))
        if last.approval is not Approval.REFUSED:
            return buttons
        return [*buttons, view.button("admissions.list_in", ChooseMeeting(who.id))]
    buttons = [view.button("admissions.list_in", ChooseMeeting(who.id))]
    for meeting in meetings[:1]:
        buttons = [
            view.button("admissions.open", OpenAdmission(meeting.id)),
            view.button("admissions.prepare", ShowAdmission(meeting.id)),
            *buttons,
            view.button("admissions.unlist", Unlist(who.id, meeting.id)),
        ]
    return buttons


@card("admissions/choosing", need=do(Permission.BALLOTS))
async def choosing(view: View, person: int) -> Card | None:
    """The assemblies of today and to come; the one that is about this person is marked."""
    who = await people.person(view.session, person)
    if who is None:
        return None
    every = (await store.assemblies(view.session, view.branch.id, midnight(view)))[:_OFFERED]
    buttons = [
        [
            Button(
                ("✓ " if each.subject_id == person else "") + f"{label(view, each)} {each.topic[:_TOPIC]}",
                ListIn(person, each.id),
            )
        ]
        for each in every
    ]
    text = view.text("admissions/choosing", person=who, count=len(every), cited=view.book.admission_meeting)
    return Card(text, [*buttons, [view.button("home.back", ShowCandidate(person))]])
