"""JSON as it goes over the wire."""

import json
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


def encode(value: object) -> bytes:
    """Compact UTF-8 JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
