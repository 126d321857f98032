"""A portal that libraries of others sign in with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from build_steps import npm
from tests.district import District
from tests.relying_parties.talking import HttpBrowser
from tests.relying_parties.world import World, begin
from tests.running import Server
from tests.server.conftest import engine, new_database_url, small_site, today

__all__ = ["browser", "engine", "new_database_url", "small_site", "today", "world"]


@pytest.fixture
def world(today: District, small_site: Path, tmp_path: Path) -> Iterator[World]:
    """A running portal, and its apps."""
    npm.ensure()
    server = Server(today.data, small_site, tmp_path / "server.log")
    yield begin(server, today)
    server.stop()


@pytest.fixture
def browser(world: World) -> Iterator[HttpBrowser]:
    """A browser that signs in by badge where it is asked to."""
    made = HttpBrowser(world)
    yield made
    made.close()
