"""The home card: what this person may do, as buttons."""

from bot.cards.base import Button, Card, Open, View, card, in_rows
from bot.presses import Press
from bot.rules.language import Language
from bot.rules.permissions import Permission, see

OWN_NAMES = {Language.ZH: "中文", Language.EN: "English"}


class SetLanguage(Press, tag="lg"):
    """From now on in that language."""

    language: Language


@card("home/menu", need=see(Permission.HOME))
async def menu(view: View) -> Card:
    """Greets by name; a button for every command of the person's menu that has a label."""
    person = view.person
    text = view.text("home/menu", name=person.name, branch=view.branch.name, posts=sorted(person.posts))
    return Card(text, in_rows(_buttons(view)))


@card("home/help", need=see(Permission.HOME))
async def help_(view: View) -> Card:
    """The commands the person may use, each with its description."""
    commands = [(name, view.short(f"{system}.command_{name}")) for name, system in view.commands]
    return Card(view.text("home/help", commands=commands), [[view.back()]])


@card("home/language", need=see(Permission.HOME))
async def language(view: View) -> Card:
    """The two languages, each by its own name so that whoever strayed into the other finds the way back."""
    marks = {each: "✓ " if each is view.language else "" for each in Language}
    choices = [Button(marks[each] + OWN_NAMES[each], SetLanguage(each)) for each in Language]
    return Card(view.text("home/language"), [choices, [view.back()]])


def _buttons(view: View) -> list[Button]:
    # What the person came for stands first, help and privacy last.
    ordered = sorted(view.commands, key=lambda command: command[1] == "home")
    labelled = [(name, f"{system}.menu_{name}") for name, system in ordered]
    return [view.button(key, Open(name)) for name, key in labelled if view.texts.has(view.language, key)]
