"""The two years as a page that a person can read: by months what was held, who was reminded of what, what is left."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from bot.rules.calendar import Month
from bot.rules.duties import Duty
from bot.rules.language import Language, listed, say_short_day
from bot.rules.words import DuesState, System
from tests.rules.office import Digest
from tests.rules.two_years import Branch

_ZH = Language.ZH
_STEPS = ("D-7", "D-3", "D-1", "D0", "W1", "W2+")
_STANDINGS = ("已办", "未到期", "逾期", "待收讫")
_HEAD = """# 虚构支部的两年

六十人、四个党小组，2026 年 1 月 1 日起使用。人名均为天干加序号，节假日除 2026 年外为假定。

- 丁九自 2026 年 3 月起五个多月未交党费，8 月 24 日补齐；丙一常到最后一天才召集党小组会，2 月和 8 月没有召集。
- 丙十五、丁十四是预备党员，期满转正；丁十四 2026 年第三季度的思想汇报 10 月 15 日才交。丁十五 2026 年 7 月 6 日转入。
- 2026 年 9 月 7 日至 20 日机器人停机两周。2027 年 4 月 22 日换届，书记由甲一改为甲四。
- 甲十五、乙十五、丙十四没有 Telegram，不会收到提醒，党费由组织委员登记。

每月一表：月底看板上各项制度的状况（当期的，和以前没有办结的），和当月发出的提醒：
D-7 提前七天，D0 当天，W1 逾期一周，W2+ 逾期两周以上。
"""


def tell(branch: Branch) -> str:
    """Lives the two years and writes them down."""
    parts = [_HEAD]
    for day in branch.live():
        if day == Month.of(day).last_day():
            parts.append("\n".join(_month(branch, Month.of(day))))
    return "\n".join([*parts, *_whole(branch.office.digests)]) + "\n"


def _month(branch: Branch, month: Month) -> Iterator[str]:
    digests = [digest for digest in branch.office.digests if Month.of(digest.day) == month]
    board = branch.office.board()
    yield f"## {month.say(_ZH)}\n"
    yield f"会议：{_held(branch, month)}"
    if missed := _missed(board, month):
        yield f"没有召开：{missed}"
    yield f"党费拖欠：{_arrears(board) or '无'}"
    yield f"提醒：{_messages(digests)}\n"
    yield f"| 制度 | {' | '.join((*_STANDINGS, *_STEPS))} |"
    yield "|---|" + "--:|" * (len(_STANDINGS) + len(_STEPS))
    sent = Counter((duty.system, _column(step)) for digest in digests for duty, step in digest.items)
    present = [duty for duty in board if duty.period.last_day() >= month.first_day() or not duty.done]
    stand = Counter((duty.system, _standing(duty)) for duty in present)
    for system in System:
        cells = [*(stand[system, each] for each in _STANDINGS), *(sent[system, step] for step in _STEPS)]
        if any(cells):
            yield f"| {system.zh} | {' | '.join(str(cell or '') for cell in cells)} |"
    yield ""


def _column(step: str) -> str:
    return step if step in _STEPS else "W2+"


def _standing(duty: Duty) -> str:
    if duty.done:
        return "已办"
    if duty.system is System.DUES and duty.evidence is DuesState.PAID:
        return "待收讫"
    return "逾期" if duty.late else "未到期"


def _held(branch: Branch, month: Month) -> str:
    """党小组会 4 次（9日、10日）, in the order of the systems."""
    held: dict[str, list[date]] = {}
    for fact in branch.office.state.meetings:
        if Month.of(fact.day) == month:
            held.setdefault(fact.kind.zh, []).append(fact.day)
    told = [f"{kind}（{listed((f'{day.day}日' for day in sorted(set(held[kind]))), _ZH)}）" for kind in sorted(held)]
    return listed(told, _ZH) or "无"


def _missed(board: Iterable[Duty], month: Month) -> str:
    """Meetings of periods that ended with this month."""
    missed = [duty for duty in board if duty.system.meeting and not duty.done and duty.due == month.last_day()]
    return listed((f"{duty.system.zh}（{duty.subject}，{duty.period.say(_ZH)}）" for duty in missed), _ZH)


def _arrears(board: Iterable[Duty]) -> str:
    """Whose dues are overdue, and for how many months."""
    months = Counter(
        d.subject for d in board if d.system is System.DUES and d.late and d.evidence is not DuesState.PAID
    )
    return listed((f"{name} {count} 个月" for name, count in sorted(months.items())), _ZH)


def _messages(digests: list[Digest]) -> str:
    if not digests:
        return "无"
    days = Counter(digest.day for digest in digests)
    fullest = max(sorted(days), key=lambda day: days[day])
    longest = max(len(digest.items) for digest in digests)
    return (
        f"{len(digests)} 条消息，分 {len(days)} 天发出；最多的一天是{say_short_day(fullest, _ZH)}，{days[fullest]} 条；"
        f"最长的一条含 {longest} 项"
    )


def _whole(digests: list[Digest]) -> Iterator[str]:
    """What it comes to for one person."""
    people = Counter(digest.person_id for digest in digests)
    days = Counter((digest.person_id, digest.day) for digest in digests)
    twice = sum(count > 1 for count in days.values())
    middle = sorted(people.values())[len(people) // 2]
    yield "## 两年合计\n"
    yield f"共 {len(digests)} 条消息，发给 {len(people)} 人。"
    yield f"半数的人两年收到不超过 {middle} 条，最多的 {max(people.values())} 条。"
    yield f"同一天收到两条的有 {twice} 人次，三条以上的 {sum(count > 2 for count in days.values())} 人次。"
