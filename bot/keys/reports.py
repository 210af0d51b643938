"""The cipher of reports, letters and remarks: Fernet under a list of keys, the newest first."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.keys.files import KeyFile, NoKey

__all__ = ["Cipher", "InvalidToken"]


def fresh() -> bytes:
    """A new key, as a line of the key file."""
    return Fernet.generate_key()


def usable(lines: list[bytes]) -> bool:
    """Whether a key file's lines are keys."""
    try:
        return bool([Fernet(line) for line in lines])
    except ValueError:
        return False


class Cipher:
    """Encrypts what must not be readable from the database alone.

    ``seal`` belongs inside a writing transaction: then a rotation, which begins and re-encrypts in one of its own and
    removes the old keys after it, misses nothing that was sealed under them.
    """

    def __init__(self, file: KeyFile) -> None:
        self._file = file
        self._known: list[bytes] = []
        self._fernet = MultiFernet([Fernet(fresh())])

    def seal(self, text: str) -> bytes:
        """The text, encrypted under the newest key."""
        return self.seal_bytes(text.encode())

    def seal_bytes(self, content: bytes) -> bytes:
        """A picture, encrypted like a text."""
        return self._current().encrypt(content)

    def open(self, sealed: bytes) -> str:
        """The text again; InvalidToken under a wrong key."""
        return self.open_bytes(sealed).decode()

    def open_bytes(self, sealed: bytes) -> bytes:
        """The picture again; InvalidToken under a wrong key."""
        return self._current().decrypt(sealed)

    def opens(self, sealed: bytes) -> bool:
        """Whether :meth:`open` would."""
        try:
            self.open(sealed)
        except InvalidToken:
            return False
        return True

    def renew(self, sealed: bytes) -> bytes:
        """The same text under the newest key."""
        return self._current().rotate(sealed)

    def begin_rotation(self) -> list[bytes]:
        """A new key stands before the old ones, which are returned."""
        return self._file.begin(fresh())

    def end_rotation(self, old: list[bytes]) -> None:
        """These keys are destroyed: after the commit, nothing is sealed under them."""
        self._file.end(old)

    def _current(self) -> MultiFernet:
        lines = self._file.lines()
        if lines != self._known:
            try:
                self._fernet = MultiFernet([Fernet(line) for line in lines])
            except ValueError:
                raise NoKey(f"{self._file.path}: garbled") from None
            self._known = lines
        return self._fernet
