"""A quiz as it is typed: questions with their options, the right one, and why (党支部工作制度 三（五）: 也可进行测试).

    1. 题目……
    A. ……
    B. ……
    答案：B
    解析：……

The limits are those of a native quiz poll (Bot API, sendPoll and InputPollOption).
"""

import re
from dataclasses import dataclass, field
from typing import NoReturn

from bot.rules.typed import cleaned

MOST_QUESTIONS = 10
LEAST_OPTIONS, MOST_OPTIONS = 2, 10
QUESTION_MOST, OPTION_MOST, EXPLANATION_MOST = 300, 100, 200  # characters
# Of fewer answers a share would tell who gave which: the committee sees one of this many first, and again of as many
# more (see bot/store/quizzes.py, count_finished).
FEWEST_SHOWN = 3

_LETTERS = "ABCDEFGHIJ"
_OPTION = re.compile(r"^([A-Ka-kＡ-Ｋ])\s*[.．、:：)）]\s*(.*)$")
_ANSWER = re.compile(r"^(?:正确)?(?:答案|answer)\s*[:：]\s*(.*)$", re.IGNORECASE)
_WHY = re.compile(r"^(?:解析|explanation)\s*[:：]\s*(.*)$", re.IGNORECASE)
_HEAD = re.compile(r"^(?:(?:题目|question)\s*\d{0,2}\s*[:：.．、]|第?\d{1,2}\s*[题.．、)）])\s*", re.IGNORECASE)
_FULL_WIDTH = {ord("Ａ") + place: letter for place, letter in enumerate("ABCDEFGHIJK")}


@dataclass(frozen=True)
class Question:
    """One question; ``answer`` is the place of the right option, from 0; ``explanation`` may be empty."""

    text: str
    options: tuple[str, ...]
    answer: int
    explanation: str = ""


class BadQuiz(Exception):
    """What was typed is no quiz. ``number`` of the question, from 1 (0: all of it); ``reason`` a word, with facts."""

    def __init__(self, number: int, reason: str, **facts: int | str) -> None:
        super().__init__(reason)
        self.number, self.reason, self.facts = number, reason, facts


@dataclass
class _Draft:
    """A question as its lines come in."""

    text: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    answer: str | None = None
    why: str | None = None

    @property
    def told(self) -> bool:
        """Whether the answer has been given: another line of text then begins the next question."""
        return self.answer is not None


def parse(text: str) -> list[Question]:
    """The questions of a text that is not empty, in order; BadQuiz at the first that cannot be asked."""
    drafts: list[_Draft] = []
    for line in filter(None, map(cleaned, text.splitlines())):
        _take(drafts, line)
    if len(drafts) > MOST_QUESTIONS:
        raise BadQuiz(0, "too_many", most=MOST_QUESTIONS)
    return [_question(number, draft) for number, draft in enumerate(drafts, start=1)]


def _take(drafts: list[_Draft], line: str) -> None:
    option, answer, why = _OPTION.match(line), _ANSWER.match(line), _WHY.match(line)
    last = drafts[-1] if drafts else None
    if last is not None and option and not last.told:
        last.letters.append(option[1].translate(_FULL_WIDTH).upper())
        last.options.append(option[2].strip())
    elif last is not None and answer and not last.told:
        last.answer = answer[1].strip()
    elif last is not None and why and last.told:
        last.why = why[1].strip()
    elif last is None or last.told or (last.options and _HEAD.match(line)):
        drafts.append(_Draft(text=[_HEAD.sub("", line, count=1)]))
    elif last.options:
        last.options[-1] = f"{last.options[-1]} {line}"
    else:
        last.text.append(line)


def _question(number: int, draft: _Draft) -> Question:
    text = "\n".join(filter(None, draft.text))
    _check(number, draft, text)
    return Question(text, tuple(draft.options), _right(number, draft), draft.why or "")


def _check(number: int, draft: _Draft, text: str) -> None:
    def bad(reason: str, **facts: int | str) -> NoReturn:
        raise BadQuiz(number, reason, **facts)

    if not text:
        bad("no_text")
    if len(text) > QUESTION_MOST:
        bad("long_text", length=len(text), most=QUESTION_MOST)
    if not LEAST_OPTIONS <= len(draft.options) <= MOST_OPTIONS:
        bad("options", count=len(draft.options), least=LEAST_OPTIONS, most=MOST_OPTIONS)
    if draft.letters != list(_LETTERS[: len(draft.letters)]):
        bad("letters", letters="".join(draft.letters))
    for letter, option in zip(draft.letters, draft.options, strict=True):
        if not option:
            bad("no_option", letter=letter)
        if len(option) > OPTION_MOST:
            bad("long_option", letter=letter, length=len(option), most=OPTION_MOST)
    if len(set(draft.options)) < len(draft.options):
        bad("same_options")
    if draft.why is not None and len(draft.why) > EXPLANATION_MOST:
        bad("long_why", length=len(draft.why), most=EXPLANATION_MOST)


def _right(number: int, draft: _Draft) -> int:
    if draft.answer is None:
        raise BadQuiz(number, "no_answer")
    letter = draft.answer.translate(_FULL_WIDTH).upper().rstrip("。.")
    if letter not in draft.letters:
        raise BadQuiz(number, "bad_answer", answer=draft.answer[:20], letters="".join(draft.letters))
    return draft.letters.index(letter)


def shown(answer: int) -> str:
    """The letter of an option."""
    return _LETTERS[answer]
