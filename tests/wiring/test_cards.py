"""Every card × every post: who may see it is written down once more, by hand, in permissions/<system>.toml as
``"card dues/ledger" = "dues ledger: read"``; "group" is a card that only groups see. A card without such a line fails.
"""

import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

import bot.handlers  # noqa: F401 - registers all cards
from bot.cards.base import GALLERY, View
from bot.rules.words import Post, Status
from bot.store.branch import Person, PostRow
from tests.wiring.product import allowed


def _declared() -> dict[str, str]:
    files = sorted((Path(__file__).parent / "permissions").glob("*.toml"))
    rows = {name: row for file in files for name, row in tomllib.loads(file.read_text(encoding="utf-8")).items()}
    return {name.removeprefix("card "): row for name, row in rows.items() if name.startswith("card ")}


def _person(role: Status | Post) -> Person:
    """A post is tried with the status that by itself may do the least of a member."""
    status = role if isinstance(role, Status) else Status.PROBATIONARY
    posts = [PostRow(post=role)] if isinstance(role, Post) else []
    return Person(status=status, post_rows=posts, voting=True)


def _may(row: str, role: Status | Post) -> bool:
    name, _, read = row.partition(": ")
    held = [role.value] if isinstance(role, Post) or role.is_member else ["on_the_way"]
    held += ["probationary"] if isinstance(role, Post) else []
    return any(allowed(name, each, change=not read) for each in held)


def _view(viewer: Person | None) -> View:
    """A view whose only words are the names of texts."""
    back = SimpleNamespace(label="back")
    return cast(View, SimpleNamespace(viewer=viewer, text=lambda name: name, back=lambda: back))


def test_every_card_is_declared_and_nothing_else() -> None:
    assert set(GALLERY.kinds) == set(_declared())


@pytest.mark.parametrize("name", GALLERY.kinds)
async def test_a_card_is_painted_for_nobody_but_whom_the_product_lets_see_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def paint(view: View, **args: Any) -> str:  # noqa: ANN401 - whatever the card takes
        return "painted"

    kind, row = GALLERY.kinds[name], _declared()[name]
    monkeypatch.setitem(GALLERY.kinds, name, type(kind)(cast(Any, paint), kind.need, kind.reports_to))
    if row == "group":
        assert cast(str, await GALLERY.paint(_view(None), name, {})) == "painted"
        with pytest.raises(LookupError):
            await GALLERY.paint(_view(_person(Post.SECRETARY)), name, {})
        return
    with pytest.raises(LookupError):
        await GALLERY.paint(_view(None), name, {})
    for role in (*Status, *Post):
        shown = await GALLERY.paint(_view(_person(role)), name, {})
        assert (cast(Any, shown) == "painted") == _may(row, role), role
