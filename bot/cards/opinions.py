"""书面意见: what a member on leave sees of it, and where an officer enters a signed paper."""

from bot.cards.base import Button, Card, View, card, in_rows
from bot.presses import Press
from bot.rules.admissions import kind_for
from bot.rules.electorate import is_elector
from bot.rules.permissions import Permission, do, see
from bot.rules.words import Answer, Choice
from bot.store import admissions as store
from bot.store import branch as people
from bot.store import meetings
from bot.store.admissions import WrittenOpinion
from bot.store.meetings import Invited, Meeting


class ShowAdmission(Press, tag="ak"):
    """What is prepared for the vote of a meeting on a person; its card is in admission_ballots.py."""

    meeting: int


class WriteOpinion(Press, tag="aw"):
    """The own card of a member on leave."""

    meeting: int


class Lodge(Press, tag="al"):
    """赞成, 反对 or 弃权, about whom the meeting was about when the card was painted."""

    meeting: int
    subject: int
    choice: Choice


class WithdrawOpinion(Press, tag="ax"):
    """撤回."""

    meeting: int
    subject: int


class EnterOpinions(Press, tag="aq"):
    """The people without Telegram who are on leave."""

    meeting: int


class EnterOpinionFor(Press, tag="af"):
    """One of them."""

    meeting: int
    person: int


class EnterOpinion(Press, tag="an"):
    """What that person's paper says."""

    meeting: int
    subject: int
    person: int
    choice: Choice


def may_write(view: View, meeting: Meeting, row: Invited) -> bool:
    """Whether the viewer, on leave, may still lodge an opinion for this meeting."""
    waits = meeting.subject_id is not None and meeting.cancelled is None
    early = meeting.begun is None and view.now < meeting.starts
    return waits and early and row.answer is Answer.LEAVE and is_elector(view.person)


def opinion_button(view: View, meeting: Meeting, row: Invited) -> list[Button]:
    """书面意见, for whoever may write one."""
    return [view.button("admissions.write_opinion", WriteOpinion(meeting.id))] if may_write(view, meeting, row) else []


async def offered(view: View) -> list[Button]:
    """书面意见 for each meeting for which the viewer may write one."""
    every = await store.asking(view.session, view.person.id, view.now)
    facts = [(each, view.when(each.starts, view.now)) for each in every if is_elector(view.person)]
    return [view.button("admissions.write_for", WriteOpinion(each.id), when=when) for each, when in facts]


@card("admissions/opinion", need=see(Permission.VOTE))
async def opinion(view: View, meeting: int) -> Card | None:
    """The own opinion, to be given, changed or taken back until the meeting begins."""
    called = await meetings.by_id(view.session, meeting)
    row = await meetings.invitation(view.session, meeting, view.person.id)
    if called is None or row is None:
        return None
    subject = await people.person(view.session, called.subject_id) if called.subject_id else None
    kind = kind_for(subject.status) if subject is not None else None
    kept = await store.opinion(view.session, called, view.person.id)
    back = [view.back("vote")]
    if subject is None or kind is None or not may_write(view, called, row):
        return Card(view.text("admissions/opinion_over", meeting=called, lodged=kept is not None), [back])
    facts = {"meeting": called, "subject": subject, "kind": kind, "kept": kept, "cited": view.book.written_opinions}
    choices = in_rows(_choice(view, meeting, subject.id, choice, kept) for choice in Choice)
    undo = [view.button("admissions.withdraw", WithdrawOpinion(meeting, subject.id))] if kept is not None else []
    return Card(view.text("admissions/opinion", **facts), [*choices, undo, back])


def _choice(view: View, meeting_id: int, subject_id: int, choice: Choice, kept: WrittenOpinion | None) -> Button:
    mark = "✓ " if kept is not None and kept.choice is choice else ""
    return Button(mark + view.say(choice), Lodge(meeting_id, subject_id, choice))


@card("admissions/papers", need=do(Permission.BALLOTS))
async def papers(view: View, meeting: int) -> Card | None:
    """The people without Telegram who are on leave, marked once their paper has been entered."""
    called = await meetings.by_id(view.session, meeting)
    if called is None:
        return None
    lodged = {row.person_id for row in await store.opinions(view.session, meeting, called.subject_id or 0)}
    rows = [
        row
        for row in await store.voters(view.session, meeting)
        if not row.person.bound and row.answer is Answer.LEAVE
    ]  # fmt: skip
    names = in_rows(
        Button(("✓ " if row.person_id in lodged else "○ ") + row.person.name, EnterOpinionFor(meeting, row.person_id))
        for row in rows
    )
    text = view.text("admissions/papers", count=len(rows), cited=view.book.written_opinions)
    return Card(text, [*names, [view.button("home.back", ShowAdmission(meeting))]])


@card("admissions/paper", need=do(Permission.BALLOTS))
async def paper(view: View, meeting: int, person: int) -> Card | None:
    """The choices for one of them. What was entered before is not shown: until the end only the number is."""
    called = await meetings.by_id(view.session, meeting)
    who = await people.person(view.session, person)
    subject = await people.person(view.session, called.subject_id) if called and called.subject_id else None
    kind = kind_for(subject.status) if subject is not None else None
    if called is None or who is None or subject is None or kind is None:
        return await papers(view, meeting)
    again = await store.opinion(view.session, called, person) is not None
    text = view.text("admissions/paper", name=who.name, subject=subject, kind=kind, again=again)
    choices = in_rows(
        view.button("ballots.enter_choice", EnterOpinion(meeting, subject.id, person, choice), choice=choice)
        for choice in Choice
    )
    return Card(text, [*choices, [view.button("home.back", EnterOpinions(meeting))]])
