"""`kill -9` in the midst of a storm: what was acknowledged stands, whoever was killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import httpx2
import pytest

from harmony.model import BadgeState, Person
from harmony_server.accounts import passwords, sessions
from harmony_server.badges import lifecycle
from harmony_server.store import StoreUnavailable
from tests.district import ADA, FIRST, LEO, MAPLE, MIA, TILDA, District, badge_body, put
from tests.postgresql import PostgreSQL
from tests.running import Server
from tests.server.engines import on_both_engines

AT_LEAST = 8
"""So much of each kind must have been acknowledged before the kill."""
WITHIN_S = 120
CHILDREN = [
    replace(LEO, id=f"child-{number}", username=f"C{number}", school_ids=frozenset()) for number in range(400)
]


@dataclass
class Storm:
    """People who sign in and an operator, all at once, until the storm is over."""

    district: District
    server: Server
    sessions: list[tuple[str, str]] = field(default_factory=list)
    """Cookies, name and value, whose beginning was acknowledged."""
    voided: list[str] = field(default_factory=list)
    passwords: list[str] = field(default_factory=list)
    tried: str = ""
    """The password hash that may or may not have been set when it ended."""
    over: threading.Event = field(default_factory=threading.Event)

    def sign_in(self, person: Person) -> None:
        """Come by badge again and again, each time as another browser."""
        body = badge_body(self.district.badge(person))
        while not self.over.is_set():
            try:
                answer = httpx2.post(f"{self.server.address}/api/v1/session", json=body, timeout=10)
            except httpx2.TransportError:
                continue
            if answer.status_code == 201:
                self.sessions += answer.cookies.items()

    def operate(self) -> None:
        """Void badges, and set passwords."""
        for child in CHILDREN:
            self.tried = f"the hash after {child.username}"
            try:
                self._operate_on(child)
            except StoreUnavailable:
                self.over.wait(0.1)
            if self.over.is_set():
                return

    def _operate_on(self, child: Person) -> None:
        self.district.badge(child)
        self.district.store.write(lambda tx: lifecycle.void(tx, child.id, self.district.clock()))
        self.voided.append(child.id)
        self.district.store.write(
            lambda tx: passwords.set_password(tx, LEO.id, self.tried, self.district.clock())
        )
        self.passwords.append(self.tried)

    def has_raged(self, since: tuple[int, int] = (0, 0)) -> bool:
        """Whether enough of each kind was acknowledged."""
        sessions, voided = len(self.sessions) - since[0], len(self.voided) - since[1]
        return min(sessions, voided) >= AT_LEAST


@contextmanager
def storm(district: District, server: Server) -> Iterator[Storm]:
    """A storm that is over with the block."""
    raging = Storm(district, server)
    threads = [threading.Thread(target=raging.sign_in, args=[who]) for who in (MIA, TILDA, ADA)]
    threads.append(threading.Thread(target=raging.operate))
    for thread in threads:
        thread.start()
    try:
        wait_until(raging.has_raged)
        yield raging
    finally:
        raging.over.set()
        for thread in threads:
            thread.join()


def wait_until(true: Callable[[], bool]) -> None:
    """Wait for something that happens by itself."""
    deadline = time.monotonic() + WITHIN_S
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def assert_all_stands(district: District, raged: Storm) -> None:
    """Every session opens its dashboard; every void and the last password are as they were acknowledged."""
    name, value = raged.sessions[-1]
    last = httpx2.get(f"{raged.server.address}/api/v1/dashboard", cookies={name: value}, timeout=20)
    assert last.status_code == 200
    with district.store.read() as tx:
        kept_sessions = [tx.sessions.get(sessions.token_hash(value)) for _, value in raged.sessions]
        states = {record.state for child in raged.voided for record in tx.badges.of(child)}
        kept = tx.credentials.get(LEO.id)
    assert None not in kept_sessions
    assert states == {BadgeState.VOID}
    assert kept is not None
    assert kept.password_hash in (raged.passwords[-1], raged.tried)


@pytest.fixture
def crowd(today: District) -> District:
    """The district of today with many children more."""
    put(today.store, (MIA, LEO, TILDA, ADA, *CHILDREN), schools=[MAPLE], classes=[FIRST])
    return today


@on_both_engines
def test_a_killed_worker_takes_nothing_with_it(crowd: District, server: Server) -> None:
    """R-12: the server's process is gone at once; what it had acknowledged, the next one knows."""
    with storm(crowd, server) as raging:
        os.kill(server.pid, signal.SIGKILL)
    server.stop()
    server.start()
    assert_all_stands(crowd, raging)


@pytest.mark.parametrize("engine", ["postgresql"])
def test_a_killed_database_takes_nothing_with_it(
    crowd: District, server: Server, postgresql: PostgreSQL
) -> None:
    """R-12: PostgreSQL is killed and started again; the server goes on, and nobody starts that anew."""
    with storm(crowd, server) as raging:
        postgresql.kill()
        postgresql.start()
        before = len(raging.sessions), len(raging.voided)
        wait_until(lambda: raging.has_raged(before))
    assert_all_stands(crowd, raging)
