"""Polls and quizzes: https://core.telegram.org/bots/api#sendpoll."""

from ..calls import Call
from ..checks import check_length, format_text
from ..errors import wrong
from ..model import Message
from ..render import message_json
from ..wire import Json
from ..world import World
from .common import formatted, message_in, open_chat, replied, reply_markup


def send_poll(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#sendpoll."""
    poll = _poll(world, call)
    markup = reply_markup(call)
    chat = open_chat(world, call)
    message = world.post(
        Message(
            chat,
            world.bot,
            poll=poll,
            markup=markup,
            reply_to=replied(world, call, chat),
            protected=call.flag("protect_content"),
        )
    )
    return message_json(message)


def _poll(world: World, call: Call) -> Json:
    question, entities = formatted(call, "question", "question_parse_mode", "question_entities")
    if not 1 <= len(question) <= 300:
        raise wrong("poll question must be 1-300 characters long")
    options = call.items("options") or []
    if not 1 <= len(options) <= 12:
        raise wrong("poll must have 1-12 options")
    kind = call.text("type", "regular")
    if kind not in {"regular", "quiz"}:
        raise wrong("wrong poll type specified")
    poll: Json = {
        "id": world.number(),
        "question": question,
        "options": [_option(option, index, call) for index, option in enumerate(options)],
        "total_voter_count": 0,
        "is_closed": call.flag("is_closed"),
        "is_anonymous": call.flag("is_anonymous", True),
        "type": kind,
        "allows_multiple_answers": call.flag("allows_multiple_answers"),
        "allows_revoting": call.flag("allows_revoting", kind == "regular"),
        "members_only": call.flag("members_only"),
    }
    if entities:
        poll["question_entities"] = entities
    return poll | _quiz(call, len(options)) if kind == "quiz" else poll


def _option(option: Json, index: int, call: Call) -> Json:
    text, entities = format_text(
        option["text"], option.get("text_parse_mode", ""), option.get("text_entities"), call.notes
    )
    if not 1 <= len(text) <= 100:
        raise wrong("poll option must be 1-100 characters long")
    shown: Json = {"persistent_id": str(index), "text": text, "voter_count": 0}
    return shown | {"text_entities": entities} if entities else shown


def _quiz(call: Call, options: int) -> Json:
    correct = call.params.get("correct_option_ids") or []
    if not correct or not all(0 <= index < options for index in correct):
        raise wrong("quiz must have correct options")
    explanation, entities = formatted(call, "explanation", "explanation_parse_mode", "explanation_entities")
    check_length("explanation", explanation, 200)
    shown: Json = {"correct_option_ids": correct}
    return shown | {"explanation": explanation, "explanation_entities": entities} if explanation else shown


def stop_poll(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#stoppoll."""
    chat = open_chat(world, call)
    message = message_in(chat, call.number("message_id"), "with poll to stop")
    if message.poll is None or message.sender is not world.bot or message.poll["is_closed"]:
        raise wrong("poll can't be stopped")
    message.poll["is_closed"] = True
    message.markup = reply_markup(call)
    world.changes.record("edited", chat=chat.id, message=message)
    return message.poll


METHODS = {"sendPoll": send_poll, "stopPoll": stop_poll}
