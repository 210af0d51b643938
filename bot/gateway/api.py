"""Plain calls of Bot API methods by name: what the outbox holds is sent as it stands."""

from base64 import b64decode, b64encode
from typing import Any

from telegram import InputFile
from telegram._utils.types import JSONDict
from telegram.error import BadRequest, InvalidToken
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.gateway.transport import Transport

FETCH = "fetch"  # no method of the Bot API: what a file holds, see Api._fetch


class Api:
    """The Bot API of one token at one server. Errors are python-telegram-bot's (telegram.error)."""

    def __init__(self, transport: Transport, api_url: str, token: str) -> None:
        self._transport = transport
        self._base = f"{api_url}/bot{token}"
        self._files = f"{api_url}/file/bot{token}"

    async def call(self, method: str, payload: JSONDict, *, read_timeout: float | None = None) -> Any:  # noqa: ANN401
        """The ``result`` of a call, as the JSON it came in."""
        if method == FETCH:
            return await self._fetch(payload)
        data = RequestData([_parameter(name, value) for name, value in payload.items()])
        url = f"{self._base}/{method}"
        if read_timeout is None:
            return await self._transport.post(url, data)
        return await self._transport.post(url, data, read_timeout=read_timeout)

    async def _fetch(self, payload: JSONDict) -> JSONDict:
        """What a file holds (Bot API, getFile: up to 20 MB, under an address that is good for an hour), in base64.

        ``payload``: its ``file_id``, the bytes it has at ``most``, and what it is ``of``, which comes back with it.
        BadRequest where it is gone, or larger.
        """
        file = await self.call("getFile", {"file_id": payload["file_id"]})
        if file.get("file_size", 0) > payload["most"] or not file.get("file_path"):
            raise BadRequest("the file cannot be fetched")
        try:
            content = await self._transport.retrieve(f"{self._files}/{file['file_path']}")
        except InvalidToken:  # the library's word for 404: the token was good for getFile just now
            raise BadRequest("the file is gone") from None
        if len(content) > payload["most"]:
            raise BadRequest("the file is larger than was said")
        return {"of": payload["of"], "base64": b64encode(content).decode("ascii")}


def _parameter(name: str, value: Any) -> RequestParameter:  # noqa: ANN401 - any JSON
    """A file stands in the outbox as ``{"upload": name, "base64": content}`` (bot/frames.py), by itself or as what an
    InputMedia holds, which names it by ``attach://`` (Bot API, InputMediaDocument.media)."""
    if _is_file(value):
        return RequestParameter.from_input(name, _file(value))
    if isinstance(value, dict) and _is_file(value.get("media")):
        file = _file(value["media"], attach=True)
        return RequestParameter(name, value | {"media": file.attach_uri}, [file])
    return RequestParameter(name, value, None)


def _is_file(value: Any) -> bool:  # noqa: ANN401 - any JSON
    return isinstance(value, dict) and value.keys() == {"upload", "base64"}


def _file(value: JSONDict, *, attach: bool = False) -> InputFile:
    return InputFile(b64decode(value["base64"]), filename=value["upload"], attach=attach)
