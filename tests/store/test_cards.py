"""Which message shows which card."""

from datetime import UTC, datetime

from bot.store import cards
from bot.store.cards import CardRow, Spot
from bot.store.database import Database
from bot.store.outbox import Outcome

NOW = datetime(2026, 10, 12, tzinfo=UTC)


def _row(name: str, message_id: int | None) -> CardRow:
    return CardRow(chat_id=5, name=name, args={}, message_id=message_id, media=False, live=True, digest="")


async def test_a_press_quicker_than_telegrams_answer_decides_what_the_message_shows(database: Database) -> None:
    async with database.writing() as session:
        sent, pressed = _row("dues/pending", None), _row("dues/payer", 77)
        session.add_all([sent, pressed])
        await session.flush()
        await cards.settle_cards(session, [Outcome((1,), chat_id=5, card_id=sent.id, message_id=77)], NOW)
    async with database.reading() as session:
        shown = (await cards.look_up(session, (), [Spot(5, 77)])).at[Spot(5, 77)]
        assert shown.name == "dues/payer"
        assert await cards.live_cards(session, "dues/pending", {}) == []
        assert [row.name for row in await cards.live_cards(session, "dues/payer", {})] == ["dues/payer"]
