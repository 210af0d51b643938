"""Finding a Chromium. Where none is found the tests are skipped with the reason; where CI is true they fail."""

import os
import shutil
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "no Chromium found (" + ", ".join(_NAMES) + "): apt-get install chromium fonts-noto-cjk"

# --no-sandbox: the page is our own, and in a container root has no other way.
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]


def path() -> str:
    """The program; skips, or fails where CI is true, when there is none."""
    found = next((place for name in _NAMES if (place := shutil.which(name))), None)
    if found is not None and Path(found).exists():
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(MISSING, pytrace=False)
    pytest.skip(MISSING)
