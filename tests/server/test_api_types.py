"""What the console knows of the server's API is what the server says of itself."""

from __future__ import annotations

import re

import pytest

from build_steps import api_types
from build_steps.api_types.description import Api, description
from build_steps.paths import PY

CALLED = re.compile(r"client\.(\w+)\(")
OF_THE_CLIENT = {"ask", "upload"}
THE_PAGE_ASKS = {"staff_me"}


@pytest.fixture(scope="module")
def api() -> Api:
    """Of today's server."""
    return Api(description())


def test_the_console_knows_the_server_as_it_is(api: Api) -> None:
    """Each written file is current: what has changed here, whoever checks types is told there."""
    stale = [path.name for path, text in api_types.written(api).items() if path.read_text("utf-8") != text]
    assert stale == [], "python3 build.py api writes them anew"


def test_every_operation_that_is_known_is_asked_for() -> None:
    """No method is kept that no view calls, and no view asks by an address of its own."""
    sources = (path.read_text("utf-8") for path in (PY / "harmony_console").rglob("*.py"))
    called = {name for text in sources for name in CALLED.findall(text)}
    known = set(api_types.FOR_THE_CONSOLES_PYTHON) - THE_PAGE_ASKS
    assert called - OF_THE_CLIENT == known


def test_an_operation_that_went_is_missed(api: Api) -> None:
    """Asking for what the server has not ends the writing."""
    with pytest.raises(LookupError, match="staff_claases"):
        api.operations_named(["staff_class", "staff_claases"])


def test_a_field_that_went_is_missed(api: Api) -> None:
    """A description without one field of an answer makes other files."""
    schemas = dict(api.schemas)
    row = dict(schemas["StudentRow"])
    row["properties"] = {name: each for name, each in row["properties"].items() if name != "printed_at"}
    schemas["StudentRow"] = row
    changed = Api({**api.description, "components": {"schemas": schemas}})
    stale = [
        path.name for path, text in api_types.written(changed).items() if path.read_text("utf-8") != text
    ]
    assert stale == ["api_types.pyi", "api.d.ts"]
