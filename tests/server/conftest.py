"""A synthetic district and a browser before it, for tests in process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.district import District, found


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
