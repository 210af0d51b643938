"""What we use of python-telegram-bot's Application: its Bot, its reading of updates, and one handler for everything."""

from typing import Any

from telegram.ext import Application, BaseHandler, CallbackContext

from bot.context import Here
from bot.gateway.transport import Transport
from bot.routing import Routes

App = Application[Any, Any, Any, Any, Any, Any]


def application(api_url: str, token: str, calls: Transport, polls: Transport) -> App:
    """Without an updater (the intake is ours) and without a job queue (so is the schedule)."""
    return (
        Application.builder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(calls)
        .get_updates_request(polls)
        .updater(None)
        .job_queue(None)
        .build()
    )


class Door(BaseHandler[Here, CallbackContext[Any, Any, Any, Any], None]):
    """The one handler of the Application: hands every update to our routes and keeps what they raise.

    ``process_update`` would swallow the exception; the engine must see it to roll back.
    """

    def __init__(self, routes: Routes) -> None:
        super().__init__(self._never)
        self._routes = routes
        self.raised: Exception | None = None

    def check_update(self, update: object) -> bool:
        """Everything the engine sends in is ours."""
        return isinstance(update, Here)

    async def handle_update(self, update: Here, application: App, check_result: object, context: object) -> None:
        """Runs the route of this update."""
        try:
            await self._routes.run(update)
        except Exception as error:
            self.raised = error

    async def _never(self, update: Here, context: CallbackContext[Any, Any, Any, Any]) -> None:
        raise LookupError("the door calls routes, not a callback")
