"""Broadcast cards: what recipients get, how it fares, and my materials."""

from bot.cards.audience import said
from bot.cards.base import Button, Card, Media, View, card, closed, in_rows
from bot.cards.study_buttons import after_studying, of_material, own
from bot.presses import Press
from bot.rules.permissions import Matter, Permission, Scope, covers, do, see
from bot.store import broadcasts as store
from bot.store.broadcasts import MATERIAL, Broadcast, Delivery, Result

PAGE = 8  # materials on one page of a list


class SentPage(Press, tag="np"):
    """A page of what was sent."""

    page: int


class Follow(Press, tag="nf"):
    """How a broadcast fares."""

    broadcast: int


class Names(Press, tag="nn"):
    """Who confirmed and who did not."""

    broadcast: int


class Again(Press, tag="nr"):
    """Sends it to those whom it did not reach; asked twice. ``rounds``: how often that was done before."""

    broadcast: int
    rounds: int
    sure: int


class Withdraw(Press, tag="nx"):
    """Stops what waits for the morning, or lets it wait again."""

    broadcast: int
    withdrawn: int


class Studied(Press, tag="ny"):
    """I have studied it, or have not after all."""

    broadcast: int
    studied: int


class StudyPage(Press, tag="nl"):
    """A page of my materials."""

    page: int


class Reopen(Press, tag="no"):
    """Sends me a material of mine once more."""

    broadcast: int


@card(MATERIAL, need=see(Permission.ANSWER), reports_to="broadcasts/progress")
async def material(view: View, broadcast: int) -> Card | None:
    """The notice or material itself, and whether I have confirmed it; nothing of anybody else."""
    sent = await store.broadcast(view.session, view.branch.id, broadcast)
    mine = await store.recipient(view.session, broadcast, view.person.id)
    if sent is None or mine is None:
        return None
    facts = {"sender": sent.sender.name, "sent": sent.sent, "html": sent.html, "studied": mine.studied}
    done = mine.studied is not None
    button = view.button("broadcasts.undo_studied" if done else "broadcasts.studied", Studied(sent.id, int(not done)))
    media = Media(sent.file_kind, sent.file_id) if sent.file_kind and sent.file_id else None
    more = await after_studying(view, mine)
    return Card(view.text("broadcasts/material", **facts), [[button], more], media, protect=True)


@card("broadcasts/sent", need=do(Permission.BROADCAST))
async def sent(view: View, page: int) -> Card:
    """What was sent, newest first: by everybody, or by oneself where the scope is narrow."""
    everything = view.person.grants.scope(Permission.BROADCAST) is Scope.ALL
    sender_id = None if everything else view.person.id
    found = await store.latest(view.session, view.branch.id, sender_id, page * PAGE, PAGE + 1)
    items = [_item(view, each) for each in found[:PAGE]]
    pages = _pages(view, page, len(found), SentPage)
    return Card(view.text("broadcasts/sent", count=len(items)), [*in_rows(items, 1), pages, [view.back()]])


def title(view: View, known: str, file_kind: str | None) -> str:
    """How lists call it: by its first words, else by what it is."""
    return known or view.short(f"broadcasts.{file_kind}")


def _title(view: View, sent: Broadcast) -> str:
    return title(view, sent.title, sent.file_kind)


def _item(view: View, broadcast: Broadcast) -> Button:
    day = broadcast.due.astimezone(view.zone).date()
    return view.button("broadcasts.item", Follow(broadcast.id), day=day, title=_title(view, broadcast))


def _pages(view: View, page: int, found: int, press: type[SentPage] | type[StudyPage]) -> list[Button]:
    """Buttons to the neighbouring pages; ``found`` is one more than a page where another follows."""
    earlier = [view.button("people.earlier", press(page - 1))] if page else []
    later = [view.button("people.later", press(page + 1))] if found > PAGE else []
    return earlier + later


async def _own(view: View, broadcast: int) -> Broadcast | None:
    """The broadcast where the viewer may (still) see how it fares: one's own, or any with the whole branch in scope."""
    found = await store.broadcast(view.session, view.branch.id, broadcast)
    if found is None:
        return None
    viewer, matter = view.person, Matter(owner_id=found.sender_id)
    scope = viewer.grants.scope(Permission.BROADCAST)
    return found if covers(scope, matter, person_id=viewer.id, team_id=viewer.team_id) else None


@card("broadcasts/progress", need=do(Permission.BROADCAST))
async def progress(view: View, broadcast: int) -> Card:
    """How it fares, as deliveries and confirmations come in."""
    found = await _own(view, broadcast)
    if found is None:
        return closed(view)
    results = await store.results(view.session, broadcast)
    facts = {
        "broadcast": found,
        "title": _title(view, found),
        "audience": said(view, found.audience),
        "total": len(results),
        "reached": _count(results, Delivery.REACHED),
        "on_its_way": _count(results, Delivery.ON_ITS_WAY),
        "studied": sum(1 for result in results if result.recipient.studied),
        "failed": [(view.short(f"broadcasts.{each}"), _names(results, each)) for each in Delivery if each.failed],
    }
    more = await of_material(view, found) if found.sent else []
    first, back = _progress_buttons(view, found, results)
    return Card(view.text("broadcasts/progress", **facts), [first, more, back])


def _progress_buttons(view: View, broadcast: Broadcast, results: list[Result]) -> list[list[Button]]:
    back = [view.button("home.back", SentPage(0))]
    if broadcast.sent is None:
        key = "broadcasts.restore" if broadcast.withdrawn else "broadcasts.withdraw"
        return [[view.button(key, Withdraw(broadcast.id, int(not broadcast.withdrawn)))], back]
    missed = sum(1 for result in results if result.again)
    again = view.button("broadcasts.again", Again(broadcast.id, broadcast.rounds, 0), count=missed)
    return [[view.button("broadcasts.names", Names(broadcast.id)), *([again] if missed else [])], back]


def _count(results: list[Result], delivery: Delivery) -> int:
    return len(_names(results, delivery))


def _names(results: list[Result], delivery: Delivery) -> list[str]:
    return [result.name for result in results if result.delivery is delivery]


@card("broadcasts/names", need=do(Permission.BROADCAST))
async def names(view: View, broadcast: int) -> Card:
    """Who confirmed and who did not, in roster order."""
    found = await _own(view, broadcast)
    if found is None:
        return closed(view)
    everybody = await store.recipients(view.session, broadcast)
    studied = [each.person.name for each in everybody if each.studied]
    others = [each.person.name for each in everybody if not each.studied]
    text = view.text("broadcasts/names", title=_title(view, found), studied=studied, others=others)
    return Card(text, [[view.button("home.back", Follow(broadcast))]])


@card("broadcasts/again", need=do(Permission.BROADCAST))
async def again(view: View, broadcast: int) -> Card:
    """Asks before it is sent again, naming to whom."""
    found = await _own(view, broadcast)
    if found is None:
        return closed(view)
    missed = [result.name for result in await store.results(view.session, broadcast) if result.again]
    sure = [view.button("home.confirm", Again(broadcast, found.rounds, 1))] if missed else []
    text = view.text("broadcasts/again", title=_title(view, found), names=missed)
    return Card(text, [sure, [view.button("home.back", Follow(broadcast))]])


@card("broadcasts/study", need=see(Permission.HOME))
async def study(view: View, page: int) -> Card:
    """My materials, those not yet confirmed first; a button opens one."""
    found = await store.received(view.session, view.person.id, page * PAGE, PAGE + 1)
    items = [
        view.button("broadcasts.study_item", Reopen(each.id), title=_title(view, each), studied=studied is not None)
        for each, studied in found[:PAGE]
    ]
    left = await store.unstudied_count(view.session, view.person.id)
    text = view.text("broadcasts/study", count=len(items), left=left)
    turns = _pages(view, page, len(found), StudyPage)
    return Card(text, [*in_rows(items, 1), turns, await own(view), [view.back()]])
