"""What a form that calls meetings asks besides: whom the kind invites, and an agenda to begin with."""

import re
from collections.abc import Sequence

from bot.cards.base import View
from bot.forms import Misunderstood, Values
from bot.rules.language import Language
from bot.rules.meetings import SHAPES, cited, invited_by
from bot.rules.words import MeetingKind
from bot.store import branch, post
from bot.store.branch import Person

AGENDA_MOST = 1500  # characters; a card must stay within Telegram's 4096
_BETWEEN_ITEMS = re.compile(r"[；;]\s*")


async def invited(view: View, values: Values) -> list[Person]:
    """Whom the form invites: as its ``audience`` says, else by its ``kind``; Misunderstood where that is nobody."""
    if values["audience"] is not None:
        return list(values["audience"])
    kind: MeetingKind = values["kind"]
    if kind is MeetingKind.TEAM_MEETING and view.person.team is None:
        raise Misunderstood("meetings.which_team")
    people = invited_by(kind, await branch.people(view.session, view.branch.id), view.person.team_id)
    if not people:
        raise Misunderstood("meetings.name_the_invited", entry=cited(kind, view.book))
    return people


def by_kind(view: View, kind: MeetingKind) -> str:
    """The remark that says whom the kind invites, and by which clause."""
    return view.short("meetings.remark_by_kind", circle=SHAPES[kind].circle, clause=cited(kind, view.book).clause)


async def agenda(view: View, text: str) -> str:
    """A Field's ``parse``: a template becomes numbered lines, and stays the convener's to change."""
    templates = {view.texts.short(language, _template(kind)) for language in Language for kind in MeetingKind}
    if text in templates:
        text = "\n".join(f"{place}. {item}" for place, item in enumerate(_BETWEEN_ITEMS.split(text), 1))
    return text


async def agenda_choices(view: View) -> Sequence[str]:
    """A Field's ``choices``: the template of the kind that was chosen before."""
    dialog = await post.dialog(view.session, view.person.id)
    kind = dialog.answers["typed"].get("kind") if dialog is not None else None
    return [view.short(_template(MeetingKind.of(kind)))] if kind else []


def _template(kind: MeetingKind) -> str:
    return f"meetings.agenda_{kind.value}"
