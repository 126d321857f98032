"""What whoever imports may say about how their files are to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """How to read a roster's files; every default is what fits most districts."""

    format: str | None = None
    """The name of a format; None to tell it by the files."""
    encoding: str | None = None
    """How the files' text is written; None for UTF-8, or UTF-16 with its mark."""
    username: Sequence[str] = ()
    """Columns that what is typed is taken from, the first that is not empty; one that ends in `@` counts up
    to that sign. Empty for what the format says."""
    tolerated_orphans: int = 0
    """How many rows may refer to what is not in the files; they are then left out."""


DEFAULTS = Options()
