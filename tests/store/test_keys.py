"""The keys: what they seal, how they are replaced, what their files let others see."""

import stat
from pathlib import Path

import pytest

from bot import keys
from bot.keys import NoKey, files
from bot.keys.doors import Unreadable
from bot.keys.reports import InvalidToken


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keys.make(tmp_path / "keys")
    return tmp_path / "keys"


def test_what_is_sealed_opens_again_and_shows_neither_words_nor_exact_length(folder: Path) -> None:
    doors = keys.load(folder).doors
    short, longer = doors.seal(b"bv:7:for"), doors.seal(b"bv:7:abstain")
    assert len(short) == len(longer)
    assert b"bv:7" not in short
    assert doors.seal(b"bv:7:for") != short
    assert (doors.open(short), doors.open(longer)) == (b"bv:7:for", b"bv:7:abstain")
    assert doors.open(doors.seal(b"")) == b""


def test_after_the_doors_key_is_replaced_what_it_sealed_opens_for_nobody(folder: Path) -> None:
    doors = keys.load(folder).doors
    before = doors.seal(b"tap")
    old = doors.begin_rotation()
    assert doors.open(before) == b"tap"
    after = doors.seal(b"tap")
    doors.end_rotation(old)
    assert doors.open(after) == b"tap"
    with pytest.raises(Unreadable):
        doors.open(before)


def test_a_body_that_was_tampered_with_is_unreadable(folder: Path) -> None:
    doors = keys.load(folder).doors
    sealed = doors.seal(b"tap")
    with pytest.raises(Unreadable):
        doors.open(sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_another_process_that_rotates_is_noticed(folder: Path) -> None:
    here, there = keys.load(folder), keys.load(folder)
    sealed = here.reports.seal("汇报")
    old = there.reports.begin_rotation()
    renewed = there.reports.renew(sealed)
    there.reports.end_rotation(old)
    assert here.reports.open(renewed) == "汇报"
    assert there.reports.open(here.reports.seal("新的")) == "新的"
    with pytest.raises(InvalidToken):
        here.reports.open(sealed)


def test_a_rotation_that_was_cut_short_is_finished_by_the_next(folder: Path) -> None:
    reports = keys.load(folder).reports
    sealed = reports.seal("汇报")
    reports.begin_rotation()
    old = reports.begin_rotation()
    renewed = reports.renew(sealed)
    reports.end_rotation(old)
    assert reports.open(renewed) == "汇报"
    assert len((folder / "reports.key").read_bytes().split()) == 1


def test_key_files_are_for_their_owner_and_a_destroyed_one_is_gone(folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert keys.problems(folder) == []
    (folder / "reports.key").chmod(0o644)
    assert keys.problems(folder) == [("key_loose", folder / "reports.key")]
    for _ in range(2):
        files.destroy(folder / "doors.key")
    assert ("key_missing", folder / "doors.key") in keys.problems(folder)


def test_without_the_key_of_reports_nothing_starts_and_without_the_doors_a_new_one_is_made(folder: Path) -> None:
    sealed = keys.load(folder).doors.seal(b"tap")
    (folder / "doors.key").unlink()
    with pytest.raises(Unreadable):
        keys.load(folder).doors.open(sealed)
    (folder / "reports.key").unlink()
    with pytest.raises(NoKey, match="init"):
        keys.load(folder)


def test_an_empty_or_garbled_key_file_is_said(folder: Path) -> None:
    loaded = keys.load(folder)
    for words in (b"", b"rubbish\n"):
        (folder / "reports.key").write_bytes(words)
        (folder / "doors.key").write_bytes(words)
        with pytest.raises(NoKey):
            loaded.reports.seal("x")
        with pytest.raises(NoKey):
            loaded.doors.seal(b"x")
