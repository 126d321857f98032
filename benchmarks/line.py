"""A slow line: one rate for all connections together, and a delay before every answer.

It is put around the server itself, so that workers and service workers feel it as pages do; a browser's own
throttle reaches neither.
"""

from __future__ import annotations

import asyncio
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PIECE = 2048
"""Bytes sent at once: what several connections take turns by."""
BURST_S = 0.03
"""What an idle moment saves up: sleeping is never exact, and the rate shall be."""
HEAD = 400
"""Bytes taken for a response's status line and headers."""


class SlowLine:
    """An ASGI application behind a slow line."""

    def __init__(self, app: ASGIApp, bits_per_s: float, latency_s: float) -> None:
        self._app = app
        self._bytes_per_s = bits_per_s / 8
        self._latency_s = latency_s
        self._free_at = 0.0
        self.sent = 0
        """Bytes of bodies that have gone over the line."""
        self.busy_at = 0.0
        """When it last had something to do, on the clock of time.monotonic."""
        self.is_slow = True
        """False lets everything through at once: for what nobody waits for."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request as slowly as the line is."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self.busy_at = time.monotonic()
        if self.is_slow:
            await asyncio.sleep(self._latency_s)

        async def slowly(message: Message) -> None:
            if message["type"] == "http.response.start":
                await self._carry(HEAD)
                await send(message)
                return
            await self._pieces(message, send)

        await self._app(scope, receive, slowly)

    def quiet_for(self) -> float:
        """Seconds since the line last carried anything."""
        return time.monotonic() - self.busy_at

    async def _pieces(self, message: Message, send: Send) -> None:
        body, more = message.get("body", b""), message.get("more_body", False)
        for start in range(0, len(body), PIECE):
            piece = body[start : start + PIECE]
            await self._carry(len(piece))
            self.sent += len(piece)
            await send({**message, "body": piece, "more_body": True})
        if not more:
            await send({**message, "body": b"", "more_body": False})

    async def _carry(self, size: int) -> None:
        """Wait for one's turn on the line, and until it has carried so many bytes."""
        now = self.busy_at = time.monotonic()
        if not self.is_slow:
            return
        self._free_at = max(now - BURST_S, self._free_at) + size / self._bytes_per_s
        await asyncio.sleep(max(0.0, self._free_at - now))
