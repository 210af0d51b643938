"""A secret vote on an admission in the store, by the experiment of test_secrecy.py, with an opinion in writing beside
the box: that one is signed, and tells nothing of the others."""

import json
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import Clock
from tests.databases import Place
from tests.scene import Scene
from tests.store.test_secrecy import (
    RESULTS,
    TRACES,
    VOTERS,
    Seen,
    _drawn_alike,
    _look,
    _opened,
    casts,
    places,  # noqa: F401 - a fixture
    world,
)
from tests.store.test_secrecy_elections import _sends_nothing
from tests.stories.admitting import opens, prepared, stated
from tests.stories.test_ballots_closed import ends
from tests.stories.test_ballots_verdict import attendance

MOMENT = datetime(2026, 10, 12, 1, 30, tzinfo=UTC)
MORE = "\n孙组织,第一党小组,组织委员,正式党员,,,在职,5000\n黄积极,第一党小组,,入党积极分子,,,在职,\n"
AWAY, THERE = VOTERS[-1], VOTERS[:-1]

ONE_WAY = ("赞成", "反对", "弃权", "赞成")
ANOTHER = ("弃权", "赞成", "赞成", "反对")  # the same figures, given by others
ALL_ALIKE = ("反对", "反对", "反对", "反对")


async def observed(scene: Scene, choices: Sequence[str], now: list[datetime]) -> Seen:
    """A whole ballot, watched: with somebody about to confirm, before the end, and after it."""
    seen, zheng, away = Seen(), scene.person("郑书记"), scene.person(AWAY)
    sun = await prepared(scene)
    for label in ("请假", "因公", "跳过", "书面意见", "赞成"):
        await away.presses(label)
        await scene.quiet()
    now[0] += timedelta(days=3, hours=5, minutes=10)
    await attendance(zheng)
    await stated(scene)
    await opens(sun)
    for number, (name, choice) in enumerate(zip(THERE, choices, strict=True)):
        if number == 2:
            await scene.person(name).presses(choice)
            await _look(scene, seen)
            await scene.person(name).presses("« 返回")
        await casts(scene, name, choice)
    await _look(scene, seen)
    shutil.copytree(scene.settings.keys_dir, scene.folder / "keys during")
    await ends(sun)
    await _look(scene, seen)
    return seen


async def test_all_that_can_be_measured_is_the_same_whoever_chose_what_about_a_person(
    tmp_path: Path,
    places: Callable[[str], Place],  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: dict[str, Seen] = {}
    monkeypatch.setattr("bot.actions.reminders.send_due", _sends_nothing)
    for name, choices in {"one": ONE_WAY, "another": ANOTHER, "alike": ALL_ALIKE}.items():
        now = [MOMENT]
        monkeypatch.setattr(Clock, "now", lambda clock, now=now: now[0])
        monkeypatch.setattr("bot.keys.ballots.os", _drawn_alike())
        async with world(tmp_path / name, places(name), MORE, ("孙组织", "黄积极")) as scene:
            fresh = scene.place.on_disk()
            found[name] = seen = await observed(scene, choices, now)
            before = b"".join(seen.raw[:2])
            assert [trace for trace in TRACES if trace in before and trace not in fresh] == []
            # The key of then opens the box of then; those that are left open nothing.
            assert len(_opened(scene.folder / "keys during", b"", seen.boxes[-1:])) == 1
            assert _opened(scene.settings.keys_dir, before, seen.boxes) == []
    confirming, before_end, after = zip(*(seen.measured for seen in found.values()), strict=True)
    assert confirming[0] == confirming[1] == confirming[2]
    assert before_end[0] == before_end[1] == before_end[2]
    assert [row["voted"] for row in before_end[0]["electors"]].count(True) == len(THERE)
    assert [row["choice"] for row in before_end[0]["written_opinions"]] == ["for"]
    assert after[0] == after[1]
    (one,), (alike,) = after[0].pop("published"), after[2].pop("published")
    (away,) = (person["id"] for person in after[0]["people"] if person["name"] == AWAY)
    for card in (card for each in after for card in each["cards"]):
        # The published figures show on their cards, and on that of the one who wrote, who is the same in all runs.
        if card["name"] in RESULTS or (card["name"], card["person_id"]) == ("ballots/card", away):
            del card["digest"]
    assert after[0] == after[2]
    assert one["codes"] == alike["codes"]
    assert json.loads(one["choices"]) == ["for", "for", "against", "abstain"]
