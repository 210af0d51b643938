"""The clock of unpaid dues (党支部工作制度 三（十五）4), and what is owed because of it.

Each step is the rulebook's: the collector speaks with whoever is behind, later the secretary too; then a heart-to-heart
talk is due; at last the clause is put before the committee. The bot counts and reminds; it decides nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.rules.branch_state import BranchState, DuesFact, PersonFact
from bot.rules.calendar import Month
from bot.rules.dues import owes
from bot.rules.duty import Duty, blank
from bot.rules.language import Language, Noted
from bot.rules.rulebook import Rulebook
from bot.rules.words import ArrearsStep, DuesState, Post, Register, System

_OPEN = (DuesState.DUE, DuesState.DISPUTED)
_Facts = Mapping[tuple[int, Month], DuesFact]


@dataclass(frozen=True, slots=True)
class Behind:
    """How far somebody is behind: so many consecutive months, the last of them."""

    months: int
    last: Month

    def say(self, language: Language) -> str:
        """连续 5 个月未交，至2026年10月."""
        if language is Language.ZH:
            return f"连续 {self.months} 个月未交，至{self.last.say(language)}"
        unpaid = "1 month" if self.months == 1 else f"{self.months} consecutive months"
        return f"{unpaid} unpaid, up to {self.last.say(language)}"


def _longest(months: Iterable[Month]) -> Behind | None:
    """The longest run of consecutive months among the unpaid ones; of two as long, the newer. None without any.

    Not the newest run: whoever pays the latest month alone is still behind with those before it.
    """
    longest: Behind | None = None
    run = 0
    before: Month | None = None
    for month in sorted(months):
        run = run + 1 if before is not None and before.next() == month else 1
        before = month
        if longest is None or run >= longest.months:
            longest = Behind(run, month)
    return longest


def _unpaid(book: Rulebook, state: BranchState, person: PersonFact, facts: _Facts, today: date) -> Iterator[Month]:
    """The past months that fell due with the bot and for which nothing has come, without an approved reason.

    A month counts once it is over. What the payer has reported as paid is the collector's to look at.
    """
    month = Month.of(state.started)
    while month < Month.of(today):
        fact = facts.get((person.id, month))
        open_ = fact is None or (fact.state in _OPEN and not fact.deferred)
        if open_ and owes(person, month, fact) and month.day(book.dues.due_day) >= state.started:
            yield month
        month = month.next()


def behind_in(book: Rulebook, state: BranchState, person: PersonFact, today: date) -> Behind | None:
    """How far this person is behind on that day; None who is not."""
    facts = {(fact.person_id, fact.month): fact for fact in state.dues if fact.person_id == person.id}
    return _longest(_unpaid(book, state, person, facts, today))


def owed(book: Rulebook, state: BranchState, today: date) -> Iterator[Duty]:
    """What is to be done about each person who is behind by as many months as the rulebook says."""
    facts = {(fact.person_id, fact.month): fact for fact in state.dues}
    for person in state.people:
        found = _longest(_unpaid(book, state, person, facts, today))
        if found is not None and found.months >= book.arrears.member_after:
            yield _step(book, state, person, found, today)
        if found is not None and found.months >= book.arrears.talk_after:
            yield _talk(book, state, person, found)


def _step(book: Rulebook, state: BranchState, person: PersonFact, found: Behind, today: date) -> Duty:
    """This month's: to speak with the person; from the last step on, to put the clause before the committee."""
    rule, month = book.arrears, Month.of(today)
    at_last = found.months >= rule.committee_at
    reached = found.last.plus(rule.committee_at - found.months).next()
    taken = [
        fact.step
        for fact in state.arrears
        if fact.person_id == person.id
        and (fact.month >= reached if at_last else fact.month == month)
        and (fact.step is ArrearsStep.COMMITTEE or not at_last)
    ]
    duty = blank(System.ARREARS, book.arrears, month, person.id, person.name, _owners(book, state, person, found))
    evidence = taken[-1] if taken else found
    return replace(duty, team_id=person.team_id, due=month.day(rule.due_day), done=bool(taken), evidence=evidence)


def _owners(book: Rulebook, state: BranchState, person: PersonFact, found: Behind) -> tuple[int, ...]:
    """The collector; later the secretary with them, and in the end the secretary. Nobody reminds of their own."""
    secretary = _others(state.holders(Post.SECRETARY), person) or _others(state.holders(Post.DEPUTY), person)
    collector = _others(state.holders(Post.ORGANIZATION), person)
    if found.months >= book.arrears.committee_at:
        return secretary or collector
    if found.months >= book.arrears.secretary_after:
        return tuple(dict.fromkeys((*collector, *secretary)))
    return collector or secretary


def _others(holders: tuple[int, ...], person: PersonFact) -> tuple[int, ...]:
    return tuple(each for each in holders if each != person.id)


def _talk(book: Rulebook, state: BranchState, person: PersonFact, found: Behind) -> Duty:
    """A talk in the month after the last but one step, done by an entry of the register from then on."""
    month = found.last.plus(book.arrears.talk_after - found.months).next()
    days = tuple(
        sorted(
            entry.day
            for entry in state.entries
            if entry.register is Register.TALK and person.id in entry.person_ids and entry.day >= month.first_day()
        )
    )
    secretary = _others(state.holders(Post.SECRETARY), person) or _others(state.holders(Post.DEPUTY), person)
    duty = blank(System.TALK, book.arrears, month, person.id, person.name, secretary)
    return replace(duty, team_id=person.team_id, done=bool(days), evidence=Noted(days) if days else None)
