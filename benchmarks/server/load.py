"""A load of HTTP/1.1 requests: so many connections kept open, each with one request at a time."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

ANSWER_WITHIN_S = 120


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """The first header of this name, in lower case; empty if there is none."""
        return next((value for known, value in self.headers if known == name), "")

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies that are set."""
        pairs = (
            value.partition(";")[0].partition("=") for name, value in self.headers if name == "set-cookie"
        )
        return {name: value for name, _, value in pairs}


class Connection:
    """One connection to a server on loopback, opened anew when the server has closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = {}) -> Answer:
        """Send a request and wait for its answer; raises OSError, TimeoutError."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{self._port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if body or method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        sent = "\r\n".join([*lines, "", ""]).encode() + body
        async with asyncio.timeout(ANSWER_WITHIN_S):
            try:
                return await self._exchange(sent)
            except (asyncio.IncompleteReadError, ConnectionError):
                self.close()  # it was idle for too long
                return await self._exchange(sent)

    async def _exchange(self, sent: bytes) -> Answer:
        if self._writer is None or self._reader is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        reader = self._reader
        self._writer.write(sent)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        split = (line.partition(": ") for line in head[1:] if line)
        headers = tuple((name.lower(), value) for name, _, value in split)
        answer = Answer(int(head[0].split()[1]), headers, b"")
        body = await _body(reader, answer)
        if answer.header("connection") == "close":
            self.close()
        return Answer(answer.status, headers, body)

    def close(self) -> None:
        """Let go of it."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


async def _body(reader: asyncio.StreamReader, answer: Answer) -> bytes:
    if answer.header("transfer-encoding") != "chunked":
        return await reader.readexactly(int(answer.header("content-length") or 0))
    parts = []
    while size := int(await reader.readline(), 16):
        parts.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(parts)


Scenario = Callable[[Connection, int], Awaitable[int]]
"""Does one turn over a connection, for the turn's number; gives the status that it ended with."""


@dataclass(frozen=True)
class Load:
    """What so many turns took."""

    ms: tuple[float, ...]
    statuses: Mapping[int, int]
    """How many turns ended with each status; 0 stands for no answer."""
    seconds: float


def put(port: int, scenario: Scenario, *, at_once: int, turns: int) -> Load:
    """Do so many turns, so many at a time."""
    return asyncio.run(_put(port, scenario, at_once, turns))


def pace(port: int, scenario: Scenario, every_s: float, goes_on: Callable[[], bool]) -> Load:
    """Begin a turn every so often, however long those before take, for as long as something goes on."""
    return asyncio.run(_pace(port, scenario, every_s, goes_on))


async def _pace(port: int, scenario: Scenario, every_s: float, goes_on: Callable[[], bool]) -> Load:
    done, free = _Turns(scenario), [Connection(port)]

    async def one(turn: int) -> None:
        connection = free.pop() if free else Connection(port)
        await done.take(connection, turn)
        free.append(connection)

    began = time.perf_counter()
    async with asyncio.TaskGroup() as turns:
        turn = 0
        while turn == 0 or goes_on():
            turns.create_task(one(turn))
            turn += 1
            await asyncio.sleep(max(0, began + turn * every_s - time.perf_counter()))
    for connection in free:
        connection.close()
    return done.load(time.perf_counter() - began)


class _Turns:
    """Turns that were taken, and how they ended."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._ms: list[float] = []
        self._statuses: dict[int, int] = {}

    async def take(self, connection: Connection, turn: int) -> None:
        """Take one, and time it."""
        began = time.perf_counter()
        try:
            status = await self._scenario(connection, turn)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            status = 0
            connection.close()
        self._ms.append(1000 * (time.perf_counter() - began))
        self._statuses[status] = self._statuses.get(status, 0) + 1

    def load(self, seconds: float) -> Load:
        """What all of them took."""
        return Load(tuple(self._ms), self._statuses, seconds)


async def _put(port: int, scenario: Scenario, at_once: int, turns: int) -> Load:
    waiting, done = iter(range(turns)), _Turns(scenario)

    async def one() -> None:
        connection = Connection(port)
        for turn in waiting:
            await done.take(connection, turn)
        connection.close()

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(at_once)))
    return done.load(time.perf_counter() - began)


def as_json(value: object) -> tuple[bytes, dict[str, str]]:
    """A body and its header."""
    return json.dumps(value).encode(), {"Content-Type": "application/json"}
