"""Materials that were sent, and who has confirmed having studied them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.actions import broadcasts
from bot.actions.broadcasts import Audience, Content
from bot.rules.words import Group
from bot.sample.days import Days
from bot.sample.past import Cast, Event, done
from bot.store import broadcasts as store

_SLOW = ("新同志", "高退休", "许欠费", "王同志", "陈同志")  # those who have not confirmed the older one
_QUICK = ("李组长", "何组长", "林预备", "沈转正", "张同志", "杨同志")  # those who have confirmed the newer one


def lived(days: Days) -> Iterator[Event]:
    """One of two months ago, one of yesterday."""
    yield from _sent(days.of(2, 8, "09:00"), "学习党章第二章", "请学习党章第二章，联系实际想一想自己的工作。", ())
    yield from _sent(days.at(-1, "10:00"), "本月学习材料", "请自学党章第三章，党小组会上交流体会。", _QUICK)


def _sent(moment: datetime, title: str, html: str, studied: tuple[str, ...]) -> Iterator[Event]:
    async def send(cast: Cast) -> None:
        deed = cast.acts("周宣传")
        sent = await broadcasts.send(
            deed, Content(title, html), Audience(Group.EVERYBODY.zh, cast.members(), named=False)
        )
        deed.tell(deed.person, "broadcasts/progress", broadcast=sent.id)

    async def study(cast: Cast) -> None:
        deed = cast.acts("周宣传")
        newest = (await store.latest(deed.session, deed.branch.id, None, 0, 1))[0]
        for person in cast.members():
            if person.bound and (person.name in studied if studied else person.name not in _SLOW):
                await broadcasts.mark_studied(cast.acts(person.name), newest, studied=True)

    yield done(moment, send)
    yield done(moment + timedelta(hours=3), study)
