"""Every route × every post, compared with section 3 of the product page.

Which row a route belongs to is written down once more, by hand, in permissions/<system>.toml: ``"command dues" =
"own dues card"``; ``": read"`` behind a row says that looking is enough. A route without such a line fails.
"""

import tomllib
from pathlib import Path

import pytest

from bot.handlers import ROUTERS
from bot.routing import OPEN, Route, Routes
from bot.rules.permissions import TABLE, Permission, Scope, grants
from bot.rules.words import Post, Status
from tests.wiring.product import ROLES, allowed, table

ROUTES = Routes(ROUTERS)
ROWS = {
    Permission.HOME: "home",
    Permission.ANSWER: "answer",
    Permission.WRITE_REPORT: "write reports",
    Permission.OWN_DUES: "own dues card",
    Permission.VOTE: "vote",
    Permission.MEETINGS: "meetings",
    Permission.MINUTES: "minutes",
    Permission.BALLOTS: "ballots",
    Permission.BROADCAST: "broadcast",
    Permission.LEDGER: "dues ledger",
    Permission.READ_REPORTS: "read reports",
    Permission.ROSTER: "roster",
    Permission.REVIEWS: "reviews",
    Permission.BOARD: "board",
    Permission.LETTERS: "letters",
    Permission.AUDIT: "audit log",
}
OPEN_DOORS = {
    "command start",
    "event group_message",
    "event migrated",
    "event my_chat_member",
    "event poll",
    "event poll_answer",
    "errand chats.counted",
    "errand reports.file",
    "errand plans.fetched",
}


def _declared() -> dict[str, str]:
    files = sorted((Path(__file__).parent / "permissions").glob("*.toml"))
    return {route: row for file in files for route, row in tomllib.loads(file.read_text(encoding="utf-8")).items()}


def _of_routes() -> dict[str, str]:
    return {name: row for name, row in _declared().items() if not name.startswith("card ")}


def _name(route: Route) -> str:
    return f"{route.kind} {route.key}"


def _roles(role: str) -> list[Post | Status]:
    if role == "on_the_way":
        return [Status.CANDIDATE, Status.ACTIVIST, Status.APPLICANT]
    return [Post.of(role)] if role in {post.value for post in Post} else [Status.of(role)]


@pytest.mark.parametrize("row", ROWS.values())
def test_the_table_of_permissions_is_the_products(row: str) -> None:
    permission = next(each for each, name in ROWS.items() if name == row)
    words = {Scope.NONE: "-", Scope.OWN: "own", Scope.TEAM: "team", Scope.YOUTH: "youth", Scope.STUDY: "study"}
    words |= {Scope.READ: "read", Scope.ALL: "all"}
    for role in ROLES:
        for each in _roles(role):
            assert words[TABLE[permission].get(each, Scope.NONE)] == table()[row][role], (row, each)


def test_every_route_is_declared_and_nothing_else() -> None:
    routes = {_name(route) for route in ROUTES.all if route.need is not OPEN}
    assert routes == set(_of_routes())


def test_the_open_doors_are_these_and_no_others() -> None:
    assert {_name(route) for route in ROUTES.all if route.need is OPEN} == OPEN_DOORS


@pytest.mark.parametrize("role", ROLES)
def test_every_route_lets_in_whom_the_product_lets_in(role: str) -> None:
    """A post is tried with a status that by itself may do the least, and a status without a post."""
    for route in ROUTES.all:
        if route.need is OPEN:
            continue
        row, _, read = _declared()[_name(route)].partition(": ")
        for each in _roles(role):
            held = (
                grants(Status.PROBATIONARY, frozenset({each})) if isinstance(each, Post) else grants(each, frozenset())
            )
            base = allowed(row, "probationary", change=not read) if isinstance(each, Post) else False
            expected = base or allowed(row, role, change=not read)
            assert held.satisfies(route.need) == expected, (_name(route), each)


def test_an_unknown_person_may_take_no_route_but_the_open_doors() -> None:
    for route in ROUTES.all:
        assert route.permits(None) == (_name(route) in OPEN_DOORS)


def test_a_suspended_right_to_vote_closes_the_votes() -> None:
    assert not grants(Status.FULL, frozenset({Post.SECRETARY}), voting=False).scope(Permission.VOTE)
