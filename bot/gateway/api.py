"""Plain calls of Bot API methods by name: what the outbox holds is sent as it stands."""

from base64 import b64decode, b64encode
from typing import Any

from telegram import InputFile
from telegram._utils.types import JSONDict
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.gateway.transport import Transport


class Api:
    """The Bot API of one token at one server. Errors are python-telegram-bot's (telegram.error)."""

    def __init__(self, transport: Transport, api_url: str, token: str) -> None:
        self._transport = transport
        self._base = f"{api_url}/bot{token}"
        self._files = f"{api_url}/file/bot{token}"

    async def call(self, method: str, payload: JSONDict, *, read_timeout: float | None = None) -> Any:  # noqa: ANN401
        """The ``result`` of a call, as the JSON it came in."""
        data = RequestData([_parameter(name, value) for name, value in payload.items()])
        url = f"{self._base}/{method}"
        if read_timeout is None:
            return await self._transport.post(url, data)
        return await self._transport.post(url, data, read_timeout=read_timeout)

    async def fetched(self, file: JSONDict) -> JSONDict:
        """What ``getFile`` answered, with the file itself as base64 (Bot API, getFile)."""
        content = await self._transport.retrieve(f"{self._files}/{file['file_path']}")
        return file | {"base64": b64encode(content).decode("ascii")}


def _parameter(name: str, value: Any) -> RequestParameter:  # noqa: ANN401 - any JSON
    """A file stands in the outbox as ``{"upload": name, "base64": content}`` (bot/frames.py)."""
    if isinstance(value, dict) and value.keys() == {"upload", "base64"}:
        return RequestParameter.from_input(name, InputFile(b64decode(value["base64"]), filename=value["upload"]))
    return RequestParameter(name, value, None)
