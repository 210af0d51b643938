"""The key of each secret ballot: made when it opens, destroyed once it is closed.

One file a ballot in the key folder, ``ballot-<id>.key``. It seals the box (AES-256-GCM: its tokens carry no time) and
derives the inclusion codes, so that no code is kept beside a person anywhere.
"""

import hashlib
import hmac
import os
import re
from collections.abc import Iterable
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.keys import files
from bot.rules.box import ALPHABET, CODE, Box

_SIZE = 32  # bytes of a key (AES-256)
_NONCE = 12  # bytes (NIST SP 800-38D, 8.2.1: 96 bits)
_NAME = re.compile(r"ballot-(\d+)\.key")


class Locked(Exception):
    """The box does not open: its key is missing, or another one's; or its content is not what the roll says."""


class Unread(Locked):
    """The key could not be read this time (rights, disk, too many open files). It is not lost: try again."""


class BallotKeys:
    """The ballot keys in a folder. Nothing is remembered: a key that is gone from the folder is gone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, ballot_id: int) -> Path:
        """Where the key of this ballot lies."""
        return self._folder / f"ballot-{ballot_id}.key"

    def make(self, ballot_id: int) -> None:
        """A new key, on the disk when this returns; in place of one that an opening rolled back has left."""
        files.write(self.path(ballot_id), [os.urandom(_SIZE).hex().encode()])

    def seal(self, ballot_id: int, box: Box, size: int) -> bytes:
        """The box for a roll of ``size``, sealed: always of the same length. Locked without the key."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher(ballot_id).encrypt(nonce, box.pack(size), _bound_to(ballot_id))

    def open(self, ballot_id: int, sealed: bytes, size: int, voted: int) -> Box:
        """What lies in the box; Locked where the key does not open it, or it does not hold ``voted`` ballots."""
        try:
            packed = self._cipher(ballot_id).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound_to(ballot_id))
            box = Box.unpack(packed, size)
        except (InvalidTag, ValueError) as error:
            raise Locked(ballot_id) from error
        if len(box.codes) != voted:
            raise Locked(ballot_id)
        return box

    def opens(self, ballot_id: int, sealed: bytes, size: int, voted: int) -> bool:
        """Whether :meth:`open` would."""
        try:
            self.open(ballot_id, sealed, size, voted)
        except Locked:
            return False
        return True

    def code(self, ballot_id: int, person_id: int, roll: Iterable[int]) -> str:
        """A person's inclusion code: the same whenever it is asked, and no one else's of this ``roll`` (person ids)."""
        key, given = self._subkey(ballot_id, b"inclusion codes"), set[str]()
        for each in sorted(roll):
            code = _unlike(given, key, each)
            if each == person_id:
                return code
            given.add(code)
        raise LookupError("nobody of this roll")

    def kept(self) -> list[int]:
        """The ballots whose key file is here, erased ones too."""
        names = (_NAME.fullmatch(path.name) for path in self._folder.glob("ballot-*.key"))
        return sorted(int(name[1]) for name in names if name)

    def erase(self, ballot_id: int) -> None:
        """Overwrites the key: nothing opens its box any more. The empty file stays, as a mark of unfinished work."""
        files.erase(self.path(ballot_id))

    def remove(self, ballot_id: int) -> None:
        """Removes the file."""
        files.destroy(self.path(ballot_id))

    def _cipher(self, ballot_id: int) -> AESGCM:
        return AESGCM(self._subkey(ballot_id, b"box"))

    def _subkey(self, ballot_id: int, purpose: bytes) -> bytes:
        try:
            key = bytes.fromhex(self.path(ballot_id).read_text("ascii"))
        except (FileNotFoundError, ValueError) as error:
            raise Locked(ballot_id) from error
        except OSError as error:
            raise Unread(ballot_id) from error
        if len(key) != _SIZE:
            raise Locked(ballot_id)
        return hmac.digest(key, purpose, hashlib.sha256)


def _unlike(given: set[str], key: bytes, person_id: int) -> str:
    """Two people of a roll may draw the same code: then the later one draws again."""
    attempt = 0
    while (code := _code(hmac.digest(key, f"{person_id}:{attempt}".encode(), hashlib.sha256))) in given:
        attempt += 1
    return code


def _code(drawn: bytes) -> str:
    number = int.from_bytes(drawn, "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(CODE))


def _bound_to(ballot_id: int) -> bytes:
    """Associated data: a box moved to another ballot does not open."""
    return f"ballot {ballot_id}".encode()
