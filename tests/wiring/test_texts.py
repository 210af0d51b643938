"""Every text renders with its facts: the stories must have shown each one at least once.

The facts are then the real ones; a fact that is missing raises (StrictUndefined), and Telegram's tags and lengths
were checked by the simulator when the text was sent.
"""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.texts import MESSAGES, Texts
from tests import rendered


def _partial(request: pytest.FixtureRequest) -> bool:
    """Whether only some test files were collected."""
    tests = Path(__file__).parents[1]
    collected = {item.path for item in request.session.items}
    return collected != set(tests.rglob("test_*.py")) or bool(request.config.option.keyword)


def test_every_text_was_rendered(request: pytest.FixtureRequest) -> None:
    if _partial(request):
        pytest.skip("only a run of all tests shows all texts")
    texts = Texts(ZoneInfo("Asia/Shanghai"))
    files = {str(file.relative_to(MESSAGES)).removesuffix(".html.j2") for file in MESSAGES.rglob("*.html.j2")}
    shorts = {f"{folder.name}/{key}" for folder in MESSAGES.iterdir() for key in texts.keys(folder.name)}
    assert sorted(files - rendered.MESSAGES) == []
    assert sorted(shorts - rendered.SHORTS) == []
