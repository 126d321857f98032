"""Joins the halves again: in the page, by functions inside the script; and under Node, for a trial."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pyodide_runtime import node
from pyodide_runtime.distribution import Distribution
from pyodide_runtime.slim.script import Hook

HERE = Path(__file__).parent
SOURCES = (HERE / "cold_half.mjs", HERE / "sha256.mjs")
"""What the script needs to join the halves."""
SMOKE_TEST = HERE / "smoke_test.py"


def hook(cold: bytes) -> Hook:
    """Has the script join this cold half, and no other."""
    digest = hashlib.sha256(cold).hexdigest()
    return Hook(SOURCES, f'joinColdHalf(instance.exports,module,info,"{digest}")')


def smoke_test(distribution: Distribution, home: Path) -> int:
    """Start a split runtime under Node, call what is cold, and tell how often the cold half was loaded."""
    return int(node.run_python(SMOKE_TEST, distribution, home=home))
