"""What a new roster changes, in figures: of each kind, and at each school."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

KINDS = ("students", "staff", "classes", "enrollments")


@dataclass(frozen=True)
class Changes:
    """How many of one kind were added, changed, removed and left as they were."""

    added: int
    changed: int
    removed: int
    unchanged: int
    back: int = 0
    """How many of the added were in an earlier roster."""


@dataclass(frozen=True)
class Figures:
    """How many of one kind are new, changed, gone, come back and the same at one school."""

    added: int = 0
    changed: int = 0
    gone: int = 0
    back: int = 0
    same: int = 0


@dataclass(frozen=True)
class SchoolChanges:
    """What changes at one school: students, staff, classes, enrollments. Whoever moves leaves and arrives."""

    name: str
    figures: Mapping[str, Figures]
