"""Dues of the half year: paid and received month by month, but by one person never; of the present month a part.

Each past month was closed and passed on; one member is exempt for now, one has somebody else pay.
"""

from collections.abc import Collection, Iterator

from bot.actions import closings, dues_paid, dues_received, proxies, reliefs
from bot.actions.reliefs import Approval
from bot.rules.calendar import Month
from bot.rules.money import Fen
from bot.rules.words import DuesState, ReliefKind
from bot.sample import IN_ARREARS
from bot.sample.days import HALF_A_YEAR, Days
from bot.sample.past import Cast, Event, Work, done, said, woken
from bot.store import closings as cash_book
from bot.store import dues as store
from bot.store import proxies as proxy_store

# Who has said so in the present month, and whose payment has been seen to arrive.
_PAID = ("郑书记", "钱副书记", "吴纪检", "何组长", "沈转正", "白同志", "张同志", "赵同志")
_RECEIVED = ("郑书记", "吴纪检", "何组长", "沈转正", "张同志")
_EXEMPT = "马同志"
_AWAY, _PROXY = "江外出", "刘同志"


def lived(days: Days) -> Iterator[Event]:
    """Each month opens, is paid and is received."""
    for back in range(HALF_A_YEAR, 0, -1):
        yield woken(days.of(back, 5, "09:00"), "dues")
        yield said(days.of(back, 5, "09:10"), "陈同志", "/dues")
        yield done(days.of(back, 5, "10:00"), _paid(days.month(back)))
        yield said(days.of(back, 10, "15:00"), "孙组织", "/ledger")
        yield done(days.of(back, 10, "15:10"), _received(days.month(back)))
        yield done(days.of(back, 10, "16:00"), _closed)
        yield done(days.of(back, 12, "10:00"), _passed_on(days.month(back)))
    yield done(days.of(1, 24, "10:00"), _asked(days.month(0)))
    yield done(days.of(1, 25, "10:00"), _agreed)
    yield done(days.of(1, 25, "10:10"), _exempted(days.month(0)))
    yield woken(days.at(0, "08:35"), "dues")  # this month's cards go out, where their day has come
    yield done(days.at(0, "08:45"), _paid(days.month(0), _PAID))
    yield done(days.at(0, "08:50"), _received(days.month(0), _RECEIVED))


async def _closed(cast: Cast) -> None:
    """What was counted agrees with the ledger."""
    deed = cast.acts("孙组织")
    await closings.close(deed, Fen((await cash_book.cash(deed.session, deed.branch.id)).open))


def _passed_on(month: Month) -> Work:
    async def work(cast: Cast) -> None:
        deed = cast.acts("孙组织")
        left = (await cash_book.cash(deed.session, deed.branch.id)).to_remit
        await closings.remit(deed, Fen(left), deed.today, f"党费收据 {month}")

    return work


def _asked(month: Month) -> Work:
    async def work(cast: Cast) -> None:
        await proxies.ask(cast.acts(_AWAY), cast[_PROXY], month.plus(2), "在外地驻点")

    return work


async def _agreed(cast: Cast) -> None:
    deed = cast.acts("孙组织")
    (asked,) = await proxy_store.asked(deed.session, deed.branch.id)
    await proxies.decide(deed, asked, agreed=True)


def _exempted(month: Month) -> Work:
    async def work(cast: Cast) -> None:
        approval = Approval(
            person=cast[_EXEMPT], kind=ReliefKind.EXEMPT, first=month, last=month.plus(2), amount=None,
            decision=f"支委会 {month.previous()} 决定",
        )  # fmt: skip
        await reliefs.enter(cast.acts("孙组织"), approval)

    return work


def _paid(month: Month, names: Collection[str] = ()) -> Work:
    """These people say that they have paid; without names everybody who has an account, but one."""

    async def work(cast: Cast) -> None:
        for person in cast.members():
            if person.name in names or (not names and person.bound and person.name != IN_ARREARS):
                await dues_paid.confirm_paid(cast.acts(person.name), month)

    return work


def _received(month: Month, names: Collection[str] = ()) -> Work:
    """The organization member marks them received, of people without Telegram too."""

    async def work(cast: Cast) -> None:
        deed = cast.acts("孙组织")
        for row, person in await store.ledger(deed.session, deed.branch.id, month):
            owed = row.state is not DuesState.RECEIVED and person.name != IN_ARREARS
            if owed and (not names or person.name in names):
                await dues_received.receive(deed, row)

    return work
