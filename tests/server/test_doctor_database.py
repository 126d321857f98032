"""A database whose file was damaged: the doctor has the engine look at all of it, and says so."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from harmony_server.badges.keys import KeyRing
from tests.district import District, badge_body
from tests.postgresql import PostgreSQL
from tests.server.command import Command
from tests.server.engines import on_both_engines

GARBAGE = b"\xa5"


def damage_sqlite(district: District, name: str) -> None:
    """Write garbage over the page at which a table or index begins."""
    district.store.close()
    path = district.data / "harmony.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = database.execute("PRAGMA page_size").fetchone()
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [name]).fetchone()
    overwrite(path, (page - 1) * size, size)


def damage_postgresql(district: District, name: str, postgresql: PostgreSQL) -> None:
    """The same, while the server is down."""
    url = district.config.database_url.replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("CHECKPOINT")
        found = database.execute("SELECT pg_relation_filepath(%s::regclass)", [name]).fetchone()
    assert found is not None
    district.store.close()
    postgresql.kill()
    overwrite(postgresql.folder / "data" / found[0], 0, 8192)
    postgresql.start()


def overwrite(path: Path, place: int, size: int) -> None:
    """Put garbage into the middle of a file."""
    with path.open("r+b") as file:
        file.seek(place)
        assert file.read(1), "there is no such page"
        file.seek(place)
        file.write(GARBAGE * size)


def doctor(district: District) -> str:
    """What the doctor says of the database."""
    lines = Command(district.data)("doctor").stdout.splitlines()
    (line,) = [line for line in lines if line.split()[1] == "database:"]
    return line


@on_both_engines
def test_a_whole_database_is_called_whole(district: District) -> None:
    """Every page was read, every index and reference followed, and a row written."""
    assert doctor(district).startswith("ok     database: 5 people, 1 classes; whole, and can be written")


@pytest.mark.parametrize("name", ["sessions", "audit", "sqlite_autoindex_people_1"])
def test_damage_of_a_file_is_found(district: District, name: str) -> None:
    """R-14: a page of a table or of an index that is garbage: even where no command would have read it."""
    signed_in(district)
    damage_sqlite(district, name)
    assert doctor(district).startswith("wrong  database: ")
    assert "damaged" in doctor(district)


@pytest.mark.parametrize("engine", ["postgresql"])
@pytest.mark.parametrize("name", ["sessions", "audit", "pk_people"])
def test_damage_of_a_server_is_found(district: District, postgresql: PostgreSQL, name: str) -> None:
    """R-14: the same on PostgreSQL, which notices nothing by itself until somebody asks for that page."""
    signed_in(district)
    damage_postgresql(district, name, postgresql)
    assert doctor(district).startswith("wrong  database: ")
    assert "damaged" in doctor(district)


@on_both_engines
def test_a_reference_to_nothing_is_found(district: District) -> None:
    """What a slip with another tool left behind."""
    lost = "INSERT INTO credentials VALUES ('nobody', 'hash', 0)"
    if district.config.database_url.startswith("sqlite"):
        with closing(sqlite3.connect(district.data / "harmony.db")) as database:
            database.execute(lost)
            database.commit()
    else:
        url = district.config.database_url.replace("+psycopg", "")
        with psycopg.connect(url) as server:
            server.execute("SET session_replication_role = replica")  # no reference is looked after
            server.execute(lost)
    assert "credentials refers to people that are not there" in doctor(district)


def test_a_machine_without_all_keys_is_found(district: District) -> None:
    """R-16: a server on another machine, to which nobody brought the key that was made on this one."""
    old = shutil.copytree(district.data / "keys", district.data / "old-keys")
    KeyRing.rotate(district.data, district.clock(), secrets.token_bytes)
    district.new_badge()
    shutil.rmtree(district.data / "keys")
    old.rename(district.data / "keys")
    said = Command(district.data)("doctor").stdout
    assert "wrong  keys: badges were issued with the key 02" in said


def signed_in(district: District) -> None:
    """Have something in the tables of the door."""
    assert district.client().post("/api/v1/session", json=badge_body(district.badge())).status_code == 201
