"""Key files: lists of keys, the newest first, that only their owner can read."""

import contextlib
import os
from pathlib import Path
from typing import BinaryIO

LOOSE = 0o077  # the permission bits that nobody but the owner may have


class NoKey(FileNotFoundError):
    """A key file that should be there is not; the text says what to do."""


def write(path: Path, lines: list[bytes]) -> None:
    """Writes a key file whole, or not at all: it is on the disk, under its name, when this returns."""
    fresh = path.with_name(path.name + ".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(b"".join(line + b"\n" for line in lines))
        _to_disk(file)
    with contextlib.ExitStack() as old:
        # Held open, so that the old keys can be overwritten once the new ones are safely in their place.
        before = old.enter_context(path.open("r+b")) if path.exists() else None
        fresh.replace(path)
        _sync_folder(path.parent)
        if before is not None:
            _erase(before)


def destroy(path: Path) -> None:
    """Overwrites and removes a key file; one that is gone already is no error."""
    if not path.exists():
        return
    with path.open("r+b") as file:
        _erase(file)
    path.unlink()
    _sync_folder(path.parent)


def _erase(file: BinaryIO) -> None:
    """Overwrites in place. A copying file system or a worn disk may keep the old blocks all the same."""
    file.write(b"\0" * os.fstat(file.fileno()).st_size)
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


class KeyFile:
    """A key file that another process may change: it is read anew whenever it is another file than before."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int] | None = None
        self._lines: list[bytes] = []

    def lines(self) -> list[bytes]:
        """The keys, the newest first; NoKey where the file is missing or empty."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            raise NoKey(f"{self.path}: missing") from None
        if (stat.st_ino, stat.st_mtime_ns) != self._seen:
            self._lines = self.path.read_bytes().split()
            self._seen = (stat.st_ino, stat.st_mtime_ns)
        if not self._lines:
            raise NoKey(f"{self.path}: empty")
        return self._lines
