"""A guided tour: steps that show what a bot can do, each done at the press of one button. Data, told by a TOML file.

    [[step]]
    id = "dues"
    title = {zh = "…", en = "…"}
    text = {zh = "…", en = "…"}
    look = [{user = "陈同志"}, {user = "李同志", chat = "a group"}]   # at most two
    acts = [
      {user = "陈同志", say = "/dues"},
      {user = "陈同志", press = {zh = "确认已交", en = "I have paid"}},
      {user = "陈同志", sees = "130.50"},
    ]

What an act may be stands in deeds.py; the simulator's README tells it in words.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from .deeds import Deed, deed
from .model import Message
from .simulator import Simulator
from .stage import Stage, StepError, at_rest
from .wire import Json

_PATIENCE = 75.0  # seconds for each act: in a group that has had twenty messages in a minute, the next one waits


@dataclass(frozen=True)
class Step:
    """One step. ``look`` says where to look afterwards: people, and a group or none for the private chat."""

    id: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    look: Sequence[Json]
    acts: Sequence[Deed]

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Self:
        """A step of the file; ValueError where something is missing or unknown."""
        fields = {"id", "title", "text", "look", "acts"}
        if entry.keys() != fields:
            raise ValueError(f"a step has {', '.join(sorted(fields))}, not {', '.join(sorted(entry))}")
        look = [{"user": place["user"], "chat": place.get("chat")} for place in entry["look"]]
        return cls(entry["id"], entry["title"], entry["text"], look, [deed(act) for act in entry["acts"]])


class Tour:
    """The steps, which of them have been done, and the one that is being done."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = {step.id: step for step in steps}
        self.done: set[str] = set()
        self.running: str | None = None
        if len(self.steps) < len(steps):
            raise ValueError("two steps have the same id")

    @classmethod
    def read(cls, file: Path) -> Self:
        """The tour of a file."""
        return cls([Step.of(entry) for entry in tomllib.loads(file.read_text(encoding="utf-8"))["step"]])

    async def perform(self, simulator: Simulator, name: str, patience: float = _PATIENCE) -> Json:
        """Does a step: where to look, and the message that shows that it worked. StepError where it did not."""
        step = self.steps.get(name)
        if step is None:
            raise LookupError(f"no step {name!r}; there are {', '.join(self.steps)}")
        if self.running is not None:
            raise StepError(f"the step {self.running} is being done")
        if simulator.keeper is not None and not simulator.keeper.running:
            raise StepError("the bot does not run")
        self._tell(simulator, step, running=True)
        try:
            await at_rest(simulator)
            signs = await _act(step, Stage(simulator, patience))
            self.done.add(step.id)
        finally:
            self._tell(simulator, step, running=False)
        shown = [{"chat": sign.chat.id, "message": sign.id} for sign in signs]
        return {"look": step.look, "message": signs[-1].id if signs else None, "signs": shown}

    def _tell(self, simulator: Simulator, step: Step, *, running: bool) -> None:
        self.running = step.id if running else None
        done = step.id in self.done
        simulator.world.changes.record("tour", step=step.id, running=running, done=done)


async def _act(step: Step, stage: Stage) -> list[Message]:
    """The messages that show that it worked."""
    for number, act in enumerate(step.acts, start=1):
        try:
            await act.perform(stage)
        except (StepError, LookupError, ValueError) as error:
            raise StepError(f"{step.id}, act {number}: {error}") from error
    return stage.signs


def tour_view(tour: Tour | None) -> Json:
    """The tour as the control interface shows it."""
    steps = [
        {"id": step.id, "title": step.title, "text": step.text, "look": step.look, "done": step.id in tour.done}
        for step in tour.steps.values()
    ] if tour else []  # fmt: skip
    return {"steps": steps, "running": tour.running if tour else None}
