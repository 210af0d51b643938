"""Thought reports: written, submitted, withdrawn, read, returned (党支部工作制度 三（十一）).

Each text that is handed in is kept as a version (bot/store/report_versions.py) until its author takes it back.

The text is sealed before it touches the store, and it goes into no notice, card argument or audit row.
"""

from bot.actions.base import Deed, Refused
from bot.rules import report_periods
from bot.rules.calendar import Period
from bot.rules.parts import in_parts
from bot.rules.words import ReportState
from bot.store import branch as people
from bot.store import cards, report_files, report_versions, state
from bot.store import reports as store
from bot.store.branch import Person
from bot.store.report_versions import ReportVersion
from bot.store.reports import HANDED_IN, IN_HAND, Reading, ThoughtReport

LONGEST = 20_000  # characters of a report: some forty pages of handwriting
PICTURES = 9  # of one report


async def begin(deed: Deed, text: str) -> ThoughtReport:
    """A new draft."""
    _check_length(text)
    report = ThoughtReport(
        branch_id=deed.branch.id, author_id=deed.person.id, period=await _present(deed), state=ReportState.DRAFT,
        text=deed.keys.reports.seal(text), version=0, created=deed.now, changed=deed.now, submitted=None,
        reader_id=None, remarks=None, chosen=False,
    )  # fmt: skip
    deed.session.add(report)
    await deed.session.flush()
    show_author(deed, report, deed.person)
    return report


async def add(deed: Deed, report: ThoughtReport, text: str) -> tuple[int, int]:
    """Appends a paragraph; answers the lengths before and after, by which it can be taken back."""
    check_in_hand(deed, report)
    older = deed.keys.reports.open(report.text)
    longer = f"{older}\n{text}" if older else text
    _check_length(longer)
    _write(deed, report, longer)
    return len(older), len(longer)


async def replace(deed: Deed, report: ThoughtReport, text: str) -> None:
    """Another text in place of the whole draft."""
    check_in_hand(deed, report)
    _check_length(text)
    _write(deed, report, text)


async def take_back(deed: Deed, report: ThoughtReport, before: int, after: int) -> bool:
    """Takes the last paragraph away; whether that was all, and the draft with it.

    Refused when the draft has changed since it was ``after`` characters long.
    """
    check_in_hand(deed, report)
    text = deed.keys.reports.open(report.text)
    if len(text) != after or not 0 <= before < after:
        raise Refused("reports.draft_changed")
    if before == 0 and report.state is ReportState.DRAFT and not await report_files.in_hand(deed.session, report.id):
        await drop(deed, report)
        return True
    _write(deed, report, text[:before])
    return False


async def submit(deed: Deed, report: ThoughtReport) -> None:
    """Hands the draft in. It counts for the period of today, or the one chosen; a returned one keeps its own."""
    check_in_hand(deed, report)
    await _check_whole(deed, report)
    readers = await store.readers(deed.session, deed.person)
    calls = [reader for reader in readers if await _should_be_told(deed, reader)]
    if report.state is ReportState.DRAFT and not report.chosen:
        report.period = await _present(deed)
    report.state, report.version, report.submitted = ReportState.SUBMITTED, report.version + 1, deed.now
    report.changed, report.reader_id, report.remarks = deed.now, None, None
    deed.session.add(
        ReportVersion(
            report_id=report.id, version=report.version, text=report.text, submitted=deed.now, state=report.state
        )
    )
    await deed.session.flush()
    for reader in calls:
        deed.tell(reader, "reports/waiting")
    _show_lists(deed, report, deed.person)


async def count_for(deed: Deed, report: ThoughtReport, first: str) -> None:
    """Handed in late: a past period that is still open, by its first day; empty: that of the day of submission."""
    check_draft(deed, report)
    late = await state.late_reports(deed.session, deed.book, deed.branch, deed.person, deed.today)
    chosen = next((period for period in late if period.first_day().isoformat() == first), None)
    if first and chosen is None:
        raise Refused("reports.not_late", entry=deed.book.report)
    report.chosen, report.period = chosen is not None, chosen or await _present(deed)
    show_author(deed, report, deed.person)


async def withdraw(deed: Deed, report: ThoughtReport) -> None:
    """Takes a report back that nobody has marked read; it is a draft again, and readers see its text no more."""
    _check_author(deed, report)
    if report.state is not ReportState.SUBMITTED:
        raise Refused(f"reports.cannot_withdraw_{report.state.value}")
    report.state, report.submitted, report.changed = ReportState.DRAFT, None, deed.now
    version = await report_versions.one(deed.session, report.id, report.version)
    if version is not None:
        await deed.session.delete(version)
    await _show_everybody(deed, report, deed.person)


async def drop(deed: Deed, report: ThoughtReport) -> None:
    """Deletes a draft for good."""
    check_draft(deed, report)
    await store.forget(deed.session, report)
    deed.refresh("reports/mine", only=deed.person)


async def open_(deed: Deed, report: ThoughtReport, number: int = 0, *, taken: bool = False) -> ReportVersion:
    """A reader opens a version (0: the newest), or takes it as a file, and the author sees that."""
    author = await _author_for_reader(deed, report)
    version = await report_versions.one(deed.session, report.id, number or report.version)
    if report.state not in HANDED_IN or version is None:
        raise Refused("reports.withdrawn")
    deed.session.add(
        Reading(report_id=report.id, reader_id=deed.person.id, at=deed.now, version=version.version, taken=taken)
    )  # fmt: skip
    deed.audit("reports.taken" if taken else "reports.opened", f"{author.name} {report.period}")
    show_author(deed, report, author)
    return version


async def check_may_look_back(deed: Deed, report: ThoughtReport) -> None:
    """Refused unless the actor may open what was handed in now, and so what was before."""
    await _author_for_reader(deed, report)
    if report.state not in HANDED_IN:
        raise Refused("reports.withdrawn")


async def mark_read(deed: Deed, report: ThoughtReport, version: int) -> None:
    """已阅: the author is told."""
    author = await may_judge(deed, report, version)
    if report.state is ReportState.READ:
        raise Refused("reports.already_read", name=await _reader_name(deed, report))
    report.state, report.reader_id, report.changed = ReportState.READ, deed.person.id, deed.now
    deed.audit("reports.read", f"{author.name} {report.period}")
    await _judged(deed, report, author)


async def give_back(deed: Deed, report: ThoughtReport, version: int, state: ReportState, remarks: str) -> None:
    """退回 with remarks. ``state`` is what the reader saw: when another reader was quicker, nothing happens."""
    author = await may_judge(deed, report, version)
    if report.state is not state:
        raise Refused("reports.already_read", name=await _reader_name(deed, report))
    report.state, report.reader_id, report.changed = ReportState.RETURNED, deed.person.id, deed.now
    report.remarks = deed.keys.reports.seal(remarks)
    deed.audit("reports.returned", f"{author.name} {report.period}")
    await _judged(deed, report, author)


async def may_judge(deed: Deed, report: ThoughtReport, version: int) -> Person:
    """The author, when the actor may mark or return this version now; Refused with what is true otherwise."""
    author = await _author_for_reader(deed, report)
    if report.state is ReportState.RETURNED:
        raise Refused("reports.already_returned", name=await _reader_name(deed, report))
    if report.state is ReportState.DRAFT:
        raise Refused("reports.withdrawn")
    if report.version != version:
        raise Refused("reports.newer")
    return author


def _check_author(deed: Deed, report: ThoughtReport) -> None:
    if report.author_id != deed.person.id:
        raise Refused("home.old_button")


def check_in_hand(deed: Deed, report: ThoughtReport) -> None:
    """Refused unless the actor is writing this report."""
    _check_author(deed, report)
    if report.state not in IN_HAND:
        raise Refused("reports.already_submitted")


def check_draft(deed: Deed, report: ThoughtReport) -> None:
    """Refused unless this is a draft of the actor's own."""
    _check_author(deed, report)
    if report.state is not ReportState.DRAFT:
        raise Refused("reports.not_a_draft")


def _check_length(text: str) -> None:
    if len(text) > LONGEST:
        raise Refused("reports.too_long", most=LONGEST)


def _write(deed: Deed, report: ThoughtReport, text: str) -> None:
    report.text, report.changed = deed.keys.reports.seal(text), deed.now
    show_author(deed, report, deed.person)


async def _author_for_reader(deed: Deed, report: ThoughtReport) -> Person:
    author = await people.person(deed.session, report.author_id)
    if author is None or not store.may_read(deed.person, author):
        raise Refused("home.not_yours")
    return author


async def _reader_name(deed: Deed, report: ThoughtReport) -> str:
    reader = await people.person(deed.session, report.reader_id) if report.reader_id else None
    return reader.name if reader else ""


async def _check_whole(deed: Deed, report: ThoughtReport) -> None:
    """Refused while a file is on its way, or where there is neither text nor picture."""
    files = await report_files.in_hand(deed.session, report.id)
    if any(not file.arrived for file in files):
        raise Refused("reports.file_awaited")
    if not files and not deed.keys.reports.open(report.text).strip():
        raise Refused("reports.empty")


async def _present(deed: Deed) -> Period:
    person = await state.person_fact(deed.session, deed.person)
    return report_periods.present(deed.book, person, deed.branch.started, deed.today)


async def _should_be_told(deed: Deed, reader: Person) -> bool:
    """One list for a reader: a new message when it had been empty or was never sent, else the old one changes."""
    if not await store.waiting_for(deed.session, reader):
        return True
    return not await cards.live_cards(deed.session, "reports/waiting", {}, person_id=reader.id)


async def _judged(deed: Deed, report: ThoughtReport, author: Person) -> None:
    version = await report_versions.one(deed.session, report.id, report.version)
    if version is not None:
        version.state, version.reader, version.judged = report.state, deed.person, deed.now
        version.remarks = report.remarks
    await _show_everybody(deed, report, author)
    deed.tell(author, "reports/told", report=report.id, version=report.version, state=report.state.value)


def show_author(deed: Deed, report: ThoughtReport, author: Person) -> None:
    """The author sees where the report stands now."""
    for card in ("reports/own", "reports/taking", "reports/pictures", "reports/history"):
        deed.refresh(card, report=report.id)
    deed.refresh("reports/mine", only=author)


def _show_lists(deed: Deed, report: ThoughtReport, author: Person) -> None:
    """Where it stands; what was closed on readers' screens stays so until they open it again."""
    show_author(deed, report, author)
    deed.refresh("reports/waiting")
    deed.refresh("reports/past", report=report.id)


async def _show_everybody(deed: Deed, report: ThoughtReport, author: Person) -> None:
    """Author and readers see where it stands; what readers have open shows its text only while they may see it."""
    _show_lists(deed, report, author)
    kept = {each.version: each.text for each in await report_versions.of_report(deed.session, report.id)}
    for version in range(1, report.version + 1):
        for part in range(len(in_parts(deed.keys.reports.open(kept.get(version, report.text))))):
            deed.refresh("reports/text", report=report.id, version=version, part=part)
        for file in await report_files.pictures(deed.session, report.id, version):
            deed.refresh("reports/picture", report=report.id, version=version, file=file.id)
