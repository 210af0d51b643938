"""Reading a call's parameters: https://core.telegram.org/bots/api#making-requests names the four ways to send them."""

import json
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from .errors import RefusedError, wrong
from .files import UPLOAD_MOST, Upload
from .wire import Json


async def read_body(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """The parameters as sent and the files."""
    given: Json = dict(request.query) if request.query_string else {}
    files: dict[str, Upload] = {}
    if request.content_type == "multipart/form-data":
        await _read_parts(request, given, files)
    elif request.can_read_body:
        body = await request.read()
        if request.content_type == "application/json":
            given |= _object(body)
        else:
            given |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    return given, files


def _object(body: bytes) -> Json:
    try:
        value = json.loads(body)
    except ValueError:
        raise wrong("can't parse JSON of the request body") from None
    if not isinstance(value, dict):
        raise wrong("the JSON of the request body must be an object")
    return value


async def _read_parts(request: web.Request, given: Json, files: dict[str, Upload]) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise wrong("a part of the request body has no name")
        content = bytes(await part.read(decode=True))
        if part.filename is None:
            given[part.name] = content.decode()
        elif len(content) > UPLOAD_MOST:
            raise RefusedError(413, "Request Entity Too Large", violation=True)
        else:
            files[part.name] = Upload(part.filename, part.headers.get("Content-Type", ""), content)
