"""Keys live in a folder of their own: outside the database, outside the data folder, in no backup."""

from dataclasses import dataclass
from pathlib import Path

from bot.keys import doors, files, reports
from bot.keys.ballots import BallotKeys
from bot.keys.doors import Doors
from bot.keys.files import KeyFile, NoKey
from bot.keys.reports import Cipher, InvalidToken

__all__ = ["InvalidToken", "Keys", "NoKey", "hindrance", "load", "make", "problems", "reports_key"]

_REPORTS = "reports.key"
_DOORS = "doors.key"


@dataclass(frozen=True)
class Keys:
    """All keys of an installation."""

    reports: Cipher
    doors: Doors
    ballots: BallotKeys


def make(folder: Path) -> bool:
    """Makes the key files that are missing, readable by their owner alone; whether that of reports was made."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    files.make(folder / _DOORS, doors.fresh())
    return files.make(folder / _REPORTS, reports.fresh())


def load(folder: Path) -> Keys:
    """The keys of this folder; NoKey with the way out where ``init`` has not made them.

    The doors' key alone may be made here: it is in no backup, and what it sealed was under way, not on record.
    """
    path = folder / _REPORTS
    if not path.exists():
        raise NoKey(f"no key at {path}: run `init`, or put the key back; without it reports are unreadable")
    make(folder)
    return Keys(Cipher(KeyFile(path)), Doors(KeyFile(folder / _DOORS)), BallotKeys(folder))


def problems(folder: Path) -> list[tuple[str, Path]]:
    """What is wrong with the key files, and which file: ``key_missing``, ``key_broken`` or ``door_broken`` (empty or
    garbled, the latter that of the doors), ``key_loose`` (readable by others), ``key_owner`` (another one's than the
    folder), ``key_left`` (of a change that was cut short)."""
    found = [("key_left", path) for path in files.left(folder)]
    if broken := _broken(folder):
        found.append(broken)
    of_ballots = [BallotKeys(folder).path(ballot_id) for ballot_id in BallotKeys(folder).kept()]
    for path in (folder / _REPORTS, folder / _DOORS, *of_ballots):
        if not path.exists():
            found.append(("key_missing", path))
            continue
        if path.stat().st_mode & files.LOOSE:
            found.append(("key_loose", path))
        if path.stat().st_uid != folder.stat().st_uid:
            found.append(("key_owner", path))
    return found


def hindrance(folder: Path) -> tuple[str, Path] | None:
    """The one of :func:`problems` that no work can be done with; without a key of the doors :func:`load` makes one."""
    path = reports_key(folder)
    return _broken(folder) if path.exists() else ("key_missing", path)


def reports_key(folder: Path) -> Path:
    """Where the key of reports lies."""
    return folder / _REPORTS


def _broken(folder: Path) -> tuple[str, Path] | None:
    tests = (("key_broken", folder / _REPORTS, reports.usable), ("door_broken", folder / _DOORS, doors.usable))
    for problem, path, usable in tests:
        if path.exists() and not usable(path.read_bytes().split()):
            return problem, path
    return None
