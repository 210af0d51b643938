"""Command menus by scope and language: https://core.telegram.org/bots/api#botcommandscope."""

from collections.abc import Iterator

from .errors import wrong
from .model import Chat, User
from .wire import Json

_ADMINS = {"creator", "administrator"}

ScopeKey = tuple[str, int, int]  # kind, chat, user; 0 where the kind has none


def scope_key(scope: Json | None) -> ScopeKey:
    """The scope as a key. A chat that has no id here is a channel's @name, which does not exist."""
    if scope is None:
        return "default", 0, 0
    chat = scope.get("chat_id", 0)
    if isinstance(chat, str):
        if not chat.lstrip("-").isdigit():
            raise wrong("chat not found")
        chat = int(chat)
    return scope["type"], chat, scope.get("user_id", 0)


class Menus:
    """The commands the bot has set."""

    def __init__(self) -> None:
        self.commands: dict[tuple[ScopeKey, str], list[Json]] = {}
        self.buttons: dict[int, Json] = {}  # menu button by private chat; 0: the default

    def shown(self, user: User, chat: Chat) -> list[Json]:
        """What this person is offered there: the first scope that has commands, in Telegram's order."""
        for scope in _scopes(user, chat):
            for language in (user.language or "", ""):
                if (scope, language) in self.commands:
                    return self.commands[scope, language]
        return []


def _scopes(user: User, chat: Chat) -> Iterator[ScopeKey]:
    admin = chat.members.get(user.id) in _ADMINS
    if chat.private:
        yield "chat", chat.id, 0
        yield "all_private_chats", 0, 0
    else:
        yield "chat_member", chat.id, user.id
        if admin:
            yield "chat_administrators", chat.id, 0
        yield "chat", chat.id, 0
        if admin:
            yield "all_chat_administrators", 0, 0
        yield "all_group_chats", 0, 0
    yield "default", 0, 0
