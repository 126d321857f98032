"""What the portal itself asks of others: an app's keys, and to be told of a session's end.

The addresses are the district's own (apps.toml). No redirect is followed, no cookie kept, nothing long read.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import ssl
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode, urlsplit

WITHIN_S = 5
MOST_BYTES = 64 * 1024
THREADS = 4


class NotAnswered(Exception):
    """Nobody answered, or not as was asked; the text says what, and repeats nothing that came."""


class Outgoing:
    """Asks in threads of its own: neither files nor the store ever wait for another's server."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, "outgoing")

    async def post_form(self, address: str, form: Mapping[str, str]) -> int:
        """Post a form; gives the status. Raises NotAnswered."""
        body = urlencode(form)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        status, _ = await asyncio.wrap_future(
            self._threads.submit(ask, "POST", address, body=body, headers=headers)
        )
        return status


def fetch_json(address: str) -> Any:
    """What stands at an address, as JSON; blocks. Raises NotAnswered."""
    status, body = ask("GET", address, headers={"Accept": "application/json"})
    if status != 200:
        raise NotAnswered(f"answered {status}")
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise NotAnswered("answered with what is no JSON") from None


def ask(
    method: str, address: str, *, body: str | None = None, headers: Mapping[str, str] = {}
) -> tuple[int, bytes]:
    """Ask one thing and read at most `MOST_BYTES` of the answer; blocks. Raises NotAnswered."""
    parts = urlsplit(address)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, target, body, {**headers, "Connection": "close"})
        answer = connection.getresponse()
        return answer.status, answer.read(MOST_BYTES)
    except (OSError, http.client.HTTPException) as error:
        raise NotAnswered(f"did not answer: {type(error).__name__}") from None
    finally:
        connection.close()


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=WITHIN_S, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=WITHIN_S)
