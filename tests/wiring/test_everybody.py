"""Every command sent by everybody, as people send it: who is turned away is exactly whom the product turns away."""

import tomllib
from pathlib import Path

from bot.handlers import ROUTERS
from bot.routing import OPEN, Where
from tests.scene import Scene
from tests.wiring.product import allowed

# The cast by the roles it holds; 郑书记 is a full member too, and so on.
CAST = {
    "郑书记": ("secretary", "full"),
    "孙组织": ("organization", "full"),
    "周宣传": ("publicity", "full"),
    "吴纪检": ("discipline", "full"),
    "冯青年": ("youth", "full"),
    "李组长": ("team_leader", "full"),
    "陈正式": ("full",),
    "林预备": ("probationary",),
    "黄积极": ("on_the_way",),
}
TURNED_AWAY = "不在您的职责范围内"


def _rows() -> dict[str, str]:
    files = (Path(__file__).parent / "permissions").glob("*.toml")
    rows = {route: row for file in files for route, row in tomllib.loads(file.read_text(encoding="utf-8")).items()}
    return {route.partition(" ")[2]: row for route, row in rows.items() if route.startswith("command ")}


def _welcome(command: str, roles: tuple[str, ...]) -> bool:
    row, _, read = _rows()[command].partition(": ")
    return any(allowed(row, role, change=not read) for role in roles)


async def test_every_command_turns_away_exactly_whom_the_product_turns_away(branch: Scene) -> None:
    commands = [
        route.key
        for router in ROUTERS
        for route in router.routes
        if route.kind == "command" and route.need is not OPEN and route.where is not Where.GROUP
    ]
    for name, roles in CAST.items():
        person = branch.person(name)
        for command in commands:
            before = person.has_seen(TURNED_AWAY)
            person.says(f"/{command}")
            await branch.quiet()
            turned_away = person.has_seen(TURNED_AWAY) > before
            assert turned_away != _welcome(command, roles), (name, command)


async def test_the_menu_of_everybody_holds_exactly_what_they_may_do(branch: Scene) -> None:
    for name, roles in CAST.items():
        expected = {command for command in _rows() if _welcome(command, roles)}
        assert set(branch.simulator.menu(branch.person(name).user)) == expected, name


async def test_an_unknown_person_gets_the_one_line_for_every_command(branch: Scene) -> None:
    stranger = branch.person("路人甲")
    for command in ("start", *_rows()):
        stranger.says(f"/{command}")
    await branch.quiet()
    told = [message.text for message in branch.simulator.messages(stranger.user) if message.from_bot]
    assert len(told) == len(_rows()) + 1
    assert len(set(told)) == 1
    assert "受邀" in told[0]
    assert "支部" not in told[0]
