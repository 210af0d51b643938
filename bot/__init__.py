"""The bot of a Party branch. See ARCHITECTURE.md."""

import os

# python-telegram-bot then speaks timedelta for times; it must be set before its first import.
os.environ.setdefault("PTB_TIMEDELTA", "1")
