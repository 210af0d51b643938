"""Thought reports: of both probationary members in their last quarter, one after a return; of now one to be read."""

from collections.abc import Iterator
from datetime import datetime

from bot.actions import reports, travels
from bot.rules.words import ReportState
from bot.sample.days import Days
from bot.sample.past import Cast, Event, Work, done, said
from bot.store import reports as store
from bot.store.reports import ThoughtReport

_LIN = "敬爱的党组织：这个季度我认真学习了党章，参加了两次志愿服务，工作上努力做到不出差错。"
_LIN_AGAIN = _LIN + "不足之处：主动向老同志请教不够，今后每周请教一次。"
_SHEN = "敬爱的党组织：这个季度我负责窗口值班，接待群众三百多人次，体会到服务要有耐心。不足：政策还不够熟。"
_SHEN_NOW = (
    "敬爱的党组织：预备期快满一年，我对照党员标准逐条检查了自己。优点是踏实，不足是理论学习不够系统，请党组织考察。"
)
_JIANG = "敬爱的党组织：我在外地项目上工作，坚持每天自学半小时。"


_LAST_QUARTER = -55  # workdays: in the quarter before the present one of both probations


def lived(days: Days) -> Iterator[Event]:
    """林预备 was asked to write more and did; 江外出 has been asked and has not yet; 沈转正's newest waits."""
    yield done(days.at(_LAST_QUARTER, "09:00"), _away("江外出", "外地项目部"))
    yield from _handed_in("林预备", _LIN, days.at(_LAST_QUARTER, "16:00"))
    yield from _handed_in("沈转正", _SHEN, days.at(_LAST_QUARTER, "16:30"))
    yield said(days.at(_LAST_QUARTER + 1, "09:00"), "郑书记", "/report")
    yield done(days.at(_LAST_QUARTER + 1, "09:20"), _read("郑书记", "沈转正"))
    yield done(days.at(_LAST_QUARTER + 1, "09:30"), _returned("郑书记", "林预备", "请补充工作中的不足。"))
    yield done(days.at(_LAST_QUARTER + 2, "17:00"), _rewritten("林预备", _LIN_AGAIN))
    yield done(days.at(_LAST_QUARTER + 3, "09:00"), _read("郑书记", "林预备"))
    yield from _handed_in("江外出", _JIANG, days.at(-3, "10:00"))
    yield done(days.at(-2, "11:00"), _returned("李组长", "江外出", "请写写在外地怎样过组织生活。"))
    yield from _handed_in("沈转正", _SHEN_NOW, days.at(-1, "15:00"))


def _handed_in(author: str, text: str, moment: datetime) -> Iterator[Event]:
    """Written and submitted, with the list of one's own reports on the screen."""

    async def work(cast: Cast) -> None:
        deed = cast.acts(author)
        await reports.submit(deed, await reports.begin(deed, text))

    yield said(moment, author, "/report")
    yield done(moment, work)


def _away(name: str, place: str) -> Work:
    """Noted by the organization member: away from that day on."""

    async def work(cast: Cast) -> None:
        deed = cast.acts("孙组织")
        await travels.note(deed, cast[name], deed.today, None, place)

    return work


def _read(reader: str, author: str) -> Work:
    async def work(cast: Cast) -> None:
        report = await _newest(cast, author)
        await reports.open_(cast.acts(reader), report)
        await reports.mark_read(cast.acts(reader), report, report.version)

    return work


def _returned(reader: str, author: str, remarks: str) -> Work:
    async def work(cast: Cast) -> None:
        report = await _newest(cast, author)
        await reports.open_(cast.acts(reader), report)
        await reports.give_back(cast.acts(reader), report, report.version, ReportState.SUBMITTED, remarks)

    return work


def _rewritten(author: str, text: str) -> Work:
    async def work(cast: Cast) -> None:
        report = await _newest(cast, author)
        await reports.replace(cast.acts(author), report, text)
        await reports.submit(cast.acts(author), report)

    return work


async def _newest(cast: Cast, author: str) -> ThoughtReport:
    person = cast[author]
    written = await store.of_author(cast.acts(author).session, person.id)
    return max(written, key=lambda report: report.id)
