"""Files that people send: Word files and pictures."""

import struct
import zlib
from io import BytesIO

from docx import Document

from tests import twins


def docx(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs."""
    document, file = Document(), BytesIO()
    for paragraph in paragraphs:
        twins.know(paragraph)
        document.add_paragraph(paragraph)
    document.save(file)
    return file.getvalue()


def png(shade: int = 255, width: int = 60, height: int = 80) -> bytes:
    """A picture of one shade of grey, 0–255."""
    rows = b"".join(b"\x00" + bytes([shade]) * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
