"""Behind a line of the board: the names, and one duty with all that may be seen of it; and 我的情况, the own ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.base import Button, Card, View, card, in_rows
from bot.cards.duties import Standing, by_period, group_of, line, seen, standing, ways
from bot.cards.duties_presses import MyDuties, NamesPage, OneDuty, PastBoard, WhoOwes
from bot.cards.duties_waived import deeds, of_line, reasons
from bot.cards.rulebook import why_of
from bot.cards.state import current, in_year
from bot.rules.calendar import Quarter, Span, Year
from bot.rules.duties import Duty
from bot.rules.language import Said
from bot.rules.permissions import Permission, see
from bot.rules.words import System
from bot.store import branch as people

PAGE = 30  # names as buttons under a line of the board


@dataclass(frozen=True)
class Entry:
    """One name behind a line of the board. ``due`` only where it differs from the others'; ``reason`` of a waiver."""

    name: str
    owners: Sequence[str]
    evidence: Said | None
    due: date | None
    reason: str | None = None


@card("duties/group", need=see(Permission.BOARD))
async def group(view: View, system: str, period: str, page: int = 0) -> Card:
    """The names behind one line of the board, with due day and clause; a button for each, page by page."""
    every = seen(view, await _of_period(view, period))
    about = sorted((duty for duty in every if duty.system == system), key=lambda duty: duty.subject_id)
    if not about:
        return Card(view.text("duties/nothing"), [[view.back("board")]])
    names = {person.id: person.name for person in await people.people(view.session, view.branch.id)}
    entries: dict[Standing, list[Entry]] = {each: [] for each in Standing}
    why = await reasons(view, about)
    for duty in about:
        entries[standing(duty)].append(_entry(duty, names, about[0].due, why.get(duty.key)))
    text = view.text("duties/group", head=line(view, about[0]), system=about[0].system, entries=entries)
    judged = deeds(view, await of_line(view, system, period))
    return Card(text, [*_each(view, about, page), judged, why_of(view, about), [_back(view, about)]])


def _back(view: View, about: Sequence[Duty]) -> Button:
    """To the board; to that of the quarter where nothing of it is current or open."""
    last = about[0].period.last_day()
    if last >= view.today or any(duty.open for duty in about):
        return view.back("board")
    quarter = Quarter.of(last)
    return view.button("home.back", PastBoard(quarter.year, quarter.number))


def _each(view: View, about: Sequence[Duty], page: int) -> list[list[Button]]:
    shown = about[page * PAGE : (page + 1) * PAGE]
    buttons = [Button(duty.subject, OneDuty(duty.system, duty.subject_id, str(duty.period))) for duty in shown]
    around = {"people.earlier": page - 1, "people.later": page + 1}
    turns = [
        view.button(label, NamesPage(about[0].system, str(about[0].period), each))
        for label, each in around.items()
        if 0 <= each * PAGE < len(about)
    ]
    return [*in_rows(buttons), turns]


def _entry(duty: Duty, names: dict[int, str], usual: date, reason: str | None) -> Entry:
    """A meeting is owed by whoever is to call it, a decision by its owner, an entry of a register by whoever is to make
    it, all else by the one it is about."""
    others = not duty.personal
    return Entry(
        name=duty.subject,
        owners=[names[owner] for owner in duty.owner_ids] if others else [],
        evidence=duty.waived or (duty.evidence if others and duty.done else None),
        due=duty.due if duty.due != usual else None,
        reason=reason,
    )


async def _of_period(view: View, period: str) -> list[Duty]:
    """Every duty of the period spelled so; of those that have left the board, and of what was done there, from its
    year."""
    found = {duty.key: duty for duty in await current(view) if str(duty.period) == period}
    if any(duty.period.last_day() >= view.today for duty in found.values()):
        return list(found.values())
    year = period.rpartition("..")[2][:4]
    if year.isdecimal() and view.branch.started.year <= int(year) <= view.today.year:
        found |= {duty.key: duty for duty in await in_year(view, int(year)) if str(duty.period) == period}
    return list(found.values())


@card("duties/one", need=see(Permission.HOME))
async def one(view: View, system: str, subject: int, period: str) -> Card:
    """One duty: about whom, whose, by when, how it stands, by what, on which clause. Shown to those whose it is and to
    those who see it on the board."""
    key, me = f"{system}:{subject}:{period}", view.person
    duty = next((each for each in await _of_period(view, period) if each.key == key), None)
    shown = duty is not None and bool(seen(view, [duty]))
    if duty is None or not (shown or duty.is_of(me.id)):
        return Card(view.text("duties/nothing"), [[view.back("todo")]])
    names = {person.id: person.name for person in await people.people(view.session, view.branch.id)}
    own, why = duty.personal and duty.subject_id == me.id, await reasons(view, [duty])
    facts = {
        "line": line(view, duty), "entry": _entry(duty, names, duty.due, why.get(key)), "standing": standing(duty),
        "evidence": duty.waived or duty.evidence if own or (duty.done and not duty.personal) else None,
    }  # fmt: skip
    todo = in_rows(ways(view, [duty])) if me.id in duty.owner_ids and duty.open else []
    back = WhoOwes(duty.system, period) if shown else MyDuties(view.today.year)
    text = view.text("duties/one", **facts)
    return Card(text, [*todo, [*why_of(view, [duty]), view.button("home.back", back)]])


@card("duties/mine", need=see(Permission.HOME))
async def mine(view: View, year: int) -> Card:
    """The viewer's own duties by system and period: of a year; of the present one also what is open from before it, and
    what ends after it. Nobody else's."""
    me, present = view.person, view.today.year
    found = {duty.key: duty for duty in await in_year(view, year)}
    if year == present:
        found |= {duty.key: duty for duty in await current(view)}
    own = sorted((duty for duty in found.values() if duty.is_of(me.id)), key=lambda duty: duty.due)
    groups = [group_of(same) for same in by_period(own)]
    systems = {system: [each for each in groups if each.system is system] for system in System}
    text = view.text("duties/mine", name=me.name, year=Year(year), systems={k: v for k, v in systems.items() if v})
    left = [duty for duty in own if duty.open][:PAGE]
    turns = [
        view.button("registers.year", MyDuties(each), year=each)
        for each in (year - 1, year + 1)
        if view.branch.started.year <= each <= present
    ]
    return Card(text, [*_ways(view, left), turns, [view.back("todo")]])


def _ways(view: View, duties: Sequence[Duty]) -> list[list[Button]]:
    """To each of them; those named with whom they are about, or with somebody's own days, are long and stand alone."""
    abreast, alone = list[Button](), list[Button]()
    for duty in duties:
        press, about = OneDuty(duty.system, duty.subject_id, str(duty.period)), line(view, duty).about
        button = view.button("duties.one", press, what=duty.system, about=about, period=duty.period)
        (alone if about or isinstance(duty.period, Span) else abreast).append(button)
    return [*in_rows(abreast), *([button] for button in alone)]
