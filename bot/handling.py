"""What has arrived is worked on: a group of updates and errands in one transaction, in the order in which they came.

If one raises, the group is rolled back and redone one by one; the one that fails is set aside with an apology, and
everything else takes effect. While the database is in trouble nothing is set aside: that is no update's fault.
"""

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from telegram import Update

from bot.actions.base import Deed
from bot.application import App, Door
from bot.context import Here, Toast
from bot.failures import new_reference, record
from bot.keys.doors import Unreadable
from bot.routing import Routes
from bot.store import branch as people
from bot.store import inbox, post
from bot.store.database import Database
from bot.store.inbox import Arrival, Item
from bot.store.outage import is_outage
from bot.tray import Tray

GROUP = 64  # things in one transaction at most


@dataclass
class Group:
    """One transaction at work, and the answers to presses that follow its commit."""

    tray: Tray
    toasts: list[Toast] = field(default_factory=list)
    known: dict[int, people.Person] = field(default_factory=dict)  # by account, as the group began


Commit = Callable[[Callable[[Group], Awaitable[None]]], Awaitable[None]]


@dataclass
class Handling:
    """See the module. ``commit``: runs something in a transaction; ``deed``: a deed in it, of somebody or of nobody."""

    database: Database
    application: App
    routes: Routes
    commit: Commit
    deed: Callable[[Tray, people.Person | None], Deed]
    _fresh: deque[Item] = field(default_factory=deque)
    _look: bool = True  # at the start, and whenever something may wait in the table that is not in memory
    _reached: int = 0  # the last row that was taken up

    def __post_init__(self) -> None:
        self._door = Door(self.routes)
        self.application.add_handler(self._door)

    def take(self, items: Sequence[Item]) -> None:
        """These have just been stored: they need not be read again."""
        self._fresh.extend(items)

    def look(self) -> None:
        """The inbox holds something that was not handed over by :meth:`take`."""
        self._look = True

    async def work(self) -> int:
        """Works on the oldest arrivals; answers how many. Raises where the database is in trouble."""
        items = await self._next()
        if not items:
            return 0
        try:
            await self._together(items)
        except Exception:
            self.look()
            raise
        return len(items)

    async def _next(self) -> Sequence[Item]:
        """What comes next, in the inbox's order. What was read from it may be handed over as well: it is left out."""
        if self._look:
            async with self.database.reading() as session:
                items = await inbox.ready(session, GROUP)
            self._look = len(items) == GROUP
        else:
            while self._fresh and self._fresh[0].id <= self._reached:
                self._fresh.popleft()
            items = [self._fresh.popleft() for _ in range(min(GROUP, len(self._fresh)))]
        if items:
            self._reached = items[-1].id
        return items

    async def _together(self, items: Sequence[Item]) -> None:
        try:
            await self.commit(partial(self._handle, items))
        except Exception as error:
            if is_outage(error):
                raise
            record(error, "group", "redone one by one")
            for item in items:
                await self._alone(item)

    async def _handle(self, items: Sequence[Item], group: Group) -> None:
        bodies = [await self._body(item, group) for item in items]
        await self._meet(bodies, group)
        for item, body in zip(items, bodies, strict=True):
            await self._one(item.kind, body, group)
            # So that a refusal can tell its own changes from its neighbours'.
            await group.tray.session.flush()
        await inbox.finish(group.tray.session, [item.id for item in items])

    async def _alone(self, item: Item) -> None:
        try:
            await self.commit(partial(self._handle, [item]))
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
        if here is not None:
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
        group.known = await people.by_accounts(session, {account for body in bodies for account in _accounts(body)})
        await post.look_up_dialogs(session, [person.id for person in group.known.values()])

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
        tray, update = group.tray, Update.de_json(body, self.application.bot)
        chat, user = update.effective_chat, update.effective_user
        if chat is None:
            # A button under a message sent elsewhere through the bot: nothing to do, but whoever taps waits.
            group.toasts.extend([Toast(update.callback_query.id)] if update.callback_query else [])
            return None
        actor = await self._actor(user.id, group) if user else None
        if actor is not None and actor.branch_id != tray.branch.id:
            actor = None  # nothing crosses branches
        here = Here(update, self.deed(tray, actor), tray, chat.id, private=chat.type == "private")
        if here.private and update.message is not None and actor is not None and not actor.reachable:
            actor.reachable = True  # whoever writes to the bot lets it write back
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


def _accounts(body: dict[str, Any]) -> list[int]:
    """Who sent this, wherever an update says so. Odd updates may hold anything there."""
    senders = [part.get("from") for part in body.values() if isinstance(part, dict)]
    ids = [sender.get("id") for sender in senders if isinstance(sender, dict)]
    return [number for number in ids if type(number) is int]
