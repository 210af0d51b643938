"""The door out: carries what the outbox holds to Telegram, in pace, in order within a chat, and reports back.

The courier works from memory; the outbox table is the safety net from which it starts. A call that timed out may
have arrived, so it is repeated: duplicates after a failure are bounded by what was in flight, and nothing is lost. A
message is in flight until the store knows of it: where the database is slow, the courier waits for it.
"""

import asyncio
import heapq
import math
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import structlog
from telegram.error import ChatMigrated, InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock
from bot.failures import record
from bot.gateway.api import FETCH, Api
from bot.gateway.outcomes import Fate, fate_of, trouble, wait_of
from bot.gateway.pace import EVERYTHING, Pace
from bot.gateway.parcels import Lines, Parcel
from bot.patience import wait_after
from bot.store.cards import CardRow
from bot.store.outbox import Call, Outcome, PauseOrder

log = structlog.get_logger()

_IN_FLIGHT = 32
_REPORT_EVERY = 0.05  # seconds: how long results are gathered before one report
_FREE = frozenset({"setMyCommands", "getChatMemberCount", FETCH})  # calls outside Telegram's limits on messages

Report = Outcome | PauseOrder


class Courier:
    """Give it rows with :meth:`take`; it answers with reports to ``report``, in batches."""

    def __init__(self, api: Api, clock: Clock, pace: Pace, report: Callable[[list[Report]], None]) -> None:
        self._api = api
        self._clock = clock
        self._pace = pace
        self._report = report
        self._lines = Lines()
        self._held: set[int] = set()  # rows of the outbox that are here, or reported and not let go
        self._waiting: list[tuple[float, int]] = []  # (when the chat may go, chat)
        self._ready: list[tuple[int, int, int]] = []  # (urgency, order, chat)
        self._flying: set[asyncio.Task[None]] = set()
        self._untold: set[int] = set()  # rows whose message has arrived, which the store does not know yet
        self._results: list[Report] = []
        self._reporting: asyncio.TimerHandle | None = None
        self._wake = asyncio.Event()
        self._stopping = False

    def take(self, calls: Iterable[Call]) -> None:
        """Calls that are committed and wait in the outbox. Those that it has already it does not take again."""
        for call in calls:
            if call.id not in self._held:
                self._held.add(call.id)
                self._lines.add(Parcel.of(call))
                self._offer(call.chat_id)

    def let_go(self, row_ids: Iterable[int]) -> None:
        """These rows of the outbox do not wait any more: what became of them is committed."""
        rows = list(row_ids)
        self._held.difference_update(rows)
        self._land(rows)

    def give_up(self, row_ids: Iterable[int]) -> None:
        """What became of these cannot be written: they stay here, and the next start sends them again."""
        self._land(row_ids)

    def _land(self, row_ids: Iterable[int]) -> None:
        """These are in flight no longer."""
        if self._untold:
            self._untold.difference_update(row_ids)
            self._wake.set()

    def learn(self, cards: Iterable[CardRow]) -> None:
        """Where cards are shown, for edits that were queued before their message was sent."""
        for card in cards:
            if card.message_id is not None:
                self._lines.message_ids.note(card.id, card.chat_id, card.message_id)

    def obey(self, order: PauseOrder) -> None:
        """A pause that was ordered before a restart."""
        left = (order.until - self._clock.now()).total_seconds()
        self._pace.pause(order.scope, _now() + left)

    @property
    def empty(self) -> bool:
        """Whether nothing waits or flies."""
        return not (self._flying or self._lines.waiting)

    @property
    def idle(self) -> bool:
        """Whether, besides, everything is reported."""
        return self.empty and not self._results

    async def run(self) -> None:
        """Until :meth:`stop`."""
        while not self._stopping:
            wait = self._dispatch(_now())
            self._wake.clear()
            try:
                await asyncio.wait_for(self._wake.wait(), wait)
            except TimeoutError:
                continue  # the time of the next call has come

    async def stop(self, patience: float) -> None:
        """Starts nothing more; waits up to ``patience`` seconds for calls in flight, and reports."""
        self._stopping = True
        self._wake.set()
        if self._flying:
            await asyncio.wait(self._flying, timeout=patience)
        self.flush()

    def _dispatch(self, now: float) -> float | None:
        """Starts everything that may go; answers seconds until something else may, None for: when woken."""
        while len(self._flying) + len(self._untold) < _IN_FLIGHT:
            while self._waiting and self._waiting[0][0] <= now:
                self._admit(heapq.heappop(self._waiting)[1])
            if not self._ready:
                return max(self._waiting[0][0] - now, 0.0) if self._waiting else None
            if (permitted := self._pace.overall(now)) > now:
                return permitted - now
            self._start(heapq.heappop(self._ready)[2], now)
        return None

    def _admit(self, chat_id: int) -> None:
        head = self._lines.head(chat_id)
        if head is not None:
            heapq.heappush(self._ready, (head.urgency, head.order, chat_id))

    def _start(self, chat_id: int, now: float) -> None:
        head = self._lines.head(chat_id)
        if head is None:
            return  # it went already: a chat may stand in the heap twice
        if max(self._pace.chat(chat_id), head.not_before) > now:
            self._offer(chat_id)
            return
        parcel = self._lines.begin(chat_id)
        parcel.once(self._lines.message_ids)
        if not (parcel.placed(self._lines.message_ids) or parcel.anew()):
            self._settle(parcel, failure="gone")
            self._free(parcel)
            return
        task = asyncio.create_task(self._carry(parcel, now))
        self._flying.add(task)
        task.add_done_callback(self._landed)
        if parcel.method not in _FREE:
            self._pace.spend(chat_id, now)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        if self._waiting or self._ready:  # else nothing can go now that could not before
            self._wake.set()

    def _offer(self, chat_id: int) -> None:
        """The chat's next parcel waits for its time."""
        if self._lines.head(chat_id) is not None:
            heapq.heappush(self._waiting, (max(self._pace.chat(chat_id), self._lines.not_before(chat_id)), chat_id))
            self._wake.set()

    def _free(self, parcel: Parcel) -> None:
        """The chat may have its next."""
        self._lines.end(parcel)
        self._offer(parcel.chat_id)

    async def _carry(self, parcel: Parcel, started: float) -> None:
        chat_id, counted = parcel.chat_id, parcel.method not in _FREE
        try:
            result = await self._api.call(parcel.method, parcel.body(self._lines.message_ids))
        except TelegramError as error:
            self._failed(parcel, error)
        except Exception as error:
            record(error, "again", parcel.method)
            self._again(parcel, error)
        else:
            self._delivered(parcel, result)
        finally:
            if counted:
                self._pace.answered(chat_id, started, _now())
            self._free(parcel)

    def _delivered(self, parcel: Parcel, result: Any) -> None:  # noqa: ANN401 - any JSON
        if parcel.method.startswith("send"):
            self._untold.update(parcel.row_ids)
        sent = isinstance(result, dict) and parcel.card_id is not None and not parcel.is_edit
        message_id = result.get("message_id") if sent else None
        if message_id is not None and parcel.card_id is not None:
            self._lines.message_ids.note(parcel.card_id, parcel.chat_id, message_id)
        poll = result.get("poll") if sent else None
        self._settle(parcel, message_id=message_id, result=result, poll_id=poll and poll["id"])

    def _failed(self, parcel: Parcel, error: TelegramError) -> None:
        fate, reason = fate_of(error)
        match fate:
            case Fate.DONE:
                self._settle(parcel)
            case Fate.FAILED:
                log.warning("courier.refused", method=parcel.method, reason=reason)
                self._settle(parcel, failure=reason)
            case Fate.ANEW if parcel.anew():
                self._lines.message_ids.forget(parcel.card_id)
                self._lines.add(parcel)
            case Fate.ANEW:
                self._settle(parcel, failure=reason)
            case Fate.MOVED if isinstance(error, ChatMigrated):
                self._moved(parcel, error.new_chat_id)
            case Fate.PAUSED if isinstance(error, RetryAfter):
                self._paused(parcel, wait_of(error))
            case _:
                self._again(parcel, error)

    def _moved(self, parcel: Parcel, new: int) -> None:
        self._add(Outcome((), parcel.chat_id, moved_to=new))
        self._lines.add(parcel)
        self._lines.move(parcel.chat_id, new)
        self._offer(new)

    def _paused(self, parcel: Parcel, seconds: float) -> None:
        """A group's 429 is the group's own limit; one in a private chat, where we keep a wide berth, concerns all."""
        scope = parcel.chat_id if parcel.chat_id < 0 else EVERYTHING
        log.warning("courier.flood", seconds=seconds, everything=scope == EVERYTHING)
        self._pace.pause(scope, _now() + seconds)
        self._add(PauseOrder(scope, self._clock.now() + timedelta(seconds=seconds), math.ceil(seconds)))
        self._lines.add(parcel)

    def _again(self, parcel: Parcel, error: Exception) -> None:
        wait = wait_after(parcel.silences)
        parcel.silences += 1
        parcel.not_before = _now() + wait
        if isinstance(error, InvalidToken):  # no other call would be answered better
            self._pace.pause(EVERYTHING, parcel.not_before)
        log.warning("courier.again", method=parcel.method, reason=trouble(error), wait=wait)
        self._lines.add(parcel)

    def _settle(
        self, parcel: Parcel, *, message_id: int | None = None, failure: str | None = None,
        result: Any = None,  # noqa: ANN401 - any JSON
        poll_id: str | None = None,
    ) -> None:  # fmt: skip
        if failure is not None and parcel.method == FETCH:  # whoever waits for a file is told that it does not come
            failure, result = None, {"of": parcel.payload["of"], "base64": None}
        rows, errand = tuple(parcel.row_ids), parcel.errand if failure is None else None
        if errand is not None:
            self._add(Outcome(rows, parcel.chat_id, errand=errand, result=result))
        else:
            self._add(Outcome(rows, parcel.chat_id, parcel.card_id, message_id, failure, poll_id=poll_id))

    def _add(self, report: Report) -> None:
        self._results.append(report)
        if self._reporting is None:
            self._reporting = asyncio.get_running_loop().call_later(_REPORT_EVERY, self.flush)

    def flush(self) -> None:
        """Reports what has been gathered, at once."""
        if self._reporting is not None:
            self._reporting.cancel()
            self._reporting = None
        if self._results:
            results, self._results = self._results, []
            self._report(results)


def _now() -> float:
    """Monotonic seconds."""
    return asyncio.get_running_loop().time()
