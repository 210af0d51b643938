"""/admission: people on the way into the Party, the assembly that votes on them, and the roster that follows."""

from bot.actions import admission_ballots, admissions, exclusions
from bot.actions.base import Refused
from bot.cards.admission_ballots import ChooseMethod, ConfirmAdmission, TakeBack, question
from bot.cards.admissions import (
    ChooseMeeting,
    FollowApproval,
    ListIn,
    MakeCandidate,
    OpenAdmission,
    ShowCandidate,
    Unlist,
)
from bot.cards.opinions import ShowAdmission
from bot.context import Here
from bot.handlers.meetings import meeting_of
from bot.routing import Router, Where
from bot.rules.permissions import Permission, do
from bot.store import ballots
from bot.store import branch as people
from bot.store.ballots import Ballot
from bot.store.branch import Person

router = Router("admissions")
BALLOTS = do(Permission.BALLOTS)


async def person_of(here: Here, person_id: int) -> Person:
    """The person of a button; Refused when it is none of this branch."""
    person = await people.person(here.deed.session, person_id)
    if person is None or person.branch_id != here.deed.branch.id:
        raise Refused("home.old_button")
    return person


async def ballot_of(here: Here, ballot_id: int) -> Ballot:
    """The ballot of a button about one person; Refused when it is none of this branch."""
    ballot = await ballots.by_id(here.deed.session, ballot_id)
    if ballot is None or ballot.branch_id != here.deed.branch.id or not ballot.kind.of_one_person:
        raise Refused("home.old_button")
    return ballot


@router.command("admission", need=BALLOTS, words=("发展党员",))
async def admission(here: Here) -> None:
    """Candidates and probationary members."""
    await here.show("admissions/list")


@router.press(ShowCandidate, need=BALLOTS, where=Where.PRIVATE)
async def show_candidate(here: Here, press: ShowCandidate) -> None:
    """One of them."""
    await here.show("admissions/person", person=(await person_of(here, press.person)).id)


@router.press(MakeCandidate, need=BALLOTS, where=Where.PRIVATE)
async def make_candidate(here: Here, press: MakeCandidate) -> None:
    """列为发展对象."""
    person = await person_of(here, press.person)
    await admissions.make_candidate(here.deed, person)
    here.toast("admissions.followed", status=person.status)
    await here.show("admissions/person", person=person.id)


@router.press(ChooseMeeting, need=BALLOTS, where=Where.PRIVATE)
async def choose_meeting(here: Here, press: ChooseMeeting) -> None:
    """The assemblies that may vote on the person."""
    person = await person_of(here, press.person)
    kind = admissions.check_on_the_way(here.deed, person)
    await admissions.check_undecided(here.deed, person, kind)
    await here.show("admissions/choosing", person=person.id)


@router.press(ListIn, need=BALLOTS, where=Where.PRIVATE)
async def list_in(here: Here, press: ListIn) -> None:
    """列入会议."""
    person = await person_of(here, press.person)
    await admissions.list_in(here.deed, person, await meeting_of(here, press.meeting))
    here.toast("admissions.was_listed")
    await here.show("admissions/person", person=person.id)


@router.press(Unlist, need=BALLOTS, where=Where.PRIVATE)
async def unlist(here: Here, press: Unlist) -> None:
    """撤下."""
    person = await person_of(here, press.person)
    await admissions.unlist(here.deed, person, await meeting_of(here, press.meeting))
    await here.show("admissions/person", person=person.id)


@router.press(ShowAdmission, need=BALLOTS, where=Where.PRIVATE)
async def show_admission(here: Here, press: ShowAdmission) -> None:
    """What is prepared for the vote."""
    await here.show("admissions/meeting", meeting=(await meeting_of(here, press.meeting)).id)


@router.press(OpenAdmission, need=BALLOTS, where=Where.PRIVATE)
async def open_admission(here: Here, press: OpenAdmission) -> None:
    """How it is to be voted, where it may be voted at all."""
    meeting = await meeting_of(here, press.meeting)
    await admission_ballots.check_may_open(here.deed, meeting)
    await here.show("admissions/opening", meeting=meeting.id)


@router.press(ChooseMethod, need=BALLOTS, where=Where.PRIVATE)
async def choose_method(here: Here, press: ChooseMethod) -> None:
    """The preview."""
    meeting = await meeting_of(here, press.meeting)
    await admission_ballots.check_may_open(here.deed, meeting)
    await here.show("admissions/preview", meeting=meeting.id, subject=press.subject, method=press.method.value)


@router.press(ConfirmAdmission, need=BALLOTS, where=Where.PRIVATE)
async def confirm_admission(here: Here, press: ConfirmAdmission) -> None:
    """Opens it, about whom the preview named and nobody else."""
    meeting = await meeting_of(here, press.meeting)
    subject, kind = await admission_ballots.check_may_open(here.deed, meeting)
    if subject.id != press.subject:
        raise Refused("home.old_button")
    asked = question(here.view, kind.value, subject.name)
    ballot = await admission_ballots.open_(here.deed, meeting, press.method, asked)
    await here.show("ballots/tally", ballot=ballot.id)


@router.press(TakeBack, need=BALLOTS, where=Where.PRIVATE)
async def take_back(here: Here, press: TakeBack) -> None:
    """Somebody left out is expected again."""
    meeting = await meeting_of(here, press.meeting)
    await exclusions.take_back(here.deed, meeting, press.person)
    await here.show("admissions/meeting", meeting=meeting.id)


@router.press(FollowApproval, need=BALLOTS, where=Where.PRIVATE)
async def follow_approval(here: Here, press: FollowApproval) -> None:
    """The status follows the 批复."""
    person = await admission_ballots.follow(here.deed, await ballot_of(here, press.ballot))
    here.toast("admissions.followed", status=person.status)
    await here.show("admissions/person", person=person.id)
