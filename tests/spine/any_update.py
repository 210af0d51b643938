"""Updates made up from the Bot API's own description: every kind, optional fields in and out, nested."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_type_hints

from bot.presses import Press
from bot.rules.calendar import Month
from bot.rules.words import Word
from simulator.simulator import Simulator
from simulator.types_described import book
from tests.spine import any_words

Json = dict[str, Any]

_DEEPEST = 4  # levels that optional fields open; required ones go on
_OPTIONAL_MOST = 4  # optional fields of one object at a time
_ARRAY = "Array of "
_NOW = 1_791_768_600  # 2026-10-12 09:30 in Shanghai; fields of a time lie around it


def _plain_union(names: Sequence[str]) -> dict[str, str]:
    """Subtype → its `type`: the rest of its name, as the description's own names go."""
    words = [re.findall("[A-Z][a-z]*", name) for name in names]
    shared = 0
    while all(len(w) > shared + 1 for w in words) and len({w[shared] for w in words}) == 1:
        shared += 1
    return {name: "_".join(w[shared:]).lower() for name, w in zip(names, words, strict=True)}


_KINDS = {
    name: kind
    for described in book()["types"].values()
    for name, kind in _plain_union([s for s in described.get("subtypes", ()) if s in book()["types"]]).items()
} | any_words.STATUSES


@dataclass
class Cast:
    """Who and what the updates are about."""

    simulator: Simulator
    people: Sequence[int]  # accounts of the branch
    groups: Sequence[int]  # groups the bot is in
    commands: Sequence[str]
    files: dict[str, str]  # type of a file → file_id of one that exists

    def buttons(self, chat_id: int) -> list[tuple[int, str]]:
        """What can be pressed on the newest cards in that chat: the message and what the button carries."""
        chat = self.simulator.world.chats.get(chat_id)
        shown = [message for message in self.simulator.world.visible(chat) if message.labels] if chat else []
        return [(m.id, button.data) for m in shown[-5:] for row in m.buttons for button in row if button.data]


class Maker:
    """Makes updates, the same ones for the same seed and the same answers of the bot."""

    def __init__(self, seed: int, cast: Cast) -> None:
        self._chance = random.Random(seed)
        self._cast = cast
        self._count = 0
        self._hand = cast.people[0]
        self._kinds = self._forever(sorted(set(_fields("Update")) - {"update_id"}))
        self._contents = self._forever(sorted(set(_fields("Message")) - {"message_id", "date", "chat"}))

    def update(self) -> tuple[str, Json]:
        """The next one: a message, a press or a change of the bot's own place, which the bot takes; or any kind."""
        kind = self._chance.choices(
            ("message", "callback_query", "my_chat_member", next(self._kinds)), (40, 40, 2, 18)
        )[0]
        types = _fields("Update")[kind]["types"]
        return kind, self._query() if kind == "callback_query" else self._value(types, kind, _DEEPEST)

    def _forever(self, names: list[str]) -> Iterator[str]:
        while True:
            yield from self._chance.sample(names, len(names))

    # --- by the description --------------------------------------------------------------------------------------

    def _value(self, types: Sequence[str], field: str, depth: int) -> Any:  # noqa: ANN401 - any JSON
        kind = self._chance.choice(types)
        if kind.startswith(_ARRAY):
            return [self._value([kind.removeprefix(_ARRAY)], field, depth - 1) for _ in range(1 + (depth > 0))]
        if kind in ("Integer", "Float", "Boolean", "String"):
            return self._plain(kind, field)
        if "subtypes" in book()["types"][kind]:
            subtypes = book()["types"][kind]["subtypes"]
            return self._value(subtypes if depth > 0 else subtypes[:1], field, depth - 1)
        return self._object(kind, depth)

    def _plain(self, kind: str, field: str) -> object:
        if kind == "Integer":
            times = field.endswith("date") or field == "unix_time"
            if times:
                return _NOW + self._chance.randrange(-(10**6), 10**6)
            return self._chance.choice(any_words.IDS if field.endswith("id") else any_words.NUMBERS)
        if kind == "Float":
            return self._chance.uniform(-180, 180)
        if field == "url":
            return "https://example.org/?a=1&b=<2>"  # Telegram keeps no link that is none
        return self._chance.choice((True, False)) if kind == "Boolean" else self.words()

    def _object(self, name: str, depth: int) -> Json:
        match name:
            case "Message":
                return self._message(depth)
            case "User":
                return self._user(self._anybody())
            case "Chat":
                return self._chat(self._anybody())
        made = self._fill(name, {}, depth)
        if name in _KINDS:
            made |= {key: _KINDS[name] for key in ("type", "status", "source") if key in _fields(name)}
        if "file_id" in made:
            made["file_id"] = self._cast.files.get(name, made["file_id"])
        return self._in_place(made) if name == "ChatMemberUpdated" else made

    def _fill(self, name: str, given: Json, depth: int) -> Json:
        """The object with all required and some optional fields."""
        known = {field: how for field, how in _fields(name).items() if field not in given}
        free = [field for field, how in known.items() if not how["required"]] if depth > 0 else []
        chosen = self._chance.sample(free, min(len(free), self._chance.randint(0, _OPTIONAL_MOST)))
        wanted = [field for field, how in known.items() if how["required"] or field in chosen]
        return given | {field: self._value(known[field]["types"], field, depth - 1) for field in wanted}

    # --- people, places, messages --------------------------------------------------------------------------------

    def words(self) -> str:
        """What somebody might write."""
        if self._chance.random() < 0.5:
            return self._chance.choice(any_words.WORDS)
        addressee = self._chance.choices(("", "@branch_bot", "@other_bot"), (8, 1, 1))[0]
        argument = self._chance.choice(("", "", f" {self._chance.choice(any_words.WORDS)}"))
        return f"/{self._chance.choice(self._cast.commands)}{addressee}{argument}"[:4096]

    def _anybody(self) -> int:
        everybody = (self._cast.people, any_words.STRANGERS, self._cast.groups, any_words.ELSEWHERE)
        return self._chance.choice(self._chance.choices(everybody, (55, 15, 15, 15))[0])

    def _somewhere(self) -> int:
        """A chat. People seldom do one thing only: most often whoever acted last in the private chat goes on."""
        if self._chance.random() < 0.8:
            self._hand = self._chance.choice(self._cast.people) if self._chance.random() < 0.1 else self._hand
            return self._hand
        return self._anybody()

    def _user(self, number: int) -> Json:
        number = number if number > 0 else self._chance.choice(any_words.SERVICE_ACCOUNTS)
        return self._fill("User", {"id": number, "is_bot": False, "first_name": f"账号{number}"}, 1)

    def _chat(self, number: int) -> Json:
        kind = "channel" if number in any_words.CHANNELS else "supergroup" if number < -(10**12) else "group"
        kind = kind if number < 0 else "private"
        named = {"first_name": f"账号{number}"} if kind == "private" else {"title": f"群{number}"}
        return {"id": number, "type": kind} | named

    def _in_place(self, made: Json) -> Json:
        """Somebody in a chat where that can be: alone in private, anybody in a group, perhaps nobody in a channel."""
        where = self._somewhere()
        made |= {"chat": self._chat(where), "from": self._user(where if where > 0 else abs(self._anybody()))}
        return made

    def _message(self, depth: int) -> Json:
        """One content in turn, some other fields with it."""
        self._count += 1
        made = self._in_place({"message_id": 10_000 + self._count, "date": _NOW + self._count})
        if self._chance.random() < 0.1:
            del made["from"]
        content = next(self._contents) if self._chance.random() < 0.5 else "text"
        if depth > 0 and content not in made:
            made[content] = self._value(_fields("Message")[content]["types"], content, depth - 1)
        made = self._fill("Message", made | {"migrate_to_chat_id": None, "from": made.get("from")}, depth - 1)
        if content == "migrate_to_chat_id":
            made[content] = -1_002_950_000_000 - self._count
        for text, entities in (("text", "entities"), ("caption", "caption_entities")):
            made[entities] = [self._entity(made[text])] if made.get(text) else None
        return {field: value for field, value in made.items() if value is not None}

    def _entity(self, text: str) -> Json:
        """Over the whole text; offsets and lengths are UTF-16 code units."""
        kind = self._chance.choice(list(any_words.ENTITIES))
        made = {"type": kind, "offset": 0, "length": len(text.encode("utf-16-le")) // 2}
        field = any_words.ENTITIES[kind]
        if field:
            made[field] = self._value(_fields("MessageEntity")[field]["types"], field, 1)
        return made

    # --- presses -------------------------------------------------------------------------------------------------

    def _query(self) -> Json:
        self._count += 1
        place = self._in_place({})
        number = place["chat"]["id"]
        made: Json = {"id": f"{self._count}", "from": place["from"], "chat_instance": "1"}
        buttons = self._cast.buttons(number)
        if buttons and self._chance.random() < 0.8:
            message, data = self._chance.choice(buttons)
            return made | {"message": self._shown(place["chat"], message), "data": data}
        made |= self._chance.choice(
            (
                {"message": self._shown(place["chat"], 20_000 + self._count)},
                {"message": {"chat": place["chat"], "message_id": 30_000 + self._count, "date": 0}},
                {"inline_message_id": "AAAA"},
                {},
            )
        )
        return made | self._chance.choice(
            ({"data": self._data()}, {"data": self._data()}, {"game_short_name": "go"}, {})
        )

    def _shown(self, chat: Json, number: int) -> Json:
        """A message of the bot with buttons."""
        bot = self._cast.simulator.world.bot
        sender = {"id": bot.id, "is_bot": True, "first_name": bot.name}
        return {"message_id": number, "date": _NOW, "chat": chat, "from": sender, "text": "卡片"}

    def _data(self) -> str:
        """A known tag with fields that fit, that nearly fit, or not at all."""
        kind = Press.kinds[self._chance.choice(sorted(Press.kinds))]
        hints = get_type_hints(kind)
        values = [self._spelled(hints[name]) for name in kind.fields]
        tag = kind.tag if self._chance.random() < 0.95 else "zz"
        return ":".join([tag, *values[: self._chance.choice((None, None, None, 1))]])[:64]

    def _spelled(self, hint: type) -> str:
        if self._chance.random() < 0.2:
            return self._chance.choice(any_words.GARBAGE)
        if issubclass(hint, Word):
            return str(self._chance.choice(list(hint)).value)
        if hint is Month:
            return self._chance.choice(("2026-09", "2026-10", "2026-11"))
        return str(self._chance.choice((0, 1, 1, 2, 3, 5, 8, 13) if hint is int else self._cast.commands))


def _fields(name: str) -> Json:
    described: Json = book()["types"][name].get("fields", {})
    return described
