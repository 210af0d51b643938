"""What an officer sees before an assembly votes on a person: who is not expected, who has written, how it is voted."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards.admissions import OpenAdmission, ShowCandidate, standings
from bot.cards.base import Button, Card, View, card, in_rows
from bot.cards.meetings import ShowBoard, label
from bot.cards.opinions import EnterOpinions, ShowAdmission
from bot.cards.tally import ShowTally
from bot.presses import Press
from bot.rules.admissions import kind_for
from bot.rules.electorate import is_tiny
from bot.rules.language import Language
from bot.rules.permissions import Permission, do
from bot.rules.quorum import majority
from bot.rules.reminders import is_quiet
from bot.rules.words import BallotMethod
from bot.store import admission_ballots, ballots, meetings
from bot.store import admissions as store
from bot.store import branch as people
from bot.store.ballots import Ballot
from bot.store.branch import Person
from bot.store.meetings import Meeting


class ChooseMethod(Press, tag="ad"):
    """How it is voted; the preview follows."""

    meeting: int
    subject: int
    method: BallotMethod


class ConfirmAdmission(Press, tag="ay"):
    """Opens the ballot as the preview shows it."""

    meeting: int
    subject: int
    method: BallotMethod


class Exclude(Press, tag="ae"):
    """不计入应到: asks who, why and by whose consent."""

    meeting: int


class TakeBack(Press, tag="ar"):
    """The person is expected again."""

    meeting: int
    person: int


async def subject_of(view: View, meeting: Meeting) -> Person | None:
    """Whom the meeting is about."""
    return await people.person(view.session, meeting.subject_id) if meeting.subject_id else None


@card("admissions/meeting", need=do(Permission.BALLOTS))
async def meeting(view: View, meeting: int) -> Card | None:
    """The vote of one meeting on one person, as far as it is prepared."""
    called = await meetings.by_id(view.session, meeting)
    if called is None:
        return None
    back = [view.button("admissions.to_meeting", ShowBoard(meeting))]
    subject = await subject_of(view, called)
    kind = kind_for(subject.status) if subject is not None else None
    last = next(iter(reversed(await admission_ballots.of_meeting(view.session, meeting))), None)
    if subject is None or kind is None or called.cancelled is not None:
        return Card(view.text("admissions/nobody", meeting=f"{label(view, called)} {called.topic}"), [back])
    out = await store.exclusions(view.session, meeting)
    roll = await store.roll(view.session, meeting)
    facts = {
        "meeting": f"{label(view, called)} {called.topic}",
        "subject": subject,
        "kind": kind,
        "missing": [each.gate for each in await standings(view, subject) if not each.passed],
        "stated": called.stated is not None,
        "expected": len(roll),
        "elsewhere": await _not_invited(view, called),
        "excluded": out,
        "written": [row.person.name for row in await store.opinions(view.session, meeting, subject.id)],
    }
    running = last is not None and not last.void and last.subject_id == subject.id
    first = view.button("admissions.to_ballot", ShowTally(last.id)) if last is not None and running else view.button(
        "admissions.open", OpenAdmission(meeting)
    )  # fmt: skip
    rows = [[first, view.button("admissions.to_person", ShowCandidate(subject.id))]]
    if last is None or last.void:
        rows += _preparing(view, called, out)
    return Card(view.text("admissions/meeting", **facts), [*rows, back])


def _preparing(view: View, meeting: Meeting, out: Sequence[store.Exclusion]) -> list[list[Button]]:
    """Until the electorate is frozen."""
    buttons = [view.button("admissions.exclude", Exclude(meeting.id))]
    if meeting.begun is None and view.now < meeting.starts:
        buttons.append(view.button("admissions.enter_opinions", EnterOpinions(meeting.id)))
    undo = [
        view.button("admissions.take_back", TakeBack(meeting.id, row.person_id), name=row.person.name) for row in out
    ]
    return [*in_rows(buttons), *in_rows(undo)]


async def _not_invited(view: View, meeting: Meeting) -> int:
    """How many with a vote the meeting has not invited: they are not expected either."""
    voters = await store.voters(view.session, meeting.id)
    everybody = await ballots.electorate(view.session, view.branch.id, None, None)
    return len({person.id for person in everybody} - {row.person_id for row in voters})


@card("admissions/opening", need=do(Permission.BALLOTS))
async def opening(view: View, meeting: int) -> Card | None:
    """How it is voted: by the national rules 无记名, by the branch's also 举手 (三（十四）6(7))."""
    called = await meetings.by_id(view.session, meeting)
    subject = await subject_of(view, called) if called is not None else None
    kind = kind_for(subject.status) if subject is not None else None
    if subject is None or kind is None:
        return await _as_it_is(view, meeting)
    text = view.text("admissions/opening", subject=subject, kind=kind, cited=view.book.admission)
    methods = [
        view.button(f"admissions.method_{method.value}", ChooseMethod(meeting, subject.id, method))
        for method in (BallotMethod.SECRET, BallotMethod.OPEN)
    ]
    return Card(text, [[each] for each in methods] + [[view.button("home.back", ShowAdmission(meeting))]])


@card("admissions/preview", need=do(Permission.BALLOTS))
async def preview(view: View, meeting: int, subject: int, method: str) -> Card | None:
    """Whom the ballot would be put to, before it is opened."""
    called = await meetings.by_id(view.session, meeting)
    who = await people.person(view.session, subject)
    kind = kind_for(who.status) if who is not None else None
    if called is None or who is None or kind is None or called.subject_id != subject or await _runs(view, meeting):
        return await _as_it_is(view, meeting)
    roll = await store.roll(view.session, meeting)
    present = await store.present(view.session, meeting)
    lodged = {row.person_id for row in await store.opinions(view.session, meeting, subject)}
    rule = majority(kind, view.book)
    facts = {
        "question": question(view, kind.value, who.name),
        "method": view.short(f"admissions.method_{method}"),
        "secret": BallotMethod.of(method) is BallotMethod.SECRET,
        "expected": len(roll),
        "present": sum(person.id in present for person in roll),
        "excluded": await store.excluded_count(view.session, meeting),
        "written": sum(person.id in lodged - present for person in roll),
        "unbound": [person.name for person in roll if not person.bound and person.id not in lodged - present],
        "rule": rule,
        "quorum": rule.present_needed(len(roll)),
        "threshold": rule.votes_needed(len(roll)),
        "tiny": is_tiny(len(roll)),
        "quiet": is_quiet(view.now, view.book, view.holidays, view.zone),
    }
    sure = view.button("home.confirm", ConfirmAdmission(meeting, subject, BallotMethod.of(method)))
    return Card(view.text("admissions/preview", **facts), [[sure], [view.button("home.back", OpenAdmission(meeting))]])


def question(view: View, kind: str, name: str) -> str:
    """What the ballot asks: the resolution that goes into the record, so in the language of the branch's papers."""
    return replace(view, spoken=Language.ZH).short(f"admissions.question_{kind}", name=name)


async def _runs(view: View, meeting_id: int) -> Ballot | None:
    every = await admission_ballots.of_meeting(view.session, meeting_id)
    return next((ballot for ballot in every if not ballot.ended(view.now)), None)


async def _as_it_is(view: View, meeting_id: int) -> Card | None:
    """Where the question has been overtaken."""
    return await meeting(view, meeting_id)
