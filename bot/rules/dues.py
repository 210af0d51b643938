"""Party dues (党费): who pays, at which rate, how much.

党支部工作制度 三（十五）3, 5, 6. A band's rate applies to the base as a whole: 3000.01 yuan pays 1 % of all of it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from bot.rules.branch_state import DuesFact, PersonFact
from bot.rules.calendar import Month
from bot.rules.language import Phrase
from bot.rules.money import FEN_A_YUAN, Fen
from bot.rules.rulebook import Entry, FixedDues, Rates, Rounding, Rulebook
from bot.rules.words import Employment, Status

_HUNDRED = Decimal(100)
_ROUNDINGS = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.DOWN: ROUND_DOWN,
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an amount is what it is: ``rate`` of the base (0.015 is 1.5 %), or else the ``fixed`` amount."""

    rate: Decimal | None
    fixed: Fen | None
    clause: Phrase
    title: Phrase
    source: str
    verify: bool
    entry: str  # of the rulebook


def pays(status: Status, since: date | None, month: Month) -> bool:
    """Whether a person of this status owes dues for ``month``.

    Full and probationary members do, from the month of ``since``: of the assembly's decision, or of coming to
    this branch. None means long ago. 党支部工作制度 三（十五）5, 三（十四）7(2).
    """
    return status.is_member and (since is None or Month.of(since) <= month)


def owes(person: PersonFact, month: Month, fact: DuesFact | None) -> bool:
    """Whether the person owes dues here for ``month``, of which ``fact`` tells if it is on record: as :func:`pays`
    says, and whatever was owed before the person was away for a time."""
    return pays(person.status, person.since, month) or (fact is not None and fact.before_leaving)


def due(base: Fen, employment: Employment, status: Status, book: Rulebook) -> Fen:
    """A month's dues in fen on the after-tax ``base`` in fen; 0 for whoever is not a member.

    The base does not matter for students and those without income. ValueError when it is negative.
    """
    if base < 0:
        raise ValueError("negative base")
    if not status.is_member:
        return Fen(0)
    entry = _entry(employment, book)
    if isinstance(entry, FixedDues):
        return entry.amount
    exact = Decimal(base) * _rate(base, entry)
    return Fen(int(exact.quantize(Decimal(1), _ROUNDINGS[entry.rounding])))


def rate(base: Fen, employment: Employment, book: Rulebook) -> Decimal | None:
    """The share of the base that is due, 0.015 for 1.5 %; None where the amount is fixed."""
    entry = _entry(employment, book)
    return None if isinstance(entry, FixedDues) else _rate(base, entry)


def explain(base: Fen, employment: Employment, book: Rulebook) -> Explanation:
    """The rate or the fixed amount with its clause, for whoever asks 依据."""
    entry = _entry(employment, book)
    fixed = entry.amount if isinstance(entry, FixedDues) else None
    cited: Entry = entry
    return Explanation(
        rate(base, employment, book), fixed, cited.clause, cited.title, cited.source, cited.verify, cited.name
    )


def _entry(employment: Employment, book: Rulebook) -> Rates | FixedDues:
    if employment is Employment.EMPLOYED:
        return book.dues_employed
    if employment is Employment.RETIRED:
        return book.dues_retired
    return book.dues_fixed


def _rate(base: Fen, entry: Rates) -> Decimal:
    """The rulebook sees to it that the last band has no upper end."""
    for band in entry.bands:
        if band.up_to_yuan is not None and base <= band.up_to_yuan * FEN_A_YUAN:
            return band.percent / _HUNDRED
    return entry.bands[-1].percent / _HUNDRED
