"""kill -9 in the middle of a broadcast: nobody is left out, and twice gets it only who was in flight."""

from bot.gateway import courier
from bot.store.base import Stage
from tests.crowd import CROWD, confirm, copies, found, names, seeded
from tests.process.running import Process
from tests.scene import Scene
from tests.waiting import until

KILLS = 3


async def _recorded(scene: Scene) -> set[int]:
    """In which chats the store knows the message to have arrived."""
    rows = await scene.place.rows()
    return {row["chat_id"] for row in rows["cards"] if row["delivered"] and row["name"] == "broadcasts/material"}


async def _in_flight(scene: Scene) -> int:
    """To how many people something has gone of which the store, after a kill, knows nothing."""
    recorded = await _recorded(scene)
    return sum(scene.person(name).user.id not in recorded for name, count in copies(scene).items() if count)


async def test_a_broadcast_to_three_hundred_survives_three_kills(scene: Scene) -> None:
    chance = seeded()
    zheng = await found(scene)
    scene.simulator.limits.on = True
    settings = scene.settings.model_copy(update={"pace": "telegram"})
    moments = sorted(chance.sample(range(5, CROWD - 20), KILLS))
    in_flight: list[int] = []
    async with Process(settings, scene.folder / "log") as bot:
        await confirm(zheng)
        begun = len(scene.simulator.calls)
        for moment in moments:
            await until(lambda: len(scene.simulator.calls) >= begun + moment, "its moment")  # noqa: B023
            bot.kill()
            await bot.ended()
            in_flight.append(await _in_flight(scene))
            await bot.start()
        await zheng.sees(f"已送达 {CROWD}/{CROWD}")
        bot.terminate()
        assert await bot.ended() == 0
    taken = copies(scene)
    doubled = taken.total() - CROWD
    print(f"killed at {moments}; in flight {in_flight}; doubled {doubled}; refused as a flood {scene.simulator.floods}")
    assert [name for name in names() if not taken[name]] == []
    assert doubled <= sum(in_flight)
    assert max(in_flight) <= courier._IN_FLIGHT
    assert not [row for row in (await scene.place.rows("outbox"))["outbox"] if row["stage"] == Stage.READY]
