"""How far an import is, for whoever waits."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how many rows are done, and of how many: 0 where nobody knows yet."""

READING, COMPARING, WRITING = "Reading", "Comparing", "Writing"
STEPS = 5
"""Parts of comparing, which are told as they are done."""


def ignore(_stage: str, _done: int, _total: int) -> None:
    """Nobody waits."""
