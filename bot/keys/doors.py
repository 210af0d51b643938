"""The short-lived key of the two doors: what waits in inbox and outbox is unreadable from the database alone, and
once its key is replaced, from anything.

AES-GCM, because its tokens carry no time. Lengths are rounded up: the length of a tap would tell which button it was.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.keys.files import KeyFile, NoKey

_KEY = 32  # bytes: AES-256
_SEALED = b"\x01"  # before a sealed body; one from before there were door keys begins with its own "{"
_MARK = 4  # bytes of a key's mark, by which a sealed body finds its key
_NONCE = 12
_STEP = 512  # bytes: sealed bodies are padded to a multiple of this
_LENGTH = 4


class Unreadable(ValueError):
    """Sealed under a key that is gone."""


def fresh() -> bytes:
    """A new key with its mark, as a line of the key file."""
    return (os.urandom(_MARK) + os.urandom(_KEY)).hex().encode()


def usable(lines: list[bytes]) -> bool:
    """Whether a key file's lines are keys."""
    try:
        raw = [bytes.fromhex(line.decode()) for line in lines]
    except ValueError:
        return False
    return bool(raw) and all(len(each) == _MARK + _KEY for each in raw)


class Doors:
    """Seals and opens bodies. ``seal`` belongs inside a writing transaction, see :meth:`begin_rotation`."""

    def __init__(self, file: KeyFile) -> None:
        self._file = file
        self._known: list[bytes] = []
        self._keys: dict[bytes, AESGCM] = {}
        self._newest = b""

    def seal(self, body: bytes) -> bytes:
        """1 ‖ mark ‖ nonce ‖ AES-GCM(length ‖ body ‖ padding), under the newest key."""
        self._refresh()
        nonce = os.urandom(_NONCE)
        plain = len(body).to_bytes(_LENGTH, "big") + body
        plain += bytes(-len(plain) % _STEP)
        return _SEALED + self._newest + nonce + self._keys[self._newest].encrypt(nonce, plain, self._newest)

    def open(self, sealed: bytes) -> bytes:
        """The body again; Unreadable where its key is gone."""
        self._refresh()
        if sealed[:1] == b"{":
            return sealed
        mark, rest = sealed[1 : 1 + _MARK], sealed[1 + _MARK :]
        key = self._keys.get(mark)
        if key is None:
            raise Unreadable("its key is gone")
        try:
            plain = key.decrypt(rest[:_NONCE], rest[_NONCE:], mark)
        except InvalidTag:
            raise Unreadable("not what was sealed") from None
        return plain[_LENGTH : _LENGTH + int.from_bytes(plain[:_LENGTH], "big")]

    def begin_rotation(self) -> list[bytes]:
        """From now on a new key seals; the old ones, which are returned, still open.

        Belongs inside the writing transaction that then seals anew what waits: nobody else's comes between the two.
        """
        return self._file.begin(fresh())

    def end_rotation(self, old: list[bytes]) -> None:
        """After the commit: these keys are destroyed, and with them whatever a copy of the database still holds under
        them."""
        self._file.end(old)

    def _refresh(self) -> None:
        lines = self._file.lines()
        if lines is self._known:
            return
        try:
            raw = [bytes.fromhex(line.decode()) for line in lines]
            self._keys = {each[:_MARK]: AESGCM(each[_MARK:]) for each in raw}
        except ValueError:
            raise NoKey(f"{self._file.path}: garbled") from None
        self._known, self._newest = lines, raw[0][:_MARK]
