"""Decoding leaves nothing behind."""

from __future__ import annotations

from typing import Any

SLACK_BYTES = 4096
"""What an allocator may keep for itself; a leak of one byte a decode would show."""
SLACK_BLOCKS = 50


def test_flat_over_thousands_of_decodes(pyodide_report: dict[str, Any]) -> None:
    """5000 decodes inside Pyodide, of every kind, grow neither the heap nor Python's own blocks."""
    growth = pyodide_report["growth"]
    assert growth["heap end"] == 0
    assert growth["heap bytes in use"] <= SLACK_BYTES
    assert growth["Python blocks"] <= SLACK_BLOCKS
