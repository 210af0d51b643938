"""What follows when Telegram has answered: rows settled, cards placed, the unreachable noted, groups moved."""

from collections.abc import Mapping, Sequence

from sqlalchemy import update

from bot.actions import quizzes
from bot.actions.base import Deed
from bot.store import cards, inbox, outbox, post
from bot.store.branch import Person
from bot.store.outbox import Outcome, PauseOrder


async def settle(deed: Deed, reports: Sequence[Outcome | PauseOrder]) -> None:
    """Writes the courier's reports."""
    outcomes = [report for report in reports if isinstance(report, Outcome)]
    await post.order_pauses(deed.session, [each for each in reports if isinstance(each, PauseOrder)], deed.now)
    done = [row for outcome in outcomes if outcome.failure is None for row in outcome.row_ids]
    failed = {row: outcome.failure for outcome in outcomes if outcome.failure for row in outcome.row_ids}
    await outbox.settle_rows(deed.session, done, failed)
    await cards.settle_cards(deed.session, outcomes, deed.now)
    for outcome in outcomes:
        await _follow_up(deed, outcome)


async def show(deed: Deed, reports: Sequence[Outcome | PauseOrder], reports_to: Mapping[str, str]) -> None:
    """Refreshes the cards that show these deliveries. ``reports_to``: which card shows the deliveries of which."""
    ids = [report.card_id for report in reports if isinstance(report, Outcome) and report.tells and report.card_id]
    for name, args in await cards.named(deed.session, ids, reports_to.keys()) if ids else ():
        deed.refresh(reports_to[name], **args)


async def _follow_up(deed: Deed, outcome: Outcome) -> None:
    if outcome.moved_to is not None:
        await post.move_chat(deed.session, outcome.chat_id, outcome.moved_to)
    if outcome.failure in outbox.UNREACHABLE and outcome.card_id is not None:  # else it may be a whisper
        query = update(Person).where(Person.telegram_id == outcome.chat_id)
        await deed.session.execute(query.values(reachable=False))
    if outcome.poll_id is not None:
        await quizzes.arrived(deed, outcome.poll_id)
    if outcome.errand is not None:
        answer = {"then": outcome.errand, "chat_id": outcome.chat_id, "result": outcome.result}
        await inbox.store_errand(deed.session, deed.keys.doors, answer, deed.now)
