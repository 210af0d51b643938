"""A text that is too long is cut so that Telegram takes it."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from bot.texts import TEXT, fitted
from tests.scene import ROSTER, Scene

LINES = st.lists(st.sampled_from(["<b>粗</b>", "普通的一行", "&lt;", "<i>", "</i>", "x" * 300]), max_size=60)


def _length(html: str) -> int:
    return len(unescape(re.sub("<[^>]+>", "", html)))


@given(LINES)
def test_what_is_cut_fits_and_keeps_its_tags_in_pairs(lines: list[str]) -> None:
    html = "\n".join(lines)
    cut = fitted(html, 500)
    assert _length(cut) <= 500
    if _length(html) > 500:
        assert len(re.findall("<[a-z]", cut)) == len(re.findall("</", cut))
        assert cut.endswith("…")
    else:
        assert cut == html


async def test_a_meeting_of_very_many_with_long_names_is_still_shown(scene: Scene) -> None:
    more = "".join(f"姓名很长很长很长很长的同志{number:03d}号,,,正式党员,,,在职,5000\n" for number in range(300))
    scene.move_to("2026-10-12 09:30")
    await scene.found(ROSTER + more)
    await scene.start()
    await scene.bind("郑书记")
    zheng = scene.person("郑书记")
    zheng.says("/newmeeting\n类型：党员大会\n主题：人很多的会\n时间：明天 9:00\n地点：礼堂")
    preview = await zheng.sees("请核对", "人很多的会")
    assert len(preview.text) <= TEXT
    await zheng.presses("确认")
    await zheng.sees("人很多的会", "应到 310")
