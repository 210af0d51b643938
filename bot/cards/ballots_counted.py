"""Votes without the bot, for those who count them: whom to strike off, what was counted, who is to sign."""

from bot.cards.ballots_facts import standing_of
from bot.cards.ballots_text import title
from bot.cards.base import Button, Card, View, card, in_rows
from bot.cards.tally import ShowCounting, ShowTally, counting_button, tally
from bot.presses import Press
from bot.rules.electorate import is_elector
from bot.rules.permissions import Permission, do
from bot.rules.words import BallotKind, CountMethod, CountRole
from bot.store import ballots as store
from bot.store.ballots_standing import Standing, concerned, seal_of
from bot.store.counts import SignOff


class ShowStriking(Press, tag="ub"):
    """The roll, to strike off who votes on paper or by hand."""

    ballot: int


class Strike(Press, tag="uc"):
    """Strikes one off, or takes that back. Which is in the button, so that a double tap is one tap."""

    ballot: int
    person: int
    off: int


class EnterCount(Press, tag="ud"):
    """Begins the form of a count by hand."""

    ballot: int
    method: CountMethod


class ShowNaming(Press, tag="ue"):
    """Who may be 监票人 or 计票人."""

    ballot: int
    role: CountRole


class NameSigner(Press, tag="uf"):
    """Names that person."""

    ballot: int
    role: CountRole
    person: int


class SignFor(Press, tag="ui"):
    """Enters a signature given on paper, for the figures whose seal is ``seen``; asked twice."""

    ballot: int
    role: CountRole
    seen: str
    sure: int


@card("ballots/counting", need=do(Permission.BALLOTS))
async def counting(view: View, ballot: int) -> Card | None:
    """How far it is, and what can be done about it."""
    asked = await store.by_id(view.session, ballot)
    if asked is None or asked.void:
        return await tally(view, ballot)
    count = await standing_of(view, asked)
    facts = {"struck": count.struck, "electors": asked.electors, "needed": count.needs_signing}
    text = view.text(
        "ballots/counting", question=title(asked), hand=count.hand, **facts,
        signers=[(role, count.signers.get(role)) for role in CountRole], state=_state(view, count),
    )  # fmt: skip
    buttons = await _counting_buttons(view, count) if not count.final else []
    return Card(text, [*buttons, [view.button("home.back", ShowTally(ballot))]])


def _state(view: View, count: Standing) -> str:
    """What is to be done next."""
    if not count.needs_signing:
        return view.short("ballots.next_strike")
    if not count.counted:
        return view.short("ballots.next_close" if count.hand or not count.struck else "ballots.next_count")
    return view.short("ballots.next_done" if count.signed else "ballots.next_sign")


async def _counting_buttons(view: View, count: Standing) -> list[list[Button]]:
    ballot, rows = count.ballot, list[list[Button]]()
    if not ballot.ended(view.now) and ballot.kind is not BallotKind.ELECTION:
        rows.append([view.button("ballots.strike", ShowStriking(ballot.id))])
    if count.struck and ballot.kind is not BallotKind.ELECTION:
        methods = [CountMethod.PAPER] if ballot.secret else [CountMethod.PAPER, CountMethod.HANDS]
        rows.append([view.button(f"ballots.enter_{each}", EnterCount(ballot.id, each)) for each in methods])
    if count.needs_signing:
        rows.append([view.button(f"ballots.name_{role}", ShowNaming(ballot.id, role)) for role in CountRole])
        rows += await _signatures_on_paper(view, count)
    return rows


async def _signatures_on_paper(view: View, count: Standing) -> list[list[Button]]:
    waiting = [each for each in count.signers.values() if count.counted and not each.signed and not each.person.bound]
    if not waiting:
        return []
    seen = await seal_of(view.session, count.ballot)
    return [
        [view.button("ballots.sign_for", SignFor(count.ballot.id, each.role, seen, 0), name=each.person.name)]
        for each in waiting
    ]


@card("ballots/striking", need=do(Permission.BALLOTS))
async def striking(view: View, ballot: int) -> Card | None:
    """Every name, the struck ones marked. Who has voted is not shown: in a secret ballot nobody sees it."""
    asked = await store.by_id(view.session, ballot)
    if asked is None or asked.ended(view.now):
        return await tally(view, ballot)
    lines = await store.roll(view.session, ballot)
    names = [
        Button(("✓ " if line.paper else "○ ") + line.person.name, Strike(ballot, line.person_id, int(not line.paper)))
        for line in lines
    ]
    facts = {"secret": asked.secret, "struck": sum(line.paper for line in lines), "electors": asked.electors}
    text = view.text("ballots/striking", question=title(asked), **facts)
    return Card(text, [*in_rows(names), [view.button("home.back", ShowCounting(ballot))]])


@card("ballots/naming", need=do(Permission.BALLOTS))
async def naming(view: View, ballot: int, role: str) -> Card | None:
    """The electors who may sign in that role."""
    asked = await store.by_id(view.session, ballot)
    if asked is None:
        return None
    count, part = await standing_of(view, asked), CountRole.of(role)
    others = {each.person_id for each in count.signers.values() if each.role is not part}
    barred = others | await concerned(view.session, asked, view.book)
    named = count.signers.get(part)
    names = [
        Button(_mark(named, line.person_id) + line.person.name, NameSigner(ballot, part, line.person_id))
        for line in await store.roll(view.session, ballot)
        if is_elector(line.person) and line.person_id not in barred
    ]
    cited = view.book.scrutiny
    text = view.text("ballots/naming", question=title(asked), role=part, clause=cited.clause, rule=cited.title)
    return Card(text, [*in_rows(names), [view.button("home.back", ShowCounting(ballot))]])


def _mark(named: SignOff | None, person_id: int) -> str:
    return "✓ " if named is not None and named.person_id == person_id else "○ "


@card("ballots/signing_for", need=do(Permission.BALLOTS))
async def signing_for(view: View, ballot: int, role: str, seen: str) -> Card | None:
    """Asks before a signature given on paper is entered."""
    asked = await store.by_id(view.session, ballot)
    part = CountRole.of(role)
    row = (await standing_of(view, asked)).signers.get(part) if asked else None
    if asked is None or row is None or row.signed is not None:
        return await counting(view, ballot)
    text = view.text("ballots/signing_for", question=title(asked), role=part, name=row.person.name)
    sure = view.button("home.confirm", SignFor(ballot, part, seen, 1))
    return Card(text, [[sure], [view.button("home.back", ShowCounting(ballot))]])


@card("ballots/disputed", need=do(Permission.BALLOTS))
async def disputed(view: View, ballot: int) -> Card | None:
    """What whoever has to sign says is wrong."""
    asked = await store.by_id(view.session, ballot)
    if asked is None:
        return None
    said = [each for each in (await standing_of(view, asked)).signers.values() if each.objection]
    text = view.text("ballots/disputed", question=title(asked), said=said)
    return Card(text, [[counting_button(view, asked)]])
