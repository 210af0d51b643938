"""What a control call does: one function for each call of the README that changes the world."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeAlias, cast, get_args

from . import views
from .faults import FaultKind
from .fields import Fields
from .model import MediaKind, User
from .simulator import Simulator
from .wire import Json

Act: TypeAlias = Callable[[Simulator, Fields], Json]


def _users(sim: Simulator, fields: Fields) -> Json:
    user_id = fields.whole("id") if "id" in fields else None
    user = sim.add_user(fields.text("name"), fields.optional("username"), user_id, fields.optional("language"))
    user.note = fields.text("note", "")
    return views.user_view(user)


def _groups(sim: Simulator, fields: Fields) -> Json:
    chat = sim.add_group(
        fields.text("title"),
        fields.refs("members"),
        fields.refs("admins"),
        bot=fields.flag("bot", True),
        supergroup=fields.flag("supergroup"),
    )
    return views.chat_view(chat)


def _say(sim: Simulator, fields: Fields) -> Json:
    reply_to = fields.whole("reply_to") if "reply_to" in fields else None
    return views.message_view(sim.say(fields.ref("user"), fields.text("text"), fields.place(), reply_to))


def _file(sim: Simulator, fields: Fields) -> Json:
    kind = fields.text("kind", "document")
    if kind not in get_args(MediaKind):
        raise ValueError(f"kind must be one of {', '.join(get_args(MediaKind))}")
    message = sim.send_file(
        fields.ref("user"),
        fields.text("name"),
        fields.content("content"),
        cast(MediaKind, kind),
        fields.optional("caption"),
        fields.place(),
        fields.text("mime", ""),
    )
    return views.message_view(message)


def _link(sim: Simulator, fields: Fields) -> Json:
    return views.message_view(sim.follow(fields.ref("user"), fields.text("url"), fields.place()))


def _edit(sim: Simulator, fields: Fields) -> Json:
    message = sim.edit(fields.ref("user"), fields.whole("message"), fields.text("text"), fields.place())
    return views.message_view(message)


def _delete(sim: Simulator, fields: Fields) -> Json:
    sim.delete(fields.ref("user"), fields.whole("message"), fields.place())
    return {}


def _vote(sim: Simulator, fields: Fields) -> Json:
    number = fields.whole("message")
    found = [m for m in sim.messages(fields.ref("user"), fields.place()) if m.id == number]
    if not found:
        raise LookupError(f"no message {number}")
    sim.vote(fields.ref("user"), found[0], fields.wholes("options"))
    return views.message_view(found[0])


def _block(sim: Simulator, fields: Fields) -> Json:
    sim.block(fields.ref("user"))
    return _shown_user(sim, fields)


def _unblock(sim: Simulator, fields: Fields) -> Json:
    sim.unblock(fields.ref("user"))
    return _shown_user(sim, fields)


def _shown_user(sim: Simulator, fields: Fields) -> Json:
    return views.user_view(sim.world.user(fields.ref("user")))


def _migrate(sim: Simulator, fields: Fields) -> Json:
    return views.chat_view(sim.migrate(fields.ref("chat")))


def _members(sim: Simulator, fields: Fields) -> Json:
    user = sim.world.user(fields.ref("user"))
    return _set_member(sim, fields, user, user)


def _bot(sim: Simulator, fields: Fields) -> Json:
    chat = sim.world.chat(fields.ref("chat"))
    return _set_member(sim, fields, sim.groups.creator(chat), sim.world.bot)


def _set_member(sim: Simulator, fields: Fields, by: User, who: User) -> Json:
    chat = sim.world.chat(fields.ref("chat"))
    status = fields.text("status")
    if status not in {"member", "administrator", "left", "kicked"}:
        raise ValueError("status must be member, administrator, left or kicked")
    sim.world.set_member(chat, by, who, status)
    return views.chat_view(chat)


def _faults(sim: Simulator, fields: Fields) -> Json:
    fault = sim.fault(
        fields.text("method", "*"),
        cast(FaultKind, fields.text("kind")),
        retry_after=fields.whole("retry_after", 1),
        seconds=fields.number("seconds", 30),
        description=fields.optional("description"),
        nth=fields.whole("nth", 1),
        times=fields.whole("times", 1),
        chat=fields.place(),
        after=fields.flag("after"),
    )
    return views.fault_view(fault)


def _clock(sim: Simulator, fields: Fields) -> Json:
    if "now" in fields:
        sim.clock.move(to=datetime.fromisoformat(fields.text("now")))
    elif "by" in fields:
        sim.clock.move(by=fields.number("by"))
    else:
        sim.clock.set_offset(fields.number("offset"))
    return views.clock_view(sim)


def _limits(sim: Simulator, fields: Fields) -> Json:
    sim.limits.on = fields.flag("on")
    sim.world.changes.record("limits", on=sim.limits.on)
    return {"on": sim.limits.on, "floods": sim.floods}


# Name of the call, what it does, the fields it takes.
ACTS: dict[str, tuple[Act, str]] = {
    "users": (_users, "name username id language note"),
    "groups": (_groups, "title members admins bot supergroup"),
    "say": (_say, "user chat text reply_to"),
    "file": (_file, "user chat name mime content caption kind"),
    "link": (_link, "user url chat"),
    "edit": (_edit, "user chat message text"),
    "delete": (_delete, "user chat message"),
    "vote": (_vote, "user chat message options"),
    "block": (_block, "user"),
    "unblock": (_unblock, "user"),
    "migrate": (_migrate, "chat"),
    "members": (_members, "chat user status"),
    "bot": (_bot, "chat status"),
    "faults": (_faults, "method chat nth times kind retry_after seconds description after"),
    "clock": (_clock, "now by offset"),
    "limits": (_limits, "on"),
}


def act(sim: Simulator, name: str, given: Json) -> Json:
    """Carries out one call."""
    if name not in ACTS:
        raise LookupError(f"no such call: {name}")
    do, known = ACTS[name]
    return do(sim, Fields(given, known))


async def press(sim: Simulator, given: Json) -> Json:
    """Presses a button; waits for the bot's answer if asked to."""
    fields = Fields(given, "user chat label data message wait")
    user, chat = fields.ref("user"), fields.place()
    if "data" in fields:
        pressed = sim.press_data(user, fields.text("data"), fields.whole("message"), chat)
    else:
        message = fields.whole("message") if "message" in fields else None
        pressed = sim.press(user, fields.text("label"), chat, message)
    if "wait" in fields:
        try:
            await sim.until(lambda: pressed.answered, fields.number("wait"), "the answer to a press")
        except TimeoutError:
            return views.press_view(pressed)  # "answered": false tells it
    return views.press_view(pressed)


async def _tour(sim: Simulator, given: Json) -> Json:
    """Does a step of the tour."""
    step = Fields(given, "step").text("step")
    if sim.tour is None:
        raise LookupError("there is no tour here")
    return await sim.tour.perform(sim, step)


async def _process(sim: Simulator, given: Json) -> Json:
    """Kills the bot, or starts it again."""
    what = Fields(given, "do").text("do")
    if what not in {"kill", "start"}:
        raise ValueError("do must be kill or start")
    if sim.keeper is None:
        raise LookupError("nobody keeps the bot's process here")
    await (sim.keeper.kill() if what == "kill" else sim.keeper.start())
    sim.world.changes.record("process", running=sim.keeper.running)
    return {"running": sim.keeper.running}


# Calls that wait for something.
SLOW: dict[str, Callable[[Simulator, Json], Awaitable[Json]]] = {"press": press, "tour": _tour, "process": _process}


def populate(sim: Simulator, world: Json) -> None:
    """The world to begin with: `{"users": [...], "groups": [...]}` with the fields of these two calls."""
    for kind in ("users", "groups"):
        for given in world.get(kind, []):
            act(sim, kind, given)
