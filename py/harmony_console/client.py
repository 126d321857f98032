"""The server's API, as the console uses it: an operation a method, typed as its description says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from harmony_console.operations import Operations, Sought
from harmony_console.page import Page, Refused

API = "/api/v1/"
"""Where the server's interface begins; the page adds it to what is asked."""


class Client(Operations):
    """Asks by the page. Raises Refused for every answer that is not the one asked for."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def ask(
        self, method: str, path: str, *, query: Mapping[str, Sought] | None = None, body: Any = None
    ) -> Any:
        """Ask the server; gives the body of its answer."""
        sought = {name: value for name, value in (query or {}).items() if value not in (None, "")}
        answer = await self._page.ask(method, f"{path}?{urlencode(sought)}" if sought else path, body)
        if not answer.ok:
            raise Refused(answer)
        return answer.body

    async def upload(self, path: str, field: str) -> Any:
        """Send the file chosen in a field; gives the body of the answer."""
        answer = await self._page.upload(path, field)
        if not answer.ok:
            raise Refused(answer)
        return answer.body
