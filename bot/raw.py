"""Updates as Telegram gave them, before the library reads them. Odd ones may hold anything anywhere."""

from bot.store.inbox import Raw

_SHOWN = frozenset({"text", "caption", "entities", "caption_entities", "reply_markup", "document", "photo"})


def slim(body: Raw) -> Raw:
    """A press without what its message shows: that we have painted, and reading it again costs more than the press."""
    query = body.get("callback_query")
    if not isinstance(query, dict) or not isinstance(message := query.get("message"), dict):
        return body
    rest = {name: value for name, value in message.items() if name not in _SHOWN}
    return body | {"callback_query": query | {"message": rest}}


def accounts(body: Raw) -> list[int]:
    """Who sent this, wherever an update says so. Odd updates may hold anything there."""
    senders = [part.get("from") or part.get("user") for part in body.values() if isinstance(part, dict)]
    ids = [sender.get("id") for sender in senders if isinstance(sender, dict)]
    return [number for number in ids if type(number) is int]
