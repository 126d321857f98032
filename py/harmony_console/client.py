"""The server's API, as the console uses it: an operation a method, its answer as `docs/api.md` says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from harmony_console.page import Data, Page, Refused

API = "/api/v1/"
"""Where the server's interface begins; the page adds it to what is asked."""


class Client:
    """Asks by the page. Raises Refused for every answer that is not the one asked for."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> Any:
        """What an address answers."""
        asked = {name: value for name, value in (query or {}).items() if value}
        return await self._ask("GET", f"{path}?{urlencode(asked)}" if asked else path)

    async def post(self, path: str, body: Data | None = None) -> Any:
        """Have something done."""
        return await self._ask("POST", path, body or {})

    async def delete(self, path: str, body: Data | None = None) -> Any:
        """Have something ended."""
        return await self._ask("DELETE", path, body)

    async def upload(self, path: str, field: str) -> Any:
        """Send the file chosen in a field."""
        answer = await self._page.upload(path, field)
        if not answer.ok:
            raise Refused(answer)
        return answer.body

    async def _ask(self, method: str, path: str, body: Data | None = None) -> Any:
        answer = await self._page.ask(method, path, body)
        if not answer.ok:
            raise Refused(answer)
        return answer.body
