"""What the courier reports is written into the store, and whoever follows a broadcast sees how far it is.

Both in one commit. Where that fails they are done apart: a card whose painter raises must not undo that a message has
gone, for then it would go again.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from bot.actions import delivery
from bot.actions.base import Deed, Notice
from bot.failures import new_reference, record
from bot.gateway.courier import Report
from bot.store.outage import is_outage
from bot.store.outbox import Outcome

Work = Callable[[Deed], Awaitable[None]]


@dataclass
class Settling:
    """``commit``: does some work in a transaction of its own. ``reports_to``: which card shows the deliveries of which.
    ``settled``: is told which rows of the outbox have been written about, ``dropped`` about which nothing can be.

    A report is kept until it is in the store; while the database is in trouble, :meth:`write` raises.
    """

    commit: Callable[[Work], Awaitable[None]]
    reports_to: Mapping[str, str]
    settled: Callable[[Sequence[int]], None]
    dropped: Callable[[Sequence[int]], None]
    reports: list[Report] = field(default_factory=list)

    async def write(self) -> int:
        """Writes everything reported so far, in a transaction of its own; answers how many reports."""
        reports = list(self.reports)
        if reports:
            try:
                await self.commit(partial(self.within, reports))
            except Exception as error:
                if is_outage(error):
                    raise
                record(error, "reports", "written one by one")
                await self._apart(reports)
            else:
                self.written(reports)
        return len(reports)

    async def within(self, reports: Sequence[Report], deed: Deed) -> None:
        """Writes these reports in this deed's transaction; once it is committed, tell :meth:`written`."""
        await delivery.settle(deed, reports)
        await delivery.show(deed, reports, self.reports_to)

    def written(self, reports: Sequence[Report]) -> None:
        """These reports, the oldest there are, are in the store."""
        del self.reports[: len(reports)]
        self.settled(_rows(reports))

    async def _apart(self, reports: list[Report]) -> None:
        for report in reports:
            # One that cannot be written is dropped: its row stays ready, and the next start sends it again.
            written = await self._guarded(lambda deed, report=report: delivery.settle(deed, [report]))  # type: ignore[misc]
            self.reports.remove(report)
            (self.settled if written else self.dropped)(_rows([report]))
        for notice in await self._news(reports):
            await self._guarded(lambda deed, notice=notice: _told(deed, notice))  # type: ignore[misc]

    async def _news(self, reports: list[Report]) -> list[Notice]:
        """The cards that show these deliveries, each once."""
        news: list[Notice] = []

        async def work(deed: Deed) -> None:
            await delivery.show(deed, reports, self.reports_to)
            news.extend(notice for notice in deed.notices if notice not in news)
            deed.notices.clear()

        await self._guarded(work)
        return news

    async def _guarded(self, work: Work) -> bool:
        try:
            await self.commit(work)
        except Exception as error:
            if is_outage(error):
                raise
            record(error, new_reference(), "report")
            return False
        return True


def _rows(reports: Sequence[Report]) -> list[int]:
    return [row for report in reports if isinstance(report, Outcome) for row in report.row_ids]


async def _told(deed: Deed, notice: Notice) -> None:
    deed.notices.append(notice)
