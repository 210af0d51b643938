"""Whatever payers and the collector do, in whatever order: the ledger's sums are those of its receipts, to the fen."""

from collections.abc import Awaitable, Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from bot.actions import closings, dues, dues_paid, dues_received, reliefs
from bot.actions.base import Deed, Refused
from bot.actions.reliefs import Approval
from bot.cards.dues_files import month_content, year_content
from bot.documents.tables import read_rows
from bot.rules.calendar import Month
from bot.rules.money import Fen
from bot.rules.words import DuesState, Post, ReliefKind
from bot.store import branch as people
from bot.store import closings as cash_book
from bot.store import dues as store
from bot.store import reliefs as relief_store
from bot.store.branch import PostRow
from bot.store.dues import DuesEntry, MonthDues
from tests.store.polling import PEOPLE, PROBATIONARY, Polling

COLLECTOR = 2
PAYERS = (1, 3, 5, PROBATIONARY)
MONTHS = [Month(2026, 8), Month(2026, 9), Month(2026, 10)]
payers, months = st.sampled_from(PAYERS), st.sampled_from(MONTHS)
amounts = st.sampled_from([1, 20, 1500, 3000, 12999, 13050])
bases = st.sampled_from([300000, 300001, 870000, 1000001])
_Kept = Callable[[Deed, MonthDues], Awaitable[object]]
KEPT: dict[str, _Kept] = {
    "receive": dues_received.receive,
    "receive_all": dues_received.receive_all,
    "revoke": dues_received.revoke,
    "refund": lambda deed, row: dues_received.refund(deed, row, "退"),
    "dispute": lambda deed, row: dues_received.dispute(deed, row, "不符"),
}


class Ledger(Polling):
    """A branch that began in August; it is October."""

    async def _found(self) -> None:
        await super()._found()
        async with self.database.writing() as session:
            branch = await people.only_branch(session)
            assert branch is not None
            branch.started = MONTHS[0].day(3)
            for number in PEOPLE:
                person = await people.person(session, number)
                assert person is not None
                person.base = 870000 if number != 5 else None
                if number == COLLECTOR:
                    person.post_rows = [PostRow(post=Post.ORGANIZATION)]
        await self._deed(COLLECTOR, _open, False)

    @rule(payer=payers, month=months, kind=st.sampled_from(list(KEPT)))
    def keeps(self, payer: int, month: Month, kind: str) -> None:
        async def act(deed: Deed, row: MonthDues) -> None:
            before = row.received
            await KEPT[kind](deed, row)
            _money_moved(kind, before, row)

        self.does(COLLECTOR, lambda deed: _row(deed, payer, month, act))

    @rule(payer=payers, month=months, amount=amounts)
    def corrects_the_amount(self, payer: int, month: Month, amount: int) -> None:
        self.does(
            COLLECTOR,
            lambda deed: _row(deed, payer, month, lambda d, row: dues_received.correct_amount(d, row, Fen(amount))),
        )

    @rule(payer=payers, month=months, base=bases)
    def corrects_the_base(self, payer: int, month: Month, base: int) -> None:
        self.does(
            COLLECTOR,
            lambda deed: _row(deed, payer, month, lambda d, row: dues_received.correct_base(d, row, Fen(base))),
        )

    @rule(payer=payers, month=months)
    def says_paid(self, payer: int, month: Month) -> None:
        self.does(payer, lambda deed: _none(dues_paid.confirm_up_to(deed, month)))

    @rule(payer=payers, month=months)
    def takes_it_back(self, payer: int, month: Month) -> None:
        self.does(payer, lambda deed: dues_paid.withdraw(deed, month))

    @rule(payer=payers, kind=st.sampled_from(list(ReliefKind)), first=months, amount=amounts)
    def is_relieved(self, payer: int, kind: ReliefKind, first: Month, amount: int) -> None:
        async def enter(deed: Deed) -> None:
            person = await people.person(deed.session, payer)
            assert person is not None
            still = Fen(amount) if kind is ReliefKind.REDUCED else None
            await reliefs.enter(deed, Approval(
                person=person, kind=kind, first=first, last=first.next(), amount=still, decision="决定"
            ))  # fmt: skip

        self.does(COLLECTOR, enter)

    @rule(number=st.integers(1, 3))
    def a_relief_is_revoked(self, number: int) -> None:
        async def revoke(deed: Deed) -> None:
            found = await relief_store.relief(deed.session, number)
            if found is None:
                raise Refused("home.old_button")
            await reliefs.revoke(deed, found)

        self.does(COLLECTOR, revoke)

    @rule(off=st.sampled_from([0, 0, 0, 1]))
    def closes(self, off: int) -> None:
        async def close(deed: Deed) -> None:
            counted = (await cash_book.cash(deed.session, deed.branch.id)).open + off
            await closings.close(deed, Fen(counted))

        answer = self.does(COLLECTOR, close)
        assert answer in ({None, "closings.nothing_open"} if not off else {"closings.differs", "closings.nothing_open"})

    @rule(amount=amounts)
    def passes_on(self, amount: int) -> None:
        async def remit(deed: Deed) -> int:
            left = (await cash_book.cash(deed.session, deed.branch.id)).to_remit
            if amount <= left:
                await closings.remit(deed, Fen(amount), deed.today, None)
                assert (await cash_book.cash(deed.session, deed.branch.id)).held >= 0
                return (await cash_book.cash(deed.session, deed.branch.id)).to_remit - left
            await _none(closings.remit(deed, Fen(amount), deed.today, None))
            return 0

        assert self.does(COLLECTOR, remit) in (-amount, "closings.too_much")

    @invariant()
    def the_sums_agree(self) -> None:
        self.does(None, self._agree)

    async def _agree(self, deed: Deed) -> None:
        received = 0
        for month in MONTHS:
            rows = await store.ledger(deed.session, deed.branch.id, month)
            for row, _ in rows:
                entries = [entry for entry, _ in await store.entries(deed.session, row.id)]
                _one_month_is_sound(row, entries)
            received += sum(row.received for row, _ in rows)
        cash = await cash_book.cash(deed.session, deed.branch.id)
        assert received == cash.open + cash.closed
        assert cash.held == received - cash.remitted

    def teardown(self) -> None:
        try:
            self.does(None, self._sheets_agree)
        finally:
            super().teardown()

    async def _sheets_agree(self, deed: Deed) -> None:
        """The Excel sheets of each month and of the year, read by another library, come to the same."""
        total = 0
        for month in MONTHS:
            rows = await store.ledger(deed.session, deed.branch.id, month)
            content = await month_content(deed.session, deed.branch, month, deed.book, deed.zone)
            file = self.keys_folder.parent / f"{month}.xlsx"
            file.write_bytes(content)
            cells = next(cells for _, cells in read_rows(file, 100) if len(cells) > 5 and cells[1] == "合计")
            received = sum(row.received for row, _ in rows)
            assert round(float(cells[5]) * 100) == received
            total += received
        file = self.keys_folder.parent / "year.xlsx"
        file.write_bytes(await year_content(deed.session, deed.branch, MONTHS[0].year))
        cells = next(cells for _, cells in read_rows(file, 100) if len(cells) > 5 and cells[1] == "合计")
        paid, due, left, over = (round(float(cell) * 100) for cell in cells[14:18])
        assert paid == total == sum(round(float(cell) * 100) for cell in cells[2:14])
        assert due - paid == left - over


def _money_moved(kind: str, before: int, row: MonthDues) -> None:
    """A receipt brings what was missing, a refund gives back what was too much or all, the others move nothing."""
    if kind == "receive":
        assert before < (row.due or 0) == row.received or before == row.received == row.due
    elif kind == "refund":
        assert row.received in (0, row.due)
        assert row.received < before
    elif kind == "revoke":
        assert row.received < before
    elif kind == "dispute":
        assert row.received == before


def _one_month_is_sound(row: MonthDues, entries: list[DuesEntry]) -> None:
    assert row.received == sum(entry.moved for entry in entries) >= 0
    if row.state is DuesState.RECEIVED:
        assert row.due is not None
        assert row.received >= row.due
    if row.state is DuesState.EXEMPT:
        assert row.due == 0


async def _open(deed: Deed) -> None:
    await dues.open_months(deed)


async def _none(done: Awaitable[object]) -> None:
    await done


async def _row(deed: Deed, payer: int, month: Month, act: _Kept) -> None:
    found = await store.of_month(deed.session, payer, month)
    assert found is not None
    await act(deed, found)


TestLedger = Ledger.TestCase
TestLedger.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
