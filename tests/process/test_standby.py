"""A second copy stands by, and takes over when the first dies."""

from bot.gateway import courier
from tests.process.running import Process
from tests.scene import Scene
from tests.waiting import until

EACH = 20  # updates of each person


async def test_the_second_copy_takes_over_from_a_killed_one_and_nothing_is_lost_or_doubled(scene: Scene) -> None:
    scene.move_to("2026-10-12 22:30")  # when nobody is reminded of anything: every message is counted
    await scene.found()
    codes = await scene.codes()
    chen, sun = scene.person("陈正式"), scene.person("孙组织")
    async with Process(scene.settings, scene.folder / "first") as first:
        for actor in (chen, sun):
            actor.says(f"/start {codes[actor.name]}")
            await actor.sees("请选择要办的事")
        async with Process(scene.settings, scene.folder / "second") as second:
            await until(lambda: "lock.waiting" in second.log(), "the second copy to stand by")
            for number in range(2 * EACH):
                (chen, sun)[number % 2].says("/privacy")
            await until(lambda: chen.has_seen("您的思想汇报") > 3, "work to have begun")
            first.kill()
            await first.ended()
            await until(lambda: all(a.has_seen("您的思想汇报") >= EACH for a in (chen, sun)), "every answer")
            sun.says("/menu")
            await until(lambda: sun.has_seen("请选择要办的事") == 2, "the second copy to have nothing before it")
            second.terminate()
            assert await second.ended() == 0
    rows = await scene.place.rows()
    assert {row["stage"] for row in (*rows["inbox"], *rows["outbox"])} == {"done"}
    for actor in (chen, sun):
        # Each update has acted once; what was in flight when the first copy died may have gone out again.
        messages = [row for row in rows["outbox"] if row["chat_id"] == actor.user.id and row["method"] == "sendMessage"]
        # A greeting is no card, and of such a message that is done the store forgets whose it was.
        assert len(messages) == EACH + (1 if actor is chen else 2)
        assert actor.has_seen("您的思想汇报") <= EACH + courier._IN_FLIGHT
