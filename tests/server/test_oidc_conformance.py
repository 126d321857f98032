"""The OpenID conformance suite's modules, by their names; the suite itself needs what cannot be had here.

docs/conformance.md has the table of them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.district import District
from tests.server.oidc_modules import MODULES, answers, logout, requests
from tests.server.relying_party import install

TABLE = Path(__file__).parents[2] / "docs" / "conformance.md"
ROOMS = (answers, requests, logout)
"""Each adds its own to `MODULES`."""


@pytest.fixture(autouse=True)
def apps(district: District) -> None:
    """The district's apps are the tests'."""
    install(district)


@pytest.mark.parametrize("name", MODULES)
def test_the_module_passes(district: District, name: str) -> None:
    """One of the suite's modules, as its description has it."""
    MODULES[name](district)


def test_the_table_tells_of_every_module() -> None:
    """docs/conformance.md has a row for each of these, and none that is not tried here."""
    rows = re.findall(r"^\| `(oidcc-[\w-]+)` \| (\w+)", TABLE.read_text("utf-8"), re.MULTILINE)
    assert {name for name, result in rows if result == "passes"} == set(MODULES)
