"""Parse modes and entities. Offsets count UTF-16 units."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.checks import format_text
from simulator.entities import to_html, utf16_length, utf16_slice


def parsed(source: str, mode: str) -> tuple[str, list[tuple[str, str]]]:
    """The text, and each entity's kind and words."""
    notes: list[str] = []
    text, entities = format_text(source, mode, None, notes)
    assert notes == []
    return text, [(e["type"], utf16_slice(text, e["offset"], e["length"])) for e in entities]


HTML = [
    ("plain", "plain", []),
    ("<b>粗</b><i>斜</i>", "粗斜", [("bold", "粗"), ("italic", "斜")]),
    ("😀<b>x</b>", "😀x", [("bold", "x")]),
    ("<b>a<u>b</u></b>", "ab", [("bold", "ab"), ("underline", "b")]),
    ("&lt;b&gt; &amp;&quot; &#60;&#x4e2d;", '<b> &" <中', []),
    ("<s>1</s><del>2</del><strike>3</strike>", "123", [("strikethrough", c) for c in "123"]),
    ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", [("spoiler", "a"), ("spoiler", "b")]),
    ("<a href='https://a.cn/?x=1'>链</a>", "链", [("text_link", "链")]),
    ("<pre>a</pre><code>b</code>", "ab", [("pre", "a"), ("code", "b")]),
    ('<pre><code class="language-py">x</code></pre>', "x", [("pre", "x")]),
    ("<blockquote expandable>长</blockquote>", "长", [("expandable_blockquote", "长")]),
    ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [("custom_emoji", "👍")]),
    ("<b>  前后 </b>", "前后", [("bold", "前后")]),
    ("<b></b>x", "x", []),
    ("<B>x</B >", "x", [("bold", "x")]),
    ("/help @branch_bot #党日 a@b.cn", "/help @branch_bot #党日 a@b.cn",
     [("bot_command", "/help"), ("mention", "@branch_bot"), ("hashtag", "#党日"), ("email", "a@b.cn")]),
    ("见https://a.cn/x?y=1。", "见https://a.cn/x?y=1。", [("url", "https://a.cn/x?y=1")]),
    ("<code>/help</code> 点/help", "/help 点/help", [("code", "/help")]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "entities"), HTML)
def test_html(source: str, text: str, entities: list[tuple[str, str]]) -> None:
    assert parsed(source, "HTML") == (text, entities)


MARKDOWN_V2 = [
    (r"*粗* _斜_ __下__ ~删~ ||隐||", "粗 斜 下 删 隐", ["bold", "italic", "underline", "strikethrough", "spoiler"]),
    (r"*a _b __c___ d*", "a b c d", ["bold", "italic", "underline"]),
    (r"`a*b` \* \. \\", r"a*b * . " + "\\", ["code"]),
    ("```py\nx = 1\n```", "x = 1", ["pre"]),
    (r"[文\.](http://a.cn/\)x)", "文.", ["text_link"]),
    ("![👍](tg://emoji?id=5)", "👍", ["custom_emoji"]),
    (">a\n>b\nc", "a\nb\nc", ["blockquote"]),
    ("**>a\n>b", "a\nb", ["expandable_blockquote"]),
    ("```a`b```", "a`b", ["pre"]),
]


@pytest.mark.parametrize(("source", "text", "kinds"), MARKDOWN_V2)
def test_markdown_v2(source: str, text: str, kinds: list[str]) -> None:
    found, entities = parsed(source, "MarkdownV2")
    assert (found, [kind for kind, _ in entities]) == (text, kinds)


def test_old_markdown() -> None:
    text, entities = parsed(r"*b* _i_ `c` ```x``` [t](http://a.cn) \* [no]", "Markdown")
    assert text == "b i c x t * no"
    assert entities == [("bold", "b"), ("italic", "i"), ("code", "c"), ("pre", "x"), ("text_link", "t")]


def test_given_entities() -> None:
    given_entities = [{"type": "bold", "offset": 2, "length": 1}]
    text, entities = format_text("😀x", "", given_entities, [])
    assert to_html(text, entities) == "😀<b>x</b>"


@pytest.mark.parametrize(
    "source",
    [
        '<b>粗<i>😀</i></b> &lt;x&gt; <a href="https://a.cn/?a=1&amp;b=2">链</a>',
        '<pre><code class="language-py">a &amp; b</code></pre> <blockquote expandable>长</blockquote>',
        "<u>a</u><s>b</s><tg-spoiler>c</tg-spoiler><code>d</code>",
    ],
)
def test_back_to_html(source: str) -> None:
    assert to_html(*format_text(source, "HTML", None, [])) == source


_leaf = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=5)
_tags = st.sampled_from(["b", "i", "u", "s", "tg-spoiler"])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_markup = st.recursive(
    _leaf.map(lambda t: (t, _escaped(t))),
    lambda inner: st.tuples(_tags, st.lists(inner, max_size=3)).map(
        lambda p: ("".join(t for t, _ in p[1]), f"<{p[0]}>{''.join(h for _, h in p[1])}</{p[0]}>")
    ),
    max_leaves=8,
)


@given(_markup)
def test_any_nesting_gives_its_text_and_entities_within_it(pair: tuple[str, str]) -> None:
    plain, source = pair
    notes: list[str] = []
    text, entities = format_text(source, "HTML", None, notes)
    assert notes == []
    assert text == plain.strip()
    for entity in entities:
        assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= utf16_length(text)
    again: tuple[str, list[dict[str, Any]]] = format_text(to_html(text, entities), "HTML", None, notes)
    assert again[0] == text
