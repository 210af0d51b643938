"""HTTP for python-telegram-bot, over aiohttp: about a third of the CPU of its own httpx (benchmarks/)."""

import json
from types import TracebackType
from typing import Any, Self

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

_NEEDLESS = ("Accept", "Accept-Encoding", "User-Agent")  # an answer of some hundred bytes is not worth packing


class Transport(BaseRequest):
    """One connection pool. Times are seconds."""

    def __init__(self, *, connections: int = 64, read_timeout: float = 20.0) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How long an answer may take."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Opens the pool."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), skip_auto_headers=_NEEDLESS
            )

    async def shutdown(self) -> None:
        """Closes the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """The library's own would log what cannot be read, and that may hold people's words."""
        try:
            parsed: JSONDict = json.loads(payload)
        except ValueError:
            raise TelegramError("Invalid server response") from None
        return parsed

    async def __aenter__(self) -> Self:
        await self.initialize()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call: status and body. A time-out and a dropped line are told apart (TimedOut, NetworkError)."""
        if self._session is None:
            raise RuntimeError("the transport is not open")
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=_seconds(connect_timeout, 10.0),
            sock_read=_seconds(read_timeout, self._read_timeout),
        )
        try:
            async with self._session.request(method, url, data=_body(request_data), timeout=timeout) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # The text of a client error holds the address, and the address holds the token.
            raise NetworkError(type(error).__name__) from None


def _seconds(given: ODVInput[float], default: float) -> float | None:
    return default if isinstance(given, DefaultValue) else given


def _body(data: RequestData | None) -> aiohttp.FormData | aiohttp.JsonPayload | None:
    """JSON, as the values are; only files need a form (Bot API, "Making requests")."""
    if data is None:
        return None
    if not data.contains_files:
        return aiohttp.JsonPayload(data.parameters)
    form = aiohttp.FormData(quote_fields=False)  # a file is called as it is, in UTF-8, not in percent signs
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    parts: dict[str, Any] = data.multipart_data or {}
    for name, (filename, content, mime) in parts.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form
