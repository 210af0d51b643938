"""People are invited, bound, changed and unbound."""

from tests.scene import Scene


async def test_a_member_binds_with_a_code_and_is_greeted_by_name(scene: Scene) -> None:
    await scene.found()
    await scene.start()
    code = (await scene.codes())["陈正式"]
    chen = scene.person("陈正式")
    chen.says(f"/start {code}")
    await chen.sees("陈正式同志，您好！")
    await chen.sees("请选择要办的事")
