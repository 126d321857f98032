"""Everybody of a district at one moment, and what is different at the next: computed once, here.

What `compare` gives is shown, counted and written; nothing else compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from harmony.model import Enrollment, Person, School, SchoolClass

T = TypeVar("T")


@dataclass(frozen=True)
class Directory:
    """Schools, classes and people by id, and who is in which class. Every reference leads inside."""

    schools: Mapping[str, School]
    classes: Mapping[str, SchoolClass]
    people: Mapping[str, Person]
    enrollments: frozenset[Enrollment]


@dataclass(frozen=True)
class Known:
    """What the portal knows: who is in the latest roster, and who was in an earlier one."""

    current: Directory
    former: Directory
    """Nobody is forgotten: badges and the audit refer to them. Enrollments are not kept."""


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
class Delta(Generic[T]):
    """What must be written so that one kind is as wanted. A pair is what is stored, and what is wanted."""

    new: tuple[T, ...]
    back: tuple[tuple[T, T], ...]
    """Those who were in an earlier roster and are in this one again."""
    changed: tuple[tuple[T, T], ...]
    gone: tuple[T, ...]
    unchanged: int

    @property
    def counts(self) -> Changes:
        """The figures for a report: whoever is back is added."""
        added = len(self.new) + len(self.back)
        return Changes(added, len(self.changed), len(self.gone), self.unchanged, len(self.back))


@dataclass(frozen=True)
class Difference:
    """What must be written so that a whole directory is as wanted."""

    schools: Delta[School]
    classes: Delta[SchoolClass]
    people: Delta[Person]
    enrollments: Delta[Enrollment]

    @property
    def counts(self) -> Mapping[str, Changes]:
        """The figures by kind."""
        return {
            "schools": self.schools.counts,
            "classes": self.classes.counts,
            "people": self.people.counts,
            "enrollments": self.enrollments.counts,
        }


def compare(known: Known, wanted: Directory) -> Difference:
    """What is different between what the portal knows and what is wanted."""
    current, former = known.current, known.former
    return Difference(
        schools=_delta(current.schools, former.schools, wanted.schools),
        classes=_delta(current.classes, former.classes, wanted.classes),
        people=_delta(current.people, former.people, wanted.people),
        enrollments=Delta(
            new=tuple(wanted.enrollments - current.enrollments),
            back=(),
            changed=(),
            gone=tuple(current.enrollments - wanted.enrollments),
            unchanged=len(current.enrollments & wanted.enrollments),
        ),
    )


def _delta(current: Mapping[str, T], former: Mapping[str, T], wanted: Mapping[str, T]) -> Delta[T]:
    stay = [(current[each], value) for each, value in wanted.items() if each in current]
    changed = tuple((old, new) for old, new in stay if old != new)
    return Delta(
        new=tuple(value for each, value in wanted.items() if each not in current and each not in former),
        back=tuple((former[each], value) for each, value in wanted.items() if each in former),
        changed=changed,
        gone=tuple(value for each, value in current.items() if each not in wanted),
        unchanged=len(stay) - len(changed),
    )
