"""What may be done in a step of the tour: one class for each kind of act, with the fields of its entry."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Protocol, TypeAlias

from .stage import Stage, StepError, Words

_LINK = re.compile(r"https://t\.me/\S+")
_A_MORNING = 1.5  # seconds that the bot gets to speak up on a morning


class Deed(Protocol):
    """One act."""

    async def perform(self, stage: Stage) -> None: ...


@dataclass(frozen=True)
class Say:
    """Writes."""

    user: str
    chat: str | None
    text: str

    async def perform(self, stage: Stage) -> None:
        """At once."""
        stage.said(self.user, stage.simulator.say(self.user, self.text, self.chat))


@dataclass(frozen=True)
class Send:
    """Sends a text file."""

    user: str
    chat: str | None
    name: str
    content: str

    async def perform(self, stage: Stage) -> None:
        """At once."""
        message = stage.simulator.send_file(self.user, self.name, self.content.encode(), chat=self.chat)
        stage.said(self.user, message)


@dataclass(frozen=True)
class Press:
    """Presses a button once it is there, and waits for the answer; not where one of ``unless`` is there instead."""

    user: str
    chat: str | None
    labels: Words
    unless: Words

    async def perform(self, stage: Stage) -> None:
        """StepError when neither comes."""
        wanted = f"{self.user} to have the button {' / '.join(self.labels + self.unless)}"
        message, label = await stage.until(
            lambda: stage.button(self.user, self.chat, self.labels + self.unless), wanted
        )
        if label in self.labels:
            press = stage.simulator.press(self.user, label, self.chat, message)
            await stage.until(lambda: press.answered, f"an answer to {self.user} pressing {label}")


@dataclass(frozen=True)
class Vote:
    """Chooses the option of a poll once it is there."""

    user: str
    chat: str | None
    options: Words

    async def perform(self, stage: Stage) -> None:
        """StepError when no such poll comes."""
        wanted = f"{self.user} to have a poll with {' / '.join(self.options)}"
        message, option = await stage.until(lambda: stage.option(self.user, self.chat, self.options), wanted)
        stage.simulator.vote(self.user, message, [option])


@dataclass(frozen=True)
class Follow:
    """Follows the newest link to the bot that somebody else has been sent."""

    user: str
    other: str

    async def perform(self, stage: Stage) -> None:
        """StepError when there is none."""

        def link() -> str | None:
            texts = (message.text for message in stage.fresh(self.other, None))
            return next((found[0] for text in texts if (found := _LINK.search(text))), None)

        stage.simulator.follow(self.user, await stage.until(link, f"{self.other} to have a link"))


@dataclass(frozen=True)
class See:
    """Waits for a text; the last one seen is the sign that the step worked."""

    user: str
    chat: str | None
    texts: Words

    async def perform(self, stage: Stage) -> None:
        """StepError when it does not come."""
        wanted = f"{self.user} to see {' / '.join(self.texts)}"
        stage.signs.append(await stage.until(lambda: stage.message(self.user, self.chat, self.texts), wanted))


@dataclass(frozen=True)
class Wait:
    """Lets mornings come until somebody sees a text: a bot is silent on days off."""

    user: str
    texts: Words
    mornings: int
    at: time

    async def perform(self, stage: Stage) -> None:
        """StepError when it has not come on the last one."""
        for _ in range(self.mornings):
            found = lambda: stage.message(self.user, None, self.texts)  # noqa: E731 - it is a look, not a function
            try:
                stage.signs.append(await stage.until(found, "the morning", _A_MORNING))
            except StepError:
                await Move(days=1, month=None, at=self.at).perform(stage)
            else:
                return
        raise StepError(f"{self.mornings} mornings went by, and {self.user} did not see {' / '.join(self.texts)}")


@dataclass(frozen=True)
class Move:
    """Moves the clock forward by days, or to so many days after (negative: before) the next end of a month."""

    days: int
    month: int | None
    at: time

    async def perform(self, stage: Stage) -> None:
        """At once."""
        clock = stage.simulator.clock
        now = clock.now().astimezone(self.at.tzinfo)
        if self.month is None:
            to = datetime.combine(now.date() + timedelta(days=self.days), self.at)
        else:
            to = self._from_the_end(now, self.month)
        clock.move(to=to)

    def _from_the_end(self, now: datetime, days: int) -> datetime:
        first = now.date().replace(day=1)
        while True:
            first = (first + timedelta(days=31)).replace(day=1)
            moment = datetime.combine(first + timedelta(days=days - 1), self.at)
            if moment > now:
                return moment


Entry: TypeAlias = Mapping[str, Any]


def _say(entry: Entry) -> Deed:
    return Say(entry["user"], entry.get("chat"), entry["say"])


def _send(entry: Entry) -> Deed:
    return Send(entry["user"], entry.get("chat"), entry["file"]["name"], entry["file"]["text"])


def _press(entry: Entry) -> Deed:
    return Press(entry["user"], entry.get("chat"), words(entry["press"]), words(entry.get("unless", ())))


def _vote(entry: Entry) -> Deed:
    return Vote(entry["user"], entry.get("chat"), words(entry["vote"]))


def _follow(entry: Entry) -> Deed:
    return Follow(entry["user"], entry["link"])


def _see(entry: Entry) -> Deed:
    if "mornings" in entry:
        return Wait(entry["user"], words(entry["sees"]), entry["mornings"], time.fromisoformat(entry["at"]))
    return See(entry["user"], entry.get("chat"), words(entry["sees"]))


def _move(entry: Entry) -> Deed:
    given = entry["clock"]
    return Move(given.get("days", 0), given.get("month"), time.fromisoformat(given["at"]))


# The field that tells the kind, what it makes, the other fields it may have.
_KINDS: dict[str, tuple[Callable[[Entry], Deed], set[str]]] = {
    "say": (_say, {"user", "chat"}),
    "file": (_send, {"user", "chat"}),
    "press": (_press, {"user", "chat", "unless"}),
    "vote": (_vote, {"user", "chat"}),
    "link": (_follow, {"user"}),
    "sees": (_see, {"user", "chat", "mornings", "at"}),
    "clock": (_move, set()),
}


def deed(entry: Entry) -> Deed:
    """The act of one entry; ValueError where it is none."""
    kinds = [kind for kind in _KINDS if kind in entry]
    if len(kinds) != 1 or entry.keys() - _KINDS[kinds[0]][1] - {kinds[0]}:
        raise ValueError(f"an act has one of {', '.join(_KINDS)} and the fields that go with it: {dict(entry)}")
    return _KINDS[kinds[0]][0](entry)


def words(given: str | Mapping[str, str] | list[Any] | tuple[()]) -> Words:
    """A text, its forms by language, or a list of either: any of them will do."""
    if isinstance(given, str):
        return (given,)
    if isinstance(given, Mapping):
        return tuple(given.values())
    return tuple(word for each in given for word in words(each))
