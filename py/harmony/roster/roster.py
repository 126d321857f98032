"""What a district's roster files say, checked and whole, in the words of the files.

Every id here is an external one, of whatever system wrote the files. A value of a file is not yet a value of
the portal (`harmony.model`): which person it is about, the importer finds out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from harmony.findings import Finding
from harmony.model import Role


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the files something stands; the header is row 1."""

    file: str
    row: int


@dataclass(frozen=True, slots=True)
class RosterSchool:
    """A school as the files name it."""

    external_id: str
    name: str


@dataclass(frozen=True, slots=True)
class RosterClass:
    """A class as the files name it, and its school's external id."""

    external_id: str
    title: str
    school: str


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """Somebody as the files name them; `schools` are external ids."""

    external_id: str
    username: str
    given_name: str
    family_name: str
    role: Role
    grades: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    enabled: bool = True
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class RosterEnrollment:
    """A person's place in a class, both by their external ids."""

    in_class: str
    person: str
    role: Role


@dataclass(frozen=True, slots=True)
class Roster:
    """A whole roster: every reference in it leads to something that is in it too."""

    schools: tuple[RosterSchool, ...]
    classes: tuple[RosterClass, ...]
    people: tuple[RosterPerson, ...]
    enrollments: tuple[RosterEnrollment, ...]
    skipped: Mapping[str, int]
    """How many rows were left out, by role: people such as guardians have no place in the portal."""
    warnings: tuple[Finding, ...]
    """What was read although it was not quite as the standard says."""
