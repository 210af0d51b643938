"""The field 参加 of every form that asks for whom something is."""

from collections.abc import Sequence

from bot.cards.base import View
from bot.forms import Misunderstood
from bot.rules.words import Group, Post
from bot.store import audience
from bot.store.branch import Person

_MOST = 1000  # characters; the preview of a form must stay within Telegram's 4096
_SAID_BACK = 40  # characters of a name that nobody has


async def understood(view: View, text: str) -> list[Person]:
    """A Field's ``parse``: the people meant; Misunderstood, naming what is unknown."""
    if len(text) > _MOST:
        raise Misunderstood("forms.too_long", most=_MOST)
    try:
        return await audience.parse(view.session, view.branch, text)
    except audience.BadAudience as problem:
        key = {
            audience.UnknownName: "audience.unknown",
            audience.RepeatedName: "audience.repeated",
            audience.EmptyAudience: "audience.empty",
        }[type(problem)]
        raise Misunderstood(key, name=problem.name[:_SAID_BACK]) from problem


def said(view: View, text: str, _people: object = None) -> str:
    """A Field's ``say``: an audience as it was chosen; what is a word of ours is said in the viewer's language."""
    word = audience.word(Group, text) or audience.word(Post, text)
    return view.say(word) if word else text


async def offered(view: View) -> Sequence[str]:
    """A Field's ``choices``: everybody, the committee, each team."""
    return await audience.known(view.session, view.branch, view.language)
