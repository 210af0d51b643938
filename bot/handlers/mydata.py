"""/mydata: the own data as a file; unbinding oneself."""

from bot.actions import mydata
from bot.cards.mydata import TakeOut, UnbindMe
from bot.context import Here
from bot.routing import Router, Where
from bot.rules.permissions import Permission, see

router = Router("mydata")
HOME = see(Permission.HOME)


@router.command("mydata", need=HOME, words=("我的数据", "本人数据"))
async def explain(here: Here) -> None:
    """What comes, before it is made."""
    await here.show("mydata/explained")


@router.press(TakeOut, need=HOME, where=Where.PRIVATE)
async def take_out(here: Here, press: TakeOut) -> None:
    """The file, as a message of its own."""
    mydata.take_out(here.deed)
    here.toast("filing.made")
    await here.send("mydata/file")


@router.press(UnbindMe, need=HOME, where=Where.PRIVATE)
async def unbind(here: Here, press: UnbindMe) -> None:
    """First asks, then takes the own account away."""
    if not press.sure:
        await here.show("mydata/unbinding")
        return
    await mydata.unbind(here.deed)
    await here.say("mydata/unbound")
