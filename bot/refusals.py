"""What is said where nothing is done: to strangers, to whoever may not, in the wrong place, or not understood."""

from html import escape

from bot.actions.base import Refused
from bot.cards.base import Button, Open
from bot.cards.rulebook import why
from bot.context import Here


async def turn_away(here: Here) -> None:
    """The person may not."""
    key = "stranger" if here.deed.actor is None else "not_allowed"
    if here.update.callback_query is not None:
        here.toast(f"home.{key}", alert=True)
    else:
        await here.say(f"home/{key}")


async def lead_away(here: Here, command: str) -> None:
    """A private matter in a group."""
    if here.update.callback_query is not None:
        here.toast("home.go_private", alert=True)
        return
    await here.say("home/go_private", [here.view.link("home.open_private", f"go-{command}")])


async def unclear(here: Here) -> None:
    """Nothing that we know."""
    if here.update.callback_query is not None:
        here.toast("home.old_button", alert=True)
    elif here.deed.actor is None:
        await here.say("home/stranger")
    elif here.private:
        await here.say("home/unclear", [_home(here)])


async def close_dialog(here: Here) -> None:
    """What was being asked is no longer the person's to answer."""
    await here.end()
    await here.say("home/dialog_closed", [_home(here)])


async def ask_which(here: Here, command: str) -> bool:
    """A word that is a command's, while something is asked: whether it was not said a second time, as an answer."""
    if here.dialog is None or here.dialog.answers.get("word") == here.text:
        return False
    here.keep(word=here.text)
    await here.say("home/word", [here.view.button("home.open_word", Open(command), word=here.text)], word=here.text)
    return True


async def refuse(here: Here, refused: Refused) -> None:
    """An action has refused. Where a rule did, in a private chat, a message leads to it: a toast has no buttons."""
    said = here.view.short(refused.key, **refused.facts)
    if here.update.callback_query is not None:
        await here.repaint()
    if refused.entry is not None and here.private:
        here.tray.say(here.chat_id, escape(said, quote=False), [[why(here.view, refused.entry.name)]])
    elif here.update.callback_query is not None:
        here.toast(refused.key, alert=True, **refused.facts)
    else:
        here.tray.say(here.chat_id, escape(said, quote=False))


def _home(here: Here) -> Button:
    return Button(here.view.short("home.menu"), Open("menu"))
