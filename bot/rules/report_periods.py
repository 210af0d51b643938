"""For which periods a written thought report is owed, and for which one counts (党支部工作制度 三（十一）).

A probationary member's quarters run from the day of the assembly's decision, as the introducers' reviews do
(三（十四）7(1)), and remain quarters in an extension, where the reviews come every two months; those of a member who is
away run from the day of leaving. Everybody else writes when there is something to say: that report belongs to the
quarter of the calendar.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.rules.branch_state import Away, PersonFact
from bot.rules.calendar import Period, Quarter, Span, months_after
from bot.rules.duty import decided
from bot.rules.rulebook import Every, Rulebook
from bot.rules.words import Status

_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}


def probation(
    book: Rulebook, decided: date, today: date, look_back: int, every: int | None = None
) -> list[Span]:  # fmt: skip
    """The spans of a probation up to the present one, as many as are looked back on; of ``every`` so many months, by
    default of those between two reviews.

    Whoever is still probationary when the probation's time is over is in an extension, where reviews come more often.
    """
    rule, found, first, months = book.probation, [Span(decided, decided)], decided, 0
    while first <= today:
        months += every or (rule.review_every if months < rule.months else rule.extension_review_every)
        after = months_after(decided, months)
        found.append(Span(first, after - timedelta(days=1)))
        first = after
    return found[1:][-1 - look_back :]


def away(stay: Away, today: date, look_back: int, every: int) -> list[Span]:
    """The spans of an absence, of so many months each, up to the present one. One in which the member comes back is not
    owed: they tell."""
    found, first, months = [], stay.first, 0
    while first <= today:
        months += every
        after = months_after(stay.first, months)
        found.append(Span(first, after - timedelta(days=1)))
        first = after
    return [span for span in found if stay.last is None or span.last <= stay.last][-1 - look_back :]


def owed(book: Rulebook, person: PersonFact, started: date, today: date) -> Sequence[Span]:
    """The periods for which this person owes a report, oldest first; without a day of the decision, from the day on
    which the branch began with the bot."""
    look_back, every = book.report.look_back, _MONTHS[book.report.stage]
    if person.status is Status.PROBATIONARY:
        spans = probation(book, person.joined or started, today, look_back, every)
    elif person.status is Status.FULL:
        spans = sorted(span for stay in person.away for span in away(stay, today, look_back, every))
    else:
        spans = []
    return [span for span in spans if span.last >= decided(book.report)]


def present(book: Rulebook, person: PersonFact, started: date, today: date) -> Period:
    """The period to which a report that is handed in today belongs."""
    spans = [span for span in owed(book, person, started, today) if span.first <= today <= span.last]
    return spans[-1] if spans else Quarter.of(today)


def counts(written: Period, period: Period) -> bool:
    """Whether a report that belongs to one period counts for the other: where the middle of its own lies.

    So it does too once the day of the decision was put right, and for a report of a calendar's quarter.
    """
    first, last = written.first_day(), written.last_day()
    return period.first_day() <= first + (last - first) / 2 <= period.last_day()
