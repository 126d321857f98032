"""What a district's roster files say, checked and whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from harmony.errors import Finding
from harmony.model import Enrollment, Person, School, SchoolClass


@dataclass(frozen=True)
class Roster:
    """A whole roster: every reference in it leads to something that is in it too."""

    schools: tuple[School, ...]
    classes: tuple[SchoolClass, ...]
    people: tuple[Person, ...]
    enrollments: tuple[Enrollment, ...]
    skipped: Mapping[str, int]
    """How many rows were left out, by role: people such as parents have no place in the portal."""
    warnings: tuple[Finding, ...]
    """What was read although it was not quite as the standard says."""
