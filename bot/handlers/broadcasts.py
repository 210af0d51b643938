"""/broadcast: content, audience, preview, sent, followed. /study: my materials."""

import html
from dataclasses import asdict
from typing import Any

from bot.actions import broadcasts, plans
from bot.actions.base import Refused
from bot.actions.broadcasts import Audience, Content
from bot.cards.broadcast_drafts import (
    CAPTION_LIMIT,
    DIALOG,
    TEXT_LIMIT,
    ChooseGroup,
    Keep,
    Quit,
    Rewrite,
    Send,
    groups,
    meant,
)
from bot.cards.broadcasts import Again, Follow, Names, Reopen, SentPage, Studied, StudyPage, Withdraw
from bot.context import Here
from bot.forms import Misunderstood
from bot.routing import Router, Where
from bot.rules.permissions import Permission, do, see
from bot.rules.typed import cleaned
from bot.store import broadcasts as store
from bot.store.broadcasts import MATERIAL, Broadcast

router = Router("broadcasts")
BROADCAST = do(Permission.BROADCAST)
_TITLE = 30  # characters by which lists call a broadcast


@router.command("broadcast", need=BROADCAST, words=("发送材料",))
async def broadcast(here: Here) -> None:
    """Asks for the content; what follows the command is taken for it."""
    await prepare(here, here.argument)


async def prepare(here: Here, text: str, **links: int) -> None:
    """Asks for the content, or goes on with this text; ``links``: for which item of the study plan, or lecture."""
    step = here.update.update_id
    await here.begin(DIALOG, draft=step, asking="content", content=None, audience=None, remark=None, links=links)
    if text:
        await _take_content(here, text, _text(text, html.escape(text, quote=False)))
    else:
        await here.show("broadcasts/draft", draft=step)


@router.answer(DIALOG, need=BROADCAST, long=True)
async def answer(here: Here) -> None:
    """The content, or the audience in words."""
    if _answers(here)["asking"] == "content":
        await _take_content(here, here.text, _content(here))
    elif here.message.text:
        await _choose(here, here.text)
    else:  # the rest of an album, for one
        raise Refused("broadcasts.one_at_a_time")


def _answers(here: Here) -> dict[str, Any]:
    if here.dialog is None or here.dialog.name != DIALOG:
        raise Refused("broadcasts.ended")
    return here.dialog.answers


async def _step(here: Here, **changes: object) -> None:
    """The next step: the buttons of every earlier one end."""
    earlier = _answers(here)["draft"]
    here.keep(draft=here.update.update_id, **changes)
    if here.update.message is not None:  # a pressed card becomes the next step itself
        here.deed.refresh("broadcasts/draft", draft=earlier)
    await here.show("broadcasts/draft", draft=here.update.update_id)


def _content(here: Here) -> Content:
    """What the message holds; Refused where that cannot be sent on."""
    message = here.message
    if message.photo:
        title = _title(here.text)
        return Content(title, message.caption_html or "", "photo", message.photo[-1].file_id)
    if message.document and not message.animation:
        title = _title(message.document.file_name or here.text)
        return Content(title, message.caption_html or "", "document", message.document.file_id)
    if message.text and here.text:
        return _text(message.text, message.text_html)
    raise Refused("broadcasts.cannot_send")


def _text(text: str, as_html: str) -> Content:
    return Content(_title(text), as_html)


def _title(text: str) -> str:
    first = next(filter(None, map(cleaned, text.splitlines())), "")
    return first if len(first) <= _TITLE else first[: _TITLE - 1] + "…"


async def _take_content(here: Here, text: str, content: Content) -> None:
    """Keeps it and goes on. Telegram cuts what is too long into several messages, so after a refusal the next one may
    be but the rest: it says so."""
    limit = CAPTION_LIMIT if content.file_id else TEXT_LIMIT
    if len(text) > limit:
        await _step(here, remark=["broadcasts.too_long", {"length": len(text), "limit": limit}])
        return
    remark = ["broadcasts.only_this", {}] if _answers(here)["remark"] else None
    await _step(here, asking="audience", content=asdict(content), audience=None, remark=remark)


async def _choose(here: Here, text: str) -> None:
    broadcasts.check_reach(here.deed, await _audience(here, text))
    await _step(here, audience=text)


async def _audience(here: Here, text: str) -> Audience:
    try:
        return await meant(here.view, text)
    except Misunderstood as problem:
        raise Refused(problem.key, **problem.facts) from problem


def _at(here: Here, draft: int) -> dict[str, Any]:
    """What is being prepared, where the pressed card shows its newest step."""
    answers = _answers(here)
    if answers["draft"] != draft:
        raise Refused("broadcasts.ended")
    return answers


@router.press(Rewrite, need=BROADCAST, where=Where.PRIVATE)
async def rewrite(here: Here, press: Rewrite) -> None:
    """Back to the content; what is there stays until another comes."""
    _at(here, press.draft)
    await _step(here, asking="content", remark=None)


@router.press(Keep, need=BROADCAST, where=Where.PRIVATE)
async def keep(here: Here, press: Keep) -> None:
    """On, or back, to the audience."""
    _at(here, press.draft)
    await _step(here, asking="audience", audience=None)


@router.press(ChooseGroup, need=BROADCAST, where=Where.PRIVATE)
async def choose_group(here: Here, press: ChooseGroup) -> None:
    """An audience from those offered."""
    _at(here, press.draft)
    offered = await groups(here.view)
    if press.group not in offered:
        raise Refused("home.not_yours")
    await _choose(here, offered[press.group])


@router.press(Quit, need=BROADCAST, where=Where.PRIVATE)
async def quit_(here: Here, press: Quit) -> None:
    """Throws it away."""
    _at(here, press.draft)
    await here.end()
    await here.show("home/menu")


@router.press(Send, need=BROADCAST, where=Where.PRIVATE)
async def send(here: Here, press: Send) -> None:
    """Sends it, once: the dialog ends with the deed."""
    answers = _at(here, press.draft)
    audience = await _audience(here, answers["audience"])
    content = Content(**answers["content"])
    sent = await broadcasts.send(here.deed, content, audience, in_the_morning=bool(press.morning))
    await plans.sent(here.deed, answers.get("links", {}), sent)
    await here.end()
    await here.show("broadcasts/progress", broadcast=sent.id)


@router.press(SentPage, need=BROADCAST, where=Where.PRIVATE)
async def sent_page(here: Here, press: SentPage) -> None:
    """What was sent. Nothing is asked any more, if nothing has been answered."""
    if here.dialog is not None and here.dialog.name == DIALOG and here.dialog.answers["content"] is None:
        await here.end()
    await here.show("broadcasts/sent", page=press.page)


async def _followed(here: Here, broadcast_id: int) -> Broadcast:
    """A broadcast whose results the person may see."""
    found = await store.broadcast(here.deed.session, here.deed.branch.id, broadcast_id)
    if found is None:
        raise Refused("home.old_button")
    broadcasts.check_own(here.deed, found)
    return found


@router.press(Follow, need=BROADCAST, where=Where.PRIVATE)
async def follow(here: Here, press: Follow) -> None:
    """How one fares."""
    await here.show("broadcasts/progress", broadcast=(await _followed(here, press.broadcast)).id)


@router.press(Names, need=BROADCAST, where=Where.PRIVATE)
async def names(here: Here, press: Names) -> None:
    """Who confirmed it."""
    await here.show("broadcasts/names", broadcast=(await _followed(here, press.broadcast)).id)


@router.press(Again, need=BROADCAST, where=Where.PRIVATE)
async def again(here: Here, press: Again) -> None:
    """First asks, then sends it to those whom it did not reach."""
    found = await _followed(here, press.broadcast)
    if not press.sure:
        await here.show("broadcasts/again", broadcast=found.id)
        return
    await broadcasts.send_again(here.deed, found, press.rounds)
    await here.show("broadcasts/progress", broadcast=found.id)


@router.press(Withdraw, need=BROADCAST, where=Where.PRIVATE)
async def withdraw(here: Here, press: Withdraw) -> None:
    """Stops what waits for the morning; the same button undoes it."""
    found = await _followed(here, press.broadcast)
    broadcasts.withdraw(here.deed, found, withdrawn=bool(press.withdrawn))
    await here.show("broadcasts/progress", broadcast=found.id)


@router.press(Studied, need=do(Permission.ANSWER), where=Where.PRIVATE)
async def studied(here: Here, press: Studied) -> None:
    """已学习, or not after all."""
    await broadcasts.mark_studied(here.deed, await _mine(here, press.broadcast), studied=bool(press.studied))
    here.toast("broadcasts.marked" if press.studied else "broadcasts.unmarked")


async def _mine(here: Here, broadcast_id: int) -> Broadcast:
    """A broadcast that was sent to the person."""
    found = await store.broadcast(here.deed.session, here.deed.branch.id, broadcast_id)
    mine = await store.recipient(here.deed.session, broadcast_id, here.person.id)
    if found is None or mine is None or found.sent is None:
        raise Refused("home.not_yours")
    return found


@router.command("study", need=see(Permission.HOME), words=("学习材料",))
async def study(here: Here) -> None:
    """My materials."""
    await here.show("broadcasts/study", page=0)


@router.press(StudyPage, need=see(Permission.HOME), where=Where.PRIVATE)
async def study_page(here: Here, press: StudyPage) -> None:
    """Another page of them."""
    await here.show("broadcasts/study", page=press.page)


@router.press(Reopen, need=see(Permission.HOME), where=Where.PRIVATE)
async def reopen(here: Here, press: Reopen) -> None:
    """Sends me one of them once more."""
    await here.send(MATERIAL, broadcast=(await _mine(here, press.broadcast)).id)
