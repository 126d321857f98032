"""Several processes for one district, and what is written to the log."""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from harmony_server.serving.logs import AT_ONCE, NoFlood
from harmony_server.settings.processors import processors
from tests.district import LEO, MIA, Clock, District, badge_body
from tests.running import Server, harmony

WITHIN_S = 120
SESSION = "/api/v1/session"


@pytest.fixture
def several(today: District, small_site: Path, tmp_path: Path) -> Iterator[Server]:
    """A server of two processes."""
    running = Server(today.data, small_site, tmp_path / "several.log", "--workers", "2")
    running.start()
    yield running
    running.stop()


def workers(server: Server) -> set[int]:
    """The ids of the processes that serve, once there are two."""
    give_up = time.monotonic() + WITHIN_S
    while time.monotonic() < give_up:
        found = {each for each in _children(server.pid) if b"spawn_main" in _command(each)}
        if len(found) == 2:
            return found
        time.sleep(0.05)
    raise AssertionError("There are not two workers.")


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_processes_share_one_district(today: District, several: Server) -> None:
    """R-06: whoever signed in at one process is signed in at all, and when one is killed, nobody notices."""
    badges = [badge_body(today.badge(person)) for person in (MIA, LEO)]
    with httpx2.Client(base_url=several.address, timeout=WITHIN_S) as child:
        assert child.post(SESSION, json=badges[0]).status_code == 201
        before = workers(several)
        for worker in sorted(before):
            os.kill(worker, signal.SIGKILL)
            while (now := workers(several)) & {worker}:
                time.sleep(0.05)
            assert now - before
            assert dashboard(child)["person"]["given_name"] == MIA.given_name
        assert post(child, badges[1]) == 201


def dashboard(child: httpx2.Client) -> dict[str, dict[str, str]]:
    """The dashboard, asked for anew where a process was killed in the midst of it."""
    while True:
        try:
            answer: dict[str, dict[str, str]] = child.get("/api/v1/dashboard").json()
            return answer
        except httpx2.TransportError:
            time.sleep(0.1)


def post(child: httpx2.Client, body: dict[str, str]) -> int:
    """The status of a sign-in, likewise."""
    while True:
        try:
            return child.post(SESSION, json=body).status_code
        except httpx2.TransportError:
            time.sleep(0.1)


def test_there_is_a_processor_to_work_with() -> None:
    """R-06: `--workers 0` means one process a processor that this process may use."""
    assert 1 <= processors() <= (os.cpu_count() or 1)


@pytest.mark.parametrize("count", ["1", "2"])
def test_a_port_that_is_taken_is_said(today: District, count: str) -> None:
    """Where somebody else listens, the command ends and says so."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = harmony("serve", "--data", today.data, "--port", port, "--workers", count, check=False)
    assert refused.returncode == 1
    assert "address already in use" in refused.stderr.lower()


def test_the_same_is_not_logged_for_ever() -> None:
    """R-04: of a flood of the same some lines are written, and the next minute says how many there were."""
    clock = Clock()
    flood = NoFlood(clock)

    def written(line: int, number: int) -> list[str]:
        records = [
            logging.LogRecord("x", logging.WARNING, "x.py", line, "It is %s", ("bad",), None)
            for _ in range(number)
        ]
        return [record.getMessage() for record in records if flood.filter(record)]

    assert written(1, 1000) == ["It is bad"] * AT_ONCE
    assert written(2, 1) == ["It is bad"]
    clock.advance(60)
    assert written(1, 2) == [f"It is bad (and {1000 - AT_ONCE} more like it before)", "It is bad"]
    clock.advance(60)
    assert written(1, 1) == ["It is bad"]
