"""Decoding leaves nothing behind."""

from __future__ import annotations

from typing import Any

SLACK_BYTES = 4096
"""What an allocator may keep for itself; a leak of one byte a decode would show."""
SLACK_BLOCKS = 50


def test_flat_over_thousands_of_decodes(pyodide_report: dict[str, Any]) -> None:
    """5000 decodes inside Pyodide, of every kind, grow neither the decoder nor Python."""
    growth = pyodide_report["growth"]
    assert growth["decoder's memory"] == 0
    assert growth["decoder's bytes in use"] == 0
    assert growth["Python's memory"] == 0
    assert growth["Python's bytes in use"] <= SLACK_BYTES
    assert growth["Python's blocks"] <= SLACK_BLOCKS
