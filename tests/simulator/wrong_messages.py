"""Wrong calls of sendMessage: text, markup, buttons."""

import json
from typing import TypeAlias

Wrong: TypeAlias = tuple[str, dict[str, object], str]

CHAT = 1_000_001


def keyboard(**button: object) -> str:
    return json.dumps({"inline_keyboard": [[{"text": "按钮", **button}]]})


def text(source: str, mode: str = "HTML") -> dict[str, object]:
    return {"chat_id": CHAT, "text": source, "parse_mode": mode}


def markup(value: str) -> dict[str, object]:
    return {"chat_id": CHAT, "text": "x", "reply_markup": value}


PARSE = "can't parse entities: "
WRONG_MESSAGES: list[Wrong] = [
    ("sendMessage", {"text": "x"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": "", "text": "x"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": "me", "text": "x"}, "chat_id must be of type Integer"),
    ("sendMessage", {"chat_id": "@channel", "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": 42, "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": CHAT}, "message text is empty"),
    ("sendMessage", {"chat_id": CHAT, "text": " \n "}, "text must be non-empty"),
    ("sendMessage", text("<b> </b>"), "text must be non-empty"),
    ("sendMessage", {"chat_id": CHAT, "text": "字" * 4097}, "message is too long"),
    ("sendMessage", text("x", "BBCode"), "unsupported parse_mode"),
    ("sendMessage", text("<b>x"), PARSE + 'Can\'t find end tag corresponding to start tag "b"'),
    ("sendMessage", text("中<p>x</p>"), PARSE + 'Unsupported start tag "p" at byte offset 3'),
    ("sendMessage", text("<br/>"), PARSE + 'Unsupported start tag "br" at byte offset 0'),
    (
        "sendMessage",
        text("<b><i>x</b></i>"),
        PARSE + 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    ),
    ("sendMessage", text("x</b>"), PARSE + "Unexpected end tag at byte offset 1"),
    ("sendMessage", text("1 < 2"), PARSE + "Unclosed start tag at byte offset 2"),
    ("sendMessage", text("<span>x</span>"), PARSE + 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    (
        "sendMessage",
        text("a.b", "MarkdownV2"),
        PARSE + "Character '.' is reserved and must be escaped with the preceding '\\'",
    ),
    ("sendMessage", text("*x", "MarkdownV2"), PARSE + "Can't find end of Bold entity starting at byte offset 0"),
    ("sendMessage", text("中*x", "Markdown"), PARSE + "Can't find end of the entity starting at byte offset 3"),
    (
        "sendMessage",
        {"chat_id": CHAT, "text": "x", "protect_content": "maybe"},
        "protect_content must be of type Boolean",
    ),
    (
        "sendMessage",
        {"chat_id": CHAT, "text": "x", "message_thread_id": "1.5"},
        "message_thread_id must be of type Integer",
    ),
    (
        "sendMessage",
        {"chat_id": CHAT, "text": "x", "entities": '[{"type": "bold", "offset": 0}]'},
        "entities[0].length is required in MessageEntity",
    ),
    (
        "sendMessage",
        {"chat_id": CHAT, "text": "x", "entities": '[{"type": "bold", "offset": 0, "length": 5}]'},
        "entity bold lies outside of the text",
    ),
    (
        "sendMessage",
        {"chat_id": CHAT, "text": "x", "reply_parameters": '{"message_id": 99}'},
        "message to be replied not found",
    ),
    (
        "sendMessage",
        {"chat_id": CHAT, "text": "x", "reply_parameters": '{"message_id": "1"}'},
        "reply_parameters.message_id must be of type Integer",
    ),
    ("sendMessage", markup("{"), "can't parse reply_markup JSON object"),
    ("sendMessage", markup('"x"'), "reply_markup must be an object of type InlineKeyboardMarkup"),
    ("sendMessage", markup('{"inline_keyboard": {}}'), "reply_markup.inline_keyboard must be an Array"),
    ("sendMessage", markup('{"inline_keyboard": [{"text": "x"}]}'), "reply_markup.inline_keyboard[0] must be an Array"),
    ("sendMessage", markup('{"inline_keyboard": [[]]}'), "reply markup has an empty row of buttons"),
    (
        "sendMessage",
        markup('{"inline_keyboard": [[{"callback_data": "x"}]]}'),
        "reply_markup.inline_keyboard[0][0].text is required in InlineKeyboardButton",
    ),
    (
        "sendMessage",
        markup(keyboard()),
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "sendMessage",
        markup(keyboard(callback_data="x", url="https://a.cn")),
        "can't parse inline keyboard button: exactly one action is allowed, found callback_data, url",
    ),
    ("sendMessage", markup(keyboard(callback_data="")), "BUTTON_DATA_INVALID"),
    ("sendMessage", markup(keyboard(callback_data="字" * 22)), "BUTTON_DATA_INVALID"),
    (
        "sendMessage",
        markup(keyboard(callback_data=1)),
        "reply_markup.inline_keyboard[0][0].callback_data must be of type String",
    ),
    ("sendMessage", markup(keyboard(url="nowhere")), "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"),
    (
        "sendMessage",
        markup(keyboard(callback_data="x", style="pink")),
        "can't parse inline keyboard button: unknown style pink",
    ),
    (
        "sendMessage",
        markup(json.dumps({"inline_keyboard": [[{"text": "x", "callback_data": "x"}]] * 101})),
        "reply markup is too long",
    ),
    ("sendMessage", markup('{"keyboard": [[""]]}'), "keyboard button text must be non-empty"),
]
