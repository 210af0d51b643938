"""/start, /menu, /help, /cancel, /privacy, /language."""

from bot.actions import people
from bot.actions.base import Refused
from bot.cards import privacy as _privacy  # noqa: F401 - registers its card
from bot.cards.check_in import LINK as CHECK_IN
from bot.cards.home import SetLanguage
from bot.context import Here
from bot.handlers import check_in
from bot.routing import OPEN, Router, Where
from bot.rules.permissions import Permission, see

router = Router("home")

LINK = "go-"  # a deep link that opens a command; codes hold no dash


@router.command("start", need=OPEN, where=Where.ANYWHERE, listed=False)
async def start(here: Here) -> None:
    """`/start CODE` binds; `/start go-COMMAND` opens; `/start in-MEETING-CODE` checks in; `/start` alone greets whom we
    know."""
    if not here.private:
        return  # a code in a group is looked for in every message there, see handlers/people.py
    if here.argument.startswith(LINK):
        await here.route_command(here.argument.removeprefix(LINK))
    elif here.argument.startswith(CHECK_IN) and here.deed.actor is not None:
        await check_in.by_link(here, here.argument.removeprefix(CHECK_IN))
    elif here.argument and (sender := here.update.effective_user) is not None:
        await _bind(here, sender.id)
    elif here.deed.actor is None:
        await here.say("home/stranger")
    else:
        await here.show("home/menu")


async def _bind(here: Here, account: int) -> None:
    person = await people.bind(here.deed, here.argument, account)
    if person is None and here.deed.actor is None:
        await here.say("home/stranger")
    elif person is None:
        raise Refused("people.code_unknown")
    else:
        await here.say("people/welcome", name=person.name, branch=here.deed.branch.name)
        await here.show("home/menu")


@router.command("menu", need=see(Permission.HOME), words=("菜单", "首页"))
async def menu(here: Here) -> None:
    """The home card."""
    await here.show("home/menu")


@router.command("help", need=see(Permission.HOME), words=("帮助",))
async def help_(here: Here) -> None:
    """What I may do here."""
    await here.show("home/help")


@router.command("privacy", need=see(Permission.HOME), words=("隐私",))
async def privacy(here: Here) -> None:
    """Who can see what."""
    await here.show("home/privacy")


@router.command("language", need=see(Permission.HOME), words=("语言",))
async def language(here: Here) -> None:
    """The two languages."""
    await here.show("home/language")


@router.press(SetLanguage, need=see(Permission.HOME), where=Where.PRIVATE)
async def set_language(here: Here, press: SetLanguage) -> None:
    """From now on in that language."""
    people.choose_language(here.deed, press.language)
    here.toast("home.language_set")
    await here.show("home/language")


@router.command("cancel", need=see(Permission.HOME), words=("取消",))
async def cancel(here: Here) -> None:
    """Leaves whatever was being asked."""
    await here.end()
    await here.say("home/cancelled")
    await here.show("home/menu")
