"""Being ready means that the database takes what is written; asking costs next to nothing."""

from __future__ import annotations

import asyncio
import resource
import threading
import time
from pathlib import Path

import httpx2
import pytest

from harmony_server.api import readiness
from harmony_server.api.readiness import Readiness
from tests.district import District
from tests.running import Server

WITHIN_S = 120


class Check:
    """A check that counts how often it is made, and fails or hangs when it is told to."""

    def __init__(self) -> None:
        self.times = 0
        self.fails = False
        self.go_on = threading.Event()
        self.go_on.set()

    def __call__(self) -> None:
        """Look once."""
        self.times += 1
        assert self.go_on.wait(60)
        if self.fails:
            raise OSError


@pytest.fixture
def check() -> Check:
    """A check in which all is well."""
    return Check()


def answers(ready: Readiness, times: int) -> set[bool]:
    """What so many who ask at once are told."""

    async def ask() -> list[bool]:
        return await asyncio.gather(*[ready() for _ in range(times)])

    return set(asyncio.run(ask()))


def test_many_who_ask_share_one_answer(check: Check) -> None:
    """R-05: a hundred who ask at once, twice, write to the database once."""
    ready = Readiness(check)
    assert answers(ready, 100) | answers(ready, 100) == {True}
    assert check.times == 1


def test_an_answer_is_found_out_anew(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """R-05: what broke is told with the next look, and so is that it works again."""
    monkeypatch.setattr(readiness, "EVERY_S", 0)
    ready = Readiness(check)
    assert answers(ready, 1) == {True}
    check.fails = True
    assert answers(ready, 1) == {False}
    check.fails = False
    assert answers(ready, 1) == {True}


def test_a_check_that_hangs_holds_nobody(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """R-05: the answer before serves for a while; then what hangs is not ready. No second check begins."""
    monkeypatch.setattr(readiness, "EVERY_S", 0)
    monkeypatch.setattr(readiness, "WAIT_S", 0.01)
    ready = Readiness(check)
    while answers(ready, 1) != {True}:
        pass
    before = check.times
    check.go_on.clear()
    assert answers(ready, 20) == {True}
    monkeypatch.setattr(readiness, "VALID_S", 0)
    assert answers(ready, 20) == {False}
    assert check.times == before + 1
    check.go_on.set()


def test_readiness_writes(district: District) -> None:
    """R-05: a look at the database leaves its trace there."""
    with district.store.read() as tx:
        before = tx.write_probe.read()
    assert district.client().get("/readyz").status_code == 200
    with district.store.read() as tx:
        assert tx.write_probe.read() == before + 1


def becomes(server: Server, status: int) -> bool:
    """Whether the server says so before long."""
    give_up = time.monotonic() + WITHIN_S
    while time.monotonic() < give_up:
        if httpx2.get(f"{server.address}/readyz", timeout=20).status_code == status:
            return True
        time.sleep(0.1)
    return False


def test_a_full_disk_is_not_ready(server: Server, small_site: Path) -> None:
    """R-05: where nothing can be written nobody is sent to sign in; the page and health still answer."""
    assert becomes(server, 200)
    before = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (0, before[1]))
    assert becomes(server, 503)
    assert httpx2.get(f"{server.address}/healthz", timeout=20).status_code == 200
    page = httpx2.get(server.address, timeout=20)
    assert page.text == (small_site / "index.html").read_text("utf-8")
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, before)
    assert becomes(server, 200)
