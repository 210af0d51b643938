"""The demo's branch: plainly invented people, whose names say what they are there for.

24 members in two teams, an activist and a stranger. What the store cannot hold yet stands in the notes beside the
names on the page: that 江外出 travels (a column of its own comes with the systems that ask for it).
"""

from datetime import date, timedelta
from pathlib import Path

from bot.rules.language import Phrase

BRANCH = "示范机关党支部"
# Chats, each named as what it is bound to, and who binds it.
GROUPS = {BRANCH: "孙组织", "第一党小组": "孙组织", "第二党小组": "钱副书记"}
STRANGER = "路人甲"
# 新同志 has a phone but no binding yet, so that inviting can be tried; 高退休 has no Telegram at all.
NOT_YET_BOUND = ("新同志",)
WITHOUT_TELEGRAM = ("高退休",)
IN_ARREARS = "许欠费"
NOTES = {
    "江外出": Phrase(zh="流动党员，在外地", en="travelling"),
    IN_ARREARS: Phrase(zh="党费拖欠五个月", en="dues five months in arrears"),
    "沈转正": Phrase(zh="即将转正", en="near confirmation"),
    STRANGER: Phrase(zh="不在名册上", en="not on the roster"),
}

TOUR = Path(__file__).parent / "tour.toml"
_ROSTER = Path(__file__).parent / "roster.csv"


def roster(today: date) -> str:
    """The roster as the organization member would fill it in; who is on probation joined some time before ``today``."""
    half_way, nearly_over = today - timedelta(days=240), today - timedelta(days=345)
    return _ROSTER.read_text(encoding="utf-8").format(half_way=half_way, nearly_over=nearly_over)
