"""All that a district knows, moved from one engine to the other and back: nobody at the door notices."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Row, Table, select

from harmony.grants import Grant, GrantKind
from harmony.roster import RosterClass
from harmony_server.accounts import grants
from harmony_server.store import copying
from harmony_server.store.schema import metadata
from harmony_server.store.tables import write_probe
from tests.district import LEO, MIA, TILDA, District, badge_body, move, password_body
from tests.postgresql import PostgreSQL
from tests.server.command import Command, refused
from tests.server.engines import on_both_engines
from tests.server.rosters import CURRENT, X_LEO, imported

pytestmark = on_both_engines


@pytest.fixture
def other_url(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database on the engine that the district is not on."""
    if engine == "postgresql":
        yield f"sqlite:///{tmp_path / 'moved.db'}"
        return
    postgresql: PostgreSQL = request.getfixturevalue("postgresql")
    with postgresql.database() as url:
        yield url


@pytest.fixture
def lived_in(district: District) -> District:
    """The district after a while: of every table something is there."""
    district.new_badge(LEO)
    district.void(LEO)
    assert district.client().post("/api/v1/session", json=badge_body(district.badge())).status_code == 201
    assert district.client().post("/api/v1/session", json=password_body()).status_code == 201
    wrong = password_body(MIA, "a-wrong-password-9")
    assert district.client().post("/api/v1/session", json=wrong).status_code == 401
    with district.store.begin() as tx:
        grant = Grant(GrantKind.DISTRICT_ADMINISTRATOR)
        grants.give(tx, TILDA, grant, by=None, now=district.clock(), rng=lambda count: b"x" * count)
        invent_rows(tx.audit._connection)
    leo = replace(X_LEO, family_name="Ash")
    people = tuple(leo if each == X_LEO else each for each in CURRENT.people)
    imported(district, replace(CURRENT, people=people, classes=(RosterClass("maple-01", "Room 1", "maple"),)))
    return district


def invent_rows(connection: Connection) -> None:
    """Put something into each table that is empty still, for copying's sake: it need not make sense."""
    for table in metadata.sorted_tables:
        if table.name != "person_changes" and connection.execute(table.select().limit(1)).first() is None:
            connection.execute(
                table.insert(), {each.name: invented(connection, each) for each in table.columns}
            )


def invented(connection: Connection, column: Column[Any]) -> Any:
    """A value that fits a column: of what it refers to, one that is there."""
    for key in column.foreign_keys:
        return connection.execute(select(key.column).limit(1)).scalar_one()
    return {str: "ok", int: 1, float: 1.5, bool: True}[column.type.python_type]


def everything(district: District) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for those by which a database proves that it can be written."""
    with district.store.read() as tx:
        connection = tx.audit._connection
        return {
            table.name: sorted(map(tuple, connection.execute(table.select())), key=repr)
            for table in metadata.sorted_tables
            if table is not write_probe
        }


def opened_at(district: District, url: str) -> District:
    """The same district, its settings naming another database."""
    move(district.data, url)
    return District(district.data, district.clock)


def test_everything_moves_there_and_back(lived_in: District, other_url: str, tmp_path: Path) -> None:
    """R-15: roster, badges, passwords, sessions, audit: on the other engine all is the same, and opens."""
    before, home = everything(lived_in), lived_in.config.database_url
    empty = {name for name, rows in before.items() if not rows}
    assert empty <= {"person_changes"}, "a table that is empty shows nothing"
    run = Command(lived_in.data)
    assert run("database", "copy", "--to", other_url).exit_code == 0
    moved = opened_at(lived_in, other_url)
    assert everything(moved) == before
    assert moved.client().post("/api/v1/session", json=badge_body(moved.badge())).status_code == 201
    assert moved.client().post("/api/v1/session", json=password_body()).status_code == 201
    after = everything(moved)
    assert len(after["audit"]) == len(before["audit"]) + 2
    back = f"sqlite:///{tmp_path / 'back.db'}" if home.startswith("sqlite") else None
    if back is not None:
        assert run("database", "copy", "--to", back).exit_code == 0
        assert stat.S_IMODE((tmp_path / "back.db").stat().st_mode) == 0o600
        returned = opened_at(lived_in, back)
        assert everything(returned) == after
        returned.store.close()
    moved.store.close()


def test_nothing_is_written_over(lived_in: District, other_url: str) -> None:
    """A database that holds something is left as it is."""
    run = Command(lived_in.data)
    assert run("database", "copy", "--to", other_url).exit_code == 0
    assert "is not empty" in refused(run("database", "copy", "--to", other_url))
    assert "is not empty" in refused(run("database", "copy", "--to", lived_in.config.database_url))


def test_a_copy_that_is_not_the_same_is_not_kept(
    lived_in: District, other_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-15: a row that gets lost on the way is noticed, and nothing of the copy stays."""
    insert = copying._insert

    def lose_one(target: Connection, table: Table, rows: list[Row[Any]]) -> None:
        insert(target, table, rows[1:] if table.name == "sessions" else rows)

    monkeypatch.setattr(copying, "_insert", lose_one)
    run = Command(lived_in.data)
    assert "A row of sessions is another" in refused(run("database", "copy", "--to", other_url))
    monkeypatch.undo()
    assert run("database", "copy", "--to", other_url).exit_code == 0


def test_many_rows_are_brought_some_at_a_time(
    lived_in: District, other_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However large a district is, a step holds so many rows."""
    monkeypatch.setattr(copying, "AT_ONCE", 2)
    before = everything(lived_in)
    assert Command(lived_in.data)("database", "copy", "--to", other_url).exit_code == 0
    moved = opened_at(lived_in, other_url)
    assert everything(moved) == before
    moved.store.close()


def test_an_address_that_is_none_is_told(district: District) -> None:
    """T-12: and not repeated: there may be a password in it."""
    said = refused(Command(district.data)("database", "copy", "--to", "mysql://harmony:secret@host/portal"))
    assert "must be like postgresql://" in said
    assert "secret" not in said
