"""The demo's branch: plainly invented people."""

from pathlib import Path

BRANCH = "示范机关党支部"
ROSTER = Path(__file__).parent / "roster.csv"

# These two have a phone but no binding yet, so that inviting can be tried; 高退休 has no Telegram at all.
NOT_YET_BOUND = ("新同志", "白同志")
WITHOUT_TELEGRAM = ("高退休",)
