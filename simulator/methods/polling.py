"""Getting updates and the server itself: https://core.telegram.org/bots/api#getting-updates. No webhooks."""

from ..calls import Call
from ..errors import wrong
from ..wire import Json
from ..world import World


def delete_webhook(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#deletewebhook."""
    if call.flag("drop_pending_updates"):
        world.updates.pending.clear()
    return True


def get_webhook_info(world: World, call: Call) -> Json:
    """https://core.telegram.org/bots/api#getwebhookinfo."""
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates.pending)}


def set_webhook(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#setwebhook: an empty address removes it, any other is refused here."""
    if call.text("url"):
        raise wrong("Not implemented by the simulator: webhooks; use getUpdates")
    return delete_webhook(world, call)


def leave_server(world: World, call: Call) -> bool:
    """https://core.telegram.org/bots/api#logout and #close: this server lets the bot come back at once."""
    return True


METHODS = {
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "setWebhook": set_webhook,
    "logOut": leave_server,
    "close": leave_server,
}
