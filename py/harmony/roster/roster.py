"""What a district's roster files say, checked and whole, in the words of the files.

Every id here is an external one, of whatever system wrote the files. A value of a file is not yet a value of
the portal (`harmony.model`): which person it is about, the importer finds out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from harmony.findings import Finding
from harmony.model import Role
from harmony.roster.facts import (
    ClassFact,
    EnrollmentFact,
    Fact,
    Origin,
    PersonFact,
    Prologue,
    SchoolFact,
)


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

    def fact(self, at: Origin) -> PersonFact:
        """The same as a row of a file."""
        return PersonFact(
            self.external_id,
            self.username,
            self.given_name,
            self.family_name,
            self.role,
            self.grades,
            self.schools,
            self.enabled,
            at,
        )


class RosterEnrollment(NamedTuple):
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
    """How many rows were left out, by why: people such as guardians have no place in the portal."""
    warnings: tuple[Finding, ...]
    """What was read although it was not quite as the standard says."""
    dropped: tuple[tuple[str, str], ...] = ()
    """Files and columns that hold more about somebody than the portal may know, and were never read."""

    def facts(self) -> Iterator[Fact]:
        """What it says, as the rows of files would."""
        yield Prologue({}, {})
        nowhere = Origin("the roster", 0)
        for school in self.schools:
            yield SchoolFact(school.external_id, school.name, nowhere)
        for each in self.people:
            yield each.fact(each.origin or nowhere)
        for one in self.classes:
            yield ClassFact(one.external_id, one.title, one.school, nowhere)
        for place in self.enrollments:
            yield EnrollmentFact(place.in_class, place.person, place.role, nowhere)
