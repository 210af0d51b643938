"""The bot itself: identity, commands, texts, answers to buttons."""

from collections.abc import Callable

from ..calls import Call
from ..checks import check_commands, check_length
from ..errors import refused, wrong
from ..menus import scope_key
from ..render import user_json
from ..wire import Json
from ..world import World

_ANSWER_MOST = 200
_TEXTS = {"Name": ("name", 64), "Description": ("description", 512), "ShortDescription": ("short_description", 120)}
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def get_me(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#getme."""
    abilities = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return user_json(world.bot) | abilities


def answer_callback_query(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#answercallbackquery. A query is answered once."""
    check_length("callback query answer", call.text("text"), _ANSWER_MOST)
    press = world.presses.get(call.text("callback_query_id"))
    if press is None or press.answered:
        raise refused(_TOO_OLD) if press is not None and press.answer_lost else wrong(_TOO_OLD)
    press.answered = True
    press.answer = call.text("text") or None
    press.alert = call.flag("show_alert")
    world.changes.record(
        "answer", chat=press.chat.id, press=press.id, user=press.user.id, answer=press.answer, alert=press.alert
    )
    return True


def set_my_commands(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#setmycommands."""
    commands = call.items("commands") or []
    check_commands(commands)
    world.menus.commands[_scope(world, call), call.text("language_code")] = commands
    world.changes.record("menu")
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    """https://core.telegram.org/bots/api#getmycommands: those set for exactly this scope and language."""
    return world.menus.commands.get((_scope(world, call), call.text("language_code")), [])


def delete_my_commands(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#deletemycommands."""
    world.menus.commands.pop((_scope(world, call), call.text("language_code")), None)
    world.changes.record("menu")
    return True


def _scope(world: World, call: Call) -> tuple[str, int, int]:
    key = scope_key(call.item("scope"))
    _, chat, user = key
    if chat and chat not in world.chats:
        raise wrong("chat not found")
    if user and user not in world.users:
        raise wrong("user not found")
    return key


def set_chat_menu_button(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#setchatmenubutton."""
    world.menus.buttons[_private(world, call)] = call.item("menu_button") or {"type": "default"}
    world.changes.record("menu")
    return True


def get_chat_menu_button(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#getchatmenubutton."""
    default = world.menus.buttons.get(0, {"type": "commands"})
    return world.menus.buttons.get(_private(world, call), default)


def _private(world: World, call: Call) -> int:
    chat = call.number("chat_id")
    if chat and chat not in world.users:
        raise wrong("chat not found")
    return chat


def _setter(kind: str) -> Callable[[World, Call], bool]:
    name, most = _TEXTS[kind]

    def set_text(world: World, call: Call) -> bool:
        check_length(name, call.text(name), most)
        world.profile[name, call.text("language_code")] = call.text(name)
        world.changes.record("profile")
        return True

    return set_text


def _getter(kind: str) -> Callable[[World, Call], Json]:
    name, _ = _TEXTS[kind]

    def get_text(world: World, call: Call) -> Json:
        default = world.bot.name if name == "name" else ""
        for language in (call.text("language_code"), ""):
            if text := world.profile.get((name, language)):
                return {name: text}
        return {name: default}

    return get_text


METHODS: dict[str, Callable[[World, Call], object]] = {
    "getMe": get_me,
    "answerCallbackQuery": answer_callback_query,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    **{f"setMy{kind}": _setter(kind) for kind in _TEXTS},
    **{f"getMy{kind}": _getter(kind) for kind in _TEXTS},
}
