"""签到 by six digits or by a scanned picture; 补签; the convener's code."""

import re

from bot.actions import check_in
from bot.actions.base import Refused
from bot.actions.check_in import CheckedIn, Wrong
from bot.cards.base import Open
from bot.cards.check_in import MAKE_UP, CheckMeIn, Judge, MakeUp, RefreshCode, ShowPicture
from bot.cards.meeting_board import ShowCode
from bot.context import Here
from bot.handlers.convening import MEETINGS, own_meeting
from bot.handlers.meetings import ANSWER, NOTE_MOST, meeting_of
from bot.routing import Router, Where
from bot.rules.check_in import step, typed_code

router = Router("check_in")

_LINKED = re.compile(r"([0-9]{1,9})-([0-9]{6})")


async def _is_meant(here: Here) -> bool:
    meant = await check_in.is_meant(here.deed, typed_code(here.text) or "")
    await here.hold()  # that a wrong code was counted stays, whatever becomes of the answer
    return meant


@router.command("checkin", need=ANSWER, words=("签到", "补签"))
async def checkin(here: Here) -> None:
    """Where I may check in, and how; with six digits behind it, does so."""
    typed = typed_code(here.argument)
    if typed is None:
        await here.show("check_in/mine")
    else:
        await _take(here, typed)


@router.digits(need=ANSWER, meant=_is_meant)
async def digits(here: Here) -> None:
    """The code on the screen of the room."""
    await _take(here, typed_code(here.text) or "")


async def _take(here: Here, typed: str) -> None:
    outcome = await check_in.by_code(here.deed, typed)
    if outcome is None:
        await here.say("check_in/none", [here.view.button("check_in.mine", Open("checkin"))])
    else:
        await _say(here, outcome)


async def by_link(here: Here, payload: str) -> None:
    """The picture on the screen of the room, scanned."""
    match = _LINKED.fullmatch(payload)
    if match is None or not here.person.grants.satisfies(ANSWER):
        raise Refused("check_in.bad_link")
    meeting = await meeting_of(here, int(match[1]))
    await _say(here, await check_in.by_link(here.deed, meeting, match[2]))


async def _say(here: Here, outcome: CheckedIn | Wrong) -> None:
    if isinstance(outcome, Wrong):
        left = outcome.until and max(1, int((outcome.until - here.deed.now).total_seconds()))
        await here.say("check_in/wrong", left=outcome.left, seconds=left)
    elif outcome.row is None:
        await here.say("check_in/observer", meeting=outcome.meeting)
    else:
        await here.say("check_in/done", meeting=outcome.meeting, row=outcome.row, again=outcome.again)


@router.press(ShowCode, need=MEETINGS, where=Where.PRIVATE)
async def show_code(here: Here, press: ShowCode) -> None:
    """签到码: a new message, for one that is not protected from being passed on cannot become so."""
    meeting = await own_meeting(here, press.meeting)
    await check_in.show_code(here.deed, meeting)
    await here.send("check_in/code", meeting=meeting.id)


@router.press(RefreshCode, need=MEETINGS, where=Where.PRIVATE)
async def refresh_code(here: Here, press: RefreshCode) -> None:
    """刷新."""
    meeting = await own_meeting(here, press.meeting)
    await check_in.show_code(here.deed, meeting)
    await here.show("check_in/code", meeting=meeting.id)


@router.press(ShowPicture, need=MEETINGS, where=Where.PRIVATE)
async def show_picture(here: Here, press: ShowPicture) -> None:
    """The code of now as a picture, in a message of its own."""
    meeting = await own_meeting(here, press.meeting)
    await check_in.show_code(here.deed, meeting)
    number = step(here.deed.now, here.deed.book.check_in)
    await here.send("check_in/picture", meeting=meeting.id, number=number)


@router.press(CheckMeIn, need=MEETINGS, where=Where.PRIVATE)
async def check_me_in(here: Here, press: CheckMeIn) -> None:
    """本人签到."""
    meeting = await own_meeting(here, press.meeting)
    check_in.check_takes_codes(here.deed, meeting)
    outcome = await check_in.arrive(here.deed, meeting)
    here.toast("check_in.me_in", late=outcome.row is not None and outcome.row.late)
    await here.show("check_in/code", meeting=meeting.id)


@router.press(MakeUp, need=ANSWER, where=Where.PRIVATE)
async def make_up(here: Here, press: MakeUp) -> None:
    """补签: what the person writes next is the reason."""
    meeting = await meeting_of(here, press.meeting)
    row = await check_in.check_may_plead(here.deed, meeting)
    if row.pleads:
        raise Refused("check_in.pleads_already")
    await here.begin(MAKE_UP, meeting=meeting.id)
    await here.show("check_in/pleading", meeting=meeting.id)


@router.answer(MAKE_UP, need=ANSWER)
async def take_reason(here: Here) -> None:
    """The reason itself; the dialog ends also where 补签 cannot be asked for any more."""
    if here.dialog is None:
        raise LookupError("a reason without a dialog")
    meeting = await meeting_of(here, here.dialog.answers["meeting"])
    try:
        await check_in.check_may_plead(here.deed, meeting)
    except Refused:
        await here.end()
        raise
    if not here.text:
        raise Refused("check_in.reason_is_text")
    if len(here.text) > NOTE_MOST:
        raise Refused("check_in.reason_too_long", most=NOTE_MOST)
    await check_in.plead(here.deed, meeting, here.text)
    await here.end()
    await here.say("check_in/pleaded", meeting=meeting)


@router.press(Judge, need=MEETINGS, where=Where.PRIVATE)
async def judge(here: Here, press: Judge) -> None:
    """同意 or 不同意."""
    meeting = await own_meeting(here, press.meeting)
    await check_in.judge(here.deed, meeting, press.person, agree=bool(press.agree))
    here.toast("check_in.agreed" if press.agree else "check_in.disagreed")
    await here.show("check_in/plea", meeting=meeting.id, person=press.person)
