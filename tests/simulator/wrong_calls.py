"""Wrong calls: method, parameters, what Telegram answers after `Bad Request: ` (or lets pass, with what is noted)."""

import json

from tests.simulator.wrong_messages import CHAT, WRONG_MESSAGES, Wrong, keyboard, markup, text


def commands(*given: dict[str, str]) -> dict[str, object]:
    return {"commands": json.dumps(given)}


WRONG: list[Wrong] = [
    *WRONG_MESSAGES,
    ("sendChatAction", {"chat_id": CHAT, "action": "dancing"}, "wrong parameter action in request"),
    ("sendDocument", {"chat_id": CHAT}, "there is no document in the request"),
    ("sendDocument", {"chat_id": CHAT, "document": "nothing"}, "wrong file identifier/HTTP URL specified"),
    ("sendDocument", {"chat_id": CHAT, "document": "attach://nothing"}, "attached file nothing not found"),
    ("sendDocument", {"chat_id": CHAT, "document": "x", "caption": "字" * 1025}, "message caption is too long"),
    ("sendPhoto", {"chat_id": CHAT, "photo": "https://a.cn/x.png"}, "Not implemented by the simulator: files by URL"),
    (
        "sendMediaGroup",
        {"chat_id": CHAT, "media": '[{"type": "photo", "media": "x"}]'},
        "wrong number of media in the album: it must be 2-10",
    ),
    (
        "sendMediaGroup",
        {"chat_id": CHAT, "media": '[{"type": "fax", "media": "x"}]'},
        "media[0].type must be one of audio, document, live_photo, photo, video",
    ),
    (
        "sendMediaGroup",
        {"chat_id": CHAT, "media": '[{"type":"photo","media":"x"},{"type":"document","media":"x"}]'},
        "documents and audio files can't be mixed with other media in an album",
    ),
    ("getFile", {"file_id": "x"}, "invalid file_id"),
    ("sendPoll", {"chat_id": CHAT, "question": "x"}, 'parameter "options" is required'),
    ("sendPoll", {"chat_id": CHAT, "question": "x", "options": "[]"}, "poll must have 1-12 options"),
    (
        "sendPoll",
        {"chat_id": CHAT, "question": "x", "options": '["a"]'},
        "options[0] must be an object of type InputPollOption",
    ),
    (
        "sendPoll",
        {"chat_id": CHAT, "question": "x", "options": '[{"text": "a"}]', "type": "quiz"},
        "quiz must have correct options",
    ),
    ("editMessageText", {"chat_id": CHAT, "text": "x"}, "message identifier is not specified"),
    ("editMessageText", {"message_id": 1, "text": "x"}, "chat_id is empty"),
    ("editMessageText", {"chat_id": CHAT, "message_id": 1}, "message text is empty"),
    ("editMessageText", {"chat_id": CHAT, "message_id": 1, "text": "x"}, "message can't be edited"),
    ("editMessageText", {"chat_id": CHAT, "message_id": 99, "text": "x"}, "message to edit not found"),
    (
        "editMessageCaption",
        {"chat_id": CHAT, "message_id": 2, "caption": "x"},
        "there is no caption in the message to edit",
    ),
    (
        "editMessageMedia",
        {"chat_id": CHAT, "message_id": 2, "media": '{"type": "document", "media": "attach://x"}'},
        "Not implemented by the simulator: a file in place of a text, or in an album",
    ),
    ("deleteMessage", {"chat_id": CHAT, "message_id": 99}, "message to delete not found"),
    ("deleteMessages", {"chat_id": CHAT, "message_ids": "[]"}, "there must be 1-100 message identifiers"),
    ("deleteMessages", {"chat_id": CHAT, "message_ids": '["1"]'}, "message_ids[0] must be of type Integer"),
    ("pinChatMessage", {"chat_id": CHAT, "message_id": 99}, "message to pin not found"),
    (
        "copyMessage",
        {"chat_id": CHAT, "from_chat_id": CHAT, "message_id": 99},
        "message to be copied or forwarded not found",
    ),
    (
        "copyMessages",
        {"chat_id": CHAT, "from_chat_id": CHAT, "message_ids": "[2, 1]"},
        "message identifiers must be 1-100 in strictly increasing order",
    ),
    (
        "answerCallbackQuery",
        {"callback_query_id": "7"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    ("answerCallbackQuery", {"callback_query_id": "7", "text": "字" * 201}, "callback query answer is too long"),
    ("setMyCommands", commands({"command": "Start", "description": "x"}), "BOT_COMMAND_INVALID"),
    ("setMyCommands", commands({"command": "x" * 33, "description": "x"}), "BOT_COMMAND_INVALID"),
    ("setMyCommands", commands({"command": "x", "description": ""}), "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", commands({"command": "x", "description": "字" * 257}), "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", commands({"command": "x"}), "commands[0].description is required in BotCommand"),
    (
        "setMyCommands",
        commands(*[{"command": f"c{n}", "description": "x"} for n in range(101)]),
        "BOT_COMMANDS_TOO_MUCH",
    ),
    (
        "setMyCommands",
        {**commands(), "scope": '{"type": "everyone"}'},
        "scope.type must be one of default, all_private_chats, all_group_chats, all_chat_administrators, chat, "
        "chat_administrators, chat_member",
    ),
    ("setMyCommands", {**commands(), "scope": '{"type": "chat"}'}, "scope.chat_id is required in BotCommandScopeChat"),
    ("setMyCommands", {**commands(), "scope": '{"type": "chat", "chat_id": 42}'}, "chat not found"),
    ("setMyDescription", {"description": "x" * 513}, "description is too long"),
    (
        "setMessageReaction",
        {"chat_id": CHAT, "message_id": 1, "reaction": '[{"type": "emoji"}]'},
        "reaction[0].emoji is required in ReactionTypeEmoji",
    ),
    ("getChat", {"chat_id": 42}, "chat not found"),
    ("getChatMember", {"chat_id": CHAT, "user_id": 42}, "user not found"),
    ("leaveChat", {"chat_id": CHAT}, "chat member status can't be changed in private chats"),
    ("setWebhook", {"url": "https://a.cn/hook"}, "Not implemented by the simulator: webhooks; use getUpdates"),
    ("banChatMember", {"chat_id": CHAT, "user_id": CHAT}, "Not implemented by the simulator: banChatMember"),
]

LET_PASS: list[Wrong] = [
    ("sendMessage", {"chat_id": CHAT, "text": "x", "colour": "red"}, "sendMessage has no parameter colour"),
    (
        "sendMessage",
        markup(keyboard(callback_data="x", size=3)),
        "reply_markup.inline_keyboard[0][0]: InlineKeyboardButton has no field size",
    ),
    ("sendMessage", text("a & b"), "parse mode HTML: & must be escaped (&lt; &gt; &amp; &quot;)"),
    ("sendMessage", text("a > b"), "parse mode HTML: > must be escaped (&lt; &gt; &amp; &quot;)"),
    ("sendMessage", text("a&nbsp;b"), "parse mode HTML: &nbsp; must be escaped (&lt; &gt; &amp; &quot;)"),
    ("sendMessage", text("<code><b>x</b></code>"), "parse mode HTML: b within pre or code"),
    (
        "sendMessage",
        text("<blockquote>a<blockquote>b</blockquote></blockquote>"),
        "parse mode HTML: blockquote can't be nested",
    ),
    ("sendMessage", text('<a href="nowhere">x</a>'), "parse mode HTML: nowhere is no link, its text stays plain"),
    ("getUpdates", {"allowed_updates": '["messages"]'}, "there are no updates of kind messages"),
]
