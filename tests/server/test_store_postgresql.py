"""What PostgreSQL alone does: writers side by side, a deadlock, a restart, a connection that is lost."""

from __future__ import annotations

import asyncio
import secrets
import time

import pytest

from harmony_server.accounts.sign_in import Authentication, ClientContext
from harmony_server.store import Store, StoreUnavailable, Transaction, open_store
from harmony_server.store import engine as engine_module
from tests.district import ADA, LEO, MIA, PASSWORD, SCHOOL_ADDRESS, START, TILDA, District
from tests.postgresql import PostgreSQL
from tests.server.racing import PROCESSES, Racers

ROUNDS = 3
HERE = ClientContext(SCHOOL_ADDRESS, None)


@pytest.fixture
def engine() -> str:
    """All of this module is about the one engine."""
    return "postgresql"


@pytest.fixture
def store(district: District) -> Store:
    """The store of the synthetic district."""
    return district.store


def door(district: District) -> Authentication:
    """The door of a district, as a server's process has it."""
    return Authentication(
        district.config, district.store, lambda: district.keys, district.clock, secrets.token_bytes
    )


def test_different_people_do_not_wait_for_each_other(district: District) -> None:
    """R-13: while somebody's badge and password are being written, others sign in, and get badges."""
    badge = district.badge(LEO)
    with district.store.begin() as tx:
        tx.people.lock(MIA.id, ADA.id)
        tx.badges.add(badge_id="AAAAAAAAAAAA", person_id=MIA.id, kid="01", now=START)
        tx.credentials.put(ADA.id, "a new hash", START)
        assert asyncio.run(door(district).by_badge(badge.decimal, HERE)).person == LEO
        by_password = door(district).by_password(TILDA.username, PASSWORD, HERE)
        assert asyncio.run(by_password).person == TILDA
        assert district.new_badge(LEO) != badge
    with district.store.read() as tx:
        assert tx.badges.issued_to(MIA.id) is not None


def in_a_ring(district: District, number: int) -> int:
    """Lock two people, each process beginning with another; how often it had to begin again."""
    attempts = 0

    def work(tx: Transaction) -> None:
        nonlocal attempts
        attempts += 1
        first, second = (MIA, LEO) if number % 2 else (LEO, MIA)
        tx.people.lock(first.id)
        time.sleep(0.02)  # as long as it takes the other to be here too
        tx.people.lock(second.id)
        tx.audit.add("sign_in", "ok", now=START, person_id=first.id)

    for _ in range(ROUNDS):
        district.store.write(work)
    return attempts - ROUNDS


def test_whom_the_database_undid_tries_again(district: District, racing: Racers) -> None:
    """T-19: two that wait for each other are told apart by PostgreSQL; the one who lost does it once more."""
    again = racing.race(district, in_a_ring)
    assert sum(again) > 0
    with district.store.read() as tx:
        assert len(tx.audit.last(99)) == PROCESSES * ROUNDS


def test_who_waits_too_long_is_told_to_come_back(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that somebody holds and holds is no reason to hold a child's request as well."""
    monkeypatch.setattr(engine_module, "BUSY_WAIT_S", 0.1)
    store = open_store(district.config)
    with district.store.begin() as holder:
        holder.people.lock(MIA.id)
        with pytest.raises(StoreUnavailable), store.begin() as tx:
            tx.people.lock(MIA.id)
    with store.begin() as tx:
        tx.people.lock(MIA.id)
    store.close()


def test_a_restart_of_the_database_is_survived(store: Store, postgresql: PostgreSQL) -> None:
    """R-12: while it is away everybody is told to come back; then the same store goes on."""
    with store.read() as tx:
        assert tx.people.get(MIA.id) is not None
    postgresql.kill()
    with pytest.raises(StoreUnavailable), store.read() as tx:
        tx.people.get(MIA.id)
    postgresql.start()
    with store.begin() as tx:
        tx.audit.add("sign_in", "ok", now=START)
    with store.read() as tx:
        assert len(tx.audit.last(9)) == 1
