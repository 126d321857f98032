"""A district's first roster: written without indexes and references, which are there again when it counts."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, inspect, text
from sqlalchemy.exc import IntegrityError

from harmony.roster import Roster
from harmony.roster.findings import Diagnostics
from harmony_server.roster import landing
from harmony_server.roster.importer import import_roster
from harmony_server.roster.incoming import Incoming
from harmony_server.roster.progress import ignore
from harmony_server.store import Store
from harmony_server.store.engine import Engines, connect
from harmony_server.store.filling import FILLED, filling
from harmony_server.store.migrating import migrate
from harmony_server.store.tables import enrollments, external_ids
from tests.server.engines import on_both_engines
from tests.server.rosters import CURRENT, NOTHING

pytestmark = on_both_engines


@pytest.fixture
def engines(tmp_path: Path, new_database_url: str) -> Iterator[Engines]:
    """A district's database that nobody has been in yet."""
    engines = connect(new_database_url or f"sqlite:///{tmp_path / 'harmony.db'}")
    with engines.writers.begin() as connection:
        migrate(connection)
    yield engines
    Store(engines).close()


@pytest.fixture
def store(engines: Engines, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store of that district, to which any number of rows are many."""
    monkeypatch.setattr(landing, "MANY", 1)
    return Store(engines)


def first(store: Store, roster: Roster) -> None:
    """Import a roster."""
    coming = Incoming(roster.facts(), Diagnostics(), "sis")
    import_roster(store, coming, NOTHING, now=0, rng=secrets.token_bytes, progress=ignore)


_STRUCTURE = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name",
    "postgresql": """
        SELECT conrelid::regclass::text || conname AS name, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2""",
}


def structure(engines: Engines) -> dict[str, str]:
    """Every table, index, key and reference there is, by name, as the database says it; none of an import."""
    with engines.readers.begin() as connection:
        rows = connection.execute(text(_STRUCTURE[connection.dialect.name])).all()
        return {row[0]: row[1] for row in rows}


def test_a_first_roster_leaves_tables_as_they_were(engines: Engines, store: Store) -> None:
    """Everything is there, and every index, key and reference that was there before."""
    before = structure(engines)
    first(store, CURRENT)
    assert structure(engines) == before
    with store.read() as tx:
        assert {each.username for each in tx.roster.people()} == {each.username for each in CURRENT.people}
        assert [each.role for each in tx.roster.enrollments()] == [each.role for each in CURRENT.enrollments]


def test_while_it_is_written_tables_are_without_them(engines: Engines) -> None:
    """Otherwise it would take as long as ever."""
    with engines.writers.begin() as connection:
        assert inspect(connection).get_indexes(enrollments.name)
        with filling(connection):
            assert not any(inspect(connection).get_indexes(each.name) for each in FILLED)
        assert inspect(connection).get_indexes(enrollments.name)


def test_a_first_roster_that_breaks_off_leaves_nothing(
    engines: Engines, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-11: no row, and no table without its indexes; the next one begins anew."""
    before = structure(engines)

    def stop(*_: object, **__: object) -> None:
        raise OSError("the machine stops")

    with monkeypatch.context() as broken:
        broken.setattr(landing, "_land", stop)
        with pytest.raises(OSError, match="stops"):
            first(store, CURRENT)
    assert structure(engines) == before
    with store.read() as tx:
        assert tx.roster.version() == 0
        assert tx.roster.people() == []
    first(store, CURRENT)
    with store.read() as tx:
        assert len(tx.roster.people()) == len(CURRENT.people)


def test_what_contradicts_itself_is_told_at_the_end(engines: Engines) -> None:
    """Rows that an index would have refused one by one are refused when it is made, and none is kept."""
    before = structure(engines)
    with pytest.raises(IntegrityError), engines.writers.begin() as connection:
        _call_one_twice(connection)
    assert structure(engines) == before


def _call_one_twice(connection: Connection) -> None:
    row = {"kind": "person", "source": "sis", "portal_id": "p" * 20, "since": 1}
    with filling(connection):
        connection.execute(insert(external_ids), [{**row, "external_id": each} for each in ("one", "two")])
