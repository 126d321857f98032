"""The library's shims, in the small runtimes that they are part of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pyodide_runtime import node
from pyodide_runtime.distribution import PINNED

PROGRAM = Path(__file__).with_name("in_pyodide") / "with_shims.py"


@pytest.mark.parametrize("kind", ["slim", "split"])
def test_shims_do_what_the_library_needs(homes: dict[str, Path], kind: str) -> None:
    """Named tuples, dataclasses, types of every form and tracebacks work without `typing` and `_colorize`."""
    found = json.loads(node.run_python(PROGRAM, PINNED, home=homes[kind]))
    assert found["is_shim"]
    assert found["named"] == [1, 2, 3, ["x", "y"], "Spot(x=1, y=3)"]
    assert found["fields"] == ["owner", "sides"]
    assert found["written"] == 5
    assert found["error"].startswith("Traceback (most recent call last):\n")
    assert found["error"].endswith("KeyError: 'no such badge'\n")
