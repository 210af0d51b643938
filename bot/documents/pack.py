"""Several files in one zip. The same files at the same moment are the same bytes."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_READABLE = 0o644 << 16  # permissions, as a zip file holds them


def zipped(files: Iterable[tuple[str, bytes]], moment: datetime) -> bytes:
    """The zip of these names and contents, in this order; ``moment`` in the zone in which people read it."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as pack:
        for name, content in files:
            info = ZipInfo(name, moment.timetuple()[:6])
            info.compress_type, info.external_attr = ZIP_DEFLATED, _READABLE
            pack.writestr(info, content)
    return target.getvalue()
