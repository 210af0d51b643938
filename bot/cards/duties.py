"""What a person has to do (待办), and who owes what (看板): both are lists of the same duties.

Whom the board shows to whom is PRODUCT 3's row "board, duties, lists of who owes what", for all systems alike: the
bureau and, for reading, publicity, discipline and youth see the branch; a team leader sees the own team. So they
see *that* somebody's dues are open. How much, since when and how it was paid is the ledger's, a permission of
its own: no amount stands here. Neither does how far an unfinished report has come: that is between its author
and its readers. People stand in roster order, never in an order of who owes most.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.cards.base import Button, Card, Open, View, card, in_rows
from bot.cards.decisions import ShowDecision
from bot.cards.duties_presses import MyDuties, PastBoard, Tomorrow, WhoOwes, files
from bot.cards.rulebook import why_of
from bot.cards.state import current, in_year
from bot.rules.calendar import Period, Quarter, Span
from bot.rules.duty import Duty
from bot.rules.language import Said
from bot.rules.permissions import Permission, Scope, see
from bot.rules.registers import KINDS, About
from bot.rules.words import System
from bot.store import state
from bot.store.branch import Person

# The command by which each duty is done. It is offered only to whoever has it in the menu.
COMMANDS = {
    System.DUES: "dues",
    System.ARREARS: "ledger",
    System.REPORT: "report",
    **{system: "newmeeting" for system in System if system.meeting},
    **dict.fromkeys(KINDS, "register"),
    System.TERM: "members",
}  # A decision has a card of its own instead.
_MANY = (*KINDS, System.ARREARS)  # of these one person may owe many at once
SHOWN = 10  # invitations, and ballots, listed one by one


class Standing(StrEnum):
    """How a duty stands on the board. Reported-paid dues wait for the collector: their payer owes nothing more."""

    LATE = "late"
    OPEN = "open"
    WAITING = "waiting"
    DONE = "done"
    WAIVED = "waived"


@dataclass(frozen=True)
class Line:
    """A duty as it is written: what, about whom (or how many), for when, due when and in how many days (negative:
    overdue), on which clause."""

    what: System
    about: str | None
    count: int
    period: Period
    due: date
    days: int
    clause: Said
    title: Said


def lines(view: View, owed: Iterable[Duty]) -> list[Line]:
    """A line for each duty; where somebody owes several of a kind for one period, one with their number."""
    groups: dict[str, list[Duty]] = defaultdict(list)
    for duty in owed:
        groups[f"{duty.system}:{duty.period}" if duty.system in _MANY else duty.key].append(duty)
    return [line(view, same[0], len(same)) for same in groups.values()]


def line(view: View, duty: Duty, count: int = 1) -> Line:
    """How the duty is written to the one who owes it. It says about whom, for somebody may answer for several."""
    kind = KINDS.get(duty.system)
    named = duty.system in (System.TEAM_MEETING, System.DECISION, System.ARREARS) or (
        kind is not None and kind.about is not About.BRANCH
    )
    days = (duty.due - view.today).days
    about = duty.subject if named else None
    return Line(duty.system, about, count, duty.period, duty.due, days, duty.clause, duty.title)


def ways(view: View, duties: Sequence[Duty], *more: str) -> list[Button]:
    """What leads to these duties: decisions by their own cards, else by the commands that the viewer may use, and
    ``more`` such; each once."""
    allowed = {name for name, _ in view.commands}
    commands = [COMMANDS[duty.system] for duty in duties if duty.system in COMMANDS]
    decided = [duty for duty in duties if duty.system is System.DECISION][:SHOWN]
    offered = [name for name in dict.fromkeys([*commands, *more]) if name in allowed]
    return [
        *(view.button("duties.do_decision", ShowDecision(each.subject_id), title=each.subject) for each in decided),
        *(view.button(f"duties.do_{name}", Open(name)) for name in offered),
    ]


@card("duties/todo", need=see(Permission.HOME))
async def todo(view: View) -> Card:
    """The viewer's own open duties, unanswered invitations and open ballots; nobody else's."""
    me = view.person
    mine = [duty for duty in await current(view) if me.id in duty.owner_ids and duty.open]
    meetings = await state.unanswered(view.session, me.id, view.now)
    ballots = await state.not_voted(view.session, me.id)
    commands = ["meetings"] * bool(meetings) + ["vote"] * bool(ballots)
    text = view.text(
        "duties/todo",
        name=me.name,
        lines=lines(view, mine),
        meetings=meetings[:SHOWN],
        ballots=ballots[:SHOWN],
        more=max(0, len(meetings) - SHOWN) + max(0, len(ballots) - SHOWN),
    )
    overview = view.button("duties.mine", MyDuties(view.today.year))
    return Card(text, [*in_rows([*ways(view, mine, *commands), *why_of(view, mine)]), [overview], [view.back()]])


@dataclass(frozen=True)
class Group:
    """One line of the board: a system in a period, and how many duties stand how."""

    system: System
    period: Period
    counts: dict[Standing, int]

    @property
    def total(self) -> int:
        """How many they are."""
        return sum(self.counts.values())


@card("duties/board", need=see(Permission.BOARD))
async def board(view: View) -> Card:
    """Systems and periods with counts: what is open, and what is current although all done."""
    day = view.today
    groups = [group_of(mine) for mine in by_period(seen(view, await current(view))) if _worth_showing(mine, day)]
    text = view.text("duties/board", groups=groups, day=day, extent=extent(view))
    past = [view.button("duties.past", PastBoard(day.year, Quarter.of(day).number))]
    preview = [view.button("duties.tomorrow", Tomorrow(0))] if sees_all(view) else []
    return Card(text, [*_lines(view, groups), [*past, *preview], files(view, day.year), [view.back()]])


@card("duties/past", need=see(Permission.BOARD))
async def past(view: View, year: int, quarter: int) -> Card:
    """The same of the periods that end in a quarter, from the branch's first one to the present."""
    shown, day = Quarter(year, quarter), view.today
    every = [duty for duty in seen(view, await in_year(view, year)) if Quarter.of(duty.period.last_day()) == shown]
    groups = [group_of(same) for same in by_period(every)]
    turns = [
        view.button("duties.quarter", PastBoard(each.year, each.number), quarter=each)
        for each in (shown.previous(), shown.next())
        if in_past(view, each)
    ]
    text = view.text("duties/past", groups=groups, day=day, period=shown, extent=extent(view))
    return Card(text, [*_lines(view, groups), turns, files(view, year), [view.back("board")]])


def in_past(view: View, quarter: Quarter) -> bool:
    """Whether the branch has lived in that quarter."""
    return Quarter.of(view.branch.started) <= quarter <= Quarter.of(view.today)


def extent(view: View) -> str:
    """Of whom the viewer sees the board: the branch, or a team; empty for whoever leads one without being in it."""
    team = view.person.team.name if view.person.team else ""
    return team if view.person.grants.scope(Permission.BOARD) is Scope.TEAM else view.branch.name


def sees_all(view: View) -> bool:
    """Whether the board of the whole branch is the viewer's to see."""
    return view.person.grants.scope(Permission.BOARD) in (Scope.ALL, Scope.READ)


def _lines(view: View, groups: Sequence[Group]) -> list[list[Button]]:
    """A button for each line; those of somebody's own spans of days are long and stand alone."""
    abreast = in_rows(_names(view, group) for group in groups if not isinstance(group.period, Span))
    return [*abreast, *([_names(view, group)] for group in groups if isinstance(group.period, Span))]


def _names(view: View, group: Group) -> Button:
    press = WhoOwes(group.system, str(group.period))
    return view.button("duties.group", press, what=group.system, period=group.period)


def seen(view: View, every: Sequence[Duty]) -> list[Duty]:
    """What the viewer's scope lets onto the board. Reading is enough to see the whole branch."""
    return [duty for duty in every if sees_team(view.person, duty.team_id)]


def sees_team(viewer: Person, team_id: int | None) -> bool:
    """Whether the viewer's board holds what is owed by people of that team (None: of none)."""
    scope = viewer.grants.scope(Permission.BOARD)
    own = viewer.team_id is not None and viewer.team_id == team_id
    return scope in (Scope.ALL, Scope.READ) or (scope is Scope.TEAM and own)


def by_period(every: Iterable[Duty]) -> list[list[Duty]]:
    """Grouped by system and period; the groups by due day, so that what is overdue comes first."""
    groups: dict[tuple[System, str], list[Duty]] = defaultdict(list)
    for duty in every:
        groups[duty.system, str(duty.period)].append(duty)
    return sorted(groups.values(), key=lambda same: same[0].due)


def _worth_showing(same: Sequence[Duty], day: date) -> bool:
    return same[0].period.last_day() >= day or any(duty.open for duty in same)


def group_of(same: Sequence[Duty]) -> Group:
    """A line for these duties of one system and period."""
    counts = {each: sum(standing(duty) is each for duty in same) for each in Standing}
    return Group(same[0].system, same[0].period, counts)


def standing(duty: Duty) -> Standing:
    """How it stands today."""
    if duty.done:
        return Standing.DONE
    if duty.waived is not None:
        return Standing.WAIVED
    if duty.system is System.DUES and not duty.owner_ids:
        return Standing.WAITING
    return Standing.LATE if duty.late else Standing.OPEN
