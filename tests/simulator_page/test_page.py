"""The page keeps its promises: no markup made of people's text, no outside resource, no call the server lacks."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

import simulator
from simulator import Simulator

_PAGE = Path(simulator.__file__).parent / "page"
_MODULES = sorted(_PAGE.glob("*.js"))
_LONGEST = 250  # lines of a file
_MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setHTML|srcdoc")
_IMPORT = re.compile(r'^import (?:\{(?P<names>[^}]*)\}|\* as \w+) from "\./(?P<file>[\w.]+)";', re.M)
_EXPORT = re.compile(r"^export (?:async )?(?:function\*?|const|let|class) (\w+)|^export \{([^}]*)\}", re.M)


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """Where the page is served."""
    async with Simulator().serve() as url:
        yield url


async def test_every_file_is_served_under_the_strict_policy(address: str) -> None:
    names = ["", *(path.name for path in _PAGE.iterdir() if path.is_file())]
    async with aiohttp.ClientSession() as session:
        for name in names:
            async with session.get(f"{address}/{name}") as answer:
                assert answer.status == 200, name
                assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
                if name.endswith(".js"):
                    assert "javascript" in answer.content_type


def test_the_start_has_nothing_inline_and_nothing_from_elsewhere() -> None:
    start = (_PAGE / "index.html").read_text()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|https?://", start)
    for name in re.findall(r'(?:src|href)="([^"#]+)"', start):
        assert (_PAGE / name).is_file()


@pytest.mark.parametrize("path", _MODULES, ids=lambda path: path.name)
def test_no_module_makes_markup_of_text(path: Path) -> None:
    assert not _MARKUP.search(path.read_text())


@pytest.mark.parametrize("path", [*_MODULES, *sorted(_PAGE.glob("*.css"))], ids=lambda path: path.name)
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) < _LONGEST


@pytest.mark.parametrize("path", _MODULES, ids=lambda path: path.name)
def test_imports_name_what_is_exported(path: Path) -> None:
    for found in _IMPORT.finditer(path.read_text()):
        exported = _exports((_PAGE / found["file"]).read_text())
        wanted = {name.strip() for name in (found["names"] or "").split(",") if name.strip()}
        assert wanted <= exported, found["file"]


async def test_every_call_of_the_page_is_one_of_the_server(address: str) -> None:
    calls = set(re.findall(r'post\("(\w+)"', (_PAGE / "api.js").read_text())) | {"block", "unblock"}
    assert {"say", "press", "clock"} <= calls
    async with aiohttp.ClientSession() as session:
        for name in calls:
            async with session.post(f"{address}/control/{name}", json={"no such field": 1}) as answer:
                assert answer.status == 400, name  # the call is known, the field is not
                assert "no such field" in (await answer.json())["error"]


def _exports(source: str) -> set[str]:
    found = _EXPORT.findall(source)
    listed = {name.strip() for _, names in found for name in names.split(",")}
    return ({name for name, _ in found} | listed) - {""}
