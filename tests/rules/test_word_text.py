"""The text of Word files as people send them: whole, odd, and made to do harm."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.word_text import Trouble, Unreadable, text_of
from tests.papers import docx

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def package(body: str | bytes, name: str = "word/document.xml", **parts: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        packed.writestr(name, body)
        for part, content in parts.items():
            packed.writestr(part, content)
    return file.getvalue()


def document(inside: str, space: str = _W) -> bytes:
    return package(f"<w:document {space} {_MC}><w:body>{inside}</w:body></w:document>")


def test_paragraphs_and_cells_are_lines() -> None:
    paper, file = Document(), BytesIO()
    paper.add_heading("思想汇报")
    paper.add_paragraph("敬爱的<党组织> & 同志们：")
    table = paper.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "优点", "不足"
    paper.add_paragraph("")
    paper.add_paragraph("落款")
    paper.save(file)
    assert text_of(file.getvalue()) == "思想汇报\n敬爱的<党组织> & 同志们：\n优点\n不足\n落款"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>", "甲 乙\n丙"),
        ("<w:p><w:ins><w:r><w:t>加</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>", "加"),
        ("<w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:r><w:t>新</w:t></w:r></w:p>", "新"),
        (
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
            "</mc:Choice><mc:Fallback><w:p><w:r><w:t>框</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            "框",
        ),
    ],
)
def test_what_stands_there_is_taken_once_and_what_was_deleted_is_not(inside: str, text: str) -> None:
    assert text_of(document(inside)) == text
    assert text_of(document(inside, _STRICT)) == text


def test_the_main_part_is_the_one_that_the_package_names() -> None:
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        b'Target="/word/document2.xml"/></Relationships>'
    )
    body = f"<w:document {_W}><w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body></w:document>"
    assert text_of(package(body, "word/document2.xml", **{"_rels/.rels": relations})) == "正文"


_BOMB = f"<w:document {_W}><w:body><w:p><w:r><w:t>".encode() + b"x" * 30_000_000 + b"</w:t></w:r></w:p></w:body>"
_LAUGH = (
    '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>' + f"<w:document {_W}><w:body>&c;</w:body></w:document>"
)


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", Trouble.BROKEN),
        (b"PK\x03\x04", Trouble.BROKEN),
        (docx("学习")[:-400], Trouble.BROKEN),
        (package("<w:document"), Trouble.BROKEN),
        (package("nothing", "word/other.xml"), Trouble.BROKEN),
        (package(_LAUGH), Trouble.BROKEN),
        (package("<a>" * 5000 + "</a>" * 5000), Trouble.BROKEN),
        (package(_BOMB), Trouble.TOO_LARGE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), Trouble.LOCKED),
        (docx(), Trouble.EMPTY),
        (docx("  ", ""), Trouble.EMPTY),
    ],
)
def test_what_gives_no_text_is_told_apart(content: bytes, trouble: Trouble) -> None:
    with pytest.raises(Unreadable) as raised:
        text_of(content)
    assert raised.value.trouble is trouble


@given(st.binary(max_size=300), st.integers(0, 2000))
def test_a_damaged_file_is_never_more_than_unreadable(rubbish: bytes, at: int) -> None:
    whole = docx("学习了党章")
    for content in (rubbish, b"PK" + rubbish, whole[:at] + rubbish + whole[at + len(rubbish) :]):
        try:
            text_of(content)
        except Unreadable:
            continue
