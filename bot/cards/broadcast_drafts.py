"""The card of a broadcast that is being prepared: its content, its audience, its preview."""

from typing import Any

from bot.actions.broadcasts import Audience
from bot.cards.audience import said, understood
from bot.cards.base import Button, Card, View, card, in_rows
from bot.cards.broadcasts import SentPage, title
from bot.forms import Misunderstood
from bot.presses import Press
from bot.rules.language import Language
from bot.rules.permissions import Permission, Scope, do
from bot.rules.reminders import is_quiet, next_morning
from bot.rules.words import Group, Post
from bot.store import audience as audiences
from bot.store import branch as people
from bot.store import post

DIALOG = "broadcast"
# Telegram takes 4096 characters of text and 1024 of a caption (Bot API, sendMessage, sendDocument). The rest is for
# the lines around them: the sender's name, and the times of sending and of confirming.
TEXT_LIMIT, CAPTION_LIMIT = 3800, 800


class Rewrite(Press, tag="nw"):
    """Asks for the content anew. ``draft``, here and below: the step that the pressed card shows."""

    draft: int


class Keep(Press, tag="nk"):
    """Goes on to the audience with the content that is there."""

    draft: int


class ChooseGroup(Press, tag="na"):
    """An audience, by its code."""

    draft: int
    group: str


class Send(Press, tag="ns"):
    """Sends what the preview shows, now or in the morning."""

    draft: int
    morning: int


class Quit(Press, tag="nq"):
    """Throws the draft away."""

    draft: int


async def groups(view: View) -> dict[str, str]:
    """The audiences that the viewer may choose by a button: code → as people write it."""
    scope, team = view.person.grants.scope(Permission.BROADCAST), view.person.team
    if scope is Scope.TEAM and team is not None:
        return {f"t{team.id}": team.name}
    if scope is not Scope.ALL:
        return {}
    teams = {f"t{each.id}": each.name for each in await people.teams(view.session, view.branch.id)}
    everybody = await people.people(view.session, view.branch.id)
    held = {each for person in everybody for each in person.posts}
    return {"all": view.say(Group.EVERYBODY), **teams, **{each.value: view.say(each) for each in Post if each in held}}


async def meant(view: View, text: str) -> Audience:
    """Whom a text means: a post's holders, or what 参加 means anywhere. Misunderstood, saying what it is not."""
    held = audiences.word(Post, text)
    if held is not None:
        holders = await people.holders(view.session, view.branch.id, held)
        if not holders:
            raise Misunderstood("audience.empty", name=text)
        return Audience(text, holders, named=False)
    words = await audiences.known(view.session, view.branch, *Language)
    return Audience(text, await understood(view, text), named=not any(word in text for word in words))


@card("broadcasts/draft", need=do(Permission.BROADCAST))
async def draft(view: View, draft: int) -> Card:
    """The next step of what is being prepared; a step that is over says so."""
    dialog = await post.dialog(view.session, view.person.id)
    answers = dialog.answers if dialog is not None and dialog.name == DIALOG else {}
    if answers.get("draft") != draft:
        return Card(view.text("broadcasts/ended"))
    if answers["asking"] == "content":
        return _asking_content(view, answers)
    audience = await _chosen(view, answers["audience"])
    return _preview(view, answers, audience) if audience else await _asking_audience(view, answers)


async def _chosen(view: View, text: str | None) -> Audience | None:
    """The audience as it was chosen; None where none was, or where it means nobody any more."""
    try:
        return await meant(view, text) if text else None
    except Misunderstood:
        return None


def _remark(view: View, answers: dict[str, Any]) -> str | None:
    """What there is to say about the content that came; kept as a short text's key and facts."""
    remark = answers["remark"]
    return view.short(remark[0], **remark[1]) if remark else None


def _title(view: View, content: dict[str, Any]) -> str:
    return title(view, content["title"], content["file_kind"])


def _asking_content(view: View, answers: dict[str, Any]) -> Card:
    step, content = answers["draft"], answers["content"]
    facts = {"text_limit": TEXT_LIMIT, "caption_limit": CAPTION_LIMIT, "remark": _remark(view, answers)}
    text = view.text("broadcasts/content", title=content and _title(view, content), **facts)
    quit_ = view.button("home.cancel", Quit(step))
    if content is None:
        return Card(text, [[view.button("broadcasts.sent", SentPage(0))], [quit_]])
    return Card(text, [[view.button("broadcasts.keep", Keep(step)), quit_]])


async def _asking_audience(view: View, answers: dict[str, Any]) -> Card:
    step, offered = answers["draft"], await groups(view)
    youth = view.person.grants.scope(Permission.BROADCAST) is Scope.YOUTH
    facts = {"title": _title(view, answers["content"]), "remark": _remark(view, answers), "youth": youth}
    buttons = in_rows(Button(text, ChooseGroup(step, code)) for code, text in offered.items())
    return Card(view.text("broadcasts/audience", **facts), [*buttons, _leave(view, step, Rewrite(step))])


def _preview(view: View, answers: dict[str, Any], audience: Audience) -> Card:
    step = answers["draft"]
    quiet = is_quiet(view.now, view.book, view.holidays, view.zone)
    morning = next_morning(view.now, view.book, view.holidays, view.zone)
    facts = {
        "title": _title(view, answers["content"]),
        "remark": _remark(view, answers),
        "audience": said(view, audience.text),
        "total": len(audience.people),
        "receiving": [person.name for person in audience.people if person.bound and person.reachable],
        "unbound": [person.name for person in audience.people if not person.bound],
        "unreachable": [person.name for person in audience.people if person.bound and not person.reachable],
        "morning": morning if quiet else None,
    }
    go = [view.button("home.confirm", Send(step, 0))]
    if quiet:
        go.append(view.button("broadcasts.morning", Send(step, 1)))
    return Card(view.text("broadcasts/preview", **facts), [go, _leave(view, step, Keep(step))])


def _leave(view: View, step: int, back: Press) -> list[Button]:
    return [view.button("home.cancel", Quit(step)), view.button("home.back", back)]
