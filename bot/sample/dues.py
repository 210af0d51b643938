"""Dues of the half year: paid and received month by month, but by one person never; of the present month a part."""

from collections.abc import Collection, Iterator

from bot.actions import dues
from bot.rules.calendar import Month
from bot.rules.words import DuesState
from bot.sample import IN_ARREARS
from bot.sample.days import HALF_A_YEAR, Days
from bot.sample.past import Cast, Event, Work, done, said, woken
from bot.store import dues as store

# Who has said so in the present month, and whose payment has been seen to arrive.
_PAID = ("郑书记", "钱副书记", "吴纪检", "何组长", "沈转正", "白同志", "张同志", "赵同志")
_RECEIVED = ("郑书记", "吴纪检", "何组长", "沈转正", "张同志")


def lived(days: Days) -> Iterator[Event]:
    """Each month opens, is paid and is received."""
    for back in range(HALF_A_YEAR, 0, -1):
        yield woken(days.of(back, 5, "09:00"), "dues")
        yield said(days.of(back, 5, "09:10"), "陈同志", "/dues")
        yield done(days.of(back, 5, "10:00"), _paid(days.month(back)))
        yield said(days.of(back, 10, "15:00"), "孙组织", "/ledger")
        yield done(days.of(back, 10, "15:10"), _received(days.month(back)))
    yield done(days.at(0, "08:45"), _paid(days.month(0), _PAID))
    yield done(days.at(0, "08:50"), _received(days.month(0), _RECEIVED))


def _paid(month: Month, names: Collection[str] = ()) -> Work:
    """These people say that they have paid; without names everybody who has an account, but one."""

    async def work(cast: Cast) -> None:
        for person in cast.members():
            if person.name in names or (not names and person.bound and person.name != IN_ARREARS):
                await dues.confirm_paid(cast.acts(person.name), month)

    return work


def _received(month: Month, names: Collection[str] = ()) -> Work:
    """The organization member marks them received, of people without Telegram too."""

    async def work(cast: Cast) -> None:
        deed = cast.acts("孙组织")
        for row, person in await store.ledger(deed.session, deed.branch.id, month):
            owed = row.state is not DuesState.RECEIVED and person.name != IN_ARREARS
            if owed and (not names or person.name in names):
                await dues.receive(deed, row)

    return work
