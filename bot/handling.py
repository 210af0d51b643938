"""What has arrived is worked on: a group of updates and errands in one transaction, in the order in which they came.

A batch that Telegram just gave is kept and worked on in one transaction, unless something older waits in the inbox. If
one of a group raises, the group is rolled back, kept in the inbox and redone one by one; the one that fails is set
aside with an apology, and everything else takes effect. While the database is in trouble nothing is set aside: that is
no update's fault.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from telegram import Update

from bot import raw
from bot.actions.base import Deed
from bot.application import App, Door
from bot.context import Group, Here, Toast
from bot.failures import new_reference, record
from bot.gateway.courier import Report
from bot.keys.doors import Unreadable
from bot.routing import Routes
from bot.settling import Settling
from bot.store import branch as people
from bot.store import inbox, post
from bot.store.database import Database
from bot.store.inbox import Arrival, Item, Raw
from bot.store.outage import is_outage
from bot.tray import Tray

GROUP = 64  # things in one transaction at most


Commit = Callable[[Callable[[Group], Awaitable[None]]], Awaitable[None]]


@dataclass(frozen=True)
class Delivery:
    """A batch as Telegram gave it; whoever brought it waits until it is ``kept``."""

    batch: Sequence[Raw]
    kept: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Handling:
    """See the module. ``commit``: runs something in a transaction; ``deed``: a deed in it, of somebody or of nobody;
    ``settling``: what the courier reported goes into the same transaction."""

    database: Database
    application: App
    routes: Routes
    commit: Commit
    deed: Callable[[Tray, people.Person | None], Deed]
    settling: Settling
    _delivery: Delivery | None = None
    _look: bool = True  # at the start, and whenever something may wait in the inbox

    def __post_init__(self) -> None:
        self._door = Door(self.routes)
        self.application.add_handler(self._door)

    def receive(self, batch: Sequence[Raw]) -> Delivery:
        """A batch stands at the door. It is the only one: the next is fetched when this one is kept."""
        self._delivery = Delivery(batch)
        return self._delivery

    def look(self) -> None:
        """Something may wait in the inbox."""
        self._look = True

    @property
    def waits(self) -> bool:
        """Whether a batch is at the door."""
        return self._delivery is not None

    @property
    def at_once(self) -> bool:
        """Whether a batch is at the door and nothing older waits: it is worked on as it is kept."""
        return self.waits and not self._look

    async def work(self) -> int:
        """Works on the oldest arrivals; answers how many. Raises where the database is in trouble."""
        if self._look and (done := await self._waiting()):
            return done
        delivery = self._delivery
        if delivery is None:
            return 0
        await self._deliver(delivery)
        return len(delivery.batch)

    async def _deliver(self, delivery: Delivery) -> None:
        reports = list(self.settling.reports)
        try:
            await self.commit(partial(self._receive, delivery.batch, reports))
        except Exception as error:
            if is_outage(error):
                raise
            if not isinstance(error, inbox.Known):
                record(error, "group", "kept, to be done again")
            self.look()
            await self.commit(partial(self._keep, delivery.batch))
        else:
            self.settling.written(reports)
        if self._delivery is delivery:
            self._delivery = None
        delivery.kept.set()

    async def _receive(self, batch: Sequence[Raw], reports: Sequence[Report], group: Group) -> None:
        if reports:
            deed = self.deed(group.tray, None)
            await self.settling.within(reports, deed)
            group.tray.take(deed)
        await inbox.store_done(group.tray.session, batch, group.tray.now)
        await self._handle([(Arrival.UPDATE, each) for each in batch], group)

    async def _keep(self, batch: Sequence[Raw], group: Group) -> None:
        slim = [raw.slim(each) for each in batch]  # what a message shows has a length that may tell a mark
        await inbox.store_updates(group.tray.session, group.tray.studio.keys.doors, slim, group.tray.now)

    async def _waiting(self) -> int:
        """What waits in the inbox, the oldest first."""
        async with self.database.reading() as session:
            items = await inbox.ready(session, GROUP)
        if items:
            await self._together(items)
        self._look = len(items) == GROUP
        return len(items)

    async def _together(self, items: Sequence[Item]) -> None:
        try:
            await self.commit(partial(self._finish, items))
        except Exception as error:
            if is_outage(error):
                raise
            record(error, "group", "redone one by one")
            for item in items:
                await self._alone(item)

    async def _finish(self, items: Sequence[Item], group: Group) -> None:
        await self._handle([(item.kind, await self._body(item, group)) for item in items], group)
        await inbox.finish(group.tray.session, [item.id for item in items])

    async def _handle(self, arrivals: Sequence[tuple[str, Any]], group: Group) -> None:
        await self._meet([body for _, body in arrivals], group)
        for number, (kind, body) in enumerate(arrivals):
            if number:  # so that a refusal can tell its own changes from its neighbours'
                await group.tray.session.flush()
            await self._one(kind, body, group)

    async def _alone(self, item: Item) -> None:
        try:
            await self.commit(partial(self._finish, [item]))
        except Exception as error:
            if is_outage(error):
                raise
            reference = new_reference()
            record(error, reference, item.kind)
            await self._give_up(item, reference)

    async def _give_up(self, item: Item, reference: str) -> None:
        try:
            await self.commit(partial(self._set_aside, item, reference, apology=True))
        except Exception as error:
            if is_outage(error):
                raise
            record(error, reference, "apology")
            await self.commit(partial(self._set_aside, item, reference, apology=False))

    async def _set_aside(self, item: Item, reference: str, group: Group, *, apology: bool) -> None:
        await inbox.set_aside(group.tray.session, item.id, reference)
        here = await self._whom_to_tell(item, group) if apology else None
        if here is not None and here.chat_id:
            here.toast("home.failed", alert=True, reference=reference)
            await here.say("home/failed", reference=reference)

    async def _whom_to_tell(self, item: Item, group: Group) -> Here | None:
        """Where the failed update came from; None where that is the very thing that cannot be read."""
        if item.kind != Arrival.UPDATE:
            return None
        try:
            return await self._here(await self._body(item, group), group)
        except Exception:  # what reading it may raise is as many things as an update may hold
            return None

    async def _body(self, item: Item, group: Group) -> Any:  # noqa: ANN401 - any JSON
        doors = group.tray.studio.keys.doors
        try:
            return item.body(doors)
        except Unreadable:  # the key was replaced since this was read; inside this transaction it cannot be
            return (await inbox.again(group.tray.session, item)).body(doors)

    async def _meet(self, bodies: Sequence[dict[str, Any]], group: Group) -> None:
        """Looks up everybody of the group at once, rather than one by one."""
        session = group.tray.session
        group.known = await post.meet(session, {account for body in bodies for account in raw.accounts(body)})

    async def _one(self, kind: str, body: dict[str, Any], group: Group) -> None:
        if kind == Arrival.ERRAND:
            await self._errand(body, group)
            return
        here = await self._here(body, group)
        if here is None:
            return
        await self.application.process_update(here)
        if self._door.raised is not None:
            error, self._door.raised = self._door.raised, None
            raise error
        group.tray.take(here.deed)

    async def _here(self, body: dict[str, Any], group: Group) -> Here | None:
        tray, update = group.tray, Update.de_json(raw.slim(body), self.application.bot)
        chat, user = update.effective_chat, update.effective_user
        place = _place(update)
        if place is None:
            # A button under a message sent elsewhere through the bot: nothing to do, but whoever taps waits.
            group.toasts.extend([Toast(update.callback_query.id)] if update.callback_query else [])
            return None
        actor = await self._actor(user.id, group) if user else None
        if actor is not None and actor.branch_id != tray.branch.id:
            actor = None  # nothing crosses branches
        here = Here(update, self.deed(tray, actor), tray, place, private=chat is None or chat.type == "private")
        if here.private and update.message is not None and actor is not None and not actor.reachable:
            actor.reachable = True  # whoever writes to the bot lets it write back
            here.deed.returned(place)
            await tray.session.flush()
        if update.callback_query is not None:
            here.toasts.append(Toast(update.callback_query.id))
            group.toasts.extend(here.toasts)
        return here

    async def _actor(self, account: int, group: Group) -> people.Person | None:
        found = group.known.get(account)
        if found is None or found.telegram_id != account:  # an earlier update of the group may have changed that
            found = await people.person_by_telegram(group.tray.session, account)
        return found

    async def _errand(self, body: dict[str, Any], group: Group) -> None:
        route = self.routes.find("errand", body["then"])
        if route is None:
            raise LookupError(f"nobody waits for the errand {body['then']}")
        deed = self.deed(group.tray, None)
        await route.run(deed, body["chat_id"], body["result"])
        group.tray.take(deed)


def _place(update: Update) -> int | None:
    """Which chat an update is about. A vote names the voter alone; our polls stand in private chats, whose number is
    that of the person. What became of a poll (0) is of no chat at all."""
    if update.effective_chat is not None:
        return update.effective_chat.id
    if update.poll_answer is not None:
        return update.poll_answer.user.id if update.poll_answer.user else None
    return 0 if update.poll is not None else None
