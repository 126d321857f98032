"""A synthetic district and a browser before it, for tests in process."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from build_steps import postgresql as postgresql_programs
from tests.district import Clock, District, found, move
from tests.postgresql import PostgreSQL
from tests.running import Server
from tests.server.badge_steps import RULES
from tests.server.mail_server import MailServer, running
from tests.server.racing import Racers, racers


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL for this run, begun with the first test that needs it."""
    programs = postgresql_programs.find()
    if programs is None:
        pytest.skip("This machine has no PostgreSQL server (Debian: postgresql).")
    running = PostgreSQL(programs)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of the synthetic district, made once; tests work on copies."""
    data = tmp_path_factory.mktemp("district") / "data"
    data.mkdir()
    found(data)
    return data


@pytest.fixture(scope="session")
def founded_on_postgresql(postgresql: PostgreSQL) -> str:
    """The name of a database with the same district in it."""
    name = postgresql.new_database()
    with tempfile.TemporaryDirectory() as data:
        found(Path(data), database_url=postgresql.url(name))
    return name


@pytest.fixture(scope="session")
def racing() -> Iterator[Racers]:
    """Processes for races, which take a while to start."""
    with racers() as made:
        yield made


@pytest.fixture
def engine() -> str:
    """Where the district keeps what it knows; `on_both_engines` has a module's tests run twice."""
    return "sqlite"


@pytest.fixture
def database_url(engine: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of the synthetic district, the test's own; empty for a file in its folder."""
    if engine == "sqlite":
        yield ""
        return
    postgresql: PostgreSQL = request.getfixturevalue("postgresql")
    with postgresql.database(request.getfixturevalue("founded_on_postgresql")) as url:
        yield url


@pytest.fixture
def district(founded: Path, tmp_path: Path, database_url: str) -> Iterator[District]:
    """The synthetic district, the test's own."""
    data = Path(shutil.copytree(founded, tmp_path / "data"))
    if database_url:
        (data / "harmony.db").unlink()
        move(data, database_url)
    district = District(data)
    yield district
    district.store.close()


@pytest.fixture
def asking(district: District) -> Iterator[District]:
    """The district, where first grade has a PIN and second grade two pictures."""
    with (district.data / "district.toml").open("a", encoding="utf-8") as settings:
        settings.write(RULES)
    asking = District(district.data, district.clock)
    yield asking
    asking.store.close()


@pytest.fixture
def client(district: District) -> TestClient:
    """A browser at school, over https."""
    return district.client()


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """The least that counts as a built site."""
    site = tmp_path / "dist"
    site.mkdir()
    (site / "index.html").write_text("<!doctype html><title>Harmony</title>", "utf-8")
    (site / "_headers").write_text("/*\n  Content-Security-Policy: default-src 'none'\n", "utf-8")
    return site


@pytest.fixture
def new_database_url(engine: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database, the test's own; an empty text for a file in the district's folder."""
    if engine == "sqlite":
        yield ""
        return
    postgresql: PostgreSQL = request.getfixturevalue("postgresql")
    with postgresql.database() as url:
        yield url


@pytest.fixture
def today(tmp_path: Path, new_database_url: str) -> Iterator[District]:
    """The synthetic district, founded just now: for processes, whose clock is the machine's."""
    now = time.time()
    found(tmp_path / "today", now, database_url=new_database_url)
    district = District(tmp_path / "today", Clock(now))
    yield district
    district.store.close()


@pytest.fixture
def server(today: District, small_site: Path, tmp_path: Path) -> Iterator[Server]:
    """A real server process over the district of today."""
    running = Server(today.data, small_site, tmp_path / "server.log")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server that listens."""
    with running(MailServer()) as server:
        yield server
