"""The demo's control interface, as another program uses it: HTTP and JSON, nothing of the bot."""

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from tests.waiting import PATIENCE, until


class Page:
    """Acts as anybody in the demo. Calls block: the demo is another process, and nothing else happens here."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._past: dict[int, int] = {}

    def forget(self) -> None:
        """What has been written so far is not looked at any more."""
        shown = {chat["id"]: chat["messages"] for chat in self.look("state")["chats"]}
        self._past = {chat: messages[-1]["id"] for chat, messages in shown.items() if messages}

    def act(self, deed: str, **fields: object) -> Any:  # noqa: ANN401 - JSON
        """POST /control/deed."""
        body = json.dumps(fields, ensure_ascii=False).encode()
        request = urllib.request.Request(f"{self.address}/control/{deed}", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def look(self, what: str, **query: str) -> Any:  # noqa: ANN401 - JSON
        """GET /control/what."""
        with urllib.request.urlopen(f"{self.address}/control/{what}?{urllib.parse.urlencode(query)}") as answer:
            return json.load(answer)

    def body(self, refusal: urllib.error.HTTPError) -> Any:  # noqa: ANN401 - JSON
        """What a call that was refused answered."""
        return json.load(refusal)

    def messages(self, user: str, chat: str | None = None) -> list[dict[str, Any]]:
        """What the bot has written there, oldest first."""
        where = {"user": user} if chat is None else {"user": user, "chat": chat}
        shown = self.look("chat", **where)
        past = self._past.get(shown["chat"]["id"], 0)
        return [message for message in shown["messages"] if message["from"]["is_bot"] and message["id"] > past]

    def seen(self, user: str, *texts: str, chat: str | None = None) -> list[dict[str, Any]]:
        """The messages that hold all these texts."""
        return [m for m in self.messages(user, chat) if all(text in m["text"] for text in texts)]

    async def sees(self, user: str, *texts: str, chat: str | None = None) -> dict[str, Any]:
        """Waits for such a message; the newest."""
        found = await until(lambda: self.seen(user, *texts, chat=chat), f"{user} to see {texts}")
        return found[-1]

    async def press(self, user: str, label: str, chat: str | None = None) -> None:
        """Presses the newest button with that label, once there is one."""
        where = {"user": user} if chat is None else {"user": user, "chat": chat}
        await until(lambda: label in self._labels(user, chat), f"{user} to have the button {label}")
        self.act("press", label=label, wait=PATIENCE, **where)

    def say(self, user: str, text: str, chat: str | None = None) -> None:
        """Writes."""
        self.act("say", user=user, text=text, **({} if chat is None else {"chat": chat}))

    def _labels(self, user: str, chat: str | None) -> list[str]:
        return [b["text"] for message in self.messages(user, chat) for row in message["buttons"] for b in row]
