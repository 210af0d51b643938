"""The ballot paper of an election on the screen: marks, names written in, the question whether to cast it.

Every button carries the whole paper as it will be once it is pressed, and the page to show; so marks are kept nowhere
but on the voter's screen. All pages of a ballot go out at one length, whatever they say: a page has other buttons, and
whoever opens the names is about to write one in.
"""

import json
from dataclasses import dataclass, replace

from bot.cards.ballots_facts import result_of
from bot.cards.ballots_text import question_text, title
from bot.cards.base import Button, Card, View, card, in_rows
from bot.cards.elections_text import round_of
from bot.presses import Press
from bot.rules.elections import Paper
from bot.rules.permissions import Permission, do
from bot.rules.words import Choice
from bot.store import ballots as ballot_store
from bot.store import elections as store
from bot.store.ballots import Ballot
from bot.store.elections import Slate

MARKS, CHECK = "00", "ck"  # pages; between them the names, from 01
ABREAST = 16  # names on a page
_SIGNS = {Choice.FOR: "✓", Choice.AGAINST: "✗", Choice.ABSTAIN: "○", None: "□"}
_LEAST, _STEP = 6144, 1024  # bytes of a page: at least, and by which it grows
_REMARKS = 600  # bytes by which other marks, and what is said of them, may lengthen a page


class Fill(Press, tag="ep"):
    """Shows the paper so filled in, at a page."""

    ballot: int
    paper: str
    page: str


class CastPaper(Press, tag="ec"):
    """确认投票: the paper goes into the box."""

    ballot: int
    paper: str


class Runoff(Press, tag="er"):
    """第二轮投票 among those who are tied; asked twice."""

    ballot: int
    sure: int


class ByBallot(Press, tag="eb"):
    """另行选举: the form of an election for the seats that are left."""

    ballot: int


class Approve(Press, tag="ea"):
    """登记批复."""

    ballot: int


@dataclass(frozen=True)
class _Desk:
    """What every page is painted with."""

    view: View
    ballot: Ballot
    slate: Slate
    paper: Paper

    def press(self, paper: Paper, page: str) -> Fill:
        return Fill(self.ballot.id, paper.spell(self.slate.slots), page)

    async def text(self, message: str) -> str:
        """The question, which round this is, and the paper as that message has it."""
        head = [await question_text(self.view, self.ballot), *round_of(self.view, self.ballot)]
        return "\n".join(head) + "\n\n" + self.view.text(message, **self.facts())

    def facts(self) -> dict[str, object]:
        """The marks, the names and what is wrong with them."""
        names = self.slate.names(self.slate.nominees)
        return {
            "rows": [(_SIGNS[mark], name) for mark, name in zip(self.paper.marks, names, strict=True)],
            "written": self.slate.names([self.slate.roll[place] for place in self.paper.written]),
            "seats": self.slate.seats, "slots": self.slate.slots, "named": self.paper.named,
            "over": self.paper.over(self.slate.seats), "unmarked": self.paper.unmarked,
        }  # fmt: skip


async def paper_card(view: View, ballot: Ballot, spelled: str | None = None, page: str = MARKS) -> Card:
    """One page of the voter's paper; without ``spelled`` a blank one."""
    slate = await store.slate(view.session, ballot)
    desk = _Desk(view, ballot, slate, slate.read(spelled) if spelled else slate.blank)
    longest = await _marks(replace(desk, paper=_longest(slate)))
    size = max(_LEAST, -(-(_length(longest) + _REMARKS) // _STEP) * _STEP)
    if page == MARKS:
        shown = await _marks(desk)
    else:
        shown = await (_check(desk) if page == CHECK else _others(desk, page))
    return _evened(shown, size)


def _longest(slate: Slate) -> Paper:
    """An unmarked paper with the longest names that can be written in."""
    others = sorted(slate.others, key=lambda other: len(json.dumps(other[1].name)), reverse=True)
    return replace(slate.blank, written=tuple(sorted(place for place, _ in others[: slate.slots])))


def _length(shown: Card) -> int:
    """Bytes of a card as it waits in the outbox."""
    keyboard = [
        [{"text": button.label, "callback_data": button.press.pack() if button.press else ""} for button in row]
        for row in shown.buttons
        if row
    ]
    return len(json.dumps({"text": shown.text, "reply_markup": {"inline_keyboard": keyboard}}))


def _evened(shown: Card, size: int) -> Card:
    """The card at that length: empty lines at the end, which Telegram takes away, fill it up."""
    lines, odd = divmod(max(0, size - _length(shown)), 2)
    return replace(shown, text=shown.text + "\n" * lines + " " * odd)


async def _marks(desk: _Desk) -> Card:
    """Three buttons for each nominee, the chosen one marked."""
    view, paper = desk.view, desk.paper
    rows = [
        [
            Button(
                f"{'✓' if mark is choice else ''}{number + 1} {view.say(choice)}",
                desk.press(paper.marked(number, choice), MARKS),
            )
            for choice in Choice
        ]
        for number, mark in enumerate(paper.marks)
    ]
    foot = [Button(view.short("elections.check"), desk.press(paper, CHECK))]
    if desk.slate.slots:
        foot.append(Button(view.short("elections.others"), desk.press(paper, "01")))
    return Card(await desk.text("elections/paper"), [*rows, foot, [view.back("vote")]])


async def _others(desk: _Desk, page: str) -> Card:
    """The other electors by pages, those written in marked."""
    view, paper, every = desk.view, desk.paper, desk.slate.others
    pages = max(1, -(-len(every) // ABREAST))
    number = min(max(1, int(page)), pages)
    shown = every[(number - 1) * ABREAST : number * ABREAST]
    names = desk.slate.names([person for _, person in shown])
    buttons = [
        Button(
            ("● " if place in paper.written else "○ ") + name,
            desk.press(paper.toggled(place, desk.slate.slots), f"{number:02}"),
        )
        for (place, _), name in zip(shown, names, strict=True)
    ]
    turn = [
        Button(view.short(f"elections.{key}"), desk.press(paper, f"{to:02}"))
        for key, to in (("page_before", number - 1), ("page_after", number + 1))
        if 1 <= to <= pages
    ]
    text = view.text("elections/others", question=title(desk.ballot), **desk.facts())
    back = Button(view.short("home.back"), desk.press(paper, MARKS))
    return Card(text, [*in_rows(buttons), turn, [back]])


async def _check(desk: _Desk) -> Card:
    """Asks whether to cast the paper as it is."""
    view = desk.view
    sure = view.button("ballots.cast", CastPaper(desk.ballot.id, desk.paper.spell(desk.slate.slots)))
    back = Button(view.short("home.back"), desk.press(desk.paper, MARKS))
    return Card(await desk.text("elections/check"), [[sure], [back]])


async def follow_up(view: View, ballot: Ballot) -> list[list[Button]]:
    """What an officer may do because of a result: the next round, or the approval."""
    if ballot.void or ballot.closed is None:
        return []
    outcome = (await result_of(view, ballot)).outcome
    rows = []
    if outcome.left and outcome.holds and await store.later(view.session, ballot.id) is None:
        next_round = (
            view.button("elections.runoff", Runoff(ballot.id, 0))
            if outcome.tied
            else view.button("elections.by_ballot", ByBallot(ballot.id))
        )
        rows.append([next_round])
    if outcome.elected:
        rows.append([view.button("elections.record_approval", Approve(ballot.id))])
    return rows


@card("elections/runoff", need=do(Permission.BALLOTS))
async def runoff(view: View, ballot: int) -> Card | None:
    """Asks before the next round is opened."""
    asked = await ballot_store.by_id(view.session, ballot)
    if asked is None or asked.closed is None or asked.void:
        return None
    result = await result_of(view, asked)
    if not result.outcome.tied or await store.later(view.session, ballot) is not None:
        return Card(view.text("elections/followed", question=title(asked)), [[view.back("tally")]])
    text = view.text(
        "elections/runoff", question=asked.question, tied=result.named(result.outcome.tied), seats=result.outcome.left,
        rounds=view.book.election_rounds,
    )  # fmt: skip
    return Card(text, [[view.button("home.confirm", Runoff(ballot, 1))], [view.back("tally")]])
