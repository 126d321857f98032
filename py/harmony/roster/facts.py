"""What a format's reader gives: one fact at a time, as the rows come, in the words of the files.

The stream is the seam between reading and importing. It begins with a `Prologue`; after that, whatever a
fact refers to came before it, if it is in the files at all: schools, people and their places, classes,
enrollments. Nothing is checked across rows yet: an id may stand twice, a reference may lead nowhere. Whoever
takes the stream does that, in memory (`harmony.roster.assembly`) or in a database's staging tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from harmony.model import Role


class Kind(StrEnum):
    """What a fact is about."""

    SCHOOL = "school"
    CLASS = "class"
    PERSON = "person"
    ENROLLMENT = "enrollment"
    PLACE = "place"


class Origin(NamedTuple):
    """Where in the files something stands; the header is row 1."""

    file: str
    row: int


class Reference(NamedTuple):
    """A column whose values are ids of rows elsewhere, and the file in which those rows stand."""

    column: str
    file: str
    prefix: str = ""
    """What the reader puts before these ids, where a format counts two kinds of people apart."""


class Prologue(NamedTuple):
    """What holds for the whole stream."""

    references: Mapping[str, Mapping[Kind, Reference]]
    """By the file in which a reference stands, and by what it refers to."""
    ids: Mapping[str, str]
    """The column of a file in which its own ids stand."""
    changed_only: frozenset[Kind] = frozenset()
    """Kinds of which the files hold only what changed: whatever else there was, stays."""


class SchoolFact(NamedTuple):
    """A school."""

    id: str
    name: str
    at: Origin


class PersonFact(NamedTuple):
    """Somebody; of one id there may be several, which agree in all but school and grades."""

    id: str
    username: str
    given_name: str
    family_name: str
    role: Role | None
    """None where the person's places tell it."""
    grades: tuple[str, ...]
    schools: tuple[str, ...]
    enabled: bool
    at: Origin


class PlaceFact(NamedTuple):
    """A role that somebody has in a school, in formats that keep these apart from the people."""

    person: str
    role: Role
    school: str
    grades: tuple[str, ...]
    primary: bool
    at: Origin


class ClassFact(NamedTuple):
    """A class of a school."""

    id: str
    title: str
    school: str
    at: Origin


class EnrollmentFact(NamedTuple):
    """Somebody's part in a class; of one class, person and role there may be several."""

    in_class: str
    person: str
    role: Role | None
    """None where it is whatever the person's own role is."""
    at: Origin


class EnrollmentFacts(NamedTuple):
    """Enrollments of rows below each other: the values of each stand in the same place of all three."""

    in_classes: Sequence[str]
    people: Sequence[str]
    roles: Sequence[Role]
    at: Origin
    """Of the first."""


class LeftOut(NamedTuple):
    """A row that is read and not wanted; what refers to its id is left out with it.

    Where the files hold only changes, what had this id before is gone.
    """

    kind: Kind
    id: str
    why: str
    at: Origin


class EnrollmentGone(NamedTuple):
    """Somebody's part in a class that has ended, in files that hold only changes."""

    in_class: str
    person: str
    at: Origin


Fact = (
    Prologue
    | SchoolFact
    | PersonFact
    | PlaceFact
    | ClassFact
    | EnrollmentFact
    | EnrollmentFacts
    | LeftOut
    | EnrollmentGone
)

GONE = "gone"
"""Why a row is left out that says itself that it is no longer: `tobedeleted`, `inactive`."""
