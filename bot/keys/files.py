"""Key files: lists of keys, the newest first, that only their owner can read.

Whoever changes the folder holds its lock for that one change and waits for nothing meanwhile. So it may be taken in the
database's turn, and is: always the turn first, then the folder.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

LOOSE = 0o077  # the permission bits that nobody but the owner may have
_NEW, _OLD = ".new", ".old"  # a file that is not in its place yet, and one that was in it before


class NoKey(FileNotFoundError):
    """A key file that should be there is not; the text says what to do."""


def make(path: Path, key: bytes) -> bool:
    """Writes a key file where there is none; whether there was none."""
    with _changing(path.parent):
        if path.exists():
            return False
        _replace(path, [key])
        return True


def write(path: Path, lines: list[bytes]) -> None:
    """Writes a key file whole, or not at all: it is on the disk, under its name, when this returns."""
    with _changing(path.parent):
        _replace(path, lines)


def erase(path: Path) -> None:
    """Overwrites a key file in place; it stays, empty. One that is gone already is no error."""
    with _changing(path.parent):
        _erase(path)


def destroy(path: Path) -> None:
    """Overwrites and removes a key file; one that is gone already is no error."""
    with _changing(path.parent):
        _destroy(path)


def left(folder: Path) -> list[Path]:
    """What a killed process has left of a change: there may be live keys in it. The next change destroys it."""
    if not folder.exists():
        return []
    with _locked(folder):
        return _left(folder)


class KeyFile:
    """A key file that another process may change: it is read anew whenever it is another file than before."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int] | None = None
        self._lines: list[bytes] = []

    def lines(self) -> list[bytes]:
        """The keys, the newest first; NoKey where the file is missing or empty."""
        try:
            while (found := self._stat()) != self._seen:  # again, if it was replaced while it was read
                self._lines, self._seen = self.path.read_bytes().split(), found
        except FileNotFoundError:
            raise NoKey(f"{self.path}: missing") from None
        if not self._lines:
            raise NoKey(f"{self.path}: empty")
        return self._lines

    def begin(self, fresh: bytes) -> list[bytes]:
        """A new key stands before the old ones; which those are, for :meth:`end`."""
        with _changing(self.path.parent):
            old = KeyFile(self.path).lines()
            _replace(self.path, [fresh, *old])
        return old

    def end(self, old: list[bytes]) -> None:
        """These keys are destroyed. Those that another process has put there since its own ``begin`` are kept."""
        with _changing(self.path.parent):
            lines = KeyFile(self.path).lines()
            _replace(self.path, [line for line in lines if line not in old] or lines[:1])

    def _stat(self) -> tuple[int, int]:
        found = self.path.stat()
        return found.st_ino, found.st_mtime_ns


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _changing(folder: Path) -> Iterator[None]:
    """One process at a time; what a killed one has left is destroyed first."""
    with _locked(folder):
        for path in _left(folder):
            live = path.with_suffix("")
            if live.exists() and live.samefile(path):
                path.unlink()  # it was not replaced yet: this is a second name of what is in use
            else:
                _destroy(path)
        yield


def _left(folder: Path) -> list[Path]:
    return sorted(path for ending in (_NEW, _OLD) for path in folder.glob(f"*.key{ending}"))


def _replace(path: Path, lines: list[bytes]) -> None:
    """The old file keeps a name until it is overwritten, so that after a kill it is found."""
    new, old = path.with_name(path.name + _NEW), path.with_name(path.name + _OLD)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        _give_to_owner(file, path)
        file.write(b"".join(line + b"\n" for line in lines))
        _to_disk(file)
    if path.exists():
        os.link(path, old)
    new.replace(path)
    _sync_folder(path.parent)
    _destroy(old)


def _give_to_owner(file: BinaryIO, path: Path) -> None:
    """Changed by root, it still belongs to whom it belonged to; made by root, to the owner of the folder."""
    if os.geteuid() == 0:
        owner = (path if path.exists() else path.parent).stat()
        os.fchown(file.fileno(), owner.st_uid, owner.st_gid)


def _destroy(path: Path) -> None:
    if path.exists():
        _erase(path)
        path.unlink()
        _sync_folder(path.parent)


def _erase(path: Path) -> None:
    """Overwrites in place, then empties. A copying file system or a worn disk may keep the old blocks all the same."""
    if not path.exists() or not path.stat().st_size:
        return
    with path.open("r+b") as file:
        file.write(b"\0" * path.stat().st_size)
        _to_disk(file)
        file.truncate(0)
        _to_disk(file)


def _to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
