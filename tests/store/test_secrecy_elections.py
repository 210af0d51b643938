"""An election in the store, by the experiment of test_secrecy.py: the same people cast papers in the same order, once
so, once otherwise, and all that can be measured is compared; and no page of a paper is told from another by its length.
"""

import json
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.actions.base import Deed
from bot.clock import Clock
from tests.databases import Place
from tests.scene import Scene
from tests.store.test_secrecy import (
    RESULTS,
    VOTERS,
    Seen,
    _drawn_alike,
    _look,
    _opened,
    places,  # noqa: F401 - a fixture
    world,
)
from tests.stories.test_ballots_closed import ends
from tests.stories.test_ballots_verdict import attendance
from tests.stories.test_elections import FORM, marks, opened
from tests.stories.test_meetings import ASSEMBLY, call

MOMENT = datetime(2026, 10, 12, 1, 30, tzinfo=UTC)
NOMINEES = FORM.replace("郑书记、孙组织、周宣传", "党员一、党员二、党员三").replace("按姓氏笔画", "按给定顺序")
WRITTEN = "党员四"

# A paper with a + at its end writes somebody in.
ONE_WAY = ("++-", "+0-+", "-++", "--0", "+-+")
ANOTHER = ("--0", "++-", "+-+", "+0-+", "-++")  # the same papers, cast by others
ALL_ALIKE = ("--0", "--0", "--0", "--0", "--0")
TRACES = (b"ep:1:", b"ec:1:", b"++-....", b"+0-04..", b"-++....", b"--0....", b"+-+....")


async def fills_in(scene: Scene, name: str, paper: str) -> None:
    """Marks, tries a name, strikes it out; then writes it in again, or marks the first once more: the taps are as many
    for any paper, for how many there were is seen by whoever watches."""
    voter, writes = scene.person(name), len(paper) > 3
    await marks(voter, *paper[:3])
    for label in ("另选他人", f"○ {WRITTEN}", f"● {WRITTEN}", *([f"○ {WRITTEN}"] if writes else ()), "« 返回"):
        await voter.presses(label)
    if not writes:
        await voter.presses({"+": "✓1 赞成", "-": "✓1 反对"}[paper[0]])
    await voter.presses("核对选票")
    await scene.quiet()


async def observed(scene: Scene, papers: Sequence[str], now: list[datetime]) -> Seen:
    """A whole election, watched: with somebody about to confirm, before the end, and after it."""
    seen, zheng = Seen(), scene.person("郑书记")
    await call(zheng, ASSEMBLY)
    now[0] += timedelta(days=3, hours=5, minutes=10)
    await attendance(zheng)
    await opened(zheng, NOMINEES)
    for number, (name, paper) in enumerate(zip(VOTERS, papers, strict=True)):
        await fills_in(scene, name, paper)
        if number == 2:
            await _look(scene, seen)
        await scene.person(name).presses("确认投票")
        await scene.quiet()
    await _look(scene, seen)
    shutil.copytree(scene.settings.keys_dir, scene.folder / "keys during")
    await ends(zheng)
    await _look(scene, seen)
    return seen


async def _sends_nothing(deed: Deed) -> None:
    """The job of the reminders wakes by the clock on the wall, in one run sooner than in another."""


def lengths(scene: Scene) -> set[int]:
    """Of every edit that showed a page of a paper, as it waited in the outbox."""
    shown = [call.params for call in scene.simulator.calls if call.method == "editMessageText"]
    pages = [params for params in shown if "ep:1:" in json.dumps(params["reply_markup"])]
    assert len(pages) > 8 * len(VOTERS)
    return {len(json.dumps({name: params[name] for name in ("text", "reply_markup")})) for params in pages}


def taps(scene: Scene) -> dict[str, set[int]]:
    """The lengths of what the buttons of a paper carry, by their kind."""
    keyboards = [call.params.get("reply_markup") or {} for call in scene.simulator.calls]
    data = [
        button.get("callback_data", "")
        for keyboard in keyboards
        for row in keyboard.get("inline_keyboard", ())
        for button in row
    ]
    return {kind: {len(each) for each in data if each.startswith(kind)} for kind in ("ep:1:", "ec:1:")}


async def test_all_that_can_be_measured_is_the_same_whoever_cast_which_paper(
    tmp_path: Path,
    places: Callable[[str], Place],  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: dict[str, Seen] = {}
    told = set[int]()
    monkeypatch.setattr("bot.actions.reminders.send_due", _sends_nothing)
    for name, papers in {"one": ONE_WAY, "another": ANOTHER, "alike": ALL_ALIKE}.items():
        now = [MOMENT]
        monkeypatch.setattr(Clock, "now", lambda clock, now=now: now[0])
        monkeypatch.setattr("bot.keys.ballots.os", _drawn_alike())
        async with world(tmp_path / name, places(name)) as scene:
            fresh = scene.place.on_disk()  # a server of several databases keeps what was published in another
            found[name] = seen = await observed(scene, papers, now)
            told |= lengths(scene)
            assert {kind: len(each) for kind, each in taps(scene).items()} == {"ep:1:": 1, "ec:1:": 1}
            before = b"".join(seen.raw[:2])
            assert [trace for trace in TRACES if trace in before and trace not in fresh] == []
            # The key of then opens the box of then, and finds the papers; those that are left open nothing.
            (opened_box,) = _opened(scene.folder / "keys during", b"", seen.boxes[-1:])
            assert b"--0...." in opened_box
            assert _opened(scene.settings.keys_dir, before, seen.boxes) == []
    assert len(told) == 1
    confirming, before_end, after = zip(*(seen.measured for seen in found.values()), strict=True)
    assert confirming[0] == confirming[1] == confirming[2]
    assert before_end[0] == before_end[1] == before_end[2]
    assert [row["voted"] for row in before_end[0]["electors"]].count(True) == len(VOTERS)
    assert after[0] == after[1]
    (one,), (alike,) = after[0].pop("published"), after[2].pop("published")
    for result in (card for each in after for card in each["cards"] if card["name"] in RESULTS):
        del result["digest"]
    assert after[0] == after[2]
    assert one["codes"] == alike["codes"]
    assert json.loads(one["choices"]) == ["++-....", "+-+....", "+0-04..", "-++....", "--0...."]
