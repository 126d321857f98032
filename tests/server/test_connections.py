"""Slow clients: each connection ends in its time, and there are only so many; nobody else notices."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import httpx2
import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from harmony_server.serving import connections
from harmony_server.serving.connections import BoundedProtocol, Connections, State
from tests.district import District
from tests.running import Server, free_port

WITHIN_S = 120
MOST = 10
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
BODY = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"


class Door:
    """A server in a thread: an application that reads a body, and answers when it may."""

    def __init__(self, proxies: tuple[str, ...] = ()) -> None:
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.asked = threading.Semaphore(0)
        self.connections = Connections(MOST, proxies)
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        protocol: Any = partial(BoundedProtocol, self.connections)
        options: dict[str, Any] = {"interface": "asgi3", "lifespan": "off", "log_config": None}
        config = uvicorn.Config(self._app, port=self.port, http=protocol, **options)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run)
        self._opened: list[socket.socket] = []

    def __enter__(self) -> Door:
        self._thread.start()
        eventually(lambda: self._server.started)
        return self

    def __exit__(self, *_: object) -> None:
        self.may_answer.set()
        for connection in self._opened:
            connection.close()
        self._server.should_exit = True
        self._thread.join()

    def open(self, *pieces: bytes) -> socket.socket:
        """A connection on which this was sent."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=WITHIN_S)
        self._opened.append(connection)
        for piece in pieces:
            connection.sendall(piece)
        return connection

    def open_now(self) -> int:
        """How many connections there are."""
        return sum(map(len, self.connections.by_address.values()))

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        while (message := await receive()).get("more_body"):
            pass
        if message["type"] == "http.disconnect":
            return
        self.asked.release()
        while not self.may_answer.is_set():
            await asyncio.sleep(0.01)
        content = b"x" * (50_000_000 if scope["path"] == "/large" else 2)
        length = str(len(content)).encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]})
        await send({"type": "http.response.body", "body": content})


def eventually(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    give_up = time.monotonic() + WITHIN_S
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.01)


def is_closed(connection: socket.socket) -> bool:
    """Whether the server hung up, sooner or later."""
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True


def drip(connection: socket.socket, piece: bytes) -> None:
    """Send the same little piece until the server has hung up."""
    try:
        while True:
            connection.sendall(piece)
            time.sleep(0.05)
    except ConnectionError:
        pass


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times that pass while a test waits."""
    for state in (State.HEAD, State.BODY, State.NEXT):
        monkeypatch.setitem(connections.PATIENCE_S, state, 0.4)
    monkeypatch.setattr(connections, "SEND_S", 0.4)
    monkeypatch.setattr(connections, "LOOK_EVERY_S", 0.05)


@pytest.fixture
def door() -> Iterator[Door]:
    """A server before which every address counts."""
    with Door() as opened:
        yield opened


@pytest.mark.usefixtures("impatient")
def test_who_sends_nothing_is_hung_up_on(door: Door) -> None:
    """R-04: silence from the first moment, in the midst of a head or a body, and after an answer."""
    whole = HEAD + b"\r\n"
    for begun in (b"", HEAD, BODY, whole):
        connection = door.open(begun)
        if begun is whole:
            assert connection.recv(1) == b"H"
            eventually(lambda: not door.open_now())
        else:
            assert is_closed(connection), begun
    eventually(lambda: not door.open_now())


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("begun", "piece"), [(HEAD, b"X-A: b\r\n"), (BODY, b" "), (b"", b"\r\n")], ids=["head", "body", "nothing"]
)
def test_who_drips_is_hung_up_on(door: Door, begun: bytes, piece: bytes) -> None:
    """R-04: a head or a body has a time to be whole, however steadily little of it comes."""
    drip(door.open(begun), piece)
    eventually(lambda: not door.open_now())


@pytest.mark.usefixtures("impatient")
def test_who_takes_nothing_is_hung_up_on(door: Door) -> None:
    """R-04: an answer that nobody reads is kept for nobody."""
    door.open(b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert door.asked.acquire(timeout=WITHIN_S)
    eventually(lambda: not door.open_now())


@pytest.mark.usefixtures("impatient")
def test_an_answer_may_take_its_time(door: Door) -> None:
    """R-04: whoever waits for the server is not hung up on, and no slow client is in their way."""
    door.may_answer.clear()
    waiting = door.open(HEAD + b"\r\n")
    assert door.asked.acquire(timeout=WITHIN_S)
    assert is_closed(door.open(HEAD))
    door.may_answer.set()
    assert waiting.recv(15) == b"HTTP/1.1 200 OK"


def test_a_head_has_a_length(door: Door) -> None:
    """T-15: a head that never ends is cut off when it gets too long, not when its time is over."""
    connection = door.open(HEAD)
    with pytest.raises(ConnectionError):
        connection.sendall((b"X-A: " + b"b" * 1000 + b"\r\n") * 10_000)
    eventually(lambda: not door.open_now())


def test_one_address_does_not_take_all_connections(door: Door) -> None:
    """R-04: of too many connections those that waited longest go; whoever asks is answered."""
    silent = [door.open() for _ in range(3 * MOST)]
    for _ in range(5):
        assert httpx2.get(door.address, timeout=WITHIN_S).status_code == 200
    eventually(lambda: door.open_now() <= MOST // 2)
    assert is_closed(silent[0])


def test_a_proxy_may_take_all_connections() -> None:
    """R-04: a proxy speaks for many, so it may have as many connections as there are."""
    with Door(proxies=("127.0.0.0/8",)) as door:
        opened = [door.open() for _ in range(MOST)]
        eventually(lambda: door.open_now() == MOST)
        door.open()
        assert is_closed(opened[0])
        assert door.open_now() <= MOST


def test_who_is_being_answered_is_not_cut_off(door: Door) -> None:
    """R-04: however many come after them, those who wait for the server get their answers."""
    door.may_answer.clear()
    waiting = [door.open(HEAD + b"\r\n") for _ in range(MOST // 2)]
    for _ in waiting:
        assert door.asked.acquire(timeout=WITHIN_S)
    assert is_closed(door.open(HEAD + b"\r\n"))
    door.may_answer.set()
    assert [connection.recv(15) for connection in waiting] == [b"HTTP/1.1 200 OK"] * len(waiting)


def test_a_server_with_few_descriptors_still_answers(today: District, server: Server) -> None:
    """R-04: a hundred silent connections before a server with a hundred descriptors, and a short log."""
    server.stop()
    few = Server(today.data, server.site, server.log.with_name("few.log"), descriptors=100)
    few.start()
    try:
        silent = [socket.create_connection(("127.0.0.1", few.port), timeout=WITHIN_S) for _ in range(100)]
        with httpx2.Client(timeout=WITHIN_S) as child:
            for _ in range(20):
                assert child.get(f"{few.address}/readyz").status_code == 200
        for connection in silent:
            connection.close()
    finally:
        few.stop()
    assert few.log.stat().st_size < 10_000
