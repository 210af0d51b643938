"""Raw Bot API calls, as a bot without any library makes them."""

from typing import Any, TypeAlias

import aiohttp

from simulator import Simulator

TOKEN = "1:test"
Json: TypeAlias = dict[str, Any]


class Api:
    """Calls by form; strings go as they are."""

    def __init__(self, sim: Simulator, session: aiohttp.ClientSession) -> None:
        self._sim = sim
        self._session = session

    async def call(self, method: str, **params: object) -> Json:
        """The whole answer."""
        form = {name: str(value) for name, value in params.items()}
        async with self._session.post(f"{self._sim.url}/bot{TOKEN}/{method}", data=form) as response:
            answer: Json = await response.json()
            assert response.status == (200 if answer["ok"] else answer["error_code"])
            return answer

    async def ok(self, method: str, **params: object) -> Any:  # noqa: ANN401 - a result may be anything
        """The result of a call that must succeed."""
        answer = await self.call(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: object) -> tuple[int, str]:
        """Code and description of a call that must fail."""
        answer = await self.call(method, **params)
        assert not answer["ok"], answer
        return answer["error_code"], answer["description"]

    async def updates(self, **params: object) -> list[Json]:
        """What getUpdates answers."""
        result: list[Json] = await self.ok("getUpdates", **params)
        return result

    async def control(self, verb: str, path: str, body: Json | None = None, status: int = 200) -> Any:  # noqa: ANN401
        """A call of the control interface."""
        async with self._session.request(verb, f"{self._sim.url}/control/{path}", json=body) as response:
            answer = await response.json()
            assert response.status == status, answer
            return answer
