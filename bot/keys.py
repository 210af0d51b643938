"""Keys live in a folder of their own: outside the database, outside the data folder, in no backup."""

from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet

_REPORTS = "reports.key"


class Cipher:
    """Encrypts what must not be readable from the database alone (Fernet; newest key first)."""

    def __init__(self, fernet: MultiFernet) -> None:
        self._fernet = fernet

    def seal(self, text: str) -> bytes:
        """The text, encrypted."""
        return self._fernet.encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """The text again; cryptography.fernet.InvalidToken under a wrong key."""
        return self._fernet.decrypt(sealed).decode()


def make(folder: Path) -> bool:
    """Makes the key files that are missing, readable by their owner alone; whether any was made."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / _REPORTS
    if path.exists():
        return False
    path.touch(mode=0o600)
    path.write_bytes(Fernet.generate_key() + b"\n")
    return True


def load(folder: Path) -> Cipher:
    """The cipher of this folder; FileNotFoundError with the way out where ``init`` has not made the keys."""
    path = folder / _REPORTS
    if not path.exists():
        raise FileNotFoundError(f"no key at {path}: run `init`, or put the key back; without it reports are unreadable")
    return Cipher(MultiFernet([Fernet(line) for line in path.read_bytes().split()]))


def problems(folder: Path) -> list[str]:
    """What is wrong with the key files, in words for the operator."""
    path = folder / _REPORTS
    if not path.exists():
        return [f"{path}: missing"]
    loose = path.stat().st_mode & 0o077
    return [f"{path}: readable by others (mode {path.stat().st_mode & 0o777:o}); chmod 600 it"] if loose else []
