"""The database: its tables, its rules, and what happens when two processes want it."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from harmony.model import BadgeState
from harmony_server.settings.config import load
from harmony_server.store import Store, StoreConflict, StoreUnavailable, engine, open_store
from harmony_server.store.schema import metadata
from tests.district import (
    DISTRICT_TOML,
    MIA,
    START,
    District,
)
from tests.server.engines import on_both_engines

OPEN = """
import pathlib, sys
from harmony_server.settings.config import load
from harmony_server.store import open_store
data = pathlib.Path(sys.argv[1])
while not (data / "go").exists():
    pass
store = open_store(load(data))
with store.begin() as tx:
    tx.audit.add("sign_in", "ok", now=1.0)
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with settings and nothing else."""
    (tmp_path / "district.toml").write_text(DISTRICT_TOML, "utf-8")
    return tmp_path


@pytest.fixture
def store(district: District) -> Store:
    """The store of the synthetic district."""
    return district.store


def test_migrations_make_the_tables_the_code_expects(data: Path) -> None:
    """The tables in the code and those the migrations make are the same."""
    open_store(load(data)).close()
    database = create_engine(load(data).database_url)
    with database.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.dispose()


def test_two_processes_may_start_at_once_on_an_empty_folder(data: Path) -> None:
    """T-19: one makes the tables, the others wait for them; none fails and nothing is made twice."""
    processes = [
        subprocess.Popen([sys.executable, "-c", OPEN, data], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    time.sleep(1)
    (data / "go").touch()
    errors = [process.communicate(timeout=60)[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, errors
    store = open_store(load(data))
    with store.read() as tx:
        assert len(tx.audit.last(10)) == 4
    store.close()


def test_a_new_file_in_another_process_hands_is_waited_for(data: Path) -> None:
    """T-19: SQLite refuses at once to change a locked file's kind of log; opening asks until it may."""
    other = sqlite3.connect(data / "harmony.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = Timer(0.3, other.close)
    release.start()
    open_store(load(data)).close()
    release.join()
    with closing(sqlite3.connect(data / "harmony.db")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_database_is_its_owners_alone(district: District) -> None:
    """T-12: nobody else on the machine can read the roster."""
    files = list(district.data.glob("harmony.db*"))
    assert {path.name for path in files} >= {"harmony.db", "harmony.db-wal"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_sqlite_is_set_up_to_keep_its_word(district: District) -> None:
    """A commit is on disk before it counts, readers do not wait, references are checked."""
    with district.store.read() as tx:
        connection = tx.audit._connection
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


@on_both_engines
def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    """All of a transaction is kept, or none of it."""

    def record_and_fail() -> None:
        with store.begin() as tx:
            tx.audit.add("sign_in", "ok", now=START)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        record_and_fail()
    with store.read() as tx:
        assert tx.audit.last(1) == []


@on_both_engines
def test_a_reader_does_not_wait_for_a_writer(store: Store) -> None:
    """A long import does not keep children from their dashboards."""
    with store.begin() as writing:
        writing.audit.add("sign_in", "ok", now=START)
        with store.read() as reading:
            assert reading.people.get(MIA.id) is not None
            assert reading.audit.last(1) == []


def test_a_locked_database_is_unavailable(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waited long enough for the right to write is told to come back."""
    monkeypatch.setattr(engine, "BUSY_WAIT_S", 0.05)
    store = open_store(district.config)
    locker = sqlite3.connect(district.data / "harmony.db", isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable), store.begin():
        raise AssertionError("two writers at once")
    locker.close()
    with store.begin() as tx:
        tx.audit.add("sign_in", "ok", now=START)
    store.close()


@on_both_engines
def test_errors_do_not_repeat_what_was_stored(store: Store) -> None:
    """T-12: an error of the database names no person."""
    with pytest.raises(StoreConflict) as refused, store.begin() as tx:
        tx.badges.add(badge_id="AAAAAAAAAAAA", person_id="somebody-secret", kid="01", now=START)
    assert "constraint" in str(refused.value)
    assert "somebody-secret" not in str(refused.value)
    assert refused.value.__cause__ is None


@on_both_engines
def test_a_person_has_one_badge_at_most(store: Store) -> None:
    """T-02: the database itself refuses a second badge that opens."""
    with store.begin() as tx:
        tx.badges.add(badge_id="AAAAAAAAAAAA", person_id=MIA.id, kid="01", now=START)
    with pytest.raises(StoreConflict), store.begin() as tx:
        tx.badges.add(badge_id="BBBBBBBBBBBB", person_id=MIA.id, kid="01", now=START)
    with store.begin() as tx:
        tx.badges.end(["AAAAAAAAAAAA"], BadgeState.VOID, START + 1)
        tx.badges.add(badge_id="BBBBBBBBBBBB", person_id=MIA.id, kid="01", now=START + 2)
    with store.read() as tx:
        issued = tx.badges.issued_to(MIA.id)
        assert [record.badge_id for record in tx.badges.of(MIA.id)] == ["BBBBBBBBBBBB", "AAAAAAAAAAAA"]
    assert issued is not None
    assert issued.badge_id == "BBBBBBBBBBBB"


def test_a_path_with_strange_characters_works(tmp_path: Path) -> None:
    """A data folder may be called anything."""
    data = tmp_path / "a b?c#d%e'f"
    data.mkdir()
    (data / "district.toml").write_text(DISTRICT_TOML, "utf-8")
    store = open_store(load(data))
    store.prove_writable()
    store.close()
    assert (data / "harmony.db").is_file()
