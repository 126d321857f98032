"""A synthetic district and a browser before it, for tests in process."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.district import Clock, District, found
from tests.running import Server


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of the synthetic district, made once; tests work on copies."""
    data = tmp_path_factory.mktemp("district") / "data"
    data.mkdir()
    found(data)
    return data


@pytest.fixture
def district(founded: Path, tmp_path: Path) -> Iterator[District]:
    """The synthetic district, the test's own."""
    district = District(Path(shutil.copytree(founded, tmp_path / "data")))
    yield district
    district.store.close()


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
def today(tmp_path: Path) -> Iterator[District]:
    """The synthetic district, founded just now: for processes, whose clock is the machine's."""
    now = time.time()
    found(tmp_path / "today", now)
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
