"""Connections that last only as long as something comes of them: nobody keeps one for ever, or all of them.

uvicorn reads HTTP by httptools and has none of these bounds; `BoundedProtocol` adds them to each connection.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from ipaddress import ip_address, ip_network
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

IDLE_S = 75
"""Between two requests: longer than proxies keep a connection (nginx: 60), or they would use a closed one."""
SEND_S = 60
"""In which what waits to be sent must become half: no line that a child has is as slow."""
LOOK_EVERY_S = 1
MAX_HEAD_BYTES = 32 * 1024

log = logging.getLogger("harmony")


class State(Enum):
    """What a connection waits for."""

    HEAD = auto()
    """A request's head: from the first moment of the connection, or the first byte of the next request."""
    BODY = auto()
    """The rest of a request: 64 KiB at most, and hardly ever more than one."""
    ANSWER = auto()
    """Its own answer, which is the server's to give."""
    NEXT = auto()
    """Another request."""


PATIENCE_S = {State.HEAD: 10.0, State.BODY: 20.0, State.ANSWER: math.inf, State.NEXT: float(IDLE_S)}
"""How long each may take."""


@dataclass
class Connections:
    """Every connection of this process. One too many closes the one that has waited longest for its client.

    Who is being answered is never cut off. An address may have half of all. A proxy speaks for many.
    """

    max_in_all: int
    proxies: Sequence[str] = ()
    by_address: dict[str, set[BoundedProtocol]] = field(default_factory=dict, repr=False)

    def add(self, connection: BoundedProtocol) -> bool:
        """Count a new connection; says whether there is room for it, made if need be."""
        theirs = self.by_address.get(connection.address, set())
        in_all = sum(map(len, self.by_address.values()))
        if len(theirs) >= self.max_in_all // 2 and not self._is_proxy(connection.address):
            has_room = self._close_one_of(theirs)
        elif in_all >= self.max_in_all:
            has_room = self._close_one_of(max(self.by_address.values(), key=len))
        else:
            has_room = True
        if has_room:
            self.by_address.setdefault(connection.address, set()).add(connection)
        return has_room

    def remove(self, connection: BoundedProtocol) -> None:
        """Count a connection no more."""
        theirs = self.by_address.get(connection.address, set())
        theirs.discard(connection)
        if not theirs:
            self.by_address.pop(connection.address, None)

    def _close_one_of(self, connections: Collection[BoundedProtocol]) -> bool:
        log.warning("There are too many connections: those that wait longest for their clients are closed.")
        waiting = [each for each in connections if each.state is not State.ANSWER]
        if not waiting:
            return False
        longest = min(waiting, key=lambda each: each.since)
        self.remove(longest)
        longest.transport.abort()
        return True

    def _is_proxy(self, address: str) -> bool:
        if "*" in self.proxies or address in self.proxies:
            return True
        try:
            return any(ip_address(address) in ip_network(each, strict=False) for each in self.proxies)
        except ValueError:
            return False


class BoundedProtocol(HttpToolsProtocol):
    """One connection, and until when something must have come of it."""

    def __init__(self, connections: Connections, **uvicorns: Any) -> None:
        super().__init__(**uvicorns)
        self.address = ""
        self.state = State.HEAD
        self.since = self._until = 0.0
        """When it began to wait for what it waits for."""
        self._connections = connections
        self._head_bytes = 0
        self._to_be_sent = 0
        self._look_again: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Take the connection, or close it at once where there is no room."""
        super().connection_made(transport)
        self.address = self.client[0] if self.client else ""
        self._enter(State.HEAD)
        self._look()
        if not self._connections.add(self):
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._connections.remove(self)
        if self._look_again:
            self._look_again.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on. A head ends in time, and before it is too long."""
        if self.state is State.NEXT:
            self._enter(State.HEAD)
        super().data_received(data)
        if self.state is State.HEAD:
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD_BYTES:
                self.transport.abort()

    def on_message_begin(self) -> None:
        """Expect the head of a request."""
        super().on_message_begin()
        if self.state is not State.HEAD:
            self._enter(State.HEAD)

    def on_headers_complete(self) -> None:
        """Expect its body."""
        super().on_headers_complete()
        self._enter(State.BODY)

    def on_message_complete(self) -> None:
        """Expect its answer, which may have been given before the body had come."""
        super().on_message_complete()
        self._enter(State.NEXT if self.cycle.response_complete else State.ANSWER)

    def on_response_complete(self) -> None:
        """Expect the next request, unless one is there already."""
        super().on_response_complete()
        if self.state is State.ANSWER and self.cycle.response_complete:
            self._enter(State.NEXT)

    def pause_writing(self) -> None:
        """Expect that the client takes what it asked for."""
        super().pause_writing()
        self._expect(SEND_S)

    def resume_writing(self) -> None:
        """Go on, now that there is room for more."""
        super().resume_writing()
        self._until = self.since + PATIENCE_S[self.state]

    def _enter(self, state: State) -> None:
        self.state = state
        self.since = self.loop.time()
        self._head_bytes = 0
        self._expect(PATIENCE_S[state])

    def _expect(self, within_s: float) -> None:
        self._until = self.loop.time() + within_s
        self._to_be_sent = self.transport.get_write_buffer_size()

    def _look(self) -> None:
        """Close the connection if nothing came of it in its time, and look again."""
        if self.loop.time() >= self._until:
            left = self.transport.get_write_buffer_size()
            if not 0 < left <= self._to_be_sent / 2:
                self.transport.abort()
                return
            self._expect(SEND_S)
        self._look_again = self.loop.call_later(LOOK_EVERY_S, self._look)
