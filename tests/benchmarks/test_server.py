"""The server bench: its load, its clock of processor time, and a quick run of all contenders."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from benchmarks.results import Results
from benchmarks.server import beside, contenders, load, processor, run
from build_steps import postgresql
from tests.benchmarks import schema
from tests.running import free_port

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
CLOSING = (
    b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\nSet-Cookie: a=1; Path=/\r\nConnection: close\r\n\r\nok"
)


@contextmanager
def answering(*answers: bytes) -> Iterator[int]:
    """A server that gives these answers in turn, whatever is asked; its port."""
    port, loop = free_port(), asyncio.new_event_loop()
    turns = iter(answers)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readuntil(b"\r\n\r\n"):
            if (answer := next(turns, None)) is None:
                break
            writer.write(answer)
            if b"close" in answer:
                break
        writer.close()

    server = loop.run_until_complete(asyncio.start_server(serve, "127.0.0.1", port))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def test_answers_are_read_whole_whatever_their_form() -> None:
    """Of a length that is told, in chunks, and over a connection that the server closes."""

    async def ask(port: int) -> list[load.Answer]:
        connection = load.Connection(port)
        found = [await connection.ask("GET", "/") for _ in range(3)]
        connection.close()
        return found

    with answering(CHUNKED, CLOSING, CHUNKED) as port:
        first, second, third = asyncio.run(ask(port))
    assert (first.body, second.body, third.body) == (b"abcde", b"ok", b"abcde")
    assert second.cookies == {"a": "1"}


def test_every_turn_counts_also_one_without_an_answer() -> None:
    """A server that hangs up is told as no answer."""

    async def turn(connection: load.Connection, _: int) -> int:
        return (await connection.ask("GET", "/")).status

    with answering(CLOSING, CLOSING) as port:
        done = load.put(port, turn, at_once=1, turns=4)
    assert done.statuses == {201: 2, 0: 2}
    assert len(done.ms) == 4


def test_processor_time_of_children_counts() -> None:
    """What a process starts is on its account, while it runs and when it has ended."""
    busy = "for _ in range(3_000_000): pass"
    nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}]); input()"
    with subprocess.Popen(
        [sys.executable, "-c", nested], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as process:
        seen = 0.0
        while seen < 0.05 and process.poll() is None:
            seen = max(seen, processor.seconds(process.pid))
        assert seen >= 0.05
        process.communicate(b"\n")


def test_what_is_measured_is_told() -> None:
    """Rate, waiting, processor time of both, and turns that came to nothing."""
    one = run.Measured(load.Load((1.0, 3.0), {201: 1, 503: 1}, 0.5), server_s=0.004, database_s=0.002)
    figures = {metric: values for (metric, _), values in run.figures([one]).items()}
    assert figures["turns a second"] == [4]
    assert figures["p50"] == [2]
    assert (figures["server"], figures["database"]) == ([2], [1])
    assert figures["not served"] == [1]


@pytest.mark.skipif(postgresql.find() is None, reason="the bench compares the engines: needs PostgreSQL")
def test_a_quick_run_serves_every_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ours, floor and rival, on both engines; nobody is turned away."""
    monkeypatch.setattr(beside, "QUIET_S", 1)
    monkeypatch.setattr(beside, "GUESSES", 100)
    monkeypatch.setattr(run, "WARM_UP", 15)
    extent = run.Extent(
        turns=120, password_turns=4, at_once=(4,), workers=(1,), rounds=1, students=40, roster=60
    )
    results: Results = run.measure(extent)
    schema.check(results)
    unserved = [row for row in results.rows if row.metric == "not served" and row.median]
    assert unserved == []
    assert {row.what for row in results.rows} == {contenders.OURS, contenders.FLOOR, contenders.RIVAL}
