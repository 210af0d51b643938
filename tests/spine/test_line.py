"""The line to Telegram: token revoked, network gone, another poller. Everything waits, and nothing is lost."""

import pytest
from structlog.testing import capture_logs
from telegram.error import Conflict, InvalidToken, NetworkError, TimedOut

from bot import app
from bot.gateway import courier, intake
from bot.gateway.outcomes import trouble
from simulator.faults import FaultKind
from tests.scene import TOKEN, Scene
from tests.waiting import until


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits between attempts are short."""
    for module in (app, courier, intake):
        monkeypatch.setattr(module, "wait_after", lambda failures: 0.05)


async def _ready(scene: Scene) -> int:
    return sum(row["stage"] != "done" for row in (await scene.place.rows("outbox"))["outbox"])


async def test_a_token_revoked_while_the_bot_runs_loses_nothing(branch: Scene) -> None:
    chen, sun = branch.person("陈正式"), branch.person("孙组织")
    with capture_logs() as logs:
        branch.simulator.token = "1:another"
        for actor in (chen, sun):
            actor.says("/privacy")
        await until(lambda: [log for log in logs if log["event"] == "intake.failed"], "the refusal")
        branch.simulator.token = TOKEN
        for actor in (chen, sun):
            await actor.sees("您的思想汇报")
        await branch.quiet()
    assert [chen.has_seen("您的思想汇报"), sun.has_seen("您的思想汇报")] == [1, 1]
    assert await _ready(branch) == 0
    refusals = [log["reason"] for log in logs if log["event"] == "intake.failed"]
    assert "BOT_TOKEN" in refusals[0]
    assert TOKEN not in str(logs)


async def test_messages_wait_for_a_token_that_was_revoked(branch: Scene) -> None:
    chen = branch.person("陈正式")
    with capture_logs() as logs:
        if branch.bot is None:
            raise LookupError("the bot does not run")
        real = branch.bot.api.call
        refused: list[str] = []

        async def unauthorized(method: str, payload: dict[str, object], **more: object) -> object:
            if len(refused) < 3:
                refused.append(method)
                raise InvalidToken("Unauthorized")
            return await real(method, payload)

        branch.bot.api.call = unauthorized  # type: ignore[method-assign]
        chen.says("/privacy")
        await chen.sees("您的思想汇报")
        await branch.quiet()
    assert refused == ["sendMessage"] * 3
    assert chen.has_seen("您的思想汇报") == 1
    assert await _ready(branch) == 0
    assert [log["event"] for log in logs].count("courier.again") == 3


@pytest.mark.parametrize("kind", ["500", "502", "drop"])
async def test_polls_that_fail_lose_no_update(branch: Scene, kind: FaultKind) -> None:
    chen = branch.person("陈正式")
    branch.simulator.fault(method="getUpdates", kind=kind, times=3, after=True)
    for _ in range(3):
        chen.says("/privacy")
    await until(lambda: chen.has_seen("您的思想汇报") == 3, "all three answers")
    await branch.quiet()
    assert chen.has_seen("您的思想汇报") == 3


async def test_a_network_that_is_away_at_the_start_is_waited_for(scene: Scene) -> None:
    await scene.found()
    code = (await scene.codes())["陈正式"]
    scene.simulator.fault(method="getMe", kind="502", times=2)
    with capture_logs() as logs:
        await scene.start()
        scene.person("陈正式").says(f"/start {code}")
        await scene.person("陈正式").sees("请选择要办的事")
    waits = [log["reason"] for log in logs if log["event"] == "start.waiting"]
    assert len(waits) == 2
    assert "BOT_API_URL" in waits[0]


def test_what_is_wrong_is_said_without_the_address() -> None:
    secret = "https://api.telegram.org/bot1:secret"
    said = [trouble(kind(secret)) for kind in (InvalidToken, Conflict, NetworkError)] + [trouble(TimedOut(secret))]
    assert len(set(said)) == 4
    assert not any("secret" in words for words in said)
